//! What a hedged plan is worth, in sentences and tables: certainty against money.

use std::collections::BTreeMap;

use crate::hedge::foresight::Foresight;
use crate::hedge::record::{Candidate, Hedge};
use crate::hedge::reserve::Reserve;
use crate::locale::{retold, say, word};
use crate::report::content::answer::decimals;
use crate::report::content::label::{process, title};
use crate::report::numbers::{count, date, fixed, money, percent};
use crate::report::table::{Cell, Table};
use crate::simulate::Policy;
use crate::tolerance::{NEARLY_CERTAIN, SHOWN};
use crate::vocabulary::named;

/// Per cent, with a digit where certainty is near.
fn share(p: f64) -> String {
    let digits = usize::from(p > NEARLY_CERTAIN && p < 1.0);
    percent(p, digits)
}

/// The answer, what it costs, what bounds it.
pub fn sentences(h: &Hedge) -> Vec<String> {
    let a = &h.achieved;
    let when = match h.policy {
        Policy::CatchUp => String::new(),
        Policy::Replan { every } => say!(", with the planner planning anew every {every} periods", every),
    };
    let proof = say!(
        "{} of {} {} (95 % interval {} to {} %){when}",
        share(a.probability),
        count(a.worlds as f64),
        if a.fresh { say!("fresh random worlds") } else { say!("random worlds, the same in which it was chosen") },
        fixed(a.low * 100.0, 1),
        fixed(a.high * 100.0, 1),
        when
    );
    let early = if h.unfinished.is_empty() {
        String::new()
    } else {
        format!(" {}", say!("Not all was done in the time; what was not stands below."))
    };
    let mut out = vec![if h.is_reached() {
        say!(
            "This plan brings everybody out in time in {proof}; {} were asked for.{early}",
            proof,
            share(h.target),
            early
        )
    } else {
        say!(
            "No plan was found that holds in {}. The surest brings everybody out in time in {proof}.{early}",
            share(h.target),
            proof,
            early
        )
    }];
    if let Some(f) = h.foresight.as_ref().filter(|_| !h.is_reached()) {
        out.push(possible(h, f));
    }
    let enough = match h.suffices_usd {
        Some(usd) => {
            say!("{} is enough, with everybody out in time, in {} of the worlds.", money(usd), share(h.target))
        }
        None => {
            let none =
                say!("No sum is enough in {} of the worlds, for in more of them somebody is left.", share(h.target));
            let held = h
                .cost_p95_held_usd
                .map(|usd| say!("Of the worlds in which this plan holds 95 in 100 cost at most {}.", money(usd)));
            [Some(none), held].into_iter().flatten().collect::<Vec<_>>().join(" ")
        }
    };
    out.push(say!("Expect {} to be spent, equipment worth {} to be lost, and {} people to be hurt or killed; 95 of 100 worlds cost at most {}. {enough}", money(h.mean.cost_usd), money(h.mean.value_lost_usd), decimals(h.mean.casualties), money(h.cost_p95_usd), enough));
    if let (Some(optimum), Some(chosen)) = (h.optimum(), h.chosen()) {
        out.push(if optimum.buffers == chosen.buffers && !h.is_reached() {
            say!("Of the plans that went through all worlds none is surer than the optimum, which knows no risk.")
        } else {
            difference(optimum, chosen)
        });
        out.push(say!("In reserve: {}.", retold(&chosen.buffers)));
    }
    if let (Some(b), Some(gap)) = (&h.bound, h.gap) {
        let p95 = b.cost_p95_usd.map_or_else(String::new, |usd| {
            format!(" {}", say!("No sum below {} is enough in 95 % of the worlds.", money(usd)))
        });
        out.push(say!("No plan that brings everybody out comes to less than {} of spending and loss on average, for not even planners who know their world do ({} worlds); this one is {} % above, {} ({} to {}): the price of not knowing, and of the search.{p95}", money(b.mean_usd), b.worlds, fixed(gap * 100.0, 1), money(b.beyond_usd), money(b.beyond_low_usd), money(b.beyond_high_usd), p95));
    }
    if !h.unfinished.is_empty() {
        out.push(say!("Not done: {}", h.unfinished.iter().map(|u| retold(u)).collect::<Vec<_>>().join(" ")));
    }
    out
}

/// `Not even planners who know their world have everybody out by 31 Dec 2023 in more than 4 % of 300 worlds ...`
fn possible(h: &Hedge, f: &Foresight) -> String {
    let worlds = count(f.worlds as f64);
    let interval = say!("95 % interval {} to {} %", fixed(f.low * 100.0, 1), fixed(f.high * 100.0, 1));
    let mut said = if h.is_out_of_reach() {
        say!(
            "The time is too short for that, whatever the plan: even planners who knew their world would have everybody out by the deadline in at most {} of {worlds} worlds ({interval}).",
            share(f.share),
            worlds,
            interval
        )
    } else {
        say!(
            "Planners who knew their world would have everybody out by the deadline in at most {} of {worlds} worlds ({interval}): no plan holds in more.",
            share(f.share),
            worlds,
            interval
        )
    };
    let later: Vec<String> = f.later.iter().map(|x| say!("by {} in {}", date(x.by), share(x.share))).collect();
    if !later.is_empty() {
        said.push_str(&format!(" {}", say!("With more time: {}.", later.join(", "))));
    }
    said
}

