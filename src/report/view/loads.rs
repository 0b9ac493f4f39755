//! What becomes of the loads, and what is left behind.

use crate::locale::{say, word};
use crate::mission::Method;
use crate::plan::result::Plan;
use crate::report::chart::{Bar, Chart, Drawing};
use crate::report::content::plan as tables;
use crate::report::numbers::{count, dollars, money, percent};
use crate::report::table::{Cell, Table};
use crate::report::view::document::{ReportSources, Section};
use crate::tolerance::{DIVISOR, SHOWN};

pub(super) fn section(plan: &Plan, from: &ReportSources) -> Section {
    let s = &plan.summary;
    let mut words = vec![say!(
        "{} of {} loads go home. Equipment worth {} is lost, {} sensitive loads among it.",
        count(s.cargo_out),
        count(s.cargo_total),
        money(s.equipment_value_lost_usd),
        count(s.sensitive_lost)
    )];
    if s.proceeds_usd >= 1.0 {
        words.push(say!(
            "Sales bring {}; they return to Member States and pay for nothing here.",
            dollars(s.proceeds_usd)
        ));
    }
    let mut tables = vec![by_class(plan, from)];
    if plan.left.is_empty() {
        words.push(say!("Nobody and nothing is left behind without a decision."));
    } else {
        words.push(say!("Left without a decision: {} people and {} loads.", count(s.people_left), count(s.cargo_left)));
        tables.push(places(plan, from));
        tables.push(tables::left(plan));
    }
    Section {
        title: say!("What becomes of the equipment, and what is left"),
        words,
        charts: vec![fates(plan)],
        tables,
        ..Section::default()
    }
}

fn fates(plan: &Plan) -> Chart {
    let s = &plan.summary;
    let mut bars = vec![(word("value", "home"), s.cargo_out)];
    let disposed = Method::ALL.map(|m| (word("value", m.key()), s.cargo_disposed.get(m.key()).copied().unwrap_or(0.0)));
    bars.extend(disposed.into_iter().filter(|(_, n)| *n >= SHOWN));
    if s.cargo_left >= SHOWN {
        bars.push((say!("left, undecided"), s.cargo_left));
    }
    let words: Vec<String> = bars.iter().map(|(k, n)| format!("{k} {}", count(*n))).collect();
    let share = |n: f64| format!("{} ({})", count(n), percent(n / s.cargo_total.max(DIVISOR), 1));
    let bars = bars.into_iter().map(|(k, n)| Bar { name: k, value: n, label: share(n) });
    Chart {
        key: "fates".into(),
        title: say!("{} of the loads go home", percent(s.cargo_out / s.cargo_total.max(DIVISOR), 0)),
        alt: format!("{}.", words.join(", ")),
        figure: Drawing::Bars { bars: bars.collect() },
    }
}

fn by_class(plan: &Plan, from: &ReportSources) -> Table {
    let mut columns = vec!["kind", "loads at the start", "home"];
    let used: Vec<Method> =
        Method::ALL.into_iter().filter(|m| plan.dispositions.iter().any(|d| d.method == m.key())).collect();
    columns.extend(used.iter().map(|m| m.key()));
    columns.extend(["left", "value lost"]);
    let mut t = Table::new("loads_by_kind", &say!("Loads by kind"), &columns);
    for k in from.mission.kinds.values().filter(|k| !k.is_people()) {
        let add = |list: &mut dyn Iterator<Item = f64>| list.fold(0.0, |a, b| a + b);
        let start = add(&mut plan.stocks.iter().filter(|s| s.period == 0 && s.class == k.key).map(|s| s.quantity));
        let of = |m: &Method| {
            add(&mut plan.dispositions.iter().filter(|d| d.class == k.key && d.method == m.key()).map(|d| d.quantity))
        };
        let left = add(&mut plan.left.iter().filter(|l| l.class == k.key).map(|l| l.quantity));
        let lost = add(&mut plan.dispositions.iter().filter(|d| d.class == k.key).map(|d| d.value_lost_usd))
            + add(&mut plan.left.iter().filter(|l| l.class == k.key).map(|l| l.value_usd));
        let disposed: Vec<f64> = used.iter().map(of).collect();
        let home = (start - left - disposed.iter().sum::<f64>()).max(0.0);
        let mut row = vec![Cell::text(&k.name), Cell::Count(start), Cell::Count(home)];
        row.extend(disposed.into_iter().map(Cell::Count));
        row.extend([Cell::Count(left), Cell::Usd(lost)]);
        t.push(row);
    }
    t
}

/// Who and what is left, place by place.
fn places(plan: &Plan, from: &ReportSources) -> Table {
    let mut t = Table::new("left_by_place", &say!("Left behind, by place"), &["place", "people", "loads", "value"]);
    let mut keys: Vec<&str> = plan.left.iter().map(|l| l.place.as_str()).collect();
    keys.sort_unstable();
    keys.dedup();
    for key in keys {
        let here = || plan.left.iter().filter(|l| l.place == key);
        let people = |yes: bool| {
            here().filter(|l| plan.people_classes.contains(&l.class) == yes).map(|l| l.quantity).fold(0.0, |a, b| a + b)
        };
        t.push(vec![
            Cell::Text(from.name(key)),
            Cell::Count(people(true)),
            Cell::Count(people(false)),
            Cell::Usd(here().map(|l| l.value_usd).fold(0.0, |a, b| a + b)),
        ]);
    }
    t.rows.sort_by(|a, b| match (&b[1], &a[1]) {
        (Cell::Count(x), Cell::Count(y)) => x.total_cmp(y),
        _ => std::cmp::Ordering::Equal,
    });
    t
}
