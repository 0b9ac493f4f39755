//! Closings with their work as tasks, for programs that read the XML of MS Project (MS Project, ProjectLibre, others).
//!
//! Every day is a working day there: a withdrawal knows no weekends. Tasks keep their dates, whatever the program would make of them.

use std::io;

use jiff::civil::Date;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use crate::locale::say;
use crate::mission::{Mission, Period};
use crate::plan::result::{Plan, SiteResult};
use crate::report::render::letters;
use crate::report::render::unwritten::Unwritten;

const NAMESPACE: &str = "http://schemas.microsoft.com/project";

/// A task: its first and last day.
struct ProjectTask {
    name: String,
    level: u32,
    from: Date,
    to: Date,
    /// A moment at the end of its day.
    milestone: bool,
    summary: bool,
    /// The task before it ends when it begins.
    follows: bool,
}

/// The file.
///
/// # Errors
/// Writing to memory does not fail; if it does, why.
pub fn project(m: &Mission, plan: &Plan) -> Result<Vec<u8>, Unwritten> {
    let mut out = Writer::new_with_indent(Vec::new(), b' ', 1);
    written(&mut out, m, plan).map_err(Unwritten::new)?;
    Ok(out.into_inner())
}

fn written(out: &mut Writer<Vec<u8>>, m: &Mission, plan: &Plan) -> io::Result<()> {
    out.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), Some("yes"))))?;
    let tasks = tasks(m, plan);
    let last = tasks.iter().map(|t| t.to).max().unwrap_or(plan.summary.deadline);
    out.create_element("Project").with_attribute(("xmlns", NAMESPACE)).write_inner_content(|w| {
        text(w, "SaveVersion", "14")?;
        text(w, "Name", &plan.scenario.name)?;
        text(w, "Title", &plan.scenario.title)?;
        text(w, "ScheduleFromStart", "1")?;
        text(w, "StartDate", &morning(plan.summary.start))?;
        text(w, "FinishDate", &evening(last))?;
        text(w, "CalendarUID", "1")?;
        text(w, "MinutesPerDay", "1440")?;
        text(w, "MinutesPerWeek", "10080")?;
        text(w, "DaysPerMonth", "30")?;
        text(w, "NewTasksAreManual", "1")?;
        w.create_element("Calendars").write_inner_content(every_day)?;
        w.create_element("Tasks")
            .write_inner_content(|w| tasks.iter().enumerate().try_for_each(|(i, t)| task(w, i + 1, t)))?;
        Ok(())
    })?;
    Ok(())
}

fn text(w: &mut Writer<Vec<u8>>, name: &str, value: &str) -> io::Result<()> {
    w.create_element(name).write_text_content(BytesText::new(&letters::clean(value)))?;
    Ok(())
}

/// The calendar in which all seven days are worked from midnight to midnight.
fn every_day(w: &mut Writer<Vec<u8>>) -> io::Result<()> {
    w.create_element("Calendar").write_inner_content(|w| {
        text(w, "UID", "1")?;
        text(w, "Name", &say!("Every day"))?;
        text(w, "IsBaseCalendar", "1")?;
        w.create_element("WeekDays").write_inner_content(|w| {
            for day in 1..=7 {
                w.create_element("WeekDay").write_inner_content(|w| {
                    text(w, "DayType", &day.to_string())?;
                    text(w, "DayWorking", "1")?;
                    w.create_element("WorkingTimes").write_inner_content(|w| {
                        w.create_element("WorkingTime").write_inner_content(|w| {
                            text(w, "FromTime", "00:00:00")?;
                            text(w, "ToTime", "00:00:00")
                        })?;
                        Ok(())
                    })?;
                    Ok(())
                })?;
            }
            Ok(())
        })?;
        Ok(())
    })?;
    Ok(())
}

