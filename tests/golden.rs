//! The mathematics in print: for each constraint family the rows that it writes for `golden/mission.toml`, in LP format; and
//! rows worked out by hand.
//!
//! LP format knows no `-` in names: `camp-hub` is `camp_hub` there.
//!
//! `UPDATE=1 cargo test --test all golden::` writes the files anew: read the difference before you commit it.

use drawdown::expand::Expansion;
use drawdown::formulation::{FAMILIES, Formulation, Rows};
use drawdown::mission::{Mission, Objective};
use drawdown::program::lp;
use drawdown::scenario::{self, Overrides};

fn mission() -> Mission {
    mission_with(&[])
}

/// The mission with texts replaced: what its rows are about where it has more than the one that all families share.
fn mission_with(changes: &[(&str, &str)]) -> Mission {
    let mut text = std::fs::read_to_string("tests/golden/mission.toml").expect("the mission");
    for (from, to) in changes {
        assert_eq!(text.matches(from).count(), 1, "{from}");
        text = text.replace(from, to);
    }
    match scenario::load_str(&text, &Overrides::default()) {
        Ok(loaded) => loaded.mission,
        Err(r) => panic!("{}", drawdown::diagnostic::render(&r.diagnostics, &r.sources, false)),
    }
}

/// The rows of some families as LP; bounds and integers belong to the columns and stand in `columns.lp`.
fn written(families: &[Rows]) -> String {
    written_of(&mission(), families)
}

fn written_of(m: &Mission, families: &[Rows]) -> String {
    let mut f = Formulation::with_families(m, Expansion::new(m, m.calendar.deadline(), true), families);
    f.minimise(Objective::EconomicCost);
    let mut bytes = Vec::new();
    lp::write(&f.program, &mut bytes).expect("memory");
    String::from_utf8(bytes).expect("text")
}

fn rows(lp: &str) -> &str {
    let from = lp.find("Subject To").expect("rows");
    let to = lp.find("Bounds").expect("bounds");
    &lp[from..to]
}

#[test]
fn each_family_writes_what_it_wrote() {
    let update = crate::kit::update();
    let everything = written(&FAMILIES);
    let mut list: Vec<(String, String)> = FAMILIES
        .iter()
        .map(|f| (f.family.key().to_owned(), rows(&written(std::slice::from_ref(f))).to_owned()))
        .collect();
    list.push(("columns".into(), everything.replace(rows(&everything), "\n")));
    for (name, text) in list {
        as_it_was(&name, &text, update);
    }
}

fn as_it_was(name: &str, text: &str, update: bool) {
    assert!(text.lines().count() > 1, "{name} writes nothing for this mission: it has no golden rows");
    let path = format!("tests/golden/{name}.lp");
    if update {
        std::fs::write(&path, text).expect("written");
    }
    let golden = std::fs::read_to_string(&path).unwrap_or_else(|_| panic!("{path} is missing"));
    for (i, (was, is)) in golden.lines().zip(text.lines()).enumerate() {
        assert_eq!(was, is, "{path}:{} is not what is written now (UPDATE=1 writes it anew)", i + 1);
    }
    assert_eq!(golden.lines().count(), text.lines().count(), "{path} has other rows than are written now");
}

/// The rows of some families for a mission with more in it.
fn rows_with(changes: &[(&str, &str)], families: &[&str]) -> String {
    let families: Vec<Rows> = FAMILIES.into_iter().filter(|f| families.contains(&f.family.key())).collect();
    rows(&written_of(&mission_with(changes), &families)).to_owned()
}

fn is_row(lp: &str, name: &str, expected: &str) {
    let expected: Vec<&str> = expected.split_whitespace().collect();
    assert_eq!(parts(&row(lp, name)), parts(&expected), "{name}");
}

