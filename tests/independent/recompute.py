#!/usr/bin/env python3
"""Recomputes a plan from the scenario files alone, as a stranger would: no line of drawdown is used.

    recompute.py SCENARIO.toml PLAN.json

Reads the scenario (extends, CSV tables, labelled figures) by docs/scenario-format.md and the plan by docs/result-format.md,
follows every movement and compares stocks, capacities, costs and the summary. Prints what does not agree; exit code 1 then.
"""

import csv
import datetime
import json
import math
import os
import sys
import tomllib

BY_ID = ("kinds", "sites", "exits", "fleets", "routes", "units", "air_links")
DAY = datetime.timedelta(days=1)
MONTH = 365 / 12


def bare(x):
    """The value of a labelled figure."""
    return x["value"] if isinstance(x, dict) and "value" in x else x


def money(x):
    x = bare(x)
    if not isinstance(x, str):
        return float(x)
    x = x.replace("$", "").replace("USD", "").replace("_", "").replace(",", "").strip()
    for tail, factor in (("bn", 1e9), ("M", 1e6), ("m", 1e6), ("k", 1e3)):
        if x.endswith(tail):
            return float(x[: -len(tail)]) * factor
    return float(x)


def plain(x):
    """A distance or duration."""
    x = bare(x)
    if not isinstance(x, str):
        return float(x)
    number, _, unit = x.replace("_", "").partition(" ")
    return float(number) * {"": 1, "km": 1, "day": 1, "days": 1, "week": 7, "weeks": 7}[unit.strip()]


def date(x):
    x = bare(x)
    return x if isinstance(x, datetime.date) else datetime.date.fromisoformat(x)


def cell(key, text):
    if key in ("id", "name", "contributor"):
        return text
    if text in ("true", "false"):
        return text == "true"
    try:
        return float(text.replace("_", ""))
    except ValueError:
        return text


def rows_of(path):
    with open(path, encoding="utf-8-sig", newline="") as f:
        for row in csv.DictReader(f):
            found = {k: cell(k, v.strip()) for k, v in row.items() if v and v.strip() and "." not in k}
            if found:
                yield found


def merge(base, upper):
    for key, value in upper.items():
        if key in ("weeks", "months", "deadline"):
            for rival in ("weeks", "months", "deadline"):
                base.pop(rival, None)
        if key in ("total", "tranches"):
            for rival in ("total", "tranches"):
                base.pop(rival, None)
        if key in BY_ID and isinstance(value, list) and all(isinstance(r, dict) for r in value):
            rows = base.setdefault(key, [])
            for row in value:
                known = next((r for r in rows if r["id"] == row["id"]), None)
                if row.get("remove"):
                    rows.remove(known)
                elif known is None:
                    rows.append(merge({}, row))
                else:
                    merge(known, row)
        elif isinstance(value, dict) and isinstance(base.get(key), dict) and "value" not in base[key]:
            merge(base[key], value)
        else:
            base[key] = value
    return base


def load(path):
    with open(path, "rb") as f:
        own = tomllib.load(f)
    folder = os.path.dirname(path)
    base = load(os.path.join(folder, own.pop("extends"))) if "extends" in own else {}
    layer = {}
    for table, name in own.pop("tables", {}).items():
        merge(layer, {table: list(rows_of(os.path.join(folder, name)))})
    return merge(base, merge(layer, own))