fn task(w: &mut Writer<Vec<u8>>, number: usize, t: &ProjectTask) -> io::Result<()> {
    let flag = |yes: bool| if yes { "1" } else { "0" };
    let days = t.from.until(t.to).map_or(0, |s| s.get_days()) + 1;
    let start = if t.milestone { evening(t.to) } else { morning(t.from) };
    let hours = if t.milestone { 0 } else { days * 24 };
    w.create_element("Task").write_inner_content(|w| {
        text(w, "UID", &number.to_string())?;
        text(w, "ID", &number.to_string())?;
        text(w, "Name", &t.name)?;
        text(w, "Manual", flag(!t.summary))?;
        text(w, "Type", "1")?;
        text(w, "IsNull", "0")?;
        text(w, "OutlineLevel", &t.level.to_string())?;
        text(w, "Start", &start)?;
        text(w, "Finish", &evening(t.to))?;
        text(w, "Duration", &format!("PT{hours}H0M0S"))?;
        text(w, "ManualStart", &start)?;
        text(w, "ManualFinish", &evening(t.to))?;
        text(w, "ManualDuration", &format!("PT{hours}H0M0S"))?;
        text(w, "DurationFormat", "7")?;
        text(w, "Milestone", flag(t.milestone))?;
        text(w, "Summary", flag(t.summary))?;
        if !t.summary {
            // Must start on.
            text(w, "ConstraintType", "2")?;
        }
        text(w, "CalendarUID", "1")?;
        if !t.summary {
            text(w, "ConstraintDate", &start)?;
        }
        if t.follows {
            w.create_element("PredecessorLink").write_inner_content(|w| {
                text(w, "PredecessorUID", &(number - 1).to_string())?;
                text(w, "Type", "1")
            })?;
        }
        Ok(())
    })?;
    Ok(())
}

fn morning(day: Date) -> String {
    format!("{day}T00:00:00")
}

/// The end of a day is the first moment of the next.
fn evening(day: Date) -> String {
    format!("{}T00:00:00", day.tomorrow().unwrap_or(day))
}

/// Site by site in the order of closing: packing until the last load has left, clean-up, the handover in the period of the closing.
fn tasks(m: &Mission, plan: &Plan) -> Vec<ProjectTask> {
    let mut sites: Vec<&SiteResult> = plan.sites.iter().filter(|s| s.closes_period != Some(0)).collect();
    sites.sort_by_key(|s| s.closes_period.unwrap_or(u32::MAX));
    sites.into_iter().flat_map(|s| of_site(m, plan, s)).collect()
}

fn of_site(m: &Mission, plan: &Plan, s: &SiteResult) -> Vec<ProjectTask> {
    let days = |first: u32, last: u32| {
        (m.calendar.first_day(Period(first)), m.calendar.last_day(Period(last.min(m.calendar.periods))))
    };
    let cargo = |class: &String| !plan.people_classes.contains(class);
    let moved = plan.movements.iter().filter(|x| x.from == s.id && cargo(&x.class)).map(|x| x.period);
    let gone = plan.dispositions.iter().filter(|x| x.site == s.id).map(|x| x.period);
    let packing: Vec<u32> = moved.chain(gone).collect();
    let packing = packing.iter().min().zip(packing.iter().max()).map(|(a, b)| (*a, *b));
    let mut list: Vec<ProjectTask> = Vec::new();
    let mut push = |name: String, (first, last): (u32, u32), follows: bool| {
        let (from, to) = days(first, last);
        list.push(ProjectTask { name, level: 2, from, to, milestone: false, summary: false, follows });
    };
    if let Some(span) = packing {
        push(say!("{}: packing and loading", s.name), span, false);
    }
    if let Some(closes) = s.closes_period {
        let from = packing.map_or(closes, |(_, last)| last + 1);
        if packing.is_some() && from < closes {
            push(say!("{}: clean-up", s.name), (from, closes - 1), true);
        }
        let cleaned = m.sites.values().any(|x| x.key == s.id && x.cleanup > 0);
        // Where the last load leaves just in time both are done in the last period.
        let both = packing.is_some() && from == closes && cleaned;
        let name = if both { say!("{}: clean-up and handover", s.name) } else { say!("{}: handover", s.name) };
        push(name, (closes, closes), packing.is_some() && from <= closes);
        let (_, day) = days(closes, closes);
        let name = say!("{}: closed", s.name);
        list.push(ProjectTask { name, level: 2, from: day, to: day, milestone: true, summary: false, follows: true });
    }
    let (from, to) = (list.iter().map(|t| t.from).min(), list.iter().map(|t| t.to).max());
    let Some((from, to)) = from.zip(to) else { return Vec::new() };
    let head =
        ProjectTask { name: s.name.clone(), level: 1, from, to, milestone: false, summary: true, follows: false };
    std::iter::once(head).chain(list).collect()
}
