//! The dated forecasts that are kept: each is whole, was made before what it is about, and is of the scenario that stands beside it.

use std::path::PathBuf;

use drawdown::scenario::{self, Overrides};
use drawdown::simulate::forecast::{FORECAST_VERSION, Forecast, Quantiles};

fn kept() -> Vec<PathBuf> {
    let files = std::fs::read_dir("forecasts").expect("the folder").flatten().map(|e| e.path());
    let list: Vec<PathBuf> = files.filter(|p| p.extension().is_some_and(|e| e == "json")).collect();
    assert!(!list.is_empty(), "there is a forecast");
    list
}

fn in_order(band: &Quantiles<f64>) -> bool {
    band.p10 <= band.p50 && band.p50 <= band.p90
}

#[test]
fn each_forecast_is_of_the_scenario_beside_it() {
    let page = std::fs::read_to_string("forecasts/README.md").expect("the page");
    for path in kept() {
        let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
        let text = std::fs::read_to_string(&path).expect("read");
        let forecast: Forecast = serde_json::from_str(&text).unwrap_or_else(|e| panic!("{name}: {e}"));
        let scenario = path.with_extension("").join("base.toml");
        let loaded = scenario::load(&scenario, &Overrides::default()).expect("the scenario as it was");
        assert_eq!(forecast.digest, loaded.digest, "{name}: the scenario beside it is another");
        assert_eq!(forecast.scenario, loaded.mission.name);
        assert_eq!(forecast.schema_version, FORECAST_VERSION);
        assert!(forecast.made_on < forecast.start, "{name}: made before");
        assert_eq!(forecast.people_total, loaded.mission.people_total().get());
        assert_eq!(forecast.sites.len(), loaded.mission.sites.len());
        assert!(forecast.worlds >= 1000 && page.contains(&format!("{name}.json")), "{name}");
        let people = forecast.people_out.iter().all(|p| in_order(&p.people));
        assert!(people && in_order(&forecast.cost_usd) && in_order(&forecast.casualties), "{name}: bands in order");
        let out: Vec<f64> = forecast.people_out.iter().map(|p| p.people.p50).collect();
        assert!(out.windows(2).all(|w| w[0] <= w[1]), "{name}: nobody comes back");
    }
}
