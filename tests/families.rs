//! Every constraint family has its file, its heading in docs/model.md and its rows in a model that needs it.

use drawdown::expand::Expansion;
use drawdown::formulation::{FAMILIES, Formulation};
use drawdown::scenario::{self, Options};

#[test]
fn each_family_has_a_file_a_heading_and_rows() {
    let set = [
        "rules.sequence={order=\"troops-first\"}",
        "sites.north.medical=[\"hub\"]",
        "air_links=[{id=\"l\",fleet=\"charter\",site=\"hub\",seats_per_week=10,until=2023-08-01,seats_per_flight=20}]",
    ];
    let options = Options { set: set.iter().map(|s| (*s).to_owned()).collect(), ..Options::default() };
    let m = scenario::load_str(scenario::starter(), &options).expect("loads").mission;
    let f = Formulation::new(&m, Expansion::new(&m, m.calendar.deadline(), true));
    let page = std::fs::read_to_string("docs/model.md").expect("docs/model.md");
    for family in FAMILIES {
        let rows = f.program.rows().iter().filter(|r| r.name.starts_with(&format!("{}[", family.name))).count();
        assert!(rows > 0, "{} has no rows", family.name);
        assert!(page.contains(&format!("### {}", family.name)), "{} has no heading", family.name);
        assert!(std::path::Path::new(&format!("src/formulation/{}.rs", family.name)).exists());
    }
}

/// The implied rows cut off fractions only: the optimum over whole closures is the same, and the relaxation never falls.
#[test]
fn implied_rows_keep_the_optimum_and_lift_the_relaxation() {
    use drawdown::mission::Objective;
    use drawdown::solve::{Request, Status, Unwatched, backend};
    let without: Vec<_> = FAMILIES.into_iter().filter(|f| f.name != "implied").collect();
    for set in [vec![], vec!["sites.north.guard=60", "sites.north.handling_per_week=9"]] {
        let set = set.iter().map(|s| (*s).to_owned()).collect();
        let m = scenario::load_str(scenario::starter(), &Options { set, ..Options::default() }).expect("loads").mission;
        let optimum = |families: &[_], relaxed: bool| {
            let mut f = Formulation::with_families(&m, Expansion::new(&m, m.calendar.deadline(), true), families);
            f.minimise(Objective::EconomicCost);
            let rows = f.program.rows().len();
            if relaxed {
                f.program.relax();
            }
            let request = Request { gap: 0.0, ..Request::default() };
            let s = backend(None).expect("a backend").solve(&f.program, &request, &Unwatched).expect("solves");
            assert_eq!(s.status, Status::Optimal);
            (s.objective, rows)
        };
        let ((whole, rows), (plain, plain_rows)) = (optimum(&FAMILIES, false), optimum(&without, false));
        assert!(rows > plain_rows, "the scenario has implied rows");
        assert!((whole - plain).abs() <= 1e-6 * plain.abs(), "{whole} is not {plain}");
        let (tight, loose) = (optimum(&FAMILIES, true).0, optimum(&without, true).0);
        assert!(tight >= loose - 1e-6 * loose.abs(), "{tight} is below {loose}");
        assert!(tight <= whole + 1e-6 * whole.abs());
    }
}
