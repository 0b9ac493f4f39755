//! Writes a program as free MPS, names kept and each once: any solver reads it.
//!
//! Must not know what the names mean. The constant of the objective is the negative right-hand side of its row, as usual.

use std::io::{self, Write};

use crate::program::names::{title, unique};
use crate::program::{Program, Sense};

/// Writes free-format MPS.
///
/// # Errors
/// What the writer says.
pub fn write(program: &Program, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "NAME {}\nROWS\n N objective", token(&title(&program.name)))?;
    let rows: Vec<String> = unique(program.row_ids().map(|r| program.row_name(r)), &["objective"], token);
    let names: Vec<String> = unique(program.column_ids().map(|c| program.column_name(c)), &[], token);
    for (r, name) in program.rows().iter().zip(&rows) {
        let sense = match r.sense {
            Sense::AtMost => 'L',
            Sense::Equal => 'E',
            Sense::AtLeast => 'G',
        };
        writeln!(out, " {sense} {name}")?;
    }
    columns(program, &names, &rows, out)?;
    writeln!(out, "RHS")?;
    if program.offset != 0.0 {
        writeln!(out, " RHS objective {:?}", -program.offset)?;
    }
    for (r, name) in program.rows().iter().zip(&rows).filter(|(r, _)| r.rhs != 0.0) {
        writeln!(out, " RHS {name} {:?}", r.rhs)?;
    }
    writeln!(out, "BOUNDS")?;
    for (c, name) in program.columns().iter().zip(&names) {
        match (c.lower, c.upper) {
            (0.0, f64::INFINITY) if !c.integer => {}
            (0.0, 1.0) if c.integer => writeln!(out, " BV BND {name}")?,
            (l, u) if l == u => writeln!(out, " FX BND {name} {l:?}")?,
            (f64::NEG_INFINITY, f64::INFINITY) => writeln!(out, " FR BND {name}")?,
            (l, u) => {
                if l == f64::NEG_INFINITY {
                    writeln!(out, " MI BND {name}")?;
                } else {
                    writeln!(out, " LO BND {name} {l:?}")?;
                }
                if u.is_finite() {
                    writeln!(out, " UP BND {name} {u:?}")?;
                } else if c.integer {
                    // Some readers take a whole column without an upper bound for 0 or 1.
                    writeln!(out, " PL BND {name}")?;
                }
            }
        }
    }
    writeln!(out, "ENDATA")
}

fn columns(program: &Program, names: &[String], rows: &[String], out: &mut dyn Write) -> io::Result<()> {
    let mut by_column: Vec<Vec<(usize, f64)>> = vec![Vec::new(); program.columns().len()];
    for (i, r) in program.rows().iter().enumerate() {
        for (c, a) in &r.terms {
            by_column[c.index()].push((i, *a));
        }
    }
    writeln!(out, "COLUMNS")?;
    let mut whole = false;
    for ((c, name), entries) in program.columns().iter().zip(names).zip(&by_column) {
        if c.integer != whole {
            whole = c.integer;
            let marker = if whole { "'INTORG'" } else { "'INTEND'" };
            writeln!(out, " MARKER 'MARKER' {marker}")?;
        }
        // A column without any entry must still be declared.
        if c.cost != 0.0 || entries.is_empty() {
            writeln!(out, " {name} objective {:?}", c.cost)?;
        }
        for (row, a) in entries {
            writeln!(out, " {name} {} {a:?}", rows[*row])?;
        }
    }
    if whole {
        writeln!(out, " MARKER 'MARKER' 'INTEND'")?;
    }
    Ok(())
}

/// A name without white space.
fn token(name: &str) -> String {
    if name.is_empty() { "unnamed".into() } else { name.split_whitespace().collect::<Vec<_>>().join("_") }
}
