//! The columns of model.md section 3 and the handles to them.
//!
//! Knows names and bounds of columns. Must not know rows or costs.

use std::collections::BTreeMap;

use crate::expand::Expansion;
use crate::id::{ClassId, ContingentId, FleetId, Id, RouteId, SiteId};
use crate::mission::{Disposition, Mission, Node, Period};
use crate::program::{Col, Column, Entity, Program, Quantity, Variable};
use crate::tolerance::WHOLE;

/// Whether a site is open at the end of a period.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Open {
    /// Known beforehand: 1 or 0.
    Given(f64),
    /// To be decided.
    Decided(Col),
}

/// Cargo of a class disposed of at a site by one method in a period.
#[derive(Debug, Clone, PartialEq)]
pub struct DisposeVar {
    /// What.
    pub class: ClassId,
    /// Where.
    pub site: SiteId,
    /// How.
    pub disposition: Disposition,
    /// When.
    pub period: Period,
    /// Its column.
    pub col: Col,
}

/// Handles of all columns.
#[derive(Debug, Clone, Default)]
pub struct Variables {
    /// `flow[class,route,period]`, beside the expansion's arcs.
    pub flow: Vec<Col>,
    /// `dispose[class,site,method,period]`.
    pub dispose: Vec<DisposeVar>,
    stock: BTreeMap<(ClassId, SiteId, u32), Col>,
    lifts: BTreeMap<(RouteId, u32), Col>,
    tokens: BTreeMap<(RouteId, u32), Col>,
    units: BTreeMap<(FleetId, u32), Col>,
    prepared: BTreeMap<(SiteId, u32), Col>,
    open: BTreeMap<(SiteId, u32), Col>,
    given: Vec<Vec<f64>>,
    fleet: Vec<Vec<Col>>,
    rear: BTreeMap<(ContingentId, u32), Col>,
    links: BTreeMap<(usize, u32), Col>,
    spend: Vec<Col>,
    /// Arcs that leave a site, by class, site and start.
    leaving: BTreeMap<(ClassId, SiteId, u32), Vec<usize>>,
    /// Arcs that arrive at a site, by class, site and arrival.
    entering: BTreeMap<(ClassId, SiteId, u32), Vec<usize>>,
    /// Arcs on a route, by route and start.
    on_route: BTreeMap<(RouteId, u32), Vec<usize>>,
    /// Disposals at a site, by class, site and period.
    disposals: BTreeMap<(ClassId, SiteId, u32), Vec<usize>>,
}

impl Variables {
    pub(super) fn new(mission: &Mission, x: &Expansion, p: &mut Program) -> Self {
        let mut v = Self::default();
        v.add_sites(mission, x, p);
        v.add_flows(mission, x, p);
        v.add_stocks(mission, x, p);
        v.add_disposals(mission, x, p);
        v.add_prepared(mission, x, p);
        v.add_fleets(mission, x, p);
        v.add_rear(mission, x, p);
        v
    }

    fn add_sites(&mut self, mission: &Mission, x: &Expansion, p: &mut Program) {
        for (id, site) in mission.sites.iter() {
            let mut given = vec![f64::NAN; x.horizon.at() + 1];
            given[0] = f64::from(u8::from(!site.closed));
            for t in x.periods() {
                if site.closed {
                    given[t.at()] = 0.0;
                } else if t <= site.keep_open_until {
                    given[t.at()] = 1.0;
                } else if site.close_by.is_some_and(|c| c <= t) {
                    given[t.at()] = 0.0;
                } else {
                    self.open.insert((id, t.0), p.binary(Variable::of(Quantity::Open).site(id).at(t)));
                }
            }
            self.given.push(given);
        }
    }

    fn add_flows(&mut self, mission: &Mission, x: &Expansion, p: &mut Program) {
        for (i, arc) in x.arcs.iter().enumerate() {
            let tag = Variable::of(Quantity::Flow).class(arc.class).route(arc.route).at(arc.start);
            self.flow.push(p.column(tag, 0.0, f64::INFINITY));
            self.leaving.entry((arc.class, arc.from, arc.start.0)).or_default().push(i);
            self.on_route.entry((arc.route, arc.start.0)).or_default().push(i);
            if let Node::Site(s) = arc.to {
                self.entering.entry((arc.class, s, arc.arrive.0)).or_default().push(i);
            }
        }
        let used: Vec<(RouteId, u32)> = self.on_route.keys().copied().collect();
        for (route, t) in used {
            let tag = Variable::of(Quantity::Lifts).route(route).at(t);
            let integer = mission.fleets[mission.routes[route].fleet].whole;
            let col = p.push_column(Column { tag, lower: 0.0, upper: f64::INFINITY, integer, cost: 0.0 });
            self.lifts.insert((route, t), col);
        }
        self.add_tokens(mission, x, p);
    }