class Mission:
    def __init__(self, s):
        self.s = s
        c = s["calendar"]
        self.start, self.days = date(c["start"]), int(bare(c.get("period_days", 7)))
        if "weeks" in c:
            span = bare(c["weeks"]) * 7
        elif "months" in c:
            span = round(bare(c["months"]) * 13 / 3) * 7
        else:
            span = (date(c["deadline"]) - self.start).days + 1
        self.periods = math.ceil(span / self.days)
        self.mandate_end = date(c["mandate_end"]) if "mandate_end" in c else None
        for table in BY_ID:
            setattr(self, table, {r["id"]: r for r in s.get(table, [])})
        for r in list(self.routes.values()):
            if r.get("both_ways"):
                back = {**r, "id": r["id"] + "-back", "from": r["to"], "to": r["from"]}
                self.routes[back["id"]] = back

    def first(self, t):
        return self.start + (t - 1) * self.days * DAY

    def share(self, t, low, high):
        """Share of the days of period t within two dates."""
        inside = sum(low <= self.first(t) + i * DAY <= high for i in range(self.days))
        return inside / self.days

    def mean(self, t, windows, usual, of):
        """Mean over the days of a period; the later window counts where two overlap."""
        total = 0.0
        for i in range(self.days):
            day, value = self.first(t) + i * DAY, usual
            for w in windows or []:
                if date(w["from"]) <= day <= date(w["to"]) and of(w) is not None:
                    value = of(w)
            total += value
        return total / self.days

    def of(self, route, key):
        fleet = self.fleets[route["fleet"]]
        return plain(route[key] if key in route else fleet.get(key, 0))

    def travel(self, route, t):
        km = plain(route["km"])
        if km == 0:
            return 0.0
        pace = self.mean(t, route.get("windows"), 1.0, lambda w: bare(w["speed_factor"]) if "speed_factor" in w else None)
        return km / self.of(route, "speed_per_day") / pace

    def reached(self, row, day, prefix=""):
        """The share of its rate that something reaches on a day: utilisation and ramp."""
        share, ramp = bare(row.get(prefix + "utilisation", 1.0)), row.get(prefix + "ramp")
        if ramp is None:
            return share
        begin, since = bare(ramp.get("start", 0)), (day - date(ramp["from"])).days
        grown = 0.0 if since < 0 else min(1.0, (since + 1) / max(bare(ramp["weeks"]) * 7, 1))
        return share * (begin + (1 - begin) * grown)

    def rate(self, row, t, windows, usual, of, low=datetime.date.min, high=datetime.date.max, prefix=""):
        """Mean over the days of a period of what is there, by windows, utilisation and ramp."""
        total = 0.0
        for i in range(self.days):
            day, value = self.first(t) + i * DAY, usual
            for w in windows or []:
                if date(w["from"]) <= day <= date(w["to"]) and of(w) is not None:
                    value = of(w)
            total += value * self.reached(row, day, prefix) if low <= day <= high else 0.0
        return total / self.days

    def begins(self, row, day, lead_time):
        """First day of something: the later of a date and of the first one after a lead time."""
        days = [date(row[day])] if day in row else []
        if lead_time in row:
            days.append(self.start + math.ceil(plain(row[lead_time])) * DAY)
        return max(days, default=datetime.date.min)

    def stays(self, site, kinds):
        return sum(bare(u.get("stays", 0)) for u in self.units.values() if u["site"] == site and u["kind"] in kinds)

    def there(self, row, t):
        low = self.begins(row, "available_from", "lead_time")
        high = date(row["available_to"]) if "available_to" in row else datetime.date.max
        return self.share(t, low, high)


def factor(w):
    return 0.0 if w.get("closed") else (bare(w["factor"]) if "factor" in w else None)


def strength(units):
    def of(w):
        if w.get("closed"):
            return 0.0
        if "units" not in w and "factor" not in w:
            return None
        return bare(w.get("units", units)) * bare(w.get("factor", 1.0))

    return of


class Judge:
    def __init__(self):
        self.looked, self.wrong = 0, []

    def agree(self, what, stated, found, slack=1e-3, relative=1e-5):
        self.looked += 1
        if not abs(stated - found) <= max(slack, relative * abs(found)):
            self.wrong.append(f"{what}: {stated} stated, {found} found")

    def at_most(self, what, value, limit, slack=1e-3, relative=1e-5):
        self.looked += 1
        if not value <= limit + max(slack, relative * abs(limit) if math.isfinite(limit) else 0):
            self.wrong.append(f"{what}: {value} is more than {limit}")


