//! The desk that fills lifts, week by week and fleet by fleet: full lifts before those with room left; people, then sensitive
//! loads, then by value. What cannot leave waits in its queue, first due first out.
//!
//! Must not know dates, only periods.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::days::{Days, Pass};
use super::limits::Limits;
use super::rounding::{Due, start, whole};
use super::schedule::Schedule;
use super::write::{Content, arrival, orders};
use super::{DisposalOrder, Kept, Manifest, NotLifted, Way};
use crate::id::{FleetId, Id, KindId, RouteId, SiteId};
use crate::mission::{Method, Mission, Node, Period};
use crate::plan::decisions::Decisions;

/// Units by the period in which they should leave.
type Queue = VecDeque<(u32, u64)>;

/// A lift that could leave.
struct Lift {
    route: RouteId,
    content: Content,
    people: u64,
    loads: u64,
    /// No room for more, or for more of what waits.
    full: bool,
    /// Something that should be on it is not there yet.
    misses: bool,
    /// Fleet days count as those of so many lifts: more than one if a thing is larger than a lift.
    size: f64,
    /// People, sensitive loads, most weeks late, number of people, value.
    rank: (bool, bool, u32, u64, u64),
}

pub(super) struct Loading<'a> {
    m: &'a Mission,
    d: &'a Decisions,
    /// Kinds, most urgent first.
    kinds: Vec<KindId>,
    /// `[site][kind]`: whole units there at the end of the period before.
    here: Vec<Vec<u64>>,
    arriving: BTreeMap<Period, Vec<(SiteId, KindId, u64)>>,
    due: BTreeMap<u32, Vec<Due>>,
    queues: BTreeMap<(SiteId, Way, KindId), Queue>,
    /// The last period in which something is due on a route.
    last: BTreeMap<RouteId, u32>,
    pace: Schedule<'a>,
    days: Days,
    gates: Limits<'a>,
    made: BTreeMap<(Period, RouteId), Vec<Content>>,
    /// Why the last lift of a route could not leave.
    stopped: BTreeMap<RouteId, &'static str>,
    late: BTreeSet<(SiteId, Way, KindId, u32)>,
    out: Manifest,
}

impl<'a> Loading<'a> {
    pub(super) fn new(m: &'a Mission, d: &'a Decisions) -> Self {
        let mut kinds: Vec<KindId> = m.kinds.ids().collect();
        kinds.sort_by_key(|k| {
            let kind = &m.kinds[*k];
            (!kind.is_people(), !kind.is_sensitive(), Reverse(kind.value().get() as u64), *k)
        });
        let (mut due, mut last, mut out) = (BTreeMap::<u32, Vec<Due>>::new(), BTreeMap::new(), Manifest::default());
        for x in whole(m, d) {
            due.entry(x.period).or_default().push(x);
            out.totals += 1;
            if let Way::Route(r) = x.way {
                last.insert(r, x.period);
                kept(m, &mut out, x.kind).planned += x.quantity;
            }
        }
        Self {
            m,
            d,
            kinds,
            here: start(m),
            arriving: BTreeMap::new(),
            due,
            queues: BTreeMap::new(),
            last,
            pace: Schedule::new(m, d),
            days: Days::new(m, d),
            gates: Limits::new(m),
            made: BTreeMap::new(),
            stopped: BTreeMap::new(),
            late: BTreeSet::new(),
            out,
        }
    }

    /// All periods.
    pub(super) fn run(&mut self) {
        for t in (1..=self.d.horizon.0).map(Period) {
            for x in self.due.remove(&t.0).unwrap_or_default() {
                self.queues.entry((x.from, x.way, x.kind)).or_default().push_back((t.0, x.quantity));
            }
            for fleet in self.m.fleets.ids() {
                for pass in [Pass::Full, Pass::Spare, Pass::Last] {
                    self.send(fleet, t, pass);
                }
            }
            self.dispose(t);
            for (site, kind, n) in self.arriving.remove(&t).unwrap_or_default() {
                self.here[site.index()][kind.index()] += n;
            }
            let most = self.queues.values().map(|q| q.iter().map(|(_, n)| n).sum::<u64>()).max().unwrap_or(0);
            self.out.most_waiting = self.out.most_waiting.max(most as f64);
        }
    }

