//! `[[kinds]]`.

use crate::diagnostic::Code;
use crate::id::{Id, IdTable, KindId, SiteId, UnitId};
use crate::mission::{Calendar, Disposition, Kind, Method, Mode, Nature, Owner, Period, Unit};
use crate::scenario::field::{self, Name};
use crate::scenario::lower::Lowering;
use crate::scenario::typed::Row;
use crate::units::{MonthsPerPeriod, UsdPerLoad, UsdPerLoadMonth, UsdPerPerson, UsdPerPersonMonth};

pub(super) fn kind(c: &mut Lowering, calendar: &Calendar, row: &Row) -> Kind {
    let modes = row.texts(field::MODES).iter().filter_map(|(name, place)| {
        let mode = Mode::from_key(name);
        if mode.is_none() {
            let remedy = format!("one of {}", Mode::ALL.map(Mode::key).join(", "));
            c.fault(Code::WORD, format!("`{name}` is not a mode"), place, &remedy);
        }
        mode
    });
    let modes = modes.collect();
    let exits = row.texts(field::EXIT_NAMES).iter().filter_map(|(n, p)| c.find("exit", n, p, |x| &x.exits)).collect();
    let people = row.text(field::NATURE) == Some("people");
    let strange: &[Name] = if people {
        &[
            field::SELF_DRIVING.any(),
            field::OWNER.any(),
            field::VALUE.any(),
            field::SENSITIVE.any(),
            field::REIMBURSEMENT_PER_MONTH.any(),
            field::REIMBURSEMENT_AFTER_SHARE.any(),
            field::DISPOSITIONS.any(),
        ]
    } else {
        &[field::ARMED.any(), field::PAY_PER_MONTH.any(), field::REPATRIATION.any()]
    };
    for key in strange.iter().filter(|k| row.has(**k)) {
        let message = format!("`{key}` makes no sense for {}", if people { "people" } else { "cargo" });
        c.fault(Code::CONTRADICTION, message, row.place(*key), "remove it, or correct `nature`");
    }
    let month = calendar.months_per_period();
    let nature = if people {
        Nature::People {
            armed: row.flag(field::ARMED),
            pay: UsdPerPersonMonth(row.number_or(field::PAY_PER_MONTH, 0.0)) * month,
            repatriation: UsdPerPerson(row.number_or(field::REPATRIATION, 0.0)),
        }
    } else {
        cargo(c, calendar, row, month)
    };
    Kind {
        key: row.id().to_owned(),
        name: row.name(),
        size: row.number_or(field::SIZE, 1.0),
        kg: row.number(field::KG),
        m3: row.number(field::M3),
        self_driving: !people && row.flag(field::SELF_DRIVING),
        modes,
        exits,
        nature,
    }
}

fn cargo(c: &mut Lowering, calendar: &Calendar, row: &Row, month: MonthsPerPeriod) -> Nature {
    let sensitive = row.flag(field::SENSITIVE);
    let reimbursement = UsdPerLoadMonth(row.number_or(field::REIMBURSEMENT_PER_MONTH, 0.0)) * month;
    let mut dispositions: Vec<Disposition> = Vec::new();
    for d in row.rows(field::DISPOSITIONS) {
        let Some(method) = d.text(field::METHOD).and_then(Method::from_key) else { continue };
        if sensitive && matches!(method, Method::Sell | Method::HandOver) {
            let message = format!("`{}` is sensitive and may not go by `{}`", row.id(), method.key());
            c.fault(Code::SENSITIVE, message, d.place(field::METHOD), "transfer, destroy or abandon");
        }
        if dispositions.iter().any(|x| x.method == method) {
            c.fault(
                Code::DUPLICATE,
                format!("`{}` occurs twice", method.key()),
                d.place(field::METHOD),
                "keep one of them",
            );
            continue;
        }
        let named = d.texts(field::SITE_NAMES);
        let allowed: Vec<SiteId> = named.iter().filter_map(|(n, p)| c.find("site", n, p, |x| &x.sites)).collect();
        // What a site has of it is known later.
        let share = d.number_or(field::MAX_SHARE_OF_SITE, 1.0);
        let share = if share < 1.0 { share } else { f64::INFINITY };
        let at = |s: SiteId| if named.is_empty() || allowed.contains(&s) { share } else { 0.0 };
        let sites = c.names.sites.len();
        let limited = share.is_finite() || !named.is_empty();
        let looted = d.number_or(field::LOOTED, 0.0);
        let lost = if matches!(method, Method::Transfer | Method::Sell) { 0.0 } else { 1.0 };
        dispositions.push(Disposition {
            method,
            cost: UsdPerLoad(d.number_or(field::COST, 0.0)),
            proceeds: UsdPerLoad(d.number_or(field::PROCEEDS, 0.0)) * (1.0 - looted),
            value_lost: looted + (1.0 - looted) * d.number_or(field::VALUE_LOST, lost),
            max_share: d.number_or(field::MAX_SHARE, 1.0),
            by_site: if limited { (0..sites).map(|i| at(SiteId::from_index(i))).collect() } else { Vec::new() },
            rate: d
                .number(field::PER_WEEK)
                .map_or(f64::INFINITY, |r| r * crate::scenario::lower::windows::weeks(calendar)),
            from: first_after(calendar, d.number_or(field::LEAD_TIME, 0.0)),
        });
    }
    Nature::Cargo {
        value: UsdPerLoad(row.number_or(field::VALUE, 0.0)),
        sensitive,
        owner: if row.text(field::OWNER) == Some("un") { Owner::UnitedNations } else { Owner::Contingent },
        reimbursement,
        reimbursement_after: reimbursement * row.number_or(field::REIMBURSEMENT_AFTER_SHARE, 0.5),
        dispositions,
    }
}

/// Shares of what the sites have at the start become loads.
pub(super) fn quotas(kinds: &mut IdTable<KindId, Kind>, units: &IdTable<UnitId, Unit>) {
    for (id, kind) in kinds.iter_mut() {
        let Nature::Cargo { dispositions, .. } = &mut kind.nature else { continue };
        for d in dispositions.iter_mut() {
            for (site, most) in d.by_site.iter_mut().enumerate().filter(|(_, m)| m.is_finite()) {
                let here = units.values().filter(|u| u.kind == id && u.site.index() == site);
                *most *= here.map(|u| u.quantity).sum::<f64>();
            }
        }
    }
}

/// The first period that begins when so many days are over.
fn first_after(calendar: &Calendar, days: f64) -> Period {
    Period((days / f64::from(calendar.period_days)).ceil().min(f64::from(calendar.periods)) as u32 + 1)
}
