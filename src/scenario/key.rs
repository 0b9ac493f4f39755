//! What a key of the file format is: its name, what it holds, whether it must be there, what it means.
//!
//! Must not know which keys there are: the tables of `schema` and of those who read a file of their own name them.

use crate::scenario::field::{Field, Sorted, ValueSort};

/// What a key holds.
#[derive(Debug, Clone, Copy)]
pub(super) enum Holds {
    Text,
    Words(&'static [&'static str]),
    Flag,
    /// A plain number, zero or more.
    Number,
    /// A plain number of people or loads.
    Count,
    /// A number a week, or a text with another time: `"40/day"`.
    PerWeek,
    /// People or loads a week, likewise.
    CountPerWeek,
    /// A number above zero.
    Positive,
    Share,
    Money,
    /// Dollars a month, or a text with another time: `"480k/year"`.
    MoneyPerMonth,
    Km,
    Days,
    Date,
    Position,
    /// Two numbers, least and most.
    Range,
    Texts,
    Row(&'static [Key]),
    Rows(&'static [Key]),
    /// Kept as it is.
    Free,
}

/// A key of a table.
#[derive(Debug, Clone, Copy)]
pub(super) struct Key {
    pub name: &'static str,
    pub holds: Holds,
    pub required: bool,
    pub doc: &'static str,
}

/// A key that may be left out.
pub(super) const fn key<S: Sorted>(field: Field<S>, holds: Holds, doc: &'static str) -> Key {
    assert!(holds.sort() as u8 == S::SORT as u8, "the key is read as another sort than it holds");
    Key { name: field.name(), holds, required: false, doc }
}
/// A key that must be there.
pub(super) const fn must<S: Sorted>(field: Field<S>, holds: Holds, doc: &'static str) -> Key {
    Key { required: true, ..key(field, holds, doc) }
}

impl Holds {
    /// What the reader of a row gets.
    const fn sort(self) -> ValueSort {
        match self {
            Self::Text | Self::Words(_) => ValueSort::Text,
            Self::Flag => ValueSort::Flag,
            Self::Number | Self::Count | Self::PerWeek | Self::CountPerWeek | Self::Positive | Self::Share => {
                ValueSort::Number
            }
            Self::Money | Self::MoneyPerMonth | Self::Km | Self::Days => ValueSort::Number,
            Self::Date => ValueSort::Day,
            Self::Position => ValueSort::Position,
            Self::Range => ValueSort::Range,
            Self::Texts => ValueSort::Texts,
            Self::Row(_) => ValueSort::Nested,
            Self::Rows(_) => ValueSort::List,
            Self::Free => ValueSort::Note,
        }
    }
}
