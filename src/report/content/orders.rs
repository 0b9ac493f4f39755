//! How far the orders keep the plan, in words.

use crate::dispatch::{Manifest, Order};
use crate::locale::say;
use crate::report::content::answer::decimals;
use crate::report::numbers::count;
use crate::tolerance::SHOWN_TENTH;

/// How far the orders keep the plan: what leaves in its week, what is late, what is on no lift, whether the fleets suffice.
pub fn manifest(orders: &Manifest) -> String {
    let mut fleets: Vec<(&str, usize)> = Vec::new();
    for o in &orders.orders {
        match fleets.iter_mut().find(|(f, _)| *f == o.fleet) {
            Some(found) => found.1 += 1,
            None => fleets.push((&o.fleet, 1)),
        }
    }
    fleets.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
    let list: Vec<String> = fleets.iter().map(|(f, n)| say!("{} of {f}", count(*n as f64), f)).collect();
    let sorties = orders.orders.iter().filter(|o| o.mode == "air" || o.mode == "helicopter").count();
    // One load on the road and nobody with it is a truck, whatever its fleet is called.
    let alone = |o: &&Order| o.mode == "road" && o.people.is_empty() && o.loads.values().sum::<u64>() == 1;
    let trucks = orders.orders.iter().filter(alone).count();
    let single = if trucks == 0 { String::new() } else { say!(", {} single trucks", count(trucks as f64)) };
    let (people, loads) = (&orders.people_kept, &orders.loads_kept);
    let latest = match people.latest_weeks.max(loads.latest_weeks) {
        0 => String::new(),
        1 => say!(", the last one a week late"),
        n => say!(", the last one {n} weeks late", n),
    };
    let beyond: f64 = orders.fleets.iter().map(|f| f.days_beyond).sum();
    let fleet = if beyond < SHOWN_TENTH {
        say!("no fleet is overbooked")
    } else {
        say!("fleets must stay {} fleet days longer than the plan keeps them", decimals(beyond))
    };
    let never = if people.not_lifted + loads.not_lifted > 0 {
        let (people, loads) = (count(people.not_lifted as f64), count(loads.not_lifted as f64));
        format!(" {}\n", say!("On no lift: {people} people and {loads} loads (manifest.json says why).", people, loads))
    } else {
        String::new()
    };
    format!(
        "{}\n",
        say!(
            "Orders: {} convoys{single} and {} sorties; {} of people and {} of loads leave in the week planned{latest}; {fleet}.\n{never} By fleet: {}. Lifts in the plan: {}.",
            count((orders.orders.len() - sorties - trucks) as f64),
            single,
            count(sorties as f64),
            percent(people.in_week, people.planned),
            percent(loads.in_week, loads.planned),
            latest,
            fleet,
            never,
            if list.is_empty() { say!("none") } else { list.join(", ") },
            count(orders.lifts_planned.ceil())
        )
    )
}

/// Rounded down, so that 100 % means all.
fn percent(part: u64, whole: u64) -> String {
    say!("{} %", (part * 100).checked_div(whole).unwrap_or(100))
}
