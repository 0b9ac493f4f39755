//! What a simulation says, as an answer: sentences first, then the tables behind them. JSON carries the same numbers.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde::Serialize;

use crate::locale::say;
use crate::report::content::label::process;
use crate::report::numbers::{count, date, dollars, fixed, money};
use crate::simulate::Policy;
use crate::simulate::paired::{PairedDifference, difference};
use crate::simulate::record::{Record, Subject, SubjectMilestone};
use crate::simulate::statistics::{Chance, Interval};
use crate::simulate::summary::{RiskSummary, summarise};
use crate::vocabulary::named;

/// A case in numbers.
#[derive(Debug, Clone, Serialize)]
pub struct CaseFigures<'a> {
    /// What was simulated.
    pub subject: &'a Subject,
    /// What came out.
    pub summary: RiskSummary,
}

/// Two cases in the same worlds.
#[derive(Debug, Clone, Serialize)]
pub struct Pairing<'a> {
    /// Label.
    pub first: &'a str,
    /// Label.
    pub second: &'a str,
    /// The second minus the first.
    pub difference: PairedDifference,
}

/// All that a run says.
#[derive(Debug, Clone, Serialize)]
pub struct RiskContent<'a> {
    /// Version of the format.
    pub schema_version: u32,
    /// Seed of the worlds.
    pub seed: u64,
    /// Worlds of the whole run.
    pub runs: u64,
    /// Case by case.
    pub cases: Vec<CaseFigures<'a>>,
    /// Each case against the one it is compared with: replanning against the same plan without, other plans against the first.
    pub differences: Vec<Pairing<'a>>,
}

/// Puts the numbers together; none if some case has no replication.
pub fn risk(record: &Record) -> Option<RiskContent<'_>> {
    let cases: Option<Vec<CaseFigures>> = record
        .cases
        .iter()
        .map(|c| summarise(&c.subject, &c.replications).map(|summary| CaseFigures { subject: &c.subject, summary }))
        .collect();
    let pairs = (1..record.cases.len()).filter_map(|i| {
        let (a, b) = (&record.cases[partner(record, i)], &record.cases[i]);
        let ends = (a.subject.never(), b.subject.never());
        let difference = difference(&a.replications, &b.replications, ends)?;
        Some(Pairing { first: &a.subject.label, second: &b.subject.label, difference })
    });
    Some(RiskContent {
        schema_version: record.schema_version,
        seed: record.seed,
        runs: record.runs,
        cases: cases?,
        differences: pairs.collect(),
    })
}

/// The case that a case is compared with: the same plan with catching up, else the first of the same policy, else the first.
fn partner(record: &Record, i: usize) -> usize {
    let subject = |k: usize| &record.cases[k].subject;
    let replans = subject(i).policy != Policy::CatchUp;
    let same_plan = |k: &usize| subject(*k).plan == subject(i).plan && subject(*k).digest == subject(i).digest;
    if replans { (0..i).find(same_plan).unwrap_or(0) } else { 0 }
}

fn of_worlds(c: &Chance, n: usize) -> String {
    let interval = say!(
        "{} %; 95 % interval {} to {} %",
        fixed(c.share * 100.0, 0),
        fixed(c.low * 100.0, 0),
        fixed(c.high * 100.0, 0)
    );
    say!("{} of {} worlds ({interval})", count(c.worlds as f64), count(n as f64), interval)
}

/// The answer of a case in words, a sentence or two a line.
pub(crate) fn answer(a: &CaseFigures) -> String {
    let (s, x) = (&a.summary, a.subject);
    let n = s.worlds;
    let deadline = x.day(x.deadline.into()).map_or_else(|| say!("the deadline"), date);
    let mut out = say!("In {} everybody is out by {deadline}", of_worlds(&s.out_by_deadline, n), deadline);
    if s.people_left.p95 >= 1.0 {
        let _ = write!(
            out,
            "{}",
            say!(
                "; on average {} people are not, in the worst twentieth {} or more",
                count(s.people_left.mean),
                count(s.people_left.p95)
            )
        );
    }
    out.push_str(".\n");
    if let Some(kept) = &s.milestones_kept {
        out.push_str(&milestones(kept, s, x));
    }
    match (s.within_budget, x.budget_usd) {
        (Some(c), Some(b)) => {
            let _ = writeln!(out, "{}", say!("It ends within the budget of {} in {}.", money(b), of_worlds(&c, n)));
        }
        _ => out.push_str(&format!("{}\n", say!("Money does not limit it."))),
    }
    let by = |p: f64| x.day(p).map_or_else(|| say!("never within the overtime"), |d| say!("by {}", date(d)));
    let planned = x.planned_finish.and_then(|t| x.day(t.into()));
    let planned =
        planned.map_or_else(|| say!("The plan itself does not end"), |d| say!("The plan ends on {}", date(d)));
    let _ = writeln!(
        out,
        "{}",
        say!(
            "{planned}; half of the worlds have ended {}, 80 % {}, 95 % {}.",
            planned,
            by(s.finish.p50),
            by(s.finish.p80),
            by(s.finish.p95)
        )
    );
    let _ = writeln!(
        out,
        "{}",
        say!(
            "It costs {} where the plan says {}; one world in twenty costs {} or more. Equipment worth {} is lost on average.",
            money(s.cost_usd.mean),
            money(x.planned_cost_usd),
            money(s.cost_usd.p95),
            money(s.value_lost_usd.mean)
        )
    );
    if s.attacks.mean > 0.0 {
        let _ = writeln!(
            out,
            "{}",
            say!(
                "Convoys are attacked {} times on average; {} people are wounded or killed, in one world in twenty {} or more.",
                one_decimal(s.attacks.mean),
                one_decimal(s.casualties.mean),
                count(s.casualties.p95)
            )
        );
    }
    out.push_str(&first_failure(s, &x.names));
    out.push_str(&sharpness(s));
    out
}