/// Eight clerks at the hub, and half a soldier for each unarmed person: as long as all eight are there, four soldiers, whether the hub
/// closes or not.
#[test]
fn a_guard_for_those_who_have_no_arms() {
    let clerk = "[[kinds]]\nid = \"clerk\"\nnature = \"people\"\npay_per_month = 365\n\n[[kinds]]\nid = \"box\"";
    let clerks = "[[units]]\nid = \"clerks\"\nsite = \"hub\"\nkind = \"clerk\"\nquantity = 8\n\n[[contingents]]";
    let changes = [
        ("[[kinds]]\nid = \"box\"", clerk),
        ("[[contingents]]", clerks),
        ("beds = 40", "beds = 40\nguard_per_person = 0.5"),
    ];
    let lp = rows_with(&changes, &["guard"]);
    as_it_was("guard_per_person", &lp, crate::kit::update());
    is_row(&lp, "guard(people,hub,w01)", "+ 1 stock(soldier,hub,w01) - 0.5 stock(clerk,hub,w01) >= 0");
    is_row(&lp, "guard(people,hub,w02)", "+ 1 stock(soldier,hub,w02) - 0.5 stock(clerk,hub,w02) >= 0");
    // The others are as they were: clerks guard nothing.
    is_row(&lp, "guard(hub,w01)", "+ 1 stock(soldier,hub,w01) - 10 open(hub,w01) - 6 fleet(trucks,w02) >= 0");
    assert!(!lp.contains("guard(people,camp"), "the camp has no such rule");
}

/// Four of the hub's 30 soldiers stay for its liquidation: 26 are left to move. The four guard it (10 - 4) and sleep there (40 - 4), and
/// as long as its operations are open they cost their pay: 4 x 84 a week, on top of the 1,680 that the hub costs (in thousands).
#[test]
fn those_who_stay_guard_sleep_and_cost() {
    let stays = "kind = \"soldier\"\nquantity = 30\nstays = 4";
    let own = "hospital = true\n[sites.liquidation]\nlength = 73\nguard = 4";
    let changes = [("kind = \"soldier\"\nquantity = 30", stays), ("hospital = true", own)];
    let lp = rows_with(&changes, &["flow_balance", "guard", "beds", "budget"]);
    as_it_was("liquidation", &lp, crate::kit::update());
    is_row(
        &lp,
        "flow_balance(soldier,hub,w01)",
        "- 1 flow(soldier,camp_hub,w01) + 1 stock(soldier,hub,w01) + 1 flow(soldier,hub_home,w01) = 26",
    );
    is_row(&lp, "guard(hub,w01)", "+ 1 stock(soldier,hub,w01) - 6 open(hub,w01) - 6 fleet(trucks,w02) >= 0");
    is_row(&lp, "beds(hub,w01)", "- 36 open(hub,w01) + 1 stock(soldier,hub,w01) <= 0");
    let coefficient = |name: &str, of: &str| -> f64 {
        let (terms, _) = parts(&row(&lp, name));
        let term = terms.iter().find(|t| t.ends_with(&format!(" {of}"))).unwrap_or_else(|| panic!("{of} in {terms:?}"));
        term.split(' ').next().and_then(|n| n.parse().ok()).expect("a number")
    };
    let hub = coefficient("budget(account,w02)", "open(hub,w01)");
    assert!((hub + 1.68 + 4.0 * 0.084).abs() < 1e-12, "{hub}");
    // In week 1 the hub is open whatever is decided, and all 30 are paid: the constant is that of the mission without a liquidation.
    let (_, rhs) = parts(&row(&lp, "budget(account,w01)"));
    let paid: f64 = rhs.trim_start_matches("= ").parse().expect("a number");
    assert!((paid - 8.964).abs() < 1e-9, "{paid}");
}

/// One row on one line, blanks single.
fn row<'a>(lp: &'a str, name: &str) -> Vec<&'a str> {
    let start = lp.find(&format!(" {name}:")).unwrap_or_else(|| panic!("no row {name} in\n{lp}"));
    let rest = &lp[start + name.len() + 2..];
    // A row ends where the next one (or the bounds) begins.
    let end = rest
        .lines()
        .skip(1)
        .find(|l| !l.starts_with("  "))
        .map_or(rest.len(), |l| l.as_ptr() as usize - rest.as_ptr() as usize);
    rest[..end].split_whitespace().collect()
}

/// A row as a set of signed terms, the sense and the right-hand side: the order of terms does not matter.
fn parts(words: &[&str]) -> (Vec<String>, String) {
    let at = words.iter().position(|w| ["<=", ">=", "="].contains(w)).expect("a sense");
    let number = |w: &str| w.parse::<f64>().expect("a number");
    let mut terms: Vec<String> = words[..at].chunks(3).map(|t| format!("{}{} {}", t[0], number(t[1]), t[2])).collect();
    terms.sort();
    (terms, format!("{} {}", words[at], number(words[at + 1])))
}

