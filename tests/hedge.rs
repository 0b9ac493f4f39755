//! Plans that hold: a mission whose right buffer is computed by hand, what must hold of every hedge, and the command.

use assert_cmd::Command;
use drawdown::hedge::{Hedge, Measure, News, Question, hedge};
use drawdown::mission::{Mission, Objective, Period};
use drawdown::optimise::{Options, Silent, whole_soon};
use drawdown::plan::result::ScenarioRef;
use drawdown::scenario::risk::{Effect, Process};
use drawdown::simulate::Policy;
use drawdown::simulate::statistics::Chance;
use predicates::str::contains;

use crate::kit::mission;
use crate::kit::planned::process;
use crate::kit::some;

/// One camp of 100 people, four weeks. A bus that costs $1,000 comes in week 3; an aircraft that costs $200,000 is there in the
/// first two weeks only. The optimum waits for the bus. If the road is closed (for good, in a share of the worlds) nobody gets out:
/// the plan of the bus holds in 1 - share, that of the aircraft always. So below a target of 1 - share the bus is right, above it
/// the aircraft: the camp closes two weeks earlier, and 99 times the money of the bus is the price of certainty.
const BUS_OR_PLANE: &str = r#"
format = 1
name = "bus-or-plane"
[calendar]
start = 2023-07-03
weeks = 4
[[kinds]]
id = "people"
nature = "people"
pay_per_month = 1
[[sites]]
id = "camp"
running_per_month = 100
[[exits]]
id = "border"
kind = "border"
people_per_week = 1000
[[exits]]
id = "airport"
kind = "airport"
people_per_week = 1000
[[fleets]]
id = "bus"
units = 1
seats = 100
loading = 6
speed_per_day = 1000000
per_lift = 1000
available_from = 2023-07-17
[[fleets]]
id = "plane"
units = 1
seats = 100
loading = 6
speed_per_day = 1000000
per_lift = 200_000
available_to = 2023-07-16
[[routes]]
id = "road"
from = "camp"
to = "border"
mode = "road"
fleet = "bus"
km = 1
[[routes]]
id = "flight"
from = "camp"
to = "airport"
mode = "air"
fleet = "plane"
km = 1
[[units]]
id = "all"
site = "camp"
kind = "people"
quantity = 100
"#;

fn closed(share: f64) -> Vec<Process> {
    vec![Process {
        routes: vec!["road".into()],
        at_start: share,
        days: [400.0, 400.0],
        ..process("closed", Effect::Closure)
    }]
}

fn asked<'a>(m: &'a Mission, risk: &'a [Process], target: f64) -> Question<'a> {
    Question {
        mission: m,
        processes: risk,
        scenario: ScenarioRef::of(m),
        options: Options { gap: 1e-4, threads: 1, ..Options::default() },
        target,
        measure: Measure::Out,
        worlds: 400,
        proof: 1000,
        seed: 1,
        policy: Policy::CatchUp,
        seconds: 120.0,
    }
}

fn found(q: &Question) -> Hedge {
    hedge(q, &Silent, &|_: &News| ()).expect("a plan")
}

fn weeks_earlier(h: &Hedge) -> f64 {
    h.reserve.iter().filter(|r| r.kind == "site").map(|r| r.amount).sum()
}

#[test]
fn the_right_buffer_is_that_of_the_hand() {
    let m = mission(BUS_OR_PLANE);
    let risk = closed(0.3);
    let sure = found(&asked(&m, &risk, 0.95));
    let plan = sure.plan.as_ref().expect("a plan");
    assert_eq!(plan.sites[0].closes_period, Some(1), "the aircraft flies in the first week");
    assert!(some(&plan.movements).iter().all(|x| x.route == "flight"));
    assert_eq!((sure.achieved.probability, sure.achieved.worlds), (1.0, 1000));
    assert!((sure.mean.cost_usd - 200_000.0).abs() < 200.0, "{:?}", sure.mean);
    assert_eq!(weeks_earlier(&sure), 2.0, "{:?}", sure.reserve);
    let camp = &sure.reserve[0];
    assert_eq!(camp.purpose[0].process, "closed");
    // The optimum holds where the road is open.
    let optimum = sure.optimum().expect("the optimum");
    assert!((optimum.holds - 0.7).abs() < 3.3 * (0.21_f64 / 400.0).sqrt(), "{}", optimum.holds);
    let cheap = found(&asked(&m, &risk, 0.6));
    let plan = cheap.plan.as_ref().expect("a plan");
    // But for what the gap of the optimiser leaves open.
    let by_bus: f64 = plan.movements.iter().filter(|x| x.route == "road").map(|x| x.quantity).sum();
    assert!(by_bus > 99.9, "{by_bus}");
    assert_eq!(weeks_earlier(&cheap), 0.0);
}

