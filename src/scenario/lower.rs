//! Typed rows to the domain: names become ids, rates per week become rates per period, windows become vectors.
//!
//! Reports every dangling name and impossible date; what depends on a faulty row is left out.

mod calendar;
mod contingents;
mod idle;
mod kinds;
mod liquidation;
mod places;
mod routes;
mod windows;

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Diagnostic, Place, nearest};
use crate::id::{ExitId, FleetId, Id, IdTable, KindId, SiteId};
use crate::mission::{
    AirLink, Measured, Milestone, Mission, Node, Objective, Precedence, Rules, Sequence, Stage, Unit,
};
use crate::scenario::field::{self, Field};
use crate::scenario::typed::{self, Row};
use crate::units::{Days, PersonsPerPeriod, UsdPerLift};

pub(super) use idle::idle_windows;

/// So many places that name what is not there are shown.
const PLACES: usize = 3;

/// The names of a scenario.
#[derive(Default)]
struct ScenarioNames {
    sites: BTreeMap<String, SiteId>,
    exits: BTreeMap<String, ExitId>,
    fleets: BTreeMap<String, FleetId>,
    kinds: BTreeMap<String, KindId>,
    /// Sites and exits: where a route may lead.
    places: BTreeMap<String, Node>,
}

/// What lowering shares.
struct Lowering<'f> {
    faults: &'f mut Vec<Diagnostic>,
    names: ScenarioNames,
    /// Names that nothing has, and where in the faults each is told.
    dangling: BTreeMap<String, usize>,
    /// Dates of a site may contradict each other.
    contradictions: bool,
}

impl<'f> Lowering<'f> {
    fn new(faults: &'f mut Vec<Diagnostic>, contradictions: bool) -> Self {
        Self { faults, names: ScenarioNames::default(), dangling: BTreeMap::new(), contradictions }
    }
    fn fault(&mut self, code: Code, message: String, place: &Place, remedy: &str) {
        let fault = Diagnostic::error(code, message).at(place, "here");
        self.faults.push(if remedy.is_empty() { fault } else { fault.remedy(remedy) });
    }

    /// The id of a name; a fault with the nearest name if there is none.
    fn find<T: Copy>(
        &mut self,
        what: &str,
        name: &str,
        place: &Place,
        names: fn(&ScenarioNames) -> &BTreeMap<String, T>,
    ) -> Option<T> {
        let found = names(&self.names).get(name).copied();
        if found.is_none() {
            // Said once, with the first places: one row that is missing is one fault.
            let message = format!("there is no {what} `{name}`");
            if let Some(told) = self.dangling.get(&message).and_then(|i| self.faults.get_mut(*i)) {
                if told.places.len() < PLACES && told.places.iter().all(|(p, _)| p.file == place.file) {
                    told.places.push((place.clone(), "and here".into()));
                }
                return None;
            }
            self.dangling.insert(message.clone(), self.faults.len());
            let near = nearest(name, names(&self.names).keys().map(String::as_str)).map(str::to_owned);
            let remedy = near.map_or_else(
                || {
                    let known: Vec<_> = names(&self.names).keys().take(20).cloned().collect();
                    if known.is_empty() {
                        format!("the scenario has no {what}s")
                    } else {
                        format!("known: {}", known.join(", "))
                    }
                },
                |n| format!("did you mean `{n}`?"),
            );
            self.fault(Code::DANGLING, message, place, &remedy);
        }
        found
    }

    fn site(&mut self, row: &Row, key: Field<field::Text>) -> Option<SiteId> {
        let name = row.text(key)?;
        self.find("site", name, row.place(key), |n| &n.sites)
    }
    fn fleet(&mut self, row: &Row, key: Field<field::Text>) -> Option<FleetId> {
        let name = row.text(key)?;
        self.find("fleet", name, row.place(key), |n| &n.fleets)
    }
}

