//! The tables of a plan: what the CSV files, the sheets and the reports show.

use crate::dispatch::Manifest;
use crate::locale::say;
use crate::plan::result::Plan;
use crate::report::content::{contributors, scarce};
use crate::report::table::{Cell, Table};

/// All tables of a plan; that of the orders only if they are known.
pub fn of_plan<'a>(plan: &Plan, manifest: impl Into<Option<&'a Manifest>>) -> Vec<Table> {
    let mut all = vec![sites(plan), movements(plan), dispositions(plan), stocks(plan), costs(plan)];
    all.extend(manifest.into().map(orders));
    all.extend([left(plan), contributors::summary(plan), contributors::ways(plan), binding(plan), impact(plan)]);
    all
}

/// Closing dates.
pub fn sites(plan: &Plan) -> Table {
    let columns = ["site", "name", "closes_on", "closes_week", "people_start", "loads_start"];
    let mut t = Table::new("sites", &say!("Sites and their closing"), &columns);
    for s in &plan.sites {
        t.push(vec![
            Cell::text(&s.id),
            Cell::text(&s.name),
            Cell::day(s.closes_on),
            s.closes_period.map_or(Cell::Blank, |p| Cell::Count(p.into())),
            Cell::Count(s.people_start),
            Cell::Count(s.cargo_start),
        ]);
    }
    t
}

fn movements(plan: &Plan) -> Table {
    let columns = [
        "week",
        "date",
        "route",
        "from",
        "to",
        "mode",
        "class",
        "quantity",
        "lifts",
        "arrives_week",
        "contributor",
        "contingent",
    ];
    let mut t = Table::new("movements", &say!("Movements by week"), &columns);
    for m in &plan.movements {
        t.push(vec![
            Cell::Count(m.period.into()),
            Cell::Date(m.date),
            Cell::text(&m.route),
            Cell::text(&m.from),
            Cell::text(&m.to),
            Cell::text(&m.mode),
            Cell::text(&m.class),
            Cell::Number(m.quantity),
            Cell::Number(m.lifts),
            Cell::Count(m.arrives.into()),
            Cell::text(&m.contributor),
            contingent(m.contingent.as_deref()),
        ]);
    }
    t
}

/// The contingent, where there is one.
fn contingent(name: Option<&str>) -> Cell {
    name.map_or(Cell::Blank, Cell::text)
}

/// What is disposed of in place.
pub fn dispositions(plan: &Plan) -> Table {
    let columns = [
        "week",
        "date",
        "site",
        "class",
        "method",
        "loads",
        "value_lost_usd",
        "proceeds_usd",
        "contributor",
        "contingent",
    ];
    let mut t = Table::new("dispositions", &say!("Disposed of in place"), &columns);
    for d in &plan.dispositions {
        t.push(vec![
            Cell::Count(d.period.into()),
            Cell::Date(d.date),
            Cell::text(&d.site),
            Cell::text(&d.class),
            Cell::text(&d.method),
            Cell::Number(d.quantity),
            Cell::Usd(d.value_lost_usd),
            Cell::Usd(d.proceeds_usd),
            Cell::text(&d.contributor),
            contingent(d.contingent.as_deref()),
        ]);
    }
    t
}

fn stocks(plan: &Plan) -> Table {
    let mut t =
        Table::new("stocks", &say!("At the sites at the end of each week"), &["week", "site", "class", "quantity"]);
    for s in &plan.stocks {
        let row = [Cell::Count(s.period.into()), Cell::text(&s.site), Cell::text(&s.class), Cell::Number(s.quantity)];
        t.push(row.into());
    }
    t
}

fn costs(plan: &Plan) -> Table {
    let mut t = Table::new("costs", &say!("Spending by week"), &["week", "category", "usd"]);
    for c in &plan.costs {
        t.push(vec![Cell::Count(c.period.into()), Cell::text(&c.category), Cell::Usd(c.usd)]);
    }
    t
}

fn orders(manifest: &Manifest) -> Table {
    let columns = [
        "lift",
        "departs",
        "arrives",
        "route",
        "from",
        "to",
        "fleet",
        "mode",
        "class",
        "quantity",
        "escort_persons",
        "contributor",
        "contingent",
    ];
    let mut t = Table::new("manifest", &say!("Convoys and sorties"), &columns);
    for o in &manifest.orders {
        for c in &o.contents {
            t.push(vec![
                Cell::text(&o.id),
                Cell::Date(o.departs),
                Cell::Date(o.arrives),
                Cell::text(&o.route),
                Cell::text(&o.from),
                Cell::text(&o.to),
                Cell::text(&o.fleet),
                Cell::text(&o.mode),
                Cell::text(&c.class),
                Cell::Count(c.quantity as f64),
                Cell::Count(o.escort),
                Cell::text(&c.contributor),
                contingent(c.contingent.as_deref()),
            ]);
        }
    }
    t
}

/// What is left behind, by unit.
pub fn left(plan: &Plan) -> Table {
    let columns = ["unit", "contributor", "class", "place", "quantity", "value_usd"];
    let mut t = Table::new("left", &say!("Left behind"), &columns);
    for l in &plan.left {
        t.push(vec![
            Cell::text(&l.unit),
            Cell::text(&l.contributor),
            Cell::text(&l.class),
            Cell::text(&l.place),
            Cell::Number(l.quantity),
            Cell::Usd(l.value_usd),
        ]);
    }
    t
}

/// What binds.
pub fn binding(plan: &Plan) -> Table {
    let columns = ["limit", "first_week", "last_week", "one_more", "measured_in", "worth"];
    let mut t = Table::new("binding", &say!("What binds, and what one more is worth"), &columns);
    for m in &plan.marginals {
        t.push(vec![
            Cell::Text(scarce::name(m)),
            m.periods.first().map_or(Cell::Blank, |p| Cell::Count((*p).into())),
            m.periods.last().map_or(Cell::Blank, |p| Cell::Count((*p).into())),
            Cell::Text(scarce::one_more(&m.unit)),
            Cell::text(if m.objective == "people-left" { "people" } else { "USD" }),
            Cell::Number(m.worth),
        ]);
    }
    t
}

fn impact(plan: &Plan) -> Table {
    let columns = ["week", "site", "open", "armed_people", "air_link_seats", "local_jobs"];
    let mut t = Table::new("impact", &say!("What the departure means, by week and site"), &columns);
    for i in &plan.impact {
        t.push(vec![
            Cell::Count(i.period.into()),
            Cell::text(&i.site),
            Cell::text(if i.open { "open" } else { "closed" }),
            Cell::Number(i.armed),
            Cell::Number(i.air_link_seats),
            Cell::Number(i.local_jobs),
        ]);
    }
    t
}
