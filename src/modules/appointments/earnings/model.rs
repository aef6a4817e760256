//! Stretches of time, and what they brought.

use crate::kernel::{money::Money, time::Day};

/// Nobody had visits here before.
const FIRST_YEAR: i16 = 2000;

/// A year, or a month of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    pub year: i16,
    pub month: Option<i8>,
}

impl Period {
    /// Whatever cannot be read is the year of today, and all of it.
    pub fn read(year: &str, month: &str, today: Day) -> Self {
        let year = year.parse().ok().filter(|year| (FIRST_YEAR..=today.year()).contains(year));
        let month = month.parse().ok().filter(|month| (1..=12).contains(month));
        Self { year: year.unwrap_or(today.year()), month: year.and(month) }
    }

    pub const fn of_year(year: i16) -> Self {
        Self { year, month: None }
    }

    /// Its first day, and the first one after it.
    pub fn days(self) -> (Day, Day) {
        let first = first_of(self.year, self.month.unwrap_or(1));
        (first, first.plus_months(if self.month.is_some() { 1 } else { 12 }))
    }

    /// As it stands in addresses.
    pub fn query(self) -> String {
        let month = self.month.map(|month| format!("&ay={month}")).unwrap_or_default();
        format!("yil={}{month}", self.year)
    }

    /// As it stands in names of files.
    pub fn word(self) -> String {
        let month = self.month.map(|month| format!("-{month:02}")).unwrap_or_default();
        format!("{}{month}", self.year)
    }
}

pub fn first_of(year: i16, month: i8) -> Day {
    Day(jiff::civil::Date::constant(year, month, 1))
}

/// What a month brought.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Month {
    pub first_on: Day,
    pub sum: Sum,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sum {
    pub done: i64,
    pub earned: Money,
    pub cancelled: i64,
    pub no_shows: i64,
}

impl Sum {
    /// The bill of a visit, on average; nothing where none was done.
    pub fn average(self) -> Option<Money> {
        (self.done > 0).then(|| Money(self.earned.0 / self.done))
    }
}

impl std::iter::Sum for Sum {
    fn sum<I: Iterator<Item = Self>>(sums: I) -> Self {
        sums.fold(Self::default(), |all, one| Self {
            done: all.done + one.done,
            earned: all.earned + one.earned,
            cancelled: all.cancelled + one.cancelled,
            no_shows: all.no_shows + one.no_shows,
        })
    }
}

/// How often a service was done, and for how much it was agreed.
#[derive(Clone, Debug)]
pub struct OfService {
    pub name_tr: String,
    pub name_en: String,
    pub done: i64,
    pub agreed: Money,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_period_is_a_year_or_a_month_of_it() {
        let today = Day::parse("2026-11-30").expect("a day");
        let read = |year, month| Period::read(year, month, today);
        let days = |period: Period| (period.days().0.to_string(), period.days().1.to_string());
        assert_eq!(days(read("2025", "")), ("2025-01-01".to_owned(), "2026-01-01".to_owned()));
        assert_eq!(days(read("2025", "12")), ("2025-12-01".to_owned(), "2026-01-01".to_owned()));
        assert_eq!((read("2025", "2").query(), read("2025", "2").word()), ("yil=2025&ay=2".into(), "2025-02".into()));
        for (year, month) in [("", ""), ("1999", "3"), ("2027", "1"), ("x", "3")] {
            assert_eq!(read(year, month), Period::of_year(2026), "{year} {month}");
        }
        assert_eq!(read("2025", "13").month, None);
    }

    #[test]
    fn nothing_has_no_average() {
        assert_eq!(Sum::default().average(), None);
        assert_eq!(Sum { done: 3, earned: Money(1000), ..Sum::default() }.average(), Some(Money(333)));
    }
}