/// `In 640 of 1,000 worlds every milestone is kept as well; missed most often: 50 % of the people by 31 Oct 2023 (310 worlds).`
fn milestones(kept: &Chance, s: &RiskSummary, x: &Subject) -> String {
    let mut out = say!("In {} every milestone is kept as well", of_worlds(kept, s.worlds));
    let mut missed: Vec<(usize, &SubjectMilestone)> =
        s.milestones_missed.iter().copied().zip(&x.milestones).filter(|(worlds, _)| *worlds > 0).collect();
    missed.sort_by_key(|(worlds, _)| std::cmp::Reverse(*worlds));
    let list: Vec<String> = missed
        .iter()
        .map(|(worlds, m)| {
            let share = fixed(m.share * 100.0, 0);
            let (by, n) = (date(m.by), count(*worlds as f64));
            match m.of.as_str() {
                "people" => say!("{} % of the people by {} ({} worlds)", share, by, n),
                "cargo" => say!("{} % of the cargo by {} ({} worlds)", share, by, n),
                _ => say!("{} % of the sites by {} ({} worlds)", share, by, n),
            }
        })
        .collect();
    if !list.is_empty() {
        out.push_str(&say!("; missed: {}", list.join(", ")));
    }
    out + ".\n"
}

fn one_decimal(x: f64) -> String {
    if x >= 10.0 { count(x) } else { fixed(x, 1) }
}

fn first_failure(s: &RiskSummary, names: &BTreeMap<String, String>) -> String {
    let Some(first) = s.causes.first() else {
        return format!("{}\n", say!("Nothing is ever late for want of a route, and no site is left in a hurry."));
    };
    let mut out = say!(
        "The first thing to go wrong is most often {} ({place}; {} worlds)",
        process(&first.process, names),
        named(names, &first.place),
        count(first.worlds as f64)
    );
    if let Some(second) = s.causes.get(1) {
        let _ = write!(
            out,
            "{}",
            say!(
                ", then {} ({place}; {})",
                process(&second.process, names),
                named(names, &second.place),
                count(second.worlds as f64)
            )
        );
    }
    let _ = writeln!(out, "{}", say!("; in {} worlds nothing does.", count(s.undisturbed as f64)));
    if let Some(worst) = s.culprits_of_failure.first() {
        let missed = s.worlds - s.out_by_deadline.worlds;
        let _ = writeln!(
            out,
            "{}",
            say!(
                "Of the {} worlds in which people are left, {} began with {}.",
                count(missed as f64),
                count(worst.worlds as f64),
                process(&worst.process, names)
            )
        );
    }
    out
}

/// How far the first figure can be trusted.
fn sharpness(s: &RiskSummary) -> String {
    let half = s.out_by_deadline.half_width() * 100.0;
    let more = s.worlds_for_one_point as f64;
    let mut out = say!("The first figure is known to {half} points either way", fixed(half, 1));
    if half > 1.0 && more > s.worlds as f64 {
        let _ = write!(out, "{}", say!("; {} worlds would make it 1 point", count((more / 100.0).ceil() * 100.0)));
    }
    out + ".\n"
}

/// Two cases in the same worlds, in words.
pub(crate) fn compared(p: &Pairing) -> String {
    let d = &p.difference;
    let mut out =
        format!("{}\n", say!("{} against {}, in the same {} worlds:", p.second, p.first, count(d.worlds as f64)));
    let _ = writeln!(
        out,
        "  {}",
        say!(
            "everybody out in time: {} worlds only with the former, {} only with the latter",
            count(d.only_second_out as f64),
            count(d.only_first_out as f64)
        )
    );
    let weeks = |v: f64| say!("{} weeks", fixed(v.abs(), 1));
    let _ = writeln!(
        out,
        "  {}",
        say!(
            "end: {} (earlier in {} worlds, later in {})",
            change(&d.finish_weeks, &weeks, &say!("earlier"), &say!("later")),
            count(d.earlier as f64),
            count(d.later as f64)
        )
    );
    let usd = |v: f64| dollars(v.abs());
    let _ = writeln!(out, "  {}", say!("cost: {}", change(&d.cost_usd, &usd, &say!("less"), &say!("more"))));
    let _ = writeln!(
        out,
        "  {}",
        say!("equipment lost: {}", change(&d.value_lost_usd, &usd, &say!("less"), &say!("more")))
    );
    let people = |v: f64| fixed(v.abs(), 1);
    let _ = writeln!(
        out,
        "  {}",
        say!("people left at the deadline: {}", change(&d.people_left, &people, &say!("fewer"), &say!("more")))
    );
    let _ = writeln!(
        out,
        "  {}",
        say!("wounded and killed: {}", change(&d.casualties, &people, &say!("fewer"), &say!("more")))
    );
    out
}

/// `$1.2m less (95 % interval $0.8m to $1.6m less)`, or that no difference shows.
fn change(i: &Interval, shown: &dyn Fn(f64) -> String, less: &str, more: &str) -> String {
    if i.low == 0.0 && i.high == 0.0 {
        return say!("no difference");
    }
    let word = |v: f64| format!("{} {}", shown(v), if v < 0.0 { less } else { more });
    let interval = say!("95 % interval {} to {}", word(i.low), word(i.high));
    if i.is_clear() {
        say!("{} on average ({interval})", word(i.mean), interval)
    } else {
        say!("no clear difference ({interval})", interval)
    }
}
