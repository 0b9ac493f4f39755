//! Replications a second: the plan of a Mali scenario replayed in random worlds, with one thread and with all.
//!
//! `cargo bench --bench simulate -- [--quick]`
//!
//! `-- dump FILE` writes the plan, the processes and our rate as JSON, for `benches/peers/simulate.py`, the SimPy version.

#![allow(clippy::print_stdout)]

mod kit;

use drawdown::id::{Id, SiteId};
use drawdown::mission::{Mission, Node, Route};
use drawdown::optimise::{Options, Silent, optimise};
use drawdown::plan::decisions::Decisions;
use drawdown::scenario;
use drawdown::scenario::risk::{Effect, Process};
use drawdown::simulate::{Case, Policy, Replication, replications};
use serde_json::{Value, json};

fn main() {
    let asked = kit::Asked::read();
    let path = format!("{}/scenarios/mali-2023/six-months-590m.toml", env!("CARGO_MANIFEST_DIR"));
    let loaded = scenario::load(std::path::Path::new(&path), &scenario::Overrides::default()).expect("it loads");
    let m = &loaded.mission;
    let processes = &loaded.risk;
    // The first plan will do, and by the gap rather than the clock: the same plan on every machine.
    let options = Options { gap: 0.3, threads: kit::THREADS, ..Options::default() };
    let outcome = optimise(m, &options, &Silent).expect("it has a plan");
    let numbers: Vec<u64> = (0..if asked.quick { 200 } else { 10_000 }).collect();
    if let [word, file] = &asked.words[..]
        && word == "dump"
    {
        let (seconds, made) = run(m, &outcome.decisions, processes, &numbers, 1);
        let attacks = made.iter().map(|r| r.attacks).sum::<f64>() / made.len() as f64;
        let ours = json!({"runs": made.len(), "rate": made.len() as f64 / seconds, "attacks": attacks});
        let text = dump(m, &outcome.decisions, processes, &ours).to_string();
        return std::fs::write(file, text).unwrap_or_else(|e| panic!("{file}: {e}"));
    }
    kit::header("Simulation");
    let mut rows = Vec::new();
    for threads in [1, std::thread::available_parallelism().map_or(1, usize::from)] {
        let (s, made) = run(m, &outcome.decisions, processes, &numbers, threads);
        let rate = made.len() as f64 / s;
        rows.push(vec![
            threads.to_string(),
            made.len().to_string(),
            format!("{s:.2}"),
            format!("{rate:.0}"),
            format!("{:.0}", rate / threads as f64),
        ]);
    }
    kit::table(&["threads", "replications", "seconds", "a second", "a second and thread"], &rows);
}

/// Seconds, median of three, and the replications.
fn run(m: &Mission, d: &Decisions, risks: &[Process], numbers: &[u64], threads: usize) -> (f64, Vec<Replication>) {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads can be started");
    let case = Case { mission: m, decisions: d, processes: risks, policy: Policy::CatchUp };
    let once = || pool.install(|| replications(&case, 1, numbers, &|_| (), &|| false));
    let (seconds, made) = kit::timed(3, once);
    (kit::median(&seconds), made)
}

fn dump(m: &Mission, d: &Decisions, risks: &[Process], ours: &Value) -> Value {
    let weeks = m.calendar.periods as usize;
    let routes: Vec<Value> = m
        .routes
        .iter()
        .map(|(id, r)| {
            let (mut lifts, mut people, mut loads) = (vec![0.0; weeks + 1], vec![0.0; weeks + 1], vec![0.0; weeks + 1]);
            d.lifts.iter().filter(|l| l.route == id).for_each(|l| lifts[l.period.at()] += l.lifts);
            for f in d.flows.iter().filter(|f| f.route == id) {
                let what = if m.kinds[f.kind].is_people() { &mut people } else { &mut loads };
                what[f.period.at()] += f.quantity;
            }
            let to = if let Node::Site(s) = r.to { Some(s.index()) } else { None };
            let days = |v: &[drawdown::units::Days]| v.iter().map(|d| d.get()).collect::<Vec<f64>>();
            json!({"from": r.from.index(), "to_site": to, "fleet": r.fleet.index(), "travel": days(&r.travel),
               "cycle": days(&r.cycle), "lifts": lifts, "people": people, "loads": loads})
        })
        .collect();
    let fleets: Vec<Value> =
        m.fleets.values().map(|f| json!({"days": f.days.iter().map(|d| d.get()).collect::<Vec<f64>>()})).collect();
    let at = |site: SiteId, people: bool| -> f64 {
        m.units.values().filter(|u| u.site == site && m.kinds[u.kind].is_people() == people).map(|u| u.quantity).sum()
    };
    let sites: Vec<Value> = m.sites.ids().map(|s| json!({"people": at(s, true), "loads": at(s, false)})).collect();
    let processes: Vec<Value> = risks.iter().flat_map(|p| by_route(m, p)).collect();
    json!({"period_days": m.calendar.period_days, "weeks": weeks, "routes": routes, "fleets": fleets, "sites": sites,
           "processes": processes, "ours": ours})
}

/// A process as the peer reads it: closures with all routes that they hit, attacks route by route with their probability.
fn by_route(m: &Mission, p: &Process) -> Vec<Value> {
    let hit = |r: &Route| {
        let exit = if let Node::Exit(x) = r.to { p.exits.contains(&m.exits[x].key) } else { false };
        exit || p.routes.contains(&r.key) || p.modes.iter().any(|k| k == r.mode.key())
    };
    let hits: Vec<usize> = m.routes.values().enumerate().filter(|(_, r)| hit(r)).map(|(i, _)| i).collect();
    match p.effect {
        Effect::Closure => vec![json!({"effect": "closure", "hits": hits, "at_start": p.at_start,
            "per_month": p.per_month, "days": p.days, "capacity": p.capacity})],
        Effect::Attack => {
            let routes: Vec<&Route> = m.routes.values().collect();
            hits.iter()
                .map(|i| {
                    let once = 1.0 - (1.0 - p.per_lift) * (-p.per_100km * routes[*i].distance.get() / 100.0).exp();
                    let escorted = m.fleets[routes[*i].fleet].escort.get() > 0.0;
                    let per_lift = if escorted { once } else { (once * p.unescorted).min(1.0) };
                    json!({"effect": "attack", "hits": [i], "per_lift": per_lift, "wounded": p.wounded,
                        "killed": p.killed, "delay_days": p.delay_days, "loss": p.loss})
                })
                .collect()
        }
        _ => Vec::new(),
    }
}
