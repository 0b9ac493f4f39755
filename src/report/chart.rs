//! Charts as data: what is drawn, not how. `render::svg` draws them; sheets make native charts of the same series.

mod values;

use jiff::ToSpan as _;
use jiff::civil::Date;

/// The periods of an axis as dates: x = 0 is the start, x = t the end of period t.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Time {
    /// First day.
    pub start: Date,
    /// Days of a period.
    pub days: u32,
    /// Periods shown.
    pub periods: u32,
}

impl Time {
    /// Last day of a period; of 0 the first day of all.
    pub fn day(&self, period: u32) -> Date {
        let days = i64::from(period) * i64::from(self.days) - i64::from(period > 0);
        self.start.checked_add(days.days()).unwrap_or(self.start)
    }
    /// `week`, `day` or, of other lengths, `period`: for programs.
    pub const fn key(&self) -> &'static str {
        crate::vocabulary::Clock::new(self.days).unit()
    }
    /// The same for people.
    pub fn unit(&self) -> String {
        crate::locale::word("unit", self.key())
    }
}

/// Points of one line.
#[derive(Debug, Clone, PartialEq)]
pub struct Series {
    /// Legend.
    pub name: String,
    /// Value at x = 0, 1, 2 … (periods).
    pub values: Vec<f64>,
    /// A limit: each value holds for its whole period; else a line through states at the ends of periods.
    pub step: bool,
}

impl Series {
    /// A line.
    pub fn line(name: impl Into<String>, values: Vec<f64>) -> Self {
        Self { name: name.into(), values, step: false }
    }
    /// A limit.
    pub fn step(name: impl Into<String>, values: Vec<f64>) -> Self {
        Self { name: name.into(), values, step: true }
    }
}

/// A shaded range between two lines.
#[derive(Debug, Clone, PartialEq)]
pub struct Band {
    /// Legend.
    pub name: String,
    /// Lower edge at x = 0, 1, 2 …
    pub low: Vec<f64>,
    /// Upper edge.
    pub high: Vec<f64>,
}

/// What the bars of a Gantt chart stand for: they have three parts, the last of which is named by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bars {
    /// Sites, open until they close; after the last load clean-up, handover and guard.
    Sites,
    /// Contributors, there until the last of theirs is out; after the last load the rear party.
    Contributors,
}

/// A bar of a Gantt chart.
#[derive(Debug, Clone, PartialEq)]
pub struct Span {
    /// Row name.
    pub name: String,
    /// Periods open, or there.
    pub weeks: f64,
    /// When people and loads begin to leave; as `weeks` if they do not.
    pub moving: f64,
    /// When the last load has left.
    pub cleaning: f64,
    /// At the bar's end.
    pub label: String,
    /// Never ends.
    pub open_end: bool,
}

/// A row of a chart of ranges: percentiles of a date, as periods.
#[derive(Debug, Clone, PartialEq)]
pub struct Range {
    /// Row name.
    pub name: String,
    /// As planned; none if it was not.
    pub planned: Option<f64>,
    /// 5, 50, 80 and 95 % lie below.
    pub at: [f64; 4],
    /// At the row's end.
    pub label: String,
}

/// A bar by itself.
#[derive(Debug, Clone, PartialEq)]
pub struct Bar {
    /// Row name.
    pub name: String,
    /// Length.
    pub value: f64,
    /// At the bar's end.
    pub label: String,
}

/// A point of two measures.
#[derive(Debug, Clone, PartialEq)]
pub struct Dot {
    /// Measure to the right.
    pub x: f64,
    /// Measure upwards.
    pub y: f64,
    /// What it is: `13 Aug 2023, holds in 88 %`.
    pub label: String,
}

/// Points of one sort.
#[derive(Debug, Clone, PartialEq)]
pub struct Trail {
    /// Legend.
    pub name: String,
    /// In the order in which they are joined.
    pub dots: Vec<Dot>,
    /// With a line from each to the next.
    pub joined: bool,
}

