//! What people write, read as they mean it or refused: numbers, positions, tables, windows, dates, labels, titles, digests.

use std::path::Path;

use assert_cmd::Command;
use drawdown::diagnostic::{Code, render};
use drawdown::mission::{Mission, Period};
use drawdown::scenario::{self, Loaded, Overrides, Rejected};
use drawdown::units::Usd;

fn starter(edits: &[(&str, &str)]) -> String {
    edits.iter().fold(scenario::starter().to_owned(), |text, (old, new)| {
        assert!(text.contains(old), "{old}");
        text.replacen(old, new, 1)
    })
}

fn load(text: &str, set: &[&str]) -> Result<Loaded, Rejected> {
    let set = set.iter().map(|s| (*s).to_owned()).collect();
    scenario::load_str(text, &Overrides { set, ..Overrides::default() })
}

fn sound(text: &str, set: &[&str]) -> Loaded {
    load(text, set).unwrap_or_else(|r| panic!("{}", render(&r.diagnostics, &r.sources, false)))
}

fn codes(result: &Result<Loaded, Rejected>) -> Vec<Code> {
    match result {
        Ok(l) => l.warnings.iter().map(|d| d.code).collect(),
        Err(r) => r.diagnostics.iter().map(|d| d.code).collect(),
    }
}

fn running(m: &Mission, site: &str) -> f64 {
    m.sites.values().find(|s| s.key == site).expect("the site").running_at(Period(1)).get()
}

#[test]
fn a_decimal_comma_is_a_decimal_or_refused() {
    let month = 365.0 / 12.0 / 7.0;
    for (text, usd) in [("\"42,5k\"", 42_500.0), ("\"42.5k\"", 42_500.0), ("\"1,042,500\"", 1_042_500.0)] {
        let m = sound(&starter(&[("\"200k\"", text)]), &[]).mission;
        assert!((running(&m, "east") * month - usd).abs() < 0.01, "{text}");
    }
    for text in ["\"42,500\"", "\"1,250k\"", "\"4,2,5k\""] {
        let result = load(&starter(&[("\"200k\"", text)]), &[]);
        assert!(result.is_err() && codes(&result) == [Code::UNIT], "{text}");
    }
    let long = |set: &str| sound(scenario::starter(), &[set]).mission.budget.total().map(Usd::get);
    assert_eq!(long("budget.total=4,25M"), Some(4.25e6));
    assert!(load(scenario::starter(), &["budget.total=4,250"]).is_err());
}

#[test]
fn hemispheres_count() {
    let at = |text: &str| {
        let m = sound(&starter(&[("[18.4, 1.4]", text)]), &[]).mission;
        m.sites.values().next().and_then(|s| s.position)
    };
    assert_eq!(at("\"18.4 N 0.4 W\""), Some((18.4, -0.4)));
    assert_eq!(at("[\"0.4 W\", \"18.4 N\"]"), Some((18.4, -0.4)));
    for text in ["\"18.4 N 0.4\"", "[18.4, \"W\", 0.4]", "\"18.4 up 0.4 W\"", "[18.4, 0.4, 3.0]"] {
        assert!(codes(&load(&starter(&[("[18.4, 1.4]", text)]), &[])).contains(&Code::TYPE), "{text}");
    }
}

/// Day by day: closed on 3 to 9 July; half the limit of 4 from the 10th to the 16th, of which the 13th to 16th are closed.
#[test]
fn windows_act_by_day_and_closed_stays_closed() {
    let windows = "max_lifts_per_week = 14\n[[routes.windows]]\nfrom = 2023-07-03\nto = 2023-07-09\nclosed = true\n\
        [[routes.windows]]\nfrom = 2023-07-13\nto = 2023-07-16\nclosed = true\n\
        [[routes.windows]]\nfrom = 2023-07-03\nto = 2023-07-16\nmax_lifts_factor = 0.5\n\
        [[routes.windows]]\nfrom = 2023-07-17\nto = 2023-07-23\nclosed = true\n\
        [[routes.windows]]\nfrom = 2023-07-17\nto = 2023-07-23\nclosed = false\nspeed_factor = 0.5\n";
    let text = starter(&[("from = \"east\"\n", &format!("from = \"east\"\n{windows}"))]);
    // Tables of a route stand behind its keys.
    let text = reordered(&text, windows);
    let m = sound(&text, &[]).mission;
    let route = m.routes.values().find(|r| r.key == "east-hub").expect("the route");
    let lifts = |t: u32| route.max_lifts[Period(t).at()];
    assert_eq!(lifts(1), 0.0);
    // Three open days of seven at 1 a day.
    assert!((lifts(2) - 3.0).abs() < 1e-9, "{}", lifts(2));
    assert_eq!((lifts(3), lifts(4)), (14.0, 14.0));
    assert!((route.travel[3].get() - 2.0 * route.travel[4].get()).abs() < 1e-9);
}

/// Puts what was inserted behind the last key of its route.
fn reordered(text: &str, part: &str) -> String {
    let at = text.find(part).expect("inserted");
    let rest = &text[at + part.len()..];
    let end = rest.find("\n[[").expect("another table");
    format!("{}{}\n{part}{}", &text[..at], &rest[..end], &rest[end..])
}

/// A charter that is there for three days of a week in which a window halves it: 3/7 × 1/2, not the product of two means.
#[test]
fn availability_and_windows_meet_day_by_day() {
    let set = [
        "exits.home.available_from=2023-07-07",
        "exits.home.windows=[{from=2023-07-03,to=2023-07-06,closed=true},{from=2023-07-07,to=2023-07-09,factor=0.5}]",
    ];
    let m = sound(scenario::starter(), &set).mission;
    let home = m.exits.values().find(|x| x.key == "home").expect("the exit");
    assert!((home.people[1].get() - 300.0 * 3.0 / 7.0 * 0.5).abs() < 1e-9, "{:?}", home.people[1]);
}

