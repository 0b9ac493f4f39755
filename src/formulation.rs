//! The mathematics: one file per constraint family of docs/model.md, plus costs and objectives.
//!
//! Knows the expanded network and writes rows into a solver-free program. Does not know who solves it. Every row
//! carries a tag: its family, what it limits and the period; its name is printed from that: `route_capacity[gao-bamako,w07]`.

mod affine;
mod cost;
mod objective;
mod variables;

mod air_link;
mod beds;
mod budget;
mod closing_pace;
mod closing_work;
mod contingents;
mod disposal_rate;
mod exit_capacity;
mod flow_balance;
mod guard;
mod handling;
mod implied;
mod in_flight;
mod inflow_open;
mod lift_capacity;
mod medical_cover;
mod milestones;
mod route_capacity;
mod sequence;
mod standby;
mod yard;

pub use affine::Affine;
pub use variables::{DisposeVar, Open, Variables};

use crate::expand::Expansion;
use crate::id::{FleetId, Id, RouteId, SiteId};
use crate::mission::{Kind, Mission, Objective, Period, Route, Shares};
use crate::program::{Col, Column, Entity, Family, Keys, Limit, Part, Program, Quantity, RowId, Sense, Variable};
use crate::tolerance::{EXACT, IN_PART, NONE_LEFT};

/// A family of constraints and what writes its rows.
#[derive(Debug, Clone, Copy)]
pub struct Rows {
    /// The family; its key is the name of the rows, the file and the heading in docs/model.md.
    pub family: Family,
    add: fn(&mut Formulation),
}

/// All families in the order of docs/model.md.
pub const FAMILIES: [Rows; 21] = [
    Rows { family: Family::FlowBalance, add: flow_balance::add },
    Rows { family: Family::LiftCapacity, add: lift_capacity::add },
    Rows { family: Family::InFlight, add: in_flight::add },
    Rows { family: Family::RouteCapacity, add: route_capacity::add },
    Rows { family: Family::Handling, add: handling::add },
    Rows { family: Family::ExitCapacity, add: exit_capacity::add },
    Rows { family: Family::Beds, add: beds::add },
    Rows { family: Family::Yard, add: yard::add },
    Rows { family: Family::Guard, add: guard::add },
    Rows { family: Family::InflowOpen, add: inflow_open::add },
    Rows { family: Family::ClosingWork, add: closing_work::add },
    Rows { family: Family::MedicalCover, add: medical_cover::add },
    Rows { family: Family::Sequence, add: sequence::add },
    Rows { family: Family::Contingents, add: contingents::add },
    Rows { family: Family::ClosingPace, add: closing_pace::add },
    Rows { family: Family::Milestones, add: milestones::add },
    Rows { family: Family::DisposalRate, add: disposal_rate::add },
    Rows { family: Family::Standby, add: standby::add },
    Rows { family: Family::Budget, add: budget::add },
    Rows { family: Family::AirLink, add: air_link::add },
    Rows { family: Family::Implied, add: implied::add },
];

/// A mission written as a program, with the handles to read a solution back.
#[derive(Debug, Clone)]
pub struct Formulation<'m> {
    /// The mission.
    pub mission: &'m Mission,
    /// Its expansion.
    pub expansion: Expansion,
    /// The program, its objective still zero.
    pub program: Program,
    /// Its columns.
    pub vars: Variables,
}

impl<'m> Formulation<'m> {
    /// Writes all families.
    pub fn new(mission: &'m Mission, expansion: Expansion) -> Self {
        Self::with_families(mission, expansion, &FAMILIES)
    }

    /// Writes some families only (for golden tests of one family).
    pub fn with_families(mission: &'m Mission, expansion: Expansion, families: &[Rows]) -> Self {
        let mut program = Program::new(mission.name.clone()).with_keys(keys(mission, &expansion));
        let vars = Variables::new(mission, &expansion, &mut program);
        let mut formulation = Self { mission, expansion, program, vars };
        for family in families {
            (family.add)(&mut formulation);
        }
        formulation
    }