    /// Lifts of one fleet, the most urgent first, until nothing more fits its days.
    fn send(&mut self, fleet: FleetId, t: Period, pass: Pass) {
        let m = self.m;
        let mut routes: Vec<RouteId> = m.routes.iter().filter(|(_, r)| r.fleet == fleet).map(|(id, _)| id).collect();
        if pass == Pass::Last {
            routes.retain(|r| self.last.get(r).is_some_and(|last| *last <= t.0));
        }
        loop {
            let lifts: Vec<Lift> = routes.clone().into_iter().filter_map(|r| self.fill(r, t)).collect();
            let ready = lifts.into_iter().filter(|lift| self.ready(lift, t, pass));
            let Some(lift) = ready.max_by_key(|lift| (lift.rank, Reverse(lift.route))) else { break };
            let cycle = m.routes[lift.route].cycle[t.at()].get() * lift.size;
            if self.days.take(fleet, t, cycle, pass) {
                self.pace.made(lift.route, lift.size);
                self.book(t, lift);
            } else {
                self.stopped.insert(lift.route, "the fleet has too few days left");
                routes.retain(|r| *r != lift.route);
            }
        }
    }

    /// Whether a lift may leave with what is on it. Days of a scarce fleet go to the lifts that the plan has, as full as it
    /// has them; others leave at once if days are left over in the end.
    fn ready(&self, lift: &Lift, t: Period, pass: Pass) -> bool {
        match pass {
            Pass::Full => self.pace.owes(lift.route, t) && (lift.full || !lift.misses),
            Pass::Spare => {
                let fleet = self.m.routes[lift.route].fleet;
                let cycle = self.m.routes[lift.route].cycle[t.at()].get() * lift.size;
                self.days.left(fleet, t) - cycle >= self.pace.rest(fleet, t, (lift.route, lift.size)) - 1e-6
            }
            // Nothing to wait for, or no time to.
            Pass::Last => lift.full || !lift.misses || arrival(self.m, lift.route, t).1.later(2) > self.d.horizon,
        }
    }

    /// The next lift of a route, if anything that waits for it is there and can leave.
    fn fill(&mut self, route: RouteId, t: Period) -> Option<Lift> {
        let (m, from) = (self.m, self.m.routes[route].from);
        let arrive = arrival(m, route, t).1;
        let way = Way::Route(route);
        if !self.kinds.iter().any(|k| self.queues.get(&(from, way, *k)).is_some_and(|q| !q.is_empty())) {
            return None;
        }
        if arrive > self.d.horizon {
            // What kept it here until now tells more.
            self.stopped.entry(route).or_insert("it would arrive after the plan's end");
            return None;
        }
        if !self.gates.runs(route, t) {
            self.stopped.insert(route, "the route takes no more lifts");
            return None;
        }
        let end = self.gates.end(route, arrive);
        let mut allowed = [end.0, end.1.min(self.gates.handling(from, t))];
        let whole = [m.routes[route].seats, m.routes[route].slots];
        let mut room = whole;
        let mut lift = Lift {
            route,
            content: Content::new(),
            people: 0,
            loads: 0,
            full: false,
            misses: false,
            size: 1.0,
            rank: (false, false, 0, 0, 0),
        };
        let mut value = 0.0;
        for kind in &self.kinds {
            let Some(queue) = self.queues.get(&(from, way, *kind)) else { continue };
            let waits: u64 = queue.iter().map(|(_, n)| n).sum();
            let there = waits.min(self.here[from.index()][kind.index()]);
            let (k, i) = (&m.kinds[*kind], usize::from(!m.kinds[*kind].is_people()));
            let mut fits = ((room[i] + 1e-9) / k.size).floor().clamp(0.0, 1e15) as u64;
            // A thing larger than a lift goes alone.
            if fits == 0 && room[i] == whole[i] && whole[i] > 0.0 {
                fits = 1;
            }
            if there > allowed[i] {
                self.stopped.insert(route, "the site or the exit handles no more");
            }
            lift.misses |= there < waits;
            let possible = there.min(allowed[i]);
            let n = possible.min(fits);
            lift.full |= possible > fits;
            if n == 0 {
                continue;
            }
            room[i] -= n as f64 * k.size;
            allowed[i] -= n;
            lift.content.insert(*kind, n);
            let first = queue.front().map_or(t.0, |(w, _)| *w);
            lift.rank.0 |= k.is_people();
            lift.rank.1 |= k.is_sensitive();
            lift.rank.2 = lift.rank.2.max(t.0 - first);
            *(if k.is_people() { &mut lift.people } else { &mut lift.loads }) += n;
            value += n as f64 * k.value().get();
        }
        let used = |i: usize| if whole[i] > 0.0 { 1.0 - room[i] / whole[i] } else { 0.0 };
        lift.size = used(0).max(used(1)).max(1.0);
        lift.full |= used(0).max(used(1)) > 1.0 - 1e-6;
        lift.rank.3 = lift.people;
        lift.rank.4 = value as u64;
        (!lift.content.is_empty()).then_some(lift)
    }

