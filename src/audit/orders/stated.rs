//! What a manifest says about itself: how the weeks are kept, how many totals there are, what the fleets do.

use std::collections::BTreeSet;

use super::{StatedKept, StatedOrders};
use crate::audit::Court;
use crate::mission::Mission;
use crate::plan::result::Plan;
use crate::tolerance::AUDIT_LEAST;

const STATED: &str = "orders_stated";

pub(super) fn judge(m: &Mission, plan: &Plan, written: &StatedOrders, court: &mut Court) {
    for (people, kept) in [(true, &written.people_kept), (false, &written.loads_kept)] {
        weeks(plan, written, people, kept, court);
    }
    let moved = plan.movements.iter().map(|x| (x.period, &x.route, &x.class, &x.contingent, None));
    let gone = plan.dispositions.iter().map(|x| (x.period, &x.site, &x.class, &x.contingent, Some(&x.method)));
    let totals = moved.chain(gone).collect::<BTreeSet<_>>().len();
    court.agree(STATED, written.totals as f64, totals as f64, || "totals".into());
    let never: u64 = written.not_lifted.iter().map(|x| x.quantity).sum();
    court.look("orders_complete", never as f64, 0.0, || "people and loads on no lift".into());
    court.agree(STATED, written.never_sent, never as f64, || "never_sent".into());
    let kept = written.totals_kept == written.totals || !written.not_lifted.is_empty();
    court.demand(STATED, kept, || format!("totals_kept: {} of {}", written.totals_kept, written.totals));
    court.look(STATED, written.most_waiting.abs(), 0.0, || "most_waiting".into());
    let lifts: f64 = plan.lifts.iter().map(|l| l.lifts).sum();
    court.agree(STATED, written.lifts_planned, lifts, || "lifts_planned".into());
    court.demand(STATED, written.exceptions.is_empty(), || format!("exceptions: {}", written.exceptions.join("; ")));
    fleets(m, plan, written, court);
}

/// People or loads and the weeks planned: a unit counts once for each route.
fn weeks(plan: &Plan, written: &StatedOrders, people: bool, kept: &StatedKept, court: &mut Court) {
    let ours = |class: &String| plan.people_classes.contains(class) == people;
    let moved: f64 = plan.movements.iter().filter(|x| ours(&x.class)).map(|x| x.quantity).sum();
    let whole = |q: f64| (q - q.round()).abs() <= AUDIT_LEAST;
    let parts = plan.movements.iter().filter(|x| ours(&x.class) && !whole(x.quantity)).count() as f64;
    let on_lifts = written.orders.iter().flat_map(|l| if people { &l.people } else { &l.loads });
    let on_lifts: u64 = on_lifts.map(|(_, n)| n).sum();
    let never: u64 = written.not_lifted.iter().filter(|x| ours(&x.class)).map(|x| x.quantity).sum();
    let what = if people { "people_kept" } else { "loads_kept" };
    let said = [
        // A plan in fractions is rounded row by row.
        (
            "planned",
            kept.planned as f64,
            if (moved - kept.planned as f64).abs() < parts { kept.planned as f64 } else { moved },
        ),
        ("in_week", kept.in_week as f64, on_lifts as f64),
        ("late", kept.late as f64, 0.0),
        ("latest_weeks", f64::from(kept.latest_weeks), 0.0),
        ("not_lifted", kept.not_lifted as f64, never as f64),
    ];
    for (key, stated, found) in said {
        court.agree(STATED, stated, found, || format!("{key} of {what}"));
    }
}

/// Days that fleets with a limit of days are kept and out.
fn fleets(m: &Mission, plan: &Plan, written: &StatedOrders, court: &mut Court) {
    let end = plan.summary.funded_periods.unwrap_or(m.calendar.periods).min(m.calendar.periods);
    let mut seen = BTreeSet::new();
    for x in &written.fleets {
        let found = m.fleets.iter().find(|(_, f)| f.key == x.fleet).filter(|_| seen.insert(&x.fleet));
        court.demand(STATED, found.is_some(), || format!("fleet {}", x.fleet));
        let Some((id, fleet)) = found else { continue };
        let of = plan.fleets.iter().filter(|k| k.fleet == x.fleet && (1..=end).contains(&k.period));
        let kept: f64 = of.map(|k| fleet.days[k.period as usize].get() * k.share).sum();
        court.agree(STATED, x.days_kept, kept, || format!("days kept of {}", x.fleet));
        let cycle = |l: &super::StatedLift| {
            let route = m.routes.values().find(|r| r.key == l.route && r.fleet == id);
            route.and_then(|r| r.cycle.get(l.period as usize)).map_or(0.0, |c| c.get())
        };
        let lifts: f64 = written.orders.iter().map(cycle).sum();
        let flights = m.air_links.iter().filter(|k| k.fleet == id).map(|k| {
            let of = plan.air_links.iter().filter(|x| x.link == k.key);
            of.map(|x| x.flights).sum::<f64>() * k.cycle.get()
        });
        let used = lifts + flights.sum::<f64>();
        court.agree(STATED, x.days_used, used, || format!("days used of {}", x.fleet));
        let within = x.days_beyond == 0.0 && x.beyond_until.is_none();
        court.demand(STATED, within, || format!("{} works longer than the plan keeps it", x.fleet));
    }
    for f in m.fleets.values().filter(|f| f.days.iter().skip(1).take(end as usize).all(|d| d.get().is_finite())) {
        court.demand(STATED, seen.contains(&f.key), || format!("days of {} are missing", f.key));
    }
}
