//! Aggregation: which units are one class, and of what a class is made.
//!
//! Must not know time. Two kinds are one class if nothing but their names differs and no share limit ties a disposition
//! to one of them (a limit on the sum would not keep the limit on each). What leaves with a contingent is a class of its own.

use crate::id::{ClassId, ContingentId, Id, IdTable, KindId, SiteId, UnitId};
use crate::mission::{Kind, Mission, Period, Unit};

/// What a class takes from one unit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct UnitPart {
    /// Its kind.
    pub kind: KindId,
    /// The unit.
    pub unit: UnitId,
    /// Where it is at the start, or where it arrives.
    pub site: SiteId,
    /// At the end of which period it is there.
    pub arrives: Period,
    /// Persons or loads.
    pub quantity: f64,
}

/// People or cargo that the model cannot tell apart.
#[derive(Debug, Clone, PartialEq)]
pub struct Class {
    /// Name in rows and columns.
    pub key: String,
    /// The attributes that all of it shares.
    pub kind: Kind,
    /// The kind that stands for all (the first).
    pub kind_id: KindId,
    /// With whom all of it leaves.
    pub contingent: Option<ContingentId>,
    /// Of what it is made, in the order of the file.
    pub parts: Vec<UnitPart>,
    /// Quantity at the start by site index.
    pub initial: Vec<f64>,
}

impl Class {
    /// Quantity at the start.
    pub fn total(&self) -> f64 {
        self.parts.iter().map(|p| p.quantity).sum()
    }
    /// What is on the way at the start and reaches a site at the end of a period.
    pub fn coming(&self, site: SiteId, t: Period) -> f64 {
        self.parts.iter().filter(|p| p.site == site && p.arrives == t && t > Period::START).map(|p| p.quantity).sum()
    }
    /// What is at a site at the start, or on the way to it.
    pub fn at_or_coming(&self, site: SiteId) -> f64 {
        self.parts.iter().filter(|p| p.site == site).map(|p| p.quantity).sum()
    }
    /// What is still on the way at the end of a period, of that which was at the start.
    pub fn not_there_by(&self, t: Period) -> f64 {
        self.parts.iter().filter(|p| p.arrives > t).map(|p| p.quantity).sum()
    }
    /// Seats or slots that one of it takes.
    pub const fn size(&self) -> f64 {
        self.kind.size
    }
}

/// One class for all units of a contingent (or of none) of all kinds that are the same but for their names.
pub(super) fn aggregated(mission: &Mission) -> IdTable<ClassId, Class> {
    let mut classes: IdTable<ClassId, Class> = IdTable::new();
    let contingents = || std::iter::once(None).chain(mission.rules.contingents.ids().map(Some));
    let pairs = mission.kinds.ids().flat_map(|kind| contingents().map(move |c| (kind, c)));
    for (id, contingent) in pairs {
        let kind = &mission.kinds[id];
        let parts =
            parts(mission, |unit| mission.units[unit].kind == id && mission.units[unit].contingent == contingent);
        if parts.is_empty() {
            continue;
        }
        let twin = classes.find(|c| c.contingent == contingent && same(&c.kind, kind));
        if let Some(twin) = twin {
            let class = &mut classes[twin];
            class.parts.extend(parts);
            class.initial = initial(mission, &class.parts);
            class.key = format!("{}+{}", class.key, kind.key);
        } else {
            classes.push(class(mission, key(mission, id, contingent), parts));
        }
    }
    classes
}

/// `soldier`, or `soldier@togo` where not all of a kind are of one contingent.
fn key(mission: &Mission, kind: KindId, contingent: Option<ContingentId>) -> String {
    let name = &mission.kinds[kind].key;
    let all = mission.units.values().filter(|u| u.kind == kind).all(|u| u.contingent == contingent);
    match contingent.filter(|_| !all) {
        Some(c) => format!("{name}@{}", mission.rules.contingents[c].key),
        None => name.clone(),
    }
}

/// One class per unit.
pub(super) fn by_unit(mission: &Mission) -> IdTable<ClassId, Class> {
    let units = mission.units.iter().filter(|(_, u)| u.quantity > 0.0);
    units.map(|(id, u)| class(mission, u.key.clone(), parts(mission, |unit| unit == id))).collect()
}

fn class(mission: &Mission, key: String, parts: Vec<UnitPart>) -> Class {
    let initial = initial(mission, &parts);
    let Unit { kind, contingent, .. } = mission.units[parts[0].unit];
    Class { key, kind: mission.kinds[kind].clone(), kind_id: kind, contingent, parts, initial }
}

fn parts(mission: &Mission, keep: impl Fn(UnitId) -> bool) -> Vec<UnitPart> {
    let units = mission.units.iter().filter(|(id, u)| keep(*id) && u.quantity > 0.0);
    units
        .map(|(id, u)| UnitPart { kind: u.kind, unit: id, site: u.site, arrives: u.arrives, quantity: u.quantity })
        .collect()
}

fn initial(mission: &Mission, parts: &[UnitPart]) -> Vec<f64> {
    let mut at = vec![0.0; mission.sites.len()];
    for p in parts.iter().filter(|p| p.arrives == Period::START) {
        at[p.site.index()] += p.quantity;
    }
    at
}

fn same(a: &Kind, b: &Kind) -> bool {
    let shared_limit = a.dispositions().iter().any(|d| d.max_share < 1.0 || d.rate.is_finite() || d.differs_by_site());
    let travels = |k: &Kind| (k.size, k.self_driving, k.modes.clone(), k.exits.clone());
    !shared_limit && travels(a) == travels(b) && a.nature == b.nature
}
