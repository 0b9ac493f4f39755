//! Orders for others: movement requests, a calendar, tasks; lifts that a contributor arranges; and that everybody counts the same lifts.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Output;

use assert_cmd::Command;
use drawdown::dispatch::manifest;
use drawdown::plan::result::{Plan, ScenarioRef};
use drawdown::simulate::{Case, Policy, course};
use drawdown::study::alternatives::alternatives;
use drawdown::study::answer::answer;
use predicates::str::contains;
use serde_json::Value;

use crate::kit::tools::{output, python};
use crate::kit::{draft, exact, mission, tutorial};

const TUTORIAL: &str = "scenarios/tutorial.toml";

fn drawdown(args: &[&str]) -> Output {
    let run = Command::new(env!("CARGO_BIN_EXE_drawdown")).args(args).arg("--quiet").assert().success();
    run.get_output().clone()
}

/// A plan with its manifest in a folder; what is said of it as JSON.
fn planned(dir: &Path) -> (String, Value, Value) {
    let folder = dir.to_str().expect("a name");
    let set = "kinds.container.kg=4000";
    drawdown(&["run", TUTORIAL, "--set", set, "--worlds", "0", "--out", folder]);
    let read = |name: &str| -> Value {
        serde_json::from_str(&std::fs::read_to_string(dir.join(name)).expect("a file")).expect("JSON")
    };
    (dir.join("plan.json").to_str().expect("a name").to_owned(), read("plan.json"), read("manifest.json"))
}

fn export(plan: &str, format: &str) -> String {
    let args = ["export", TUTORIAL, "--set", "kinds.container.kg=4000", "--plan", plan, "--format", format];
    String::from_utf8(drawdown(&args).stdout).expect("text")
}

#[test]
fn movement_requests_have_a_row_for_each_lift() {
    let dir = tempfile::tempdir().expect("a folder");
    let (plan, _, orders) = planned(dir.path());
    let text = export(&plan, "movement-requests");
    let mut rows = csv::Reader::from_reader(text.as_bytes());
    let heads = rows.headers().expect("heads").clone();
    let at = |name: &str| heads.iter().position(|h| h == name).unwrap_or_else(|| panic!("{name} in {heads:?}"));
    let rows: Vec<_> = rows.records().map(|r| r.expect("a row")).collect();
    let list = orders["orders"].as_array().expect("orders");
    assert_eq!(rows.len(), list.len());
    let number = |text: &str| text.parse::<f64>().unwrap_or(0.0);
    for (row, o) in rows.iter().zip(list) {
        assert_eq!(
            (&row[at("lift")], &row[at("departs")]),
            (o["id"].as_str().expect("id"), o["departs"].as_str().expect("a day"))
        );
        let of = |key: &str, kind: &str| o[key][kind].as_f64().unwrap_or(0.0);
        assert_eq!(number(&row[at("soldier")]), of("people", "soldier"));
        assert_eq!(number(&row[at("container")]), of("loads", "container"));
        // Containers say what they weigh, soldiers do not.
        assert_eq!(number(&row[at("kg")]), 4000.0 * of("loads", "container"), "{row:?}");
        assert_eq!(&row[at("kg_not_known_of")] == "soldier", of("people", "soldier") > 0.0, "{row:?}");
        assert_eq!(&row[at("m3")], "");
        assert!(!row[at("contributors")].is_empty());
    }
}

