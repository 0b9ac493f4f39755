//! Status files: what is reported to be where on a day, how much is spent, which sites are closed.

use std::path::Path;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A status as it stands in a file. Quantities are persons or loads, money dollars.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Status {
    /// The state is that at the end of this day: `2023-09-24`.
    pub as_of: String,
    /// Spent until then: `"270M"` or dollars.
    pub spent: Money,
    /// Sites closed by then.
    #[serde(default)]
    pub closed: Vec<String>,
    /// What is at the sites.
    #[serde(default)]
    pub holdings: Vec<Holding>,
    /// What is on the way.
    #[serde(default)]
    pub in_transit: Vec<Transit>,
    /// Fleets of which a part is released already; the others are there in full.
    #[serde(default)]
    pub fleets: Vec<FleetShare>,
}

/// What is left of a fleet.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FleetShare {
    /// Fleet id.
    pub fleet: String,
    /// Share still there, 0 to 1.
    pub share: f64,
}

/// Dollars, as a number or as a text with a unit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Money {
    /// Dollars.
    Usd(f64),
    /// `270M`.
    Text(String),
}

/// So many of a kind at a site.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Holding {
    /// Site id.
    pub site: String,
    /// Kind id.
    pub kind: String,
    /// How many.
    pub quantity: f64,
}

/// So many of a kind on the way to a site or exit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Transit {
    /// Site or exit id.
    pub to: String,
    /// Kind id.
    pub kind: String,
    /// How many.
    pub quantity: f64,
}

/// Comment on top of a written status.
const HEAD: &str = "\
# What the plan foresees at the end of this day. Correct every figure to what is reported, then:
#   drawdown replan SCENARIO --status THIS_FILE --plan OLD_PLAN.json
# as_of: the day of the report (its end). spent: dollars so far, or a text like \"270M\".
# closed: sites that are closed; they never reopen. holdings: who and what is at each site; what is in no row has left.
# in_transit: on the way to a site (counts as there) or to an exit (counts as out).
# fleets: share still there (0 to 1) of a fleet of which a part has been released.
";

impl Status {
    /// The day.
    pub fn day(&self) -> Option<Date> {
        self.as_of.parse().ok()
    }
    /// Dollars spent.
    pub fn spent_usd(&self) -> Option<f64> {
        match &self.spent {
            Money::Usd(usd) => (usd.is_finite() && *usd >= 0.0).then_some(*usd),
            Money::Text(text) => super::money(text),
        }
    }
    /// As a file, with what to do with it on top.
    pub fn to_toml(&self) -> String {
        format!("{HEAD}{}", toml::to_string(self).unwrap_or_default())
    }
}

/// Reads a status file.
///
/// # Errors
/// What is wrong, with the line, if it is no status.
pub fn read_status(path: &Path) -> Result<Status, String> {
    let text = std::fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))?;
    // A bare date is a date in TOML; here it is read as a text.
    let quoted = text.lines().map(quoted_date).collect::<Vec<_>>().join("\n");
    toml::from_str(&quoted).map_err(|e| format!("{}: {e}", path.display()))
}

fn quoted_date(line: &str) -> String {
    match line.split_once('=') {
        Some((key, value)) if key.trim() == "as_of" && !value.contains(['"', '\'']) => {
            let (date, rest) = value.split_once('#').map_or((value, String::new()), |(d, c)| (d, format!(" #{c}")));
            format!("{key}= \"{}\"{rest}", date.trim())
        }
        _ => line.to_owned(),
    }
}
