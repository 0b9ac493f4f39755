//! One world: on which days which routes carry how much, which lifts would be attacked, which sites are left in a hurry.
//!
//! Drawn without looking at the plan, so that plans are compared in the same worlds.

use crate::id::{Id, RouteId};
use crate::mission::{Mission, Node};
use crate::scenario::hazard::attacked;
use crate::scenario::risk::{Effect, Process};
use crate::simulate::rates::factors;
use crate::simulate::stream::Stream;
use crate::units::DAYS_PER_MONTH;

/// An attack on a lift: what it costs if the lift goes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Attack {
    /// Fleet days lost.
    pub delay: f64,
    /// Wounded and killed.
    pub casualties: f64,
    /// Share of the lift's loads lost.
    pub loss: f64,
}

/// The processes as they bear on one mission: what each hits, worked out once for all worlds.
pub(super) struct Hazards<'p> {
    pub processes: &'p [Process],
    /// Routes that each process hits.
    hits: Vec<Vec<bool>>,
    /// Exits that each process names.
    exits: Vec<Vec<bool>>,
    /// Days (from 0) on which each process can act.
    days: Vec<Vec<bool>>,
    /// Probability of an attack on a lift, by process and route.
    per_lift: Vec<Vec<f64>>,
    /// Routes whose casualties are those of attacks, not what the scenario expects of a lift.
    pub attacked: Vec<bool>,
    /// Days of a period.
    length: usize,
    /// The last period.
    periods: usize,
}

impl<'p> Hazards<'p> {
    /// `m` reaches to the end of the overtime.
    pub(super) fn new(m: &Mission, processes: &'p [Process]) -> Self {
        let length = m.calendar.period_days as usize;
        let periods = m.calendar.periods as usize;
        let exits = processes.iter().map(|p| m.exits.values().map(|x| p.exits.contains(&x.key)).collect()).collect();
        let hits: Vec<Vec<bool>> = processes.iter().map(|p| p.hits(m)).collect();
        let per_lift = processes.iter().map(|p| m.routes.values().map(|r| p.per_lift_on(m, r)).collect());
        Self {
            processes,
            hits,
            exits,
            days: processes.iter().map(|p| p.acts(m)).collect(),
            attacked: attacked(m, processes),
            per_lift: per_lift.collect(),
            length,
            periods,
        }
    }

    /// Whether a process can act on some day of a period.
    fn acts(&self, process: usize, t: usize) -> bool {
        self.days[process][(t - 1) * self.length..t * self.length].iter().any(|d| *d)
    }
}

/// One world, per period up to the end of the overtime.
pub(super) struct World<'h, 'p> {
    hazards: &'h Hazards<'p>,
    seed: u64,
    number: u64,
    /// Days from the start on which each closure holds, by process: `(from, to)`, `to` excluded.
    spells: Vec<(usize, usize, usize)>,
    /// `open[route][t]`: share of the lifts that move.
    pub open: Vec<Vec<f64>>,
    /// `blame[route][t]`: the process that closes first in the file.
    pub blame: Vec<Vec<Option<usize>>>,
    /// `exits[exit][t]`: share of what the exit takes, for what starts in `t`; what is on the way gets through.
    pub exits: Vec<Vec<f64>>,
    /// `left[site][t]`: the share of the loads there that is lost, and the process.
    pub left: Vec<Vec<Option<(f64, usize)>>>,
    /// `handling[site][t]`: factor of the rate, and the process.
    pub handling: Vec<Vec<(f64, Option<usize>)>>,
    /// `fleets[fleet][t]`: factor of the fleet's working days, and the process.
    pub fleets: Vec<Vec<(f64, Option<usize>)>>,
    /// Factor of all costs.
    pub price: f64,
}

impl<'h, 'p> World<'h, 'p> {
    /// A world in which nothing goes wrong.
    fn calm(m: &Mission, hazards: &'h Hazards<'p>, seed: u64, number: u64) -> Self {
        let n = hazards.periods + 1;
        Self {
            hazards,
            seed,
            number,
            spells: Vec::new(),
            open: vec![vec![1.0; n]; m.routes.len()],
            blame: vec![vec![None; n]; m.routes.len()],
            exits: vec![vec![1.0; n]; m.exits.len()],
            left: vec![vec![None; n]; m.sites.len()],
            handling: vec![vec![(1.0, None); n]; m.sites.len()],
            fleets: vec![vec![(1.0, None); n]; m.fleets.len()],
            price: 1.0,
        }
    }

    /// Draws a world.
    pub(super) fn draw(m: &Mission, hazards: &'h Hazards<'p>, seed: u64, number: u64) -> Self {
        let mut w = Self::calm(m, hazards, seed, number);
        for (i, p) in hazards.processes.iter().enumerate() {
            match p.effect {
                Effect::Closure => w.close(i, p),
                Effect::Attack | Effect::Rate => {}
                Effect::ForcedExit => w.force(m, i, p),
                Effect::SlowHandling => w.slow(m, i, p),
                Effect::Price => w.price *= Stream::new(seed, number, &p.id, "").between(p.factor),
            }
        }
        let mut w = w.add_up();
        w.rates(m, true);
        w
    }

