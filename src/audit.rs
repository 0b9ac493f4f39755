//! The audit: is a plan really feasible? Judged from the scenario and the plan's decisions alone.
//!
//! Shares no code with the optimiser, its constraint families or the bookkeeping: it follows people and cargo through the
//! plan by the names in the file. A plan written or edited by hand is judged the same way; nothing in it can panic here.

mod contingents;
mod ledger;
mod liquidation;
mod money;
pub mod orders;
mod rules;
mod stated;

use crate::locale::{retold, say, word};
use crate::mission::Mission;
use crate::plan::result::{Check, Plan};
use crate::tolerance::{AUDIT, AUDIT_LEAST, AUDIT_LEAST_SUM, AUDIT_LEAST_USD, AUDIT_SUM, AUDIT_USD};

/// Broken places that are quoted.
const EXAMPLES: usize = 3;

/// What a plan states and its movements do not show: keys of plan.json, each with all that is below it. Some take a search to be found
/// again (bounds, missing money, what binds, how sure the plan is), some are of its making and not of the plan; all else is judged.
pub const NOT_JUDGED: [&str; 13] = [
    "stages.bound",
    "stages.method",
    "stages.seconds",
    "solver.name",
    "solver.version",
    "solver.seconds",
    "solver.status",
    "summary.shortfall_usd",
    "summary.confidence",
    "marginals",
    "checks",
    "notes",
    "scenario",
];

/// The verdict.
#[derive(Debug, Clone, PartialEq)]
pub struct Audit {
    /// Rule by rule.
    pub checks: Vec<Check>,
    /// Share of the places looked at where the rule is kept, 0 to 1.
    pub score: f64,
}

impl Audit {
    /// Every rule is kept everywhere.
    pub fn passed(&self) -> bool {
        self.checks.iter().all(|c| c.passed)
    }
    /// The verdict in words, rule by rule, with the score.
    pub fn judgement(&self) -> String {
        let score = self.shown_score();
        let end = if self.passed() {
            say!("score {score}: the plan holds", score)
        } else {
            say!("score {score}: the plan does not hold", score)
        };
        format!("{}{end}\n", self.rules())
    }
    /// The same of orders.
    pub fn judgement_of_orders(&self) -> String {
        let score = self.shown_score();
        let end = if self.passed() {
            say!("score {score}: the orders hold", score)
        } else {
            say!("score {score}: the orders do not hold", score)
        };
        format!("{}{end}\n", self.rules())
    }
    fn shown_score(&self) -> String {
        format!("{:.4}", self.score).replace('.', &word("number", "."))
    }
    /// A line for each rule, with examples of where it is broken.
    fn rules(&self) -> String {
        let (kept, broken) = (say!("kept"), say!("BROKEN"));
        let wide = [&kept, &broken].map(|w| w.chars().count()).into_iter().fold(7, usize::max);
        let mut out = String::new();
        for c in &self.checks {
            let verdict = if c.passed { &kept } else { &broken };
            let places = say!("{} of {} places broken", c.broken, c.checked);
            out.push_str(&format!("{:<18} {verdict:<wide$} {places}\n", c.rule));
            for e in &c.examples {
                out.push_str(&format!("    {}\n", retold(e)));
            }
        }
        out
    }
    /// This verdict and another one, as one.
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        self.checks.extend(other.checks);
        closed(Court(self.checks))
    }
}

/// Judges a plan.
pub fn audit(m: &Mission, plan: &Plan) -> Audit {
    let mut court = Court::default();
    let ledger = ledger::Ledger::follow(m, plan, &mut court);
    rules::judge(m, &ledger, &mut court);
    contingents::judge(m, plan, &mut court);
    let spent = money::judge(m, plan, &ledger, &mut court);
    stated::judge(m, plan, &ledger, spent, &mut court);
    liquidation::judge(m, plan, &ledger, &mut court);
    closed(court)
}

/// The verdict of what was looked at.
fn closed(court: Court) -> Audit {
    let (looked, broken) = court.0.iter().fold((0, 0), |(l, b), c| (l + c.checked, b + c.broken));
    let score = if looked == 0 { 1.0 } else { 1.0 - broken as f64 / looked as f64 };
    Audit { checks: court.0, score }
}

/// Collects what is found.
#[derive(Default)]
struct Court(Vec<Check>);

impl Court {
    /// Looks at one place: `excess` above zero (beyond rounding at this `size`) breaks the rule.
    fn look(&mut self, rule: &str, excess: f64, size: f64, place: impl FnOnce() -> String) {
        // What overflows is broken, however large the figure.
        let kept = excess <= (AUDIT * size.abs()).max(AUDIT_LEAST) && excess < f64::INFINITY;
        self.note(rule, kept, excess, || format!("{} (by {excess:.3})", place()));
    }

    /// The same for dollars.
    fn look_usd(&mut self, rule: &str, excess: f64, size: f64, place: impl FnOnce() -> String) {
        let kept = excess <= (AUDIT_USD * size.abs()).max(AUDIT_LEAST_USD) && excess < f64::INFINITY;
        self.note(rule, kept, excess, || format!("{} (by ${excess:.2})", place()));
    }

    /// Two figures that must agree.
    fn agree(&mut self, rule: &str, stated: f64, found: f64, place: impl FnOnce() -> String) {
        self.look(rule, (stated - found).abs(), found, || format!("{}: {stated:.3} stated, {found:.3} found", place()));
    }

    /// Two amounts of dollars that must agree.
    fn usd(&mut self, rule: &str, stated: f64, found: f64, place: impl FnOnce() -> String) {
        let excess = (stated - found).abs();
        let kept = excess <= (AUDIT_SUM * found.abs()).max(AUDIT_LEAST_SUM) && excess < f64::INFINITY;
        self.note(rule, kept, excess, || format!("{}: ${stated:.2} stated, ${found:.2} found", place()));
    }

    /// Something that is so or is not.
    fn demand(&mut self, rule: &str, kept: bool, place: impl FnOnce() -> String) {
        self.note(rule, kept, f64::from(u8::from(!kept)), place);
    }

    fn note(&mut self, rule: &str, kept: bool, excess: f64, words: impl FnOnce() -> String) {
        let at = self.0.iter().position(|c| c.rule == rule).unwrap_or_else(|| {
            self.0.push(Check {
                rule: rule.to_owned(),
                passed: true,
                checked: 0,
                broken: 0,
                worst: 0.0,
                examples: Vec::new(),
            });
            self.0.len() - 1
        });
        let check = &mut self.0[at];
        check.checked += 1;
        if !kept {
            check.passed = false;
            check.broken += 1;
            check.worst = if excess.is_nan() { f64::MAX } else { check.worst.max(excess.min(f64::MAX)) };
            if check.examples.len() < EXAMPLES {
                check.examples.push(words());
            }
        }
    }
}
