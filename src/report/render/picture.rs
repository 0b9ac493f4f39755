//! Charts as PNG, drawn with the fonts that drawdown carries: the same picture on every machine.

use std::sync::{Arc, OnceLock};

use resvg::{tiny_skia, usvg};

use crate::report::chart::Chart;
use crate::report::render::svg;

/// Noto Sans (SIL Open Font License, see `src/report/render/fonts`), Latin, Greek and Cyrillic.
pub(crate) const REGULAR: &[u8] = include_bytes!("fonts/NotoSans-Regular.ttf");
/// The same, bold.
pub(crate) const BOLD: &[u8] = include_bytes!("fonts/NotoSans-Bold.ttf");
/// Pixels for each unit of the picture.
const SCALE: f32 = 2.0;

/// The chart as a tree that other writers (PDF) can draw.
pub(crate) fn tree(chart: &Chart) -> Result<usvg::Tree, String> {
    usvg::Tree::from_str(&svg::draw(chart), &options()).map_err(|e| format!("{}: {e}", chart.key))
}

/// The bytes of a PNG.
///
/// # Errors
/// If the picture is too large, in words.
pub fn png(chart: &Chart) -> Result<Vec<u8>, String> {
    let tree = tree(chart)?;
    let size = tree.size().to_int_size().scale_by(SCALE).ok_or("the picture has no size")?;
    let mut pixels = tiny_skia::Pixmap::new(size.width(), size.height()).ok_or("the picture is too large")?;
    resvg::render(&tree, tiny_skia::Transform::from_scale(SCALE, SCALE), &mut pixels.as_mut());
    pixels.encode_png().map_err(|e| e.to_string())
}

fn options() -> usvg::Options<'static> {
    static FONTS: OnceLock<Arc<usvg::fontdb::Database>> = OnceLock::new();
    let fonts = FONTS.get_or_init(|| {
        let mut fonts = usvg::fontdb::Database::new();
        fonts.load_font_data(REGULAR.to_vec());
        fonts.load_font_data(BOLD.to_vec());
        fonts.set_sans_serif_family("Noto Sans");
        Arc::new(fonts)
    });
    usvg::Options { fontdb: Arc::clone(fonts), font_family: "Noto Sans".into(), ..usvg::Options::default() }
}