/// The planner who knows takes the bus where the road is open ($1,000 and what three weeks of the camp cost), else the aircraft.
#[test]
fn the_bound_is_that_of_who_knows() {
    let m = mission(BUS_OR_PLANE);
    let risk = closed(0.3);
    let h = found(&asked(&m, &risk, 0.95));
    let b = h.bound.as_ref().expect("a bound");
    assert!(b.worlds >= 30, "{b:?}");
    // Of 60 worlds so many are closed as cost the aircraft; the rest the bus.
    let closed = (b.mean_usd - 1000.0) / (200_000.0 - 1000.0) * b.worlds as f64;
    assert!((closed - closed.round()).abs() < 0.1, "{closed} worlds are closed");
    assert!((closed / b.worlds as f64 - 0.3).abs() < 0.25);
    assert!(some(&h.candidates).iter().all(|c| b.mean_usd <= c.cost_usd + c.value_lost_usd + 1.0 || c.holds < 1.0));
    assert!(h.gap.expect("a gap") > 0.0);
}

#[test]
fn no_certainty_asked_gives_the_optimum() {
    let m = mission(BUS_OR_PLANE);
    let risk = closed(0.3);
    let h = found(&asked(&m, &risk, 0.0));
    assert!(h.candidates[0].chosen);
    assert_eq!(h.plan.as_ref().expect("a plan").sites[0].closes_period, Some(3));
}

#[test]
fn more_risk_never_asks_for_less_reserve() {
    let m = mission(BUS_OR_PLANE);
    let reserves: Vec<f64> = [0.01, 0.03, 0.2, 0.5, 0.9]
        .iter()
        .map(|share| weeks_earlier(&found(&asked(&m, &closed(*share), 0.9))))
        .collect();
    assert!(reserves.windows(2).all(|w| w[0] <= w[1]), "{reserves:?}");
    assert_eq!((reserves[0], reserves[4]), (0.0, 2.0));
}

/// The tutorial with its own risk: the same plan on one thread and on four; the bound below what every candidate comes to; points
/// of the curve ever surer; the chosen one never dearer than another that is surer still.
#[test]
fn a_hedge_does_not_depend_on_threads_and_keeps_its_promises() {
    let s = drawdown::scenario::load_str(drawdown::scenario::starter(), &drawdown::scenario::Overrides::default())
        .expect("loads");
    let with = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
        // On a busy machine two minutes would end one of them earlier than the other.
        let q = Question { worlds: 200, proof: 400, seconds: 3600.0, ..asked(&s.mission, &s.risk, 0.85) };
        pool.install(|| found(&q))
    };
    let (one, four) = (with(1), with(4));
    assert_eq!((&one.achieved, &one.candidates, &one.curve), (&four.achieved, &four.candidates, &four.curve));
    assert_eq!(one.plan.as_ref().map(|p| &p.movements), four.plan.as_ref().map(|p| &p.movements));
    // No plan holds where not even who knows the world could be out in time.
    let f = one.foresight.as_ref().expect("looked at");
    assert_eq!((f, f.worlds as u64), (four.foresight.as_ref().expect("looked at"), one.candidates[0].worlds));
    assert!(some(&one.candidates).iter().all(|c| c.holds <= f.share), "{f:?} {:?}", one.candidates);
    let total = |c: &drawdown::hedge::record::Candidate| c.cost_usd + c.value_lost_usd;
    let b = one.bound.as_ref().expect("a bound");
    assert!(some(&one.candidates).iter().all(|c| b.mean_usd <= total(c) * 1.02), "{b:?} {:?}", one.candidates);
    assert!(one.curve.len() > 1 && one.curve.windows(2).all(|w| w[0].candidate.holds <= w[1].candidate.holds));
    let chosen = one.chosen().expect("chosen");
    let optimum = one.optimum().expect("the optimum");
    assert!(chosen.holds >= optimum.holds);
    assert!(one.candidates.iter().all(|c| c.low < one.target
        || optimum.low >= one.target
        || total(chosen) <= total(c) + 1.0
        || chosen.low < one.target));
}

