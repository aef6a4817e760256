//! What is ordered, its checks, and what stands with it today.

use super::inputs::{OrderInput, PackageInput};
use crate::kernel::{
    error::{AppError, Checks, Code, Result, Rule},
    ids::{AdvertId, AdvertPackageId, CategoryId},
    money::Money,
    time::Day,
};

pub const NAME_MAX: usize = 80;
pub const DAYS_MAX: i32 = 90;
/// The first day lies within so many days from today.
pub const AHEAD_MAX: i64 = 90;
/// Orders of a workshop that are not over.
pub const OPEN_MAX: i64 = 10;
pub const REASON_MIN: usize = 5;
pub const TEXT_MAX: usize = 500;
const KEY_MAX: usize = 100;
const PRICE_MIN: Money = Money(100);
const PRICE_MAX: Money = Money(10_000_000);

/// How far a package reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    Province,
    District,
}

impl Reach {
    pub const ALL: [Self; 2] = [Self::Province, Self::District];

    pub const fn word(self) -> &'static str {
        match self {
            Self::Province => "province",
            Self::District => "district",
        }
    }

    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reach| reach.word() == word)
    }
}

/// What stands with an advert on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    AwaitingPayment,
    AwaitingApproval,
    Scheduled,
    Running,
    Paused,
    Ended,
    Refused,
    Cancelled,
    Stopped,
}

impl State {
    pub const ALL: [Self; 9] = [
        Self::AwaitingPayment,
        Self::AwaitingApproval,
        Self::Running,
        Self::Scheduled,
        Self::Paused,
        Self::Ended,
        Self::Refused,
        Self::Cancelled,
        Self::Stopped,
    ];

    pub const fn word(self) -> &'static str {
        match self {
            Self::AwaitingPayment => "awaiting_payment",
            Self::AwaitingApproval => "awaiting_approval",
            Self::Scheduled => "scheduled",
            Self::Running => "running",
            Self::Paused => "paused",
            Self::Ended => "ended",
            Self::Refused => "refused",
            Self::Cancelled => "cancelled",
            Self::Stopped => "stopped",
        }
    }

    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.word() == word)
    }

    /// Read off the word that is kept, the days, and whether it is paused. A pause does not stop time.
    pub fn on(today: Day, kept: &str, days: (Day, Day), paused: bool) -> Self {
        match kept {
            "approved" if days.1 < today => Self::Ended,
            "approved" if paused => Self::Paused,
            "approved" if days.0 > today => Self::Scheduled,
            "approved" => Self::Running,
            other => Self::parse(other).unwrap_or(Self::Cancelled),
        }
    }

    /// May it still be shown one day?
    pub const fn is_standing(self) -> bool {
        matches!(self, Self::Scheduled | Self::Running | Self::Paused)
    }
}

/// An order as it can be read, before it is looked up what it names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Order {
    pub package_id: AdvertPackageId,
    /// A slug; empty: work of every kind.
    pub category: String,
    pub first_on: Day,
    pub days: i32,
}

impl Order {
    pub fn last_on(&self) -> Day {
        self.first_on.plus(i64::from(self.days) - 1)
    }
}

impl OrderInput {
    /// # Errors
    /// `invalid` with every refused field.
    pub fn read(&self, today: Day) -> Result<Order> {
        let mut checks = Checks::default();
        let package_id = checks.keep("package_id", self.package_id.parse().map_err(|_| Rule::UnknownChoice));
        let first_on = checks.keep("first_on", Day::parse(&self.first_on).ok_or(Rule::Required));
        if let Some(day) = first_on {
            // What is ordered today is paid and approved first.
            checks.require("first_on", day > today, Rule::InThePast);
            checks.require("first_on", day <= today.plus(AHEAD_MAX), Rule::TooFarAhead);
        }
        let days = checks.keep("days", whole(&self.days));
        if days.is_some_and(|days| !(1..=DAYS_MAX).contains(&days)) {
            checks.refuse("days", Rule::OutOfRange);
        }
        checks.done()?;
        match (package_id, first_on, days) {
            (Some(package_id), Some(first_on), Some(days)) => {
                Ok(Order { package_id, category: self.category.trim().to_owned(), first_on, days })
            }
            _ => Err(Code::Invalid.into()),
        }
    }