# A share of whole persons or loads is the next whole number: what is less than one more is none.
IN_PART = 0.99


def gone_by(m, plan, weeks, ours):
    """People and loads of a part of the mission that are out of the area or disposed of by the end of each week."""
    gone = {t: [0.0, 0.0] for t in [0, *weeks]}
    done = [(x["arrives"], x) for x in plan["movements"] if x["to"] in m.exits] + [(x["period"], x) for x in plan["dispositions"]]
    for at, x in done:
        if ours(x):
            for t in weeks:
                if t >= at:
                    gone[t][m.kinds[x["class"]]["nature"] != "people"] += x["quantity"]
    return gone


def leave_together(m, plan, weeks, j):
    """The people of a contingent leave with its loads, its rear party when none is left."""
    for c in m.s.get("contingents", []):
        named, whose = set(c.get("units", [])), c.get("contributor")
        units = [u for u in m.units.values() if u["id"] in named or whose is not None and u.get("contributor") == whose]
        size = [0.0, 0.0]
        for u in units:
            size[m.kinds[u["kind"]]["nature"] != "people"] += bare(u["quantity"]) - bare(u.get("stays", 0))
        people, loads = size
        if not people or not loads:
            continue
        gone = gone_by(m, plan, weeks, lambda x: x["contributor"] == whose if whose else x.get("contingent") == c["id"])
        party = math.ceil(bare(c.get("rear", 0)) * people - 1e-6)
        slack = math.floor(bare(c.get("slack_weeks", 0)) * 7 / m.days + 0.5)
        for t in weeks:
            share = gone[min(t + slack, weeks[-1])][1] / loads
            allowed = (people - party) * share + (party if gone[t][1] >= loads - 1e-3 else 0)
            j.at_most(f"people of {whose or c['id']} gone by {t}", gone[t][0], allowed + IN_PART, 5e-3, 0.0)


def in_order(m, plan, weeks, j):
    """The second of people and loads is not ahead of the first by more than the slack."""
    rule = m.s.get("rules", {}).get("sequence")
    total = [0.0, 0.0]
    for u in m.units.values():
        total[m.kinds[u["kind"]]["nature"] != "people"] += bare(u["quantity"]) - bare(u.get("stays", 0))
    if not rule or not all(total):
        return
    first = 0 if rule["order"] == "troops-first" else 1
    lag = math.floor(bare(rule.get("lag", 0)) / m.days + 0.5)
    gone = gone_by(m, plan, weeks, lambda x: True)
    for t in weeks:
        share = gone[max(t - lag, 0)][first] / total[first] + bare(rule.get("slack", 0))
        j.at_most(f"sequence by {t}", gone[t][1 - first], share * total[1 - first] + IN_PART, 5e-3, 0.0)


