//! Departures and closings as a calendar (RFC 5545): events of whole days, lines of 75 octets.
//!
//! Must not know how a plan is found. The same plan gives the same bytes: the time stamp is the plan's first day.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::dispatch::{Manifest, Order};
use crate::locale::{self, say};
use crate::mission::Mission;
use crate::plan::result::Plan;
use crate::report::numbers::{count, date};
use crate::report::render::letters;

/// Most octets of a line.
const LINE: usize = 75;

/// The calendar of a plan and its orders.
pub fn calendar(m: &Mission, plan: &Plan, orders: &Manifest) -> String {
    let mut out = IcsCalendar { text: String::new(), plan };
    let made = format!("PRODID:-//drawdown//plan//{}", locale::current().code().to_uppercase());
    for line in ["BEGIN:VCALENDAR", "VERSION:2.0", &made, "CALSCALE:GREGORIAN"] {
        out.line(line);
    }
    out.line(&format!("X-WR-CALNAME:{}", escaped(&plan.scenario.title)));
    let name = |key: &str| named(m, key);
    let mut trucks: BTreeMap<(Date, &str), Vec<&Order>> = BTreeMap::new();
    for o in &orders.orders {
        if o.unit.is_none() {
            trucks.entry((o.departs, &o.route)).or_default().push(o);
            continue;
        }
        let unit = o.unit.map_or_else(String::new, |u| format!(" {u}"));
        let summary = say!("{fleet}{unit}: {from} to {to}", name(&o.fleet), unit, name(&o.from), name(&o.to));
        let of = whose(o).map_or_else(String::new, |w| format!("\n{}", say!("Of: {w}", w)));
        let days = say!("Loads on {}, unit back on {}", date(o.loads_on), date(o.returns));
        let text = format!("{}{of}\n{days}", say!("{}: {}", o.id, content(m, &[o])));
        out.event(&o.id, (o.departs, o.arrives), &summary, &text);
    }
    // Hundreds of single trucks a day would hide everything else.
    for ((day, route), of) in trucks {
        let last = of.iter().map(|o| o.arrives).max().unwrap_or(day);
        let trucks = format!("{} {}", count(of.len() as f64), name(&of[0].fleet));
        let summary = say!("{trucks}: {from} to {to}", trucks, name(&of[0].from), name(&of[0].to));
        out.event(&format!("{route}-{day}"), (day, last), &summary, &content(m, &of));
    }
    for s in &plan.sites {
        if let Some(day) = s.closes_on.filter(|_| s.closes_period != Some(0)) {
            let text = say!("{} is closed at the end of this day.", s.name);
            out.event(&format!("closes-{}", s.id), (day, day), &say!("{} closes", s.name), &text);
        }
    }
    out.line("END:VCALENDAR");
    out.text
}

struct IcsCalendar<'a> {
    text: String,
    plan: &'a Plan,
}

impl IcsCalendar<'_> {
    /// An event from the first to the last of two days.
    fn event(&mut self, id: &str, (from, to): (Date, Date), summary: &str, text: &str) {
        let plain = |d: Date| d.strftime("%Y%m%d").to_string();
        let digest: String = self.plan.scenario.digest.chars().take(12).collect();
        let after = to.max(from).tomorrow().unwrap_or(to);
        self.line("BEGIN:VEVENT");
        self.line(&format!("UID:{id}.{digest}@drawdown"));
        self.line(&format!("DTSTAMP:{}T000000Z", plain(self.plan.summary.start)));
        self.line(&format!("DTSTART;VALUE=DATE:{}", plain(from)));
        self.line(&format!("DTEND;VALUE=DATE:{}", plain(after)));
        self.line(&format!("SUMMARY:{}", escaped(summary)));
        self.line(&format!("DESCRIPTION:{}", escaped(text)));
        self.line("TRANSP:TRANSPARENT");
        self.line("END:VEVENT");
    }

    /// A line, folded between letters.
    fn line(&mut self, line: &str) {
        let mut used = 0;
        for c in line.chars() {
            if used + c.len_utf8() > LINE {
                self.text.push_str("\r\n ");
                used = 1;
            }
            self.text.push(c);
            used += c.len_utf8();
        }
        self.text.push_str("\r\n");
    }
}

/// A text as a value: no letter of it ends the line or the value.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            c if letters::forbidden(c) => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

/// `120 Soldiers, 12 Containers`.
fn content(m: &Mission, of: &[&Order]) -> String {
    let mut sums: BTreeMap<&str, u64> = BTreeMap::new();
    for (k, n) in of.iter().flat_map(|o| o.people.iter().chain(&o.loads)) {
        *sums.entry(k).or_default() += n;
    }
    let parts: Vec<String> = sums.iter().map(|(k, n)| format!("{} {}", count(*n as f64), named(m, k))).collect();
    parts.join(", ")
}

/// Contributors of what is on a lift; none if nobody is named.
fn whose(o: &Order) -> Option<String> {
    let mut names: Vec<&str> = o.contents.iter().map(|c| c.contributor.as_str()).filter(|c| !c.is_empty()).collect();
    names.sort_unstable();
    names.dedup();
    (!names.is_empty()).then(|| names.join(", "))
}

/// The name for people of a place, fleet or kind.
fn named(m: &Mission, key: &str) -> String {
    let site = m.sites.values().find(|x| x.key == key).map(|x| &x.name);
    let exit = || m.exits.values().find(|x| x.key == key).map(|x| &x.name);
    let fleet = || m.fleets.values().find(|x| x.key == key).map(|x| &x.name);
    let kind = || m.kinds.values().find(|x| x.key == key).map(|x| &x.name);
    site.or_else(exit).or_else(fleet).or_else(kind).cloned().unwrap_or_else(|| key.to_owned())
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn a_name_cannot_end_a_line() {
        assert_eq!(escaped("a,b;c\\d\ne\rf"), "a\\,b\\;c\\\\d\\ne f");
    }
}
