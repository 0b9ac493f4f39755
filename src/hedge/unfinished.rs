//! What was asked and not done, in sentences: an answer that was cut short says so.
//!
//! Must not know how the time was shared.

use crate::hedge::Question;
use crate::hedge::bound::WORLDS;
use crate::hedge::record::Hedge;
use crate::hedge::search::TriedPlans;

/// The sentences; none if everything was done.
pub(super) fn unfinished(q: &Question, by_user: bool, found: &TriedPlans, h: &Hedge) -> Vec<String> {
    let mut list = Vec::new();
    if !found.proved {
        let gap = found.gap.map_or_else(String::new, |g| format!(" (certified gap {:.1} %)", g * 100.0));
        list.push(format!("The optimum, from which the search starts, is not proved to be one{gap}."));
    }
    if found.cut {
        list.push(format!(
            "The search ended before all candidates were tried: {} went through all worlds, and a cheaper plan may hold as well.",
            h.candidates.len()
        ));
    }
    let compared = h.candidates.first().map_or(0, |c| c.worlds);
    if compared < q.worlds {
        list.push(format!("Candidates were compared in {compared} of the {} worlds asked for.", q.worlds));
    }
    if !h.achieved.fresh {
        list.push("There was no time for a proof in fresh worlds: the share is that of worlds in which the plan was chosen, and is likely too high.".into());
    } else if h.achieved.worlds < q.proof && h.achieved.high >= h.target {
        list.push(format!("The proof has {} of the {} fresh worlds asked for.", h.achieved.worlds, q.proof));
    }
    let most = WORLDS as u64;
    match &h.bound {
        None => list.push("The bound from below was not computed.".into()),
        Some(b) if (b.worlds as u64) < most.min(compared) => {
            list.push(format!("The bound from below is from {} worlds instead of {}.", b.worlds, most.min(compared)));
        }
        Some(b) if b.cost_p95_usd.is_none() => {
            list.push("The least money that 95 % of the worlds need was not bounded.".into());
        }
        Some(_) => {}
    }
    let mut of_money = h.reserve.iter().filter(|r| r.kind == "money").flat_map(|r| &r.purpose);
    if of_money.any(|p| p.cost_usd.is_none()) {
        list.push("What each process takes of the money was not looked at for all of them.".into());
    }
    if !list.is_empty() && by_user {
        list.insert(0, "You ended the work early.".into());
    }
    list
}
