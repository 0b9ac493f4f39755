//! Tables as aligned columns.

use crate::report::table::Table;

impl Table {
    /// Aligned columns for a terminal.
    pub fn text(&self) -> String {
        let mut shown = comfy_table::Table::new();
        shown.load_style(comfy_table::presets::NOTHING).set_header(&self.columns);
        for row in &self.rows {
            shown.add_row(row.iter().map(|cell| {
                let align =
                    if cell.is_number() { comfy_table::CellAlignment::Right } else { comfy_table::CellAlignment::Left };
                comfy_table::Cell::new(cell.shown()).set_alignment(align)
            }));
        }
        let lines: Vec<String> = shown.lines().map(|l| l.trim_end().to_owned()).collect();
        format!("{}\n{}\n", self.title, lines.join("\n"))
    }
}
