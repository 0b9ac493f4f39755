//! What a plan is: decisions, the record of them, the accounts. How one is found is `optimise`, whether it holds is `audit`.

pub mod accounts;
pub mod decisions;
pub mod disaggregate;
pub mod from_record;
mod impact;
pub mod result;
mod stocks;
