//! Whose people and cargo leave, by the names in the plan: nobody gives away more than was there, and contingents keep their rule.
//!
//! Follows the rows of the plan by contributor with books of its own. A plan that does not say whose a row is, is not judged by
//! contributor; where there are contingents it has to say it.

use std::collections::BTreeMap;

use crate::audit::Court;
use crate::mission::{Contingent, Mission};
use crate::plan::result::Plan;
use crate::tolerance::{AUDIT_IN_PART, AUDIT_LEAST, EXACT};

/// Whose: contributor and contingent.
type OwnedBy<'a> = (&'a str, Option<&'a str>);
/// What leaves or arrives: kind, whose, site; by period.
type Book<'a> = BTreeMap<(&'a str, OwnedBy<'a>, &'a str), Vec<f64>>;

const WHOSE: &str = "contributors";

pub(super) fn judge(m: &Mission, plan: &Plan, court: &mut Court) {
    let end = plan.summary.funded_periods.unwrap_or(m.calendar.periods).min(m.calendar.periods) as usize;
    let silent = plan.movements.iter().map(|x| &x.contributor).chain(plan.dispositions.iter().map(|x| &x.contributor));
    if silent.clone().any(std::string::String::is_empty) {
        let said = m.rules.contingents.is_empty();
        court.demand(WHOSE, said, || "the rows of the plan do not say whose the people and loads are".into());
        if !said || silent.clone().all(std::string::String::is_empty) {
            return;
        }
    }
    balance(m, plan, end, court);
    for contingent in m.rules.contingents.values() {
        together(m, plan, contingent, end, court);
    }
}

/// What leaves a site of a contributor's things was there at the end of the week before.
fn balance(m: &Mission, plan: &Plan, end: usize, court: &mut Court) {
    let (mut came, mut left): (Book, Book) = (BTreeMap::new(), BTreeMap::new());
    let names = |unit: &crate::mission::Unit| unit.contingent.map(|c| m.rules.contingents[c].key.as_str());
    for u in m.units.values() {
        let key = (m.kinds[u.kind].key.as_str(), (u.contributor.as_str(), names(u)), m.sites[u.site].key.as_str());
        add(&mut came, key, u.arrives.at(), u.quantity, end);
    }
    for x in &plan.movements {
        let whose = (x.contributor.as_str(), x.contingent.as_deref());
        add(&mut left, (&x.class, whose, &x.from), x.period as usize, x.quantity, end);
        add(&mut came, (&x.class, whose, &x.to), x.arrives as usize, x.quantity, end);
    }
    for x in &plan.dispositions {
        let whose = (x.contributor.as_str(), x.contingent.as_deref());
        add(&mut left, (&x.class, whose, &x.site), x.period as usize, x.quantity, end);
    }
    let none = vec![0.0; end + 1];
    for (key, out) in &left {
        let inn = came.get(key).unwrap_or(&none);
        let mut here = inn[0];
        for t in 1..=end {
            court.look(WHOSE, out[t] - here, here, || {
                let (kind, (contributor, contingent), site) = key;
                let of = contingent.map_or_else(String::new, |c| format!(" of the contingent {c}"));
                format!("{kind} of {contributor}{of} leaving {site} in week {t}")
            });
            here += inn[t] - out[t];
        }
    }
}

fn add<'a>(book: &mut Book<'a>, key: (&'a str, OwnedBy<'a>, &'a str), t: usize, quantity: f64, end: usize) {
    if t <= end {
        book.entry(key).or_insert_with(|| vec![0.0; end + 1])[t] += quantity;
    }
}

/// The share of a contingent's people that is gone by a week is at most that of its cargo some weeks later, without the rear party; all
/// of them when its last load is gone. Both in whole persons: the next one.
fn together(m: &Mission, plan: &Plan, contingent: &Contingent, end: usize, court: &mut Court) {
    let people = |class: &str| m.kinds.values().any(|k| k.key == class && k.is_people());
    let ours = |c: &Option<String>| c.as_deref() == Some(contingent.key.as_str());
    let mut all = [0.0; 2];
    for u in m.units.values() {
        if u.contingent.is_some_and(|c| m.rules.contingents[c].key == contingent.key) {
            all[usize::from(m.kinds[u.kind].is_people())] += u.quantity;
        }
    }
    let [loads, persons] = all;
    if loads <= 0.0 || persons <= 0.0 {
        return;
    }
    let (loads, persons) = (loads + contingent.loads_gone, persons + contingent.people_gone);
    // Who is ahead of its cargo from before cannot be brought back.
    let party = (contingent.rear * persons - EXACT * persons).ceil().min(persons);
    let due = (persons - party) * contingent.loads_gone / loads + AUDIT_IN_PART;
    let ahead = (contingent.people_gone - due).max(0.0);
    // Gone by the end of each week: loads, people.
    let mut gone = vec![[0.0; 2]; end + 1];
    gone[0] = [contingent.loads_gone, contingent.people_gone];
    for x in plan.movements.iter().filter(|x| ours(&x.contingent) && m.exits.values().any(|e| e.key == x.to)) {
        if let Some(week) = gone.get_mut(x.arrives as usize) {
            week[usize::from(people(&x.class))] += x.quantity;
        }
    }
    for x in plan.dispositions.iter().filter(|x| ours(&x.contingent)) {
        if let Some(week) = gone.get_mut(x.period as usize) {
            week[0] += x.quantity;
        }
    }
    for t in 1..=end {
        let before = gone[t - 1];
        (0..2).for_each(|i| gone[t][i] += before[i]);
    }
    for t in 1..=end {
        let share = (gone[(t + contingent.slack as usize).min(end)][0] / loads).min(1.0);
        let here = loads - gone[t][0];
        let stays = match contingent.whole {
            true if here > AUDIT_LEAST => party,
            true => 0.0,
            false => party * (here / loads).max(0.0),
        };
        let most = (persons - party) * share + party - stays + ahead;
        // A person leaves whole, so that the share may be exceeded by less than one, and a whole one is seen in any crowd.
        court
            .look("contingents", gone[t][1] - most - AUDIT_IN_PART, 0.0, || format!("{} in week {t}", contingent.name));
    }
}