/// Four hundred proofs of 300 worlds each of a plan that holds with probability 0.7: the 95 % interval has it in 92 to 98 of 100 (95, and
/// three standard errors of 1.1).
#[test]
fn intervals_cover() {
    let m = mission(BUS_OR_PLANE);
    let (outcome, _) = crate::kit::solve(&m);
    let risk = closed(0.3);
    let case = drawdown::simulate::Case {
        mission: &m,
        decisions: &outcome.decisions,
        processes: &risk,
        policy: Policy::CatchUp,
    };
    let numbers: Vec<u64> = (0..300).collect();
    let covers = |seed: u64| {
        let list = drawdown::simulate::replications(&case, seed, &numbers, &|_| (), &|| false);
        let c = Chance::of(list.iter().filter(|r| r.people_left_at_deadline < 0.5).count(), list.len());
        c.low <= 0.7 && 0.7 <= c.high
    };
    let n = (0..400).filter(|seed| covers(*seed)).count();
    assert!((368..=392).contains(&n), "{n} of 400");
}

#[test]
fn the_least_money_that_is_enough() {
    let m = mission(BUS_OR_PLANE);
    let risk = closed(0.3);
    let ask = |target: f64| found(&Question { measure: Measure::Budget, ..asked(&m, &risk, target) });
    // In 60 % of the worlds the bus is enough, in 95 % only the aircraft.
    assert!(ask(0.6).suffices_usd.expect("enough") < 2000.0);
    assert!((ask(0.95).suffices_usd.expect("enough") - 200_000.0).abs() < 200.0);
}

/// The mission with the bus alone.
fn without_the_plane() -> String {
    let cut = |text: &str, from: &str, to: &str| {
        let start = text.find(from).expect("where it begins");
        let end = text[start..].find(to).map_or(text.len(), |at| start + at);
        format!("{}{}", &text[..start], &text[end..])
    };
    let text = cut(BUS_OR_PLANE, "[[fleets]]\nid = \"plane\"", "[[routes]]");
    cut(&text, "[[routes]]\nid = \"flight\"", "[[units]]")
}

/// The bus alone, and a road that is closed for the first five of four weeks in three worlds of ten: whoever knows that has nobody out
/// by the deadline there, and everybody a month later. In the other seven the plan holds.
#[test]
fn a_time_that_is_too_short_is_said() {
    let m = mission(&without_the_plane());
    let risk = vec![Process { days: [35.0, 35.0], ..closed(0.3).remove(0) }];
    let h = found(&asked(&m, &risk, 0.95));
    let f = h.foresight.as_ref().expect("looked at");
    assert_eq!(f.worlds, 300);
    assert!((f.share - 0.7).abs() < 3.3 * (0.21_f64 / 300.0).sqrt(), "{f:?}");
    assert_eq!(f.later.iter().map(|x| x.share).collect::<Vec<_>>(), [1.0]);
    assert_eq!(f.later[0].by.to_string(), "2023-09-03", "31 days after 30 July, in whole weeks");
    assert!(h.is_out_of_reach() && !h.is_reached());
    let optimum = h.optimum().expect("the optimum");
    assert!((optimum.holds - f.share).abs() < 0.03, "{} of 400 worlds, {} of the first 300", optimum.holds, f.share);
    let said = drawdown::report::content::hedge::sentences(&h);
    assert!(said[1].starts_with("The time is too short for that, whatever the plan"), "{said:?}");
    assert!(said[1].contains("by 3 Sep 2023 in 100 %"), "{said:?}");
    // What money does is said too.
    assert!(
        said[2].contains("No sum is enough") && said[2].contains("Of the worlds in which this plan holds"),
        "{said:?}"
    );
    // With the aircraft there is time in every world, and nothing is said of it.
    let m = mission(BUS_OR_PLANE);
    let h = found(&asked(&m, &risk, 0.95));
    assert_eq!(h.foresight.as_ref().map(|f| (f.share, f.later.len())), Some((1.0, 0)));
    assert!(drawdown::report::content::hedge::sentences(&h).iter().all(|s| !s.contains("knew their world")));
}

