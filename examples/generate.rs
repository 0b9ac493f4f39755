//! Writes a generated scenario to stdout: `cargo run --example generate -- --sites 25 --weeks 26 --seed 1 > big.toml`.
//!
//! Knows the generator of the test kit, not the library.

#![allow(clippy::print_stdout, clippy::print_stderr)]

#[path = "../tests/kit/generate.rs"]
mod generate;

use std::process::ExitCode;

const USAGE: &str = "usage: generate [--sites N] [--weeks N] [--seed N]   (25, 26, 1)";

fn main() -> ExitCode {
    match asked(std::env::args().skip(1)).and_then(generate::scenario) {
        Ok(text) => {
            print!("{text}");
            ExitCode::SUCCESS
        }
        Err(what) => {
            eprintln!("{what}\n{USAGE}");
            ExitCode::from(2)
        }
    }
}

fn asked(mut words: impl Iterator<Item = String>) -> Result<generate::Size, String> {
    let mut size = generate::Size { sites: 25, weeks: 26, seed: 1 };
    while let Some(word) = words.next() {
        let value = words.next().ok_or_else(|| format!("`{word}` needs a number"))?;
        let number: u64 = value.parse().map_err(|_| format!("`{value}` is no whole number"))?;
        match word.as_str() {
            "--sites" => size.sites = number as usize,
            "--weeks" => size.weeks = number as usize,
            "--seed" => size.seed = number,
            _ => return Err(format!("`{word}` is no option")),
        }
    }
    Ok(size)
}
