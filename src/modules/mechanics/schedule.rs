//! When a workshop works, and on what: everything that free slots are computed from.

use super::workshop::store;
use crate::{
    kernel::{
        error::{AppError, Code, Result},
        ids::{BayId, CategoryId, MechanicId, PersonId, UserId},
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

/// A time of the year with a weekly plan of its own, as it comes once: every year again it is another one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Season {
    pub name: String,
    pub from_on: Day,
    pub to_on: Day,
    /// Monday first.
    pub hours: Week,
}

impl Season {
    pub fn holds(&self, day: Day) -> bool {
        self.from_on <= day && day <= self.to_on
    }
}

/// Hours by weekday, Monday first; `None`: closed.
pub type Week = [Option<DayHours>; 7];

/// A lift: the resource a booking occupies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bay {
    pub id: BayId,
    pub name: String,
    /// The top categories of work it is fit for; none: all.
    pub skills: Vec<CategoryId>,
}

/// Who works at the cars. A visit holds one of them beside its bay, where a workshop names any.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Worker {
    pub id: PersonId,
    pub name: String,
    /// As of a bay.
    pub skills: Vec<CategoryId>,
    /// Those who have gone stay named on what they did.
    pub is_active: bool,
    /// First and last days.
    pub away: Vec<(Day, Day)>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Schedule {
    pub workshop: Workshop,
    /// The usual plan.
    pub hours: Week,
    /// In order; they never overlap.
    pub seasons: Vec<Season>,
    /// In the order they were made; where two name the same day, the later one holds.
    pub exceptions: Vec<DayException>,
    /// The active ones, in the workshop's order.
    pub bays: Vec<Bay>,
    /// In the workshop's order.
    pub people: Vec<Worker>,
}

impl Schedule {
    /// The exception that holds on a day.
    pub fn exception_on(&self, day: Day) -> Option<&DayException> {
        self.exceptions.iter().rev().find(|exception| exception.from_on <= day && day <= exception.to_on)
    }

    /// Who does the work now; `None` where nobody is named, so that nobody is needed.
    pub fn workers(&self) -> Option<impl Iterator<Item = &Worker>> {
        let any = self.people.iter().any(|worker| worker.is_active);
        any.then(|| self.people.iter().filter(|worker| worker.is_active))
    }

    /// Who did or does a visit, also when they have gone since.
    pub fn worker(&self, id: PersonId) -> Option<&Worker> {
        self.people.iter().find(|worker| worker.id == id)
    }

    /// The season in force on a day.
    pub fn season_on(&self, day: Day) -> Option<&Season> {
        self.seasons.iter().find(|season| season.holds(day))
    }

    /// The weekly plan in force on a day: its season's, or the usual one.
    pub fn week_on(&self, day: Day) -> &Week {
        self.season_on(day).map_or(&self.hours, |season| &season.hours)
    }

    /// The plan's hours of a day, exceptions and holidays left aside.
    pub fn planned_hours(&self, day: Day) -> Option<DayHours> {
        let place = usize::try_from(day.weekday() - 1).unwrap_or_default();
        self.week_on(day).get(place).copied().flatten()
    }

    /// The hours a workshop really works on a day: its exception first, then the holiday, then the season's
    /// or the usual plan.
    pub fn hours_on(&self, day: Day, reference: &Reference) -> Option<DayHours> {
        if let Some(exception) = self.exception_on(day) {
            return exception.hours.map(|(opens_min, closes_min)| DayHours { opens_min, closes_min, pause: None });
        }
        let hours = self.planned_hours(day)?;
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

/// The schedule of a workshop with the exceptions and seasons that touch `from..=to`; also of one that is not public (look at
/// [`Workshop::is_public`]).
///
/// # Errors
/// `not_found` when there is no such workshop.
pub async fn schedule(scope: &mut Scope, id: MechanicId, from: Day, to: Day) -> Result<Schedule> {
    let found = schedules(scope, &[id], from, to).await?;
    found.into_iter().next().ok_or_else(|| AppError::new(Code::NotFound))
}

/// Schedules of many workshops by a few queries, for batch work; unknown ids are left out.
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
        Schedule {
            workshop,
            hours: days,
            seasons: Vec::new(),
            exceptions: Vec::new(),
            bays: Vec::new(),
            people: Vec::new(),
        }
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
    fn an_exception_comes_before_a_season_and_a_season_before_the_usual_week() {
        let mut schedule = weekly();
        let early = DayHours { opens_min: 420, closes_min: 900, pause: None };
        let (from_on, to_on) = (day("2026-12-01"), day("2027-01-31"));
        schedule.seasons.push(Season { name: "Kış".into(), from_on, to_on, hours: [Some(early); 7] });
        let on = day("2026-12-30");
        schedule.exceptions.push(DayException { from_on: on, to_on: on, hours: Some((600, 720)) });
        let reference = Reference::default();
        assert_eq!(schedule.hours_on(day("2026-11-30"), &reference), schedule.hours[0], "the usual week before it");
        assert_eq!(schedule.hours_on(day("2026-12-06"), &reference), Some(early), "a Sunday that is usually closed");
        assert_eq!(schedule.hours_on(on, &reference).map(|hours| hours.opens_min), Some(600));
        assert_eq!(schedule.hours_on(day("2027-02-01"), &reference), schedule.hours[0], "and after it");
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