/// Another program reads the calendar: as many whole lifts and closings as there are, on their days.
#[test]
fn a_calendar_is_read_by_python() {
    let dir = tempfile::tempdir().expect("a folder");
    let (plan, json, orders) = planned(dir.path());
    let text = export(&plan, "ics");
    assert!(text.lines().all(|l| l.len() <= 75), "lines are folded");
    assert!(text.ends_with("END:VCALENDAR\r\n") && text == export(&plan, "ics"));
    let Some(mut python) = python("icalendar", "the calendar") else { return };
    let file = dir.path().join("plan.ics");
    std::fs::write(&file, &text).expect("written");
    let script = "import sys, icalendar, json\n\
        c = icalendar.Calendar.from_ical(open(sys.argv[1], 'rb').read())\n\
        print(json.dumps([[str(e['UID']), str(e['DTSTART'].dt), str(e['DTEND'].dt), str(e['SUMMARY'])] for e in c.walk('VEVENT')]))";
    let read = output(python.args(["-c", script]).arg(&file));
    let events: Vec<[String; 4]> = serde_json::from_slice(&read.stdout).expect("JSON");
    let ids: std::collections::BTreeSet<&String> = events.iter().map(|e| &e[0]).collect();
    assert_eq!(ids.len(), events.len(), "each event has an id of its own");
    let whole: Vec<&Value> =
        orders["orders"].as_array().expect("orders").iter().filter(|o| !o["unit"].is_null()).collect();
    assert!(!whole.is_empty());
    for o in whole {
        let id = format!("{}.", o["id"].as_str().expect("id"));
        let event = events.iter().find(|e| e[0].starts_with(&id)).unwrap_or_else(|| panic!("{id}"));
        assert_eq!(event[1], o["departs"].as_str().expect("a day"));
        let arrives: jiff::civil::Date = o["arrives"].as_str().expect("a day").parse().expect("a date");
        assert_eq!(event[2], arrives.tomorrow().expect("a day").to_string());
    }
    for s in json["sites"].as_array().expect("sites") {
        let name = format!("{} closes", s["name"].as_str().expect("a name"));
        let event = events.iter().find(|e| e[3] == name).unwrap_or_else(|| panic!("{name}"));
        assert_eq!(event[1], s["closes_on"].as_str().expect("a day"));
    }
}

