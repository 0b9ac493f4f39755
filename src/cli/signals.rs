//! Signals that ask for the end: the first one asks for the best that is there, a second one ends the process at once.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};

use crate::cli::ExitStatus;

/// Raised by the first signal.
static STOP: OnceLock<Arc<AtomicBool>> = OnceLock::new();

/// True once somebody wants the end.
pub(super) fn stopped() -> bool {
    STOP.get().is_some_and(|s| s.load(Ordering::SeqCst))
}

/// Listens to Ctrl-C, to what batch systems send (TERM) and to a closed terminal (HUP) alike.
pub(super) fn listen() {
    STOP.get_or_init(|| {
        let stop = Arc::new(AtomicBool::new(false));
        for signal in asked() {
            // A handler that cannot be set leaves the default: the signal ends the process.
            let last = ExitStatus::Interrupted as i32;
            let _ = signal_hook::flag::register_conditional_shutdown(signal, last, Arc::clone(&stop))
                .and_then(|_| signal_hook::flag::register(signal, Arc::clone(&stop)));
        }
        stop
    });
}

/// The end of memory outside the guarded calls of the solver is exit code 5 too, not a signal: whoever aborts has said why on stderr (the
/// allocator of Rust, the C++ library, the allocator of the system). A panic that cannot unwind is a bug and stays one.
pub(super) fn abort_is_an_answer() {
    let no_bug = Arc::new(AtomicBool::new(true));
    let last = ExitStatus::Solver as i32;
    // Where this cannot be set the system ends the process, as it does by default.
    if signal_hook::flag::register_conditional_shutdown(signal_hook::consts::SIGABRT, last, Arc::clone(&no_bug)).is_ok()
    {
        let told = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            no_bug.store(false, Ordering::SeqCst);
            told(panic);
        }));
    }
}

#[cfg(unix)]
fn asked() -> Vec<i32> {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    // `nohup` and shells in the background tell a process to ignore some: that stays.
    let ignored = std::fs::read_to_string("/proc/self/status").map_or(0, |status| ignored(&status));
    [SIGINT, SIGTERM, SIGHUP].into_iter().filter(|s| ignored & (1 << (s - 1)) == 0).collect()
}

#[cfg(not(unix))]
fn asked() -> Vec<i32> {
    vec![signal_hook::consts::SIGINT, signal_hook::consts::SIGTERM]
}

/// The signals that the system says this process ignores, one bit each.
#[cfg(unix)]
fn ignored(status: &str) -> u64 {
    let mask = status.lines().find_map(|l| l.strip_prefix("SigIgn:"));
    mask.and_then(|m| u64::from_str_radix(m.trim(), 16).ok()).unwrap_or(0)
}

#[cfg(all(test, unix))]
mod tests {
    #[test]
    fn ignored_signals_are_read_from_the_status_of_the_process() {
        assert_eq!(super::ignored("Name:\tx\nSigIgn:\t0000000000000001\n"), 1);
        assert_eq!(super::ignored("Name:\tx\n"), 0);
    }
}