#[test]
fn rows_worked_out_by_hand() {
    let lp = written(&FAMILIES);
    let cases = [
        // What is at the camp after week 1: 20 soldiers, minus those who start to the hub (100 km at 100 km a day: there within the week).
        ("flow_balance(soldier,camp,w01)", "+ 1 stock(soldier,camp,w01) + 1 flow(soldier,camp_hub,w01) = 20"),
        // At the hub in week 2: what was there, plus who comes from the camp, minus who flies home.
        (
            "flow_balance(soldier,hub,w02)",
            "+ 1 stock(soldier,hub,w02) - 1 flow(soldier,camp_hub,w02) - 1 stock(soldier,hub,w01) + 1 flow(soldier,hub_home,w02) = 0",
        ),
        // Nobody flies on in the week of arrival.
        ("flow_balance(departures,soldier,hub,w02)", "+ 1 flow(soldier,hub_home,w02) - 1 stock(soldier,hub,w01) <= 0"),
        // A quarter of 8 boxes may be sold, in both weeks and at both sites together.
        (
            "flow_balance(share,box,sell)",
            "+ 1 dispose(box,camp,sell,w01) + 1 dispose(box,camp,sell,w02) + 1 dispose(box,hub,sell,w02) <= 2",
        ),
        // Half of the 8 boxes at the camp may be left there; none at the hub, which is not named.
        (
            "flow_balance(share,box,camp,abandon)",
            "+ 1 dispose(box,camp,abandon,w01) + 1 dispose(box,camp,abandon,w02) <= 4",
        ),
        // A box takes 2 of the 4 slots of a truck convoy; a soldier 1 of 20 seats.
        ("lift_capacity(slots,camp_hub,w01)", "+ 2 flow(box,camp_hub,w01) - 4 lifts(camp_hub,w01) <= 0"),
        ("lift_capacity(seats,camp_hub,w01)", "+ 1 flow(soldier,camp_hub,w01) - 20 lifts(camp_hub,w01) <= 0"),
        // A cycle to the camp: 1 day loading + 2 × 100 km / 100 km a day = 3 days; to the port 1 + 2 × 1.5 = 4. Two units have 14
        // days a week. (Nothing can go to the port in week 1: the boxes are at the camp.)
        ("in_flight(trucks,w01)", "+ 3 lifts(camp_hub,w01) - 14 fleet(trucks,w01) <= 0"),
        ("in_flight(trucks,w02)", "+ 3 lifts(camp_hub,w02) + 4 lifts(hub_port,w02) - 14 fleet(trucks,w02) <= 0"),
        // The plane: half a day loading + 2 × 1 day; a link flight takes 1 day; 7 days a week.
        ("in_flight(plane,w01)", "+ 2.5 lifts(hub_home,w01) + 1 link(link,w01) - 7 fleet(plane,w01) <= 0"),
        // One of two units is kept while the camp is open; the camp is open at the start.
        ("standby(trucks,camp,w01)", "+ 1 fleet(trucks,w01) >= 0.5"),
        ("standby(trucks,camp,w02)", "+ 1 fleet(trucks,w02) - 0.5 open(camp,w01) >= 0"),
        // Both sites are open at the start: 2 - what is still open after week 1 is what closed in it.
        ("closing_pace(w01)", "- 1 open(camp,w01) - 1 open(hub,w01) <= -1"),
        // A fifth of 50 people is out by the end of week 1 (12 July lies in week 2): of the 50, 10 may not be at the sites any more.
        ("milestones(0,w01)", "- 1 stock(soldier,camp,w01) - 1 stock(soldier,hub,w01) >= -40"),
        // Half of two sites are closed by the end of week 2.
        ("milestones(1,w02)", "- 1 open(camp,w02) - 1 open(hub,w02) >= -1"),
        // 50 people and 8 boxes, a fifth of the people is the rear party (10), a week of slack: of the other 40 5 for each box that is gone
        // by the end of week 2, and 10 more once the rear party is free; what is less than one person more is none: 0.99.
        // 50 - people here <= 5 x (8 - boxes) + 10 x (1 - rear) + 0.99.
        (
            "contingents(all,w01)",
            "- 1 stock(soldier,camp,w01) - 1 stock(soldier,hub,w01) + 5 stock(box,camp,w02) + 5 stock(box,hub,w02) + 10 rear(all,w01) <= 0.99",
        ),
        // One box keeps the rear party.
        ("contingents(rear,all,w01)", "+ 1 stock(box,camp,w01) + 1 stock(box,hub,w01) - 8 rear(all,w01) <= 0"),
        ("contingents(once,all,w02)", "+ 1 rear(all,w02) - 1 rear(all,w01) <= 0"),
        // Troops first, a week before: 8 boxes by 50 people are 0.16 for each, a tenth of 8 is the slack, and what is less than one box
        // more is none. 8 - boxes here <= 0.16 x (50 - people here a week before) + 0.8 + 0.99.
        ("sequence(w01)", "- 1 stock(box,camp,w01) - 1 stock(box,hub,w01) <= -6.21"),
        (
            "sequence(w02)",
            "+ 0.16 stock(soldier,camp,w01) + 0.16 stock(soldier,hub,w01) - 1 stock(box,camp,w02) - 1 stock(box,hub,w02) <= 1.79",
        ),
        ("disposal_rate(box,sell,w02)", "+ 1 dispose(box,camp,sell,w02) + 1 dispose(box,hub,sell,w02) <= 1.5"),
        // Two units, kept and released one by one.
        ("in_flight(units,trucks,w01)", "+ 2 fleet(trucks,w01) - 1 units(trucks,w01) = 0"),
        ("in_flight(released,trucks,w02)", "+ 1 fleet(trucks,w02) - 1 fleet(trucks,w01) <= 0"),
        ("in_flight(base,trucks,w02)", "+ 1 fleet(trucks,w02) - 1 open(hub,w01) <= 0"),
        // 6 boxes a week are packed at the camp, none if it was closed; abandoned boxes need no packing. What is packed in week 1 and
        // does not leave waits; no more than the 8 that are there can be packed.
        ("handling(camp,w01)", "+ 1 flow(box,camp_hub,w01) + 1 dispose(box,camp,sell,w01) + 1 prepared(camp,w01) <= 6"),
        (
            "handling(there,camp,w01)",
            "+ 1 flow(box,camp_hub,w01) + 1 dispose(box,camp,sell,w01) + 1 prepared(camp,w01) <= 8",
        ),
        (
            "handling(camp,w02)",
            "+ 1 flow(box,camp_hub,w02) + 1 dispose(box,camp,sell,w02) - 1 prepared(camp,w01) - 6 open(camp,w01) <= 0",
        ),
        ("_exit_capacity(people,home,w01)", "+ 1 flow(soldier,hub_home,w01) <= 25"),
        // The guard of the hub (10) and the crews for the next week (2 units × 3).
        ("guard(hub,w01)", "+ 1 stock(soldier,hub,w01) - 10 open(hub,w01) - 6 fleet(trucks,w02) >= 0"),
        ("guard(camp,w01)", "+ 1 stock(soldier,camp,w01) - 5 open(camp,w01) >= 0"),
        ("guard(cargo,camp,w01)", "+ 1 stock(soldier,camp,w01) - 0.5 stock(box,camp,w01) >= 0"),
        ("closing_work(once,camp,w02)", "+ 1 open(camp,w02) - 1 open(camp,w01) <= 0"),
        // The hub waits for the camp.
        ("closing_work(before,camp,hub,w01)", "+ 1 open(camp,w01) - 1 open(hub,w01) <= 0"),
        ("medical_cover(camp,w01)", "+ 1 open(camp,w01) - 1 open(hub,w01) <= 0"),
        // Seats of the link in week 1: 12, if the hub was open at the start (it was): 30 seats a flight.
        ("air_link(link,w01)", "+ 30 link(link,w01) >= 12"),
        // 100,000 in week 1 and 50,000 more from week 2 on, in thousands.
        ("budget(w01)", "+ 1 spend(w01) <= 100"),
        ("budget(w02)", "+ 1 spend(w02) <= 150"),
    ];
    for (name, expected) in cases {
        let expected: Vec<&str> = expected.split_whitespace().collect();
        assert_eq!(parts(&row(&lp, name)), parts(&expected), "{name}");
    }
}

