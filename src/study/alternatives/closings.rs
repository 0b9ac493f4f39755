//! Single closings moved, each priced by a linear program, and those that go together joined.

use std::time::Instant;

use rayon::prelude::*;

use crate::id::SiteId;
use crate::mission::{Mission, Objective, Period};
use crate::optimise::{Closes, Observer, Options, fixed};
use crate::study::alternatives::{Limits, nearest};
use crate::study::answer::{Answer, Unanswered};

/// By how many periods a closing is moved.
const SHIFTS: [i64; 7] = [-4, -2, -1, 1, 2, 4, 6];
/// Joined moves that are tried at most for one alternative.
const TRIES: usize = 24;

/// A closing moved alone.
struct ClosingMove {
    site: SiteId,
    to: Period,
    weeks: f64,
    economic: f64,
}

/// What moving single closings of the best plan costs.
pub(super) struct Moves<'a> {
    m: &'a Mission,
    limits: &'a Limits,
    options: Options,
    best: &'a Closes,
    horizon: Period,
    economic: f64,
    list: Vec<ClosingMove>,
}

impl<'a> Moves<'a> {
    /// Prices every move within the limits; what the clock cuts off is not there.
    pub(super) fn priced(
        m: &'a Mission,
        best: &'a Answer,
        limits: &'a Limits,
        options: &Options,
        observer: &dyn Observer,
    ) -> Result<Self, Unanswered> {
        let d = &best.outcome.decisions;
        let s = &best.plan.summary;
        let mut moves = Self {
            m,
            limits,
            // Each program is small: no clock within it.
            options: Options { time_limit: None, ..options.clone() },
            best: &d.closes,
            horizon: d.horizon,
            economic: s.cost_usd + s.equipment_value_lost_usd,
            list: Vec::new(),
        };
        let clock = Instant::now();
        let over = || observer.cancelled() || options.time_limit.is_some_and(|l| clock.elapsed().as_secs_f64() > l);
        // Short moves of all sites first: they are the likeliest within the limits.
        let mut shifts = SHIFTS;
        shifts.sort_by_key(|d| d.abs());
        let wanted = shifts.iter().flat_map(|d| m.sites.ids().filter_map(|s| moves.shifted(s, *d)).collect::<Vec<_>>());
        let wanted: Vec<(SiteId, Period)> = wanted.collect();
        let price = |(site, to): &(SiteId, Period)| -> Result<Option<ClosingMove>, Unanswered> {
            if over() {
                return Ok(None);
            }
            let mut closes = moves.best.clone();
            closes[*site] = Some(*to);
            let weeks = f64::from(to.0.abs_diff(moves.best[*site].map_or(0, |t| t.0)));
            Ok(moves.cost(&closes)?.map(|economic| ClosingMove { site: *site, to: *to, weeks, economic }))
        };
        let priced: Result<Vec<_>, Unanswered> = wanted.par_iter().map(price).collect();
        moves.list = priced?.into_iter().flatten().collect();
        Ok(moves)
    }

    /// The closing moved, if that is within the plan.
    fn shifted(&self, site: SiteId, by: i64) -> Option<(SiteId, Period)> {
        let to = i64::from(self.best[site]?.0) + by;
        let s = &self.m.sites[site];
        let fits = to >= 1
            && to <= i64::from(self.horizon.0)
            && to > i64::from(s.keep_open_until.0)
            && s.close_by.is_none_or(|by| to <= i64::from(by.0));
        fits.then_some((site, Period(to as u32)))
    }

    /// Spending and loss with these closings; none beyond the limits.
    fn cost(&self, closes: &Closes) -> Result<Option<f64>, Unanswered> {
        let people = Some(self.limits.people);
        let found = fixed(self.m, &self.options, closes, self.horizon, Objective::EconomicCost, people)?;
        Ok(found.map(|f| f.value).filter(|v| *v <= self.limits.economic))
    }

    /// Closings as far from the nearest of `others` as cheap moves together go.
    pub(super) fn joined(&self, others: &[Closes]) -> Result<Closes, Unanswered> {
        // Sites that no plan has moved yet first, then what moves farthest for its money.
        let moved = |s: SiteId| others.iter().filter(|c| c[s] != self.best[s]).count();
        let mut order: Vec<&ClosingMove> = self.list.iter().collect();
        let per_week = |x: &ClosingMove| (x.economic - self.economic) / x.weeks.max(1.0);
        order.sort_by(|a, b| {
            let farther = b.weeks.total_cmp(&a.weeks);
            moved(a.site).cmp(&moved(b.site)).then(per_week(a).total_cmp(&per_week(b))).then(farther)
        });
        let mut now = self.best.clone();
        let mut tries = 0;
        for x in order {
            if tries == TRIES {
                break;
            }
            let mut next = now.clone();
            next[x.site] = Some(x.to);
            if nearest(&next, others, self.horizon.0) <= nearest(&now, others, self.horizon.0) {
                continue;
            }
            tries += 1;
            if self.cost(&next)?.is_some() {
                now = next;
            }
        }
        Ok(now)
    }
}
