//! Status files: what is reported to be where on a day, how much is spent, which sites are closed. Read as scenarios are: by
//! the same reader, with code, place, cause and remedy.
//!
//! Must not know the scenario that it is the status of.

use std::path::Path;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::diagnostic::{Code, Diagnostic, Place, Severity, Sources, condensed};
use crate::scenario::field::{self, Field};
use crate::scenario::key::{Holds, Key, key, must};
use crate::scenario::typed::{self, Row};
use crate::scenario::{Rejected, files, read_toml};

/// A status as it stands in a file. Quantities are persons or loads, money dollars.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StatusFile {
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
    /// Units that are out on lifts.
    #[serde(default)]
    pub out: Vec<FleetOut>,
    /// Work at sites that began before.
    #[serde(default)]
    pub site_work: Vec<SiteWork>,
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
    /// The contingent that it belongs to; none: to none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contingent: Option<String>,
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
    /// Day on which it arrives, or the last day of the period in which it does; none: it counts as there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub arrives: Option<String>,
    /// The contingent that it belongs to; none: to none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contingent: Option<String>,
}

impl Transit {
    /// The day of arrival.
    pub fn day(&self) -> Option<Date> {
        self.arrives.as_ref()?.parse().ok()
    }
}

/// Units of a fleet that are out on lifts that began before the report.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FleetOut {
    /// Fleet id.
    pub fleet: String,
    /// How many units.
    pub units: f64,
    /// Days from the end of the day of the report until they are back.
    pub back_in_days: f64,
}

/// Work at a site that began before the report.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SiteWork {
    /// Site id.
    pub site: String,
    /// Loads that are packed and cleared and wait for a lift.
    #[serde(default)]
    pub prepared: f64,
    /// Days from the end of the day of the report until the clean-up of a site without cargo is done.
    #[serde(default)]
    pub clean_up: f64,
}

/// Comment on top of a written status.
const HEAD: &str = "\
# What the plan foresees at the end of this day. Correct every figure to what is reported, then:
#   drawdown replan SCENARIO --status THIS_FILE --plan OLD_PLAN.json
# as_of: the day of the report (its end). spent: dollars so far, or a text like \"270M\".
# closed: sites that are closed; they never reopen. holdings: who and what is at each site; what is in no row has left;
# `contingent` says with whom it leaves, where the scenario has contingents.
# in_transit: on the way to a site (there from the day it arrives; without `arrives` at once) or to an exit (counts as out).
# fleets: share still there (0 to 1) of a fleet of which a part has been released.
# out: units on lifts that began before; back_in_days from the end of as_of until they are back.
# site_work: loads that are packed and cleared and wait for a lift; days until the clean-up of a site without cargo is done.
";

impl StatusFile {
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

/// Keys of a status file.
const KEYS: &[Key] = &[
    must(field::AS_OF, Holds::Date, "The state is that at the end of this day"),
    must(field::SPENT, Holds::Money, "Spent until then"),
    key(field::CLOSED_SITES, Holds::Texts, "Sites closed by then"),
    key(field::HOLDINGS, Holds::Rows(HOLDINGS), "What is at the sites"),
    key(field::IN_TRANSIT, Holds::Rows(TRANSITS), "What is on the way"),
    key(field::FLEETS, Holds::Rows(FLEETS), "Fleets of which a part is released already"),
    key(field::UNITS_OUT, Holds::Rows(OUT), "Units that are out on lifts that began before"),
    key(field::SITE_WORK, Holds::Rows(WORK), "Work at sites that began before"),
];
const HOLDINGS: &[Key] = &[
    must(field::SITE, Holds::Text, "Where"),
    must(field::KIND, Holds::Text, "What"),
    must(field::QUANTITY, Holds::Count, "Persons or loads"),
    key(field::CONTINGENT, Holds::Text, "The contingent that it belongs to"),
];
const TRANSITS: &[Key] = &[
    must(field::TO_PLACE, Holds::Text, "Site or exit"),
    must(field::KIND, Holds::Text, "What"),
    must(field::QUANTITY, Holds::Count, "Persons or loads"),
    key(field::ARRIVES, Holds::Date, "Day on which it arrives; without it counts as there"),
    key(field::CONTINGENT, Holds::Text, "The contingent that it belongs to"),
];
const OUT: &[Key] = &[
    must(field::FLEET, Holds::Text, "Which"),
    must(field::FLEET_UNITS, Holds::Count, "Units that are out"),
    must(field::BACK_IN_DAYS, Holds::Count, "Days from the end of the day of the report until they are back"),
];
const WORK: &[Key] = &[
    must(field::SITE, Holds::Text, "Where"),
    key(field::PREPARED, Holds::Count, "Loads that are packed and cleared and wait for a lift"),
    key(field::CLEAN_UP, Holds::Count, "Days until the clean-up of a site without cargo is done"),
];
const FLEETS: &[Key] =
    &[must(field::FLEET, Holds::Text, "Which"), must(field::SHARE, Holds::Share, "Share still there")];

/// A status with where each part of it stands.
#[derive(Debug, Clone)]
pub struct Reported {
    /// What is reported.
    pub status: StatusFile,
    /// The file, for diagnostics.
    pub sources: Sources,
    top: Row,
}

impl Reported {
    /// Where a part stands, or a row of it, counted from 0.
    pub fn place(&self, part: StatusPart, row: Option<usize>) -> &Place {
        let (name, rows) = match part {
            StatusPart::AsOf => (field::AS_OF.any(), None),
            StatusPart::Spent => (field::SPENT.any(), None),
            StatusPart::Closed => (field::CLOSED_SITES.any(), None),
            StatusPart::Holdings => (field::HOLDINGS.any(), Some(field::HOLDINGS)),
            StatusPart::InTransit => (field::IN_TRANSIT.any(), Some(field::IN_TRANSIT)),
            StatusPart::Fleets => (field::FLEETS.any(), Some(field::FLEETS)),
            StatusPart::Out => (field::UNITS_OUT.any(), Some(field::UNITS_OUT)),
            StatusPart::SiteWork => (field::SITE_WORK.any(), Some(field::SITE_WORK)),
        };
        let at = rows.zip(row).and_then(|(key, i)| self.top.rows(key).get(i));
        at.map_or_else(|| self.top.place(name), |r| &r.place)
    }
}

/// A part of a status file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StatusPart {
    /// `as_of`.
    AsOf,
    /// `spent`.
    Spent,
    /// `closed`.
    Closed,
    /// `holdings`.
    Holdings,
    /// `in_transit`.
    InTransit,
    /// `fleets`.
    Fleets,
    /// `out`.
    Out,
    /// `site_work`.
    SiteWork,
}