    /// Takes units off a queue, the first due first, and counts how late they are.
    fn take(&mut self, key: (SiteId, Way, KindId), t: Period, mut n: u64) {
        let (site, way, kind) = key;
        self.here[site.index()][kind.index()] -= n;
        let Some(queue) = self.queues.get_mut(&key) else { return };
        while let (Some((week, waits)), true) = (queue.front_mut(), n > 0) {
            let go = n.min(*waits);
            let (week, weeks) = (*week, t.0 - *week);
            *waits -= go;
            n -= go;
            if *waits == 0 {
                queue.pop_front();
            }
            if weeks > 0 {
                self.late.insert((site, way, kind, week));
            }
            if let Way::Route(_) = way {
                let kept = kept(self.m, &mut self.out, kind);
                *(if weeks > 0 { &mut kept.late } else { &mut kept.in_week }) += go;
                kept.latest_weeks = kept.latest_weeks.max(weeks);
            }
        }
    }

    fn book(&mut self, t: Period, lift: Lift) {
        let (from, arrive) = (self.m.routes[lift.route].from, arrival(self.m, lift.route, t).1);
        self.gates.lift(lift.route, t, arrive, lift.people, lift.loads);
        for (kind, n) in &lift.content {
            self.take((from, Way::Route(lift.route), *kind), t, *n);
            if let Node::Site(to) = self.m.routes[lift.route].to {
                self.arriving.entry(arrive).or_default().push((to, *kind, *n));
            }
        }
        self.stopped.remove(&lift.route);
        self.made.entry((t, lift.route)).or_default().push(lift.content);
    }

    /// Disposals take what the lifts leave.
    fn dispose(&mut self, t: Period) {
        let waiting = self.queues.iter().filter(|((_, way, _), q)| matches!(way, Way::Dispose(_)) && !q.is_empty());
        let keys: Vec<_> = waiting.map(|(key, q)| (*key, q.iter().map(|(_, n)| n).sum::<u64>())).collect();
        for ((site, way, kind), waits) in keys {
            let Way::Dispose(method) = way else { continue };
            let free = method == Method::Abandon;
            let most = if free { u64::MAX } else { self.gates.handling(site, t) };
            let quantity = waits.min(self.here[site.index()][kind.index()]).min(most);
            if quantity == 0 {
                continue;
            }
            if !free {
                self.gates.handled(site, t, quantity);
            }
            self.take((site, way, kind), t, quantity);
            self.out.disposals.push(DisposalOrder {
                period: t.0,
                site: self.m.sites[site].key.clone(),
                class: self.m.kinds[kind].key.clone(),
                method: method.key().to_owned(),
                quantity,
            });
        }
    }

    /// The orders, and what is on none.
    pub(super) fn close(mut self) -> Manifest {
        let m = self.m;
        let mut out = std::mem::take(&mut self.out);
        for ((site, way, kind), queue) in self.queues {
            for (period, quantity) in queue {
                self.late.insert((site, way, kind, period));
                let there = self.here[site.index()][kind.index()] > 0;
                let reason = match way {
                    Way::Route(r) if there => self.stopped.get(&r).copied().unwrap_or("it waits for a full lift"),
                    Way::Dispose(_) if there => "the site handles no more",
                    _ => "it is not there in time: an earlier lift is late or missing",
                };
                if let Way::Route(_) = way {
                    kept(m, &mut out, kind).not_lifted += quantity;
                }
                out.never_sent += quantity as f64;
                out.not_lifted.push(NotLifted {
                    period,
                    from: m.sites[site].key.clone(),
                    route: way.key(m).to_owned(),
                    class: m.kinds[kind].key.clone(),
                    quantity,
                    reason: reason.to_owned(),
                });
            }
        }
        out.totals_kept = out.totals - self.late.len() as u64;
        out.orders = self.made.into_iter().flat_map(|((t, r), lifts)| orders(m, r, t, lifts)).collect();
        out.fleets = self.days.report();
        out
    }
}

fn kept<'a>(m: &Mission, out: &'a mut Manifest, kind: KindId) -> &'a mut Kept {
    if m.kinds[kind].is_people() { &mut out.people_kept } else { &mut out.loads_kept }
}
