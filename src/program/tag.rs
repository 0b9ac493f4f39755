//! What a row or a column is: its family, the part of the family, whom it is about, and when.
//!
//! Names are printed from tags, for exports and for people who read models; nothing reads them back. Must not know what a
//! family demands, nor any words for people: those are the report's.

use crate::id::{ClassId, ContingentId, ExitId, FleetId, Id, KindId, RouteId, SiteId};
use crate::program::RowId;

/// Declares a closed list of words with their keys.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$d:meta])* $variant:ident = $key:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
        pub enum $name { $($(#[$d])* $variant,)+ }
        impl $name {
            /// All of them, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];
            /// The one of a word.
            pub fn from_key(key: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|w| w.key() == key)
            }
            /// Its word in names.
            pub const fn key(self) -> &'static str {
                match self { $(Self::$variant => $key,)+ }
            }
        }
    };
}

words!(
    /// A family of rows: one file of `formulation`, one heading of docs/model.md.
    Family {
        /// A row of no family, without a name (presolved programs).
        #[default]
        Unnamed = "",
        /// Stocks balance.
        FlowBalance = "flow_balance",
        /// Seats and slots of lifts.
        LiftCapacity = "lift_capacity",
        /// Units that are out.
        InFlight = "in_flight",
        /// Lifts of a route.
        RouteCapacity = "route_capacity",
        /// Loads that a site can pack, inspect and clear.
        Handling = "handling",
        /// People and loads that an exit takes.
        ExitCapacity = "exit_capacity",
        /// People that a site can house.
        Beds = "beds",
        /// Loads that a site can hold.
        Yard = "yard",
        /// Armed people that a site needs.
        Guard = "guard",
        /// Nothing arrives at a closed site.
        InflowOpen = "inflow_open",
        /// When a site may close.
        ClosingWork = "closing_work",
        /// A hospital within reach.
        MedicalCover = "medical_cover",
        /// Troops or assets first.
        Sequence = "sequence",
        /// Contingents leave with their cargo, the rear party last.
        Contingents = "contingents",
        /// How many sites close, or are in handover, at once.
        ClosingPace = "closing_pace",
        /// Shares gone by dates.
        Milestones = "milestones",
        /// Loads disposed of by a method in a period.
        DisposalRate = "disposal_rate",
        /// Units kept for the sites that are open.
        Standby = "standby",
        /// Money.
        Budget = "budget",
        /// Flights that are owed.
        AirLink = "air_link",
        /// Rows that cut off fractions only.
        Implied = "implied",
        /// What a stage before may become.
        Stage = "stage",
        /// How far a plan is from another.
        Distance = "distance",
    }
);

words!(
    /// A quantity that columns measure.
    Quantity {
        /// A column without a name (presolved programs).
        #[default]
        Unnamed = "",
        /// Units that start on a route.
        Flow = "flow",
        /// Units at a site.
        Stock = "stock",
        /// Lifts that start on a route.
        Lifts = "lifts",
        /// Lifts that a limit still allows.
        Tokens = "tokens",
        /// Loads that wait for a lift, packed and cleared.
        Prepared = "prepared",
        /// Cargo disposed of at a site.
        Dispose = "dispose",
        /// A site is open.
        Open = "open",
        /// Share of a fleet that is kept.
        Fleet = "fleet",
        /// Units of a fleet that are kept.
        Units = "units",
        /// The rear party of a contingent has to stay.
        Rear = "rear",
        /// Flights of an air link.
        Link = "link",
        /// Thousands of dollars spent.
        Spend = "spend",
        /// Cargo that an early closing need not handle.
        Spared = "spared",
        /// Cargo lost and not yet spared.
        Unspent = "unspent",
        /// Least distance from other plans.
        LeastDistance = "least_distance",
        /// Thousands of dollars that a budget lacks.
        Missing = "missing",
        /// What a row lacks.
        Slack = "slack",
    }
);

