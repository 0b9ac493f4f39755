//! Rates: a quantity per one of another, and the table of the products that make sense.
//!
//! `rate × quantity` has the unit that is left, and the compiler refuses every product that is not in the table:
//!
//! ```
//! use drawdown_model::units::{Periods, Persons, Usd, UsdPerPersonPeriod};
//! let pay = UsdPerPersonPeriod(700.0);
//! let usd: Usd = pay * Persons(3.0) * Periods(2.0);
//! assert_eq!(usd, Usd(4200.0));
//! ```
//!
//! Pay without time is no money:
//!
//! ```compile_fail
//! use drawdown_model::units::{Periods, Persons, Usd, UsdPerPersonPeriod};
//! let pay = UsdPerPersonPeriod(700.0);
//! let usd: Usd = pay * Persons(3.0);
//! ```
//!
//! Nor is what a person costs, times loads:
//!
//! ```compile_fail
//! use drawdown_model::units::{Loads, Usd, UsdPerPerson};
//! let usd: Usd = UsdPerPerson(700.0) * Loads(3.0);
//! ```
//!
//! And a price per lift is not added to a price per person:
//!
//! ```compile_fail
//! use drawdown_model::units::{UsdPerLift, UsdPerPerson};
//! let sum = UsdPerPerson(700.0) + UsdPerLift(3.0);
//! ```
//!
//! Knows units only.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Div, Mul, Neg, Sub, SubAssign};

use crate::units::{Items, Lifts, Loads, Months, Periods, Persons, Usd, unit};

unit!(
    /// Dollars for one lift.
    UsdPerLift, " USD/lift"
);
unit!(
    /// Dollars for one person, once.
    UsdPerPerson, " USD/person"
);
unit!(
    /// Dollars for one load, once.
    UsdPerLoad, " USD/load"
);
unit!(
    /// Dollars for one person or load, once.
    UsdPerItem, " USD/person or load"
);
unit!(
    /// Dollars in a month, as scenarios say.
    UsdPerMonth, " USD/month"
);
unit!(
    /// Dollars in a period.
    UsdPerPeriod, " USD/period"
);
unit!(
    /// Dollars for one person in a period: pay, fuel, water, catering.
    UsdPerPersonPeriod, " USD/person/period"
);
unit!(
    /// Dollars for one load in a period: reimbursement.
    UsdPerLoadPeriod, " USD/load/period"
);
unit!(
    /// Dollars for one person or load in a period.
    UsdPerItemPeriod, " USD/person or load/period"
);
unit!(
    /// Dollars for one person in a month, as scenarios say.
    UsdPerPersonMonth, " USD/person/month"
);
unit!(
    /// Dollars for one load in a month, as scenarios say.
    UsdPerLoadMonth, " USD/load/month"
);
unit!(
    /// Persons in a period: what an exit takes.
    PersonsPerPeriod, " persons/period"
);
unit!(
    /// Loads in a period: what a site handles, what an exit takes.
    LoadsPerPeriod, " loads/period"
);
unit!(
    /// Persons for one load: who guards it.
    PersonsPerLoad, " persons/load"
);
unit!(
    /// Persons on one lift: its escort.
    PersonsPerLift, " persons/lift"
);
unit!(
    /// Months in a period.
    MonthsPerPeriod, " months/period"
);

/// `rate * quantity = product` both ways round, and `product / quantity = rate`.
macro_rules! products {
    ($($rate:ident * $quantity:ident = $product:ident;)+) => {$(
        impl Mul<$quantity> for $rate {
            type Output = $product;
            fn mul(self, rhs: $quantity) -> $product {
                $product(self.0 * rhs.0)
            }
        }
        impl Mul<$rate> for $quantity {
            type Output = $product;
            fn mul(self, rhs: $rate) -> $product {
                $product(self.0 * rhs.0)
            }
        }
        impl Div<$quantity> for $product {
            type Output = $rate;
            fn div(self, rhs: $quantity) -> $rate {
                $rate(self.0 / rhs.0)
            }
        }
    )+};
}

products! {
    UsdPerLift * Lifts = Usd;
    UsdPerPerson * Persons = Usd;
    UsdPerLoad * Loads = Usd;
    UsdPerItem * Items = Usd;
    UsdPerPeriod * Periods = Usd;
    UsdPerPersonPeriod * Persons = UsdPerPeriod;
    UsdPerPersonPeriod * Periods = UsdPerPerson;
    UsdPerLoadPeriod * Loads = UsdPerPeriod;
    UsdPerLoadPeriod * Periods = UsdPerLoad;
    UsdPerItemPeriod * Items = UsdPerPeriod;
    UsdPerItemPeriod * Periods = UsdPerItem;
    UsdPerMonth * Months = Usd;
    UsdPerMonth * MonthsPerPeriod = UsdPerPeriod;
    UsdPerPersonMonth * MonthsPerPeriod = UsdPerPersonPeriod;
    UsdPerLoadMonth * MonthsPerPeriod = UsdPerLoadPeriod;
    MonthsPerPeriod * Periods = Months;
    PersonsPerPeriod * Periods = Persons;
    LoadsPerPeriod * Periods = Loads;
    PersonsPerLoad * Loads = Persons;
    PersonsPerLift * Lifts = Persons;
}

/// A kind is people or cargo: what one of it costs, where the two are counted alike.
macro_rules! of_items {
    ($($of:ident = $item:ident;)+) => {$(
        impl From<$of> for $item {
            fn from(one: $of) -> Self {
                Self(one.0)
            }
        }
    )+};
}

of_items! {
    Persons = Items;
    Loads = Items;
    UsdPerPerson = UsdPerItem;
    UsdPerLoad = UsdPerItem;
    UsdPerPersonPeriod = UsdPerItemPeriod;
    UsdPerLoadPeriod = UsdPerItemPeriod;
}

impl Periods {
    /// One period.
    pub const ONE: Self = Self(1.0);
}