/// Calendar and tasks speak the language that is asked for; ids and days stay what they are.
#[test]
fn calendar_and_tasks_are_told_in_french() {
    let dir = tempfile::tempdir().expect("a folder");
    let (plan, ..) = planned(dir.path());
    let french = |format: &str| {
        let args = ["export", TUTORIAL, "--set", "kinds.container.kg=4000", "--plan", &plan, "--format", format];
        String::from_utf8(drawdown(&[&args[..], &["--lang", "fr"]].concat()).stdout).expect("text")
    };
    // A long line is folded.
    let (text, english) = (french("ics").replace("\r\n ", ""), export(&plan, "ics").replace("\r\n ", ""));
    for words in ["SUMMARY:North camp ferme", "est fermé à la fin de ce jour.", "Chargement le "] {
        assert!(text.contains(words), "{words} not in\n{text}");
    }
    assert!(!text.contains(" closes") && !text.contains("Loads on"), "{text}");
    let days = |t: &str| {
        t.lines().filter(|l| l.starts_with("DT") || l.starts_with("UID")).map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(days(&text), days(&english));
    let text = french("msproject");
    assert!(
        text.contains("\u{a0}: emballage et chargement</Name>") && text.contains("\u{a0}: remise</Name>"),
        "{text}"
    );
}

/// The elements of a project and of a task stand in the order in which the schema of MS Project (mspdi) lists them: it is a sequence, and
/// the program refuses a file that has them otherwise.
#[test]
fn elements_stand_in_the_order_of_the_schema() {
    const PROJECT: [&str; 12] = [
        "SaveVersion",
        "Name",
        "Title",
        "ScheduleFromStart",
        "StartDate",
        "FinishDate",
        "CalendarUID",
        "MinutesPerDay",
        "MinutesPerWeek",
        "DaysPerMonth",
        "NewTasksAreManual",
        "Calendars",
    ];
    const TASK: [&str; 20] = [
        "UID",
        "ID",
        "Name",
        "Manual",
        "Type",
        "IsNull",
        "OutlineLevel",
        "Start",
        "Finish",
        "Duration",
        "ManualStart",
        "ManualFinish",
        "ManualDuration",
        "DurationFormat",
        "Milestone",
        "Summary",
        "ConstraintType",
        "CalendarUID",
        "ConstraintDate",
        "PredecessorLink",
    ];
    let dir = tempfile::tempdir().expect("a folder");
    let (plan, ..) = planned(dir.path());
    let text = export(&plan, "msproject");
    let ordered = |part: &str, order: &[&str]| {
        let opens = part.split('<').skip(1).map(|t| t.split(['>', ' ', '/']).next().unwrap_or_default());
        let known: Vec<usize> = opens.filter_map(|t| order.iter().position(|o| *o == t)).collect();
        assert!(known.len() >= order.len() - 3, "{part}");
        assert!(known.windows(2).all(|w| w[0] < w[1]), "{known:?} of {order:?} in\n{part}");
    };
    let head = text.split("<WeekDays>").next().expect("a head");
    ordered(head.split("<UID>").next().expect("a head"), &PROJECT);
    let tasks: Vec<&str> = text.split("<Task>").skip(1).collect();
    assert!(tasks.len() > 6);
    for t in tasks {
        // A link has a type of its own.
        ordered(t.split("<PredecessorUID>").next().expect("a task"), &TASK);
        let duration = t.split("<Duration>").nth(1).and_then(|r| r.split("</").next()).expect("a duration");
        let hours = duration.strip_prefix("PT").and_then(|d| d.strip_suffix("H0M0S")).expect("PT…H0M0S");
        assert_eq!(hours.parse::<u32>().expect("hours") % 24, 0);
    }
}

/// The XML is well-formed, in the namespace of MS Project, its tasks are in the days of the plan and each after the one before it.
#[test]
fn tasks_are_read_as_xml() {
    let dir = tempfile::tempdir().expect("a folder");
    let (plan, json, _) = planned(dir.path());
    let text = export(&plan, "msproject");
    let Some(mut python) = python("xml.etree.ElementTree", "tasks as XML") else { return };
    let file = dir.path().join("plan.xml");
    std::fs::write(&file, &text).expect("written");
    let script = "import sys, json, xml.etree.ElementTree as E\n\
        n = '{http://schemas.microsoft.com/project}'\n\
        r = E.parse(sys.argv[1]).getroot()\n\
        assert r.tag == n + 'Project', r.tag\n\
        assert len(r.findall(f'{n}Calendars/{n}Calendar/{n}WeekDays/{n}WeekDay')) == 7\n\
        f = lambda t, k: t.findtext(n + k)\n\
        print(json.dumps([dict(uid=f(t,'UID'), name=f(t,'Name'), start=f(t,'Start'), finish=f(t,'Finish'), milestone=f(t,'Milestone'), summary=f(t,'Summary'), duration=f(t,'Duration'), after=t.findtext(f'{n}PredecessorLink/{n}PredecessorUID')) for t in r.findall(f'{n}Tasks/{n}Task')]))";
    let read = output(python.args(["-c", script]).arg(&file));
    let tasks: Vec<BTreeMap<String, Option<String>>> = serde_json::from_slice(&read.stdout).expect("JSON");
    let of = |t: &BTreeMap<String, Option<String>>, key: &str| t[key].clone().unwrap_or_default();
    let by: BTreeMap<String, &BTreeMap<String, Option<String>>> = tasks.iter().map(|t| (of(t, "uid"), t)).collect();
    assert_eq!(by.len(), tasks.len());
    for t in &tasks {
        assert!(of(t, "start") <= of(t, "finish"), "{t:?}");
        if let Some(before) = &t["after"] {
            assert!(of(by[before], "finish") <= of(t, "start"), "{t:?}");
        }
    }
    for s in json["sites"].as_array().expect("sites") {
        let name = s["name"].as_str().expect("a name");
        let closes: jiff::civil::Date = s["closes_on"].as_str().expect("a day").parse().expect("a date");
        let evening = format!("{}T00:00:00", closes.tomorrow().expect("a day"));
        let closed = tasks.iter().find(|t| of(t, "name") == format!("{name}: closed")).expect("a milestone");
        assert_eq!((of(closed, "finish"), of(closed, "milestone")), (evening.clone(), "1".into()));
        // One site of the tutorial is cleaned up: in weeks of its own, or in that of the handover.
        let named = |what: &str| tasks.iter().find(|t| of(t, "name") == format!("{name}: {what}"));
        let cleaned = [named("clean-up"), named("clean-up and handover")].iter().flatten().count();
        assert_eq!(cleaned, usize::from(s["id"] == "north"), "{name}");
        let handover = named("handover").or(named("clean-up and handover")).expect("a task");
        assert_eq!((of(handover, "finish"), of(handover, "duration")), (evening, "PT168H0M0S".into()));
        let head = tasks.iter().find(|t| of(t, "name") == name).expect("a heading");
        assert_eq!(of(head, "summary"), "1");
    }
}

#[test]
fn exports_of_orders_belong_to_export() {
    let mut run = Command::new(env!("CARGO_BIN_EXE_drawdown"));
    run.args(["run", TUTORIAL, "--format", "ics"]).assert().code(2).stderr(contains("drawdown export"));
}

/// The example of docs/scenario-format.md: a contributor's own aircraft carries its own people, and nobody else's.
#[test]
fn a_contributor_arranges_its_own_lift() {
    let page = std::fs::read_to_string("docs/scenario-format.md").expect("the page");
    let part = page.split("## Contingents, and lift of their own").nth(1).expect("the part");
    let example = part.split("```toml\n").nth(1).and_then(|t| t.split("```").next()).expect("the example");
    let dir = tempfile::tempdir().expect("a folder");
    std::fs::copy(TUTORIAL, dir.path().join("tutorial.toml")).expect("copied");
    let file = dir.path().join("own-lift.toml");
    std::fs::write(&file, example).expect("written");
    let loaded = drawdown::scenario::load(&file, &drawdown::scenario::Overrides::default()).expect("it loads");
    let found = crate::kit::solve(&loaded.mission).1;
    let own: Vec<_> = found.movements.iter().filter(|x| x.route == "east-b-capital").collect();
    assert!(own.iter().map(|x| x.quantity).sum::<f64>() > 0.0, "its aircraft flies");
    assert!(own.iter().all(|x| x.contributor == "B"), "{own:?}");
    assert!(found.movements.iter().filter(|x| x.contributor == "A").all(|x| x.contingent.as_deref() == Some("a")));
}

/// Lifts by route and week, as a plan counts them.
fn lifts(plan: &Plan) -> BTreeMap<(String, u32), f64> {
    plan.lifts.iter().map(|l| ((l.route.clone(), l.period), l.lifts)).collect()
}

/// The plan, its summary, its movements, its orders, the replay of a world without events and the alternatives count the same lifts.
#[test]
fn everybody_counts_the_same_lifts() {
    let mut missions = vec![tutorial(&[]), tutorial(&["contingents=[{contributor=\"A\",rear=0.1}]"])];
    missions.extend([2, 5].map(|seed| mission(&draft::random(seed).text())));
    let mut seen = 0;
    for m in missions {
        let scenario = ScenarioRef::of(&m);
        let Ok(best) = answer(&m, &scenario, &exact(), &drawdown::optimise::Silent) else { continue };
        seen += 1;
        let d = &best.outcome.decisions;
        let counted = lifts(&best.plan);
        let sum: f64 = counted.values().sum();
        assert!((best.plan.summary.lifts - sum).abs() < 1e-6, "the summary");
        let whole = |route: &str| m.routes.values().any(|r| r.key == route && m.fleets[r.fleet].whole);
        let mut needed: BTreeMap<(String, u32), (f64, f64)> = BTreeMap::new();
        for x in &best.plan.movements {
            let need = needed.entry((x.route.clone(), x.period)).or_default();
            let of = if best.plan.people_classes.contains(&x.class) { &mut need.0 } else { &mut need.1 };
            *of += x.lifts;
        }
        for (key, (people, loads)) in needed {
            let need = people.max(loads);
            let need = if whole(&key.0) { (need - 1e-6).ceil() } else { need };
            assert!(need <= counted.get(&key).copied().unwrap_or(0.0) + 1e-6, "movements on {key:?}");
        }
        let mut ordered: BTreeMap<(String, u32), f64> = BTreeMap::new();
        for o in &manifest(&m, d).orders {
            *ordered.entry((o.route.clone(), o.period)).or_default() += 1.0;
        }
        for (key, n) in counted.iter().filter(|(key, _)| whole(&key.0)) {
            assert!((ordered.get(key).copied().unwrap_or(0.0) - n).abs() < 1e-6, "orders on {key:?}: {n} planned");
        }
        let case = Case { mission: &m, decisions: d, processes: &[], policy: Policy::CatchUp };
        let mut replayed: BTreeMap<(String, u32), f64> = BTreeMap::new();
        for l in course(&case, 1, 0).decisions.lifts {
            *replayed.entry((m.routes[l.route].key.clone(), l.period.0)).or_default() += l.lifts;
        }
        for (key, n) in &counted {
            assert!((replayed.get(key).copied().unwrap_or(0.0) - n).abs() < 1e-3, "the replay on {key:?}: {n} planned");
        }
        let about = drawdown::optimise::about(scenario, &best.outcome);
        let others = alternatives(&m, &best, &about, &exact(), 1, 0.05, &drawdown::optimise::Silent).expect("plans");
        for plan in &others.plans {
            let sum: f64 = lifts(plan).values().sum();
            assert!((plan.summary.lifts - sum).abs() < 1e-6);
            let d = drawdown::plan::from_record::decisions(&m, plan).expect("it fits");
            let orders = manifest(&m, &d);
            let n = orders.orders.iter().filter(|o| whole(&o.route)).count() as f64;
            let planned: f64 = lifts(plan).iter().filter(|(key, _)| whole(&key.0)).map(|(_, n)| n).sum();
            assert!((n - planned).abs() < 1e-6, "an alternative: {n} orders, {planned} planned");
        }
    }
    assert!(seen >= 3, "{seen} missions with a plan are too few");
}