#[test]
fn bounds_that_contradict_are_told_by_check() {
    let with = |keys: &str| load(&starter(&[("guard = 40", &format!("guard = 40\n{keys}"))]), &[]);
    let wrong = [
        "keep_open_until = 2023-08-03\nclose_by = 2023-07-25",
        // The same week: open at its end, and closed.
        "keep_open_until = 2023-07-25\nclose_by = 2023-07-27",
        "close_by = 2021-07-25",
    ];
    for keys in wrong {
        let result = with(keys);
        assert!(result.is_err() && codes(&result) == [Code::DATE], "{keys}: {:?}", codes(&result));
    }
    assert!(with("keep_open_until = 2023-07-20\nclose_by = 2023-07-30").is_ok());
    let late = with("close_by = 2025-07-25");
    assert!(late.is_ok() && codes(&late) == [Code::OUTSIDE_TIME]);
}

/// 3 July to 14 August are six weeks and a day: six weeks are planned, and the day is named.
#[test]
fn a_deadline_is_never_moved_later() {
    let l = sound(&starter(&[("weeks = 6 ", "deadline = 2023-08-14 ")]), &[]);
    let c = &l.mission.calendar;
    assert_eq!(c.last_day(c.deadline()).to_string(), "2023-08-13");
    assert!(l.warnings.iter().any(|d| d.code == Code::SPARE_DAYS && d.message.contains("the last day")));
    let whole = sound(&starter(&[("weeks = 6 ", "deadline = 2023-08-13 ")]), &[]);
    assert!(whole.warnings.is_empty());
    assert!(load(&starter(&[("weeks = 6 ", "deadline = 2023-07-05 ")]), &[]).is_err());
}

#[test]
fn ids_with_points_can_be_overridden() {
    let text = scenario::starter().replace("\"east\"", "\"east.2\"");
    for set in ["sites.\"east.2\".guard=11", "sites.'east.2'.guard=11", "sites.east\\.2.guard=11"] {
        let m = sound(&text, &[set]).mission;
        assert_eq!(
            m.sites.values().find(|s| s.key == "east.2").map(|s| s.guard_at(Period(1)).get()),
            Some(11.0),
            "{set}"
        );
    }
    assert_eq!(codes(&load(&text, &["sites.east.2.guard=11"])), [Code::OVERRIDE]);
}

#[test]
fn a_way_back_does_not_take_the_id_of_a_route() {
    let twin = "\n[[routes]]\nid = \"east-hub-back\"\nfrom = \"north\"\nto = \"hub\"\nmode = \"road\"\nfleet = \"trucks\"\nkm = 400\n";
    let text = starter(&[("km = 290", "km = 290\nboth_ways = true")]) + twin;
    assert_eq!(codes(&load(&text, &[])), [Code::DUPLICATE]);
}

fn quality(l: &Loaded, path: &str) -> (String, Option<String>) {
    let f = l.figures.iter().find(|f| f.path == path).expect("the figure");
    (f.quality.clone(), f.source.clone())
}

/// The row is sourced; what another file or an override changes is not in that source.
#[test]
fn a_label_is_of_its_own_file() {
    let dir = tempfile::tempdir().expect("a folder");
    let base = starter(&[(
        "guard = 40",
        "guard = { value = 40, source = \"order 7\", quality = \"known\" }\nsource = \"ledger\"\nquality = \"sourced\"",
    )]);
    std::fs::write(dir.path().join("base.toml"), base).expect("written");
    let upper = "extends = \"base.toml\"\n[[sites]]\nid = \"east\"\nhandling_per_week = 44\n[[sites]]\nid = \"hub\"\nguard = 61\nsource = \"visit\"\nquality = \"known\"\n";
    let file = dir.path().join("upper.toml");
    std::fs::write(&file, upper).expect("written");
    let with = |set: &[&str]| {
        let set = set.iter().map(|s| (*s).to_owned()).collect();
        scenario::load(&file, &Overrides { set, ..Overrides::default() }).expect("sound")
    };
    let own = |q: &str, s: &str| (q.to_owned(), Some(s.to_owned()));
    let none = || ("unlabelled".to_owned(), None);
    let l = with(&[]);
    assert_eq!(quality(&l, "sites.east.running_per_month"), own("sourced", "ledger"));
    assert_eq!(quality(&l, "sites.east.guard"), own("known", "order 7"));
    assert_eq!(quality(&l, "sites.east.handling_per_week"), none());
    assert_eq!(quality(&l, "sites.hub.guard"), own("known", "visit"));
    assert_eq!(quality(&l, "sites.hub.closing"), none());
    let l = with(&["sites.east.closing=12k", "sites.east.guard.value=41"]);
    assert_eq!(quality(&l, "sites.east.closing"), none());
    assert_eq!(quality(&l, "sites.east.guard"), none());
    assert_eq!(
        quality(&with(&["sites.east.guard={value=41,source=\"s\",quality=\"derived\"}"]), "sites.east.guard"),
        own("derived", "s")
    );
}

