//! Small random missions that use every rule of the format: several fleets, cycles longer than a period, money that comes early
//! or late, dates, seasons, sequences, custom stages. Some contradict themselves: that is an answer too.
//!
//! Knows the file format only. The same seed gives the same text.

use std::fmt::Write as _;

use jiff::ToSpan as _;
use jiff::civil::{Date, date};
use rand::rngs::ChaCha8Rng;
use rand::{RngExt as _, SeedableRng as _};

/// A scenario file from a seed.
pub fn wide(seed: u64) -> String {
    let more = ChaCha8Rng::seed_from_u64(seed ^ 0x5eed);
    let mut w = Writer {
        dice: ChaCha8Rng::seed_from_u64(seed),
        more,
        out: String::new(),
        days: 7,
        weeks: 4,
        units: Vec::new(),
    };
    w.days = [7, 7, 7, 3, 14][w.whole(0, 4) as usize];
    w.weeks = w.whole(3, 6);
    let camps: Vec<String> = (1..=w.whole(1, 3)).map(|i| format!("c{i}")).collect();
    let hub = w.often(0.7);
    w.calendar(seed);
    w.budget();
    w.kinds(hub);
    w.sites(&camps, hub);
    w.exits();
    w.fleets(hub);
    w.routes(&camps, hub);
    w.units(&camps, hub);
    w.rest(hub);
    w.out
}

struct Writer {
    dice: ChaCha8Rng,
    /// For the rules that came later: missions without them stay what they were.
    more: ChaCha8Rng,
    out: String,
    /// Days of a period.
    days: u64,
    /// Periods.
    weeks: u64,
    /// Names of units so far.
    units: Vec<String>,
}

impl Writer {
    fn often(&mut self, p: f64) -> bool {
        self.dice.random_bool(p)
    }
    fn whole(&mut self, low: u64, high: u64) -> u64 {
        self.dice.random_range(low..=high)
    }
    fn line(&mut self, text: &str) {
        let _ = writeln!(self.out, "{text}");
    }
    /// A line, sometimes.
    fn perhaps(&mut self, p: f64, text: &str) {
        if self.often(p) {
            self.line(text);
        }
    }
    /// One of the rules that came later; `pick` chooses among its values.
    fn rarely(&mut self, p: f64, values: &[&str]) {
        let text = values[self.more.random_range(0..values.len())];
        if self.more.random_bool(p) {
            self.line(text);
        }
    }
    /// Some day of the mission, `early` and `late` as shares of its time.
    fn day(&mut self, early: f64, late: f64) -> Date {
        let all = (self.days * self.weeks) as f64;
        let (from, to) = ((all * early) as u64, (all * late) as u64);
        let n = self.whole(from, to) as i64;
        date(2024, 3, 4).checked_add(n.days()).expect("a date")
    }
    /// `from = …, to = …` of a window.
    fn span(&mut self) -> String {
        let from = self.day(0.0, 0.6);
        let long = self.whole(2, self.days * 2) as i64;
        format!("from = {from}, to = {}", from.checked_add(long.days()).expect("a date"))
    }

    fn calendar(&mut self, seed: u64) {
        let (days, periods) = (self.days, self.weeks);
        self.line(&format!("format = 1\nname = \"wide-{seed}\"\n[calendar]\nstart = 2024-03-04\nperiod_days = {days}"));
        let last = date(2024, 3, 4).checked_add(((days * periods) as i64 - 1).days()).expect("a date");
        self.line(&format!("deadline = {last}"));
        let end = self.day(0.2, 0.9);
        self.perhaps(0.5, &format!("mandate_end = {end}"));
    }

    /// None, one sum, or two or three releases, the last of them perhaps after the deadline.
    fn budget(&mut self) {
        let n = self.whole(0, 4);
        let total = self.whole(150, 1500) * 1000;
        match n {
            0 | 1 => {}
            2 => self.line(&format!("[budget]\ntotal = {total}")),
            _ => {
                for i in 1..n {
                    let day = if i == 1 && n == 3 { date(2024, 3, 4) } else { self.day(0.0, 1.15) };
                    self.line(&format!("[[budget.tranches]]\ndate = {day}\namount = {}", total / (n - 1)));
                }
            }
        }
    }

