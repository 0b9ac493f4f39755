//! One world: on which days which routes carry how much, which lifts would be attacked, which sites are left in a hurry.
//!
//! Drawn without looking at the plan, so that plans are compared in the same worlds.

use crate::id::{Id, RouteId};
use crate::mission::{Mission, Node};
use crate::scenario::risk::{Effect, Process};
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

/// One world, per period up to the end of the overtime.
pub(super) struct World<'p> {
    processes: &'p [Process],
    seed: u64,
    number: u64,
    /// `open[route][t]`: share of the lifts that move.
    pub open: Vec<Vec<f64>>,
    /// `blame[route][t]`: the process that closes most.
    pub blame: Vec<Vec<Option<usize>>>,
    /// Routes that each attack process hits.
    hits: Vec<(usize, Vec<bool>)>,
    /// `left[site][t]`: share of the loads there that is lost.
    pub lost: Vec<Vec<f64>>,
    /// Factor of handling by site.
    pub handling: Vec<f64>,
    /// Factor of all costs.
    pub price: f64,
}

impl<'p> World<'p> {
    /// Draws a world.
    pub(super) fn draw(m: &Mission, processes: &'p [Process], seed: u64, number: u64) -> Self {
        let n = m.calendar.periods as usize + 1;
        let mut w = Self {
            processes,
            seed,
            number,
            open: vec![vec![1.0; n]; m.routes.len()],
            blame: vec![vec![None; n]; m.routes.len()],
            hits: Vec::new(),
            lost: vec![vec![0.0; n]; m.sites.len()],
            handling: vec![1.0; m.sites.len()],
            price: 1.0,
        };
        for (i, p) in processes.iter().enumerate() {
            match p.effect {
                Effect::Closure => w.close(m, i, p),
                Effect::Attack => w.hits.push((i, hit(m, p))),
                Effect::ForcedExit => w.force(m, p),
                Effect::SlowHandling => {
                    for (id, s) in m.sites.iter().filter(|(_, s)| p.sites.contains(&s.key)) {
                        w.handling[id.index()] *= Stream::new(seed, number, &p.id, &s.key).between(p.factor);
                    }
                }
                Effect::Price => w.price *= Stream::new(seed, number, &p.id, "").between(p.factor),
            }
        }
        w
    }

    /// Spells, day by day; all routes of a process share them.
    fn close(&mut self, m: &Mission, i: usize, p: &Process) {
        let days = m.calendar.period_days as usize;
        let all = (self.open.first().map_or(1, Vec::len) - 1) * days;
        let mut shut = vec![false; all];
        let mut s = Stream::new(self.seed, self.number, &p.id, "");
        let late = s.share() < p.at_start;
        let mut day = 0.0;
        if late {
            day = s.between(p.days);
            shut.iter_mut().take(day.round() as usize).for_each(|d| *d = true);
        }
        // Without a rate the next spell is never.
        loop {
            let start = day + s.waiting(DAYS_PER_MONTH / p.per_month.max(1e-12));
            if start >= all as f64 {
                break;
            }
            day = start + s.between(p.days);
            let spell = start.round() as usize..(day.round() as usize).min(all);
            spell.for_each(|d| shut[d] = true);
        }
        for (r, _) in hit(m, p).iter().enumerate().filter(|(_, hit)| **hit) {
            for t in 1..self.open[r].len() {
                let closed = shut[(t - 1) * days..t * days].iter().filter(|d| **d).count();
                let share = 1.0 - (1.0 - p.capacity) * closed as f64 / days as f64;
                if share < 1.0 {
                    self.open[r][t] *= share;
                    self.blame[r][t].get_or_insert(i);
                }
            }
        }
    }

    fn force(&mut self, m: &Mission, p: &Process) {
        for (id, site) in m.sites.iter().filter(|(_, s)| p.sites.contains(&s.key)) {
            let mut s = Stream::new(self.seed, self.number, &p.id, &site.key);
            if p.per_month <= 0.0 {
                continue;
            }
            let day = s.waiting(DAYS_PER_MONTH / p.per_month);
            let t = (day / f64::from(m.calendar.period_days)) as usize + 1;
            if let Some(lost) = self.lost[id.index()].get_mut(t) {
                *lost = s.between(p.loss);
            }
        }
    }

    /// The attacks on so many lifts of a route in a period; lift by lift the same in every plan. A fraction of a lift is
    /// attacked with that fraction of the probability.
    pub(super) fn attacks(&self, m: &Mission, route: RouteId, t: usize, lifts: f64) -> Vec<(usize, Attack)> {
        let mut found = Vec::new();
        for (i, hits) in self.hits.iter().filter(|(_, hits)| hits[route.index()]) {
            debug_assert!(hits[route.index()]);
            let p = &self.processes[*i];
            let entity = format!("{}/{t}", m.routes[route].key);
            let mut s = Stream::new(self.seed, self.number, &p.id, &entity);
            for n in 0..lifts.ceil() as usize {
                let part = (lifts - n as f64).min(1.0);
                let (draw, delay, loss) = (s.share(), s.between(p.delay_days), s.between(p.loss));
                let casualties = s.events(p.wounded) + s.events(p.killed);
                if draw < p.per_lift * part {
                    found.push((*i, Attack { delay, casualties, loss }));
                }
            }
        }
        found
    }

    /// Name of a process.
    pub(super) fn name(&self, process: usize) -> &str {
        &self.processes[process].id
    }
}

/// Routes that a process hits: named, to a named exit, or of a named mode.
fn hit(m: &Mission, p: &Process) -> Vec<bool> {
    let to = |node: Node| if let Node::Exit(x) = node { p.exits.contains(&m.exits[x].key) } else { false };
    let one =
        |r: &crate::mission::Route| p.routes.contains(&r.key) || to(r.to) || p.modes.iter().any(|k| k == r.mode.key());
    m.routes.values().map(one).collect()
}