/// A workbook saved as CSV in Europe, with headings as people write them: read, with a decimal comma and a grouped number.
#[test]
fn tables_as_spreadsheets_write_them() {
    let dir = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| std::fs::write(dir.path().join(name), text).expect("written");
    let cut = |text: &str| {
        let at = text.find("[[units]]").expect("units");
        let end = text.find("# What can go wrong").expect("risk");
        format!("{}{}", &text[..at], &text[end..])
    };
    let units = "\u{feff}Code;Location;Type;Strength;Country;Quantity source\r\nn-s;north;soldier;200;A;roll\r\nn-c;north;container;40;A;\r\n\
        e-s;east;soldier;120;B;\r\nh-s;hub;soldier;1.300;C;\r\nh-c;hub;container;7,5;C;\r\n;;;;;\r\n";
    write("units.csv", units);
    let sites = "ID\tName\tLat\tLong\tHospital\nhub\tThe hub\t16.25\t-0.05\tTRUE\n";
    write("sites.tsv", sites);
    let tables = "name = \"tutorial\"\n[tables]\nunits = \"units.csv\"\nsites = \"sites.tsv\"\n";
    let text = cut(&starter(&[
        ("name = \"tutorial\"\n", ""),
        ("title = ", &format!("{tables}# ")),
        ("hospital = true\n", ""),
    ]));
    let text = text.replacen("position = [16.3, 0.0]\n", "", 1);
    write("mission.toml", &text);
    let l = match scenario::load(&dir.path().join("mission.toml"), &Overrides::default()) {
        Ok(l) => l,
        Err(r) => panic!("{}", render(&r.diagnostics, &r.sources, false)),
    };
    let quantity = |id: &str| l.mission.units.values().find(|u| u.key == id).map(|u| u.quantity);
    assert_eq!((quantity("h-s"), quantity("h-c"), quantity("n-s")), (Some(1300.0), Some(7.5), Some(200.0)));
    let hub = l.mission.sites.values().find(|s| s.key == "hub").expect("the hub");
    assert_eq!((hub.position, hub.hospital, hub.name.as_str()), (Some((16.25, -0.05)), true, "The hub"));
    assert_eq!(quality(&l, "units.n-s.quantity").1.as_deref(), Some("roll"));
    // Nothing shows what a point means: 1.300 alone is refused, once for each cell.
    write("units.csv", &units.replace("7,5", "7"));
    let refused = scenario::load(&dir.path().join("mission.toml"), &Overrides::default());
    assert_eq!(codes(&refused), [Code::UNIT]);
}

/// Two hundred rows of a table whose headings are wrong: as many faults as causes, not as rows.
#[test]
fn one_error_for_one_cause() {
    let dir = tempfile::tempdir().expect("a folder");
    let mut rows = String::from("id,Where is it,kind,Colour,quantity\n");
    (0..200).for_each(|i| rows.push_str(&format!("u{i},north,soldjer,red,1\n")));
    std::fs::write(dir.path().join("units.csv"), rows).expect("written");
    let text = starter(&[(
        "name = \"tutorial\"\ntitle = \"Three camps in six weeks\"\n",
        "name = \"t\"\n[tables]\nunits = \"units.csv\"\n",
    )]);
    std::fs::write(dir.path().join("m.toml"), text).expect("written");
    let Err(r) = scenario::load(&dir.path().join("m.toml"), &Overrides::default()) else { panic!("faulty") };
    let shown = render(&r.diagnostics, &r.sources, false);
    assert!(r.diagnostics.len() <= 4, "{shown}");
    assert!(shown.contains("there is no column `Colour`") && shown.contains("and 199 more like it"), "{shown}");
}

/// A sheet of sites under `Site` is read; one without ids is told as that, not also as names that refer to nothing.
#[test]
fn what_the_rows_are_is_their_id() {
    let dir = tempfile::tempdir().expect("a folder");
    let text = scenario::starter();
    let (before, rest) = text.split_once("[[units]]").expect("units");
    let after = rest.split_once("# What can go wrong").expect("risk").1;
    let head = "[tables]\nunits = \"units.csv\"\n\n[calendar]";
    let text = format!("{before}# What can go wrong{after}")
        .replacen("[calendar]", head, 1)
        .replace("beds = 800", "beds = 2000");
    std::fs::write(dir.path().join("m.toml"), text).expect("written");
    let rows = |heading: &str| {
        let rows = format!("{heading};Location;Type;Strength\na;north;soldier;200\nb;hub;soldier;1.200,0\n");
        std::fs::write(dir.path().join("units.csv"), rows).expect("written");
        scenario::load(&dir.path().join("m.toml"), &Overrides::default())
    };
    let read = rows("Unit").unwrap_or_else(|r| panic!("{}", render(&r.diagnostics, &r.sources, false)));
    let people: f64 = read.mission.units.values().map(|u| u.quantity).sum();
    assert_eq!((read.mission.units.len(), people), (2, 1400.0));
    // Without an id, a holding is called by where and what it is.
    let read = rows("Name").unwrap_or_else(|r| panic!("{}", render(&r.diagnostics, &r.sources, false)));
    assert_eq!(
        read.mission.units.values().map(|u| u.key.as_str()).collect::<Vec<_>>(),
        ["north-soldier", "hub-soldier"]
    );
    let Err(r) = rows("Surprise") else { panic!("no such column") };
    let shown = render(&r.diagnostics, &r.sources, false);
    assert!(shown.contains("there is no column `Surprise`") && shown.contains("call it `notes`"), "{shown}");
}