    /// What an objective measures, as an expression of the columns.
    pub fn objective(&self, objective: Objective) -> Affine {
        objective::expression(self, objective)
    }

    /// Makes `objective` the one to minimise.
    pub fn minimise(&mut self, objective: Objective) {
        let e = self.objective(objective);
        self.program.minimise(e.terms, e.constant);
    }

    /// Makes spending by the end (dollars) the one to minimise.
    pub fn minimise_spending(&mut self) {
        let e = self.spending();
        self.program.minimise(e.terms, e.constant);
    }

    /// Spending by the end, dollars.
    pub fn spending(&self) -> Affine {
        Affine::of(self.vars.spend(self.expansion.horizon), budget::UNIT)
    }

    /// Makes the money that `money` lacks the one to minimise (dollars, there from the start).
    pub fn minimise_more_than(&mut self, money: &crate::mission::Budget) {
        let more = self.program.column(Variable::of(Quantity::Missing), 0.0, f64::INFINITY);
        for t in self.expansion.periods() {
            let released = money.released(t).get();
            if released.is_finite() {
                let row = Affine::of(self.vars.spend(t), 1.0).minus(&Affine::of(more, 1.0), 1.0);
                let tag = Limit::of(Family::Budget).part(Part::Released).at(t);
                self.row(tag, row, Sense::AtMost, released / budget::UNIT);
            }
        }
        self.program.minimise([(more, budget::UNIT)], 0.0);
    }

    /// Forbids spending by the end (dollars) beyond `usd`.
    pub fn cap_spending(&mut self, usd: f64) {
        let last = self.vars.spend(self.expansion.horizon);
        self.program.set_bounds(last, 0.0, usd / budget::UNIT);
    }

    /// The program has a bound for this objective.
    pub fn is_bounded(&self, objective: Objective) -> bool {
        self.program.rows().iter().any(|r| r.tag == stage(objective))
    }

    /// Forbids an objective to become worse than `value`: a row `stage[people-left]`.
    pub fn bound(&mut self, objective: Objective, value: f64) -> RowId {
        let e = self.objective(objective);
        self.row(stage(objective), e, Sense::AtMost, value)
    }

    /// The program with the bounds of stages before it softened: what breaks them costs `price` a unit. With the columns that are
    /// not zero where they are broken; those that are new come last.
    pub fn elastic(&self, price: f64) -> (Program, Vec<Col>) {
        let mut program = self.program.clone();
        let mut slack = Vec::new();
        for row in
            program.row_ids().filter(|r| self.program.get_row(*r).tag.family == Family::Stage).collect::<Vec<_>>()
        {
            let (tag, upper) = (Variable::of(Quantity::Slack).about(Entity::Of(row)), f64::INFINITY);
            let col = program.push_column(Column { tag, lower: 0.0, upper, integer: false, cost: price });
            program.add_to_row(row, col, -1.0);
            slack.push(col);
        }
        for (class, _) in self.expansion.classes.iter() {
            for site in self.mission.sites.ids() {
                let last = self.vars.stock(class, site, self.expansion.horizon);
                if let Some(col) = last.filter(|c| program.get(*c).upper <= 0.0) {
                    program.set_bounds(col, 0.0, f64::INFINITY);
                    program.add_cost(col, price);
                    slack.push(col);
                }
            }
        }
        (program, slack)
    }