/// Every plan of the bus and the aircraft by its closing, replayed in worlds of its own: none that brings everybody out has a lower mean
/// than the bound, but for the chance of the worlds.
#[test]
fn the_bound_is_below_every_plan() {
    let m = mission(BUS_OR_PLANE);
    let risk = closed(0.3);
    let bound = found(&asked(&m, &risk, 0.95)).bound.expect("a bound").mean_usd;
    let numbers: Vec<u64> = (0..2000).collect();
    let mut tried = 0;
    for week in 1..=4 {
        let closes = [Some(Period(week))].into_iter().collect();
        let options = Options { gap: 0.0, threads: 1, ..Options::default() };
        let before = [(Objective::PeopleLeft, 0.0)];
        let Some(decisions) = whole_soon(&m, &options, &closes, &before).expect("solved") else { continue };
        let case =
            drawdown::simulate::Case { mission: &m, decisions: &decisions, processes: &risk, policy: Policy::CatchUp };
        let list = drawdown::simulate::replications(&case, 9, &numbers, &|_| (), &|| false);
        let out: Vec<f64> =
            list.iter().filter(|r| r.finished.is_some()).map(|r| r.cost_usd + r.value_lost_usd).collect();
        // Who waits for a road that never opens has no cost to compare.
        if out.len() == list.len() {
            tried += 1;
            let mean = out.iter().sum::<f64>() / out.len() as f64;
            assert!(bound <= mean, "week {week}: {mean} against {bound}");
        }
    }
    assert!(tried > 0, "no plan brings everybody out in every world");
}

fn drawdown() -> Command {
    Command::cargo_bin("drawdown").expect("the program")
}

#[test]
fn the_command_writes_what_it_says() {
    let dir = tempfile::tempdir().expect("a folder");
    let out = dir.path().join("hedged");
    drawdown()
        .args(["hedge", "scenarios/tutorial.toml", "--hold", "80%", "--worlds", "200", "--proof", "300", "--out"])
        .arg(&out)
        .assert()
        .success()
        .stdout(contains("fresh random worlds"));
    let read = |name: &str| std::fs::read_to_string(out.join(name)).unwrap_or_else(|e| panic!("{name}: {e}"));
    let json: serde_json::Value = serde_json::from_str(&read("hedge.json")).expect("JSON");
    for key in
        ["target", "achieved", "mean", "cost_p80_usd", "cost_p95_usd", "bound", "gap", "reserve", "candidates", "curve"]
    {
        assert!(json.get(key).is_some(), "{key}");
    }
    for key in ["probability", "low", "high", "worlds", "seed"] {
        assert!(json["achieved"].get(key).is_some(), "achieved.{key}");
    }
    assert_eq!(json["achieved"]["worlds"], 300);
    for name in ["plan.json", "summary.txt", "curve.csv", "candidates.csv", "reserve.csv"] {
        read(name);
    }
    for point in json["curve"].as_array().expect("points") {
        let plan = out.join(point["plan"].as_str().expect("a file"));
        drawdown().args(["verify", "scenarios/tutorial.toml"]).arg(&plan).assert().success();
    }
    drawdown().args(["verify", "scenarios/tutorial.toml"]).arg(out.join("plan.json")).assert().success();
    // Hedged plans are compared like others: alone, and beside a scenario that is planned now.
    let optimum = out.join("plan-optimum.json");
    let both = drawdown().arg("compare").args([&optimum, &out]).arg("--quiet").assert().success();
    let text = String::from_utf8_lossy(&both.get_output().stdout).split_whitespace().collect::<Vec<_>>().join(" ");
    assert_eq!(text.matches(" holds in ").count(), 2, "{text}");
    let beside = ["compare", "scenarios/tutorial.toml", "--base", "2", "--format", "json"];
    let beside = drawdown().args(beside).arg(&out).assert().success();
    let json: serde_json::Value = serde_json::from_slice(&beside.get_output().stdout).expect("JSON");
    assert_eq!((json["base"].as_u64(), json["entries"].as_array().map(Vec::len)), (Some(1), Some(2)));
    assert_eq!(json["entries"][1]["plan"]["solver"]["status"], "hedged");
    drawdown().arg("compare").arg(&out).args(["--budgets", "1M,5M"]).assert().code(2).stderr(contains("only plans"));
}

