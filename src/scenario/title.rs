//! The title of a scenario under overrides: what it says of money and time stays true.

use crate::scenario::Overrides;
use crate::scenario::field;
use crate::scenario::typed::Row;

/// The title as the file has it, or with the money, the time and the other changes of the command line.
pub(super) fn title(top: &Row, options: &Overrides) -> String {
    let name = top.text(field::NAME).unwrap_or_default();
    let own = top.text(field::TITLE).unwrap_or(name);
    let (frame, others): (Vec<&str>, Vec<&str>) = options
        .set
        .iter()
        .map(String::as_str)
        .partition(|s| ["budget", "calendar"].iter().any(|t| s.split(['.', '=']).next().map(str::trim) == Some(t)));
    let mut title = own.to_owned();
    if options.budget.is_some() || options.months.is_some() || !frame.is_empty() {
        let parts: Vec<String> = [money(top), time(top)].into_iter().flatten().collect();
        let (stem, kept) = kept(own, name);
        title = format!("{stem}: {}", parts.into_iter().chain(kept).collect::<Vec<_>>().join(", "));
    }
    match others[..] {
        [] => title,
        [one] => format!("{title}, with {one}"),
        [one, two] => format!("{title}, with {one} and {two}"),
        _ => format!("{title}, with {} other changes", others.len()),
    }
}

/// What stands before the colon of a title, and what it says beside money and time.
fn kept(own: &str, name: &str) -> (String, Vec<String>) {
    let Some((stem, rest)) = own.split_once(": ") else { return (name.to_owned(), Vec::new()) };
    let frame =
        |p: &str| p.contains('$') || ["day", "days", "week", "weeks", "month", "months"].iter().any(|w| p.ends_with(w));
    (stem.to_owned(), rest.split(", ").filter(|p| !frame(p)).map(str::to_owned).collect())
}

fn money(top: &Row) -> Option<String> {
    let row = top.row(field::BUDGET)?;
    let tranches = || row.rows(field::TRANCHES).iter().filter_map(|t| t.number(field::AMOUNT)).sum();
    let usd: f64 = row.number(field::TOTAL).unwrap_or_else(tranches);
    Some(match usd {
        u if u >= 1e9 => format!("${}bn", short(u / 1e9)),
        u if u >= 1e6 => format!("${}m", short(u / 1e6)),
        u if u >= 1e3 => format!("${}k", short(u / 1e3)),
        u => format!("${}", short(u)),
    })
}

/// At most three digits after the point, and none that is zero.
fn short(n: f64) -> String {
    let text = format!("{n:.3}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn time(top: &Row) -> Option<String> {
    let row = top.row(field::CALENDAR)?;
    let counted = |n: f64, unit: &str| format!("{} {unit}{}", short(n), if n == 1.0 { "" } else { "s" });
    let length = row.number(field::MONTHS).map(|n| counted(n, "month"));
    let length = length.or_else(|| row.number(field::WEEKS).map(|n| counted(n, "week")));
    length.or_else(|| row.date(field::DEADLINE).map(|d| format!("until {}", d.strftime("%-d %b %Y"))))
}
