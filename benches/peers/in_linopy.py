"""The same rows in linopy, written as a good linopy user would: whole families at once, over labelled dimensions, with masks.

Dimensions: k classes, r routes, t periods, s sites, m methods, f fleets, e exits, l air links.
"""

import warnings

import linopy
import numpy as np
import pandas as pd
import xarray as xr

UNIT = 1000.0

# Absent columns count as zero here: what the warnings ask for, and what is meant.
warnings.filterwarnings("ignore", module="in_linopy")


class Linopy:
    suffix = ".lp"

    def __init__(self, data):
        self.d, self.model = data, linopy.Model()
        self.sets()
        self.columns()
        self.flow_balance()
        self.lifting()
        self.fleets()
        self.handling()
        self.exits()
        self.room("beds", self.people)
        self.room("yard", ~self.people)
        self.guard()
        self.closing()
        self.rules()
        self.money()

    def save(self, path):
        self.model.to_file(path, progress=False)

    def array(self, values, *dims):
        return xr.DataArray(np.asarray(values, dtype=float), coords={d: self.index[d] for d in dims}, dims=dims)

    def sets(self):
        d = self.d
        T, count = d["weeks"], {"k": "classes", "r": "routes", "s": "sites", "f": "fleets", "e": "exits", "l": "links"}
        self.index = {dim: pd.RangeIndex(len(d[name]), name=dim) for dim, name in count.items()}
        self.index["t"] = pd.RangeIndex(1, T + 1, name="t")
        methods = sorted({w["method"] for c in d["classes"] for w in c["dispositions"]})
        self.index["m"] = pd.Index(methods, name="m")
        self.t = xr.DataArray(self.index["t"], dims="t", coords={"t": self.index["t"]})
        classes, sites, routes, fleets = d["classes"], d["sites"], d["routes"], d["fleets"]
        self.people = self.array([c["people"] for c in classes], "k").astype(bool)
        self.armed = self.array([c["armed"] for c in classes], "k").astype(bool)
        self.size = self.array([c["size"] for c in classes], "k")
        self.value = self.array([c["value"] for c in classes], "k")
        self.initial = self.array([c["initial"] for c in classes], "k", "s")
        self.upkeep = self.array([c["upkeep"][1:] for c in classes], "k", "t")
        never = T + 1
        first = [[never if f is None else f for f in row] for row in d["here"]]
        self.here = self.array(first, "k", "s")
        shape = (len(classes), len(routes), T)
        self.arc, cost = np.zeros(shape, dtype=bool), np.zeros(shape)
        arcs = d["arcs"]
        place = (np.array(arcs["class"]), np.array(arcs["route"]), np.array(arcs["start"]) - 1)
        self.arc[place], cost[place] = True, arcs["cost"]
        self.arc, self.cost = self.array(self.arc, "k", "r", "t").astype(bool), self.array(cost, "k", "r", "t")
        self.from_ = self.array([r["from"] for r in routes], "r").astype(int).rename("s")
        self.to = self.array([-1 if r["to_site"] is None else r["to_site"] for r in routes], "r").astype(int).rename("s")
        self.exit = self.array([-1 if r["to_exit"] is None else r["to_exit"] for r in routes], "r").astype(int).rename("e")
        self.of = self.array([r["fleet"] for r in routes], "r").astype(int).rename("f")
        self.arrive = self.array([r["arrive"][1 : T + 1] for r in routes], "r", "t").astype(int)
        self.lag = self.arrive - self.t
        self.most = self.array([r["most"][1 : T + 1] for r in routes], "r", "t")
        self.cycle = self.array([r["cycle"][1 : T + 1] for r in routes], "r", "t")
        self.base = [(f, x["base"]) for f, x in enumerate(fleets) if x["base"] is not None]
        self.inbound = self.array([s["inbound"] for s in sites], "s").astype(bool)
        self.cleanup = self.array([s["cleanup"] for s in sites], "s").astype(int)

    def columns(self):
        d, m, T = self.d, self.model, self.d["weeks"]
        sites = d["sites"]
        given = np.full((len(sites), T + 1), np.nan)
        for s, site in enumerate(sites):
            given[s, : min(site["keep_open_until"], T) + 1] = 1.0
            if site["close_by"] is not None:
                given[s, max(site["close_by"], site["keep_open_until"] + 1) :] = 0.0
            if site["closed"]:
                given[s, :] = 0.0
        given[:, 0] = [0.0 if s["closed"] else 1.0 for s in sites]
        now, before = self.array(given[:, 1:], "s", "t"), self.array(given[:, :-1], "s", "t")
        self.given, self.given_before = now.fillna(0.0), before.fillna(0.0)
        self.decided, self.decided_before = now.isnull(), before.isnull()
        self.open = m.add_variables(binary=True, coords=now.coords, mask=self.decided, name="open")
        self.flow = m.add_variables(lower=0, coords=self.arc.coords, mask=self.arc, name="flow")
        self.used = self.arc.any("k")
        self.lifts = m.add_variables(lower=0, coords=self.used.coords, mask=self.used, name="lifts")
        self.present = (self.t >= self.here).transpose("k", "s", "t")
        self.stock = m.add_variables(lower=0, coords=self.present.coords, mask=self.present, name="stock")
        shape = (len(d["classes"]), len(self.index["m"]))
        ways, self.way_cost, self.way_lost = np.zeros(shape, dtype=bool), np.zeros(shape), np.zeros(shape)
        self.shares = []
        for k, c in enumerate(d["classes"]):
            for w in c["dispositions"]:
                at = (k, self.index["m"].get_loc(w["method"]))
                ways[at], self.way_cost[at], self.way_lost[at] = True, w["cost"], w["value_lost"]
                if w["max_share"] < 1.0:
                    self.shares.append((c["kind"], k, w["method"], w["max_share"] * c["kind_total"]))
        ways = self.array(ways, "k", "m").astype(bool)
        self.disposable = (ways & (self.t - 1 >= self.here)).transpose("k", "s", "m", "t")
        self.dispose = m.add_variables(lower=0, coords=self.disposable.coords, mask=self.disposable, name="dispose")
        upper = self.array([[f["present"]] * T for f in d["fleets"]], "f", "t")
        self.fleet = m.add_variables(lower=0, upper=upper, coords=upper.coords, name="fleet")
        self.flown = self.t <= self.array([x["until"] for x in d["links"]], "l")
        self.link = None
        if d["links"]:
            self.flown = self.flown.transpose("l", "t")
            self.link = m.add_variables(lower=0, coords=self.flown.coords, mask=self.flown, name="link")
        self.spend = m.add_variables(lower=0, coords=[self.index["t"]], name="spend")
        self.before = self.open.shift(t=1)  # its first period is given: the start
        self.leaving = self.by(self.flow, self.from_, "s")

    def by(self, variable, group, dim):
        """Sums over routes by where they start or end; every place occurs, that of no place (-1) does not."""
        total = (1 * variable).groupby(group).sum()
        return total.reindex({dim: self.index[dim]})

    def add(self, left, sense, right, name, mask):
        if bool(mask.any()):
            self.model.add_constraints(left, sense, right, name=name, mask=mask)

    def flow_balance(self):
        arriving, arrives = None, xr.zeros_like(self.present)
        for lag in np.unique(self.lag.values[self.used.values]):
            late = (self.lag == lag) & (self.to >= 0)
            part = self.by(self.flow.where(late).shift(t=int(lag)), self.to, "s")
            arriving = part if arriving is None else arriving + part
            came = (self.arc & late).shift(t=int(lag), fill_value=False)
            arrives = arrives | came.groupby(self.to).any().reindex(s=self.index["s"], fill_value=False)
        out = self.leaving + self.dispose.sum("m")
        initial = self.initial.where(self.t == 1, 0.0)
        before = self.stock.shift(t=1)
        self.add(self.stock - before + out - arriving, "=", initial, "flow_balance", self.present)
        leaves = self.arc.groupby(self.from_).any().reindex(s=self.index["s"], fill_value=False)
        both = arrives & (leaves | self.disposable.any("m"))
        self.add(out - before, "<=", initial, "departures", both.transpose("k", "s", "t") & self.present)
        total = {}
        for kind, k, method, most in self.shares:
            total.setdefault((kind, method), (most, []))[1].append(k)
        for (kind, method), (most, k) in total.items():
            if bool(self.disposable.sel(k=k, m=method).any()):
                self.model.add_constraints(self.dispose.sel(k=k, m=method).sum() <= most, name=f"share {kind} {method}")

    def at(self, of, places):
        """A variable or an array over sites, seen from routes: the value at each route's place."""
        r = places["r"]
        chosen = of.isel(s=xr.DataArray(places.values, dims="r", coords={"r": r.values}))
        return chosen.drop_vars("s") if isinstance(of, xr.DataArray) else (1 * chosen).drop_vars("s")

    def lifting(self):
        for what, people in (("seats", self.people), ("slots", ~self.people)):
            room = self.array([r[what] for r in self.d["routes"]], "r")
            load = (self.size * self.flow.where(people)).sum("k")
            self.add(load - room * self.lifts, "<=", 0, f"lift_capacity {what}", (self.arc & people).any("k"))
        opened, given = self.at(self.before, self.from_), self.at(self.given_before, self.from_)
        self.add(self.lifts - self.most * opened, "<=", self.most * given, "route_capacity", self.used)
        inner = self.index["r"][(self.to >= 0).values]
        to, used, most = self.to.sel(r=inner), self.used.sel(r=inner), self.most.sel(r=inner)
        lags, lifts = self.lag.sel(r=inner), self.lifts.sel(r=inner)
        for lag in np.unique(lags.values[used.values]):
            opened = self.at(self.open.shift(t=-int(lag)), to)
            given = self.at(self.given.shift(t=-int(lag), fill_value=0.0), to)
            mask = used & (lags == lag)
            self.add(lifts - most * opened, "<=", most * given, f"inflow_open {lag}", mask)

    def fleets(self):
        days = self.array([f["days"][1 : self.d["weeks"] + 1] for f in self.d["fleets"]], "f", "t")
        work = self.by(self.cycle * self.lifts, self.of, "f")
        busy = self.used.groupby(self.of).any().reindex(f=self.index["f"], fill_value=False)
        if self.link is not None:
            of = self.array([x["fleet"] for x in self.d["links"]], "l").astype(int).rename("f")
            cycle = self.array([x["cycle"] for x in self.d["links"]], "l")
            work = work + self.by(cycle * self.link, of, "f")
            busy = busy | self.flown.groupby(of).any().reindex(f=self.index["f"], fill_value=False)
        self.add(work - days * self.fleet, "<=", 0, "fleet_hours", busy.transpose("f", "t"))
        later = (self.t > 1) & self.array(np.ones(len(self.index["f"])), "f").astype(bool)
        self.add(self.fleet - self.fleet.shift(t=1), "<=", 0, "released", later.transpose("f", "t"))
        for f, base in self.base:
            present = self.d["fleets"][f]["present"]
            kept, opened = self.fleet.isel(f=f), present * self.before.isel(s=base)
            given = present * self.given_before.isel(s=base)
            self.model.add_constraints(kept - opened, "<=", given, name=f"base {f}")

    def handling(self):
        weeks = range(1, self.d["weeks"] + 1)
        everything = float(self.initial.where(~self.people).sum())
        none = [[np.inf if s["handling"][t] is None else s["handling"][t] for t in weeks] for s in self.d["sites"]]
        rate = self.array(none, "s", "t").clip(max=everything)
        counted = self.dispose.where(self.dispose.coords["m"] != "abandon")
        handled = self.leaving.where(~self.people).sum("k") + counted.where(~self.people).sum(["k", "m"])
        leaves = (self.arc & ~self.people).any("k").groupby(self.from_).any().reindex(s=self.index["s"], fill_value=False)
        kept = self.disposable.sel(m=self.disposable["m"] != "abandon")
        some = leaves | (kept & ~self.people).any(["k", "m"])
        right = rate * self.given_before
        self.add(handled - rate * self.before, "<=", right, "handling", some.transpose("s", "t"))

    def exits(self):
        weeks = range(1, self.d["weeks"] + 1)
        for what, people in (("people", self.people), ("loads", ~self.people)):
            takes = [[np.inf if e[what][t] is None else e[what][t] for t in weeks] for e in self.d["exits"]]
            takes = self.array(takes, "e", "t")
            arriving, arrives = None, False
            for lag in np.unique(self.lag.values[self.used.values]):
                chosen = (self.lag == lag) & (self.exit >= 0) & people
                if not bool((self.arc & chosen).any()):
                    continue
                part = self.by(self.flow.where(chosen).sum("k").shift(t=int(lag)), self.exit, "e")
                arriving = part if arriving is None else arriving + part
                came = (self.arc & chosen).any("k").shift(t=int(lag), fill_value=False)
                arrives = arrives | came.groupby(self.exit).any().reindex(e=self.index["e"], fill_value=False)
                self.from_one_site(what, chosen, takes, int(lag))
            if arriving is not None:
                finite = takes < np.inf
                right = takes.where(finite, 0.0)
                self.add(arriving, "<=", right, f"exit_capacity {what}", (arrives & finite).transpose("e", "t"))

    def from_one_site(self, what, chosen, takes, lag):
        """What one site sends to one exit in one period arrives together unless its routes are of different lengths."""
        for e in self.index["e"]:
            taken = takes.isel(e=e).shift(t=-lag)
            here = chosen & (self.exit == e)
            if not bool((self.arc & here).any()):
                continue
            sent = self.by(self.flow.where(here).sum("k"), self.from_, "s")
            some = (self.arc & here).any("k").groupby(self.from_).any().reindex(s=self.index["s"], fill_value=False)
            mask = (some & self.decided_before & (taken < np.inf)).transpose("s", "t")
            rate = taken.where(taken < np.inf, 0.0)
            self.add(sent - rate * self.before, "<=", 0, f"exit_capacity {what} {e} {lag}", mask)

    def room(self, family, of):
        limit = self.array([np.inf if s[family] is None else s[family] for s in self.d["sites"]], "s")
        here = self.initial.where(of).sum("k")
        most = np.maximum(limit, here)
        most = np.minimum(most, xr.where(self.inbound, float(here.sum()), here))
        stock, some = self.stock.where(of).sum("k"), (self.present & of).any("k")
        mask = (some & (self.inbound | ~self.decided)).transpose("s", "t")
        self.add(stock - most * self.open, "<=", most * self.given, family, mask)
        # With a clean-up `closing_work` says the same of cargo, and earlier.
        each = ~self.inbound & ((self.cleanup == 0) | (family == "beds"))
        mask = (self.present & of & each & self.decided).transpose("k", "s", "t")
        self.add(self.stock - self.initial * self.open, "<=", 0, f"{family} class", mask)

    def guard(self):
        least = self.array([s["guard"] for s in self.d["sites"]], "s")
        each = self.array([s["guard_per_load"] for s in self.d["sites"]], "s")
        armed = self.stock.where(self.armed).sum("k")
        crew = np.zeros((len(self.index["s"]), len(self.index["f"])))
        for f, base in self.base:
            crew[base, f] = self.d["fleets"][f]["crew"]
        crew = self.array(crew, "s", "f")
        need = (crew * self.fleet.shift(t=-1)).sum("f")
        some = ((least > 0) & (self.decided | (self.given > 0))) | ((crew > 0).any("f") & (self.t < self.d["weeks"]))
        left, right = armed - need - least * self.open, least * self.given
        self.add(left, ">=", right, "guard", some.transpose("s", "t"))
        cargo = self.stock.where(~self.people).sum("k")
        some = (self.present & ~self.people).any("k") & (each > 0)
        self.add(armed - each * cargo, ">=", 0, "guard cargo", some.transpose("s", "t"))
        people, last = self.stock.where(self.people).sum("k").isel(t=-1), self.open.isel(t=-1)
        mask = (least < 1) & self.decided.isel(t=-1)
        self.add(people - last, ">=", 0, "guard presence", mask)

    def closing(self):
        sites, T = self.d["sites"], self.d["weeks"]
        left, right = self.open - self.before, self.given_before - self.given
        self.add(left, "<=", right, "closing_work once", self.decided | self.decided_before)
        for s, site in enumerate(sites):
            for other in site["closes_before"]:
                left = self.open.isel(s=s) - self.open.isel(s=other)
                right = self.given.isel(s=other) - self.given.isel(s=s)
                self.model.add_constraints(left, "<=", right, name=f"before {s} {other}")
        limit = self.array([np.inf if s["yard"] is None else s["yard"] for s in sites], "s")
        initial = self.initial.where(~self.people, 0.0)
        here = initial.sum("k")
        most = np.minimum(np.maximum(limit, here), xr.where(self.inbound, float(here.sum()), here))
        for n in np.unique(self.cleanup.values[self.cleanup.values > 0]):
            at = np.minimum(np.arange(1, T + 1) + n, T)
            opened = (1 * self.open.sel(t=at)).assign_coords(t=self.index["t"])
            given = self.given.sel(t=at).assign_coords(t=self.index["t"])
            mine = self.cleanup == n
            stock = self.stock.where(~self.people).sum("k")
            some = (self.present & ~self.people).any("k") & self.inbound & mine
            right = most * given
            self.add(stock - most * opened, "<=", right, f"closing_work {n}", some.transpose("s", "t"))
            some = self.present & ~self.people & ~self.inbound & mine
            left, right = self.stock - self.initial * opened, self.initial * given
            self.add(left, "<=", right, f"closing_work class {n}", some.transpose("k", "s", "t"))
            # The state at the start.
            first = min(int(n), T)
            opened, given = self.open.sel(t=first), self.given.sel(t=first)
            self.add(-most * opened, "<=", most * given - here, f"closing_work start {n}", mine & (here > 0))

    def rules(self):
        for s, hospitals in self.d["medical"]:
            left = self.open.isel(s=s) - self.open.isel(s=hospitals).sum("s")
            right = self.given.isel(s=hospitals).sum("s") - self.given.isel(s=s)
            self.model.add_constraints(left, "<=", right, name=f"medical_cover {s}")
        for i, x in enumerate(self.d["links"]):
            left = x["seats_per_lift"] * self.link.isel(l=i) - x["seats"] * self.before.isel(s=x["site"])
            right = x["seats"] * self.given_before.isel(s=x["site"])
            self.add(left, ">=", right, f"air_link {i}", self.flown.isel(l=i))
        rule = self.d["sequence"]
        if rule:
            troops = rule["troops_first"]
            later, sooner = (~self.people, self.people) if troops else (self.people, ~self.people)
            # In persons or loads of the second.
            whole = float(self.initial.where(later).sum())
            second, first = self.gone(later, whole), self.gone(sooner, whole)
            earlier = first.shift(t=rule["lag"])
            constant = xr.where(self.t > rule["lag"], 1.0, 0.0)
            right = whole * (rule["slack"] - 1.0 + constant)
            self.model.add_constraints(second - earlier, "<=", right, name="sequence")

    def gone(self, of, factor):
        """Minus what is at the sites and on the way, as `factor` times its share; the constant is the caller's."""
        share = -factor / float(self.initial.where(of).sum())
        total = share * self.stock.where(of).sum(["k", "s"])
        for lag in range(1, int(self.lag.max()) + 1):
            under_way = self.flow.where(of & (self.lag >= lag)).sum(["k", "r"])
            total = total + share * (under_way.shift(t=lag - 1) if lag > 1 else under_way)
        return total

    def money(self):
        d, T = self.d, self.d["weeks"]
        sites = d["sites"]
        running, closing = self.array([s["running"] for s in sites], "s"), self.array([s["closing"] for s in sites], "s")
        standing = self.array([f["standing"] for f in d["fleets"]], "f")
        each = self.array([r["per_lift"] for r in d["routes"]], "r")
        way_cost = self.array(self.way_cost, "k", "m")
        cost = (self.upkeep * self.stock.shift(t=1)).sum(["k", "s"]) + (self.cost * self.flow).sum(["k", "r"])
        cost = cost + ((running + closing) * self.before).sum("s") - (closing * self.open).sum("s")
        cost = cost + (standing * self.fleet).sum("f") + (each * self.lifts).sum("r")
        cost = cost + (way_cost * self.dispose).sum(["k", "s", "m"])
        if self.link is not None:
            cost = cost + (self.array([x["per_lift"] for x in d["links"]], "l") * self.link).sum("l")
        given = ((running + closing) * self.given_before - closing * self.given).sum("s")
        given = given + (self.upkeep * self.initial.sum("s")).sum("k").where(self.t == 1, 0.0)
        account = 1 * self.spend - self.spend.shift(t=1) - cost / UNIT
        self.model.add_constraints(account, "=", given / UNIT, name="budget account")
        released = np.array([np.inf if r is None else r for r in d["released"]])
        last = np.array([t == T or released[t + 1] > released[t] for t in range(1, T + 1)])
        released = released[1 : T + 1]
        mask = self.array(last & (released < np.inf), "t").astype(bool)
        right = self.array(np.where(released < np.inf, released / UNIT, 0.0), "t")
        self.add(1 * self.spend, "<=", right, "budget", mask)
        lost = self.value * self.array(self.way_lost, "k", "m")
        worth = UNIT * self.spend.isel(t=-1) + (self.value * self.stock.isel(t=-1)).sum()
        self.model.add_objective(worth + (lost * self.dispose).sum())
