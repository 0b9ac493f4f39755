//! The data of Mali 2023: every source that a figure names can be looked up, and the totals are those of the sources.

use std::collections::BTreeSet;
use std::path::PathBuf;

use drawdown::scenario::{self, Overrides};

fn scenarios() -> Vec<PathBuf> {
    let entries = std::fs::read_dir("scenarios/mali-2023").expect("the folder").flatten().map(|e| e.path());
    entries.filter(|p| p.extension().is_some_and(|e| e == "toml")).collect()
}

#[test]
fn every_source_has_an_address() {
    let list = std::fs::read_to_string("scenarios/mali-2023/sources.md").expect("the sources");
    let known: BTreeSet<&str> = list.lines().filter_map(|l| l.strip_prefix("- **")?.split("**").next()).collect();
    let mut unknown = BTreeSet::new();
    for path in scenarios() {
        let loaded = scenario::load(&path, &Overrides::default()).expect("it loads");
        for figure in &loaded.figures {
            let source = figure.source.clone().unwrap_or_default();
            for label in source.split('[').skip(1).filter_map(|s| s.split(']').next()) {
                if (label.starts_with('S') || label.starts_with('F')) && !known.contains(label) {
                    unknown.insert(label.to_owned());
                }
            }
        }
    }
    assert!(unknown.is_empty(), "labels that sources.md does not know: {unknown:?}");
}

/// 12,947 uniformed and 927 international civilians leave (S2, S23, S24); 5,500 containers and almost 4,000 vehicles.
#[test]
fn totals_are_those_of_the_sources() {
    let loaded =
        scenario::load(&PathBuf::from("scenarios/mali-2023/base.toml"), &Overrides::default()).expect("it loads");
    let m = loaded.mission;
    // Those who stay for the liquidation are among the totals.
    let stay = |kind: &str| -> f64 {
        let all = m.liquidations.iter().flat_map(|l| &l.stays);
        all.filter(|(k, _)| m.kinds[*k].key == kind).map(|(_, q)| q).sum()
    };
    let moved =
        |kind: &str| -> f64 { m.units.values().filter(|u| m.kinds[u.kind].key == kind).map(|u| u.quantity).sum() };
    let of = |kind: &str| moved(kind) + stay(kind);
    assert_eq!((of("soldier"), of("civilian")), (12_947.0, 927.0));
    assert_eq!(m.cargo_total().get(), 9_500.0);
    assert_eq!(m.sites.len(), 13);
}