words!(
    /// Which rows of a family.
    Part {
        /// The family's own.
        #[default]
        Main = "",
        /// What leaves was there before.
        Departures = "departures",
        /// A method takes its share of a kind.
        Share = "share",
        /// People in seats.
        Seats = "seats",
        /// Cargo in slots.
        Slots = "slots",
        /// People and cargo in one cabin.
        Cabin = "cabin",
        /// Vehicles that a lift escorts.
        Vehicles = "vehicles",
        /// Units are released after they are back.
        Out = "out",
        /// Lifts of a period do not get in the way of those of the next.
        Apart = "apart",
        /// Lifts begin early enough in a period.
        Begun = "begun",
        /// Units are kept one by one.
        Units = "units",
        /// What a limit still allows.
        Tokens = "tokens",
        /// What a limit allows adds up.
        Filled = "filled",
        /// What is handled was there.
        There = "there",
        /// What is released does not come back.
        Released = "released",
        /// A fleet needs its base.
        Base = "base",
        /// People through an exit.
        People = "people",
        /// Loads through an exit.
        Loads = "loads",
        /// Guard for the cargo that is there.
        Cargo = "cargo",
        /// Somebody is there.
        Presence = "presence",
        /// A site closes once.
        Once = "once",
        /// One site closes before another.
        Before = "before",
        /// A rear party stays as long as there is cargo.
        Rear = "rear",
        /// Sites in handover at the same time.
        AtOnce = "at_once",
        /// A site is closed by a date.
        CloseBy = "close_by",
        /// A site is open until a date.
        KeepOpen = "keep_open_until",
        /// Spending adds up.
        Account = "account",
        /// A guard needs somewhere to go.
        Onward = "onward",
        /// Cargo that an early closing spares.
        Spared = "spared",
        /// The same, of one class.
        SparedShare = "spared,share",
        /// The same, in sum.
        SparedSum = "spared,sum",
    }
);

/// Somebody or something that a row or column is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Entity {
    /// A site.
    Site(SiteId),
    /// The site from which something comes.
    From(SiteId),
    /// An exit.
    Exit(ExitId),
    /// A route.
    Route(RouteId),
    /// A fleet.
    Fleet(FleetId),
    /// A class of people or cargo.
    Class(ClassId),
    /// A kind of people or cargo.
    Kind(KindId),
    /// A contingent.
    Contingent(ContingentId),
    /// An air link, by position.
    Link(u32),
    /// The key of a closed list: a method, an objective.
    Word(&'static str),
    /// A position in a list without names.
    Number(u32),
    /// A row, for its slack.
    Of(RowId),
}

/// Most entities of one tag.
const MOST: usize = 3;

/// What a row (`F` is [`Family`]) or a column ([`Quantity`]) is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Tag<F> {
    /// Its family or quantity.
    pub family: F,
    /// Which of the family's rows.
    pub part: Part,
    entities: [Option<Entity>; MOST],
    /// The period that it is about, if one.
    pub period: Option<u32>,
}

/// What a row is.
pub type Limit = Tag<Family>;
/// What a column is.
pub type Variable = Tag<Quantity>;

impl<F: Copy> Tag<F> {
    /// A tag of nobody and no time.
    pub const fn of(family: F) -> Self {
        Self { family, part: Part::Main, entities: [None; MOST], period: None }
    }
    /// Of a part of the family.
    #[must_use]
    pub const fn part(mut self, part: Part) -> Self {
        self.part = part;
        self
    }
    /// About one more entity.
    ///
    /// # Panics
    /// With a fourth.
    #[must_use]
    pub fn about(mut self, entity: Entity) -> Self {
        let free = self.entities.iter_mut().find(|e| e.is_none()).expect("invariant: a tag has at most three entities");
        *free = Some(entity);
        self
    }
    /// About a site.
    #[must_use]
    pub fn site(self, id: SiteId) -> Self {
        self.about(Entity::Site(id))
    }
    /// About a route.
    #[must_use]
    pub fn route(self, id: RouteId) -> Self {
        self.about(Entity::Route(id))
    }
    /// About a fleet.
    #[must_use]
    pub fn fleet(self, id: FleetId) -> Self {
        self.about(Entity::Fleet(id))
    }
    /// About an exit.
    #[must_use]
    pub fn exit(self, id: ExitId) -> Self {
        self.about(Entity::Exit(id))
    }
    /// About a class.
    #[must_use]
    pub fn class(self, id: ClassId) -> Self {
        self.about(Entity::Class(id))
    }
    /// In or at the end of a period.
    #[must_use]
    pub fn at(mut self, period: impl Into<u32>) -> Self {
        self.period = Some(period.into());
        self
    }
    /// Whom it is about, in order.
    pub fn entities(&self) -> impl Iterator<Item = Entity> + use<F> {
        self.entities.into_iter().flatten()
    }
}

