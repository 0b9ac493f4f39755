//! What a search tells, in words: "best $384.4m, proved $380.6m, 1.0 %, about 20 s to 0.5 %".

use std::time::Instant;

use crate::locale::{retold, say};
use crate::mission::Objective;
use crate::optimise::Event;
use crate::report::numbers::{count, fixed, money, short};
use crate::tolerance::DIVISOR;

/// A forecast needs this many seconds of news.
const ENOUGH: f64 = 2.0;

/// The latest news of one search.
pub(super) struct Latest {
    target: f64,
    limit: Option<f64>,
    started: Instant,
    objective: Option<Objective>,
    stage: String,
    message: String,
    /// First gap of the stage and when it was told.
    first: Option<(f64, f64)>,
}

impl Latest {
    /// Of a search for this gap within this time.
    pub(super) fn new(target: f64, limit: Option<f64>) -> Self {
        Self {
            target,
            limit,
            started: Instant::now(),
            objective: None,
            stage: String::new(),
            message: String::new(),
            first: None,
        }
    }

    /// `[3/5] money`.
    pub(super) fn stage(&self) -> String {
        self.stage.clone()
    }

    /// What is known.
    pub(super) fn message(&self) -> String {
        self.message.clone()
    }

    /// What follows is of no stage.
    pub(super) fn leave_stage(&mut self) {
        (self.objective, self.first) = (None, None);
        self.stage.clear();
    }

    /// Takes in an event.
    pub(super) fn hear(&mut self, event: Event) {
        let now = self.started.elapsed().as_secs_f64();
        match event {
            Event::Stage { number, of, what, objective } => {
                let what = objective.map_or_else(|| retold(&what), aim);
                (self.objective, self.first) = (objective, None);
                self.stage = format!("[{number}/{of}] {what}");
                self.message.clear();
            }
            Event::Progress { incumbent: Some(best), bound: Some(bound), gap: Some(gap), .. } => {
                let (first, then) = *self.first.get_or_insert((gap, now));
                let left = self.forecast(first, then, gap, now);
                let (best, bound) = (self.amount(best), self.amount(bound));
                self.message =
                    say!("best {best}, proved {bound}, {} %{left}", best, bound, fixed(gap * 100.0, 1), left);
            }
            Event::Progress { incumbent: Some(best), .. } => {
                self.message = say!("best {}, nothing proved yet", self.amount(best));
            }
            Event::Progress { .. } => {}
            Event::Note(text) => self.message = retold(&text),
        }
    }

    /// A value of the objective in its unit.
    fn amount(&self, value: f64) -> String {
        match self.objective {
            Some(Objective::PeopleLeft) => say!("{} people left", count(value)),
            Some(Objective::SensitiveLost) => say!("{} sensitive loads lost", count(value)),
            Some(Objective::Casualties) => say!("{value} hurt or killed", fixed(value, 1)),
            Some(Objective::Earliness) => count(value),
            // Every other question is about money.
            Some(Objective::EconomicCost) | None => money(value),
        }
    }

    /// Gaps close by a steady share each second, more or less: when the one that was asked for is reached; never beyond the limit.
    fn forecast(&self, first: f64, then: f64, gap: f64, now: f64) -> String {
        let limit = self.limit.map(|l| (l - now).max(0.0));
        let speed =
            if gap > 0.0 && first > gap && now - then >= ENOUGH { (first / gap).ln() / (now - then) } else { 0.0 };
        let seconds =
            if gap <= self.target { return String::new() } else { (gap / self.target.max(DIVISOR)).ln() / speed };
        match limit {
            Some(limit) if seconds > limit => say!(", at most {limit} s", fixed(limit, 0)),
            _ if seconds.is_finite() => say!(", about {seconds} s to {}", fixed(seconds, 0), percent(self.target)),
            _ => String::new(),
        }
    }
}

/// `0.5 %`, `1 %`.
fn percent(share: f64) -> String {
    say!("{} %", short(share * 100.0))
}

/// What a stage is about, short: the whole line fits 80 columns.
fn aim(objective: Objective) -> String {
    match objective {
        Objective::PeopleLeft => say!("people"),
        Objective::SensitiveLost => say!("sensitive loads"),
        Objective::EconomicCost => say!("money"),
        Objective::Casualties => say!("casualties"),
        Objective::Earliness => say!("time"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heard(objective: Objective, best: f64, bound: f64, gap: f64) -> Latest {
        let mut news = Latest::new(0.005, Some(60.0));
        news.hear(Event::Stage { number: 3, of: 5, what: "x".into(), objective: Some(objective) });
        news.hear(Event::Progress { incumbent: Some(best), bound: Some(bound), gap: Some(gap), seconds: 0.0 });
        news
    }

    #[test]
    fn money_and_people_are_told_as_such() {
        let news = heard(Objective::EconomicCost, 384.4e6, 380.6e6, 0.0099);
        assert_eq!(news.stage(), "[3/5] money");
        assert_eq!(news.message(), "best $384.4m, proved $380.6m, 1.0 %, at most 60 s");
        let news = heard(Objective::PeopleLeft, 120.0, 100.0, 0.16);
        assert!(news.message().starts_with("best 120 people left, proved 100 people left, 16.0 %"));
    }

    #[test]
    fn what_follows_the_stages_is_of_none() {
        let mut news = heard(Objective::EconomicCost, 384.4e6, 380.6e6, 0.0099);
        news.leave_stage();
        news.hear(Event::Note("fleets stay longer".into()));
        assert_eq!((news.stage().as_str(), news.message().as_str()), ("", "fleets stay longer"));
    }

    #[test]
    fn a_gap_that_halves_each_ten_seconds_is_forecast() {
        let news = Latest::new(0.005, Some(600.0));
        // From 4 % to 2 % in ten seconds: 1 % after ten more, 0.5 % after twenty.
        assert_eq!(news.forecast(0.04, 0.0, 0.02, 10.0), ", about 20 s to 0.5 %");
        assert_eq!(news.forecast(0.04, 0.0, 0.004, 10.0), "");
        let short = Latest::new(0.005, Some(15.0));
        assert_eq!(short.forecast(0.04, 0.0, 0.02, 10.0), ", at most 5 s");
        let endless = Latest::new(0.005, None);
        assert_eq!(endless.forecast(0.04, 0.0, 0.04, 10.0), "");
    }
}
