//! Second opinions: exported models solved by other solvers, and every backend of this build on the same programs.

use std::collections::BTreeSet;

use crate::kit::tools::{found, output, python};
use crate::kit::{draft, exact, mission, same, tutorial};
use drawdown::expand::Expansion;
use drawdown::formulation::Formulation;
use drawdown::id::{Id, SiteId};
use drawdown::mission::{Mission, Objective, Period};
use drawdown::optimise::program;
use drawdown::program::presolve::{Decided, Reduced};
use drawdown::program::{Col, Program, lp, mps};
use drawdown::solve::{Request, Status, Unwatched, backend, backends};
use rand::rngs::ChaCha8Rng;
use rand::{RngExt, SeedableRng};

/// The optimum; none if nothing satisfies the rows.
fn solved(program: &Program) -> Option<f64> {
    let request = Request { gap: 0.0, ..Request::default() };
    let s = backend(None).expect("a backend").solve(program, &request, &Unwatched).expect("it solves");
    (s.status == Status::Optimal).then_some(s.objective)
}

/// What other solvers say of a file: solver and objective. None without a Python; each solver is required where tools are.
fn resolved(files: &[&std::path::Path]) -> Option<Vec<(String, String, f64)>> {
    let what = "exported programs solved elsewhere";
    let programs = ["cbc", "glpsol"].map(|solver| found(&[solver], what));
    let highs = python("highspy", what);
    let none = highs.is_none() && programs.iter().all(Option::is_none);
    let mut command = highs.or_else(|| python("subprocess", what)).filter(|_| !none)?;
    let said = output(command.arg("tests/independent/resolve.py").args(files));
    let text = String::from_utf8_lossy(&said.stdout).into_owned();
    let results = text.lines().filter_map(|l| l.strip_prefix("RESULT "));
    let one = |l: &str| {
        let mut words = l.split(' ');
        let (file, solver) = (words.next()?.to_owned(), words.next()?.to_owned());
        Some((file, solver, words.next()?.parse().ok()?))
    };
    Some(results.filter_map(one).collect())
}

fn missions() -> Vec<(String, Mission)> {
    let mut list = vec![("tutorial".to_owned(), tutorial(&[]))];
    list.extend([2, 5, 9].map(|seed| (format!("draft-{seed}"), mission(&draft::random(seed).text()))));
    list
}

/// The third stage of a poor mission: HiGHS 1.16 calls it infeasible with presolve and solves it without.
#[test]
fn infeasible_is_checked_without_presolve() {
    let p = program(&tutorial(&["budget.total=2M"]), &exact(), 3, false).expect("a program");
    let optimum = solved(&p).expect("the stage before it has a plan, and so has this");
    assert!(same(optimum, 8_693_569.733_5, 1e-6), "{optimum}");
}

#[test]
fn exported_stages_have_the_same_objective_elsewhere() {
    let dir = tempfile::tempdir().expect("a folder");
    let (mut compared, mut solvers) = (0, BTreeSet::new());
    for (name, m) in missions() {
        for stage in 1..=m.stages.len() {
            let Ok(p) = program(&m, &exact(), stage, false) else { continue };
            let files = [dir.path().join(format!("{name}-{stage}.mps")), dir.path().join(format!("{name}-{stage}.lp"))];
            let (mut as_mps, mut as_lp) = (Vec::new(), Vec::new());
            mps::write(&p, &mut as_mps).expect("memory");
            lp::write(&p, &mut as_lp).expect("memory");
            std::fs::write(&files[0], as_mps).expect("written");
            std::fs::write(&files[1], as_lp).expect("written");
            let here =
                solved(&p).unwrap_or_else(|| panic!("{name}, stage {stage}: nothing satisfies the exported rows"));
            let Some(answers) = resolved(&[&files[0], &files[1]]) else { return };
            for (file, solver, there) in answers {
                assert!(same(here, there, 1e-6), "{file}: {here} here, {there} with {solver}");
                solvers.insert(solver);
                compared += 1;
            }
        }
    }
    assert!(!solvers.is_empty(), "no solver answered");
    assert!(compared >= 15 * solvers.len(), "{compared} comparisons are too few");
}

