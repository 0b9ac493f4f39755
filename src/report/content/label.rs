//! What a case of a comparison is called: by what tells it from the others.

use crate::report::numbers;

/// `$191m in 6 months`, `niger-closed under $191m`, or the scenario's name alone; `named` where there are several scenarios.
pub fn label(name: &str, named: bool, budget: Option<f64>, months: Option<u32>) -> String {
    let money = budget.map(numbers::amount);
    let time = months.map(|n| if n == 1 { "1 month".to_owned() } else { format!("{n} months") });
    match (money, time) {
        (None, None) => name.to_owned(),
        (Some(m), None) if named => format!("{name} under {m}"),
        (None, Some(t)) if named => format!("{name} in {t}"),
        (Some(m), Some(t)) if named => format!("{name} under {m} in {t}"),
        (Some(m), Some(t)) => format!("{m} in {t}"),
        (Some(one), None) | (None, Some(one)) => one,
    }
}

#[cfg(test)]
mod tests {
    use super::label;

    #[test]
    fn what_varies_is_said() {
        assert_eq!(label("x", true, None, None), "x");
        assert_eq!(label("x", false, Some(191e6), Some(6)), "$191m in 6 months");
        assert_eq!(label("x", true, Some(191e6), None), "x under $191m");
        assert_eq!(label("x", false, None, Some(1)), "1 month");
    }
}