/// The clock ends the work and not the answer: even where there is time for next to nothing there is a plan that passes the audit, and
/// words on what was not done; with all the time there are none.
#[test]
fn the_clock_ends_the_work_and_not_the_answer() {
    let m = mission(BUS_OR_PLANE);
    let risk = closed(0.3);
    let q = Question { seconds: 0.05, worlds: 100_000, proof: 10_000_000, ..asked(&m, &risk, 0.95) };
    let began = std::time::Instant::now();
    let h = found(&q);
    // A share of nothing is still a second for the optimum; the worlds asked for would take hours.
    assert!(began.elapsed().as_secs_f64() < 30.0, "{:?}", began.elapsed());
    assert!(h.plan.is_some());
    assert!(h.achieved.worlds < q.proof);
    let said = h.unfinished.join(" ");
    assert!(said.contains("worlds asked for"), "{said}");
    let words = drawdown::report::content::hedge::sentences(&h);
    assert!(words[0].contains("Not all was done"), "{words:?}");
    assert!(words.last().expect("words").contains(&said), "{words:?}");
    let whole = found(&asked(&m, &risk, 0.95));
    assert_eq!(whole.unfinished, Vec::<String>::new());
    assert!(whole.achieved.fresh);
}

#[test]
fn the_report_says_what_certainty_costs() {
    let dir = tempfile::tempdir().expect("a folder");
    let out = dir.path().join("hedged");
    drawdown()
        .args(["hedge", "scenarios/tutorial.toml", "--hold", "85%", "--worlds", "300", "--proof", "500", "--out"])
        .arg(&out)
        .assert()
        .success();
    let json = out.join("hedge.json");
    let h: Hedge = serde_json::from_slice(&std::fs::read(&json).expect("hedge.json")).expect("a hedge");
    for name in ["x.md", "x.html"] {
        let report = dir.path().join(name);
        drawdown().arg("report").arg(&json).arg("-o").arg(&report).assert().success();
        let text = std::fs::read_to_string(&report).expect("a report");
        for title in ["Certainty against money", "Three plans", "What is kept in reserve, and for what"] {
            assert!(text.contains(title), "{name}: {title}");
        }
        // Each point of the curve has its row, and the file of its plan.
        assert!(h.curve.len() > 1);
        assert!(h.curve.iter().all(|p| text.contains(&p.plan)), "{name}");
        // The three plans: the optimum, and those for two certainties.
        for start in ["The optimum closes its last site on", "80 %", "95 %"] {
            assert!(text.contains(start), "{name}: {start}");
        }
        // Every reserve: what it is of.
        assert!(h.reserve.iter().any(|r| r.kind == "money"));
        for r in some(&h.reserve) {
            let named = h.names.get(&r.entity).unwrap_or(&r.entity);
            assert!(text.contains(&r.kind) && text.contains(named), "{name}: {r:?}");
            assert!(r.purpose.iter().all(|p| text.contains(&p.process)), "{name}: {r:?}");
        }
    }
}

