//! A plan rendered for people. Knows plans and missions; must not know terminals or files.

pub mod numbers;
pub mod text;