    /// Rates that are drawn: of exits, of fleets, and of handling where it is not copied from another world.
    fn rates(&mut self, m: &Mission, handling: bool) {
        let (hazards, of) = (self.hazards, (self.seed, self.number));
        for (i, p) in hazards.processes.iter().enumerate().filter(|(_, p)| p.effect == Effect::Rate) {
            for (id, x) in m.exits.iter().filter(|(_, x)| p.exits.contains(&x.key)) {
                let series: Vec<f64> = x.people.iter().zip(&x.loads).map(|(p, l)| p.get() + l.get()).collect();
                let by_week = factors(p, of, &series, hazards.length);
                for (t, factor) in by_week.into_iter().enumerate().skip(1) {
                    self.exits[id.index()][t] *= factor;
                    if factor < 1.0 {
                        let routes = m.routes.iter().filter(|(_, r)| r.to == Node::Exit(id));
                        routes.for_each(|(r, _)| _ = self.blame[r.index()][t].get_or_insert(i));
                    }
                }
            }
            for (id, f) in m.fleets.iter().filter(|(_, f)| p.fleets.contains(&f.key)) {
                let series: Vec<f64> = f.days.iter().map(|d| d.get()).collect();
                for (t, factor) in factors(p, of, &series, hazards.length).into_iter().enumerate().skip(1) {
                    let here = &mut self.fleets[id.index()][t];
                    *here = (here.0 * factor, here.1.or(Some(i)));
                }
            }
            for (id, s) in m.sites.iter().filter(|(_, s)| handling && p.sites.contains(&s.key)) {
                let series: Vec<f64> = s.handling.iter().map(|l| l.get()).collect();
                for (t, factor) in factors(p, of, &series, hazards.length).into_iter().enumerate().skip(1) {
                    let here = &mut self.handling[id.index()][t];
                    *here = (here.0 * factor, here.1.or(Some(i)));
                }
            }
        }
    }

    /// What a planner at the end of period `t` would expect of this world: spells that run now go on for as long as their kind does on
    /// average, handling stays as slow as it is, and nothing else happens.
    pub(super) fn believed(&self, m: &Mission, t: usize) -> Self {
        let mut w = Self::calm(m, self.hazards, self.seed, self.number);
        let now = t * self.hazards.length;
        for &(i, from, to) in self.spells.iter().filter(|(_, from, to)| *from < now && *to >= now) {
            let (p, so_far) = (&self.hazards.processes[i], (now - from) as f64);
            let length = if p.days[1] > 0.0 {
                f64::midpoint(p.days[0].max(so_far), p.days[1].max(so_far))
            } else {
                // Nothing is known of its length: as long again as it has lasted.
                2.0 * so_far
            };
            debug_assert!(to >= now);
            w.spell(i, from, from + length.round() as usize);
        }
        for (site, by_week) in self.handling.iter().enumerate() {
            let here = by_week[t.min(self.hazards.periods)];
            w.handling[site].iter_mut().skip(t + 1).for_each(|h| *h = here);
        }
        w.price = self.price;
        let mut w = w.add_up();
        // By now he knows how fast things go.
        w.rates(m, false);
        w
    }

    /// Spells, day by day; all routes of a process share them.
    fn close(&mut self, i: usize, p: &Process) {
        let all = self.hazards.periods * self.hazards.length;
        if p.is_dated() {
            let mut day = 0;
            while let Some(from) = (day..all).find(|d| self.hazards.days[i][*d]) {
                day = (from..all).find(|d| !self.hazards.days[i][*d]).unwrap_or(all);
                self.spell(i, from, day);
            }
            return;
        }
        let mut s = Stream::new(self.seed, self.number, &p.id, "");
        if s.share() < p.at_start {
            self.spell(i, 0, s.between(p.days).round() as usize);
        }
        // Spells begin independently of each other, so that their number is the rate whatever their length; where two overlap
        // the road is closed once.
        let mut clock = Starts::new(p.per_month, all);
        while let Some(start) = clock.next(&mut s) {
            let end = start + s.between(p.days);
            if self.hazards.days[i][start as usize] {
                self.spell(i, start.round() as usize, end.round() as usize);
            }
        }
    }

    /// Closes the routes of a process from a day on, until another.
    fn spell(&mut self, i: usize, from: usize, to: usize) {
        let to = to.min(self.hazards.periods * self.hazards.length);
        if from < to {
            self.spells.push((i, from, to));
        }
    }

    /// From spells to the share of each period's lifts that moves, day by day: two closures on one day close it once.
    fn add_up(mut self) -> Self {
        let hazards = self.hazards;
        for r in 0..self.open.len() {
            let hits = |i: usize| hazards.hits[i][r];
            if let Some(week) = self.shares(&hits) {
                self.open[r][1..].copy_from_slice(&week);
            }
            for (i, from, to) in self.spells.iter().filter(|(i, _, _)| hits(*i)) {
                for t in from / hazards.length + 1..=(to - 1) / hazards.length + 1 {
                    self.blame[r][t].get_or_insert(*i);
                }
            }
        }
        for x in 0..self.exits.len() {
            if let Some(week) = self.shares(&|i| hazards.exits[i][x]) {
                self.exits[x][1..].copy_from_slice(&week);
            }
        }
        self
    }

