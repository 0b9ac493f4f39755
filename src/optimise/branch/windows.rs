//! Closing windows: between which periods each site may close. A branch of the search is a choice of windows, and the columns
//! `open` are nothing but windows written out.
//!
//! Must not know the solver's state or the order in which branches are searched.

use crate::formulation::Formulation;
use crate::id::Id;
use crate::optimise::fixing::Closures;
use crate::program::Col;
use crate::solve::Vertex;
use crate::tolerance::WHOLE;

/// Shares that differ by less belong to one plateau.
const PLATEAU: f64 = 0.1;

/// First and last period at whose end each site may have closed for the first time, by site index.
pub(in crate::optimise) type Windows = Vec<(u32, u32)>;
/// Share of each site that is open, by site index and position of the column.
pub(super) type OpenShares = Vec<Vec<f64>>;

/// A site closes by the end of `at` in one branch, later in the other.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Split {
    pub site: usize,
    pub at: u32,
    /// How fractional the site is, in periods.
    pub fraction: f64,
}

/// The columns `open` by site, ascending by period.
pub(in crate::optimise) struct Sites {
    columns: Vec<Vec<(u32, Col)>>,
}

impl Sites {
    pub(in crate::optimise) fn new(f: &Formulation) -> Self {
        let mut columns = vec![Vec::new(); f.mission.sites.len()];
        for (site, t, col) in f.vars.all_open() {
            columns[site.index()].push((t.0, col));
        }
        Self { columns }
    }

    /// The windows that the formulation leaves; (0, 0) where nothing is to be decided.
    pub(in crate::optimise) fn widest(&self) -> Windows {
        self.columns
            .iter()
            .map(|c| match (c.first(), c.last()) {
                (Some(first), Some(last)) => (first.0, last.0 + 1),
                _ => (0, 0),
            })
            .collect()
    }

    /// Windows of one period: the closures given, as far as they are to be decided.
    pub(in crate::optimise) fn only(&self, at: &Closures) -> Windows {
        self.widest().iter().zip(at).map(|((lo, hi), c)| ((*c).clamp(*lo, *hi), (*c).clamp(*lo, *hi))).collect()
    }

    /// Bounds of the columns under `windows`, ascending by column.
    pub(in crate::optimise) fn bounds(&self, windows: &Windows) -> Vec<(Col, f64, f64)> {
        let sites = self.columns.iter().zip(windows);
        sites
            .flat_map(|(columns, (lo, hi))| {
                columns.iter().map(move |(t, col)| {
                    let (open, closed) = (t < lo, t >= hi);
                    (*col, f64::from(u8::from(open)), f64::from(u8::from(!closed)))
                })
            })
            .collect()
    }

    pub(super) fn shares(&self, x: &[f64]) -> OpenShares {
        self.columns.iter().map(|c| c.iter().map(|(_, col)| x[col.index()]).collect()).collect()
    }

    /// Closures where the open share falls below `threshold`.
    pub(super) fn rounded(&self, shares: &OpenShares, windows: &Windows, threshold: f64) -> Closures {
        let sites = self.columns.iter().zip(shares).zip(windows);
        sites
            .map(|((columns, shares), (lo, hi))| {
                let below = columns.iter().zip(shares).find(|(_, s)| **s < threshold);
                below.map_or(*hi, |((t, _), _)| (*t).clamp(*lo, *hi))
            })
            .collect()
    }

    /// Where a branch could be made, most fractional first. On a plateau the middle: either side then moves as a whole.
    pub(super) fn splits(&self, shares: &OpenShares, windows: &Windows) -> Vec<Split> {
        let mut splits: Vec<Split> = (0..self.columns.len())
            .filter_map(|site| {
                let (lo, hi) = windows[site];
                let between: Vec<(u32, f64)> = self.columns[site]
                    .iter()
                    .zip(&shares[site])
                    .filter(|((t, _), s)| (lo..hi).contains(t) && (WHOLE..=1.0 - WHOLE).contains(*s))
                    .map(|((t, _), s)| (*t, *s))
                    .collect();
                let middle = between.iter().min_by(|a, b| (a.1 - 0.5).abs().total_cmp(&(b.1 - 0.5).abs()))?.1;
                let plateau: Vec<u32> =
                    between.iter().filter(|(_, s)| (s - middle).abs() <= PLATEAU).map(|(t, _)| *t).collect();
                let fraction = between.iter().map(|(_, s)| s.min(1.0 - s)).sum();
                Some(Split { site, at: plateau[plateau.len() / 2], fraction })
            })
            .collect();
        splits.sort_by(|a, b| b.fraction.total_cmp(&a.fraction));
        splits
    }

    /// The windows without the closings that cannot be better than `cutoff` by the reduced costs of the relaxation over them. A
    /// site that closes later is open in every period before: the reduced costs of all of them add up.
    pub(super) fn tightened(&self, vertex: &Vertex, windows: &Windows, cutoff: f64) -> Windows {
        let room = cutoff - vertex.objective;
        if !room.is_finite() {
            return windows.clone();
        }
        let sites = self.columns.iter().zip(windows);
        sites
            .map(|(columns, (lo, hi))| {
                let (mut lo, mut hi) = (*lo, *hi);
                let at = |col: &Col| (vertex.x[col.index()], vertex.reduced[col.index()]);
                let (mut later, mut sooner) = (0.0, 0.0);
                for (t, col) in columns {
                    let (share, reduced) = at(col);
                    later += if share < WHOLE { reduced.max(0.0) } else { 0.0 };
                    if later > room {
                        hi = hi.min(*t);
                        break;
                    }
                }
                for (t, col) in columns.iter().rev() {
                    let (share, reduced) = at(col);
                    sooner += if share > 1.0 - WHOLE { (-reduced).max(0.0) } else { 0.0 };
                    if sooner > room {
                        lo = lo.max(t + 1);
                        break;
                    }
                }
                (lo.min(hi), hi)
            })
            .collect()
    }
}

/// What lies in both; a site without any closing has its first after its last.
pub(super) fn intersection(a: &Windows, b: &Windows) -> Windows {
    a.iter().zip(b).map(|(a, b)| (a.0.max(b.0), a.1.min(b.1))).collect()
}

/// The two branches of a split: closes by then, closes later.
pub(super) fn halves(windows: &Windows, split: Split) -> [Windows; 2] {
    let (mut sooner, mut later) = (windows.clone(), windows.clone());
    sooner[split.site].1 = split.at;
    later[split.site].0 = split.at + 1;
    [sooner, later]
}
