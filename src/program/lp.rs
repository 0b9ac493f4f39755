//! Writes a program in CPLEX LP format, for people who want to read it. Brackets become parentheses: the format has no others.
//!
//! Other signs become `_`; names that are the same after that get a number. Must not know what the names mean.

use std::io::{self, Write};

use crate::program::names::{title, unique};
use crate::program::{Column, Program, Sense};

/// Terms on one line.
const WIDTH: usize = 6;
/// Column that carries the objective's constant.
const CONSTANT: &str = "objective_constant";
/// Column of an empty sum.
const NOTHING: &str = "nothing";

/// Writes LP format.
///
/// # Errors
/// What the writer says.
pub fn write(program: &Program, out: &mut dyn Write) -> io::Result<()> {
    let columns = unique(program.column_ids().map(|c| program.column_name(c)), &[CONSTANT, NOTHING], token);
    let rows = unique(program.row_ids().map(|r| program.row_name(r)), &["objective"], token);
    writeln!(out, "\\ {}\nMinimize", title(&program.name))?;
    let named = || program.columns().iter().zip(&columns);
    let mut terms: Vec<(&str, f64)> =
        named().filter(|(c, _)| c.cost != 0.0).map(|(c, name)| (name.as_str(), c.cost)).collect();
    let constant = program.offset != 0.0;
    if constant {
        terms.push((CONSTANT, program.offset));
    }
    write!(out, " objective:")?;
    sum(&terms, out)?;
    writeln!(out, "\nSubject To")?;
    for (r, name) in program.rows().iter().zip(&rows).filter(|(r, _)| !r.terms.is_empty()) {
        write!(out, " {name}:")?;
        let terms: Vec<_> = r.terms.iter().map(|(c, a)| (columns[c.index()].as_str(), *a)).collect();
        sum(&terms, out)?;
        let sense = match r.sense {
            Sense::AtMost => "<=",
            Sense::Equal => "=",
            Sense::AtLeast => ">=",
        };
        writeln!(out, " {sense} {:?}", r.rhs)?;
    }
    writeln!(out, "Bounds")?;
    if constant {
        writeln!(out, " {CONSTANT} = 1")?;
    }
    for (c, name) in named().filter(|(c, _)| c.lower != 0.0 || c.upper.is_finite()) {
        bounds(c, name, out)?;
    }
    if program.has_integers() {
        writeln!(out, "Generals")?;
        for (_, name) in named().filter(|(c, _)| c.integer) {
            writeln!(out, " {name}")?;
        }
    }
    writeln!(out, "End")
}

fn bounds(c: &Column, name: &str, out: &mut dyn Write) -> io::Result<()> {
    match (c.lower, c.upper) {
        (f64::NEG_INFINITY, f64::INFINITY) => writeln!(out, " {name} free"),
        (f64::NEG_INFINITY, u) => writeln!(out, " -inf <= {name} <= {u:?}"),
        (l, f64::INFINITY) => writeln!(out, " {name} >= {l:?}"),
        (l, u) => writeln!(out, " {l:?} <= {name} <= {u:?}"),
    }
}

fn sum(terms: &[(&str, f64)], out: &mut dyn Write) -> io::Result<()> {
    for (i, (name, a)) in terms.iter().enumerate() {
        if i > 0 && i % WIDTH == 0 {
            write!(out, "\n  ")?;
        }
        let sign = if *a < 0.0 { '-' } else { '+' };
        write!(out, " {sign} {:?} {name}", a.abs())?;
    }
    if terms.is_empty() {
        write!(out, " 0 {NOTHING}")?;
    }
    Ok(())
}

/// A name that the format allows.
fn token(name: &str) -> String {
    let clean: String = name
        .chars()
        .map(|c| match c {
            '[' => '(',
            ']' => ')',
            c if c.is_ascii_alphanumeric() || "_.,()!#$%&/{}~'`;@".contains(c) => c,
            _ => '_',
        })
        .collect();
    // A leading digit, full stop or `e` would read as a number.
    if clean.starts_with(|c: char| c.is_ascii_digit() || c == '.' || c == 'e' || c == 'E') {
        format!("_{clean}")
    } else {
        clean
    }
}

#[cfg(test)]
mod tests {
    use super::{token, unique};

    #[test]
    fn names_stay_apart() {
        let names = ["a-b", "a_b", "a_b_2", "a b", "objective", "x[a-b]", "x(a_b)", "1"];
        let got = unique(names.into_iter(), &["objective"], token);
        assert_eq!(got, ["a_b", "a_b_2", "a_b_2_2", "a_b_3", "objective_2", "x(a_b)", "x(a_b)_2", "_1"]);
    }
}
