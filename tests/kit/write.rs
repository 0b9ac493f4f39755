//! A generated mission as the text of a scenario file.
//!
//! Must not draw or decide anything: figures come from the camps and the schedule.

use super::schedule::{AIRCRAFT, CHARTER, CONVOY, RAIN, Sized, TRUCK, road, to_port};
use super::{Camp, Size, apart};

/// Kinds of cargo in the order of a camp's loads: id, owner, value, whether sensitive.
pub(super) const CARGO: [(&str, &str, f64, bool); 5] = [
    ("coe-container", "contingent", 60e3, false),
    ("sensitive-container", "contingent", 250e3, true),
    ("un-container", "un", 40e3, false),
    ("coe-vehicle", "contingent", 60e3, false),
    ("armour", "contingent", 400e3, true),
];
/// Dollars a month: a soldier, a civilian, one load's reimbursement, one of the national staff.
const PAY: (f64, f64, f64, f64) = (2350.0, 14_700.0, 1090.0, 2500.0);
/// Dollars per load and kilometre on escorted roads, and on the way to the port.
const FREIGHT: (f64, f64) = (4.0, 2.5);
/// Dollars: onward leg of a load, journey home of a person, separation of one of the national staff, a sortie.
const ONCE: (f64, f64, f64, f64) = (4000.0, 2000.0, 6000.0, 6000.0);
/// Dollars a month for a unit: convoy company, contingent's transport, aircraft, helicopter.
const STANDING: (f64, f64, f64, f64) = (500e3, 100e3, 292e3, 292e3);

pub(super) fn toml(size: Size, camps: &[Camp], s: &Sized) -> String {
    let leaves = camps.iter().filter(|c| c.hub.is_some()).count() as f64;
    let spare = ((leaves / 3.0).ceil(), (leaves / 2.0).ceil() + 1.0);
    let mut out = head(size, camps, s, spare);
    out.push_str(&kinds());
    for (i, camp) in camps.iter().enumerate() {
        out.push_str(&site(camp, s.handling[i], s.beds[i]));
    }
    out.push_str(&exits(camps, s));
    out.push_str(&fleets(s, spare));
    let rain = rain(s.rain);
    for camp in camps {
        match camp.hub {
            Some(hub) => out.push_str(&from_leaf(camps, camp, hub, &rain)),
            None => out.push_str(&from_hub(camps, camp)),
        }
    }
    for camp in camps {
        let people = [("soldier", camp.soldiers), ("civilian", camp.civilians)];
        for (kind, quantity) in people.into_iter().chain(CARGO.map(|k| k.0).into_iter().zip(camp.loads)) {
            if quantity > 0.0 {
                let id = &camp.id;
                out.push_str(&format!(
                    "\n[[units]]\nid = \"{id}-{kind}\"\nsite = \"{id}\"\nkind = \"{kind}\"\nquantity = {quantity}\n"
                ));
            }
        }
    }
    out
}

fn head(size: Size, camps: &[Camp], s: &Sized, spare: (f64, f64)) -> String {
    let Size { sites, weeks, seed } = size;
    let name = format!("generated-{sites}-{weeks}-{seed}");
    format!(
        "# Made by `cargo run --example generate -- --sites {sites} --weeks {weeks} --seed {seed}`. No real mission.\n\
         format = 1\nname = \"{name}\"\ntitle = \"{sites} generated sites, {weeks} weeks\"\n\n\
         [calendar]\nstart = 2024-01-01\nweeks = {weeks}\nmandate_end = 2023-12-31\n\n\
         [budget]            # everything for the whole time: never short\ntotal = {}\n",
        budget(camps, s, spare, weeks)
    )
}

/// What it would cost if everything stayed to the end and was moved by the dearest way.
fn budget(camps: &[Camp], s: &Sized, spare: (f64, f64), weeks: usize) -> f64 {
    let months = weeks as f64 * 7.0 / 30.0;
    let fleets = s.convoys * STANDING.0 + spare.0 * STANDING.1 + s.aircraft * STANDING.2 + spare.1 * STANDING.3;
    let camp = |c: &Camp| {
        let monthly = c.soldiers * PAY.0 + c.civilians * PAY.1 + c.cargo() * PAY.2 + c.running + c.staff * PAY.3;
        let once = c.cargo() * (ONCE.0 + 1e4) + c.people() * (ONCE.1 + ONCE.3 / 10.0);
        monthly * months + once + c.staff * ONCE.2 + c.running / 10.0
    };
    ((camps.iter().map(camp).sum::<f64>() + fleets * months) / 1e6).ceil() * 1e6
}

fn kinds() -> String {
    let mut out = String::new();
    for (id, armed, pay) in [("soldier", true, PAY.0), ("civilian", false, PAY.1)] {
        out.push_str(&format!(
            "\n[[kinds]]\nid = \"{id}\"\nnature = \"people\"\narmed = {armed}\npay_per_month = {pay}\nrepatriation = {}\n",
            ONCE.1
        ));
    }
    for (id, owner, value, sensitive) in CARGO {
        out.push_str(&format!(
            "\n[[kinds]]\nid = \"{id}\"\nnature = \"cargo\"\nowner = \"{owner}\"\nvalue = {value}\n\
             sensitive = {sensitive}\n"
        ));
        if owner == "contingent" {
            out.push_str(&format!("reimbursement_per_month = {}\n", PAY.2));
        }
        if !sensitive {
            let share = if owner == "un" { 1.0 } else { 0.2 };
            out.push_str(&format!("[[kinds.dispositions]]\nmethod = \"hand-over\"\ncost = 500\nmax_share = {share}\n"));
        }
        out.push_str("[[kinds.dispositions]]\nmethod = \"destroy\"\ncost = 1500\n");
    }
    out
}

