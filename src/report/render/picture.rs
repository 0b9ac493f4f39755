//! Charts as PNG, drawn with the fonts that drawdown carries: the same picture on every machine, unless
//! a letter needs a font of the machine.

use resvg::{tiny_skia, usvg};

use crate::report::chart::Chart;
use crate::report::render::unwritten::Unwritten;
use crate::report::render::{fonts, svg};

/// Pixels for each unit of the picture.
const SCALE: f32 = 2.0;

/// The chart as a tree that other writers (PDF) can draw.
pub(crate) fn tree(chart: &Chart) -> Result<usvg::Tree, Unwritten> {
    let drawn = svg::draw(chart);
    usvg::Tree::from_str(&drawn, &fonts::options(&drawn)).map_err(|e| Unwritten::new(format!("{}: {e}", chart.key)))
}

/// The bytes of a PNG.
///
/// # Errors
/// If the picture is too large.
pub fn png(chart: &Chart) -> Result<Vec<u8>, Unwritten> {
    let tree = tree(chart)?;
    let none = |why: &str| Unwritten::new(format!("{}: {why}", chart.key));
    let size = tree.size().to_int_size().scale_by(SCALE).ok_or_else(|| none("the picture has no size"))?;
    let mut pixels =
        tiny_skia::Pixmap::new(size.width(), size.height()).ok_or_else(|| none("the picture is too large"))?;
    resvg::render(&tree, tiny_skia::Transform::from_scale(SCALE, SCALE), &mut pixels.as_mut());
    pixels.encode_png().map_err(Unwritten::new)
}
