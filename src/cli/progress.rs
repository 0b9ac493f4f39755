//! Progress on stderr: one line that moves on a terminal, a line now and then in a log.

mod log;
mod words;

use std::io::IsTerminal as _;
use std::sync::{Arc, Mutex, PoisonError};

use indicatif::{MultiProgress, ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::cli::args::Global;
use crate::cli::{signals, terminal};
use crate::locale::say;
use crate::optimise::{Event, Observer};
use log::Log;
use words::Latest;

/// Shows a line with stage, best plan, bound and gap.
pub(super) struct Progress {
    bar: ProgressBar,
    log: Option<Arc<Log>>,
    /// Which line of the log.
    slot: usize,
    label: Option<String>,
    news: Mutex<Latest>,
}

impl Progress {
    /// Starts; silent if asked; a log if stderr is no terminal.
    pub(super) fn new(g: &Global) -> Self {
        let log = Self::logged(g).then(|| Log::start(1));
        Self::one(g, ProgressBar::with_draw_target(None, Self::target(g)), log, 0)
    }

    /// A bar of so many worlds.
    pub(super) fn counted(g: &Global, total: u64) -> Self {
        let counted = Self::new(g);
        counted.bar.set_length(total);
        let bar = if terminal::ascii() { "{bar:30.##-}" } else { "{bar:30}" };
        let template =
            format!("{bar} {}", say!("{} of {} worlds, {}, {} to go", "{pos}", "{len}", "{elapsed}", "{eta}"));
        if let Ok(style) = ProgressStyle::with_template(&template) {
            let style = if terminal::ascii() { style.progress_chars("##-") } else { style };
            counted.bar.set_style(style);
        }
        counted
    }

    /// So many more of them.
    pub(super) fn advance(&self, by: u64) {
        self.bar.inc(by);
        if let (Some(log), Some(total)) = (&self.log, self.bar.length()) {
            let (done, left) = (self.bar.position(), self.bar.eta().as_secs());
            log.say(self.slot, say!("{done} of {total} worlds, about {left} s to go", done, total, left));
        }
    }

    /// One line for each of several searches.
    pub(super) fn many(g: &Global, labels: &[String]) -> Vec<Self> {
        let group = MultiProgress::with_draw_target(Self::target(g));
        let log = Self::logged(g).then(|| Log::start(labels.len()));
        let one = |(slot, label): (usize, &String)| {
            let mut one = Self::one(g, group.add(ProgressBar::new_spinner()), log.clone(), slot);
            let label = terminal::harmless(label);
            one.bar.set_prefix(label.clone());
            one.label = Some(label);
            one
        };
        labels.iter().enumerate().map(one).collect()
    }

    /// What is being done beside the stages of a search.
    pub(super) fn tell(&self, text: String) {
        self.news.lock().unwrap_or_else(PoisonError::into_inner).leave_stage();
        self.event(Event::Note(text));
    }

    /// Removes the line.
    pub(super) fn finish(&self) {
        self.bar.finish_and_clear();
        if let Some(log) = &self.log {
            log.end();
        }
    }

    fn one(g: &Global, bar: ProgressBar, log: Option<Arc<Log>>, slot: usize) -> Self {
        signals::listen();
        let style = ProgressStyle::with_template("{spinner} {elapsed} {prefix} {wide_msg}");
        if let Ok(style) = style {
            bar.set_style(if terminal::ascii() { style.tick_chars("|/-\\ ") } else { style });
        }
        if !bar.is_hidden() {
            bar.enable_steady_tick(std::time::Duration::from_millis(120));
        }
        Self { bar, log, slot, label: None, news: Mutex::new(Latest::new(g.gap, g.time_limit.or(Some(60.0)))) }
    }

    fn target(g: &Global) -> ProgressDrawTarget {
        let shown = !g.quiet && std::io::stderr().is_terminal();
        if shown { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() }
    }

    fn logged(g: &Global) -> bool {
        !g.quiet && !std::io::stderr().is_terminal()
    }

    fn log(&self, text: &str) {
        if let Some(log) = &self.log {
            let label = self.label.as_ref().map_or_else(|| text.to_owned(), |l| say!("{}: {}", l, text));
            log.say(self.slot, label);
        }
    }
}

impl Observer for Progress {
    fn event(&self, event: Event) {
        let mut news = self.news.lock().unwrap_or_else(PoisonError::into_inner);
        news.hear(event);
        let (stage, message) = (terminal::harmless(&news.stage()), terminal::harmless(&news.message()));
        drop(news);
        let label = self.label.as_ref().map_or_else(String::new, |l| format!("{l} "));
        self.bar.set_prefix(format!("{label}{stage}"));
        self.bar.set_message(message.clone());
        self.log(format!("{stage} {message}").trim());
    }
    fn cancelled(&self) -> bool {
        signals::stopped()
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.finish();
    }
}