/// Tables as an officer keeps them: names with blanks, no ids, units in headings, decimal commas, grouped thousands, remarks.
#[test]
fn three_spreadsheets_of_an_officer_are_a_mission() {
    let dir = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| std::fs::write(dir.path().join(name), text).expect("written");
    write(
        "camps.csv",
        "Camp;Latitude;Longitude;Hub;Running cost per month (USD);Closing cost (k USD);Clean-up (weeks);Guard;Handling capacity (loads/day);Remarks\n\
         Fort Old;5,77;20,67;FALSE;450.000;35;2;60;5;road poor in June\n\
         Aéroport M'Bala;4,40;18,52;TRUE;1.250.000;120;3;80;20;\n",
    );
    write(
        "assets.csv",
        "Location;Type;Strength;Country\nFort Old;Troops;450,0;Chad\nfort old;Containers;120;Chad\nAéroport M'Bala;Troops;1.050;Togo\n\
         Aéroport M'Bala;Containers;310;Togo\n",
    );
    write(
        "routes.csv",
        "From;To;Mode;Carrier;Distance (km);Max. convoys per week;Cost per load (USD)\n\
         Fort Old;Aéroport M'Bala;Road;Convoy company;384,5;3;0\nAéroport M'Bala;Port;Road;Trucks;1.420;;3.100\n\
         Aéroport M'Bala;Home;Air;charter;3.500;;\n",
    );
    write(
        "m.toml",
        "format = 1\nname = \"m\"\n[tables]\nsites = \"camps.csv\"\nunits = \"assets.csv\"\nroutes = \"routes.csv\"\n\
         [calendar]\nstart = 2027-01-04\nmonths = 6\n\
         [[kinds]]\nid = \"Troops\"\nnature = \"people\"\narmed = true\n[[kinds]]\nid = \"Containers\"\nnature = \"cargo\"\n\
         [[exits]]\nid = \"port\"\nloads_per_week = 80\n[[exits]]\nid = \"home\"\nkind = \"airport\"\npeople_per_week = 350\n\
         [[fleets]]\nid = \"c\"\nname = \"Convoy company\"\nunits = 3\nseats = 100\nslots = 40\nloading = 2\nspeed_per_day = 100\n\
         base = \"Fort old\"\n[[fleets]]\nid = \"trucks\"\nunits = 80\nslots = 1\nspeed_per_day = 250\n\
         [[fleets]]\nid = \"charter\"\nunits = 1\nseats = 180\nspeed_per_day = 6000\n",
    );
    let load = || scenario::load(&dir.path().join("m.toml"), &Overrides::default());
    let read = load().unwrap_or_else(|r| panic!("{}", render(&r.diagnostics, &r.sources, false)));
    let sites: Vec<_> = read.mission.sites.values().map(|s| (s.key.as_str(), s.name.as_str())).collect();
    assert_eq!(sites, [("Fort-Old", "Fort Old"), ("Aéroport-M-Bala", "Aéroport M'Bala")]);
    let first = read.mission.sites.values().next().expect("a site");
    assert!((first.closing.0 - 35_000.0).abs() < 1e-9, "thousands of the heading");
    assert_eq!(first.cleanup, 2, "weeks of the heading");
    assert!((first.handling[1].0 - 35.0).abs() < 1e-9, "a day of the heading is a seventh of a week");
    let people: Vec<f64> = read.mission.units.values().map(|u| u.quantity).collect();
    assert_eq!(people, [450.0, 120.0, 1050.0, 310.0]);
    let keys: Vec<_> = read.mission.routes.values().map(|r| r.key.as_str()).collect();
    assert_eq!(keys, ["Fort-Old-Aéroport-M-Bala", "Aéroport-M-Bala-Port", "Aéroport-M-Bala-Home"]);

    // A name that nothing has is one fault, however many rows name it; a unit that cannot be read is refused at its heading.
    write("assets.csv", "Location;Type;Strength\nFort Odl;Troops;450\nFort Odl;Containers;120\n");
    let routes = std::fs::read_to_string(dir.path().join("routes.csv")).expect("there");
    write("routes.csv", &routes.replace("(km)", "(miles)"));
    let Err(r) = load() else { panic!("faults") };
    let shown = render(&r.diagnostics, &r.sources, false);
    let messages: Vec<_> = r.diagnostics.iter().map(|d| (d.code, d.message.as_str())).collect();
    let expected = [
        (Code::DANGLING, "there is no site `Fort Odl`"),
        (Code::UNIT, "the unit of `Distance (miles)` is not understood"),
    ];
    assert_eq!(messages, expected, "{shown}");
    assert!(shown.contains("did you mean `Fort-Old`?") && shown.contains("give the column in kilometres"), "{shown}");
}

#[test]
fn titles_follow_overrides() {
    let text = starter(&[("\"Three camps in six weeks\"", "\"A mission goes: six weeks, $5m, in summer\"")]);
    let title = |budget: Option<&str>, months: Option<u32>, set: &[&str]| {
        let set = set.iter().map(|s| (*s).to_owned()).collect();
        let options =
            Overrides { budget: budget.map(str::to_owned), months, set, allow_outside: false, contradictions: false };
        scenario::load_str(&text, &options).expect("sound").mission.title
    };
    assert_eq!(title(None, None, &[]), "A mission goes: six weeks, $5m, in summer");
    assert_eq!(title(Some("7,25M"), Some(2), &[]), "A mission goes: $7.25m, 2 months, in summer");
    assert_eq!(title(None, None, &["calendar.weeks=8"]), "A mission goes: $5m, 8 weeks, in summer");
    assert_eq!(
        title(None, None, &["sites.east.guard=41"]),
        "A mission goes: six weeks, $5m, in summer, with sites.east.guard=41"
    );
}

#[test]
fn the_digest_is_of_content() {
    let text = scenario::starter();
    let digest = |text: &str, options: &Overrides| scenario::load_str(text, options).expect("sound").digest;
    let plain = Overrides::default();
    let first = digest(text, &plain);
    assert_eq!(first, digest(&text.replace('\n', "\r\n"), &plain));
    assert_eq!(first, digest(&format!("\u{feff}# a comment\n{text}"), &plain));
    assert_eq!(first, digest(&text.replace("closing = \"20k\"", "closing = 20_000"), &plain));
    assert_ne!(first, digest(&text.replace("closing = \"20k\"", "closing = \"21k\""), &plain));
    let set = |s: &str| Overrides { set: vec![s.into()], ..Overrides::default() };
    let budget = Overrides { budget: Some("6M".into()), ..Overrides::default() };
    let given = digest(text, &budget);
    assert_ne!(first, given);
    for way in ["budget.total=6M", "budget.total=\"$6,000,000\"", "budget.total = 6_000_000"] {
        assert_eq!(given, digest(text, &set(way)), "{way}");
    }
    let label = text.replace("guard = 40", "guard = { value = 40, source = \"a\" }");
    assert_ne!(first, digest(&label, &plain), "what a figure rests on is content");
}

fn drawdown() -> Command {
    Command::new(env!("CARGO_BIN_EXE_drawdown"))
}

