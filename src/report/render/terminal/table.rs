//! Tables as aligned columns.

use crate::locale::{self, Language};
use crate::report::render::terminal::columns::{Shown, columns};
use crate::report::table::{Cell, Table};

/// Characters of a line on the narrowest terminal.
const WIDTH: usize = 80;

impl Table {
    /// Aligned columns for a terminal.
    pub fn text(&self) -> String {
        let shown =
            |cell: &Cell| Shown { text: cell.shown(), right: cell.is_number(), solid: !matches!(cell, Cell::Text(_)) };
        let rows: Vec<Vec<Shown>> = self.rows.iter().map(|row| row.iter().map(shown).collect()).collect();
        // Heads are keys for programs too; English shows them as they are.
        let heads = if locale::current() == Language::ENGLISH { self.columns.clone() } else { self.heads() };
        format!("{}\n{}", self.title, columns(&heads, &rows, WIDTH))
    }
}