#[test]
fn what_cannot_be_hedged_is_told() {
    drawdown()
        .args(["hedge", "scenarios/tutorial.toml", "--worlds", "0"])
        .assert()
        .code(2)
        .stderr(contains("--worlds 0"));
    drawdown().args(["hedge", "scenarios/tutorial.toml", "--hold", "120%"]).assert().code(2);
    let dir = tempfile::tempdir().expect("a folder");
    let calm = dir.path().join("calm.toml");
    std::fs::write(&calm, BUS_OR_PLANE).expect("written");
    drawdown().arg("hedge").arg(&calm).assert().code(3).stderr(contains("risk.processes"));
    // No bus and no aircraft big enough: even without risk somebody stays.
    let short = dir.path().join("short.toml");
    let risk = "[[risk.processes]]\nid = \"closed\"\neffect = \"closure\"\nroutes = [\"road\"]\nat_start = 0.1\ndays = [7, 7]\n";
    std::fs::write(&short, BUS_OR_PLANE.replace("quantity = 100", "quantity = 1000") + risk).expect("written");
    drawdown().arg("hedge").arg(&short).assert().code(4).stderr(contains("even if nothing goes wrong"));
}

/// Two shards of one search, and two that search themselves, are joined into the files of one process, byte for byte; what does not fit
/// together is refused.
#[test]
fn shards_join_into_the_very_answer() {
    let dir = tempfile::tempdir().expect("a folder");
    let at = |name: &str| dir.path().join(name).to_str().expect("a path").to_owned();
    // No clock may end one of them earlier than the other.
    let asked = ["hedge", "scenarios/tutorial.toml", "--hold", "80%", "--worlds", "120", "--proof", "201", "--quiet"];
    let asked = [&asked[..], &["--time-limit", "3600"]].concat();
    let call =
        |more: &[&str], out: &str| drawdown().args(&asked).args(more).args(["--out", &at(out)]).assert().success();
    call(&[], "one");
    call(&["--search-only"], "search");
    let search = at("search/search.json");
    call(&["--from", &search, "--shard", "1/2"], "a");
    call(&["--shard", "2/2"], "b");
    let (a, b) = (at("a/shard.json"), at("b/shard.json"));
    let merge = |shards: &[&str], out: &str| {
        drawdown().args(["hedge", "merge"]).args(shards).args(["--quiet", "--out", &at(out)]).assert()
    };
    merge(&[&b, &a], "all").success();
    let mut files = 0;
    for entry in std::fs::read_dir(at("one")).expect("a folder") {
        let name = entry.expect("an entry").file_name();
        let read = |folder: &str| std::fs::read(dir.path().join(folder).join(&name)).expect("a file");
        assert!(read("one") == read("all"), "{name:?} differs");
        files += 1;
    }
    assert!(files >= 6, "{files} files");
    // The shards hold all fresh worlds, each once.
    let shard = |path: &str| -> serde_json::Value {
        serde_json::from_slice(&std::fs::read(path).expect("a shard")).expect("JSON")
    };
    let worlds = |v: &serde_json::Value| -> usize {
        v["known"]["proofs"].as_object().expect("proofs").values().map(|w| w.as_array().map_or(0, Vec::len)).sum()
    };
    assert!(worlds(&shard(&a)) >= 101 && worlds(&shard(&b)) >= 100);
    merge(&[&a], "x").code(3).stderr(contains("1 of 2 shards are missing"));
    merge(&[&a, &a], "x").code(3).stderr(contains("is there twice"));
    merge(&[&search, &a], "x").code(3).stderr(contains("it is no shard of"));
    merge(&[], "x").code(2).stderr(contains("nothing to join"));
    drawdown()
        .args(["hedge", "scenarios/tutorial.toml", "--hold", "85%", "--from", &search, "--shard", "1/2"])
        .assert()
        .code(3)
        .stderr(contains("asked with other options"));
    let other = std::fs::read_to_string(&b).expect("a shard").replacen("\"target\": 0.8", "\"target\": 0.81", 1);
    std::fs::write(&b, other.replacen("\"target\":0.8,", "\"target\":0.81,", 1)).expect("written");
    merge(&[&a, &b], "x").code(3).stderr(contains("asked with other options than the first"));
}
