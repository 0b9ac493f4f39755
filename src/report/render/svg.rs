//! Charts as SVG without scripts. Colours come from classes: of the page, or of the file's own style when it stands alone.
//!
//! Every text from a scenario is escaped here.

mod axis;
mod bars;
mod heat;
mod labels;
mod lines;
mod map;
mod paper;
mod scatter;

pub use paper::{Canvas, NARROW, WIDE, escaped};

use crate::report::chart::{Chart, Drawing};

/// The style of a picture on its own: light, for paper and slides.
const STYLE: &str = include_str!("svg/chart.css");

/// The chart as a file of its own, with title, style and ground.
pub fn draw(chart: &Chart) -> String {
    let (height, body) = body(chart, WIDE);
    let inner = format!(
        "<style>{STYLE}</style><title>{}</title><desc>{}</desc><rect class=\"ground\" width=\"{}\" height=\"{height:.0}\"/>{body}",
        escaped(&chart.title),
        escaped(&chart.alt),
        WIDE.width
    );
    // A size of its own, so that viewers and converters need not guess.
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{}\" height=\"{height:.0}\" {}>{inner}</svg>",
        WIDE.width,
        head(height, WIDE)
    )
}

/// The chart as an element of a page that has the style: labelled for those who do not see it.
pub fn element(chart: &Chart, paper: Canvas) -> String {
    let (height, body) = body(chart, paper);
    format!(
        "<svg {} role=\"img\" aria-label=\"{}\">{body}</svg>",
        head(height, paper),
        escaped(&format!("{}. {}", chart.title, chart.alt))
    )
}

fn head(height: f64, paper: Canvas) -> String {
    format!("viewBox=\"0 0 {} {height:.0}\" class=\"c\"", paper.width)
}

fn body(chart: &Chart, paper: Canvas) -> (f64, String) {
    match &chart.figure {
        Drawing::Lines { time, unit, bands, series, marks } => lines::lines(paper, *time, unit, (bands, series, marks)),
        Drawing::Stack { time, unit, layers, limits } => lines::stack(paper, *time, unit, layers, limits),
        Drawing::Gantt { of, time, spans, deadline } => bars::gantt(paper, *of, *time, spans, *deadline),
        Drawing::Ranges { time, rows } => bars::ranges(paper, *time, rows),
        Drawing::Bars { bars } => bars::bars(paper, bars),
        Drawing::Scatter { across, up, trails } => scatter::scatter(paper, (across, up), trails),
        Drawing::Heat { across, goal, columns, rows } => heat::heat(paper, (across, *goal), columns, rows),
        Drawing::Map { time, atlas } => map::map(paper, &chart.key, *time, atlas),
        Drawing::Maps { time, atlas, at } => map::maps(paper, &chart.key, *time, atlas, at),
    }
}
