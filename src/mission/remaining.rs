//! What is left of a mission at the end of a period: every series cut there, every right used so far taken off.
//!
//! Knows the mission and a state. Must not know how the state was reached.

use crate::id::{Id, IdTable, KindId, SiteId};
use crate::mission::{Disposition, Measured, Method, Milestone, Mission, Nature, Period, Unit, UnitsOut};
use crate::units::{Days, Loads, Usd};

/// What is where at the end of a period.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct State {
    /// Persons or loads at the sites.
    pub holdings: Vec<(SiteId, KindId, f64)>,
    /// On the way to sites, with the period at whose end they are there.
    pub coming: Vec<(SiteId, KindId, Period, f64)>,
    /// By site: loads that are packed and cleared.
    pub prepared: Vec<f64>,
    /// By fleet: units that are out, with the days until they are back.
    pub out: Vec<Vec<UnitsOut>>,
    /// By site: closed.
    pub closed: Vec<bool>,
    /// By fleet: share that is there.
    pub present: Vec<f64>,
    /// Loads disposed of so far, and where.
    pub disposed: Vec<(KindId, Method, SiteId, f64)>,
    /// People and loads that reach an exit later: exit index, arrival, of people, quantity.
    pub arriving: Vec<(usize, Period, bool, f64)>,
    /// Dollars spent so far.
    pub spent: Usd,
}

impl Mission {
    /// The mission from the end of `after` to the end of `last`. A date by which a site has to be closed is dropped: what
    /// is late already cannot keep it, and no plan at all would be worse.
    #[must_use]
    pub fn remaining(&self, after: Period, last: Period, state: &State) -> Self {
        let mut m = self.clone();
        m.calendar.start = self.calendar.first_day(after.later(1));
        m.calendar.periods = last.0 - after.0;
        let earlier = |t: Period| Period(t.0.saturating_sub(after.0));
        for (_, r) in m.routes.iter_mut() {
            cut(&mut r.travel, after, last);
            cut(&mut r.cycle, after, last);
            cut(&mut r.max_lifts, after, last);
            cut(&mut r.casualties, after, last);
        }
        for (id, s) in m.sites.iter_mut() {
            cut(&mut s.handling, after, last);
            cut(&mut s.running, after, last);
            cut(&mut s.staying, after, last);
            // Element 0 is the guard at the new start.
            let now = s.guard_at(after);
            cut(&mut s.guard, after, last);
            s.guard[0] = now;
            s.keep_open_until = earlier(s.keep_open_until);
            s.prepared = Loads(state.prepared.get(id.index()).copied().unwrap_or(0.0));
            s.close_by = None;
            s.closed |= state.closed.get(id.index()).copied().unwrap_or(false);
        }
        for (id, f) in m.fleets.iter_mut() {
            cut(&mut f.days, after, last);
            cut(&mut f.there, after, last);
            f.paid_until = earlier(f.paid_until);
            let past = Days(f64::from(after.0) * f64::from(self.calendar.period_days));
            (f.first_day, f.last_day) = ((f.first_day - past).max(Days::ZERO), (f.last_day - past).max(Days::ZERO));
            f.present = state.present.get(id.index()).copied().unwrap_or(f.present);
            f.out = state.out.get(id.index()).cloned().unwrap_or_default();
        }
        for (_, x) in m.exits.iter_mut() {
            cut(&mut x.people, after, last);
            cut(&mut x.loads, after, last);
            if !x.due.is_empty() {
                cut(&mut x.due, after, last);
            }
        }
        for (exit, at, people, quantity) in &state.arriving {
            m.exits[crate::id::ExitId::from_index(*exit)].expect(*people, earlier(*at), *quantity);
        }
        m.air_links.iter_mut().for_each(|l| l.until = earlier(l.until));
        m.budget = self.budget.remaining(after, state.spent);
        m.units = units(self, after, state);
        m.rules.milestones = milestones(self, &m, after);
        // Holdings do not say whose they are.
        m.rules.contingents = IdTable::new();
        shares(self, &mut m, after, state);
        m
    }
}

/// What milestones still demand: as much may be left as before, of what is there now.
fn milestones(start: &Mission, now: &Mission, after: Period) -> Vec<Milestone> {
    let ahead = start.rules.milestones.iter().filter(|x| x.by > after);
    let share = |x: &Milestone| {
        let (all, rest) = match x.of {
            Measured::People => (start.people_total().get(), now.people_total().get()),
            Measured::Cargo => (start.cargo_total().get(), now.cargo_total().get()),
            // Closed sites are still in the table.
            Measured::Sites => (1.0, 1.0),
        };
        if rest > 0.0 { (1.0 - (1.0 - x.share) * all / rest).max(0.0) } else { 0.0 }
    };
    ahead.map(|x| Milestone { by: Period(x.by.0 - after.0), share: share(x), ..*x }).collect()
}

/// Element 0 is unused; then what lies in `after + 1 ..= last`.
fn cut<T: Copy>(v: &mut Vec<T>, after: Period, last: Period) {
    v.truncate(last.at() + 1);
    v.drain(1..=after.at().min(v.len() - 1));
}

fn units(m: &Mission, after: Period, state: &State) -> IdTable<crate::id::UnitId, Unit> {
    let unit = |site: SiteId, kind: KindId, arrives: Period, quantity: f64| Unit {
        key: format!("{}-{}", m.sites[site].key, m.kinds[kind].key),
        contributor: String::new(),
        site,
        kind,
        arrives,
        quantity,
        contingent: None,
    };
    let holdings = state.holdings.iter().map(|x| unit(x.0, x.1, Period::START, x.2));
    let coming = state.coming.iter().map(|x| unit(x.0, x.1, Period(x.2.0.saturating_sub(after.0)), x.3));
    holdings.chain(coming).filter(|u| u.quantity > 0.0).collect()
}

/// A disposition limited to a share of what there was may take what is left of that share.
fn shares(start: &Mission, m: &mut Mission, after: Period, state: &State) {
    let total =
        |m: &Mission, kind: KindId| -> f64 { m.units.values().filter(|u| u.kind == kind).map(|u| u.quantity).sum() };
    let now: Vec<f64> = start.kinds.ids().map(|k| total(m, k)).collect();
    for (id, kind) in m.kinds.iter_mut() {
        let Nature::Cargo { dispositions, .. } = &mut kind.nature else { continue };
        for d in dispositions.iter_mut() {
            d.from = Period(d.from.0.saturating_sub(after.0).max(1));
            for (_, _, site, quantity) in state.disposed.iter().filter(|x| x.0 == id && x.1 == d.method) {
                if let Some(most) = d.by_site.get_mut(site.index()) {
                    *most = (*most - quantity).max(0.0);
                }
            }
        }
        for d in dispositions.iter_mut().filter(|d: &&mut Disposition| d.max_share < 1.0) {
            let used: f64 = state.disposed.iter().filter(|x| x.0 == id && x.1 == d.method).map(|x| x.3).sum();
            let left = (d.max_share * total(start, id) - used).max(0.0);
            d.max_share = if now[id.index()] > 0.0 { (left / now[id.index()]).min(1.0) } else { 0.0 };
        }
    }
}
