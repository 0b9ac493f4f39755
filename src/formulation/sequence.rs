//! `sequence`: troops first or assets first: the share of the one that is gone by a period is at most the share of the
//! other that was gone some periods earlier (plus a slack). Gone is out of the mission area or disposed of.
//!
//! `docs/model.md#sequence`

use crate::formulation::{Affine, Formulation};
use crate::mission::{Period, Precedence};
use crate::program::{Family, Limit, Sense};
use crate::tolerance::IN_PART;

pub(super) fn add(f: &mut Formulation) {
    let Some(rule) = f.mission.rules.sequence else { return };
    let (people, cargo) = (f.expansion.people(), f.expansion.cargo());
    if people <= 0.0 || cargo <= 0.0 {
        return;
    }
    for t in f.expansion.periods() {
        let earlier = Period(t.0.saturating_sub(rule.lag));
        let (second, first, total) = match rule.order {
            Precedence::TroopsFirst => (gone(f, false, t, cargo), gone(f, true, earlier, people), cargo),
            Precedence::AssetsFirst => (gone(f, true, t, people), gone(f, false, earlier, cargo), people),
        };
        // In persons or loads of the second: shares of thousands would be coefficients near the solver's tolerance. The next whole
        // number of them.
        let mut row = Affine::default();
        row.add_scaled(&second.minus(&first, 1.0), total);
        f.row(Limit::of(Family::Sequence).at(t), row, Sense::AtMost, rule.slack * total + IN_PART);
    }
}

/// Share of the people or cargo gone by the end of `t`: all, minus what is at the sites, minus what is on the way.
pub(super) fn gone(f: &Formulation, people: bool, t: Period, total: f64) -> Affine {
    if t == Period::START {
        return Affine::default();
    }
    let mut share = Affine::constant(1.0);
    for site in f.mission.sites.ids() {
        share.add_scaled(&f.stock_of(people, site, t), -1.0 / total);
    }
    for (i, arc) in f.expansion.arcs.iter().enumerate() {
        let on_the_way = arc.start <= t && arc.arrive > t;
        if on_the_way && f.expansion.classes[arc.class].kind.is_people() == people {
            share.add(f.vars.flow[i], -1.0 / total);
        }
    }
    share
}