/// A pipe that nobody writes to, and a device that never ends: refused at once.
#[cfg(unix)]
#[test]
fn pipes_and_endless_files_are_refused() {
    let dir = tempfile::tempdir().expect("a folder");
    let pipe = dir.path().join("pipe.toml");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().expect("mkfifo runs").success());
    std::fs::write(dir.path().join("m.toml"), "extends = \"pipe.toml\"\n").expect("written");
    let pipe_of_json = dir.path().join("pipe.json");
    assert!(std::process::Command::new("mkfifo").arg(&pipe_of_json).status().expect("mkfifo runs").success());
    let (plan, page) = (dir.path().join("plan.json"), dir.path().join("page.html"));
    std::fs::write(&plan, "{}").expect("written");
    let tutorial = Path::new("scenarios/tutorial.toml");
    let zero = Path::new("/dev/zero");
    let extending = dir.path().join("m.toml");
    // What an earlier start of a simulation may have left.
    let made = |name: &str, file: &str| {
        let folder = dir.path().join(name);
        std::fs::create_dir(&folder).expect("made");
        assert!(std::process::Command::new("mkfifo").arg(folder.join(file)).status().expect("mkfifo runs").success());
        folder
    };
    let (journal, earlier) = (made("a", "journal.jsonl"), made("b", "replications.json"));
    let doors: [(&str, Vec<&Path>); 15] = [
        ("check", vec![&pipe]),
        ("check", vec![zero]),
        ("check", vec![&extending]),
        ("verify", vec![tutorial, &pipe]),
        ("verify", vec![tutorial, zero]),
        ("replan", vec![tutorial, Path::new("--status"), &pipe]),
        ("simulate", vec![tutorial, Path::new("--plan"), &pipe]),
        ("simulate", vec![Path::new("merge"), &pipe]),
        ("hedge", vec![Path::new("merge"), &pipe]),
        ("hedge", vec![Path::new("merge"), zero]),
        ("hedge", vec![tutorial, Path::new("--from"), &pipe]),
        ("report", vec![pipe_of_json.as_path(), Path::new("-o"), &page]),
        ("verify", vec![tutorial, &plan, Path::new("--manifest"), &pipe]),
        ("simulate", vec![tutorial, Path::new("--runs"), Path::new("1"), Path::new("--out"), &journal]),
        ("simulate", vec![tutorial, Path::new("--runs"), Path::new("1"), Path::new("--out"), &earlier]),
    ];
    for (command, words) in doors {
        let mut run = drawdown();
        run.timeout(std::time::Duration::from_secs(90)).arg(command).args(&words);
        let out = run.output().expect("it runs");
        let said = String::from_utf8_lossy(&out.stderr);
        assert_eq!(out.status.code(), Some(3), "{command} {words:?}: {said}");
        assert!(said.contains("pipe or a device"), "{command} {words:?}: {said}");
    }
}

/// Dates that contradict each other stop a plan, not the program that shows the contradiction to another solver.
#[test]
fn contradicting_dates_are_exported() {
    let dir = tempfile::tempdir().expect("a folder");
    let file = dir.path().join("m.toml");
    for dates in ["close_by = 2022-07-16", "close_by = 2023-07-20\nkeep_open_until = 2023-08-01"] {
        let text = scenario::starter().replacen("closing = ", &format!("{dates}\nclosing = "), 1);
        std::fs::write(&file, text).expect("written");
        let run = |words: &[&str]| drawdown().args(words).arg(&file).output().expect("it runs");
        for door in ["check", "run"] {
            let out = run(&[door]);
            assert!(out.status.code() == Some(3) && String::from_utf8_lossy(&out.stderr).contains("error[E206]"));
        }
        let out = run(&["export", "--format", "lp"]);
        assert_eq!(out.status.code(), Some(0), "{}", String::from_utf8_lossy(&out.stderr));
        assert!(String::from_utf8_lossy(&out.stdout).contains("Minimize"));
    }
}

/// 20,000 rows that are each wrong in their own way: the first hundred and a count, within seconds.
#[test]
fn a_long_list_of_faults_is_short() {
    let dir = tempfile::tempdir().expect("a folder");
    let mut text = scenario::starter().to_owned();
    (0..20_000).for_each(|i| {
        text.push_str(&format!("[[units]]\nid = \"x{i}\"\nsite = \"s{i}\"\nkind = \"soldier\"\nquantity = -{i}.5\n"));
    });
    let file = dir.path().join("m.toml");
    std::fs::write(&file, text).expect("written");
    let out = drawdown().timeout(std::time::Duration::from_mins(1)).arg("check").arg(&file).output().expect("it runs");
    let said = String::from_utf8_lossy(&out.stderr);
    assert_eq!(out.status.code(), Some(3), "{}", &said[said.len().saturating_sub(400)..]);
    assert_eq!(said.matches("error[E").count(), 100);
    assert!(said.contains("these are the first 100 of"), "{}", &said[said.len().saturating_sub(400)..]);
}

/// Rates as a contract or an old report has them: a month's people, a day's loads, a fortnight's money, a peak of which weeks in a row reach a share;
/// a `Location` beside the name.
#[test]
fn rates_of_any_time_stand_under_their_headings() {
    let dir = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| std::fs::write(dir.path().join(name), text).expect("written");
    let units =
        scenario::starter().replace("[calendar]", "[tables]\nexits = \"exits.csv\"\nsites = \"sites.csv\"\n[calendar]");
    write("m.toml", &units);
    write(
        "exits.csv",
        "Exit;Location;People/month;Loads per day;Utilisation;Type\nOther airport;14.5 N, 2.1 W;2000;6;0,6;airport\n",
    );
    write(
        "sites.csv",
        "Camp;Location;Running cost per fortnight;Handling/day;Guard\nLake camp;13,9 N 1,0 W;42k;3;10\n",
    );
    let loaded = scenario::load(&dir.path().join("m.toml"), &Overrides::default());
    let m = loaded.unwrap_or_else(|r| panic!("{}", render(&r.diagnostics, &r.sources, false))).mission;
    let near = |a: f64, b: f64| assert!((a - b).abs() < 1e-6 * b, "{a} is not {b}");
    let exit = m.exits.values().find(|e| e.key == "Other-airport").expect("the exit");
    // A month has 365/12 days: 2,000 of them are 2,000 x 84 / 365 a week, and 60 % of that lasts.
    near(exit.people[1].get(), 0.6 * 2000.0 * 84.0 / 365.0);
    near(exit.loads[1].get(), 0.6 * 6.0 * 7.0);
    // $42,000 a fortnight are $21,000 in a period of a week.
    near(running(&m, "Lake-camp"), 21_000.0);
    let site = m.sites.values().find(|s| s.key == "Lake-camp").expect("the site");
    near(site.handling[1].get(), 21.0);
    assert!(site.position.is_some(), "a location is a position");
}