/// The mission of a scenario; none if it has no calendar to hang anything on.
pub(super) fn mission(top: &Row, contradictions: bool, faults: &mut Vec<Diagnostic>) -> Option<Mission> {
    let mut c = Lowering::new(faults, contradictions);
    if top.number(field::FORMAT).is_some_and(|v| (v - 1.0).abs() > 0.0) {
        c.fault(Code::FORMAT, "this version reads format 1".into(), top.place(field::FORMAT), "set format = 1");
    }
    name_everything(&mut c, top);
    let calendar = calendar::calendar(&mut c, top.row(field::CALENDAR)?)?;
    let budget = calendar::budget(&mut c, top, &calendar);
    let exits = top.rows(field::EXITS).iter().map(|r| places::exit(&mut c, &calendar, r)).collect();
    let mut kinds: IdTable<KindId, _> =
        top.rows(field::KINDS).iter().map(|r| kinds::kind(&mut c, &calendar, r)).collect();
    let sites: IdTable<SiteId, _> = top.rows(field::SITES).iter().map(|r| places::site(&mut c, &calendar, r)).collect();
    let mut sites = headquarters_last(top, sites);
    let fleets: IdTable<FleetId, _> =
        top.rows(field::FLEETS).iter().map(|r| routes::fleet(&mut c, &calendar, top, r)).collect();
    let routes =
        top.rows(field::ROUTES).iter().flat_map(|r| routes::route(&mut c, &calendar, top, &sites, r)).collect();
    let contingents = contingents::contingents(&mut c, &calendar, top);
    let mut units = units(&mut c, top, &contingents);
    let liquidations = liquidation::liquidations(&mut c, (&calendar, top), &kinds, &mut sites, &mut units);
    kinds::quotas(&mut kinds, &units);
    let liquidation_budget =
        top.row(field::BUDGET).and_then(|b| b.number(field::LIQUIDATION_BUDGET)).map(crate::units::Usd);
    let air_links = top.rows(field::AIR_LINKS).iter().filter_map(|r| air_link(&mut c, &calendar, r)).collect();
    let rules = Rules { contingents: contingents.table, ..rules(&mut c, &calendar, top) };
    let stages = stages(&mut c, top);
    let name = typed::one_line(top.text(field::NAME).unwrap_or_default());
    let title = top.text(field::TITLE).map_or_else(|| name.clone(), typed::one_line);
    let mission = Mission {
        name,
        title,
        calendar,
        sites,
        exits,
        routes,
        fleets,
        kinds,
        units,
        air_links,
        budget,
        rules,
        stages,
        liquidations,
        liquidation_budget,
    };
    something(&mut c, top, &mission);
    Some(mission)
}

/// A headquarters closes last: no other site may close after it.
fn headquarters_last(
    top: &Row,
    mut sites: IdTable<SiteId, crate::mission::Site>,
) -> IdTable<SiteId, crate::mission::Site> {
    let rows = top.rows(field::SITES).iter().enumerate();
    let heads: Vec<SiteId> =
        rows.filter(|(_, r)| r.flag(field::HEADQUARTERS)).map(|(i, _)| SiteId::from_index(i)).collect();
    let others: Vec<SiteId> = sites.ids().filter(|s| !heads.contains(s)).collect();
    for other in others {
        let waits = &mut sites[other].closes_before;
        waits.extend(heads.iter().filter(|h| !waits.contains(h)).copied().collect::<Vec<_>>());
    }
    sites
}

fn name_everything(c: &mut Lowering, top: &Row) {
    c.names.sites = ids(top, field::SITES);
    c.names.exits = ids(top, field::EXITS);
    c.names.fleets = ids(top, field::FLEETS);
    c.names.kinds = ids(top, field::KINDS);
    let sites = c.names.sites.iter().map(|(n, s)| (n.clone(), Node::Site(*s)));
    c.names.places = sites.chain(c.names.exits.iter().map(|(n, x)| (n.clone(), Node::Exit(*x)))).collect();
    for row in top.rows(field::EXITS) {
        if c.names.sites.contains_key(row.id()) {
            let site = top.rows(field::SITES).iter().find(|s| s.id() == row.id());
            let mut fault = Diagnostic::error(Code::DUPLICATE, format!("`{}` is a site and an exit", row.id()));
            fault = fault.at(row.place(field::ID), "the exit");
            if let Some(s) = site {
                fault = fault.at(s.place(field::ID), "the site");
            }
            c.faults.push(fault.remedy("rename one of them: routes name both"));
        }
    }
}

/// Ids of a table; rows without one are reported elsewhere.
fn ids<K: Id>(top: &Row, table: Field<field::List>) -> BTreeMap<String, K> {
    let named = top.rows(table).iter().enumerate().filter(|(_, r)| !r.id().is_empty());
    named.map(|(i, r)| (r.id().to_owned(), K::from_index(i))).collect()
}

fn something(c: &mut Lowering, top: &Row, m: &Mission) {
    let empty = [
        ("sites", m.sites.is_empty()),
        ("exits", m.exits.is_empty()),
        ("routes", m.routes.is_empty() && top.rows(field::ROUTES).is_empty()),
        ("units", !m.units.values().any(|u| u.quantity > 0.0) && top.rows(field::UNITS).is_empty()),
    ];
    let missing: Vec<_> = empty.iter().filter(|(_, e)| *e).map(|(n, _)| *n).collect();
    if !missing.is_empty() {
        let message = format!("the scenario has no {}", missing.join(", no "));
        c.fault(Code::EMPTY, message, &top.place, "see scenarios/tutorial.toml, or `drawdown new DIR`");
    }
}

