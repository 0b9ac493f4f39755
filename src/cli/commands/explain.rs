//! `drawdown explain`: a scenario's plan, or an error code.

use std::path::Path;

use serde_json::json;

use crate::cli::args::Global;
use crate::cli::commands::{
    as_csv, claimed, deliver, load, loaded, named, next, options, plan, summary_file, to_json, unanswered,
};
use crate::cli::progress::Progress;
use crate::cli::{ExitStatus, Halt, terminal};
use crate::diagnostic::Code;
use crate::locale::{self, say};
use crate::report;
use crate::study::{binding, repair};

pub(super) fn run(g: &Global, subject: &str, out: Option<&Path>) -> Result<(), Halt> {
    if let Some(code) = Code::parse(subject) {
        return terminal::show(&format!(
            "{}\n\n{}\n",
            say!("{}: {}", code.key(), locale::text(code.title())),
            locale::text(code.explain())
        ));
    }
    let path = Path::new(subject);
    let looks_like_code = subject.len() <= 5 && subject.starts_with(['E', 'e']) && !path.exists();
    if looks_like_code {
        let known: Vec<_> = Code::ALL.iter().map(|c| c.key()).collect();
        return Err(Halt(
            ExitStatus::Usage,
            say!("error: there is no code `{subject}`; there are {}", subject, known.join(" ")),
        ));
    }
    scenario(g, path, out)
}

fn scenario(g: &Global, path: &Path, out: Option<&Path>) -> Result<(), Halt> {
    let scenario = loaded(g, path)?;
    let folder = claimed(out)?;
    let mut found = plan::planned(g, &scenario)?;
    let progress = Progress::new(g);
    progress.tell(say!("what one more of each limit buys"));
    let explained = binding::explain(&scenario.mission, &found, &options(g), &progress).map_err(|f| unanswered(&f))?;
    let left = found.plan.summary.finished_on.is_none();
    let menu = if left {
        progress.tell(say!("what would mend it"));
        let later = |periods: u32| {
            let c = &scenario.mission.calendar;
            let deadline = c.last_day(crate::mission::Period(c.periods + periods));
            let mut longer = g.clone();
            longer.months.clear();
            longer.set.retain(|s| !s.starts_with("calendar."));
            longer.set.push(format!("calendar.deadline={deadline}"));
            load(&longer, path).ok().map(|l| l.mission)
        };
        let menu = repair::menu(&scenario.mission, Some(&found.outcome), &options(g), &later, &progress);
        let menu = menu.map_err(|f| unanswered(&f))?;
        repair::agreed(&mut found.plan, &found.outcome, &menu);
        Some(menu)
    } else {
        None
    };
    progress.finish();
    let text = report::render::terminal::explanation::text(&scenario.mission, &found.plan, &explained, menu.as_ref());
    let json = to_json(&json!({"schema_version": 1, "scenario": found.plan.scenario, "summary": found.plan.summary,
        "binding": explained.binding, "more_money": explained.more_money, "closings": explained.closings,
        "stay_open": explained.stay_open, "repair": menu, "command": g.typed}))?;
    let mut list = vec![named("explanation.json", json.as_bytes()), named("plan.json", to_json(&found.plan)?)];
    list.push(summary_file(&text));
    let repairs = menu.as_ref().filter(|m| !m.remedies.is_empty());
    list.extend(repairs.map(|m| as_csv(&report::content::explanation::repair_table(m))));
    deliver(g, folder, &list, &text, &json)?;
    if let Some(folder) = out {
        let (plan, why) = (folder.join("plan.json"), folder.join("explanation.json"));
        next(g, &[format!("report {} {} -o report.html", plan.display(), why.display())]);
    }
    Ok(())
}
