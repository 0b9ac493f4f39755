"""The case `two-convoys` of tests/kit/planned.rs as a discrete-event simulation in SimPy, written from docs/simulation.md and sharing nothing
with the Rust code. Run it to renew the test data:

    pip install simpy==4.1.2
    python tests/simpy/two_convoys.py > tests/simpy/two_convoys.json
"""

import collections
import json
import math
import platform
import random

import simpy

SEED, RUNS = 20231224, 4000
MONTH = 365.0 / 12.0
DEADLINE, OVERTIME = 5, 26
PEOPLE = [0, 120, 120, 120, 40]  # the plan, week by week from week 1 (element 0 unused)
LOADS = [0, 40, 40, 40, 0]
CLOSES = 4
SEATS, SLOTS, CYCLE, FLEET_DAYS = 60, 20, 3.4, 7.0
BEGIN_IN_TIME = 2  # convoys that the company can begin in a week so that they arrive in it
HELD_PER_MONTH, HELD_DAYS = 1.5, (2.0, 10.0)
PER_LIFT, WOUNDED, DELAY = 0.25, 2.0, (0.5, 2.0)
ROUNDING = 1e-9


class Camp:
    """One world: the road, the sky over it at noon, the dispatcher on Sunday evening."""

    def __init__(self, rng):
        self.rng, self.env = rng, simpy.Environment()
        self.held, self.open_days, self.waiting = 0, 0, 0.5
        self.people, self.loads, self.due_people, self.due_loads = 400.0, 120.0, 0.0, 0.0
        self.lost_days, self.attacks, self.casualties = 0.0, 0, 0
        self.finished, self.left = None, None
        self.done = self.env.event()
        self.env.process(self.road())
        self.env.process(self.noon())
        self.env.process(self.dispatcher())

    def road(self):
        while True:
            yield self.env.timeout(self.rng.expovariate(HELD_PER_MONTH / MONTH))
            self.env.process(self.spell())

    def spell(self):
        self.held += 1
        yield self.env.timeout(self.rng.uniform(*HELD_DAYS))
        self.held -= 1

    def noon(self):
        yield self.env.timeout(0.5)
        while True:
            self.open_days += self.held == 0
            yield self.env.timeout(1.0)

    def dispatcher(self):
        for week in range(1, DEADLINE + OVERTIME + 1):
            yield self.env.timeout(7.0)
            if week < len(PEOPLE):
                self.due_people += PEOPLE[week]
                self.due_loads += LOADS[week]
            # A convoy goes whole or not at all; it is back within its week, so that none is out when the next one begins.
            by_fleet = min(max(FLEET_DAYS - self.lost_days, 0.0) / CYCLE, BEGIN_IN_TIME)
            most = self.lifts_of(by_fleet)
            self.lost_days = 0.0
            people, loads = min(self.due_people, most * SEATS), min(self.due_loads, most * SLOTS)
            self.due_people, self.people = self.due_people - people, self.people - people
            self.due_loads, self.loads = self.due_loads - loads, self.loads - loads
            lifts = math.ceil(max(people / SEATS, loads / SLOTS) - ROUNDING)
            # After a week in which the road was open half a convoy waits.
            self.waiting = 0.5 if math.isinf(self.waiting) else max(self.waiting - lifts, 0.0)
            self.under_way(lifts)
            if week == DEADLINE:
                self.left = max(self.people, 0.0)
            if self.finished is None and week >= CLOSES and self.people < 1e-3 and self.loads < 1e-3:
                self.finished = week
                self.left = 0.0 if self.left is None else self.left
                break
        self.done.succeed()

    def lifts_of(self, by_fleet):
        """Convoys of a week: in one that is partly closed the open part of them, and what that leaves over of one waits for the next."""
        days, self.open_days = self.open_days, 0
        if days == 0:
            return 0
        if days == 7:
            self.waiting = math.inf
            return math.floor(by_fleet + ROUNDING)
        part = by_fleet * days / 7.0
        self.waiting = min(self.waiting + part, max(math.ceil(part), 1.0))
        return math.floor(min(self.waiting, by_fleet) + ROUNDING)

    def under_way(self, lifts):
        for _ in range(lifts):
            if self.rng.random() < PER_LIFT:
                self.attacks += 1
                self.casualties += poisson(self.rng, WOUNDED)
                self.lost_days += self.rng.uniform(*DELAY)


def poisson(rng, mean):
    """Knuth's product of uniforms."""
    limit, n, product = math.exp(-mean), 0, rng.random()
    while product > limit:
        n, product = n + 1, product * rng.random()
    return n


def main():
    rng = random.Random(SEED)
    counts = {name: collections.Counter() for name in ("finished", "left", "attacks", "casualties")}
    for _ in range(RUNS):
        camp = Camp(rng)
        camp.env.run(until=camp.done)
        counts["finished"][camp.finished or DEADLINE + OVERTIME + 1] += 1
        counts["left"][round(camp.left, 2)] += 1
        counts["attacks"][camp.attacks] += 1
        counts["casualties"][camp.casualties] += 1
    head = {"simpy": simpy.__version__, "python": platform.python_version(), "seed": SEED, "runs": RUNS}
    body = {name: sorted(counter.items()) for name, counter in counts.items()}
    print(json.dumps(head | body))


if __name__ == "__main__":
    main()