/// The user's own names of everything that a tag may be about.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Keys {
    /// Of sites.
    pub sites: Vec<String>,
    /// Of exits.
    pub exits: Vec<String>,
    /// Of routes.
    pub routes: Vec<String>,
    /// Of fleets.
    pub fleets: Vec<String>,
    /// Of classes.
    pub classes: Vec<String>,
    /// Of kinds.
    pub kinds: Vec<String>,
    /// Of contingents.
    pub contingents: Vec<String>,
    /// Of air links.
    pub links: Vec<String>,
}

/// How a row is called whose slack a column is.
type RowName<'a> = &'a dyn Fn(RowId) -> String;

/// Name of a row or column: `route_capacity[gao-bamako,w07]`.
pub(super) fn name<F: Copy>(family: &str, tag: &Tag<F>, keys: &Keys, row: RowName) -> String {
    let part = Some(tag.part.key().to_owned()).filter(|p| !p.is_empty());
    let entities = tag.entities().map(|e| entity(e, keys, row));
    let period = tag.period.map(|t| format!("w{t:02}"));
    let words: Vec<String> = part.into_iter().chain(entities).chain(period).collect();
    if words.is_empty() { family.to_owned() } else { format!("{family}[{}]", words.join(",")) }
}

/// The user's own name of an entity.
pub(super) fn entity(entity: Entity, keys: &Keys, row: RowName) -> String {
    let key = |list: &[String], at: usize| list.get(at).cloned().unwrap_or_else(|| format!("#{at}"));
    match entity {
        Entity::Site(id) => key(&keys.sites, id.index()),
        Entity::From(id) => format!("from_{}", key(&keys.sites, id.index())),
        Entity::Exit(id) => key(&keys.exits, id.index()),
        Entity::Route(id) => key(&keys.routes, id.index()),
        Entity::Fleet(id) => key(&keys.fleets, id.index()),
        Entity::Class(id) => key(&keys.classes, id.index()),
        Entity::Kind(id) => key(&keys.kinds, id.index()),
        Entity::Contingent(id) => key(&keys.contingents, id.index()),
        Entity::Link(at) => key(&keys.links, at as usize),
        Entity::Word(word) => word.to_owned(),
        Entity::Number(at) => at.to_string(),
        Entity::Of(of) => row(of),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::program::{Program, Sense};

    /// Sites called like a period, a part or a family: only the names are confusing, the tags are not.
    #[test]
    fn names_are_printed_from_tags() {
        let sites = ["w02", "cargo", "guard"].map(str::to_owned).to_vec();
        let mut p = Program::new("p").with_keys(Keys { sites, ..Keys::default() });
        let [w02, cargo] = [0, 1].map(SiteId::from_index);
        let of = |tag: Limit, p: &mut Program| {
            let row = p.row(tag, [], Sense::AtMost, 0.0);
            (p.row_name(row), p.get_row(row).tag)
        };
        let (presence, tag) = of(Limit::of(Family::Guard).part(Part::Presence).site(w02), &mut p);
        assert_eq!((presence.as_str(), tag.period), ("guard[presence,w02]", None));
        let (own, one) = of(Limit::of(Family::Guard).site(cargo).at(7_u32), &mut p);
        let (of_cargo, other) = of(Limit::of(Family::Guard).part(Part::Cargo).at(7_u32), &mut p);
        assert_eq!((own.as_str(), of_cargo.as_str()), ("guard[cargo,w07]", "guard[cargo,w07]"));
        assert_ne!(one, other);
        let slack = p.column(Variable::of(Quantity::Slack).about(Entity::Of(RowId(1))), 0.0, 1.0);
        assert_eq!(p.column_name(slack), "slack[guard[cargo,w07]]");
        assert_eq!(p.row_name(RowId(0)), "guard[presence,w02]");
    }
}