    /// # Errors
    /// `invalid` without a key, or with one that is too long.
    pub fn key(&self) -> Result<String> {
        let mut checks = Checks::default();
        let key = checks.text("idempotency_key", &self.idempotency_key, 1, KEY_MAX);
        checks.done().map(|()| key)
    }
}

fn whole(text: &str) -> std::result::Result<i32, Rule> {
    match text.trim() {
        "" => Err(Rule::Required),
        text => text.parse().map_err(|_| Rule::NotANumber),
    }
}

/// An order with everything that it names and costs.
#[derive(Clone, Debug)]
pub struct Quote {
    pub package: Package,
    pub province_id: i16,
    pub district_id: Option<i32>,
    pub category_id: Option<CategoryId>,
    pub first_on: Day,
    pub last_on: Day,
    pub days: i32,
}

impl Quote {
    pub fn total(&self) -> Money {
        Money(self.package.day_price.0 * i64::from(self.days))
    }
}

/// What can be ordered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Package {
    pub id: AdvertPackageId,
    pub name_tr: String,
    pub name_en: String,
    /// A word of [`Reach`].
    pub scope: String,
    pub day_price: Money,
    pub min_days: i32,
    pub max_days: i32,
    pub is_active: bool,
}

impl Package {
    pub fn reach(&self) -> Reach {
        Reach::parse(&self.scope).unwrap_or(Reach::District)
    }
}

impl PackageInput {
    /// # Errors
    /// `invalid` with every refused field; `not_found` for an id that is none.
    pub fn check(&self) -> Result<Package> {
        let id = match self.package_id.trim() {
            "" => AdvertPackageId::fresh(),
            text => text.parse().map_err(|_| AppError::new(Code::NotFound))?,
        };
        let mut checks = Checks::default();
        let name_tr = checks.text("name_tr", &self.name_tr, 2, NAME_MAX);
        let name_en = checks.text("name_en", &self.name_en, 2, NAME_MAX);
        let reach = checks.keep("scope", Reach::parse(&self.scope).ok_or(Rule::UnknownChoice));
        let price = checks.keep("day_price", Money::parse(&self.day_price).ok_or(Rule::NotANumber));
        if price.is_some_and(|price| !(PRICE_MIN..=PRICE_MAX).contains(&price)) {
            checks.refuse("day_price", Rule::OutOfRange);
        }
        let mut days = |name: &str, text: &str| {
            let days = checks.keep(name, whole(text));
            checks.require(name, days.is_none_or(|days| (1..=DAYS_MAX).contains(&days)), Rule::OutOfRange);
            days
        };
        let (min_days, max_days) = (days("min_days", &self.min_days), days("max_days", &self.max_days));
        if min_days.zip(max_days).is_some_and(|(min, max)| min > max) {
            checks.refuse("max_days", Rule::OutOfRange);
        }
        checks.done()?;
        match (reach, price, min_days, max_days) {
            (Some(reach), Some(day_price), Some(min_days), Some(max_days)) => Ok(Package {
                id,
                name_tr,
                name_en,
                scope: reach.word().to_owned(),
                day_price,
                min_days,
                max_days,
                is_active: !self.active.is_empty(),
            }),
            _ => Err(Code::Invalid.into()),
        }
    }
}

/// # Errors
/// `not_found` for what is no id.
pub fn advert_id(text: &str) -> Result<AdvertId> {
    text.parse().map_err(|_| AppError::new(Code::NotFound))
}

/// What lets a workshop advertise: it is public, and whoever is rated is rated well.
#[derive(Clone, Copy, Debug)]
pub struct Standing {
    pub province_id: i16,
    pub district_id: i32,
    pub is_public: bool,
    pub score: f32,
    pub review_count: i32,
}

/// The score below which nobody advertises, once there are reviews. Five imagined reviews of 4.0 stand in every score, so that
/// one bad day does not decide. The queries of search say the same.
pub const SCORE_MIN: f32 = 4.0;

