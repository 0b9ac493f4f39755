//! Products of figures: each figure may be sound and their product beyond what a mission can have and a solver can hold apart.
//!
//! Works on the mission; who calls it says where things stand.

use crate::diagnostic::{Code, Diagnostic};
use crate::mission::{Mission, Nature};
use crate::scenario::field::{self, Name};
use crate::scenario::precheck::Where;
use crate::units::{Loads, Persons};

/// Dollars for one person, load or lift.
const PRICE: f64 = 1e9;
/// Dollars of one row in one period, or once.
const SUM: f64 = 1e12;
/// Days of one journey.
const DAYS: f64 = 3650.0;
/// Seats or slots of one lift.
const PLACES: f64 = 1e5;
/// Units of one fleet, lifts of one route in a period.
const MANY: f64 = 1e6;
/// Persons or loads in a period.
const RATE: f64 = 1e10;

struct TooLarge<'a> {
    list: Vec<Diagnostic>,
    place: Where<'a>,
}

impl TooLarge<'_> {
    /// A fault at the key if a product is too large or no number.
    fn most(&mut self, value: f64, most: f64, at: (Name, &str, Name), what: &str) {
        if value <= most {
            return;
        }
        let (table, id, key) = at;
        let message = format!("{what} of `{id}`: {value:.3e}, at most {most:.0e} can be planned with");
        let fault = Diagnostic::error(Code::PRODUCT, message)
            .remedy("is one of the figures of another unit, or has too many digits?");
        self.list.push(match (self.place)(table, id, key) {
            Some(place) => fault.at(&place, "this figure, or one that it is multiplied with"),
            None => fault,
        });
    }
}

/// All products that are too large.
pub(super) fn products(m: &Mission, place: Where) -> Vec<Diagnostic> {
    let mut b = TooLarge { list: Vec::new(), place };
    for s in m.sites.values() {
        let at = |key: Name| (field::SITES.any(), s.key.as_str(), key);
        b.most(
            s.running.iter().map(|u| u.get()).fold(0.0, f64::max),
            SUM,
            at(field::RUNNING_PER_MONTH.any()),
            "running cost in a period, dollars",
        );
        b.most(s.closing.get(), SUM, at(field::CLOSING.any()), "cost of closing, dollars");
        let staff = s.national_staff;
        b.most(
            (staff * s.national_pay).get(),
            SUM,
            at(field::NATIONAL_PAY_PER_MONTH.any()),
            "national staff × their pay in a period, dollars",
        );
        b.most(
            (staff * s.separation).get(),
            SUM,
            at(field::SEPARATION.any()),
            "national staff × their separation, dollars",
        );
        let rate = s.handling.iter().map(|l| l.get()).filter(|r| r.is_finite()).fold(0.0, f64::max);
        b.most(rate, RATE, at(field::HANDLING_PER_WEEK.any()), "handling in a period, loads");
        let unarmed = at(field::GUARD_PER_PERSON.any());
        b.most(s.guard_per_person, MANY, unarmed, "armed people for one unarmed person");
        b.most(s.guard_per_load.get(), MANY, at(field::GUARD_PER_LOAD.any()), "armed people for one load");
    }
    for x in m.exits.values() {
        let at = |key: Name| (field::EXITS.any(), x.key.as_str(), key);
        let (people, loads) = (x.people.iter().map(|p| p.get()), x.loads.iter().map(|l| l.get()));
        b.most(people.fold(0.0, f64::max), RATE, at(field::PEOPLE_PER_WEEK.any()), "people in a period");
        b.most(loads.fold(0.0, f64::max), RATE, at(field::LOADS_PER_WEEK.any()), "loads in a period");
        b.most(x.usd_per_person.get(), PRICE, at(field::PER_PERSON.any()), "price of one person's journey, dollars");
        b.most(x.usd_per_load.get(), PRICE, at(field::PER_LOAD.any()), "price of one load, dollars");
    }
    for f in m.fleets.values() {
        let at = |key: Name| (field::FLEETS.any(), f.key.as_str(), key);
        let days = f.days.iter().map(|d| d.get()).fold(0.0, f64::max);
        b.most(
            days,
            MANY * f64::from(m.calendar.period_days),
            at(field::UNITS.any()),
            "units × working days of a period",
        );
        b.most(
            f.standing.get(),
            SUM,
            at(field::STANDING_PER_MONTH.any()),
            "units × standing cost in a period, dollars",
        );
        b.most(f.crew.get(), MANY, at(field::CREW.any()), "units × crew");
    }
    routes(m, &mut b);
    kinds(m, &mut b);
    b.list
}

