//! Aggregation: which units are one class, and of what a class is made.
//!
//! Must not know time. Two kinds are one class if nothing but their names differs and no share limit ties a disposition
//! to one of them (a limit on the sum would not keep the limit on each).

use crate::id::{ClassId, Id, IdTable, KindId, SiteId, UnitId};
use crate::mission::{Kind, Mission};

/// What a class takes from one unit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct UnitPart {
    /// Its kind.
    pub kind: KindId,
    /// The unit.
    pub unit: UnitId,
    /// Where it is at the start.
    pub site: SiteId,
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
    /// Seats or slots that one of it takes.
    pub const fn size(&self) -> f64 {
        self.kind.size
    }
}

/// One class for all units of all kinds that are the same but for their names.
pub(super) fn aggregated(mission: &Mission) -> IdTable<ClassId, Class> {
    let mut classes: IdTable<ClassId, Class> = IdTable::new();
    for (id, kind) in mission.kinds.iter() {
        let parts = parts(mission, |unit_kind, _| unit_kind == id);
        if parts.is_empty() {
            continue;
        }
        let twin = classes.find(|c| same(&c.kind, kind));
        if let Some(twin) = twin {
            let class = &mut classes[twin];
            class.parts.extend(parts);
            class.initial = initial(mission, &class.parts);
            class.key = format!("{}+{}", class.key, kind.key);
        } else {
            classes.push(class(mission, kind.key.clone(), id, parts));
        }
    }
    classes
}

/// One class per unit.
pub(super) fn by_unit(mission: &Mission) -> IdTable<ClassId, Class> {
    let units = mission.units.iter().filter(|(_, u)| u.quantity > 0.0);
    units.map(|(id, u)| class(mission, u.key.clone(), u.kind, parts(mission, |_, unit| unit == id))).collect()
}

fn class(mission: &Mission, key: String, kind: KindId, parts: Vec<UnitPart>) -> Class {
    let initial = initial(mission, &parts);
    Class { key, kind: mission.kinds[kind].clone(), kind_id: kind, parts, initial }
}

fn parts(mission: &Mission, keep: impl Fn(KindId, UnitId) -> bool) -> Vec<UnitPart> {
    let units = mission.units.iter().filter(|(id, u)| keep(u.kind, *id) && u.quantity > 0.0);
    units.map(|(id, u)| UnitPart { kind: u.kind, unit: id, site: u.site, quantity: u.quantity }).collect()
}

fn initial(mission: &Mission, parts: &[UnitPart]) -> Vec<f64> {
    let mut at = vec![0.0; mission.sites.len()];
    for p in parts {
        at[p.site.index()] += p.quantity;
    }
    at
}

fn same(a: &Kind, b: &Kind) -> bool {
    let shared_limit = a.dispositions().iter().any(|d| d.max_share < 1.0 || d.rate.is_finite());
    let travels = |k: &Kind| (k.size, k.self_driving, k.modes.clone(), k.exits.clone());
    !shared_limit && travels(a) == travels(b) && a.nature == b.nature
}
