//! Closings for a new plan to try: those of a forecast, moved together, and made such that the last guard of each site finds a way.

use crate::id::{Id, IdTable, SiteId};
use crate::mission::{Kind, Mission, Node, Period};
use crate::optimise::Closes;
use crate::simulate::replay::Run;

/// What a new plan may choose from.
pub(super) struct Choice<'a> {
    /// The mission that is left; its period 1 is `after + 1`.
    pub m: &'a Mission,
    /// The end of this period is the state reached.
    pub after: usize,
    /// By site, in the periods of the whole mission: closed already.
    pub closed: Vec<bool>,
    /// When a catch-up would close it.
    pub forecast: Vec<u32>,
    /// By how much that is later than the old plan.
    pub late: Vec<u32>,
}

impl<'a> Choice<'a> {
    pub(super) fn new(run: &Run, after: usize, ahead: &Run, m: &'a Mission) -> Self {
        let last = after as u32 + m.calendar.periods;
        let forecast: Vec<u32> = ahead.closes.iter().map(|c| c.unwrap_or(last)).collect();
        let old = |i: usize| run.orders.closes[i].unwrap_or(0).max(after + 1) as u32;
        let late = forecast.iter().enumerate().map(|(i, c)| c.saturating_sub(old(i))).collect();
        Self { m, after, closed: run.closes.iter().map(Option::is_some).collect(), forecast, late }
    }

    /// The most that any open site is late.
    pub(super) fn most(&self) -> i64 {
        let open = self.late.iter().zip(&self.closed).filter(|(_, closed)| !**closed);
        open.map(|(late, _)| i64::from(*late)).max().unwrap_or(0)
    }

    /// Every site so many weeks earlier than forecast, but not before the old plan; with a negative number all later.
    pub(super) fn earlier(&self, weeks: i64) -> Closes {
        let last = i64::from(self.m.calendar.periods);
        let mut at: Vec<i64> = (0..self.forecast.len())
            .map(|i| i64::from(self.forecast[i]) - weeks.min(i64::from(self.late[i])) - self.after as i64)
            .collect();
        // Each pass may move one hub for the guard of another.
        for _ in 0..at.len() {
            for site in self.m.sites.ids().filter(|s| !self.closed[s.index()]) {
                self.keep_a_way(site, &mut at);
            }
        }
        let mut table = IdTable::new();
        for (i, t) in at.iter().enumerate() {
            let closes = if self.closed[i] { Period::START } else { Period((*t).clamp(1, last) as u32) };
            let _: SiteId = table.push(Some(closes));
        }
        table
    }

    /// The last guard leaves in one period. Where the exits cannot take all of it, one site that it can go to is still open when it
    /// arrives: the one that closes last anyway.
    fn keep_a_way(&self, site: SiteId, at: &mut [i64]) {
        let m = self.m;
        let t = Period(at[site.index()].clamp(1, i64::from(m.calendar.periods)) as u32);
        let (mut direct, mut onward): (f64, Option<(SiteId, i64)>) = (0.0, None);
        let armed = |k: &&Kind| k.is_armed();
        let seat = m.kinds.values().filter(armed).map(|k| k.size).fold(f64::INFINITY, f64::min);
        for r in m.routes.values().filter(|r| r.from == site && r.seats > 0.0) {
            let fleet = &m.fleets[r.fleet];
            let cycle = fleet.out_days(r.cycle[t.at()], 0);
            let by_fleet = if cycle > 0.0 { fleet.days[t.at()].get() * fleet.present / cycle } else { f64::INFINITY };
            let seats = r.seats * r.max_lifts[t.at()].min(by_fleet) / seat;
            match r.to {
                Node::Exit(x) => direct += seats.min(m.exits[x].takes_to(true, t, m.calendar.periods_of_a_week())),
                Node::Site(to) if !self.closed[to.index()] && seats > 0.0 => {
                    let arrives = i64::from(t.0 + r.transit(t, m.calendar.period_days));
                    if onward.is_none_or(|(other, _)| at[to.index()] > at[other.index()]) {
                        onward = Some((to, arrives));
                    }
                }
                Node::Site(_) => {}
            }
        }
        if let Some((to, arrives)) = onward.filter(|_| direct < m.sites[site].guard_at(t.previous()).get()) {
            at[to.index()] = at[to.index()].max(arrives + 1);
        }
    }
}