    fn kinds(&mut self, hub: bool) {
        self.line("[[kinds]]\nid = \"soldier\"\nnature = \"people\"\narmed = true\npay_per_month = 2600");
        self.perhaps(0.5, "repatriation = 900");
        self.line("[[kinds]]\nid = \"staff\"\nnature = \"people\"\npay_per_month = 9000");
        self.perhaps(0.3, "modes = [\"air\", \"helicopter\"]");
        for id in ["box", "vehicle", "gun"] {
            let value = self.whole(2, 60) * 500;
            self.line(&format!("[[kinds]]\nid = \"{id}\"\nnature = \"cargo\"\nvalue = {value}"));
            if id == "vehicle" {
                self.line("size = 2\nmodes = [\"road\"]");
            }
            if id == "gun" {
                self.line("sensitive = true");
            } else {
                self.perhaps(0.3, "owner = \"un\"");
            }
            let rate = self.whole(0, 8) * 100;
            self.line(&format!("reimbursement_per_month = {rate}"));
            if self.often(0.85) {
                let (cost, share) = (self.whole(0, 30) * 100, [1.0, 1.0, 0.4][self.whole(0, 2) as usize]);
                self.line(&format!(
                    "[[kinds.dispositions]]\nmethod = \"destroy\"\ncost = {cost}\nmax_share = {share:?}"
                ));
                self.rarely(0.15, &["per_week = 3", "per_week = 10"]);
                self.rarely(0.15, &["lead_time = 5", "lead_time = 10"]);
                self.rarely(0.15, &["max_share_of_site = 0.5", "max_share_of_site = 0.2"]);
            }
            if id != "gun" && self.often(0.3) {
                self.line("[[kinds.dispositions]]\nmethod = \"sell\"\ncost = 300\nproceeds = 700\nmax_share = 0.5");
                let place = if hub { "sites = [\"hub\"]" } else { "sites = [\"c1\"]" };
                self.rarely(0.3, &[place]);
            }
            if id == "gun" {
                self.rarely(0.1, &["[[kinds.dispositions]]\nmethod = \"transfer\"\nsites = [\"c1\"]"]);
            }
            self.perhaps(0.6, "[[kinds.dispositions]]\nmethod = \"abandon\"");
        }
    }

    fn sites(&mut self, camps: &[String], hub: bool) {
        let medical = hub && self.often(0.3);
        for camp in camps {
            let (running, closing, guard) = (self.whole(10, 300), self.whole(0, 40), self.whole(0, 25));
            self.line(&format!(
                "[[sites]]\nid = \"{camp}\"\nrunning_per_month = {}\nclosing = {}\nguard = {guard}",
                running * 1000,
                closing * 1000
            ));
            let (cleanup, handling) = (self.whole(1, self.days * 2), self.whole(4, 40));
            self.perhaps(0.4, &format!("cleanup = {cleanup}"));
            self.perhaps(0.5, &format!("handling_per_week = {handling}"));
            self.perhaps(0.3, "guard_per_load = 0.25");
            let (keep, close) = (self.day(0.1, 1.0), self.day(0.5, 1.1));
            self.perhaps(0.2, &format!("keep_open_until = {keep}"));
            self.perhaps(0.15, &format!("close_by = {close}"));
            if medical {
                self.line("medical = [\"hub\"]");
            }
            if hub {
                self.perhaps(0.2, "closes_before = [\"hub\"]");
            }
            if self.often(0.15) {
                let span = self.span();
                self.line(&format!("[[sites.handling_windows]]\n{}\nfactor = 0.5", span.replace(", ", "\n")));
            }
        }
        if hub {
            self.line("[[sites]]\nid = \"hub\"\nhub = true\nrunning_per_month = 300000\nclosing = 30000\nguard = 15");
            self.line("hospital = true\nnational_staff = 20\nnational_pay_per_month = 700\nseparation = 1500");
            let (beds, yard) = (self.whole(60, 250), self.whole(20, 80));
            self.perhaps(0.4, &format!("beds = {beds}\nyard = {yard}"));
            let keep = self.day(0.1, 1.0);
            self.perhaps(0.15, &format!("keep_open_until = {keep}"));
            self.rarely(0.15, &["guard_per_person = 0.2"]);
            if self.more.random_bool(0.1) {
                self.line("liquidation = { length = 60, guard = 5, running_per_month = 20000, per_load = 300 }");
                self.units.push("liquidation".to_owned());
            }
        }
    }

