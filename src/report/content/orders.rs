//! How far the orders keep the plan, in words.

use std::collections::BTreeMap;

use crate::dispatch::{Manifest, Order};
use crate::locale::say;
use crate::report::content::answer::decimals;
use crate::report::numbers::count;
use crate::tolerance::SHOWN_TENTH;
use crate::vocabulary::named;

/// How far the orders keep the plan: what leaves in its week, what is late, what is on no lift, whether the fleets suffice.
pub fn manifest(orders: &Manifest, names: &BTreeMap<String, String>) -> String {
    let mut fleets: Vec<(&str, usize)> = Vec::new();
    for o in &orders.orders {
        match fleets.iter_mut().find(|(f, _)| *f == o.fleet) {
            Some(found) => found.1 += 1,
            None => fleets.push((&o.fleet, 1)),
        }
    }
    fleets.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
    let list: Vec<String> = fleets.iter().map(|(f, n)| say!("{} of {f}", count(*n as f64), named(names, f))).collect();
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
            "Orders: {lifts}; {} of people and {} of loads leave in the week planned{latest}; {fleet}.\n{never} By fleet: {}. Lifts in the plan: {}.",
            lifts(&orders.orders),
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

/// What goes, by its kind, those that there are: `4 convoys, 12 single trucks and 1 sortie`.
fn lifts(orders: &[Order]) -> String {
    // One load on the road and nobody with it is a truck, whatever its fleet is called.
    let alone = |o: &Order| o.mode == "road" && o.people.is_empty() && o.loads.values().sum::<u64>() == 1;
    let n = |is: &dyn Fn(&Order) -> bool| orders.iter().filter(|o| is(o)).count();
    let of = |modes: &[&str]| n(&|o| modes.contains(&o.mode.as_str()));
    let trucks = n(&alone);
    let kinds = [
        (of(&["road"]) - trucks, (|n| say!("{} {|convoy|convoys}", n)) as fn(String) -> String),
        (trucks, |n| say!("{} single {|truck|trucks}", n)),
        (of(&["rail"]), |n| say!("{} {|train|trains}", n)),
        (of(&["sea", "river"]), |n| say!("{} {|sailing|sailings}", n)),
        (of(&["air", "helicopter"]), |n| say!("{} {|sortie|sorties}", n)),
    ];
    let list: Vec<String> = kinds.into_iter().filter(|(n, _)| *n > 0).map(|(n, told)| told(count(n as f64))).collect();
    match &list[..] {
        [] => say!("nothing to move"),
        [one] => one.clone(),
        [first @ .., last] => say!("{} and {last}", first.join(", "), last),
    }
}

/// Rounded down, so that 100 % means all.
fn percent(part: u64, whole: u64) -> String {
    say!("{} %", (part * 100).checked_div(whole).unwrap_or(100))
}
