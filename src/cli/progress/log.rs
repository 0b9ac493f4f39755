//! Progress where no terminal is (a batch job, a build server): a line now and then, less and less often, so that a job neither looks
//! hung nor fills its log.

use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::{Duration, Instant};

use crate::cli::terminal;
use crate::locale::say;

/// Seconds after the start at which lines are due; from then on a line each `EVERY`.
const DUE: [u64; 4] = [5, 15, 30, 60];
const EVERY: u64 = 60;

/// A writer of lines in the background.
pub(super) struct Log {
    state: Mutex<LogState>,
    ended: Condvar,
}

struct LogState {
    /// The latest of each search, and whether it was told.
    lines: Vec<(String, bool)>,
    over: bool,
}

impl Log {
    /// For so many searches.
    pub(super) fn start(searches: usize) -> Arc<Self> {
        let state = LogState { lines: vec![(String::new(), true); searches], over: false };
        let log = Arc::new(Self { state: Mutex::new(state), ended: Condvar::new() });
        let writer = Arc::clone(&log);
        // Without a thread there are no lines: nothing else is lost.
        let _ = std::thread::Builder::new().name("log".into()).spawn(move || writer.write());
        log
    }

    /// The latest of a search.
    pub(super) fn say(&self, search: usize, line: String) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(slot) = state.lines.get_mut(search).filter(|slot| slot.0 != line) {
            *slot = (line, false);
        }
    }

    /// No more lines.
    pub(super) fn end(&self) {
        self.state.lock().unwrap_or_else(PoisonError::into_inner).over = true;
        self.ended.notify_all();
    }

    fn write(&self) {
        let started = Instant::now();
        for number in 0.. {
            let due = Duration::from_secs(due(number));
            let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
            while !state.over && started.elapsed() < due {
                let left = due.saturating_sub(started.elapsed());
                state = self.ended.wait_timeout(state, left).unwrap_or_else(PoisonError::into_inner).0;
            }
            if state.over {
                return;
            }
            let mut fresh: Vec<String> = Vec::new();
            for (line, told) in state.lines.iter_mut().filter(|(_, told)| !told) {
                *told = true;
                fresh.push(line.clone());
            }
            let last = state.lines.iter().map(|(line, _)| line).find(|line| !line.is_empty()).cloned();
            drop(state);
            if fresh.is_empty() {
                fresh.push(match &last {
                    Some(line) => say!("still: {line}", line),
                    None => say!("still at work"),
                });
            }
            let seconds = started.elapsed().as_secs();
            for line in &fresh {
                terminal::note(&format!("[{seconds} s] {line}"));
            }
        }
    }
}

/// When the line of a number from 0 is due.
fn due(number: u64) -> u64 {
    let first = DUE.len() as u64;
    match usize::try_from(number).ok().and_then(|n| DUE.get(n)) {
        Some(seconds) => *seconds,
        None => DUE[DUE.len() - 1] + (number - first + 1) * EVERY,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_become_rarer() {
        let list: Vec<u64> = (0..7).map(due).collect();
        assert_eq!(list, [5, 15, 30, 60, 120, 180, 240]);
    }
}