    fn exits(&mut self) {
        let (loads, people) = (self.whole(10, 60), self.whole(40, 160));
        self.line(&format!("[[exits]]\nid = \"port\"\nloads_per_week = {loads}\nper_load = 1200"));
        let from = self.day(0.0, 0.4);
        self.perhaps(0.2, &format!("available_from = {from}"));
        self.line(&format!("[[exits]]\nid = \"home\"\nkind = \"airport\"\npeople_per_week = {people}"));
        if self.often(0.4) {
            self.line("loads_per_week = 12");
        }
        self.line("per_person = 300");
        if self.often(0.2) {
            let span = self.span();
            self.line(&format!("windows = [{{ {span}, factor = 0.5 }}]"));
        }
    }

    fn fleets(&mut self, hub: bool) {
        let (units, loading, speed) = (self.whole(2, 6), self.whole(1, 6), self.whole(60, 240));
        self.line(&format!(
            "[[fleets]]\nid = \"convoys\"\nunits = {units}\nseats = 30\nslots = 8\nloading = {loading}\nspeed_per_day = {speed}\nper_lift = 800"
        ));
        let standing = self.whole(0, 30) * 1000;
        self.line(&format!("standing_per_month = {standing}"));
        if hub && self.often(0.4) {
            self.line("base = \"hub\"\ncrew = 3");
        }
        if hub {
            self.rarely(
                0.15,
                &["min_units = 1\nmin_units_while = [\"hub\"]", "min_units = 2\nmin_units_while = [\"c1\"]"],
            );
        } else {
            self.rarely(0.1, &["min_units = 1"]);
        }
        self.rarely(0.1, &["shares = \"either\""]);
        let (from, to) = (self.day(0.0, 0.3), self.day(0.7, 1.0));
        self.perhaps(0.15, &format!("available_to = {to}"));
        if self.often(0.15) {
            let span = self.span();
            self.line(&format!("windows = [{{ {span}, units = 1 }}]"));
        }
        self.line("[[fleets]]\nid = \"planes\"\nunits = 1\nseats = 50\nslots = 2\nloading = 0.5\nspeed_per_day = 4000");
        self.line("per_lift = 9000\nstanding_per_month = 20000");
        self.perhaps(0.3, &format!("available_from = {from}"));
        if self.often(0.5) {
            self.line(
                "[[fleets]]\nid = \"trucks\"\nunits = 8\nslots = 1\nloading = 1\nspeed_per_day = 250\nper_km = 1.5",
            );
        } else {
            self.line(
                "[[fleets]]\nid = \"trucks\"\nunits = 2\nseats = 20\nslots = 2\nloading = 1\nspeed_per_day = 150",
            );
        }
    }

    fn routes(&mut self, camps: &[String], hub: bool) {
        for camp in camps {
            if hub {
                self.road(camp, "hub", "convoys", 150, 900);
                if self.often(0.3) {
                    self.road(camp, "hub", "trucks", 150, 900);
                }
                if self.often(0.4) {
                    self.flight(camp, "hub", 600);
                }
            } else {
                self.road(camp, "port", "convoys", 150, 900);
                self.road(camp, "home", "convoys", 150, 900);
                self.flight(camp, "home", 2500);
            }
        }
        if camps.len() > 1 && self.often(0.4) {
            let (a, b) = (camps[0].clone(), camps[1].clone());
            self.road(&a, &b, "trucks", 60, 500);
            self.perhaps(0.4, "both_ways = true");
        }
        if hub {
            self.road("hub", "port", "convoys", 300, 1600);
            if self.often(0.5) {
                self.road("hub", "port", "trucks", 300, 1600);
            }
            self.flight("hub", "home", 2500);
        }
    }

    fn road(&mut self, from: &str, to: &str, fleet: &str, near: u64, far: u64) {
        let km = self.whole(near, far);
        self.line(&format!(
            "[[routes]]\nid = \"{from}-{to}-{fleet}\"\nfrom = \"{from}\"\nto = \"{to}\"\nmode = \"road\"\nfleet = \"{fleet}\"\nkm = {km}"
        ));
        self.line("per_load = 150\ncasualties_per_lift = 0.01");
        let most = self.whole(1, 8);
        self.perhaps(0.3, &format!("max_lifts_per_week = {most}"));
        self.perhaps(0.1, "empty_return = false");
        if self.often(0.25) {
            let span = self.span();
            let what = ["closed = true", "speed_factor = 0.5", "casualties_factor = 3", "max_lifts_per_week = 2"];
            let what = what[self.whole(0, 3) as usize];
            self.line(&format!("windows = [{{ {span}, {what} }}]"));
        }
    }