/// The relaxation of every stage, and the whole program where the backend finds it in time, on every backend compiled in.
#[test]
fn every_backend_finds_the_same_optimum() {
    let all = backends();
    assert!(all.len() >= 2, "this build has one backend only");
    for (name, m) in missions().into_iter().take(3) {
        let mut f = Formulation::new(&m, Expansion::new(&m, m.calendar.deadline(), true));
        for objective in [Objective::PeopleLeft, Objective::EconomicCost, Objective::Earliness] {
            f.minimise(objective);
            let mut relaxed = f.program.clone();
            relaxed.relax();
            for p in [&relaxed, &f.program] {
                let expected = solved(p);
                for b in &all {
                    let request = Request { gap: 0.0, ..Request::default() };
                    let s = b.solve(p, &request, &Unwatched).expect("it solves");
                    let told = format!("{name}, {objective:?}, {}: {s:?} not {expected:?}", b.name());
                    match expected {
                        Some(expected) => {
                            assert!(s.status == Status::Optimal && same(expected, s.objective, 1e-6), "{told}");
                        }
                        None => assert_eq!(s.status, Status::Infeasible, "{told}"),
                    }
                }
            }
        }
    }
}

/// The relaxation's optimum under bounds of some columns; none if nothing satisfies the rows.
fn relaxed_under(program: &Program, bounds: &[(Col, f64, f64)]) -> Option<(f64, Vec<f64>)> {
    let mut p = program.clone();
    p.relax();
    for (col, lower, upper) in bounds {
        p.set_bounds(*col, *lower, *upper);
    }
    let s = backend(None)?.solve(&p, &Request::default(), &Unwatched).expect("it solves");
    (s.status == Status::Optimal).then_some((s.objective, s.x))
}

/// Closing windows drawn within others: the first period in which a site may be closed, and the first in which it must be.
fn drawn(within: &[(u32, u32)], rng: &mut impl RngExt) -> Vec<(u32, u32)> {
    let one = |(lo, hi): &(u32, u32)| {
        let (a, b) = (rng.random_range(*lo..=*hi), rng.random_range(*lo..=*hi));
        (a.min(b), a.max(b))
    };
    within.iter().map(one).collect()
}

/// What is taken out of a relaxation is decided: the optimum stays, also under windows narrower than those it was reduced for.
#[test]
fn a_reduced_relaxation_has_the_same_optimum() {
    let (mut solved, mut empty) = (0, 0);
    for (name, m) in missions() {
        let mut f = Formulation::new(&m, Expansion::new(&m, m.calendar.deadline(), true));
        f.minimise(Objective::EconomicCost);
        let last = m.calendar.deadline().0;
        let bounds = |windows: &[(u32, u32)]| -> Vec<(Col, f64, f64)> {
            let one = |(site, t, col): (SiteId, Period, Col)| {
                let (lo, hi) = windows[site.index()];
                (col, f64::from(u8::from(t.0 < lo)), f64::from(u8::from(t.0 < hi)))
            };
            f.vars.all_open().map(one).collect()
        };
        let mut rng = ChaCha8Rng::seed_from_u64(7);
        for _ in 0..6 {
            let wide = drawn(&vec![(1, last + 1); m.sites.len()], &mut rng);
            let narrow = drawn(&wide, &mut rng);
            let expected = relaxed_under(&f.program, &bounds(&narrow));
            let found = Reduced::new(&f.program, &bounds(&wide)).and_then(|r| {
                let mut kept = Vec::new();
                for (col, lower, upper) in bounds(&narrow) {
                    match r.column(col) {
                        Ok(c) => kept.push((c, lower, upper)),
                        Err(Decided(v)) if v < lower || v > upper => return None,
                        Err(_) => {}
                    }
                }
                let (objective, x) = relaxed_under(&r.program, &kept)?;
                Some((objective, r.restored(&x, |decided| decided)))
            });
            match (expected, found) {
                (Some((a, _)), Some((b, x))) => {
                    assert!(same(a, b, 1e-6), "{name}: {a} and {b} under {narrow:?} within {wide:?}");
                    let violation = f.program.violation_at(&x);
                    assert!(violation < 1e-4, "{name}: a row is broken by {violation}");
                    solved += 1;
                }
                (None, None) => empty += 1,
                (a, b) => panic!("{name}: {:?} and {:?} under {narrow:?}", a.map(|a| a.0), b.map(|b| b.0)),
            }
        }
    }
    assert!(solved >= 5 && empty >= 1, "{solved} solved and {empty} empty are too few");
}
