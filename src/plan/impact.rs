//! The withdrawal as the country feels it: sites open, armed presence, seats to the north, local jobs, by week and site.

use crate::mission::{Mission, Period};
use crate::plan::decisions::Decisions;
use crate::plan::result::ImpactResult;
use crate::plan::stocks::Stocks;

/// One row per period (0 to W) and site.
pub(super) fn impact(m: &Mission, d: &Decisions, stocks: &Stocks) -> Vec<ImpactResult> {
    let mut rows = Vec::new();
    for t in (0..=d.horizon.0).map(Period) {
        for (site, s) in m.sites.iter() {
            let open = d.closes[site].is_none_or(|c| t < c) && !s.closed;
            let armed = m.kinds.iter().filter(|(_, k)| k.is_armed()).map(|(k, _)| stocks.at(k, site, t)).sum();
            let flown = d.links.iter().filter(|l| l.period == t && m.air_links[l.link].site == site);
            rows.push(ImpactResult {
                period: t.0,
                site: s.key.clone(),
                open,
                armed,
                air_link_seats: flown.map(|l| l.flights * m.air_links[l.link].seats_per_lift).fold(0.0, |a, b| a + b),
                local_jobs: if open { s.national_staff.get() } else { 0.0 },
            });
        }
    }
    rows
}
