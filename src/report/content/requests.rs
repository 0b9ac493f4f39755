//! Movement requests: one row a lift, with all that whoever books it asks for.

use std::collections::BTreeSet;

use crate::dispatch::{Manifest, Order};
use crate::locale::say;
use crate::mission::{Kind, Mission};
use crate::report::table::{Cell, Table};

/// Columns before those of the kinds.
const HEAD: [&str; 15] = [
    "lift",
    "loads_on",
    "departs",
    "arrives",
    "returns",
    "route",
    "from",
    "to",
    "mode",
    "fleet",
    "unit",
    "contributors",
    "contingents",
    "people",
    "loads",
];
/// Columns after them.
const TAIL: [&str; 5] = ["kg", "m3", "kg_not_known_of", "m3_not_known_of", "escort_persons"];

/// One row for each lift of the orders; a column for each kind that is on any.
pub fn requests(m: &Mission, orders: &Manifest) -> Table {
    let on = |k: &&Kind| orders.orders.iter().any(|o| o.people.contains_key(&k.key) || o.loads.contains_key(&k.key));
    let kinds: Vec<&Kind> = m.kinds.values().filter(on).collect();
    let columns: Vec<&str> = HEAD.into_iter().chain(kinds.iter().map(|k| k.key.as_str())).chain(TAIL).collect();
    let mut t = Table::new("movement_requests", &say!("Movement requests"), &columns);
    for o in &orders.orders {
        let mut row = head(o);
        row.extend(kinds.iter().map(|k| Cell::Count(number(o, k) as f64)));
        for of in [|k: &Kind| k.kg, |k: &Kind| k.m3] {
            row.push(sum(&kinds, o, of));
        }
        for of in [|k: &Kind| k.kg, |k: &Kind| k.m3] {
            let silent = kinds.iter().filter(|k| number(o, k) > 0 && of(k).is_none());
            row.push(Cell::Text(silent.map(|k| k.key.as_str()).collect::<Vec<_>>().join("; ")));
        }
        row.push(Cell::Count(o.escort));
        t.push(row);
    }
    t
}

fn head(o: &Order) -> Vec<Cell> {
    let words = |list: BTreeSet<&str>| Cell::Text(list.into_iter().collect::<Vec<_>>().join("; "));
    vec![
        Cell::text(&o.id),
        Cell::Date(o.loads_on),
        Cell::Date(o.departs),
        Cell::Date(o.arrives),
        Cell::Date(o.returns),
        Cell::text(&o.route),
        Cell::text(&o.from),
        Cell::text(&o.to),
        Cell::text(&o.mode),
        Cell::text(&o.fleet),
        o.unit.map_or(Cell::Blank, |u| Cell::Count(u.into())),
        words(o.contents.iter().map(|c| c.contributor.as_str()).filter(|c| !c.is_empty()).collect()),
        words(o.contents.iter().filter_map(|c| c.contingent.as_deref()).collect()),
        Cell::Count(o.people.values().sum::<u64>() as f64),
        Cell::Count(o.loads.values().sum::<u64>() as f64),
    ]
}

/// How many of a kind are on a lift.
fn number(o: &Order, k: &Kind) -> u64 {
    o.people.get(&k.key).or_else(|| o.loads.get(&k.key)).copied().unwrap_or(0)
}

/// Of what is on a lift and says it; blank if nothing does.
fn sum(kinds: &[&Kind], o: &Order, of: fn(&Kind) -> Option<f64>) -> Cell {
    let known: Vec<f64> =
        kinds.iter().filter(|k| number(o, k) > 0).filter_map(|k| of(k).map(|x| x * number(o, k) as f64)).collect();
    if known.is_empty() { Cell::Blank } else { Cell::Number(known.iter().sum()) }
}
