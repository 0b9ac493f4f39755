//! Single relaxations of a mission, one after the other: what the search for a plan is made of.
//!
//! Must not know how the search chooses them.

use std::time::Instant;

use drawdown::expand::Expansion;
use drawdown::formulation::Formulation;
use drawdown::id::Id;
use drawdown::mission::{Mission, Objective};
use drawdown::program::Col;
use drawdown::solve::{self, From, Hot, Relaxed, Vertex};

use crate::kit::processor_seconds;

/// A site counts as closed when its relaxed share falls below one of these.
const THRESHOLDS: [f64; 2] = [0.5, 1e-4];

/// What was done, seconds by the clock and of the processor, how it ended.
pub(crate) struct Part {
    pub(crate) what: String,
    pub(crate) seconds: f64,
    pub(crate) processor: Option<f64>,
    pub(crate) how: String,
}

struct Clock(Instant, Option<f64>);

impl Clock {
    fn start() -> Self {
        Self(Instant::now(), processor_seconds())
    }
    fn stop(&self, what: String, how: String) -> Part {
        let processor = processor_seconds().zip(self.1).map(|(now, before)| now - before);
        Part { what, seconds: self.0.elapsed().as_secs_f64(), processor, how }
    }
}

/// Loading, the first relaxation, and plans with closures rounded from it, from its basis and from nothing; each stopped after
/// `limit` seconds. Empty where the solver keeps no relaxation loaded.
pub(crate) fn parts(mission: &Mission, limit: f64) -> Vec<Part> {
    let mut done = Vec::new();
    let clock = Clock::start();
    let mut f = Formulation::new(mission, Expansion::new(mission, mission.calendar.deadline(), true));
    for before in [Objective::PeopleLeft, Objective::SensitiveLost] {
        f.bound(before, 1e-6);
    }
    f.minimise(Objective::EconomicCost);
    done.push(clock.stop("build".into(), String::new()));
    let load = || solve::backend(None).and_then(|b| b.hot(&f.program).ok().flatten());
    let clock = Clock::start();
    let Some(mut warm) = load() else { return Vec::new() };
    done.push(clock.stop("load".into(), String::new()));
    let mut run = |hot: &mut dyn Hot, what: String, bounds: &[(Col, f64, f64)], from: Option<&Vertex>| {
        let clock = Clock::start();
        let stop = || clock.0.elapsed().as_secs_f64() > limit;
        let relaxed = hot.solve(bounds, from.map_or(From::Nothing, |v| From::Near(&v.basis)), f64::INFINITY, &stop);
        let (how, vertex) = match relaxed {
            Ok(Relaxed::Optimal(v)) => (format!("{:.6e}", v.objective), Some(v)),
            Ok(other) => (format!("{other:?}"), None),
            Err(trouble) => (trouble.to_string(), None),
        };
        let part = clock.stop(what, how);
        eprintln!("{}: {:.2} s, {}", part.what, part.seconds, part.how);
        done.push(part);
        vertex
    };
    let Some(root) = run(&mut *warm, "first relaxation".into(), &[], None) else { return done };
    for threshold in THRESHOLDS {
        let bounds = rounded(&f, &root, threshold);
        run(&mut *warm, format!("closures at {threshold}, from the first basis"), &bounds, Some(&root));
        // Loaded again: one that was solved before starts where it ended.
        let Some(mut cold) = load() else { break };
        let Some(plan) = run(&mut *cold, format!("closures at {threshold}, from nothing"), &bounds, None) else {
            continue;
        };
        let near = one_later(&f, &plan);
        run(&mut *warm, "one site a week later, from the basis of that".into(), &near, Some(&plan));
        let Some(mut cold) = load() else { break };
        run(&mut *cold, "the same from nothing".into(), &near, None);
    }
    done
}

/// Bounds that close each site where its share falls below `threshold`.
fn rounded(f: &Formulation, root: &Vertex, threshold: f64) -> Vec<(Col, f64, f64)> {
    let mut closed = vec![false; f.mission.sites.len()];
    let columns = f.vars.all_open();
    columns
        .map(|(site, _, col)| {
            closed[site.index()] |= root.x[col.index()] < threshold;
            let open = f64::from(u8::from(!closed[site.index()]));
            (col, open, open)
        })
        .collect()
}

/// Bounds of a plan's closures, but one site of the middle closes a period later.
fn one_later(f: &Formulation, plan: &Vertex) -> Vec<(Col, f64, f64)> {
    let columns: Vec<_> = f.vars.all_open().collect();
    let mut bounds = rounded(f, plan, 0.5);
    let closings: Vec<usize> = (1..columns.len())
        .filter(|i| columns[*i].0 == columns[i - 1].0 && bounds[*i].1 == 0.0 && bounds[i - 1].1 == 1.0)
        .collect();
    if let Some(i) = closings.get(closings.len() / 2) {
        bounds[*i] = (bounds[*i].0, 1.0, 1.0);
    }
    bounds
}
