//! Names of sheets: short, legal, each once.

use crate::report::render::letters::forbidden;

/// Names taken so far.
pub(super) struct Names {
    used: Vec<String>,
}

impl Names {
    pub(super) fn new(first: &str) -> Self {
        Self { used: vec![first.to_owned()] }
    }
    /// The key as a sheet's name, with a number if it is taken.
    pub(super) fn free(&mut self, key: &str) -> String {
        let base: String =
            key.replace('_', " ").chars().filter(|c| !"[]:*?/\\'".contains(*c) && !forbidden(*c)).take(26).collect();
        let base = if base.trim().is_empty() { "sheet".to_owned() } else { base };
        let mut name = base.clone();
        let mut n = 2;
        while self.used.iter().any(|u| u.eq_ignore_ascii_case(&name)) {
            name = format!("{base} {n}");
            n += 1;
        }
        self.used.push(name.clone());
        name
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn names_are_legal_and_distinct() {
        let mut names = super::Names::new("report");
        assert_eq!(names.free("a/b:c"), "abc");
        assert_eq!(names.free("ABC"), "ABC 2");
        assert_eq!(names.free("Report"), "Report 2");
        assert!(names.free(&"x".repeat(80)).len() <= 31);
    }
}
