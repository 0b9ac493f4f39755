//! Charts as SVG without scripts. Colours come from classes: of the page, or of the file's own style when it stands alone.
//!
//! Every text from a scenario is escaped here.

mod axis;
mod bars;
mod heat;
mod lines;
mod map;
mod paper;

pub use paper::escaped;

use crate::report::chart::{Chart, Figure};
use crate::report::render::svg::paper::WIDTH;

/// The style of a picture on its own: light, for paper and slides.
const STYLE: &str = include_str!("svg/chart.css");

/// The chart as a file of its own, with style and ground.
pub fn draw(chart: &Chart) -> String {
    let (height, body) = body(chart);
    let inner = format!(
        "<style>{STYLE}</style><title>{}</title><desc>{}</desc><rect class=\"ground\" width=\"{WIDTH}\" height=\"{height:.0}\"/>{body}",
        escaped(&chart.title),
        escaped(&chart.alt)
    );
    // A size of its own, so that viewers and converters need not guess.
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{WIDTH}\" height=\"{height:.0}\" {}>{inner}</svg>",
        head(height)
    )
}

/// The chart as an element of a page that has the style: labelled for those who do not see it.
pub fn element(chart: &Chart) -> String {
    let (height, body) = body(chart);
    format!(
        "<svg {} role=\"img\" aria-label=\"{}\">{body}</svg>",
        head(height),
        escaped(&format!("{}. {}", chart.title, chart.alt))
    )
}

fn head(height: f64) -> String {
    format!("viewBox=\"0 0 {WIDTH} {height:.0}\" class=\"c\"")
}

fn body(chart: &Chart) -> (f64, String) {
    match &chart.figure {
        Figure::Lines { time, unit, bands, series, marks } => lines::lines(*time, unit, bands, series, marks),
        Figure::Stack { time, unit, layers, limits } => lines::stack(*time, unit, layers, limits),
        Figure::Gantt { time, spans } => bars::gantt(*time, spans),
        Figure::Ranges { time, rows } => bars::ranges(*time, rows),
        Figure::Bars { bars } => bars::bars(bars),
        Figure::Heat { across, columns, rows } => heat::heat(across, columns, rows),
        Figure::Map { time, atlas } => map::map(&chart.key, *time, atlas),
        Figure::Maps { time, atlas, at } => map::maps(&chart.key, *time, atlas, at),
    }
}