/// Week 1 by hand. A month has 365 / 12 days, so a week is 84 / 365 of a month: pay 365 → 84; reimbursement 730 → 168, the mandate
/// ended on the first day, but the week began on that day: the full rate still. 50 soldiers × 84 = 4,200; 8 boxes × 168 = 1,344.
/// Sites: 3,650 → 840 and 7,300 → 1,680. Closing the camp at the end of week 1: 900. Trucks: 2 × 1,825 → 2 × 420 = 840 for the whole
/// fleet. A lift 40, a flight of the link 60, a journey home 100, a sale 7.
#[test]
fn the_account_of_week_1_by_hand() {
    let lp = written(&FAMILIES);
    let (terms, rhs) = parts(&row(&lp, "budget(account,w01)"));
    let expected = [
        ("spend(w01)", 1.0),
        ("open(camp,w01)", 0.9),
        ("fleet(trucks,w01)", -0.84),
        ("lifts(camp_hub,w01)", -0.04),
        ("link(link,w01)", -0.06),
        ("flow(soldier,hub_home,w01)", -0.1),
        ("dispose(box,camp,sell,w01)", -0.007),
    ];
    assert_eq!(terms.len(), expected.len(), "{terms:?}");
    for (name, a) in expected {
        let term =
            terms.iter().find(|t| t.ends_with(&format!(" {name}"))).unwrap_or_else(|| panic!("{name} in {terms:?}"));
        let found: f64 = term.split(' ').next().and_then(|n| n.parse().ok()).expect("a number");
        assert!((found - a).abs() < 1e-12, "{term} is not {a}");
    }
    let constant = (4200.0 + 1344.0 + 840.0 + 1680.0 + 900.0) / 1000.0;
    let found: f64 = rhs.trim_start_matches("= ").parse().expect("a number");
    assert!((found - constant).abs() < 1e-9, "{found} is not {constant}");
}

