//! The machine, the versions and the command, above every table: a figure without them says nothing.

use std::fs::read_to_string;

use drawdown::solve;

/// Prints a heading with what has to be known of a run.
pub(crate) fn header(title: &str) {
    let cpu = first("/proc/cpuinfo", "model name").unwrap_or_else(|| std::env::consts::ARCH.into());
    let memory = first("/proc/meminfo", "MemTotal").and_then(|m| m.split(' ').next()?.parse::<f64>().ok());
    let memory = memory.map_or_else(|| "?".into(), |kib| format!("{:.0}", kib / 1024.0 / 1024.0));
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    let solver = solve::backend(None).map_or_else(String::new, |b| format!("{} {}", b.name(), b.version()));
    let load = read_to_string("/proc/loadavg").unwrap_or_default();
    let load = load.split(' ').next().unwrap_or("?").to_owned();
    let words: Vec<String> = std::env::args().skip(1).filter(|w| w != "--bench").collect();
    let checked = if cfg!(debug_assertions) { ", with debug assertions" } else { "" };
    println!("### {title}\n");
    println!(
        "drawdown {}, {solver}; {cpu}, {cores} cores, {memory} GiB, load {load} at the start{checked}; arguments: `{}`\n",
        env!("CARGO_PKG_VERSION"),
        words.join(" ")
    );
}

fn first(file: &str, key: &str) -> Option<String> {
    let text = read_to_string(file).ok()?;
    let line = text.lines().find(|l| l.starts_with(key))?;
    Some(line.split_once(':')?.1.trim().to_owned())
}

/// Peak resident memory of this process so far, MiB; none where the system does not say.
pub(crate) fn peak_mib() -> Option<f64> {
    let text = first("/proc/self/status", "VmHWM")?;
    text.split(' ').next()?.parse::<f64>().ok().map(|kib| kib / 1024.0)
}

/// Processor seconds of this thread so far; none where the system does not say. On a shared machine they say more than the clock.
pub(crate) fn processor_seconds() -> Option<f64> {
    let text = read_to_string("/proc/thread-self/schedstat").ok()?;
    text.split(' ').next()?.parse::<f64>().ok().map(|ns| ns / 1e9)
}
