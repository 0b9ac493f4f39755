//! Every tolerance of the program, each with its reason. Nothing else in `src/` compares with a small number of its own.
//!
//! Sorted by where the inexactness comes from: arithmetic, the solver, what counts as a person or a load, the replay, the audit,
//! what people are shown. Must not know what is compared.

// ---- Arithmetic: a double carries 16 digits, the figures of a mission are below a million. ----

/// A quotient that is nearer to a whole number is that number: four trips of 6 hours fill a day.
pub const EXACT: f64 = 1e-9;
/// The least that anything is divided by; also the least top of a drawn axis. What is divided is then zero as well, or refused by
/// `check`.
pub const DIVISOR: f64 = 1e-9;
/// Two rows of a program say the same, relative to their size: they were written from the same figures.
pub const EQUAL: f64 = 1e-9;

// ---- The solver: HiGHS keeps rows and bounds to 1e-7 after its scaling. ----

/// How closely HiGHS is asked to keep whole columns, and the absolute gap at which it may stop.
pub const SOLVER: f64 = 1e-7;
/// A column that is nearer to a whole number has that value: ten times what the solver is asked for.
pub const WHOLE: f64 = 1e-6;
/// Less of a quantity at a solver's point is zero: persons, loads, lifts, shares.
pub const NOISE: f64 = 1e-6;
/// Two figures that the solver computed by different ways are the same, relative to their size.
pub const ROUNDING: f64 = 1e-6;
/// A plan that is not better by this share is not better: it would be the same plan, rounded otherwise.
pub const BETTER: f64 = 1e-6;
/// A point that misses a row by more, relative to the amounts in it, is no point of the program (10 to 100 times the solver's own,
/// which holds after scaling only).
pub const MISSED: f64 = 1e-5;
/// The same where a "no" follows from it, or a point is taken over into another program.
pub const MISSED_CLOSELY: f64 = 1e-6;
/// The objective that a solver states and that of its point differ by more, relatively: it was misled.
pub const MISLED: f64 = 1e-5;
/// A gap above the one asked for by less counts as reached: the solver cannot tell.
pub const GAP_ROUNDING: f64 = 2e-6;
/// Less of an objective is zero: rounding of a sum of some thousand columns.
pub const STAGE_ZERO: f64 = 1e-5;
/// A worth per unit that is no more is none.
pub const WORTHLESS: f64 = 1e-9;
/// Improvements below this, in persons or dollars, are noise of two solutions that are compared.
pub const IMPROVEMENT: f64 = 1e-3;

/// The room for rounding that one stage leaves in the rows of the next. A millionth of some hundred million dollars would be spent,
/// so of large sums it is less.
pub fn stage_room(value: f64) -> f64 {
    (1e-8 * value.abs()).max(ROUNDING * value.abs().clamp(1.0, 1e4))
}

/// The limit for what must not become worse than a value that the solver reached.
pub fn no_worse_than(value: f64) -> f64 {
    value + ROUNDING * value.abs().max(1.0)
}

/// A limit with room for the rounding of what was planned against it.
pub fn with_room(limit: f64) -> f64 {
    limit * (1.0 + ROUNDING) + ROUNDING
}

// ---- Persons and loads: what is left, and how few are nobody. ----

/// Fewer persons or loads are none: a plan's sums over sites, kinds and weeks of what is exact to 1e-6 each. The plan, its summary
/// and its audit all say "nobody is left" by this one.
pub const NONE_LEFT: f64 = 1e-3;
/// The same of everything in the mission: each side of a comparison may round.
pub const NOTHING_LEFT: f64 = 2.0 * NONE_LEFT;
/// A share of whole persons is the next whole number: a limit by shares may be exceeded by less than one person or load, which nobody can
/// send in part. A hundredth less than one, so that no rounding makes it a whole one.
pub const IN_PART: f64 = 0.99;
/// Less of a unit is not listed among what is left.
pub const LISTED: f64 = 1e-4;
/// A site is open from this share on. The share is 0 or 1 but for the solver's rounding.
pub const OPEN: f64 = 0.5;
/// Days before the end of a period by which the last lift must have begun: a minute and a half.
pub const MOMENT: f64 = 1e-3;

// ---- Money. ----

/// Fewer dollars are none: half a cent, which no account shows.
pub const HALF_CENT: f64 = 0.005;
/// A shortfall below a cent is none.
pub const CENT: f64 = 0.01;

// ---- The replay: quantities are added and taken thousands of times. ----

/// Less of a kind or a lift neither moves alone nor is missed: a hundred roundings of the plan.
pub const REPLAY_NOISE: f64 = 1e-4;
/// Less of a kind at a site is nothing: what was left behind twice.
pub const REPLAY_EMPTY: f64 = 2.0 * REPLAY_NOISE;
/// Less of a unit is rounding: of its crew [`REPLAY_EMPTY`] may be missing.
pub const REPLAY_UNIT: f64 = 1e-3;
/// Lifts planned and needed that differ by less, relatively, are the same.
pub const REPLAY_LIFTS: f64 = 1e-5;
/// Fewer persons at the deadline of a replay are none: [`REPLAY_NOISE`] at a hundred places.
pub const REPLAY_NOBODY: f64 = 0.01;
/// Fewer persons left than this in a world: everybody is out. Worlds move fractions, and half a person is nobody.
pub const EVERYBODY: f64 = 0.5;

// ---- The audit: what it forgives a plan, also one written or edited by hand (docs/decisions/0041). ----

/// Relative to the size of a figure.
pub const AUDIT: f64 = 1e-5;
/// At least so much, in persons, loads, or lifts.
pub const AUDIT_LEAST: f64 = NONE_LEFT;
/// [`IN_PART`] as the audit knows it: nearer to one whole by half, and further from it than what the audit forgives.
pub const AUDIT_IN_PART: f64 = 0.995;
/// Of money in which the solver's rounding is, relatively.
pub const AUDIT_USD: f64 = 1e-5;
/// And in dollars.
pub const AUDIT_LEAST_USD: f64 = 1.0;
/// Of two sums of the same figures of money, relatively.
pub const AUDIT_SUM: f64 = 1e-6;
/// And in dollars.
pub const AUDIT_LEAST_SUM: f64 = 0.5;
/// Of a stated gap.
pub const AUDIT_GAP: f64 = 1e-4;

// ---- What people are shown: a figure that is printed as zero is not spoken of. ----

/// Half of one: persons, loads, lifts and dollars are printed as whole numbers.
pub const SHOWN: f64 = 0.5;
/// Half of a tenth: casualties, shares and days are printed with one decimal.
pub const SHOWN_TENTH: f64 = 0.05;
/// Half of a hundredth.
pub const SHOWN_HUNDREDTH: f64 = 0.005;
/// A gap below this is printed as 0.0 %.
pub const SHOWN_GAP: f64 = 5e-5;
/// A gap above this is spoken of where many plans are told at once: it is the one that a search ends at.
pub const TOLD_GAP: f64 = 0.01;
/// A probability above this is printed with one decimal, so that it does not read as certainty.
pub const NEARLY_CERTAIN: f64 = 0.985;
/// Precision of the smallest change that mends, as a share of the most that is tried.
pub const REPAIR: f64 = 0.01;
/// Precision of the smallest change that moves a closing, as a share of the most that is tried.
pub const CLOSING: f64 = 0.005;