fn site(c: &Camp, handling: f64, beds: f64) -> String {
    let mut out = format!(
        "\n[[sites]]\nid = \"{}\"\nsource = \"drawn at random\"\nquality = \"assumed\"\nposition = [{:.3}, {:.3}]\nrunning_per_month = {}\nclosing = {}\ncleanup = {}\n\
         handling_per_week = {handling}\nguard = {}\nguard_per_load = 0.05\nnational_staff = {}\n\
         national_pay_per_month = {}\nseparation = {}\n",
        c.id,
        c.latitude,
        c.longitude,
        c.running,
        c.running / 10.0,
        if c.hub.is_none() { 14 } else { 7 },
        c.guard,
        c.staff,
        PAY.3,
        ONCE.2
    );
    if c.hub.is_none() {
        out.push_str(&format!("hub = true\nbeds = {beds}\n"));
    }
    out
}

fn exits(camps: &[Camp], s: &Sized) -> String {
    let main = &camps[0];
    format!(
        "\n[[exits]]\nid = \"port\"\nkind = \"port\"\nposition = [5.5, 0.0]\nloads_per_week = {}\nper_load = {}\n\
         \n[[exits]]\nid = \"home\"\nkind = \"airport\"\nposition = [{:.3}, {:.3}]\npeople_per_week = {}\n",
        s.loads_per_week, ONCE.0, main.latitude, main.longitude, s.people_per_week
    )
}

fn fleets(s: &Sized, spare: (f64, f64)) -> String {
    let fleet = |id: &str, units: f64, seats: f64, slots: f64, loading: f64, speed: f64, more: &str| {
        format!(
            "\n[[fleets]]\nid = \"{id}\"\nunits = {units}\nseats = {seats}\nslots = {slots}\nloading = {loading}\n\
             speed_per_day = {speed}\n{more}"
        )
    };
    let standing = |usd: f64| format!("standing_per_month = {usd}\n");
    let based = format!("{}base = \"hub-01\"\ncrew = {}\nescort = 80\n", standing(STANDING.0), CONVOY.4);
    let flown = |usd: f64| format!("{}per_lift = {}\n", standing(usd), ONCE.3);
    let by_air = format!("days_per_week = 3\n{}", flown(STANDING.3));
    fleet("convoy", s.convoys, CONVOY.1, CONVOY.0, CONVOY.2, CONVOY.3, &based)
        + &fleet("contingent", spare.0, 150.0, 40.0, 2.0, 70.0, &standing(STANDING.1))
        + &fleet("trucks", s.trucks, 0.0, 1.0, TRUCK.0, TRUCK.1, "")
        + &fleet("aircraft", s.aircraft, AIRCRAFT.0, 0.0, AIRCRAFT.1, AIRCRAFT.2, &flown(STANDING.2))
        + &fleet("helicopters", spare.1, 24.0, 0.0, 0.2, 1000.0, &by_air)
        + &fleet("charter", s.charters, CHARTER.0, 0.0, CHARTER.1, CHARTER.2, "")
}

/// The rains as a window of routes: whole weeks from the start.
fn rain(weeks: usize) -> String {
    // Day of the year 2024, a leap year, as month and day.
    let (mut day, mut month) = (weeks * 7, 1);
    for length in [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] {
        if day <= length {
            break;
        }
        (day, month) = (day - length, month + 1);
    }
    if weeks == 0 || month > 12 {
        return format!("windows = [{{ from = 2024-01-01, to = 2024-12-31, speed_factor = {RAIN:?} }}]\n");
    }
    format!("windows = [{{ from = 2024-01-01, to = 2024-{month:02}-{day:02}, speed_factor = {RAIN:?} }}]\n")
}

fn route(from: &str, to: &str, mode: &str, fleet: &str, km: f64, rest: &str) -> String {
    format!(
        "\n[[routes]]\nid = \"{from}-{to}-{fleet}\"\nfrom = \"{from}\"\nto = \"{to}\"\nmode = \"{mode}\"\n\
         fleet = \"{fleet}\"\nkm = {}\n{rest}",
        km.round().max(1.0)
    )
}

fn from_leaf(camps: &[Camp], leaf: &Camp, hub: usize, rain: &str) -> String {
    let others = camps.iter().enumerate().filter(|(i, c)| c.hub.is_none() && *i != hub).map(|(_, c)| c);
    let second = others.min_by(|a, b| apart(leaf, a).total_cmp(&apart(leaf, b)));
    let (own, id) = (&camps[hub], &leaf.id);
    let by_road = |to: &Camp, fleet: &str| {
        let km = road(leaf, to);
        let more = format!("per_load = {}\ncasualties_per_lift = {:.3}\n{rain}", km * FREIGHT.0, km / 1000.0);
        route(id, &to.id, "road", fleet, km, &more)
    };
    let mut out = by_road(own, "convoy") + &by_road(own, "contingent");
    if let Some(second) = second {
        out.push_str(&by_road(second, "convoy"));
    }
    out + &route(id, &own.id, "helicopter", "helicopters", apart(leaf, own), "max_lifts_per_week = 12\n")
}

fn from_hub(camps: &[Camp], hub: &Camp) -> String {
    let km = to_port(hub);
    let out = route(&hub.id, "port", "road", "trucks", km, &format!("per_load = {}\n", km * FREIGHT.1));
    if hub.id == camps[0].id {
        return out + &route(&hub.id, "home", "air", "charter", CHARTER.3, "");
    }
    out + &route(&hub.id, &camps[0].id, "air", "aircraft", apart(hub, &camps[0]), "")
}
