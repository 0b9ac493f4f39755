//! Quantities with their units in the type: persons, loads, dollars, days, kilometres; in `rates` what one costs for each of another.
//!
//! Knows arithmetic that keeps the unit. Knows nothing of sites, time or files.

mod rates;

pub use rates::*;

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Div, Mul, Neg, Sub, SubAssign};

/// A sum that may be of nothing: to Rust that is -0, and would be shown so. In the unit of its parts.
pub fn total(parts: impl Iterator<Item = f64>) -> f64 {
    parts.sum::<f64>() + 0.0
}

macro_rules! unit {
    ($(#[$doc:meta])* $name:ident, $label:literal) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Default)]
        pub struct $name(pub f64);

        impl $name {
            /// Nothing of it.
            pub const ZERO: Self = Self(0.0);
            /// The bare number, for the solver and for files.
            pub const fn get(self) -> f64 {
                self.0
            }
            /// The larger of two quantities.
            #[must_use]
            pub fn max(self, other: Self) -> Self {
                Self(self.0.max(other.0))
            }
            /// The smaller of two quantities.
            #[must_use]
            pub fn min(self, other: Self) -> Self {
                Self(self.0.min(other.0))
            }
        }
        impl Add for $name {
            type Output = Self;
            fn add(self, rhs: Self) -> Self {
                Self(self.0 + rhs.0)
            }
        }
        impl Sub for $name {
            type Output = Self;
            fn sub(self, rhs: Self) -> Self {
                Self(self.0 - rhs.0)
            }
        }
        impl Neg for $name {
            type Output = Self;
            fn neg(self) -> Self {
                Self(-self.0)
            }
        }
        impl AddAssign for $name {
            fn add_assign(&mut self, rhs: Self) {
                self.0 += rhs.0;
            }
        }
        impl SubAssign for $name {
            fn sub_assign(&mut self, rhs: Self) {
                self.0 -= rhs.0;
            }
        }
        impl Mul<f64> for $name {
            type Output = Self;
            fn mul(self, rhs: f64) -> Self {
                Self(self.0 * rhs)
            }
        }
        impl Div for $name {
            type Output = f64;
            fn div(self, rhs: Self) -> f64 {
                self.0 / rhs.0
            }
        }
        impl Sum for $name {
            fn sum<I: Iterator<Item = Self>>(iter: I) -> Self {
                Self(crate::units::total(iter.map(|q| q.0)))
            }
        }
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(&self.0, f)?;
                f.write_str($label)
            }
        }
    };
}

pub(crate) use unit;

unit!(
    /// Head count. Fractions occur in a plan's weekly flows, never in its manifest.
    Persons, " persons"
);
unit!(
    /// Cargo in loads: one container (TEU) or one vehicle.
    Loads, " loads"
);
unit!(
    /// United States dollars.
    Usd, " USD"
);
unit!(
    /// Days, also fractions of a day.
    Days, " days"
);
unit!(
    /// Kilometres along the route.
    Km, " km"
);

unit!(
    /// Convoys, sorties, flights.
    Lifts, " lifts"
);
unit!(
    /// Periods of the calendar, as a length of time.
    Periods, " periods"
);
unit!(
    /// Mean months, as a length of time.
    Months, " months"
);
unit!(
    /// Persons or loads, whichever their kind says.
    Items, " persons or loads"
);

/// Days of a mean month: monthly rates become rates per period by `days / MONTH`.
pub const DAYS_PER_MONTH: f64 = 365.0 / 12.0;
