//! A grid of cases: every scenario under every budget in every number of months, with names that tell them apart.
//!
//! Must not know files: whoever asks loads the scenarios.

use crate::plan::result::ScenarioRef;
use crate::scenario::Loaded;

/// More cases than a table can show or a day can plan.
pub const MOST: usize = 400;

/// One case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GridCase {
    /// Position of its scenario.
    pub scenario: usize,
    /// Months to the deadline; none: the scenario's own.
    pub months: Option<u32>,
    /// Budget as it was asked for; none: the scenario's own.
    pub budget: Option<String>,
}

/// All cases: scenario by scenario, in each deadline by deadline, in each budget by budget; none if there are more than [`MOST`].
pub fn cells(scenarios: usize, months: &[u32], budgets: &[String]) -> Option<Vec<GridCase>> {
    let count = scenarios.checked_mul(months.len().max(1))?.checked_mul(budgets.len().max(1))?;
    if count > MOST {
        return None;
    }
    let months: Vec<Option<u32>> =
        if months.is_empty() { vec![None] } else { months.iter().copied().map(Some).collect() };
    let budgets: Vec<Option<String>> =
        if budgets.is_empty() { vec![None] } else { budgets.iter().cloned().map(Some).collect() };
    let mut all = Vec::with_capacity(count);
    for scenario in 0..scenarios {
        for month in &months {
            all.extend(budgets.iter().map(|budget| GridCase { scenario, months: *month, budget: budget.clone() }));
        }
    }
    Some(all)
}

/// The same label twice would be the same column twice: it gets a number.
pub fn unlike(label: String, taken: &[String]) -> String {
    if !taken.contains(&label) {
        return label;
    }
    let numbered = (2..=taken.len() + 1).map(|n| format!("{label} ({n})")).find(|l| !taken.contains(l));
    numbered.unwrap_or(label)
}

/// What a result says of its scenario.
pub fn reference(scenario: &Loaded) -> ScenarioRef {
    ScenarioRef {
        name: scenario.mission.name.clone(),
        title: scenario.mission.title.clone(),
        digest: scenario.digest.clone(),
        files: scenario.files.clone(),
        overrides: scenario.overrides.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_grid_has_every_case_once_and_an_end() {
        let budgets = ["1M".to_owned(), "2M".to_owned()];
        let all = cells(2, &[3, 6, 9], &budgets).expect("it is small");
        assert_eq!(all.len(), 12);
        assert_eq!(all[0], GridCase { scenario: 0, months: Some(3), budget: Some("1M".into()) });
        assert_eq!(all[11], GridCase { scenario: 1, months: Some(9), budget: Some("2M".into()) });
        assert!(all.iter().enumerate().all(|(i, c)| !all[..i].contains(c)));
        assert_eq!(cells(1, &[], &[]), Some(vec![GridCase { scenario: 0, months: None, budget: None }]));
        assert!(cells(20, &[1; 20], &[]).is_some() && cells(401, &[], &[]).is_none());
    }

    #[test]
    fn labels_are_told_apart() {
        let taken = ["a".to_owned(), "a (2)".to_owned()];
        assert_eq!(unlike("a".into(), &taken), "a (3)");
        assert_eq!(unlike("b".into(), &taken), "b");
    }
}