/// The same of a table: work that grows with the square of its rows would take minutes here.
#[test]
fn a_long_table_is_read_in_a_line() {
    let dir = tempfile::tempdir().expect("a folder");
    let file = dir.path().join("m.toml");
    std::fs::write(&file, scenario::starter().replace("[calendar]", "[tables]\nunits = \"u.csv\"\n[calendar]"))
        .expect("written");
    let check = |row: &dyn Fn(u32) -> String| {
        let rows: String = (0..20_000).map(row).collect();
        std::fs::write(dir.path().join("u.csv"), format!("id,site,kind,quantity,contributor\n{rows}"))
            .expect("written");
        let out =
            drawdown().timeout(std::time::Duration::from_mins(2)).arg("check").arg(&file).output().expect("it runs");
        (out.status.code(), String::from_utf8_lossy(&out.stderr).into_owned())
    };
    let (code, said) = check(&|i| format!("u{i},north,soldier,1,C{i}\n"));
    assert_eq!(code, Some(0), "{said}");
    let (code, said) = check(&|i| format!("u{i},s{i},k{i},-{i}x,C{i}\n"));
    assert_eq!((code, said.matches("error[E").count()), (Some(3), 100));
    assert!(said.contains("these are the first 100 of 60000"), "{}", &said[said.len().saturating_sub(400)..]);
}

/// A status is read by the reader of scenarios: code, place, cause, remedy; all faults at once.
#[test]
fn a_faulty_status_is_told_as_a_scenario_is() {
    let dir = tempfile::tempdir().expect("a folder");
    let file = dir.path().join("status.toml");
    let told = |text: &str| {
        std::fs::write(&file, text).expect("written");
        let out =
            drawdown().args(["replan", "scenarios/tutorial.toml", "--status"]).arg(&file).output().expect("it runs");
        assert_eq!(out.status.code(), Some(3));
        String::from_utf8_lossy(&out.stderr).into_owned()
    };
    let said = told(
        "as_of = 2023-07-16\nspent = \"1,250k\"\n[[holdings]]\nsite = \"north\"\nkind = \"soldier\"\nquantiy = 5\n",
    );
    for part in ["error[E202]", "error[E108]", "did you mean `quantity`?", "error[E207]", "status.toml:2:9"] {
        assert!(said.contains(part), "{part} in\n{said}");
    }
    let said = told(
        "as_of = 2023-07-16\nspent = \"1,25M\"\n[[holdings]]\nsite = \"nort\"\nkind = \"soldier\"\nquantity = 5\n",
    );
    assert!(said.contains("there is no site `nort`") && said.contains("status.toml:3:1"), "{said}");
    crate::kit::told("E310", &said, dir.path());
}

/// A plan made with overrides is judged and exported with them; another scenario is noticed.
#[test]
fn a_plan_is_held_against_its_own_scenario() {
    let dir = tempfile::tempdir().expect("a folder");
    let out = dir.path().join("out");
    let made =
        ["run", "scenarios/tutorial.toml", "--budget", "4.5M", "--set", "sites.east.guard=25", "--quiet", "--out"];
    drawdown().args(made).arg(&out).assert().success();
    let plan = out.join("plan.json");
    let said = |words: &[&str]| {
        let out = drawdown().args(words).arg(&plan).output().expect("it runs");
        (out.status.code(), String::from_utf8_lossy(&out.stderr).into_owned())
    };
    let (code, told) = said(&["verify", "scenarios/tutorial.toml"]);
    assert!(code == Some(0) && told.contains("sites.east.guard=25, budget.total=4.5M"), "{code:?} {told}");
    let (_, told) = said(&["verify", "scenarios/tutorial.toml", "--budget", "4M"]);
    assert!(told.contains("its digest is another"), "{told}");
    // The orders of the plan, by the documented path.
    let tables = dir.path().join("tables");
    let export = ["export", "scenarios/tutorial.toml", "--format", "csv", "--quiet", "-o"];
    drawdown().args(export).arg(&tables).arg("--plan").arg(&plan).assert().success();
    let orders = std::fs::read_to_string(tables.join("manifest.csv")).expect("orders");
    assert!(orders.lines().count() > 5, "{orders}");
    // Its replay stands with it, and can be reported.
    let sim = dir.path().join("sim");
    let simulate = ["simulate", "scenarios/tutorial.toml", "--runs", "20", "--quiet", "--out"];
    let run = drawdown().args(simulate).arg(&sim).arg("--plan").arg(&plan).output().expect("it runs");
    let told = String::from_utf8_lossy(&run.stderr).into_owned();
    // Another guard and budget: the plan is not of this scenario, and that is said, whatever follows.
    assert!(told.contains("its digest is another"), "{told}");
    let plain = dir.path().join("plain");
    drawdown().args(["run", "scenarios/tutorial.toml", "--quiet", "--out"]).arg(&plain).assert().success();
    let sim = dir.path().join("sim2");
    drawdown().args(simulate).arg(&sim).arg("--plan").arg(plain.join("plan.json")).assert().success();
    drawdown().arg("report").arg(&sim).arg("-o").arg(dir.path().join("r.html")).assert().success();
}

