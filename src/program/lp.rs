//! Writes a program in CPLEX LP format, for people who want to read it. Brackets become parentheses: the format has no others.
//!
//! Must not know what the names mean.

use std::io::{self, Write};

use crate::program::{Column, Program, Sense};

/// Terms on one line.
const WIDTH: usize = 6;

/// Writes LP format.
///
/// # Errors
/// What the writer says.
pub fn write(program: &Program, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "\\ {}\nMinimize", program.name.replace(['\n', '\r'], " "))?;
    let mut terms: Vec<(String, f64)> =
        program.columns().iter().filter(|c| c.cost != 0.0).map(|c| (token(&c.name), c.cost)).collect();
    let constant = program.offset != 0.0;
    if constant {
        terms.push(("objective_constant".into(), program.offset));
    }
    write!(out, " objective:")?;
    sum(&terms, out)?;
    writeln!(out, "\nSubject To")?;
    for r in program.rows().iter().filter(|r| !r.terms.is_empty()) {
        write!(out, " {}:", token(&r.name))?;
        let terms: Vec<_> = r.terms.iter().map(|(c, a)| (token(&program.get(*c).name), *a)).collect();
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
        writeln!(out, " objective_constant = 1")?;
    }
    for c in program.columns().iter().filter(|c| c.lower != 0.0 || c.upper.is_finite()) {
        bounds(c, out)?;
    }
    if program.has_integers() {
        writeln!(out, "Generals")?;
        for c in program.columns().iter().filter(|c| c.integer) {
            writeln!(out, " {}", token(&c.name))?;
        }
    }
    writeln!(out, "End")
}

fn bounds(c: &Column, out: &mut dyn Write) -> io::Result<()> {
    let name = token(&c.name);
    match (c.lower, c.upper) {
        (f64::NEG_INFINITY, f64::INFINITY) => writeln!(out, " {name} free"),
        (f64::NEG_INFINITY, u) => writeln!(out, " -inf <= {name} <= {u:?}"),
        (l, f64::INFINITY) => writeln!(out, " {name} >= {l:?}"),
        (l, u) => writeln!(out, " {l:?} <= {name} <= {u:?}"),
    }
}

fn sum(terms: &[(String, f64)], out: &mut dyn Write) -> io::Result<()> {
    for (i, (name, a)) in terms.iter().enumerate() {
        if i > 0 && i % WIDTH == 0 {
            write!(out, "\n  ")?;
        }
        let sign = if *a < 0.0 { '-' } else { '+' };
        write!(out, " {sign} {:?} {name}", a.abs())?;
    }
    if terms.is_empty() {
        write!(out, " 0 nothing")?;
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
