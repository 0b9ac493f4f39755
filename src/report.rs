//! Results rendered for people: `content` says it, `view` puts it in order, `render` shows it. Knows plans and missions; must
//! not know terminals or files.

pub mod chart;
pub mod content;
pub mod numbers;
pub mod render;
pub mod table;
pub mod view;