/// Reads a status file with its places.
///
/// # Errors
/// All that is wrong with it.
pub fn read(path: &Path) -> Result<Reported, Rejected> {
    let (mut sources, mut faults) = (Sources::default(), Vec::new());
    let text = match files::text(path, files::SCENARIO) {
        Ok(text) => text,
        Err(e) => {
            return Err(Rejected { diagnostics: vec![Diagnostic::error(e.code, e.message).remedy(e.remedy)], sources });
        }
    };
    let file = sources.add(path.display().to_string(), text.clone());
    let table = read_toml::read(&text, file, &mut faults);
    let top = typed::read(&table, KEYS, "", &mut faults, &mut Vec::new());
    // Where the file is broken, what is missing may only be unread.
    if faults.iter().any(|d| d.code == Code::SYNTAX) {
        faults.retain(|d| d.code != Code::MISSING);
    }
    match status(&top) {
        Some(status) if faults.iter().all(|d| d.severity != Severity::Error) => Ok(Reported { status, sources, top }),
        _ => {
            faults.sort_by_key(|d| d.places.first().map_or(0, |(p, _)| p.span.start));
            Err(Rejected { diagnostics: condensed(faults), sources })
        }
    }
}

/// Reads a status file.
///
/// # Errors
/// All that is wrong with it.
pub fn read_status(path: &Path) -> Result<StatusFile, Rejected> {
    read(path).map(|r| r.status)
}

fn status(top: &Row) -> Option<StatusFile> {
    let text = |r: &Row, key: Field<field::Text>| r.text(key).map(str::to_owned);
    let holding = |r: &Row| {
        Some(Holding {
            site: text(r, field::SITE)?,
            kind: text(r, field::KIND)?,
            quantity: r.number(field::QUANTITY)?,
            contingent: text(r, field::CONTINGENT),
        })
    };
    let transit = |r: &Row| {
        Some(Transit {
            to: text(r, field::TO_PLACE)?,
            kind: text(r, field::KIND)?,
            quantity: r.number(field::QUANTITY)?,
            arrives: r.date(field::ARRIVES).map(|d| d.to_string()),
            contingent: text(r, field::CONTINGENT),
        })
    };
    let out = |r: &Row| {
        Some(FleetOut {
            fleet: text(r, field::FLEET)?,
            units: r.number(field::FLEET_UNITS)?,
            back_in_days: r.number(field::BACK_IN_DAYS)?,
        })
    };
    let work = |r: &Row| {
        Some(SiteWork {
            site: text(r, field::SITE)?,
            prepared: r.number_or(field::PREPARED, 0.0),
            clean_up: r.number_or(field::CLEAN_UP, 0.0),
        })
    };
    let fleet = |r: &Row| Some(FleetShare { fleet: text(r, field::FLEET)?, share: r.number(field::SHARE)? });
    Some(StatusFile {
        as_of: top.date(field::AS_OF)?.to_string(),
        spent: Money::Usd(top.number(field::SPENT)?),
        closed: top.texts(field::CLOSED_SITES).iter().map(|(t, _)| t.clone()).collect(),
        holdings: top.rows(field::HOLDINGS).iter().map(holding).collect::<Option<_>>()?,
        in_transit: top.rows(field::IN_TRANSIT).iter().map(transit).collect::<Option<_>>()?,
        fleets: top.rows(field::FLEETS).iter().map(fleet).collect::<Option<_>>()?,
        out: top.rows(field::UNITS_OUT).iter().map(out).collect::<Option<_>>()?,
        site_work: top.rows(field::SITE_WORK).iter().map(work).collect::<Option<_>>()?,
    })
}
