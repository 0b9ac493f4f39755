//! How sure a plan is, in words: what stands beside every planned sum.
//!
//! Must not know how worlds are drawn.

use crate::locale::say;
use crate::plan::result::{Confidence, Plan};
use crate::report::content::label::process;
use crate::report::numbers::{count, date, fixed, money, percent};
use crate::report::table::{Cell, Table};
use crate::study::compare::Comparison;
use crate::tolerance::{NEARLY_CERTAIN, SHOWN};
use crate::vocabulary::named;

/// The sentences under the answer; none without risk.
pub fn lines(plan: &Plan) -> Vec<String> {
    let Some(c) = &plan.summary.confidence else { return Vec::new() };
    let mut out = vec![say!(
        "It holds in {} of {} random worlds ({} to {} %); expect {} where the plan says {}, and {} hurt or killed.",
        share(c.holds),
        count(c.worlds as f64),
        fixed(c.low * 100.0, 0),
        fixed(c.high * 100.0, 0),
        money(c.cost_mean_usd),
        money(plan.summary.cost_usd),
        hurt(c)
    )];
    let late = |d: Option<jiff::civil::Date>| d.map_or_else(|| say!("later than half a year after the deadline"), date);
    let mut second = if plan.summary.finished_on.is_some() {
        say!("In four worlds of five it ends by {} and costs at most {}", late(c.finished_p80), money(c.cost_p80_usd))
            + &say!("; in 95 of 100 by {} and at most {}.", late(c.finished_p95), money(c.cost_p95_usd))
    } else {
        say!(
            "In four worlds of five it costs at most {}, in 95 of 100 at most {}; {} people are left on average.",
            money(c.cost_p80_usd),
            money(c.cost_p95_usd),
            count(c.people_left_mean)
        )
    };
    if let Some(w) = c.within_budget {
        second.push_str(&format!(" {}", say!("It ends within the budget in {}.", share(w))));
    }
    out.push(second);
    if let Some(f) = &c.fails_first {
        out.push(say!(
            "What goes wrong first is most often {} ({place}; {} of the worlds).",
            process(&f.process, &f.names),
            named(&f.names, &f.place),
            share(f.share)
        ));
    }
    out
}

fn share(p: f64) -> String {
    // 99.7 % is not certainty.
    let digits = usize::from(p > NEARLY_CERTAIN && p < 1.0);
    percent(p, digits)
}

fn hurt(c: &Confidence) -> String {
    if c.casualties_mean >= 10.0 { count(c.casualties_mean) } else { fixed(c.casualties_mean, 1) }
}

/// Hurt or killed: as the worlds say, or without them as the lifts of the plan say.
pub fn casualties(plan: &Plan) -> f64 {
    plan.summary.confidence.as_ref().map_or(plan.summary.expected_casualties, |c| c.casualties_mean)
}

/// How sure the plans of a comparison are, in a sentence; and what more certainty costs, of the surest against the base.
pub fn paragraph(c: &Comparison) -> Option<String> {
    let sure = |p: &Plan| p.summary.confidence.clone();
    let entries = || c.entries.iter().filter_map(|e| e.plan.as_ref().and_then(sure).map(|s| (e.label.as_str(), s)));
    let list: Vec<String> = entries()
        .map(|(label, s)| {
            let between = say!("{} to {} %", fixed(s.low * 100.0, 0), fixed(s.high * 100.0, 0));
            say!("{label} holds in {} ({between}; expect {})", label, share(s.holds), between, money(s.cost_mean_usd))
        })
        .collect();
    let worlds = entries().next()?.1.worlds;
    let mut out = say!("In {} random worlds, {}.", count(worlds as f64), list.join(&say!("; ")));
    let base = c.base_plan().and_then(sure);
    let surest = entries().max_by(|a, b| a.1.holds.total_cmp(&b.1.holds));
    if let Some((base, (label, s))) = base.zip(surest).filter(|(b, (_, s))| s.low > b.high) {
        let more = |a: f64, b: f64, less: String, more: String| if b < a { less } else { more };
        let usd = s.cost_mean_usd + s.value_lost_mean_usd - base.cost_mean_usd - base.value_lost_mean_usd;
        let hurt = s.casualties_mean - base.casualties_mean;
        let (from, to) = (share(base.holds), share(s.holds));
        let (usd, than) = (money(usd.abs()), more(0.0, usd, say!("less"), say!("more")));
        let told = if hurt.abs() < SHOWN {
            say!("From {} to {} with {label}: {} {} expected spending and loss.", from, to, label, usd, than)
        } else {
            let (n, fewer) = (fixed(hurt.abs(), 0), more(0.0, hurt, say!("fewer"), say!("more")));
            say!(
                "From {} to {} with {label}: {} {} expected spending and loss, {} {} hurt or killed.",
                from,
                to,
                label,
                usd,
                than,
                n,
                fewer
            )
        };
        out.push_str(&format!(" {told}"));
    }
    Some(out)
}

/// How sure the plans of a comparison are; none if none of them was tried.
pub fn table(c: &Comparison) -> Option<Table> {
    let columns = [
        "scenario",
        "holds",
        "at least",
        "at most",
        "planned cost",
        "expected cost",
        "cost P80",
        "cost P95",
        "end P80",
        "end P95",
        "hurt or killed",
        "worlds",
    ];
    let mut t = Table::new("confidence", &say!("How sure each plan is"), &columns);
    for e in &c.entries {
        let Some((plan, c)) = e.plan.as_ref().and_then(|p| Some((p, p.summary.confidence.as_ref()?))) else { continue };
        t.push(vec![
            Cell::text(&e.label),
            Cell::Share(c.holds),
            Cell::Share(c.low),
            Cell::Share(c.high),
            Cell::Usd(plan.summary.cost_usd),
            Cell::Usd(c.cost_mean_usd),
            Cell::Usd(c.cost_p80_usd),
            Cell::Usd(c.cost_p95_usd),
            Cell::day(c.finished_p80),
            Cell::day(c.finished_p95),
            Cell::Number(c.casualties_mean),
            Cell::Count(c.worlds as f64),
        ]);
    }
    Some(t).filter(|t| !t.rows.is_empty())
}
