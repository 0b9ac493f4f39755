"""The rows of docs/model.md (all families but `implied`) for modelling tools that take one row at a time.

`write(data, tool)` calls `tool.column(name, upper, whole)`, which gives a handle, and `tool.row(name, terms, sense, rhs)` with terms
as a list of (coefficient, handle); each handle occurs once and no coefficient is zero. At the end it calls
`tool.objective(terms, constant)`. What a tool does with them is its own affair: every peer hands them on by its fastest way.
"""

from collections import defaultdict
from math import inf

UNIT = 1000.0  # dollars in one unit of `spend`


def week(t):
    return f"w{t:02d}"


def merged(terms):
    """One term for each column, none zero."""
    total = defaultdict(float)
    for a, c in terms:
        total[c] += a
    return [(a, c) for c, a in total.items() if a != 0.0]


class Writer:
    def __init__(self, data, tool):
        self.d, self.tool, self.T = data, tool, data["weeks"]
        self.weeks = range(1, self.T + 1)
        self.names = []  # by column number
        self.handles = []
        self.columns()

    # Columns are numbered here, so that merging terms does not depend on how a tool compares its handles.
    def column(self, name, upper=inf, whole=False):
        self.handles.append(self.tool.column(name, upper, whole))
        return len(self.handles) - 1

    def row(self, name, terms, sense, rhs, constant=0.0):
        handles = self.handles
        self.tool.row(name, [(a, handles[c]) for a, c in terms if a != 0.0], sense, rhs - constant)

    def columns(self):
        d, classes, sites = self.d, self.d["classes"], self.d["sites"]
        self.opened = {}
        for s, site in enumerate(sites):
            self.opened[s, 0] = 0.0 if site["closed"] else 1.0
            for t in self.weeks:
                if site["closed"]:
                    self.opened[s, t] = 0.0
                elif t <= site["keep_open_until"]:
                    self.opened[s, t] = 1.0
                elif site["close_by"] is not None and site["close_by"] <= t:
                    self.opened[s, t] = 0.0
                else:
                    self.opened[s, t] = self.column(f"open[{site['key']},{week(t)}]", 1.0, True)
        arcs = d["arcs"]
        self.arcs = list(zip(arcs["class"], arcs["route"], arcs["start"], arcs["arrive"], arcs["cost"]))
        self.flow, self.leaving, self.entering = [], defaultdict(list), defaultdict(list)
        self.on_route = defaultdict(list)
        for k, r, start, arrive, _ in self.arcs:
            route = d["routes"][r]
            col = self.column(f"flow[{classes[k]['key']},{route['key']},{week(start)}]")
            self.flow.append(col)
            self.leaving[k, route["from"], start].append(col)
            self.on_route[r, start].append((k, col))
            if route["to_site"] is not None:
                self.entering[k, route["to_site"], arrive].append(col)
        self.lifts = {}
        for r, t in sorted(self.on_route):
            self.lifts[r, t] = self.column(f"lifts[{d['routes'][r]['key']},{week(t)}]")
        self.stock, self.dispose, self.disposals = {}, [], defaultdict(list)
        for k, c in enumerate(classes):
            for s, site in enumerate(sites):
                first = d["here"][k][s]
                if first is None:
                    continue
                for t in range(max(1, first), self.T + 1):
                    self.stock[k, s, t] = self.column(f"stock[{c['key']},{site['key']},{week(t)}]")
                for t in range(first + 1, self.T + 1):
                    for way in c["dispositions"]:
                        col = self.column(f"dispose[{c['key']},{site['key']},{way['method']},{week(t)}]")
                        self.disposals[k, s, t].append((col, way))
                        self.dispose.append((k, s, t, way, col))
        self.fleet = {}
        for f, fleet in enumerate(d["fleets"]):
            for t in self.weeks:
                self.fleet[f, t] = self.column(f"fleet[{fleet['key']},{week(t)}]", fleet["present"])
        self.link = {}
        for i, link in enumerate(d["links"]):
            for t in range(1, min(link["until"], self.T) + 1):
                self.link[i, t] = self.column(f"link[{link['key']},{week(t)}]")
        self.spend = {t: self.column(f"spend[{week(t)}]") for t in self.weeks}
        self.people = [k for k, c in enumerate(classes) if c["people"]]
        self.cargo = [k for k, c in enumerate(classes) if not c["people"]]
        self.all_people = sum(sum(classes[k]["initial"]) for k in self.people)
        self.all_cargo = sum(sum(classes[k]["initial"]) for k in self.cargo)

    def open(self, s, t, factor):
        """Terms and constant of factor × open."""
        if factor == 0.0:
            return [], 0.0
        known = self.opened[s, t]
        return ([], known * factor) if isinstance(known, float) else ([(factor, known)], 0.0)

    def stocks(self, of, s, t, factor=1.0):
        """Terms and constant of the stock of some classes."""
        if t == 0:
            return [], factor * sum(self.d["classes"][k]["initial"][s] for k in of)
        found = (self.stock.get((k, s, t)) for k in of)
        return [(factor, col) for col in found if col is not None], 0.0

    def write(self):
        self.flow_balance()
        self.lifting()
        self.fleets()
        self.handling()
        self.exits()
        self.room("beds", self.people, self.all_people)
        self.room("yard", self.cargo, self.all_cargo)
        self.guard()
        self.closing()
        self.rules()
        self.money()

    def flow_balance(self):
        classes, sites = self.d["classes"], self.d["sites"]
        for k, c in enumerate(classes):
            for s, site in enumerate(sites):
                first = self.d["here"][k][s]
                if first is None:
                    continue
                for t in range(max(1, first), self.T + 1):
                    before = self.stock.get((k, s, t - 1))
                    given = c["initial"][s] if t == 1 else 0.0
                    out = [(1.0, col) for col in self.leaving.get((k, s, t), ())]
                    out += [(1.0, col) for col, _ in self.disposals.get((k, s, t), ())]
                    arriving = self.entering.get((k, s, t), ())
                    label = f"{c['key']},{site['key']},{week(t)}"
                    terms = [(1.0, self.stock[k, s, t])] + [(-1.0, col) for col in arriving] + out
                    if before is not None:
                        terms.append((-1.0, before))
                    self.row(f"flow_balance[{label}]", terms, "=", 0.0, -given)
                    if arriving and out:
                        if before is not None:
                            out.append((-1.0, before))
                        self.row(f"flow_balance[departures,{label}]", out, "<", 0.0, -given)
        shares = {}
        for k, _, _, way, col in self.dispose:
            if way["max_share"] < 1.0:
                c = classes[k]
                key = (c["kind"], way["method"])
                shares.setdefault(key, (way["max_share"] * c["kind_total"], []))[1].append((1.0, col))
        for (kind, method), (most, terms) in shares.items():
            self.row(f"flow_balance[share,{kind},{method}]", terms, "<", most)

    def lifting(self):
        classes = self.d["classes"]
        for (r, t), col in self.lifts.items():
            route = self.d["routes"][r]
            for what, people, room in (("seats", True, route["seats"]), ("slots", False, route["slots"])):
                load = [
                    (classes[k]["size"], flow) for k, flow in self.on_route[r, t] if classes[k]["people"] == people
                ]
                if load:
                    load.append((-room, col))
                    self.row(f"lift_capacity[{what},{route['key']},{week(t)}]", load, "<", 0.0)
            most = route["most"][t]
            terms, constant = self.open(route["from"], t - 1, -most)
            self.row(f"route_capacity[{route['key']},{week(t)}]", [(1.0, col)] + terms, "<", 0.0, constant)
            if route["to_site"] is not None:
                terms, constant = self.open(route["to_site"], int(route["arrive"][t]), -most)
                self.row(f"inflow_open[{route['key']},{week(t)}]", [(1.0, col)] + terms, "<", 0.0, constant)

    def fleets(self):
        work = defaultdict(list)
        for (r, t), col in self.lifts.items():
            route = self.d["routes"][r]
            work[route["fleet"], t].append((route["cycle"][t], col))
        for (i, t), col in self.link.items():
            link = self.d["links"][i]
            work[link["fleet"], t].append((link["cycle"], col))
        for f, fleet in enumerate(self.d["fleets"]):
            for t in self.weeks:
                kept = self.fleet[f, t]
                if (f, t) in work:
                    terms = work[f, t] + [(-fleet["days"][t], kept)]
                    self.row(f"fleet_hours[{fleet['key']},{week(t)}]", terms, "<", 0.0)
                if t > 1:
                    terms = [(1.0, kept), (-1.0, self.fleet[f, t - 1])]
                    self.row(f"fleet_hours[released,{fleet['key']},{week(t)}]", terms, "<", 0.0)
                if fleet["base"] is not None:
                    terms, constant = self.open(fleet["base"], t - 1, -fleet["present"])
                    name = f"fleet_hours[base,{fleet['key']},{week(t)}]"
                    self.row(name, [(1.0, kept)] + terms, "<", 0.0, constant)

    def handling(self):
        for s, site in enumerate(self.d["sites"]):
            for t in self.weeks:
                handled = []
                for k in self.cargo:
                    handled += [(1.0, col) for col in self.leaving.get((k, s, t), ())]
                    ways = self.disposals.get((k, s, t), ())
                    handled += [(1.0, col) for col, way in ways if way["method"] != "abandon"]
                if handled:
                    rate = site["handling"][t]
                    rate = self.all_cargo if rate is None else min(rate, self.all_cargo)
                    terms, constant = self.open(s, t - 1, -rate)
                    self.row(f"handling[{site['key']},{week(t)}]", handled + terms, "<", 0.0, constant)

    def exits(self):
        for e, exit in enumerate(self.d["exits"]):
            for what, people in (("people", True), ("loads", False)):
                arriving, sent = defaultdict(list), defaultdict(list)
                for (k, r, start, arrive, _), col in zip(self.arcs, self.flow):
                    route = self.d["routes"][r]
                    if route["to_exit"] == e and self.d["classes"][k]["people"] == people:
                        arriving[arrive].append((1.0, col))
                        sent[arrive, route["from"], start].append((1.0, col))
                for t, terms in sorted(arriving.items()):
                    if exit[what][t] is not None:
                        self.row(f"exit_capacity[{what},{exit['key']},{week(t)}]", terms, "<", exit[what][t])
                for (t, s, start), terms in sorted(sent.items()):
                    rate = exit[what][t]
                    if rate is None or isinstance(self.opened[s, start - 1], float):
                        continue
                    name = f"exit_capacity[{what},{exit['key']},from_{self.d['sites'][s]['key']},{week(start)}]"
                    more, constant = self.open(s, start - 1, -rate)
                    self.row(name, terms + more, "<", 0.0, constant)

    def room(self, family, of, everything):
        for s, site in enumerate(self.d["sites"]):
            here = sum(self.d["classes"][k]["initial"][s] for k in of)
            capacity = inf if site[family] is None else site[family]
            most = min(max(capacity, here), everything if site["inbound"] else here)
            for t in self.weeks:
                stock, _ = self.stocks(of, s, t)
                if not stock:
                    continue
                if site["inbound"] or isinstance(self.opened[s, t], float):
                    terms, constant = self.open(s, t, -most)
                    self.row(f"{family}[{site['key']},{week(t)}]", stock + terms, "<", 0.0, constant)
                    continue
                if family == "yard" and site["cleanup"] > 0:
                    continue  # closing_work says the same, and earlier
                for k in of:
                    if (k, s, t) in self.stock:
                        c = self.d["classes"][k]
                        terms, _ = self.open(s, t, -c["initial"][s])
                        name = f"{family}[{c['key']},{site['key']},{week(t)}]"
                        self.row(name, [(1.0, self.stock[k, s, t])] + terms, "<", 0.0)

    def guard(self):
        armed_classes = [k for k, c in enumerate(self.d["classes"]) if c["armed"]]
        for s, site in enumerate(self.d["sites"]):
            based = [(f, fleet) for f, fleet in enumerate(self.d["fleets"]) if fleet["base"] == s]
            for t in self.weeks:
                armed, _ = self.stocks(armed_classes, s, t)
                need, constant = self.open(s, t, -site["guard"])
                if t < self.T:
                    need += [(-fleet["crew"], self.fleet[f, t + 1]) for f, fleet in based if fleet["crew"]]
                if need or constant:
                    self.row(f"guard[{site['key']},{week(t)}]", armed + need, ">", 0.0, constant)
                cargo, _ = self.stocks(self.cargo, s, t, -site["guard_per_load"])
                if site["guard_per_load"] > 0.0 and cargo:
                    self.row(f"guard[cargo,{site['key']},{week(t)}]", armed + cargo, ">", 0.0)
            if site["guard"] < 1.0 and not isinstance(self.opened[s, self.T], float):
                people, _ = self.stocks(self.people, s, self.T)
                terms, _ = self.open(s, self.T, -1.0)
                self.row(f"guard[presence,{site['key']}]", people + terms, ">", 0.0)

    def closing(self):
        sites = self.d["sites"]
        for s, site in enumerate(sites):
            for t in self.weeks:
                (now, a), (before, b) = self.open(s, t, 1.0), self.open(s, t - 1, -1.0)
                if now or before:
                    self.row(f"closing_work[once,{site['key']},{week(t)}]", now + before, "<", 0.0, a + b)
                for other in site["closes_before"]:
                    more, b = self.open(other, t, -1.0)
                    name = f"closing_work[before,{site['key']},{sites[other]['key']},{week(t)}]"
                    self.row(name, now + more, "<", 0.0, a + b)
            if site["cleanup"] > 0:
                self.cleanup(s, site)

    def cleanup(self, s, site):
        here = sum(self.d["classes"][k]["initial"][s] for k in self.cargo)
        capacity = inf if site["yard"] is None else site["yard"]
        most = min(max(capacity, here), self.all_cargo if site["inbound"] else here)
        for t in range(self.T + 1):
            until = min(t + site["cleanup"], self.T)
            stock, given = self.stocks(self.cargo, s, t)
            if not stock and given == 0.0:
                continue
            if site["inbound"] or t == 0:
                terms, constant = self.open(s, until, -most)
                self.row(f"closing_work[{site['key']},{week(t)}]", stock + terms, "<", 0.0, given + constant)
                continue
            for k in self.cargo:
                if (k, s, t) in self.stock:
                    c = self.d["classes"][k]
                    terms, constant = self.open(s, until, -c["initial"][s])
                    name = f"closing_work[{c['key']},{site['key']},{week(t)}]"
                    self.row(name, [(1.0, self.stock[k, s, t])] + terms, "<", 0.0, constant)

    def rules(self):
        sites = self.d["sites"]
        for s, hospitals in self.d["medical"]:
            for t in self.weeks:
                terms, constant = self.open(s, t, 1.0)
                terms = list(terms)
                for h in hospitals:
                    more, b = self.open(h, t, -1.0)
                    terms, constant = terms + more, constant + b
                self.row(f"medical_cover[{sites[s]['key']},{week(t)}]", merged(terms), "<", 0.0, constant)
        for (i, t), col in self.link.items():
            link = self.d["links"][i]
            terms, constant = self.open(link["site"], t - 1, -link["seats"])
            name = f"air_link[{link['key']},{week(t)}]"
            self.row(name, [(link["seats_per_lift"], col)] + terms, ">", 0.0, constant)
        rule = self.d["sequence"]
        if rule and self.all_people > 0.0 and self.all_cargo > 0.0:
            for t in self.weeks:
                earlier = max(0, t - rule["lag"])
                people, cargo = (True, False) if rule["troops_first"] else (False, True)
                # In persons or loads of the second.
                total = self.all_cargo if people else self.all_people
                second, a = self.gone(not people, t, total)
                first, b = self.gone(not cargo, earlier, -total)
                self.row(f"sequence[{week(t)}]", merged(second + first), "<", rule["slack"] * total, a + b)

    def gone(self, people, t, factor):
        if t == 0:
            return [], 0.0
        of, total = (self.people, self.all_people) if people else (self.cargo, self.all_cargo)
        terms = []
        for s in range(len(self.d["sites"])):
            terms += self.stocks(of, s, t, -factor / total)[0]
        for (k, _, start, arrive, _), col in zip(self.arcs, self.flow):
            if start <= t < arrive and self.d["classes"][k]["people"] == people:
                terms.append((-factor / total, col))
        return terms, factor

    def money(self):
        classes, sites, routes = self.d["classes"], self.d["sites"], self.d["routes"]
        cost = {t: [] for t in self.weeks}
        given = {t: 0.0 for t in self.weeks}
        for k, c in enumerate(classes):
            given[1] += c["upkeep"][1] * sum(c["initial"])
        for (k, s, t), col in self.stock.items():
            if t < self.T:
                cost[t + 1].append((classes[k]["upkeep"][t + 1], col))
        for s, site in enumerate(sites):
            for t in self.weeks:
                before, a = self.open(s, t - 1, site["running"] + site["closing"])
                now, b = self.open(s, t, -site["closing"])
                cost[t] += before + now
                given[t] += a + b
        for (f, t), col in self.fleet.items():
            cost[t].append((self.d["fleets"][f]["standing"], col))
        for (i, t), col in self.link.items():
            cost[t].append((self.d["links"][i]["per_lift"], col))
        for (r, t), col in self.lifts.items():
            cost[t].append((routes[r]["per_lift"], col))
        for (_, _, start, _, each), col in zip(self.arcs, self.flow):
            cost[start].append((each, col))
        for _, _, t, way, col in self.dispose:
            cost[t].append((way["cost"], col))
        released = [inf if r is None else r for r in self.d["released"]]
        for t in self.weeks:
            terms = [(1.0, self.spend[t])] + ([(-1.0, self.spend[t - 1])] if t > 1 else [])
            terms += [(-a / UNIT, col) for a, col in cost[t]]
            self.row(f"budget[account,{week(t)}]", terms, "=", 0.0, -given[t] / UNIT)
            if (t == self.T or released[t + 1] > released[t]) and released[t] < inf:
                self.row(f"budget[{week(t)}]", [(1.0, self.spend[t])], "<", released[t] / UNIT)
        worth = [(UNIT, self.spend[self.T])]
        worth += [(classes[k]["value"], col) for (k, s, t), col in self.stock.items() if t == self.T]
        worth += [(classes[k]["value"] * way["value_lost"], col) for k, _, _, way, col in self.dispose]
        self.tool.objective([(a, self.handles[c]) for a, c in worth if a != 0.0], 0.0)


def write(data, tool):
    Writer(data, tool).write()