    /// What is left of a limit that is no whole number, on the routes that have such a limit at some time.
    fn add_tokens(&mut self, mission: &Mission, x: &Expansion, p: &mut Program) {
        for (route, r) in mission.routes.iter() {
            let fleet = &mission.fleets[r.fleet];
            let used = x.periods().any(|t| self.lifts.contains_key(&(route, t.0)));
            if !used || x.periods().all(|t| r.bucket(t, fleet).is_none()) {
                continue;
            }
            for t in x.periods() {
                let holds = r.bucket(t, fleet).unwrap_or(r.max_lifts[t.at()]);
                let tag = Variable::of(Quantity::Tokens).route(route).at(t);
                self.tokens.insert((route, t.0), p.column(tag, 0.0, holds.max(1.0)));
            }
        }
    }

    fn add_stocks(&mut self, mission: &Mission, x: &Expansion, p: &mut Program) {
        for class in x.classes.ids() {
            for site in mission.sites.ids() {
                for t in x.periods().filter(|t| x.can_be(class, site, *t)) {
                    let tag = Variable::of(Quantity::Stock).class(class).site(site).at(t);
                    self.stock.insert((class, site, t.0), p.column(tag, 0.0, f64::INFINITY));
                }
            }
        }
    }

    /// Loads that wait for a lift, packed and cleared, at sites that limit how many in a period.
    fn add_prepared(&mut self, mission: &Mission, x: &Expansion, p: &mut Program) {
        let cargo: Vec<ClassId> = x.classes.iter().filter(|(_, c)| !c.kind.is_people()).map(|(k, _)| k).collect();
        let all = x.cargo();
        for (site, s) in mission.sites.iter() {
            let limited = x.periods().any(|t| s.handling[t.at()].get() < all);
            for t in x.periods().filter(|t| limited && *t < x.horizon) {
                if cargo.iter().any(|k| x.can_be(*k, site, t.previous())) {
                    let tag = Variable::of(Quantity::Prepared).site(site).at(t);
                    self.prepared.insert((site, t.0), p.column(tag, 0.0, f64::INFINITY));
                }
            }
        }
    }

    fn add_disposals(&mut self, mission: &Mission, x: &Expansion, p: &mut Program) {
        for class in x.classes.ids() {
            for site in mission.sites.ids() {
                for t in x.periods().filter(|t| x.can_be(class, site, t.previous())) {
                    for d in x.dispositions(class).iter().filter(|d| d.from <= t && d.most_at(site) > 0.0) {
                        let tag = Variable::of(Quantity::Dispose).class(class).site(site);
                        let tag = tag.about(Entity::Word(d.method.key())).at(t);
                        let col = p.column(tag, 0.0, f64::INFINITY);
                        self.disposals.entry((class, site, t.0)).or_default().push(self.dispose.len());
                        self.dispose.push(DisposeVar { class, site, disposition: d.clone(), period: t, col });
                    }
                }
            }
        }
    }

    fn add_fleets(&mut self, mission: &Mission, x: &Expansion, p: &mut Program) {
        for (id, fleet) in mission.fleets.iter() {
            let tag = Variable::of(Quantity::Fleet).fleet(id);
            self.fleet.push(x.periods().map(|t| p.column(tag.at(t), 0.0, fleet.present)).collect());
        }
        for (id, fleet) in mission.fleets.iter().filter(|(_, f)| f.keeps_whole_units()) {
            for t in x.periods() {
                let tag = Variable::of(Quantity::Units).fleet(id).at(t);
                let upper = (fleet.units * fleet.present + WHOLE).floor();
                let col = p.push_column(Column { tag, lower: 0.0, upper, integer: true, cost: 0.0 });
                self.units.insert((id, t.0), col);
            }
        }
        for (i, link) in mission.air_links.iter().enumerate() {
            for t in x.periods().filter(|t| *t <= link.until) {
                let tag = Variable::of(Quantity::Link).about(Entity::Link(i as u32)).at(t);
                self.links.insert((i, t.0), p.column(tag, 0.0, f64::INFINITY));
            }
        }
        // Thousands of dollars keep the coefficients near one.
        self.spend = x.periods().map(|t| p.column(Variable::of(Quantity::Spend).at(t), 0.0, f64::INFINITY)).collect();
    }