def judge(m, plan):
    j = Judge()
    last = plan["summary"]["funded_periods"] or m.periods
    weeks = range(1, last + 1)
    people = {k for k, r in m.kinds.items() if r["nature"] == "people"}
    closes = {s["id"]: s["closes_period"] if s["closes_period"] is not None else last + 1 for s in plan["sites"]}
    stock = {(k, s, t): 0.0 for k in m.kinds for s in m.sites for t in range(last + 1)}
    arrived, way, through, load = {}, {}, {}, {}
    leaves, handled, usd = {}, {}, {t: 0.0 for t in weeks}

    def add(where, key, n):
        where[key] = where.get(key, 0.0) + n

    for u in m.units.values():
        for t in range(last + 1):
            stock[u["kind"], u["site"], t] += bare(u["quantity"]) - bare(u.get("stays", 0))

    def upkeep(kind, t):
        r = m.kinds[kind]
        if kind in people:
            return money(r.get("pay_per_month", 0)) * m.days / MONTH
        rate = money(r.get("reimbursement_per_month", 0)) * m.days / MONTH
        after = m.mandate_end is not None and m.first(t) > m.mandate_end
        return rate * bare(r.get("reimbursement_after_share", 0.5)) if after else rate

    for x in plan["movements"]:
        route, t, kind, n = m.routes[x["route"]], x["period"], x["class"], x["quantity"]
        # Rounded, and at least what a lift needs that begins to load on the first day.
        travel = m.travel(route, t)
        needed = math.ceil((m.of(route, "loading") + travel) / m.days - 1e-9) - 1
        away = max(round(travel / m.days + 1e-12), needed)
        j.agree(f"arrival on {x['route']} week {t}", x["arrives"], t + away)
        size = bare(m.kinds[kind].get("size", 1))
        room = "seats" if kind in people else "vehicles" if m.kinds[kind].get("self_driving") else "slots"
        add(load, (x["route"], t, room), n * size)
        add(leaves, (kind, route["from"], t), n)
        if kind not in people:
            add(handled, (route["from"], t), n)
        for u in range(t, last + 1):
            stock[kind, route["from"], u] -= n
            if u < t + away:
                add(way, (kind, u), n)
            elif route["to"] in m.sites:
                stock[kind, route["to"], u] += n
        usd[t] += n * away * upkeep(kind, t)
        usd[t] += n * money(route.get("per_person" if kind in people else "per_load", 0))
        if route["to"] in m.exits:
            add(through, (route["to"], t + away, kind in people), n)
            add(arrived, kind, n)
            usd[t] += n * money(m.exits[route["to"]].get("per_person" if kind in people else "per_load", 0))
            usd[t] += n * money(m.kinds[kind].get("repatriation", 0))
    lost, disposed = 0.0, {}
    for x in plan["dispositions"]:
        kind, n, t = x["class"], x["quantity"], x["period"]
        terms = next(d for d in m.kinds[kind]["dispositions"] if d["method"] == x["method"])
        for u in range(t, last + 1):
            stock[kind, x["site"], u] -= n
        add(leaves, (kind, x["site"], t), n)
        add(disposed, x["method"], n)
        if x["method"] != "abandon":
            add(handled, (x["site"], t), n)
        usd[t] += n * money(terms.get("cost", 0))
        share, looted = bare(terms.get("value_lost", 0 if x["method"] in ("transfer", "sell") else 1)), bare(terms.get("loss", 0))
        share = looted + (1 - looted) * share
        lost += n * share * money(m.kinds[kind].get("value", 0))
    stated = {(x["class"], x["site"], x["period"]): x["quantity"] for x in plan["stocks"]}
    for key, n in stock.items():
        j.agree(f"stock {key}", stated.get(key, 0.0), n)
        j.at_most(f"negative stock {key}", -n, 0.0)
        kind, site, t = key
        if t < last:
            usd[t + 1] += n * upkeep(kind, t + 1)
        if t >= 1:
            j.at_most(f"leaving {key}", leaves.get(key, 0.0), stock[kind, site, t - 1])
            if t >= closes[site]:
                j.at_most(f"at a closed site {key}", n, 0.0)
    for s, r in m.sites.items():
        start = {p: sum(stock[k, s, 0] for k in m.kinds if (k in people) == p) for p in (True, False)}
        prepared = 0.0
        for t in weeks:
            here = {p: sum(stock[k, s, t] for k in m.kinds if (k in people) == p) for p in (True, False)}
            j.at_most(f"beds {s} {t}", here[True], max(plain(r.get("beds", math.inf)) - m.stays(s, people), start[True]))
            j.at_most(f"yard {s} {t}", here[False], max(plain(r.get("yard", math.inf)) - m.stays(s, m.kinds.keys() - people), start[False]))
            armed = sum(stock[k, s, t] for k in people if m.kinds[k].get("armed"))
            crews = sum(
                bare(f.get("crew", 0)) * bare(f["units"]) * x["share"]
                for f in m.fleets.values() if f.get("base") == s
                for x in plan["fleets"] if x["fleet"] == f["id"] and x["period"] == t + 1
            )
            phase = next((factor(w) for w in reversed(r.get("guard_windows", [])) if factor(w) is not None
                          and date(w["from"]) <= m.first(t + 1) - DAY <= date(w["to"])), 1.0)
            stay = m.stays(s, {k for k in people if m.kinds[k].get("armed")})
            need = max(bare(r.get("guard", 0)) * phase - stay, 0) * (t < closes[s]) + crews
            of_people = bare(r.get("guard_per_person", 0)) * (here[True] - armed)
            j.at_most(f"guard {s} {t}", max(need, bare(r.get("guard_per_load", 0)) * here[False], of_people), armed)
            low = m.begins(r, "handling_from", "handling_lead_time")
            ready = m.rate(r, t, r.get("handling_windows"), 1.0, factor, low, prefix="handling_")
            rate = (plain(r["handling_per_week"]) * m.days / 7 if "handling_per_week" in r else math.inf) * ready if ready else 0.0
            if t - 1 >= closes[s]:
                rate = 0.0
            # What was packed and cleared before and did not leave waits, as long as it is there.
            left = prepared + rate - handled.get((s, t), 0.0)
            j.at_most(f"handling {s} {t}", handled.get((s, t), 0.0), prepared + rate)
            prepared = max(min(left, here[False]), 0.0)
            staff = bare(r.get("national_staff", 0))
            if t - 1 < closes[s]:
                heads = sum(stock[k, s, t - 1] for k in people) + m.stays(s, people)
                usd[t] += heads * money(r.get("running_per_person_month", 0)) * m.days / MONTH
                usd[t] += sum(bare(u.get("stays", 0)) * upkeep(u["kind"], t) for u in m.units.values() if u["site"] == s)
                usd[t] += (money(r.get("running_per_month", 0)) + staff * money(r.get("national_pay_per_month", 0))) * m.days / MONTH
            if closes[s] == t:
                usd[t] += money(r.get("closing", 0)) + staff * money(r.get("separation", 0))
        clean = math.ceil(plain(r.get("cleanup", 0)) / m.days)
        for t in range(last + 1):
            if clean and min(t + clean, last) >= closes[s]:
                j.at_most(f"clean-up {s} {t}", sum(stock[k, s, t] for k in m.kinds if k not in people), 0.0)
    leave_together(m, plan, weeks, j)
    in_order(m, plan, weeks, j)
    lifts = {}
    for x in plan["lifts"]:
        add(lifts, (x["route"], x["period"]), x["lifts"])
    for (name, t), n in lifts.items():
        route = m.routes[name]
        fleet = m.fleets[route["fleet"]]
        usual = money(fleet.get("per_lift", 0)) + 2 * plain(route["km"]) * money(fleet.get("per_km", 0))
        usd[t] += n * money(route.get("per_lift", usual))
    for (name, t, what), n in load.items():
        route = m.routes[name]
        escorts = "vehicles" in route or "vehicles" in m.fleets[route["fleet"]]
        room = m.of(route, what if what != "vehicles" or escorts else "slots")
        j.at_most(f"room on {name} {t}", n, room * lifts.get((name, t), 0.0))
    share = {(x["fleet"], x["period"]): x["share"] for x in plan["fleets"]}
    flights = {(x["link"], x["period"]): x["flights"] for x in plan["air_links"]}
    for f, r in m.fleets.items():
        units = bare(r["units"])
        for t in weeks:
            w = min(bare(r.get("days_per_week", 7)), 7) * m.days / 7
            low, high = m.begins(r, "available_from", "lead_time"), date(r["available_to"]) if "available_to" in r else datetime.date.max
            has = m.rate(r, t, r.get("windows"), units, strength(units), low, high) * w * share[f, t]

            def out(cycle, began):
                """Working days of its unit in period t of a lift that began then: it is away until it is back."""
                return min(w, max(0.0, cycle - (t - began) * w))

            used = 0.0
            for (name, u), n in lifts.items():
                route = m.routes[name]
                if u <= t and route["fleet"] == f:
                    ways = 2 if route.get("empty_return", True) else 1
                    used += n * out(m.of(route, "loading") + ways * m.travel(route, u), u)
            for link in m.air_links.values():
                if link["fleet"] == f:
                    cycle = plain(link.get("cycle", 1))
                    used += sum(flights.get((link["id"], u), 0.0) * out(cycle, u) for u in weeks if u <= t)
            j.at_most(f"days of {f} {t}", used, has)
            j.at_most(f"share of {f} {t}", share[f, t], share.get((f, t - 1), 1.0))
            due = [date(r["contract_until"])] if "contract_until" in r else []
            if "notice" in r:
                due.append(m.start + (math.ceil(plain(r["notice"])) - 1) * DAY)
            paid = 1.0 if any(m.first(t) <= d for d in due) else share[f, t]
            usd[t] += paid * units * money(r.get("standing_per_month", 0)) * m.days / MONTH
    for link in m.air_links.values():
        for t in weeks:
            n = flights.get((link["id"], t), 0.0)
            usd[t] += n * money(link.get("per_flight", 0))
            if t - 1 < closes[link["site"]] and m.first(t) <= date(link["until"]):
                least = bare(link["seats_per_week"]) * m.days / 7
                j.at_most(f"air link {link['id']} {t}", least, n * bare(link["seats_per_flight"]))
    for (x, t, who), n in through.items():
        r = m.exits[x]
        rate = bare(r.get("people_per_week" if who else "loads_per_week", 0)) * m.days / 7
        low, high = m.begins(r, "available_from", "lead_time"), date(r["available_to"]) if "available_to" in r else datetime.date.max
        j.at_most(f"through {x} {t}", n, rate * m.rate(r, t, r.get("windows"), 1.0, factor, low, high))
    budget = m.s.get("budget")
    tranches = []
    if budget and "total" in budget:
        tranches = [(m.start, money(budget["total"]))]
    elif budget:
        tranches = [(date(x["date"]), money(x["amount"])) for x in budget["tranches"]]
    spent = 0.0
    for t in weeks:
        said = sum(c["usd"] for c in plan["costs"] if c["period"] == t)
        j.agree(f"cost of week {t}", said, usd[t], slack=5.0)
        spent += usd[t]
        if budget:
            released = sum(a for d, a in tranches if d < m.first(t + 1))
            j.at_most(f"budget by week {t}", spent, released, slack=5.0)
    s = plan["summary"]
    out = {p: sum(n for k, n in arrived.items() if (k in people) == p) for p in (True, False)}
    left = sum(stock[k, b, last] * money(m.kinds[k].get("value", 0)) for k in m.kinds if k not in people for b in m.sites)
    j.agree("people_out", s["people_out"], out[True], 1e-2)
    j.agree("people_left", s["people_left"], s["people_total"] - out[True], 1e-2)
    j.agree("cargo_out", s["cargo_out"], out[False], 1e-2)
    j.agree("cargo_left", s["cargo_left"], s["cargo_total"] - out[False] - sum(disposed.values()), 1e-2)
    j.agree("equipment_value_lost_usd", s["equipment_value_lost_usd"], lost + left, slack=2e3)
    j.agree("cost_usd", s["cost_usd"], spent, slack=5.0)
    return j


def main():
    m = Mission(load(sys.argv[1]))
    with open(sys.argv[2], encoding="utf-8") as f:
        j = judge(m, json.load(f))
    for line in j.wrong[:20]:
        print(line)
    print(f"{j.looked} figures compared, {len(j.wrong)} do not agree")
    return 1 if j.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
