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
