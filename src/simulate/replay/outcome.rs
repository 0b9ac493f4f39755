//! What a replay came to, by the very accounts of plans.

use crate::id::{FleetId, IdTable, KindId, SiteId};
use crate::mission::{Measured, Method, Milestone, Mission, Period};
use crate::plan::accounts::{Stocks, spent};
use crate::plan::decisions::Decisions;
use crate::simulate::Replication;
use crate::simulate::replay::Run;
use crate::tolerance::{DIVISOR, EVERYBODY, EXACT, REPLAY_NOBODY};
use crate::units::{Items, Persons};

/// A replay written down as if it had been a plan, with the mission as it turned out: for the audit.
#[derive(Debug, Clone)]
pub struct Course {
    /// The mission with overtime and with the capacities that the world left.
    pub mission: Mission,
    /// What happened.
    pub decisions: Decisions,
    /// What it came to.
    pub replication: Replication,
}

/// Dollars lost with one load of a kind disposed of by a method.
pub(super) fn lost(m: &Mission, kind: KindId, method: Method) -> f64 {
    let found = m.kinds[kind].dispositions().iter().find(|x| x.method == method);
    found.map_or(1.0, |x| x.value_lost) * m.kinds[kind].value().get()
}

impl Run<'_> {
    /// What has happened until the end of a period, as decisions.
    pub(super) fn decisions(&self, horizon: Period) -> Decisions {
        let mut closes = IdTable::new();
        for c in &self.closes {
            let _: SiteId = closes.push(c.map(Period));
        }
        let mut fleets = IdTable::new();
        for share in &self.fleet_share {
            let _: FleetId = fleets.push([&[0.0], &share[1..=horizon.at()]].concat());
        }
        Decisions {
            horizon,
            flows: self.flows.clone(),
            lifts: self.lifts.clone(),
            disposals: self.disposals.clone(),
            closes,
            fleets,
            links: self.links.clone(),
        }
    }

    pub(in crate::simulate) fn outcome(&self, number: u64, finished: Option<u32>) -> Replication {
        let m = &self.g.m;
        let horizon = Period(self.accounts_end(finished));
        let d = self.decisions(horizon);
        let stocks = Stocks::of(m, &d);
        let end = finished.unwrap_or(horizon.0);
        let deadline = Period(end.min(self.g.deadline as u32));
        let left = |people: bool, t: Period| -> Vec<(KindId, f64)> {
            let of = m.kinds.iter().filter(|(_, k)| k.is_people() == people);
            of.map(|(k, _)| (k, stocks.in_sites(k, t) + stocks.on_the_way(k, t))).collect()
        };
        let out = |t: u32| -> f64 {
            m.kinds.iter().filter(|(_, k)| k.is_people()).map(|(k, _)| stocks.out(k, Period(t))).sum()
        };
        let people: f64 = left(true, deadline).iter().map(|(_, q)| q).sum();
        let lost: f64 = d.disposals.iter().map(|x| x.quantity * lost(m, x.kind, x.method)).sum();
        let behind: f64 = left(false, horizon).iter().map(|(k, q)| (Items(*q) * m.kinds[*k].value()).get()).sum();
        Replication {
            number,
            finished,
            people_left_at_deadline: if people < REPLAY_NOBODY { 0.0 } else { people },
            cost_usd: spent(m, &d, &stocks) * self.w.price,
            value_lost_usd: lost + behind,
            people_out: (0..=end).map(|t| (out(t) * 10.0).round() / 10.0).collect(),
            casualties: self.casualties,
            attacks: self.attacks,
            thin_guard_weeks: self.thin_weeks,
            replans: self.replans,
            replans_refused: self.refused,
            closes: self.closes.clone(),
            first_failure: self.failure.clone(),
            milestones_missed: self.missed(&stocks, horizon),
        }
    }

    /// Milestones that were not kept, of those that the plan's own time reaches.
    fn missed(&self, stocks: &Stocks, end: Period) -> Vec<usize> {
        let m = &self.g.m;
        let reached = Period(self.g.last().min(self.g.deadline) as u32);
        let short = |x: &Milestone| {
            if x.of == Measured::Sites {
                let closed = self.closes.iter().flatten().filter(|c| **c <= x.by.0).count() as f64;
                return closed < x.share * self.closes.len() as f64 - EXACT;
            }
            let at = |t: Period| -> f64 {
                let ours = m.kinds.iter().filter(|(_, k)| k.is_people() == (x.of == Measured::People));
                ours.map(|(k, _)| stocks.in_sites(k, t) + stocks.on_the_way(k, t)).sum()
            };
            let all = at(Period::START);
            // Half a person is rounding.
            all - at(x.by.min(end)) <= x.share * all - EVERYBODY
        };
        let list = m.rules.milestones.iter().enumerate();
        list.filter(|(_, x)| x.by <= reached && short(x)).map(|(i, _)| i).collect()
    }

    /// The whole course of the replay.
    pub(in crate::simulate) fn course(&self, number: u64, finished: Option<u32>) -> Course {
        let horizon = self.accounts_end(finished);
        let mut m = self.g.m.clone();
        for (id, f) in m.fleets.iter_mut() {
            for t in 1..f.days.len() {
                f.days[t] = f.days[t] * self.w.fleets[crate::id::Id::index(id)][t].0;
            }
        }
        for (id, x) in m.exits.iter_mut() {
            for t in 1..x.people.len() {
                let more = self.w.exits[crate::id::Id::index(id)][t].max(1.0);
                (x.people[t], x.loads[t]) = (x.people[t] * more, x.loads[t] * more);
            }
        }
        for (id, r) in m.routes.iter_mut() {
            let fleet = &self.g.m.fleets[r.fleet];
            for t in 1..r.max_lifts.len() {
                let open = self.w.open[crate::id::Id::index(id)][t];
                if open < 1.0 {
                    let by_fleet = fleet.days[t].get() / fleet.out_days(r.cycle[t], 0).max(DIVISOR);
                    r.max_lifts[t] = r.max_lifts[t].min(by_fleet) * open;
                }
            }
        }
        for (id, s) in m.sites.iter_mut() {
            let i = crate::id::Id::index(id);
            for t in 1..s.handling.len() {
                s.handling[t] = s.handling[t] * self.w.handling[i][t].0;
            }
            s.close_by = None;
            if self.left[i] {
                s.cleanup = 0;
            }
            if self.thin[i] {
                s.guard.fill(Persons::ZERO);
            }
        }
        m.calendar.periods = horizon;
        Course { mission: m, decisions: self.decisions(Period(horizon)), replication: self.outcome(number, finished) }
    }
}
