//! When a workshop works, and on what: everything that free slots are computed from.

use super::workshop::store;
use crate::{
    kernel::{
        error::{AppError, Code, Result},
        ids::{BayId, MechanicId, UserId},
        lang::Lang,
        time::Day,
    },
    platform::{Scope, reference::Reference},
};

/// How to reach the owner of a workshop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contact {
    pub user_id: UserId,
    pub name: String,
    pub email: String,
    pub lang: Lang,
    /// The workshop is made up, for the demo.
    pub is_demo: bool,
}

/// The facts of a workshop that a booking needs; what must not change later is copied from here.
#[derive(Clone, Debug, PartialEq)]
pub struct Workshop {
    pub id: MechanicId,
    pub slug: String,
    pub name: String,
    /// With district and province: `Sanayi Sitesi 12. Blok No: 5, Ostim, Ankara`.
    pub address: String,
    pub phone: Option<String>,
    pub province_id: i16,
    pub lat: f64,
    pub lon: f64,
    pub books_instantly: bool,
    pub lead_minutes: i32,
    pub window_days: i32,
    pub buffer_minutes: i32,
    pub works_on_holidays: bool,
    pub owner: Contact,
    /// Verified and not suspended: found by search and bookable.
    pub is_public: bool,
}

/// Opening hours of a day in minutes after midnight in Istanbul; `pause` lies inside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DayHours {
    pub opens_min: i32,
    pub closes_min: i32,
    pub pause: Option<(i32, i32)>,
}

/// Days that differ from the weekly plan; `None`: closed. Exceptions have no break.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DayException {
    pub from_on: Day,
    pub to_on: Day,
    pub hours: Option<(i32, i32)>,
}

/// A lift: the resource a booking occupies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bay {
    pub id: BayId,
    pub name: String,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Schedule {
    pub workshop: Workshop,
    /// Monday first.
    pub hours: [Option<DayHours>; 7],
    /// In the order they were made; where two name the same day, the later one holds.
    pub exceptions: Vec<DayException>,
    /// The active ones, in the workshop's order.
    pub bays: Vec<Bay>,
}

impl Schedule {
    /// The exception that holds on a day.
    pub fn exception_on(&self, day: Day) -> Option<&DayException> {
        self.exceptions.iter().rev().find(|exception| exception.from_on <= day && day <= exception.to_on)
    }

    /// The weekly plan's hours of a day, exceptions and holidays left aside.
    pub fn weekly_hours(&self, day: Day) -> Option<DayHours> {
        let place = usize::try_from(day.weekday() - 1).unwrap_or_default();
        self.hours.get(place).copied().flatten()
    }

    /// The hours a workshop really works on a day: its exception first, then the holiday, then the weekly plan.
    pub fn hours_on(&self, day: Day, reference: &Reference) -> Option<DayHours> {
        if let Some(exception) = self.exception_on(day) {
            return exception.hours.map(|(opens_min, closes_min)| DayHours { opens_min, closes_min, pause: None });
        }
        let hours = self.weekly_hours(day)?;
        match reference.holiday(day) {
            Some(holiday) if !self.workshop.works_on_holidays => {
                holiday.half_day.then(|| hours.until(HALF_DAY_CLOSES_MIN)).flatten()
            }
            _ => Some(hours),
        }
    }
}

/// How many days ahead of today anybody plans: the widest booking window, and as much again for long work that ends behind it.
pub const HORIZON_DAYS: i64 = 240;

/// On half holidays work ends at 13.00.
pub const HALF_DAY_CLOSES_MIN: i32 = 13 * 60;

impl DayHours {
    /// The same day ending early; `None` when nothing is left of it.
    pub fn until(self, closes_min: i32) -> Option<Self> {
        let closes_min = self.closes_min.min(closes_min);
        let pause = self.pause.map(|(from, to)| (from, to.min(closes_min))).filter(|(from, to)| from < to);
        (self.opens_min < closes_min).then_some(Self { closes_min, pause, ..self })
    }
}

