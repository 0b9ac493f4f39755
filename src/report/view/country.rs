//! What the departure means for the country: presence, the air link, local jobs, week by week.

use crate::locale::say;
use crate::mission::Mission;
use crate::plan::result::{ImpactResult, Plan};
use crate::report::chart::{Chart, Drawing, Series, Time};
use crate::report::numbers::{count, date};
use crate::report::table::{Cell, Table};
use crate::report::view::document::Section;
use crate::report::view::weeks::{summed, time};

pub(super) fn section(plan: &Plan, m: &Mission) -> Section {
    let sum = |f: &dyn Fn(&ImpactResult) -> f64| summed(plan, plan.impact.iter().map(|i| (i.period, f(i))));
    let (armed, jobs, seats) = (sum(&|i| i.armed), sum(&|i| i.local_jobs), sum(&|i| i.air_link_seats));
    let open = sum(&|i| f64::from(u8::from(i.open)));
    let time = time(plan);
    let lines = |key: &str, title: String, unit: String, alt: String, series: Vec<Series>| Chart {
        key: key.into(),
        title,
        alt,
        figure: Drawing::Lines { time, unit, bands: Vec::new(), series, marks: Vec::new() },
    };
    let first = |v: &[f64]| v.first().copied().unwrap_or(0.0);
    let mut charts = vec![lines(
        "presence",
        halved(&armed, time),
        say!("armed people"),
        say!("From {} armed people to {}.", count(first(&armed)), count(armed.last().copied().unwrap_or(0.0))),
        vec![Series::line(say!("armed people"), armed.clone())],
    )];
    let most = seats.iter().copied().fold(0.0, f64::max);
    if first(&jobs) > 0.0 || most > 0.0 {
        charts.push(lines(
            "jobs_and_seats",
            if first(&jobs) > 0.0 {
                say!("{} local jobs end with the sites", count(first(&jobs)))
            } else {
                say!("The air link has at most {} seats a {}", count(most), time.unit())
            },
            say!("jobs, seats a {}", time.unit()),
            say!("From {} local jobs; at most {} seats in a {}.", count(first(&jobs)), count(most), time.unit()),
            vec![
                Series::line(say!("local jobs"), jobs.clone()),
                Series::step(say!("air-link seats a {}", time.unit()), seats.clone()),
            ],
        ));
    }
    let mut t = Table::new(
        "country",
        &say!("By week"),
        &["week", "ends on", "sites open", "armed people", "local jobs", "air-link seats"],
    );
    for i in 0..open.len() {
        t.push(vec![
            Cell::Count(i as f64),
            Cell::Date(time.day(i as u32)),
            Cell::Count(open[i]),
            Cell::Count(armed[i]),
            Cell::Count(jobs[i]),
            Cell::Count(seats[i]),
        ]);
    }
    let words = words(plan, m);
    Section {
        title: say!("What the departure means for the country"),
        words,
        charts,
        tables: vec![t],
        ..Section::default()
    }
}

/// By when the armed presence is half of what it was, for the head of the picture.
fn halved(armed: &[f64], time: Time) -> String {
    let start = armed.first().copied().unwrap_or(0.0);
    match armed.iter().position(|n| *n <= start / 2.0).filter(|_| start > 0.0) {
        Some(t) => say!("Of {} armed people half are left by {}", count(start), date(time.day(t as u32))),
        None => say!("Armed presence at the sites"),
    }
}

fn words(plan: &Plan, m: &Mission) -> Vec<String> {
    let mut out = Vec::new();
    let staff: f64 = m.sites.values().map(|s| s.national_staff.get()).sum();
    if staff > 0.0 {
        out.push(say!(
            "{} national staff lose their jobs as their sites close; they are separated, not moved.",
            count(staff)
        ));
    }
    if m.air_links.is_empty() {
        out.push(say!("The scenario has no air link that the mission flies for others."));
    } else {
        let seats: f64 = plan.air_links.iter().map(|l| l.seats).sum();
        out.push(say!("The air links offer {} seats in all while their towns' sites are open.", count(seats)));
    }
    out
}