impl Standing {
    pub fn may_advertise(&self) -> bool {
        self.is_public && (self.review_count == 0 || self.score >= SCORE_MIN)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day::parse(text).expect("a day")
    }

    #[test]
    fn what_stands_with_an_advert_is_read_off_its_days() {
        let days = (day("2026-12-01"), day("2026-12-10"));
        let on = |today: &str, paused| State::on(day(today), "approved", days, paused);
        assert_eq!(on("2026-11-30", false), State::Scheduled);
        assert_eq!(on("2026-12-01", false), State::Running);
        assert_eq!(on("2026-12-10", true), State::Paused);
        assert_eq!(on("2026-12-11", true), State::Ended, "a pause does not stop time");
        assert_eq!(State::on(day("2027-01-01"), "stopped", days, false), State::Stopped);
        for state in State::ALL {
            assert_eq!(State::parse(state.word()), Some(state));
        }
    }

    #[test]
    fn orders_name_a_package_a_coming_day_and_a_number_of_days() {
        let today = day("2026-11-24");
        let good = OrderInput {
            package_id: AdvertPackageId::fresh().to_string(),
            first_on: "2026-11-25".into(),
            days: "7".into(),
            ..OrderInput::default()
        };
        assert_eq!(good.read(today).map(|order| order.last_on()), Ok(day("2026-12-01")));
        for (changed, field, rule) in [
            (OrderInput { package_id: "x".into(), ..good.clone() }, "package_id", Rule::UnknownChoice),
            (OrderInput { first_on: String::new(), ..good.clone() }, "first_on", Rule::Required),
            (OrderInput { first_on: "2026-11-24".into(), ..good.clone() }, "first_on", Rule::InThePast),
            (OrderInput { first_on: "2027-02-23".into(), ..good.clone() }, "first_on", Rule::TooFarAhead),
            (OrderInput { days: "yedi".into(), ..good.clone() }, "days", Rule::NotANumber),
            (OrderInput { days: "0".into(), ..good.clone() }, "days", Rule::OutOfRange),
            (OrderInput { days: "91".into(), ..good.clone() }, "days", Rule::OutOfRange),
        ] {
            let refused = changed.read(today).err().map(|error| error.fields);
            let rules: Vec<_> = refused.iter().flatten().map(|(name, error)| (name.as_str(), error.rule)).collect();
            assert_eq!(rules, [(field, rule)]);
        }
    }

    #[test]
    fn packages_have_names_a_reach_a_price_and_days_in_order() {
        let good = PackageInput {
            name_tr: "İlçe".into(),
            name_en: "District".into(),
            scope: "district".into(),
            day_price: "120,50".into(),
            min_days: "3".into(),
            max_days: "30".into(),
            active: "true".into(),
            ..PackageInput::default()
        };
        assert_eq!(
            good.check().map(|package| (package.day_price, package.reach())),
            Ok((Money(12_050), Reach::District))
        );
        for (changed, field) in [
            (PackageInput { name_en: String::new(), ..good.clone() }, "name_en"),
            (PackageInput { scope: "country".into(), ..good.clone() }, "scope"),
            (PackageInput { day_price: "bedava".into(), ..good.clone() }, "day_price"),
            (PackageInput { day_price: "0".into(), ..good.clone() }, "day_price"),
            (PackageInput { min_days: "31".into(), ..good.clone() }, "max_days"),
            (PackageInput { max_days: "91".into(), ..good.clone() }, "max_days"),
        ] {
            let refused = changed.check().err().map(|error| error.fields).unwrap_or_default();
            assert_eq!(refused.keys().collect::<Vec<_>>(), [field]);
        }
    }

    #[test]
    fn newcomers_advertise_and_those_rated_badly_do_not() {
        let standing = |is_public, score, review_count| {
            Standing { province_id: 6, district_id: 1, is_public, score, review_count }.may_advertise()
        };
        assert!(standing(true, 0.0, 0) && standing(true, 4.0, 3));
        assert!(!standing(true, 3.9, 3) && !standing(false, 4.9, 30));
    }
}
