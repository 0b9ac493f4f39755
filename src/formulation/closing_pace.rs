//! `closing_pace`: no more sites close in a period, and no more are in their handover at the same time, than the mission's
//! engineers, boards and signatures can serve. A site is in handover from its last cargo (its clean-up before closing) on.
//!
//! `docs/model.md#closing_pace`

use crate::formulation::{Affine, Formulation};
use crate::mission::Period;
use crate::program::{Family, Limit, Part, Sense};

pub(super) fn add(f: &mut Formulation) {
    let rules = &f.mission.rules;
    let limits = [(Part::Main, rules.closings_per_period), (Part::AtOnce, rules.sites_at_once)];
    for (part, most) in limits.into_iter().filter_map(|(part, most)| most.map(|m| (part, m))) {
        for t in f.expansion.periods() {
            let busy = busy(f, t, part == Part::AtOnce);
            if !busy.terms.is_empty() {
                f.row(Limit::of(Family::ClosingPace).part(part).at(t), busy, Sense::AtMost, most);
            }
        }
    }
}

/// Sites that close in `t`; or, with their handover, that are open before `t` and close within their clean-up.
fn busy(f: &Formulation, t: Period, handover: bool) -> Affine {
    let mut sum = Affine::default();
    for (id, site) in f.mission.sites.iter().filter(|(_, s)| !s.closed) {
        let ahead = if handover { site.cleanup.saturating_sub(1) } else { 0 };
        let until = t.later(ahead).min(f.expansion.horizon);
        sum.add_scaled(&f.open(id, t.previous()), 1.0);
        sum.add_scaled(&f.open(id, until), -1.0);
    }
    sum
}
