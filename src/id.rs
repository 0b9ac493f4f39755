//! Typed positions: a `SiteId` can only look into the table of sites.
//!
//! Knows how to index; knows nothing of what is stored. The user's own names are `key` fields of the records.

use std::fmt;
use std::marker::PhantomData;
use std::ops::{Index, IndexMut};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A position in an [`IdTable`].
pub trait Id: Copy + Eq + Ord {
    /// The id of row `index`.
    fn from_index(index: usize) -> Self;
    /// The row of this id.
    fn index(self) -> usize;
}

macro_rules! id {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub struct $name(u32);
        impl Id for $name {
            fn from_index(index: usize) -> Self {
                Self(u32::try_from(index).expect("invariant: tables have fewer than 2^32 rows"))
            }
            fn index(self) -> usize {
                self.0 as usize
            }
        }
    )+};
}

id!(
    /// A camp or other place where people and cargo stay.
    SiteId,
    /// A port or airport where people and cargo leave the mission area.
    ExitId,
    /// A directed connection, one mode, one fleet.
    RouteId,
    /// What makes lifts.
    FleetId,
    /// A kind of people or cargo with its attributes.
    KindId,
    /// A holding: so many of a kind, of one contributor, at one site.
    UnitId,
    /// People and cargo of one contributor that leave together.
    ContingentId,
    /// People or cargo that the model cannot tell apart.
    ClassId,
);

/// Rows addressed by their own id type, in the order of the scenario file.
#[derive(Clone, PartialEq)]
pub struct IdTable<K, V> {
    rows: Vec<V>,
    key: PhantomData<K>,
}

impl<K: Id, V> IdTable<K, V> {
    /// An empty table.
    pub const fn new() -> Self {
        Self { rows: Vec::new(), key: PhantomData }
    }
    /// Appends a row and returns its id.
    pub fn push(&mut self, row: V) -> K {
        self.rows.push(row);
        K::from_index(self.rows.len() - 1)
    }
    /// Number of rows.
    pub fn len(&self) -> usize {
        self.rows.len()
    }
    /// No rows at all.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }
    /// Rows with their ids, in order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (K, &V)> + ExactSizeIterator {
        self.rows.iter().enumerate().map(|(i, v)| (K::from_index(i), v))
    }
    /// Rows with their ids, in order, to change.
    pub fn iter_mut(&mut self) -> impl Iterator<Item = (K, &mut V)> {
        self.rows.iter_mut().enumerate().map(|(i, v)| (K::from_index(i), v))
    }
    /// Ids in order.
    pub fn ids(&self) -> impl DoubleEndedIterator<Item = K> + ExactSizeIterator + use<K, V> {
        (0..self.rows.len()).map(K::from_index)
    }
    /// Rows in order.
    pub fn values(&self) -> std::slice::Iter<'_, V> {
        self.rows.iter()
    }
    /// The row, or nothing if the id is of another table.
    pub fn get(&self, id: K) -> Option<&V> {
        self.rows.get(id.index())
    }
    /// The id of the first row that satisfies `test`.
    pub fn find(&self, test: impl FnMut(&V) -> bool) -> Option<K> {
        self.rows.iter().position(test).map(K::from_index)
    }
}

impl<K: Id, V> Default for IdTable<K, V> {
    fn default() -> Self {
        Self::new()
    }
}
impl<K: Id, V> FromIterator<V> for IdTable<K, V> {
    fn from_iter<I: IntoIterator<Item = V>>(iter: I) -> Self {
        Self { rows: iter.into_iter().collect(), key: PhantomData }
    }
}
impl<K: Id, V: Serialize> Serialize for IdTable<K, V> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        self.rows.serialize(to)
    }
}
impl<'de, K: Id, V: Deserialize<'de>> Deserialize<'de> for IdTable<K, V> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Ok(Self { rows: Vec::deserialize(from)?, key: PhantomData })
    }
}
impl<K: Id, V> Index<K> for IdTable<K, V> {
    type Output = V;
    fn index(&self, id: K) -> &V {
        &self.rows[id.index()]
    }
}
impl<K: Id, V> IndexMut<K> for IdTable<K, V> {
    fn index_mut(&mut self, id: K) -> &mut V {
        &mut self.rows[id.index()]
    }
}
impl<K: Id, V: fmt::Debug> fmt::Debug for IdTable<K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(&self.rows).finish()
    }
}
