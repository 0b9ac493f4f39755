"""The plan of a scenario replayed in random worlds with SimPy: closures, attacks, fleet days, stocks, week by week.

usage: simulate.py [--runs 200] [--seed 1] PLAN.json

PLAN.json comes from `cargo bench --bench simulate -- dump PLAN.json`. Each week of a route is one process (each lift of its own where
lifts can be attacked): it waits for its stock, for days of its fleet and for the road, travels, and delivers. Ours does this and also
handling, exits, priorities, guards, closings and the accounts, so the ratio is a lower bound.
"""

import argparse
import json
import math
import random
import statistics
import time
from importlib.metadata import version

import simpy

OVERTIME = 26
MONTH = 365.25 / 12
LITTLE = 1e-6


class World:
    def __init__(self, data, seed):
        self.d, self.random = data, random.Random(seed)
        self.env, self.days = simpy.Environment(), data["period_days"]
        self.last = (data["weeks"] + OVERTIME) * self.days
        self.attacks, self.casualties, self.under_way, self.finish = 0, 0, 0, 0.0
        self.closed = [[] for _ in data["routes"]]
        self.hits = [[] for _ in data["routes"]]
        for process in data["processes"]:
            if process["effect"] == "closure":
                self.close(process)
            elif process["effect"] == "attack":
                for r in process["hits"]:
                    self.hits[r].append(process)
        new = lambda q: simpy.Container(self.env, init=q)
        self.people = [new(s["people"]) for s in data["sites"]]
        self.loads = [new(s["loads"]) for s in data["sites"]]
        self.fleets = [new(0.0) for _ in data["fleets"]]
        for f in range(len(self.fleets)):
            self.env.process(self.work(f))
        for r in range(len(data["routes"])):
            self.env.process(self.route(r))

    def close(self, process):
        day = 0.0
        if self.random.random() < process["at_start"]:
            day = self.random.uniform(*process["days"])
            spells = [(0.0, day)]
        else:
            spells = []
        while process["per_month"] > 0.0:
            start = day + self.random.expovariate(process["per_month"] / MONTH)
            if start >= self.last:
                break
            day = start + self.random.uniform(*process["days"])
            spells.append((start, day))
        for r in process["hits"]:
            self.closed[r] += [(a, b, process["capacity"]) for a, b in spells]

    def work(self, f):
        """Days not used in a week are lost."""
        days = self.d["fleets"][f]["days"]
        for t in range(1, self.d["weeks"] + OVERTIME):
            if self.fleets[f].level > 0:
                yield self.fleets[f].get(self.fleets[f].level)
            fresh = days[min(t, self.d["weeks"])]
            if fresh > 0:
                yield self.fleets[f].put(fresh)
            yield self.env.timeout(self.days)

    def route(self, r):
        route = self.d["routes"][r]
        for t in range(1, self.d["weeks"] + 1):
            lifts, people, loads = route["lifts"][t], route["people"][t], route["loads"][t]
            if lifts > LITTLE and people + loads > LITTLE:
                # Where lifts can be attacked each goes for itself.
                n = max(1, math.ceil(lifts - LITTLE)) if self.hits[r] else 1
                for _ in range(n):
                    self.under_way += 1
                    self.env.process(self.lift(r, t, lifts / n, people / n, loads / n))
            yield self.env.timeout(self.days)

    def lift(self, r, t, lifts, people, loads):
        route, env = self.d["routes"][r], self.env
        for stock, q in ((self.people, people), (self.loads, loads)):
            if q > LITTLE:
                yield stock[route["from"]].get(q - LITTLE)
        days = lifts * route["cycle"][t]
        while days > LITTLE:
            # A large order takes what there is, week by week.
            part = min(days, max(self.fleets[route["fleet"]].level, LITTLE))
            yield self.fleets[route["fleet"]].get(part)
            days -= part
        for start, end, capacity in self.closed[r]:
            if start <= env.now < end and self.random.random() >= capacity:
                yield env.timeout(end - env.now)
        delay = 0.0
        for process in self.hits[r]:
            if self.random.random() < process["per_lift"] * min(lifts, 1.0):
                self.attacks += 1
                self.casualties += self.poisson(process["wounded"]) + self.poisson(process["killed"])
                delay += self.random.uniform(*process["delay_days"])
                loads *= 1.0 - self.random.uniform(*process["loss"])
        yield env.timeout(route["travel"][t] + delay)
        if route["to_site"] is not None:
            for stock, q in ((self.people, people), (self.loads, loads)):
                if q > LITTLE:
                    yield stock[route["to_site"]].put(q)
        self.under_way -= 1
        self.finish = env.now

    def poisson(self, mean):
        n, t = 0, self.random.expovariate(1.0)
        while t < mean:
            n, t = n + 1, t + self.random.expovariate(1.0)
        return n


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("plan")
    parser.add_argument("--runs", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    with open(asked.plan) as file:
        data = json.load(file)
    attacks = []
    clock = time.perf_counter()
    for n in range(asked.runs):
        world = World(data, asked.seed * 1_000_003 + n)
        world.env.run(until=world.last)
        attacks.append(world.attacks)
    rate = asked.runs / (time.perf_counter() - clock)
    print("### Simulation against SimPy\n")
    print("| who | replications | a second, one thread | times SimPy | attacks, mean |\n|---|---:|---:|---:|---:|")
    ours = data["ours"]
    print(f"| drawdown | {ours['runs']} | {ours['rate']:.0f} | {ours['rate'] / rate:.0f} | {ours['attacks']:.2f} |")
    error = statistics.stdev(attacks) / math.sqrt(len(attacks)) if len(attacks) > 1 else math.nan
    print(f"| SimPy {version('simpy')} | {asked.runs} | {rate:.1f} | 1 | {statistics.mean(attacks):.2f} ± {error:.2f} |\n")


if __name__ == "__main__":
    main()
