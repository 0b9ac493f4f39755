//! Charts as data: what is drawn, not how. `svg` draws them; sheets make native charts of the same series.

mod axis;
pub mod svg;

/// Points of one line.
#[derive(Debug, Clone, PartialEq)]
pub struct Series {
    /// Legend.
    pub name: String,
    /// Value at x = 0, 1, 2 … (weeks).
    pub values: Vec<f64>,
    /// Drawn as a step (limits), else as a line.
    pub step: bool,
}

/// A bar of a Gantt chart.
#[derive(Debug, Clone, PartialEq)]
pub struct Span {
    /// Row name.
    pub name: String,
    /// Weeks open.
    pub weeks: f64,
    /// At the bar's end.
    pub label: String,
    /// Never ends.
    pub open_end: bool,
}

/// A place on a map.
#[derive(Debug, Clone, PartialEq)]
pub struct Spot {
    /// Name.
    pub name: String,
    /// Longitude, degrees.
    pub lon: f64,
    /// Latitude, degrees.
    pub lat: f64,
    /// People by week; decides the size. Empty for exits.
    pub people: Vec<f64>,
    /// An exit.
    pub exit: bool,
}

/// A connection on a map.
#[derive(Debug, Clone, PartialEq)]
pub struct Link {
    /// Longitude and latitude of both ends.
    pub ends: [(f64, f64); 2],
    /// What starts on it by week (people and loads); decides the width.
    pub flow: Vec<f64>,
    /// Dashed.
    pub air: bool,
}

/// What to draw.
#[derive(Debug, Clone, PartialEq)]
pub enum Figure {
    /// Values over weeks.
    Lines {
        /// Unit of the values.
        unit: String,
        /// Lines.
        series: Vec<Series>,
    },
    /// Spans of weeks.
    Gantt {
        /// Weeks of the axis.
        weeks: u32,
        /// Rows.
        spans: Vec<Span>,
    },
    /// Places, connections, outlines (rings of longitude and latitude).
    Map {
        /// Outlines of countries.
        rings: Vec<Vec<(f64, f64)>>,
        /// Places.
        spots: Vec<Spot>,
        /// Connections.
        links: Vec<Link>,
        /// Weeks of the slider.
        weeks: u32,
    },
}

/// A figure with its words.
#[derive(Debug, Clone, PartialEq)]
pub struct Chart {
    /// Name of a file: `drawdown`.
    pub key: String,
    /// For people.
    pub title: String,
    /// What it shows, for those who do not see it.
    pub alt: String,
    /// The figure.
    pub figure: Figure,
}