fn units(c: &mut Lowering, top: &Row, contingents: &contingents::Contingents) -> IdTable<crate::id::UnitId, Unit> {
    let mut units = IdTable::new();
    for row in top.rows(field::UNITS) {
        let site = c.site(row, field::SITE);
        let kind = row.text(field::KIND).and_then(|k| c.find("kind", k, row.place(field::KIND), |n| &n.kinds));
        if let (Some(site), Some(kind), Some(quantity)) = (site, kind, row.number(field::QUANTITY)) {
            let contributor = row.text(field::CONTRIBUTOR).unwrap_or("unknown").to_owned();
            let (key, contingent) = (row.id().to_owned(), contingents.of(row.id()));
            units.push(Unit {
                key,
                contributor,
                site,
                kind,
                arrives: crate::mission::Period::START,
                quantity,
                contingent,
            });
        }
    }
    units
}

fn air_link(c: &mut Lowering, calendar: &crate::mission::Calendar, row: &Row) -> Option<AirLink> {
    let (fleet, site) = (c.fleet(row, field::FLEET), c.site(row, field::SITE));
    Some(AirLink {
        key: row.id().to_owned(),
        fleet: fleet?,
        site: site?,
        seats: PersonsPerPeriod(row.number(field::SEATS_PER_WEEK)? * windows::weeks(calendar)),
        until: calendar.period_of(row.date(field::UNTIL)?),
        seats_per_lift: row.number(field::SEATS_PER_FLIGHT)?,
        cycle: Days(row.number_or(field::CYCLE, 1.0)),
        usd_per_lift: UsdPerLift(row.number_or(field::PER_FLIGHT, 0.0)),
    })
}

fn rules(c: &mut Lowering, calendar: &crate::mission::Calendar, top: &Row) -> Rules {
    let sequence = top.row(field::RULES).and_then(|r| r.row(field::SEQUENCE)).and_then(|r| {
        let order =
            if r.text(field::ORDER)? == "troops-first" { Precedence::TroopsFirst } else { Precedence::AssetsFirst };
        let lag = (r.number_or(field::LAG, 0.0) / f64::from(calendar.period_days)).round() as u32;
        Some(Sequence { order, lag, slack: r.number_or(field::SLACK, 0.0) })
    });
    let mut medical = Vec::new();
    for (i, row) in top.rows(field::SITES).iter().enumerate().filter(|(_, r)| r.has(field::MEDICAL)) {
        let hospitals =
            row.texts(field::MEDICAL).iter().filter_map(|(n, p)| c.find("site", n, p, |n| &n.sites)).collect();
        medical.push((SiteId::from_index(i), hospitals));
    }
    let week = windows::weeks(calendar);
    let of = |key: Field<field::Number>| top.row(field::RULES).and_then(|r| r.number(key));
    let milestones = top.row(field::RULES).map_or(&[][..], |r| r.rows(field::MILESTONES)).iter();
    Rules {
        sequence,
        medical,
        // Less than one closing in a period would close nothing: the rate is kept over as many periods as it takes.
        closings_per_period: of(field::MAX_CLOSINGS_PER_WEEK).map(|n| (n * week).max(1.0)),
        sites_at_once: of(field::MAX_SITES_AT_ONCE),
        milestones: milestones.filter_map(|r| milestone(calendar, r)).collect(),
        contingents: IdTable::new(),
    }
}

fn milestone(calendar: &crate::mission::Calendar, row: &Row) -> Option<Milestone> {
    let of = match row.text(field::OF) {
        Some("cargo") => Measured::Cargo,
        Some("sites") => Measured::Sites,
        _ => Measured::People,
    };
    // Kept on the day itself: the period that ends by then.
    let after = calendar.period_of(row.date(field::BY)?.tomorrow().ok()?);
    Some(Milestone { by: after.previous(), of, share: row.number(field::SHARE)? })
}

fn stages(c: &mut Lowering, top: &Row) -> Vec<Stage> {
    let rows = top.rows(field::STAGES);
    let mut stages: Vec<Stage> = Vec::new();
    for row in rows {
        if let Some(objective) = row.text(field::OBJECTIVE).and_then(Objective::from_key)
            && stages.iter().all(|s| s.objective != objective)
        {
            stages.push(Stage { objective, tolerance: row.number_or(field::TOLERANCE, 0.0) });
        }
    }
    // A plan that saves money by leaving people behind is none, and how long the money lasts is asked by the people left.
    let first = |o: Objective| stages.iter().position(|s| s.objective == o);
    let (people, money) = (first(Objective::PeopleLeft), first(Objective::EconomicCost));
    if let Some(row) = rows.first()
        && (people.is_none() || (money.is_some() && money < people))
    {
        let message = "the stages put money before the people that are left".to_owned();
        let remedy = "begin with the stage `people-left`, or leave out [[stages]]";
        c.fault(Code::CONTRADICTION, message, row.place(field::OBJECTIVE), remedy);
    }
    if stages.is_empty() {
        let tolerances = [0.0, 0.0, 0.005, 0.01, 0.0];
        stages = Objective::ALL
            .into_iter()
            .zip(tolerances)
            .map(|(objective, tolerance)| Stage { objective, tolerance })
            .collect();
    }
    stages
}
