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

pub use paper::{NARROW, Paper, WIDE, escaped};

use crate::report::chart::{Chart, Figure};

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
pub fn element(chart: &Chart, paper: Paper) -> String {
    let (height, body) = body(chart, paper);
    format!(
        "<svg {} role=\"img\" aria-label=\"{}\">{body}</svg>",
        head(height, paper),
        escaped(&format!("{}. {}", chart.title, chart.alt))
    )
}

fn head(height: f64, paper: Paper) -> String {
    format!("viewBox=\"0 0 {} {height:.0}\" class=\"c\"", paper.width)
}

fn body(chart: &Chart, paper: Paper) -> (f64, String) {
    match &chart.figure {
        Figure::Lines { time, unit, bands, series, marks } => lines::lines(paper, *time, unit, (bands, series, marks)),
        Figure::Stack { time, unit, layers, limits } => lines::stack(paper, *time, unit, layers, limits),
        Figure::Gantt { time, spans, deadline } => bars::gantt(paper, *time, spans, *deadline),
        Figure::Ranges { time, rows } => bars::ranges(paper, *time, rows),
        Figure::Bars { bars } => bars::bars(paper, bars),
        Figure::Heat { across, goal, columns, rows } => heat::heat(paper, (across, *goal), columns, rows),
        Figure::Map { time, atlas } => map::map(paper, &chart.key, *time, atlas),
        Figure::Maps { time, atlas, at } => map::maps(paper, &chart.key, *time, atlas, at),
    }
}