    fn flight(&mut self, from: &str, to: &str, km: u64) {
        self.line(&format!(
            "[[routes]]\nid = \"{from}-{to}-air\"\nfrom = \"{from}\"\nto = \"{to}\"\nmode = \"air\"\nfleet = \"planes\"\nkm = {km}"
        ));
    }

    fn units(&mut self, camps: &[String], hub: bool) {
        let mut places: Vec<&str> = camps.iter().map(String::as_str).collect();
        if hub {
            places.push("hub");
        }
        for place in places {
            for (kind, p, low, high) in [
                ("soldier", 1.0, 25, 120),
                ("staff", 0.5, 3, 40),
                ("box", 0.9, 3, 40),
                ("vehicle", 0.5, 1, 12),
                ("gun", 0.5, 1, 6),
            ] {
                if self.often(p) {
                    let n = self.whole(low, high);
                    self.line(&format!(
                        "[[units]]\nid = \"{place}-{kind}\"\nsite = \"{place}\"\nkind = \"{kind}\"\nquantity = {n}"
                    ));
                    if place == "hub" && kind == "soldier" && self.units.iter().any(|u| u == "liquidation") {
                        self.line("stays = 8");
                    }
                    self.units.push(format!("{place}-{kind}"));
                }
            }
        }
    }

    /// Some of the people and cargo of one site or two leave together.
    fn contingents(&mut self) {
        if !self.more.random_bool(0.25) {
            return;
        }
        let ours =
            |u: &&String| ["-soldier", "-box", "-vehicle"].iter().any(|end| u.starts_with("c1") && u.ends_with(end));
        let units: Vec<String> = self.units.iter().filter(ours).map(|u| format!("\"{u}\"")).collect();
        let (rear, slack) = ([0.0, 0.2, 0.5][self.more.random_range(0..3)], self.more.random_range(0..2));
        let units = units.join(", ");
        self.line(&format!("[[contingents]]\nid = \"first\"\nunits = [{units}]\nrear = {rear}\nslack_weeks = {slack}"));
    }

    /// Air link, sequence, stages.
    fn rest(&mut self, hub: bool) {
        if hub && self.often(0.25) {
            let until = self.day(0.3, 1.0);
            self.line(&format!(
                "[[air_links]]\nid = \"link\"\nfleet = \"planes\"\nsite = \"hub\"\nseats_per_week = 20\nuntil = {until}\nseats_per_flight = 40\nper_flight = 5000"
            ));
        }
        if self.often(0.3) {
            let order = ["troops-first", "assets-first"][self.whole(0, 1) as usize];
            let lag = self.days * self.whole(0, 1);
            self.line(&format!("[rules]\nsequence = {{ order = \"{order}\", lag = {lag}, slack = 0.3 }}"));
        } else {
            self.line("[rules]");
        }
        self.rarely(0.15, &["max_closings_per_week = 1", "max_closings_per_week = 0.4"]);
        self.rarely(0.15, &["max_sites_at_once = 1"]);
        if self.more.random_bool(0.2) {
            let all = (self.days * self.weeks) as i64;
            let by = date(2024, 3, 4).checked_add(self.more.random_range(all / 2..=all).days()).expect("a date");
            let of = ["people", "cargo", "sites"][self.more.random_range(0..3)];
            let share = [0.2, 0.5][self.more.random_range(0..2)];
            self.line(&format!("milestones = [{{ by = {by}, share = {share}, of = \"{of}\" }}]"));
        }
        self.contingents();
        let lists: [&[&str]; 4] = [
            &["people-left", "economic-cost"],
            &["people-left", "economic-cost", "sensitive-lost"],
            &["sensitive-lost", "people-left", "economic-cost"],
            &["people-left", "casualties", "economic-cost"],
        ];
        if self.often(0.2) {
            for objective in lists[self.whole(0, 3) as usize] {
                self.line(&format!("[[stages]]\nobjective = \"{objective}\""));
            }
        }
    }
}