/// How good a field of a heat map is; a label says it in words too.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Tone {
    /// A share of the best: 0 worst, 1 best.
    Share(f64),
    /// Not known.
    Open,
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
    /// People by period; decides the size. Empty for exits.
    pub people: Vec<f64>,
    /// An exit.
    pub exit: bool,
    /// Said beside the name: `8,420 people out`.
    pub note: String,
}

/// A connection on a map.
#[derive(Debug, Clone, PartialEq)]
pub struct Link {
    /// `Gao to Bamako, road`.
    pub name: String,
    /// Longitude and latitude of both ends.
    pub ends: [(f64, f64); 2],
    /// What starts on it by period (people and loads); decides the width.
    pub flow: Vec<f64>,
    /// Dashed.
    pub air: bool,
}

/// An outline on a map.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Outline {
    /// Of which country; may be empty.
    pub name: String,
    /// Longitudes and latitudes.
    pub ring: Vec<(f64, f64)>,
}

impl Outline {
    /// Whether a place is inside, by counting the sides west of it.
    pub fn holds(&self, (lon, lat): (f64, f64)) -> bool {
        let next = self.ring.iter().cycle().skip(1);
        let crossed =
            self.ring.iter().zip(next).filter(|((x1, y1), (x2, y2))| {
                (*y1 > lat) != (*y2 > lat) && lon < (x2 - x1) * (lat - y1) / (y2 - y1) + x1
            });
        crossed.count() % 2 == 1
    }
}

/// Everything on a map.
#[derive(Debug, Clone, PartialEq)]
pub struct Atlas {
    /// Countries.
    pub outlines: Vec<Outline>,
    /// Places.
    pub spots: Vec<Spot>,
    /// Connections.
    pub links: Vec<Link>,
}

/// What to draw.
#[derive(Debug, Clone, PartialEq)]
pub enum Drawing {
    /// Values over time.
    Lines {
        /// The axis.
        time: Time,
        /// Unit of the values.
        unit: String,
        /// Shaded ranges, the widest first.
        bands: Vec<Band>,
        /// Lines.
        series: Vec<Series>,
        /// Days that matter: period and words.
        marks: Vec<(f64, String)>,
    },
    /// Columns by period, stacked, with limits as lines.
    Stack {
        /// The axis.
        time: Time,
        /// Unit of the values.
        unit: String,
        /// From below.
        layers: Vec<Series>,
        /// Limits.
        limits: Vec<Series>,
    },
    /// Spans of time.
    Gantt {
        /// What a bar stands for.
        of: Bars,
        /// The axis.
        time: Time,
        /// Rows.
        spans: Vec<Span>,
        /// The last period that counts.
        deadline: f64,
    },
    /// Percentiles of dates.
    Ranges {
        /// The axis.
        time: Time,
        /// Rows.
        rows: Vec<Range>,
    },
    /// Bars with names.
    Bars {
        /// Rows.
        bars: Vec<Bar>,
    },
    /// Points of two measures: money against equipment, say.
    Scatter {
        /// The measure to the right, with its unit.
        across: String,
        /// The measure upwards, with its unit.
        up: String,
        /// The points.
        trails: Vec<Trail>,
    },
    /// Fields of two dimensions.
    Heat {
        /// What the columns are.
        across: String,
        /// The best is a goal that is reached or not: marked by ticks and crosses.
        goal: bool,
        /// Heads of the columns.
        columns: Vec<String>,
        /// Heads of the rows, and their fields: tone and words.
        rows: Vec<(String, Vec<(Tone, String)>)>,
    },
    /// A map of everything, and of single periods by a slider.
    Map {
        /// The axis of the slider.
        time: Time,
        /// What is on it.
        atlas: Atlas,
    },
    /// Small maps of single periods.
    Maps {
        /// The axis.
        time: Time,
        /// What is on them.
        atlas: Atlas,
        /// Which periods.
        at: Vec<u32>,
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
    pub figure: Drawing,
}