    /// The same for whole persons, loads and lifts: a room for 15.2 of them is one for 15. Nothing that is whole is lost, and points with
    /// fractions come nearer to it.
    #[must_use]
    pub fn with_whole_room(&self) -> Self {
        let mut f = self.clone();
        let counted = |col: Col| {
            let column = self.program.get(col);
            column.integer || matches!(column.tag.family, Quantity::Flow | Quantity::Stock | Quantity::Dispose)
        };
        for row in self.program.row_ids() {
            let r = self.program.get_row(row);
            let rounding = EXACT * r.rhs.abs().max(1.0);
            let whole = match r.sense {
                Sense::AtMost => (r.rhs + rounding).floor(),
                Sense::AtLeast => (r.rhs - rounding).ceil(),
                Sense::Equal => continue,
            };
            if r.tag.family != Family::Stage && r.terms.iter().all(|(c, a)| a.fract() == 0.0 && counted(*c)) {
                f.program.set_rhs(row, whole);
            }
        }
        f
    }

    /// The same with the part of a person kept back by which shares of whole persons may be exceeded, so that fractions leave room for
    /// rounding. A plan of whole persons may be lost by it.
    #[must_use]
    pub fn with_room_to_round(&self) -> Self {
        let mut f = self.with_whole_room();
        for row in self.program.row_ids() {
            let r = self.program.get_row(row);
            if r.tag.part == Part::Main && matches!(r.tag.family, Family::Contingents | Family::Sequence) {
                f.program.set_rhs(row, r.rhs - IN_PART);
            }
        }
        f
    }

    /// Lets what is counted in people and loads become the next whole number, and what is counted in anything else anything.
    pub fn loosen_stages(&mut self) {
        let counted = [Objective::PeopleLeft, Objective::SensitiveLost].map(stage);
        for row in self.program.row_ids().collect::<Vec<_>>() {
            let (tag, rhs) = (self.program.get_row(row).tag, self.program.get_row(row).rhs);
            if counted.contains(&tag) {
                self.program.set_rhs(row, (rhs - NONE_LEFT).ceil() + EXACT);
            } else if tag.family == Family::Stage {
                self.program.set_rhs(row, f64::INFINITY);
            }
        }
    }

    /// Lets every stage that is bounded become anything.
    pub fn free_stages(&mut self) {
        for row in self.program.row_ids().collect::<Vec<_>>() {
            if self.program.get_row(row).tag.family == Family::Stage {
                self.program.set_rhs(row, f64::INFINITY);
            }
        }
    }

    /// Demands that everybody and everything is out or disposed of and every site closed at the end.
    pub fn demand_full_withdrawal(&mut self) {
        let last = self.expansion.horizon;
        let (mut stocks, mut sites) = (Vec::new(), Vec::new());
        for (class, _) in self.expansion.classes.iter() {
            stocks.extend(self.mission.sites.ids().filter_map(|s| self.vars.stock(class, s, last)));
        }
        for site in self.mission.sites.ids() {
            match self.vars.open(site, last) {
                Open::Decided(col) => sites.push(col),
                // It has to stay open beyond this end: there is no full withdrawal by then.
                Open::Given(open) if open > 0.0 => {
                    let tag = Limit::of(Family::ClosingWork).site(site).at(last);
                    self.row(tag, Affine::constant(open), Sense::AtMost, 0.0);
                }
                Open::Given(_) => {}
            }
        }
        for col in stocks.into_iter().chain(sites) {
            self.program.set_bounds(col, 0.0, 0.0);
        }
    }

    /// Adds a row; the constant of the expression goes to the right.
    pub fn row(&mut self, tag: Limit, lhs: Affine, sense: Sense, rhs: f64) -> RowId {
        self.program.row(tag, lhs.terms, sense, rhs - lhs.constant)
    }

    /// `site` is open at the end of `t`, as an expression.
    pub(crate) fn open(&self, site: SiteId, t: Period) -> Affine {
        match self.vars.open(site, t) {
            Open::Given(v) => Affine::constant(v),
            Open::Decided(col) => Affine::of(col, 1.0),
        }
    }

