//! The generator of missions: the same text for the same seed, files without a fault, and a full withdrawal that is possible.

use crate::kit::each_of;
use crate::kit::generate::{self, Size};
use drawdown::optimise::{Options, Shortfall, Silent, optimise};
use drawdown::scenario;

fn text(sites: usize, weeks: usize, seed: u64) -> String {
    generate::scenario(Size { sites, weeks, seed }).expect("in range")
}

#[test]
fn the_same_seed_gives_the_same_mission_for_ever() {
    assert_eq!(text(5, 13, 1), text(5, 13, 1));
    assert_ne!(text(5, 13, 1), text(5, 13, 2));
    // A figure that was drawn once: if it changes, published tables of growth compare different missions.
    assert!(
        text(5, 13, 1).contains("id = \"camp-001-soldier\"\nsite = \"camp-001\"\nkind = \"soldier\"\nquantity = 259\n")
    );
    let places = |t: &str| t.lines().filter(|l| l.starts_with("position")).map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(places(&text(13, 13, 4)), places(&text(13, 52, 4)));
}

#[test]
fn a_size_out_of_range_is_refused() {
    for (sites, weeks) in [(1, 26), (1000, 26), (5, 12), (5, 521)] {
        assert!(generate::scenario(Size { sites, weeks, seed: 1 }).is_err());
    }
}

#[test]
fn generated_files_load_without_a_fault() {
    for (sites, weeks, seed) in [(2, 13, 1), (5, 52, 2), (13, 26, 3), (25, 39, 4), (100, 52, 5)] {
        let loaded = scenario::load_str(&text(sites, weeks, seed), &scenario::Overrides::default());
        let loaded = loaded.unwrap_or_else(|r| panic!("{sites} sites: {:?}", r.diagnostics));
        // A small draw may leave a figure without effect (aircraft without a route, pay without staff): that is said, nothing else.
        let other: Vec<_> = loaded.warnings.iter().filter(|w| !w.message.contains("has no effect")).collect();
        assert!(other.is_empty(), "{sites} sites: {other:?}");
        let m = loaded.mission;
        assert_eq!((m.sites.len(), m.exits.len(), m.calendar.periods as usize), (sites, 2, weeks));
    }
}

#[test]
fn everybody_and_everything_can_leave_in_time() {
    for (sites, weeks, seed) in [(2, 13, 1), (5, 13, 2), (5, 13, 3), (8, 17, 4)].into_iter().step_by(each_of(2)) {
        let m = scenario::load_str(&text(sites, weeks, seed), &scenario::Overrides::default()).expect("loads").mission;
        // A wide gap: the question is whether there is a plan, not whether it is a good one.
        let options = Options { gap: 0.5, ..Options::default() };
        let outcome = optimise(&m, &options, &Silent).expect("it has a plan");
        assert_eq!(outcome.shortfall, Shortfall::None, "{sites} sites, seed {seed}");
        assert!(outcome.stages[0].value < 1e-3, "{sites} sites, seed {seed}: people left");
        assert!(
            outcome.decisions.closes.values().all(Option::is_some),
            "{sites} sites, seed {seed}: a site stays open"
        );
    }
}