/// A result of a stranger does not lead the program out of the folders at hand.
#[test]
fn a_result_does_not_open_files_elsewhere() {
    let (here, away) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("another"));
    let far = away.path().join("deep").join("s.toml");
    std::fs::create_dir_all(far.parent().expect("a parent")).expect("made");
    std::fs::write(&far, scenario::starter()).expect("written");
    let out = here.path().join("out");
    drawdown().arg("run").arg(&far).args(["--quiet", "--out"]).arg(&out).assert().success();
    let page = here.path().join("r.md");
    let refused = drawdown().arg("report").arg(&out).arg("-o").arg(&page).output().expect("it runs");
    assert_eq!(refused.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&refused.stderr).contains("--scenario FILE"));
    drawdown().arg("report").arg(&out).arg("-o").arg(&page).arg("--scenario").arg(&far).assert().success();
    drawdown().arg("report").arg(&out).arg("-o").arg(&page).arg("--allow-outside").assert().success();
    // The parts of a hedge name a scenario too.
    let parts = here.path().join("parts");
    let short = ["--worlds", "5", "--proof", "5", "--time-limit", "5", "--quiet", "--shard", "1/1", "--out"];
    drawdown().arg("hedge").arg(&far).args(short).arg(&parts).assert().success();
    let part = parts.join("shard.json");
    let refused = drawdown().args(["hedge", "merge"]).arg(&part).output().expect("it runs");
    assert_eq!(refused.status.code(), Some(2), "{}", String::from_utf8_lossy(&refused.stderr));
    assert!(String::from_utf8_lossy(&refused.stderr).contains("--allow-outside"));
}

/// The workbook that `new` writes is read back as the very mission of the starter, and can be planned.
#[test]
fn a_workbook_is_written_and_read_back() {
    let dir = tempfile::tempdir().expect("a folder");
    let new = dir.path().join("mine");
    drawdown().args(["new", "--workbook"]).arg(&new).assert().success();
    let file = new.join("scenario.toml");
    let l = match scenario::load(&file, &Overrides::default()) {
        Ok(l) => l,
        Err(r) => panic!("{}", render(&r.diagnostics, &r.sources, false)),
    };
    let starter = sound(scenario::starter(), &[]);
    assert_eq!(l.mission, starter.mission);
    assert!(l.warnings.is_empty(), "{:?}", l.warnings);
    drawdown().arg("check").arg(&file).assert().success();
    drawdown().arg("run").arg(&file).arg("--quiet").assert().success();
}

/// A workbook of one's own: faults have sheet, row and cell; a sheet that is no table is named; a far cell is no memory.
#[test]
fn faults_of_a_workbook_name_their_cells() {
    use rust_xlsxwriter::Workbook;
    let dir = tempfile::tempdir().expect("a folder");
    let text = starter(&[(
        "name = \"tutorial\"\ntitle = \"Three camps in six weeks\"\n",
        "name = \"t\"\n[tables]\nworkbook = \"w.xlsx\"\n",
    )]);
    std::fs::write(dir.path().join("m.toml"), text).expect("written");
    let save = |rows: &[[&str; 4]], far: bool| {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet().set_name("Units").expect("a name");
        for (r, row) in (2..).zip(rows) {
            for (c, cell) in (1..).zip(row).filter(|(_, t)| !t.is_empty()) {
                match cell.parse::<f64>() {
                    Ok(n) => sheet.write_number(r, c, n).expect("written"),
                    Err(_) => sheet.write_string(r, c, *cell).expect("written"),
                };
            }
        }
        if far {
            sheet.write_string(1_048_575, 16_383, "here").expect("written");
        }
        book.add_worksheet().set_name("Costs").expect("a name").write_string(0, 0, "x").expect("written");
        book.save(dir.path().join("w.xlsx")).expect("saved");
    };
    let head = ["Code", "Location", "Type", "Strength"];
    save(&[head, ["more", "hub", "soldier", "12"]], false);
    let l = scenario::load(&dir.path().join("m.toml"), &Overrides::default()).expect("sound");
    assert!(l.mission.units.values().any(|u| u.key == "more" && u.quantity == 12.0));
    assert_eq!(l.warnings.iter().map(|d| d.code).collect::<Vec<_>>(), [Code::NO_EFFECT]);
    save(&[head, ["more", "hub", "soldier", "-12"], ["most", "hubb", "soldier", "1,250"]], false);
    let Err(r) = scenario::load(&dir.path().join("m.toml"), &Overrides::default()) else { panic!("faulty") };
    let shown = render(&r.diagnostics, &r.sources, false);
    for part in ["w.xlsx, sheet Units:4:", "cell E4:", "cell C5:", "cell E5:", "did you mean `hub`?"] {
        assert!(shown.contains(part), "{part} in\n{shown}");
    }
    save(&[head, ["more", "hub", "soldier", "12"]], true);
    let Err(r) = scenario::load(&dir.path().join("m.toml"), &Overrides::default()) else { panic!("faulty") };
    assert!(render(&r.diagnostics, &r.sources, false).contains("cell XFD1048576 lies beyond"));
    std::fs::write(dir.path().join("w.xlsx"), "id,site\n").expect("written");
    assert_eq!(codes(&scenario::load(&dir.path().join("m.toml"), &Overrides::default())), [Code::CSV]);
}

/// `1,5M` in a list is cut at its comma: refused, not planned as one dollar and five millions.
#[test]
fn a_decimal_comma_in_a_list_of_options_is_refused() {
    for words in [
        &["compare", "scenarios/tutorial.toml", "--budgets", "4,5M"][..],
        &["frontier", "scenarios/tutorial.toml", "--budgets", "3M,4,5M"],
        &["report", "scenarios/tutorial.toml", "--proposals", "4,5M", "-o", "never.md"],
        &["simulate", "scenarios/tutorial.toml", "--runs", "1,5"],
    ] {
        drawdown().args(words).arg("--quiet").assert().code(2);
    }
}

/// What `check` says of windows and figures that do nothing: each once, with what to do.
fn warned(text: &str) -> Vec<String> {
    let l = sound(text, &[]);
    l.warnings.iter().map(|d| format!("{} | {}", d.message, d.remedy.as_deref().expect("a remedy"))).collect()
}