    /// Most lifts that could begin on a route in a period, whatever limits them: the route, units of its fleet, what there is to
    /// carry. Whole lifts in whole numbers: what there is needs its last lift as well.
    pub fn lift_bound(&self, route: RouteId, t: Period) -> f64 {
        let r = &self.mission.routes[route];
        let fleet = &self.mission.fleets[r.fleet];
        let first = fleet.out_days(r.cycle[t.at()], 0);
        let by_fleet = if first > 0.0 { fleet.days[t.at()].get() * fleet.present / first } else { f64::INFINITY };
        let useful = self.lifts_for_all(r, fleet.shares);
        if !fleet.whole {
            return r.max_lifts[t.at()].min(by_fleet).min(useful);
        }
        let each = r.begins(t, fleet, self.mission.calendar.period_days);
        let units = if fleet.unit_days.get() > 0.0 { fleet.days[t.at()].get() / fleet.unit_days.get() } else { 0.0 };
        let by_fleet = by_fleet.min(units * fleet.present * each);
        let limit = r.bucket(t, fleet).unwrap_or(r.max_lifts[t.at()]);
        (limit + EXACT).floor().min((by_fleet + EXACT).floor()).min((useful - EXACT).ceil())
    }

    /// Lifts of a route that would carry everybody and everything.
    fn lifts_for_all(&self, r: &Route, shares: Shares) -> f64 {
        let need = |total: f64, room: f64| if room > 0.0 { total / room } else { 0.0 };
        let whole = self.mission.fleets[r.fleet].whole;
        let of = |keep: fn(&Kind) -> bool, room: f64| -> f64 {
            let part = |k: &Kind| if whole && room > 0.0 { r.part(k) } else { need(k.size, room) };
            self.expansion.classes.values().filter(|c| keep(&c.kind)).map(|c| c.total() * part(&c.kind)).sum()
        };
        let people = of(Kind::is_people, r.seats);
        let cargo = of(|k| !k.is_people() && !k.self_driving, r.slots);
        let vehicles = of(|k| k.self_driving, r.vehicles);
        let cabin = if shares == Shares::Either { people + cargo } else { people.max(cargo) };
        cabin.max(vehicles)
    }

    /// Columns of stock of people (or of cargo) at a site at the end of a period, with what is given at the start.
    pub fn stock_of(&self, people: bool, site: SiteId, t: Period) -> Affine {
        self.stock_where(site, t, |k| k.is_people() == people)
    }

    /// Stock of the classes whose kind passes `keep`.
    pub fn stock_where(&self, site: SiteId, t: Period, keep: impl Fn(&crate::mission::Kind) -> bool) -> Affine {
        let mut sum = Affine::default();
        for (id, class) in self.expansion.classes.iter().filter(|(_, c)| keep(&c.kind)) {
            if t == Period::START {
                sum.constant += class.initial[site.index()];
            } else if let Some(col) = self.vars.stock(id, site, t) {
                sum.add(col, 1.0);
            }
        }
        sum
    }

    /// Share of a fleet kept in a period.
    pub(crate) fn fleet(&self, fleet: FleetId, t: Period) -> Col {
        self.vars.fleet(fleet, t)
    }
}

/// What a row is that bounds an objective.
fn stage(objective: Objective) -> Limit {
    Limit::of(Family::Stage).about(Entity::Word(objective.key()))
}

/// The names of all that tags are about.
fn keys(mission: &Mission, x: &Expansion) -> Keys {
    Keys {
        sites: mission.sites.values().map(|s| s.key.clone()).collect(),
        exits: mission.exits.values().map(|e| e.key.clone()).collect(),
        routes: mission.routes.values().map(|r| r.key.clone()).collect(),
        fleets: mission.fleets.values().map(|f| f.key.clone()).collect(),
        classes: x.classes.values().map(|c| c.key.clone()).collect(),
        kinds: mission.kinds.values().map(|k| k.key.clone()).collect(),
        contingents: mission.rules.contingents.values().map(|c| c.key.clone()).collect(),
        links: mission.air_links.iter().map(|l| l.key.clone()).collect(),
    }
}