/// What a key of a fleet, a route or a kind makes of the rows of the camp's convoys, each by hand.
#[test]
fn the_keys_of_lifts_by_hand() {
    let rows = [
        // A cabin of 20 seats or 4 slots: a soldier takes a fifth of a slot.
        (
            ("per_lift = 40", "per_lift = 40\nshares = \"either\""),
            "lift_capacity",
            vec![(
                "lift_capacity(cabin,camp_hub,w01)",
                "+ 0.2 flow(soldier,camp_hub,w01) + 2 flow(box,camp_hub,w01) - 4 lifts(camp_hub,w01) <= 0",
            )],
        ),
        // Half a lift a week: the bucket holds one, begins full and is filled by a half.
        (
            ("max_lifts_per_week = 4", "max_lifts_per_week = 0.5"),
            "route_capacity",
            vec![
                ("route_capacity(camp_hub,w01)", "+ 1 lifts(camp_hub,w01) <= 1"),
                ("route_capacity(tokens,camp_hub,w01)", "+ 1 lifts(camp_hub,w01) - 1 tokens(camp_hub,w01) <= 0"),
                (
                    "route_capacity(filled,camp_hub,w02)",
                    "+ 1 tokens(camp_hub,w02) - 1 tokens(camp_hub,w01) + 1 lifts(camp_hub,w01) <= 0.5",
                ),
            ],
        ),
        // A box of size 4 fills the 4 slots; one of size 3 fills them too, because no second one fits.
        (
            ("size = 2", "size = 4"),
            "lift_capacity",
            vec![("lift_capacity(slots,camp_hub,w01)", "+ 4 flow(box,camp_hub,w01) - 4 lifts(camp_hub,w01) <= 0")],
        ),
        (
            ("size = 2", "size = 3"),
            "lift_capacity",
            vec![("lift_capacity(slots,camp_hub,w01)", "+ 4 flow(box,camp_hub,w01) - 4 lifts(camp_hub,w01) <= 0")],
        ),
        // Vehicles of size 2 drive beside the lift: it escorts 4 where the route does not say otherwise.
        (
            ("size = 2", "size = 2\nself_driving = true"),
            "lift_capacity",
            vec![("lift_capacity(vehicles,camp_hub,w01)", "+ 2 flow(box,camp_hub,w01) - 4 lifts(camp_hub,w01) <= 0")],
        ),
    ];
    for (change, family, expected) in rows {
        let lp = rows_with(&[change], &[family]);
        for (name, row) in expected {
            is_row(&lp, name, row);
        }
    }
    // With lifts in fractions the trucks' units are not counted one by one either; the plane's stay whole.
    let fractions = written_of(&mission_with(&[("per_lift = 40", "per_lift = 40\nwhole = false")]), &FAMILIES);
    let whole = written(&FAMILIES);
    for (name, in_fractions) in
        [("lifts(camp_hub,w01)", false), ("units(trucks,w01)", false), ("lifts(hub_home,w01)", true)]
    {
        assert_eq!((integer(&whole, name), integer(&fractions, name)), (true, in_fractions), "{name}");
    }
}

/// Whether a column is among those that have to be whole.
fn integer(lp: &str, name: &str) -> bool {
    let from = ["General", "Generals", "Integers"].iter().find_map(|head| lp.find(&format!("\n{head}\n")));
    lp[from.expect("some are whole")..].split_whitespace().any(|word| word == name)
}