    /// Whether a rear party has to stay; none where a contingent has no rear party, no people or no cargo.
    fn add_rear(&mut self, mission: &Mission, x: &Expansion, p: &mut Program) {
        for (id, contingent) in mission.rules.contingents.iter() {
            let has = |people: bool| x.total_of(id, people) > 0.0;
            if contingent.rear > 0.0 && has(true) && has(false) {
                for t in x.periods() {
                    let tag = Variable::of(Quantity::Rear).about(Entity::Contingent(id)).at(t);
                    self.rear.insert((id, t.0), p.binary(tag));
                }
            }
        }
    }

    /// `stock[class,site,t]`, t >= 1; none where the class cannot be.
    pub fn stock(&self, class: ClassId, site: SiteId, t: Period) -> Option<Col> {
        self.stock.get(&(class, site, t.0)).copied()
    }
    /// `lifts[route,t]`; none where nothing can travel.
    pub fn lifts(&self, route: RouteId, t: Period) -> Option<Col> {
        self.lifts.get(&(route, t.0)).copied()
    }
    /// `prepared[site,t]`: loads that wait for their lift; none where nothing limits how many are handled.
    pub fn prepared(&self, site: SiteId, t: Period) -> Option<Col> {
        self.prepared.get(&(site, t.0)).copied()
    }
    /// `tokens[route,t]`; none where the limit is whole or there is none.
    pub fn tokens(&self, route: RouteId, t: Period) -> Option<Col> {
        self.tokens.get(&(route, t.0)).copied()
    }
    /// All tokens in order of route and period.
    pub fn all_tokens(&self) -> impl Iterator<Item = (RouteId, Period, Col)> {
        self.tokens.iter().map(|((r, t), c)| (*r, Period(*t), *c))
    }
    /// `units[fleet,t]`: units kept; none where they are not whole.
    pub fn units(&self, fleet: FleetId, t: Period) -> Option<Col> {
        self.units.get(&(fleet, t.0)).copied()
    }
    /// All numbers of units in order of fleet and period.
    pub fn all_units(&self) -> impl Iterator<Item = (FleetId, Period, Col)> {
        self.units.iter().map(|((f, t), c)| (*f, Period(*t), *c))
    }
    /// All lifts in order of route and period.
    pub fn all_lifts(&self) -> impl Iterator<Item = (RouteId, Period, Col)> {
        self.lifts.iter().map(|((r, t), c)| (*r, Period(*t), *c))
    }
    /// `open[site,t]`.
    pub fn open(&self, site: SiteId, t: Period) -> Open {
        match self.open.get(&(site, t.0)) {
            Some(col) => Open::Decided(*col),
            None => Open::Given(self.given[site.index()][t.at()]),
        }
    }
    /// All closures to be decided.
    pub fn all_open(&self) -> impl Iterator<Item = (SiteId, Period, Col)> {
        self.open.iter().map(|((s, t), c)| (*s, Period(*t), *c))
    }
    /// `fleet[fleet,t]`.
    pub fn fleet(&self, fleet: FleetId, t: Period) -> Col {
        self.fleet[fleet.index()][t.at() - 1]
    }
    /// `rear[contingent,t]`; none where there is no rear party.
    pub fn rear(&self, contingent: ContingentId, t: Period) -> Option<Col> {
        self.rear.get(&(contingent, t.0)).copied()
    }
    /// All of them in order of contingent and period.
    pub fn all_rear(&self) -> impl Iterator<Item = (ContingentId, Period, Col)> {
        self.rear.iter().map(|((c, t), col)| (*c, Period(*t), *col))
    }
    /// `link[link,t]`; none after the obligation.
    pub fn link(&self, link: usize, t: Period) -> Option<Col> {
        self.links.get(&(link, t.0)).copied()
    }
    /// `spend[t]`: thousands of dollars spent by the end of t.
    pub fn spend(&self, t: Period) -> Col {
        self.spend[t.at() - 1]
    }
    /// Arcs of a class that leave a site in a period.
    pub fn leaving(&self, class: ClassId, site: SiteId, t: Period) -> &[usize] {
        self.leaving.get(&(class, site, t.0)).map_or(&[], Vec::as_slice)
    }
    /// Arcs of a class that arrive at a site at the end of a period.
    pub fn entering(&self, class: ClassId, site: SiteId, t: Period) -> &[usize] {
        self.entering.get(&(class, site, t.0)).map_or(&[], Vec::as_slice)
    }
    /// Arcs that start on a route in a period.
    pub fn on_route(&self, route: RouteId, t: Period) -> &[usize] {
        self.on_route.get(&(route, t.0)).map_or(&[], Vec::as_slice)
    }
    /// Positions in [`Variables::dispose`] of a class at a site in a period.
    pub fn disposals(&self, class: ClassId, site: SiteId, t: Period) -> &[usize] {
        self.disposals.get(&(class, site, t.0)).map_or(&[], Vec::as_slice)
    }
}
