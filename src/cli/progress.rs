//! Progress on stderr and Ctrl-C.

use std::io::IsTerminal as _;
use std::sync::atomic::{AtomicBool, Ordering};

use indicatif::{MultiProgress, ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::optimise::{Event, Observer};

static STOP: AtomicBool = AtomicBool::new(false);

/// Shows a line with stage, incumbent, bound and gap.
pub(super) struct Progress {
    bar: ProgressBar,
    label: Option<String>,
}

impl Progress {
    /// Starts; silent if asked or if stderr is no terminal.
    pub(super) fn new(quiet: bool) -> Self {
        // A second Ctrl-C ends the process at once. A handler that cannot be set leaves the default: it ends too.
        let _ = ctrlc::try_set_handler(|| {
            if STOP.swap(true, Ordering::SeqCst) {
                std::process::exit(crate::cli::Exit::Interrupted as i32);
            }
        });
        let shown = !quiet && std::io::stderr().is_terminal();
        let target = if shown { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
        Self::styled(ProgressBar::with_draw_target(None, target))
    }

    /// A bar of so many worlds.
    pub(super) fn counted(quiet: bool, total: u64) -> Self {
        let counted = Self::new(quiet);
        counted.bar.set_length(total);
        if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos} of {len} worlds, {elapsed}, {eta} to go") {
            counted.bar.set_style(style);
        }
        counted
    }

    /// So many more of them.
    pub(super) fn advance(&self, by: u64) {
        self.bar.inc(by);
    }

    /// One line for each of several searches.
    pub(super) fn many(quiet: bool, labels: &[String]) -> Vec<Self> {
        let first = Self::new(quiet);
        let shown = !first.bar.is_hidden();
        first.finish();
        let target = if shown { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
        let group = MultiProgress::with_draw_target(target);
        let one = |label: &String| {
            let one = Self::styled(group.add(ProgressBar::new_spinner()));
            one.bar.set_prefix(label.clone());
            Self { label: Some(label.clone()), ..one }
        };
        labels.iter().map(one).collect()
    }

    fn styled(bar: ProgressBar) -> Self {
        if let Ok(style) = ProgressStyle::with_template("{spinner} {elapsed} {prefix} {msg}") {
            bar.set_style(style);
        }
        bar.enable_steady_tick(std::time::Duration::from_millis(120));
        Self { bar, label: None }
    }

    /// Removes the line.
    pub(super) fn finish(&self) {
        self.bar.finish_and_clear();
    }
}

impl Observer for Progress {
    fn event(&self, event: Event) {
        match event {
            Event::Stage { number, of, what } => {
                let label = self.label.as_ref().map_or_else(String::new, |l| format!("{l} "));
                self.bar.set_prefix(format!("{label}[{number}/{of}] {what}"));
            }
            Event::Progress { incumbent: Some(i), bound: Some(b), gap, .. } => {
                let gap = gap.map_or_else(String::new, |g| format!(", gap {:.2} %", g * 100.0));
                self.bar.set_message(format!("best {i:.6e}, bound {b:.6e}{gap}"));
            }
            Event::Progress { .. } => {}
            Event::Note(text) => self.bar.set_message(text),
        }
    }
    fn cancelled(&self) -> bool {
        STOP.load(Ordering::SeqCst)
    }
}
