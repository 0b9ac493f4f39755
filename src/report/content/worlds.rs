//! The tables of a simulation: spread, closing dates, first failures, every world.

use crate::locale::{say, word};
use crate::report::content::label::process;
use crate::report::content::risk::{CaseFigures, RiskContent};
use crate::report::numbers::fixed;
use crate::report::table::{Cell, Table};
use crate::simulate::record::Record;
use crate::simulate::statistics::Percentiles;
use crate::vocabulary::named;

/// Percentiles, closing dates, first failures, case by case.
pub fn tables(r: &RiskContent) -> Vec<Table> {
    let several = r.cases.len() > 1;
    let mut list = Vec::new();
    for a in &r.cases {
        let title = |t: String| if several { say!("{}: {}", t, a.subject.label) } else { t };
        list.push(measures(&title(say!("Spread over the worlds")), a));
        list.push(closings(&title(say!("Closing dates")), a));
        let mut failures = Table::new(
            "risk_failures",
            &title(say!("What went wrong first")),
            &["process", "place", "what", "worlds", "share"],
        );
        for c in a.summary.causes.iter().take(10) {
            let share = c.worlds as f64 / a.summary.worlds as f64;
            failures.push(vec![
                Cell::Text(process(&c.process, &a.subject.names)),
                Cell::text(named(&a.subject.names, &c.place)),
                Cell::Text(word("value", &c.what)),
                Cell::Count(c.worlds as f64),
                Cell::Share(share),
            ]);
        }
        if !failures.rows.is_empty() {
            list.push(failures);
        }
        if a.summary.culprits.len() > 1 {
            let mut by_process =
                Table::new("risk_processes", &title(say!("By process")), &["process", "worlds", "share"]);
            for c in &a.summary.culprits {
                let share = c.worlds as f64 / a.summary.worlds as f64;
                by_process.push(vec![
                    Cell::Text(process(&c.process, &a.subject.names)),
                    Cell::Count(c.worlds as f64),
                    Cell::Share(share),
                ]);
            }
            list.push(by_process);
        }
    }
    list
}

fn measures(title: &str, a: &CaseFigures) -> Table {
    let (s, x) = (&a.summary, a.subject);
    let mut t = Table::new("risk", title, &["measure", "mean", "P5", "P50", "P80", "P95"]);
    let mut row = |name: &str, v: &Percentiles, cell: &dyn Fn(f64) -> Cell, mean: Cell| {
        let cells = [v.p5, v.p50, v.p80, v.p95].map(cell);
        t.push([Cell::text(name), mean].into_iter().chain(cells).collect());
    };
    let day = |p: f64| x.day(p).map_or_else(|| Cell::Text(say!("never")), Cell::Date);
    row(&say!("end"), &s.finish, &day, Cell::Blank);
    for (name, v) in [(say!("cost"), &s.cost_usd), (say!("equipment lost"), &s.value_lost_usd)] {
        row(&name, v, &Cell::Usd, Cell::Usd(v.mean));
    }
    let counts = [
        (say!("people left at the deadline"), &s.people_left),
        (say!("wounded and killed"), &s.casualties),
        (say!("attacks"), &s.attacks),
        (say!("weeks of too small a last guard"), &s.thin_guard_weeks),
    ];
    for (name, v) in counts {
        row(&name, v, &Cell::Count, Cell::Number(v.mean));
    }
    if s.replans > 0.0 {
        let shown = say!("plannings in a world (old plan kept in {} %)", fixed(s.replans_refused * 100.0, 0));
        t.push(vec![Cell::text(shown), Cell::Number(s.replans), Cell::Blank, Cell::Blank, Cell::Blank, Cell::Blank]);
    }
    t
}

fn closings(title: &str, a: &CaseFigures) -> Table {
    let mut t = Table::new("risk_closings", title, &["site", "planned", "P5", "P50", "P80", "P95", "on time"]);
    let day = |p: f64| a.subject.day(p).map_or_else(|| Cell::Text(say!("never")), Cell::Date);
    for c in &a.summary.closings {
        t.push(vec![
            Cell::text(&c.name),
            c.planned.map_or_else(|| Cell::Text(say!("stays open")), |p| day(p.into())),
            day(c.period.p5),
            day(c.period.p50),
            day(c.period.p80),
            day(c.period.p95),
            Cell::Share(c.on_time as f64 / a.summary.worlds as f64),
        ]);
    }
    t
}

/// Every replication of every case.
pub fn replications(record: &Record) -> Table {
    let columns = [
        "case",
        "world",
        "finished_week",
        "finished_on",
        "people_left_at_deadline",
        "cost_usd",
        "value_lost_usd",
        "casualties",
        "attacks",
        "thin_guard_weeks",
        "replans",
        "replans_refused",
        "failure_process",
        "failure_place",
        "failure_week",
        "failure_what",
    ];
    let mut t = Table::new("replications", &say!("Replications"), &columns);
    for case in &record.cases {
        for r in &case.replications {
            let f = r.first_failure.as_ref();
            t.push(vec![
                Cell::text(&case.subject.label),
                Cell::Count(r.number as f64),
                r.finished.map_or(Cell::Blank, |w| Cell::Count(w.into())),
                Cell::day(r.finished.and_then(|w| case.subject.day(w.into()))),
                Cell::Number(r.people_left_at_deadline),
                Cell::Usd(r.cost_usd),
                Cell::Usd(r.value_lost_usd),
                Cell::Number(r.casualties),
                Cell::Number(r.attacks),
                Cell::Count(r.thin_guard_weeks.into()),
                Cell::Count(r.replans.into()),
                Cell::Count(r.replans_refused.into()),
                f.map_or(Cell::Blank, |f| Cell::text(&f.process)),
                f.map_or(Cell::Blank, |f| Cell::text(&f.place)),
                f.map_or(Cell::Blank, |f| Cell::Count(f.week.into())),
                f.map_or(Cell::Blank, |f| Cell::text(&f.what)),
            ]);
        }
    }
    t
}

/// People out by the end of each period: mean and percentiles over the worlds.
pub fn people_out(r: &RiskContent) -> Table {
    let columns = ["case", "week", "date", "mean", "p5", "p50", "p80", "p95"];
    let mut t = Table::new("people_out", &say!("People out"), &columns);
    for a in &r.cases {
        for (week, v) in a.summary.people_out.iter().enumerate() {
            let numbers = [v.mean, v.p5, v.p50, v.p80, v.p95].map(Cell::Number);
            let head = [Cell::text(&a.subject.label), Cell::Count(week as f64), Cell::day(a.subject.day(week as f64))];
            t.push(head.into_iter().chain(numbers).collect());
        }
    }
    t
}

/// Every closing of every replication of every case.
pub fn closings_by_world(record: &Record) -> Table {
    let mut t =
        Table::new("closings", &say!("Closings by world"), &["case", "world", "site", "closes_week", "closes_on"]);
    for case in &record.cases {
        for r in &case.replications {
            for (site, week) in case.subject.sites.iter().zip(&r.closes) {
                t.push(vec![
                    Cell::text(&case.subject.label),
                    Cell::Count(r.number as f64),
                    Cell::text(&site.id),
                    week.map_or(Cell::Blank, |w| Cell::Count(w.into())),
                    Cell::day(week.and_then(|w| case.subject.day(w.into()))),
                ]);
            }
        }
    }
    t
}