fn routes(m: &Mission, b: &mut TooLarge) {
    for r in m.routes.values() {
        let own = r
            .key
            .strip_suffix("-back")
            .filter(|k| (b.place)(field::ROUTES.any(), k, field::ID.any()).is_some())
            .unwrap_or(&r.key);
        let at = |key: Name| (field::ROUTES.any(), own, key);
        let longest = r.travel.iter().zip(&r.cycle).map(|(t, c)| t.get().max(c.get()));
        let never = longest.fold(0.0, |a: f64, d| if d.is_nan() { f64::INFINITY } else { a.max(d) });
        b.most(never, DAYS, at(field::KM.any()), "the journey never ends: days of the journey and back");
        b.most(
            r.usd_per_lift.get(),
            PRICE,
            at(field::PER_LIFT.any()),
            "price of one lift (with 2 × km × per_km), dollars",
        );
        b.most(r.usd_per_person.get(), PRICE, at(field::PER_PERSON.any()), "price of one person, dollars");
        b.most(r.usd_per_load.get(), PRICE, at(field::PER_LOAD.any()), "price of one load, dollars");
        b.most(r.seats, PLACES, at(field::SEATS.any()), "seats of one lift");
        b.most(r.slots, PLACES, at(field::SLOTS.any()), "slots of one lift");
        let lifts = r.max_lifts.iter().copied().filter(|l| l.is_finite()).fold(0.0, f64::max);
        b.most(
            lifts,
            MANY * f64::from(m.calendar.period_days),
            at(field::MAX_LIFTS_PER_WEEK.any()),
            "lifts in a period",
        );
        b.most(
            r.casualties.iter().copied().fold(0.0, f64::max),
            MANY,
            at(field::CASUALTIES_PER_LIFT.any()),
            "casualties of a lift",
        );
    }
}

fn kinds(m: &Mission, b: &mut TooLarge) {
    for (id, k) in m.kinds.iter() {
        let at = |key: Name| (field::KINDS.any(), k.key.as_str(), key);
        let all: f64 = m.units.values().filter(|u| u.kind == id).map(|u| u.quantity).sum();
        b.most(k.size, 1e4, at(field::SIZE.any()), "seats or slots of one");
        b.most(1.0 / k.size, 1e4, at(field::SIZE.any()), "so many on one seat or slot");
        match &k.nature {
            Nature::People { pay, repatriation, .. } => {
                b.most(
                    pay.get().max(repatriation.get()),
                    PRICE,
                    at(field::PAY_PER_MONTH.any()),
                    "dollars for one person",
                );
                b.most(
                    (*pay * Persons(all)).get(),
                    SUM,
                    at(field::PAY_PER_MONTH.any()),
                    "people × their pay in a period, dollars",
                );
                b.most(
                    (*repatriation * Persons(all)).get(),
                    SUM,
                    at(field::REPATRIATION.any()),
                    "people × their journey home, dollars",
                );
            }
            Nature::Cargo { value, reimbursement, dispositions, .. } => {
                b.most((*value * Loads(all)).get(), 10.0 * SUM, at(field::VALUE.any()), "loads × their value, dollars");
                b.most(
                    (*reimbursement * Loads(all)).get(),
                    SUM,
                    at(field::REIMBURSEMENT_PER_MONTH.any()),
                    "loads × reimbursement, dollars",
                );
                let dearest = dispositions.iter().map(|d| d.cost.get().max(d.proceeds.get())).fold(0.0, f64::max);
                b.most(dearest * all.max(1.0), SUM, at(field::DISPOSITIONS.any()), "loads × cost or proceeds, dollars");
            }
        }
    }
}