/// `From 74 to 97 % costs $0.6m and saves 7 hurt or killed.`
pub fn difference(from: &Candidate, to: &Candidate) -> String {
    if from.buffers == to.buffers {
        return say!("The optimum itself is sure enough: nothing has to be bought.");
    }
    let total = |c: &Candidate| c.cost_usd + c.value_lost_usd;
    let usd = total(to) - total(from);
    let cost = if usd.abs() < 5e4 {
        say!("costs nothing")
    } else if usd < 0.0 {
        say!("saves {}", money(-usd))
    } else {
        say!("costs {}", money(usd))
    };
    let hurt = to.casualties - from.casualties;
    let people = match hurt.abs() {
        n if n < SHOWN => String::new(),
        n if hurt < 0.0 => say!(", and {n} fewer people are hurt or killed", fixed(n, 0)),
        n => say!(", and {n} more people are hurt or killed", fixed(n, 0)),
    };
    say!(
        "The optimum, which knows no risk, holds in {}: from {} to {} {cost} of expected spending and loss{people}.",
        share(from.holds),
        share(from.holds),
        share(to.holds),
        cost,
        people
    )
}

/// Curve, reserve and candidates, for people.
pub fn tables(h: &Hedge) -> Vec<Table> {
    listed(h, &h.names)
}

/// The same for programs, which know sites and fleets by their ids.
pub fn records(h: &Hedge) -> Vec<Table> {
    listed(h, &BTreeMap::new())
}

fn listed(h: &Hedge, names: &BTreeMap<String, String>) -> Vec<Table> {
    let points: Vec<(&Candidate, Option<&str>)> =
        h.curve.iter().map(|p| (&p.candidate, Some(p.plan.as_str()))).collect();
    let all: Vec<(&Candidate, Option<&str>)> = h.candidates.iter().map(|c| (c, None)).collect();
    vec![
        of_candidates("curve", &say!("Certainty against money"), &points),
        reserve(&h.reserve, names),
        of_candidates("candidates", &say!("Every plan that was tried in all worlds"), &all),
    ]
}

fn of_candidates(key: &str, title: &str, list: &[(&Candidate, Option<&str>)]) -> Table {
    let columns = [
        "holds",
        "at least",
        "at most",
        "spent",
        "equipment lost",
        "together",
        "cost P95",
        "enough",
        "hurt or killed",
        "last closing",
        "in reserve",
        "chosen",
        "plan",
    ];
    let mut t = Table::new(key, title, &columns);
    for (c, plan) in list {
        t.push(vec![
            Cell::Share(c.holds),
            Cell::Share(c.low),
            Cell::Share(c.high),
            Cell::Usd(c.cost_usd),
            Cell::Usd(c.value_lost_usd),
            Cell::Usd(c.cost_usd + c.value_lost_usd),
            Cell::Usd(c.cost_p95_usd),
            c.suffices_usd.map_or_else(|| Cell::Text(say!("none")), Cell::Usd),
            Cell::Number(c.casualties),
            Cell::Date(c.ends),
            Cell::Text(retold(&c.buffers)),
            if c.chosen { Cell::Text(say!("yes")) } else { Cell::text("") },
            plan.map_or(Cell::Blank, Cell::text),
        ]);
    }
    t
}

fn reserve(list: &[Reserve], names: &BTreeMap<String, String>) -> Table {
    let columns = [
        "of",
        "which",
        "amount",
        "unit",
        "answers",
        "worlds",
        "saves",
        "without: holds",
        "less often",
        "more spent + lost",
    ];
    let mut t =
        Table::new("reserve", &say!("What is kept in reserve, for what, and what the plan is without it"), &columns);
    for r in list {
        let amount = match r.unit.as_str() {
            "usd" => Cell::Usd(r.amount),
            "share" => Cell::Share(r.amount),
            _ => Cell::Count(r.amount),
        };
        let without = |f: &dyn Fn(&crate::hedge::reserve::Without) -> Cell| r.without.as_ref().map_or(Cell::Blank, f);
        let first = r.purpose.first();
        t.push(vec![
            Cell::Text(word("value", &r.kind)),
            Cell::text(named(names, &r.entity)),
            amount,
            Cell::Text(word("value", &r.unit)),
            first.map_or(Cell::Blank, |p| Cell::Text(process(&p.process, names))),
            first.map_or(Cell::Blank, |p| Cell::Count(p.worlds as f64)),
            Cell::usd(first.and_then(|p| p.cost_usd)),
            without(&|w| Cell::Share(w.holds)),
            without(&|w| Cell::Share(w.less_often)),
            without(&|w| Cell::Usd(w.more_usd)),
        ]);
        for p in r.purpose.iter().skip(1) {
            let mut row = vec![Cell::Blank; columns.len()];
            row[4] = Cell::Text(process(&p.process, names));
            row[5] = Cell::Count(p.worlds as f64);
            row[6] = Cell::usd(p.cost_usd);
            t.push(row);
        }
    }
    t
}

/// The answer in words, then the tables.
pub fn text(title: &str, h: &Hedge) -> String {
    let mut out = format!("{}\n\n", say!("{title}: a plan that holds in {}", self::title(title), share(h.target)));
    for s in sentences(h) {
        out.push_str(&s);
        out.push('\n');
    }
    for t in tables(h).iter().filter(|t| !t.rows.is_empty()) {
        out.push_str(&format!("\n{}", t.clone().without_blanks().text()));
    }
    out
}
