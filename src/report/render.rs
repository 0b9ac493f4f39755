//! Contents and views as bytes: one file a format, the terminal one of them. Must not know how the contents came about.

pub mod csv;
pub mod fonts;
pub mod geojson;
pub mod html;
pub mod ics;
mod letters;
pub mod md;
pub mod msproject;
pub mod pdf;
pub mod picture;
pub mod svg;
pub mod terminal;
pub mod unwritten;
pub mod xlsx;