#[test]
fn a_window_that_changes_nothing_is_told_whatever_it_says() {
    let window = |route: &str, window: &str| {
        let head = format!("id = \"{route}\"\n");
        starter(&[(&head, &format!("{head}windows = [{window}]\n"))])
    };
    // Three days of a week, of a road that only its fleet limits.
    let told = warned(&window("hub-home", "{ from = 2023-07-11, to = 2023-07-13, closed = true }"));
    assert!(
        told.len() == 1 && told[0].contains("`hub-home` closes nothing") && told[0].contains("whole periods"),
        "{told:?}"
    );
    // The whole week from Monday to Sunday acts, and so do three days of a limit.
    assert!(warned(&window("hub-home", "{ from = 2023-07-10, to = 2023-07-16, closed = true }")).is_empty());
    let limit = "{ from = 2023-07-11, to = 2023-07-13, closed = true }]\nmax_lifts_per_week = 3\n#";
    assert!(warned(&window("hub-home", limit)).is_empty());
    // The usual speed; and another window that counts on all of its days.
    let told = warned(&window("hub-port", "{ from = 2023-07-10, to = 2023-07-30, speed_factor = 1.0 }"));
    assert!(told.len() == 1 && told[0].contains("`hub-port` changes nothing"), "{told:?}");
    let covered = "{ from = 2023-07-12, to = 2023-07-14, speed_factor = 0.5 }, { from = 2023-07-10, to = 2023-07-30, speed_factor = 0.8 }";
    assert_eq!(warned(&window("hub-port", covered)).len(), 1);
    // Of sites, exits and fleets; what has a reason of its own is told once, with that.
    for (key, edit) in [
        ("guard = 40", "guard = 40\nguard_windows = [{ from = 2023-07-10, to = 2023-07-16, factor = 1 }]"),
        (
            "guard = 40",
            "guard = 40\nhandling_windows = [{ from = 2023-07-10, to = 2023-07-16, handling_per_week = 40 }]",
        ),
        (
            "people_per_week = 300",
            "people_per_week = 300\nwindows = [{ from = 2023-07-10, to = 2023-07-16, loads_per_week = 0 }]",
        ),
        ("units = 100", "units = 100\nwindows = [{ from = 2023-07-10, to = 2023-07-16, units = 100 }]"),
        ("guard = 40", "guard = 40\nnational_staff = 0\nseparation = \"2k\""),
    ] {
        assert_eq!(warned(&starter(&[(key, edit)])).len(), 1, "{edit}");
    }
}

#[test]
fn limits_that_are_stated_are_not_missed() {
    // A rate by month in windows that cover the time is a rate; one that ends before is none.
    let by_month = |to: &str| {
        let windows =
            format!("handling_windows = [{{ from = 2023-07-01, to = {to}, handling_per_week = \"120 per month\" }}]");
        warned(&starter(&[("handling_per_week = 30", &windows)]))
    };
    assert!(by_month("2023-08-31").is_empty());
    let told = by_month("2023-07-31");
    assert!(told.len() == 1 && told[0].contains("`north` has no handling_per_week"), "{told:?}");
    // Half a convoy a week is a whole one every other week: the guard of 50 finds its 100 seats.
    assert!(warned(&starter(&[("max_lifts_per_week = 3", "max_lifts_per_week = 0.5")])).is_empty());
    let told = warned(&starter(&[("max_lifts_per_week = 3", "max_lifts_per_week = 0.5\nseats = 40")]));
    assert!(told.iter().any(|t| t.contains("the guard of `north` is 50; at most 40")), "{told:?}");
    // With its numbers exchanged the east camp would lie 32 km from the hub: by chance, for its road has 300 km.
    let told = warned(&starter(&[("position = [15.9, 2.4]", "position = [0.3, 16.3]"), ("km = 290", "km = 300")]));
    assert!(
        told.iter().any(|t| t.contains("`east-hub` has 300 km") && t.ends_with("correct `km` or a position")),
        "{told:?}"
    );
}

/// Each key of a scenario or a status is read somewhere: what is misspelt or read as another sort does not compile (src/scenario/field.rs),
/// what nobody reads would be ignored.
#[test]
fn every_key_of_the_schema_is_read() {
    fn sources(folder: &Path, out: &mut String) {
        for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
            let path = entry.path();
            if path.is_dir() {
                sources(&path, out);
            } else if !path.ends_with("schema.rs") && !path.ends_with("field.rs") {
                out.push_str(&std::fs::read_to_string(&path).expect("a source"));
            }
        }
    }
    let mut code = String::new();
    sources(Path::new("src/scenario"), &mut code);
    // What a list of keys declares is no reading of it.
    let code = code.replace("must(field::", "").replace("key(field::", "");
    let uses: std::collections::BTreeSet<&str> = code
        .split("field::")
        .skip(1)
        .map(|rest| rest.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').next().unwrap_or_default())
        .collect();
    let declared = std::fs::read_to_string("src/scenario/field.rs").expect("the keys");
    let lines = declared.lines().skip_while(|l| !l.starts_with("fields! {"));
    let fields: Vec<&str> = lines.filter_map(|l| l.trim().split_once(" = \"")).map(|(field, _)| field).collect();
    assert!(fields.len() > 140, "{} keys", fields.len());
    // Free notes, which nothing reads.
    let unread: Vec<_> = fields.iter().filter(|f| !uses.contains(*f) && !["COSTS", "NOTES"].contains(f)).collect();
    assert!(unread.is_empty(), "nothing reads {unread:?}");
    let tables = ["schema", "risk", "status"].map(|f| format!("src/scenario/{f}.rs"));
    let tables: String = tables.iter().map(|p| std::fs::read_to_string(p).expect("a schema")).collect();
    let homeless: Vec<_> = fields.iter().filter(|f| !tables.contains(&format!("field::{f},"))).collect();
    assert!(homeless.is_empty(), "no table has {homeless:?}");
}
