//! `implied[spared,...]`: handling seen per closing period and class.
//!
//! A site that closes at the end of c has handled at most its rate times its time until then; the rest of the cargo that can only
//! go through it is spared: abandoned there, disposed of or left behind it. `spared[k,b,c]` is how much of class k is spared in
//! the share of the site that closes at c, so that the share that closes early cannot count on what the others abandon.
//! `unspent[k,b,c]` is what was lost by then and not yet spared: a chain, so that every row stays short.
//! Cuts off fractions only.
//!
//! `docs/model.md#implied`

use crate::formulation::{Affine, Formulation};
use crate::id::{ClassId, SiteId};
use crate::mission::{Method, Period};
use crate::program::{Col, Family, Limit, Part, Quantity, Sense, Variable};

/// Cargo of one class that is at a site at the start or can only go through it.
struct ClassShare {
    class: ClassId,
    quantity: f64,
    /// End of the chain so far.
    unspent: Option<Col>,
}

/// Writes the columns and rows of one site; `behind` are the sites whose cargo must pass it.
pub(super) fn add(f: &mut Formulation, b: SiteId, behind: &[SiteId]) {
    let mut shares = shares(f, b, behind);
    let all: f64 = shares.iter().map(|s| s.quantity).sum();
    let cleanup = f.mission.sites[b].cleanup;
    // Lost since the last link of the chain.
    let mut lost: Vec<Affine> = shares.iter().map(|s| lost_behind(f, s.class, behind)).collect();
    let mut possible = f.mission.sites[b].prepared.get();
    for c in f.expansion.periods() {
        // The clean-up begins when the last cargo is gone.
        let busy = Period(c.0.saturating_sub(cleanup));
        if busy > Period::START {
            possible += f.mission.sites[b].handling[busy.at()].get();
            for (share, lost) in shares.iter().zip(&mut lost) {
                lost.add_scaled(&abandoned(f, share.class, b, busy), 1.0);
            }
        }
        if possible >= all {
            break;
        }
        let closes = f.open(b, c.previous()).minus(&f.open(b, c), 1.0);
        if closes.terms.is_empty() && closes.constant == 0.0 {
            continue;
        }
        let mut kept = Affine::default();
        kept.add_scaled(&closes, all - possible);
        for (share, lost) in shares.iter_mut().zip(&mut lost) {
            let column = |quantity| Variable::of(quantity).class(share.class).site(b).at(c);
            let tag = Limit::of(Family::Implied).class(share.class).site(b).at(c);
            let spared = f.program.column(column(Quantity::Spared), 0.0, f64::INFINITY);
            let unspent = f.program.column(column(Quantity::Unspent), 0.0, f64::INFINITY);
            let own = Affine::of(spared, 1.0).minus(&closes, share.quantity);
            f.row(tag.part(Part::SparedShare), own, Sense::AtMost, 0.0);
            let mut chain = std::mem::take(lost).minus(&Affine::of(spared, 1.0), 1.0);
            chain.add(unspent, -1.0);
            if let Some(before) = share.unspent.replace(unspent) {
                chain.add(before, 1.0);
            }
            f.row(tag.part(Part::SparedSum), chain, Sense::Equal, 0.0);
            kept.add(spared, -1.0);
        }
        f.row(Limit::of(Family::Implied).part(Part::Spared).site(b).at(c), kept, Sense::AtMost, 0.0);
    }
}

fn shares(f: &Formulation, b: SiteId, behind: &[SiteId]) -> Vec<ClassShare> {
    let cargo = f.expansion.classes.iter().filter(|(_, c)| !c.kind.is_people());
    cargo
        .map(|(class, c)| {
            let quantity = c.at_or_coming(b) + behind.iter().map(|s| c.at_or_coming(*s)).sum::<f64>();
            ClassShare { class, quantity, unspent: None }
        })
        .filter(|s| s.quantity > 0.0)
        .collect()
}

/// What of a class is disposed of or left behind `b` at any time.
fn lost_behind(f: &Formulation, class: ClassId, behind: &[SiteId]) -> Affine {
    let mut sum = Affine::default();
    for s in behind {
        if let Some(col) = f.vars.stock(class, *s, f.expansion.horizon) {
            sum.add(col, 1.0);
        }
        for t in f.expansion.periods() {
            for d in f.vars.disposals(class, *s, t) {
                sum.add(f.vars.dispose[*d].col, 1.0);
            }
        }
    }
    sum
}

/// What of a class is abandoned at `b` in a period.
fn abandoned(f: &Formulation, class: ClassId, b: SiteId, t: Period) -> Affine {
    let mut sum = Affine::default();
    for d in f.vars.disposals(class, b, t).iter().map(|d| &f.vars.dispose[*d]) {
        if d.disposition.method == Method::Abandon {
            sum.add(d.col, 1.0);
        }
    }
    sum
}
