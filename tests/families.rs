//! Every constraint family has its file, its heading in docs/model.md and its rows in a model that needs it.

use crate::kit::some;
use drawdown::expand::Expansion;
use drawdown::formulation::{FAMILIES, Formulation};
use drawdown::program::Family;
use drawdown::scenario::{self, Overrides};

#[test]
fn each_family_has_a_file_a_heading_and_rows() {
    let set = [
        "rules.sequence={order=\"troops-first\"}",
        "rules.max_closings_per_week=1",
        "contingents=[{units=[\"north-soldiers\",\"north-containers\"],rear=0.1}]",
        "rules.milestones=[{by=2023-07-30,share=0.1}]",
        "kinds.container.dispositions=[{method=\"sell\",per_week=9},{method=\"abandon\"}]",
        "fleets.company.min_units=1",
        "sites.north.medical=[\"hub\"]",
        "air_links=[{id=\"l\",fleet=\"charter\",site=\"hub\",seats_per_week=10,until=2023-08-01,seats_per_flight=20}]",
    ];
    let options = Overrides { set: set.iter().map(|s| (*s).to_owned()).collect(), ..Overrides::default() };
    let m = scenario::load_str(scenario::starter(), &options).expect("loads").mission;
    let f = Formulation::new(&m, Expansion::new(&m, m.calendar.deadline(), true));
    let page = std::fs::read_to_string("docs/model.md").expect("docs/model.md");
    for family in FAMILIES {
        let name = family.family.key();
        let rows = f.program.rows().iter().filter(|r| r.tag.family == family.family).count();
        assert!(rows > 0, "{name} has no rows");
        assert!(page.contains(&format!("### {name}")), "{name} has no heading");
        assert!(std::path::Path::new(&format!("src/formulation/{name}.rs")).exists());
    }
}

/// The implied rows cut off fractions only: the optimum over whole closures is the same, and the relaxation never falls.
#[test]
fn implied_rows_keep_the_optimum_and_lift_the_relaxation() {
    use drawdown::mission::Objective;
    use drawdown::solve::{Request, Status, Unwatched, backend};
    let without: Vec<_> = FAMILIES.into_iter().filter(|f| f.family != Family::Implied).collect();
    for set in [vec![], vec!["sites.north.guard=60", "sites.north.handling_per_week=9"]] {
        let set = set.iter().map(|s| (*s).to_owned()).collect();
        let m =
            scenario::load_str(scenario::starter(), &Overrides { set, ..Overrides::default() }).expect("loads").mission;
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

/// Names are printed from tags and never read: sites called like a period, a part or a family change nothing but names.
#[test]
fn ids_that_look_like_parts_of_names_mislead_nobody() {
    use drawdown::mission::Mission;
    use drawdown::optimise::{Options as Optimise, Silent, optimise};
    let priced = |m: &Mission| {
        let outcome = optimise(m, &Optimise { gap: 0.0, ..Optimise::default() }, &Silent).expect("an answer");
        let prices = [&outcome.marginals[..], &outcome.short_of].concat();
        assert!(!outcome.marginals.is_empty(), "something binds");
        prices.into_iter().map(|p| (p.family, p.entity, p.periods, p.worth_all)).collect::<Vec<_>>()
    };
    for set in ["budget.total=\"20M\"", "budget.total=\"1M\""] {
        let options = Overrides { set: vec![set.to_owned()], ..Overrides::default() };
        let plain = scenario::load_str(scenario::starter(), &options).expect("loads").mission;
        let names = ["w02", "cargo", "released"];
        let mut renamed = plain.clone();
        for ((_, site), name) in renamed.sites.iter_mut().zip(names) {
            name.clone_into(&mut site.key);
        }
        let keys: Vec<&String> = plain.sites.values().map(|s| &s.key).collect();
        let back = |entity: String| match names.iter().position(|n| *n == entity) {
            Some(at) => keys[at].clone(),
            None => entity,
        };
        let got: Vec<_> = priced(&renamed).into_iter().map(|(f, entity, t, w)| (f, back(entity), t, w)).collect();
        assert_eq!(priced(&plain), got, "{set}");
        let known = |entity: &String| {
            let tables = [
                plain.fleets.values().map(|f| &f.key).collect::<Vec<_>>(),
                plain.routes.values().map(|r| &r.key).collect(),
                plain.exits.values().map(|e| &e.key).collect(),
                keys.clone(),
            ];
            tables.concat().contains(&entity) || entity == "budget"
        };
        assert!(some(&got).iter().all(|(_, entity, _, _)| known(entity)), "{got:?}");
    }
}
