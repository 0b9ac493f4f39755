//! What is known already of what one process would compute: worlds of proofs and of the bound, by their numbers.
//!
//! Must not know how candidates were found.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::simulate::Replication;

/// A share of the work: the `i`-th of `n`, from 1.
pub type ShardNumber = (u64, u64);

/// Whether a world falls to a share.
pub(super) const fn falls_to((i, n): ShardNumber, world: u64) -> bool {
    world % n == i - 1
}

/// What is known already of what one process would compute.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KnownWorlds {
    /// By candidate: fresh worlds of its proof, in the order of their numbers.
    pub(super) proofs: BTreeMap<usize, Vec<Replication>>,
    /// By world: the least spending and loss of a planner who knows it, dollars.
    pub(super) economic: BTreeMap<usize, f64>,
    /// By world: the least spending.
    pub(super) spending: BTreeMap<usize, f64>,
}

impl KnownWorlds {
    /// A candidate in a fresh world.
    pub(super) fn world(&self, candidate: usize, number: u64) -> Option<&Replication> {
        let list = self.proofs.get(&candidate)?;
        list.binary_search_by_key(&number, |r| r.number).ok().map(|at| &list[at])
    }

    pub(super) fn add(&mut self, other: &Self) {
        for (at, worlds) in &other.proofs {
            let list = self.proofs.entry(*at).or_default();
            list.extend(worlds.iter().cloned());
            list.sort_by_key(|r| r.number);
        }
        self.economic.extend(&other.economic);
        self.spending.extend(&other.spending);
    }

    /// Fresh worlds that it holds.
    pub fn worlds(&self) -> usize {
        self.proofs.values().map(Vec::len).sum()
    }
}