/// The schedule of a workshop with the exceptions that touch `from..=to`; also of one that is not public (look at
/// [`Workshop::is_public`]).
///
/// # Errors
/// `not_found` when there is no such workshop.
pub async fn schedule(scope: &mut Scope, id: MechanicId, from: Day, to: Day) -> Result<Schedule> {
    let found = schedules(scope, &[id], from, to).await?;
    found.into_iter().next().ok_or_else(|| AppError::new(Code::NotFound))
}

/// Schedules of many workshops by four queries, for batch work; unknown ids are left out.
///
/// # Errors
/// `unavailable` when the database is away.
pub async fn schedules(scope: &mut Scope, ids: &[MechanicId], from: Day, to: Day) -> Result<Vec<Schedule>> {
    store::schedules(scope, ids, from, to).await
}

/// How to reach the owner of a workshop.
///
/// # Errors
/// `not_found` when there is no such workshop.
pub async fn contact(scope: &mut Scope, id: MechanicId) -> Result<Contact> {
    store::contact(scope, id).await
}

/// Street, district and province in one line; what is empty or unknown is left out.
pub(super) fn full_address(reference: &Reference, address: &str, province_id: i16, district_id: i32) -> String {
    let district = reference.district(district_id).map(|district| district.name.as_str());
    let province = reference.province(province_id).map(|province| province.name.as_str());
    [Some(address), district, province]
        .into_iter()
        .flatten()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day::parse(text).expect("a day")
    }

    fn weekly() -> Schedule {
        let hours = DayHours { opens_min: 540, closes_min: 1080, pause: Some((750, 810)) };
        let owner = Contact {
            user_id: UserId(uuid::Uuid::nil()),
            name: String::new(),
            email: String::new(),
            lang: Lang::Tr,
            is_demo: false,
        };
        let workshop = Workshop {
            id: MechanicId(uuid::Uuid::nil()),
            slug: "usta".into(),
            name: "Usta".into(),
            address: String::new(),
            phone: None,
            province_id: 6,
            lat: 39.9,
            lon: 32.8,
            books_instantly: true,
            lead_minutes: 0,
            window_days: 30,
            buffer_minutes: 0,
            works_on_holidays: false,
            owner,
            is_public: true,
        };
        let mut days = [Some(hours); 7];
        days[6] = None;
        Schedule { workshop, hours: days, exceptions: Vec::new(), bays: Vec::new() }
    }

    #[test]
    fn the_later_exception_holds() {
        let mut schedule = weekly();
        let (from_on, to_on) = (day("2026-12-01"), day("2026-12-10"));
        schedule.exceptions.push(DayException { from_on, to_on, hours: None });
        schedule.exceptions.push(DayException {
            from_on: day("2026-12-05"),
            to_on: day("2026-12-05"),
            hours: Some((600, 720)),
        });
        let reference = Reference::default();
        assert_eq!(schedule.hours_on(day("2026-12-04"), &reference), None);
        assert_eq!(
            schedule.hours_on(day("2026-12-05"), &reference),
            Some(DayHours { opens_min: 600, closes_min: 720, pause: None })
        );
        assert_eq!(schedule.hours_on(day("2026-12-11"), &reference), schedule.hours[4]);
    }

    #[test]
    fn sunday_is_the_seventh_day() {
        let reference = Reference::default();
        assert_eq!(weekly().hours_on(day("2026-11-29"), &reference), None);
        assert!(weekly().hours_on(day("2026-11-30"), &reference).is_some());
    }

    #[test]
    fn a_day_that_ends_early_loses_what_lies_behind() {
        let hours = DayHours { opens_min: 540, closes_min: 1080, pause: Some((750, 810)) };
        assert_eq!(hours.until(780), Some(DayHours { opens_min: 540, closes_min: 780, pause: Some((750, 780)) }));
        assert_eq!(hours.until(700), Some(DayHours { opens_min: 540, closes_min: 700, pause: None }));
        assert_eq!(hours.until(540), None);
    }
}