    /// Share of each period that the spells of these processes leave; none if there is no such spell.
    fn shares(&self, of: &dyn Fn(usize) -> bool) -> Option<Vec<f64>> {
        let length = self.hazards.length;
        let mut days: Option<Vec<f64>> = None;
        for (i, from, to) in self.spells.iter().filter(|(i, _, _)| of(*i)) {
            let days = days.get_or_insert_with(|| vec![1.0; self.hazards.periods * length]);
            let capacity = self.hazards.processes[*i].capacity;
            days[*from..*to].iter_mut().for_each(|d| *d = d.min(capacity));
        }
        days.map(|d| d.chunks_exact(length).map(|week| week.iter().sum::<f64>() / length as f64).collect())
    }

    /// Forced exits of each site of a process: on the first day of each of its dates, or at its rate on the days on which it can
    /// act. What several take in one period adds up to what is left after all of them.
    fn force(&mut self, m: &Mission, i: usize, p: &Process) {
        let all = self.hazards.periods * self.hazards.length;
        let acts = &self.hazards.days[i];
        for (id, site) in m.sites.iter().filter(|(_, s)| p.sites.contains(&s.key)) {
            let mut s = Stream::new(self.seed, self.number, &p.id, &site.key);
            let mut exits: Vec<(usize, f64)> = Vec::new();
            if p.is_dated() {
                p.first_days(m).into_iter().for_each(|day| exits.push((day, s.between(p.loss))));
            } else {
                let mut clock = Starts::new(p.per_month, all);
                while let Some(start) = clock.next(&mut s) {
                    exits.push((start as usize, s.between(p.loss)));
                }
            }
            for (day, share) in exits.into_iter().filter(|(day, _)| acts[*day]) {
                let left = &mut self.left[id.index()][day / self.hazards.length + 1];
                *left = Some(left.map_or((share, i), |(before, by)| (1.0 - (1.0 - before) * (1.0 - share), by)));
            }
        }
    }

    fn slow(&mut self, m: &Mission, i: usize, p: &Process) {
        for (id, site) in m.sites.iter().filter(|(_, s)| p.sites.contains(&s.key)) {
            let factor = Stream::new(self.seed, self.number, &p.id, &site.key).between(p.factor);
            for t in 1..=self.hazards.periods {
                if self.hazards.acts(i, t) {
                    let h = &mut self.handling[id.index()][t];
                    *h = (h.0 * factor, h.1.or(Some(i)));
                }
            }
        }
    }

    /// The attacks on so many lifts of a route in a period; lift by lift the same in every plan. A fraction of a lift is
    /// attacked with that fraction of the probability.
    pub(super) fn attacks(&self, m: &Mission, route: RouteId, t: usize, lifts: f64) -> Vec<(usize, Attack)> {
        let mut found = Vec::new();
        let attacks = self.hazards.processes.iter().enumerate().filter(|(_, p)| p.effect == Effect::Attack);
        for (i, p) in attacks {
            let per_lift = self.hazards.per_lift[i][route.index()];
            if !self.hazards.hits[i][route.index()] || per_lift <= 0.0 || !self.hazards.acts(i, t) {
                continue;
            }
            let mut s = Stream::new(self.seed, self.number, &p.id, &format!("{}/{t}", m.routes[route].key));
            for n in 0..lifts.ceil() as usize {
                let part = (lifts - n as f64).min(1.0);
                let (draw, delay, loss) = (s.share(), s.between(p.delay_days), s.between(p.loss));
                let casualties = s.events(p.wounded) + s.events(p.killed);
                if draw < per_lift * part {
                    found.push((i, Attack { delay, casualties, loss }));
                }
            }
        }
        found
    }

    /// Casualties on so many lifts of a route that no attack hits: as the scenario expects.
    pub(super) fn expected_casualties(&self, m: &Mission, route: RouteId, t: usize, lifts: f64) -> f64 {
        if self.hazards.attacked[route.index()] { 0.0 } else { lifts * m.routes[route].casualties[t] }
    }

    /// Name of a process.
    pub(super) fn name(&self, process: usize) -> &str {
        &self.hazards.processes[process].id
    }
}

/// The days on which something begins that happens at a rate: a Poisson process.
struct Starts {
    mean: f64,
    day: f64,
    all: f64,
}

impl Starts {
    const fn new(per_month: f64, days: usize) -> Self {
        Self { mean: DAYS_PER_MONTH / per_month, day: 0.0, all: days as f64 }
    }

    /// The next, until the last day.
    fn next(&mut self, s: &mut Stream) -> Option<f64> {
        if !self.mean.is_finite() {
            return None;
        }
        self.day += s.waiting(self.mean);
        Some(self.day).filter(|d| *d < self.all)
    }
}
