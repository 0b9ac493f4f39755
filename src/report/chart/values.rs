//! What a chart shows, without the picture: its names, and its values as a table.

use crate::locale::say;
use crate::report::chart::{Bar, Bars, Chart, Drawing, Range, Span, Time, Trail};
use crate::report::table::{Cell, Table};

impl Chart {
    /// Names of scenarios that stand in the figure.
    pub fn names(&self) -> Vec<&str> {
        match &self.figure {
            Drawing::Lines { series, .. } => series.iter().map(|s| s.name.as_str()).collect(),
            Drawing::Stack { layers, limits, .. } => layers.iter().chain(limits).map(|s| s.name.as_str()).collect(),
            Drawing::Gantt { spans, .. } => spans.iter().map(|s| s.name.as_str()).collect(),
            Drawing::Ranges { rows, .. } => rows.iter().map(|r| r.name.as_str()).collect(),
            Drawing::Bars { bars } => bars.iter().map(|b| b.name.as_str()).collect(),
            Drawing::Scatter { trails, .. } => trails
                .iter()
                .flat_map(|t| [&t.name].into_iter().chain(t.dots.iter().map(|d| &d.label)))
                .map(String::as_str)
                .collect(),
            Drawing::Heat { columns, rows, .. } => {
                columns.iter().map(String::as_str).chain(rows.iter().map(|(n, _)| n.as_str())).collect()
            }
            Drawing::Map { atlas, .. } | Drawing::Maps { atlas, .. } => {
                let outlines = atlas.outlines.iter().map(|o| o.name.as_str());
                atlas.spots.iter().map(|s| s.name.as_str()).chain(outlines).collect()
            }
        }
    }

    /// The values that are drawn, as a table.
    pub fn values(&self) -> Table {
        match &self.figure {
            Drawing::Lines { time, bands, series, .. } => {
                let edges =
                    bands.iter().flat_map(|b| [(say!("{}, low", b.name), &b.low), (say!("{}, high", b.name), &b.high)]);
                let all = series.iter().map(|s| (s.name.clone(), &s.values)).chain(edges);
                self.by_period(*time, &all.collect::<Vec<_>>())
            }
            Drawing::Stack { time, layers, limits, .. } => {
                let all = layers.iter().chain(limits).map(|s| (s.name.clone(), &s.values));
                self.by_period(*time, &all.collect::<Vec<_>>())
            }
            Drawing::Map { time, atlas } | Drawing::Maps { time, atlas, .. } => {
                let sites = atlas.spots.iter().filter(|s| !s.exit);
                let spots = sites.map(|s| (say!("people at {}", s.name), &s.people));
                let links = atlas.links.iter().map(|l| (say!("moves on {}", l.name), &l.flow));
                self.by_period(*time, &spots.chain(links).collect::<Vec<_>>())
            }
            Drawing::Gantt { of, spans, .. } => {
                let row =
                    |s: &Span| (s.name.clone(), [s.moving, s.cleaning, s.weeks].map(Some).to_vec(), s.label.clone());
                let heads = match of {
                    Bars::Sites => ["moves out from", "cleans up from", "open to"],
                    Bars::Contributors => ["leaves from", "last load in", "there to"],
                };
                self.named(&heads, spans.iter().map(row))
            }
            Drawing::Ranges { rows, .. } => {
                let row = |r: &Range| {
                    let values = std::iter::once(r.planned).chain(r.at.map(Some)).collect();
                    (r.name.clone(), values, r.label.clone())
                };
                self.named(&["planned", "p5", "p50", "p80", "p95"], rows.iter().map(row))
            }
            Drawing::Bars { bars } => {
                let row = |b: &Bar| (b.name.clone(), vec![Some(b.value)], b.label.clone());
                self.named(&["value"], bars.iter().map(row))
            }
            Drawing::Scatter { across, up, trails } => {
                let row = |t: &Trail| {
                    let name = t.name.clone();
                    t.dots
                        .iter()
                        .map(move |d| (name.clone(), vec![Some(d.x), Some(d.y)], d.label.clone()))
                        .collect::<Vec<_>>()
                };
                self.named(&[across, up], trails.iter().flat_map(row))
            }
            Drawing::Heat { across, columns, rows, .. } => {
                let mut t = self.empty(std::iter::once(across).chain(columns).cloned().collect());
                for (name, fields) in rows {
                    let words = fields.iter().map(|(_, words)| Cell::text(words)).chain(std::iter::repeat(Cell::Blank));
                    t.push(std::iter::once(Cell::text(name)).chain(words).take(columns.len() + 1).collect());
                }
                t
            }
        }
    }

    fn empty(&self, columns: Vec<String>) -> Table {
        Table { key: self.key.clone(), title: self.title.clone(), columns, rows: Vec::new() }
    }

    /// A row for each name: numbers, then words.
    fn named(&self, heads: &[&str], rows: impl Iterator<Item = (String, Vec<Option<f64>>, String)>) -> Table {
        let columns = ["name"].iter().chain(heads).chain(&["in words"]);
        let mut t = self.empty(columns.map(|c| (*c).to_owned()).collect());
        for (name, values, words) in rows {
            let values = values.into_iter().map(|v| v.map_or(Cell::Blank, Cell::Number));
            t.push(std::iter::once(Cell::Text(name)).chain(values).chain([Cell::Text(words)]).collect());
        }
        t
    }

    /// A row for each period, a column for each list of values.
    fn by_period(&self, time: Time, all: &[(String, &Vec<f64>)]) -> Table {
        let names = all.iter().map(|(name, _)| name.clone());
        let mut t = self.empty([time.key().to_owned(), "ends_on".to_owned()].into_iter().chain(names).collect());
        let length = all.iter().map(|(_, v)| v.len()).max().unwrap_or(0);
        for i in 0..length {
            let value = |v: &Vec<f64>| v.get(i).filter(|v| v.is_finite()).map_or(Cell::Blank, |v| Cell::Number(*v));
            let head = [Cell::Count(i as f64), Cell::Date(time.day(i as u32))];
            t.push(head.into_iter().chain(all.iter().map(|(_, v)| value(v))).collect());
        }
        t
    }
}
