//! Instants, days and the clock. Wall-clock reads happen here and nowhere else; everybody else is handed a [`Clock`].
//!
//! The trade works in Europe/Istanbul: opening hours, slots and reminders are computed there; the database keeps instants.

use super::lang::Lang;
use super::words::weekday_and_month;
use jiff::{Timestamp, ToSpan, Zoned, civil, tz::TimeZone};
use serde::{Deserialize, Serialize};
use std::sync::{
    Arc, LazyLock,
    atomic::{AtomicI64, Ordering},
};

static ISTANBUL: LazyLock<TimeZone> =
    LazyLock::new(|| TimeZone::get("Europe/Istanbul").unwrap_or_else(|_| TimeZone::fixed(jiff::tz::offset(3))));

/// A moment, with microseconds as PostgreSQL keeps them. RFC 3339 on the wire; `timestamptz` in the database.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Instant(pub Timestamp);

/// A calendar day, `YYYY-MM-DD`; `date` in the database.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Day(pub civil::Date);

impl Instant {
    /// Reads RFC 3339, e.g. `2026-11-24T14:30:00+03:00`.
    pub fn parse(text: &str) -> Option<Self> {
        text.trim().parse().ok().map(Self)
    }

    pub fn day(self) -> Day {
        Day(self.zoned().date())
    }

    /// Minutes after midnight in Istanbul.
    pub fn minute_of_day(self) -> i32 {
        let time = self.zoned().time();
        i32::from(time.hour()) * 60 + i32::from(time.minute())
    }

    pub fn plus_minutes(self, minutes: i64) -> Self {
        Self(self.0.checked_add(minutes.minutes()).unwrap_or(self.0))
    }

    pub fn plus_seconds(self, seconds: i64) -> Self {
        Self(self.0.checked_add(seconds.seconds()).unwrap_or(self.0))
    }

    pub fn plus_days(self, days: i64) -> Self {
        self.plus_minutes(days * 24 * 60)
    }

    /// Whole seconds from `earlier` to `self`; negative when it lies later.
    pub fn seconds_since(self, earlier: Self) -> i64 {
        self.0.as_second() - earlier.0.as_second()
    }

    pub fn zoned(self) -> Zoned {
        self.0.to_zoned(ISTANBUL.clone())
    }

    /// RFC 3339 with Istanbul's offset, as other clients get it.
    pub fn rfc3339(self) -> String {
        let zoned = self.zoned();
        format!("{}{}", zoned.datetime().strftime("%Y-%m-%dT%H:%M:%S"), zoned.strftime("%:z"))
    }

    /// Day and clock in Istanbul, `2026-11-24T14:30`: what addresses of our own pages carry.
    pub fn local(self) -> String {
        self.zoned().strftime("%Y-%m-%dT%H:%M").to_string()
    }

    /// Reads what [`Self::local`] writes, and RFC 3339.
    pub fn parse_local(text: &str) -> Option<Self> {
        let civil = || text.trim().parse::<jiff::civil::DateTime>().ok();
        Self::parse(text).or_else(|| ISTANBUL.to_timestamp(civil()?).ok().map(Self))
    }

    /// `14.30` in Turkish, `14:30` in English.
    pub fn clock(self, lang: Lang) -> String {
        self.zoned().strftime(if lang == Lang::Tr { "%H.%M" } else { "%H:%M" }).to_string()
    }

    /// `24 Kasım Salı 14.30`.
    pub fn spoken(self, lang: Lang) -> String {
        format!("{} {}", self.day().spoken(lang), self.clock(lang))
    }
}

impl std::fmt::Display for Instant {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.rfc3339())
    }
}

impl Day {
    pub fn parse(text: &str) -> Option<Self> {
        text.trim().parse().ok().map(Self)
    }

    /// The instant `minutes` after this day's midnight in Istanbul.
    pub fn at(self, minutes: i32) -> Instant {
        let midnight = self.0.at(0, 0, 0, 0);
        let civil = midnight.checked_add(i64::from(minutes).minutes()).unwrap_or(midnight);
        Instant(ISTANBUL.to_timestamp(civil).unwrap_or(Timestamp::MIN))
    }

    /// 1 Monday … 7 Sunday.
    pub fn weekday(self) -> i16 {
        i16::from(self.0.weekday().to_monday_one_offset())
    }

    pub fn plus(self, days: i64) -> Self {
        Self(self.0.checked_add(days.days()).unwrap_or(self.0))
    }

    /// The same day so many months later, or the last one of a shorter month.
    #[must_use]
    pub fn plus_months(self, months: i16) -> Self {
        Self(self.0.checked_add(i32::from(months).months()).unwrap_or(self.0))
    }

    /// The Monday of this day's week.
    pub fn monday(self) -> Self {
        self.plus(1 - i64::from(self.weekday()))
    }

    pub fn days_since(self, earlier: Self) -> i64 {
        i64::from((self.0 - earlier.0).get_days())
    }

    pub fn year(self) -> i16 {
        self.0.year()
    }

    /// 1 January … 12 December.
    pub fn month(self) -> i8 {
        self.0.month()
    }

    /// `24 Kasım Salı` / `Tuesday 24 November`.
    pub fn spoken(self, lang: Lang) -> String {
        let (weekday, month) = weekday_and_month(lang, self.weekday(), self.0.month());
        match lang {
            Lang::Tr => format!("{} {month} {weekday}", self.0.day()),
            Lang::En => format!("{weekday} {} {month}", self.0.day()),
        }
    }

    /// `24 Kasım 2026` / `24 November 2026`.
    pub fn spoken_with_year(self, lang: Lang) -> String {
        let (_, month) = weekday_and_month(lang, self.weekday(), self.0.month());
        format!("{} {month} {}", self.0.day(), self.0.year())
    }
}

impl std::fmt::Display for Day {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

/// Where "now" comes from: the wall, or a hand-moved time in tests.
#[derive(Clone, Debug)]
pub enum Clock {
    Wall,
    Mock(Arc<AtomicI64>),
}

impl Clock {
    /// A clock that stands still until it is moved.
    pub fn mock(at: Instant) -> Self {
        Self::Mock(Arc::new(AtomicI64::new(at.0.as_microsecond())))
    }

    #[expect(clippy::disallowed_methods, reason = "the one place that reads the wall clock")]
    pub fn now(&self) -> Instant {
        match self {
            Self::Wall => {
                Instant(Timestamp::from_microsecond(Timestamp::now().as_microsecond()).unwrap_or(Timestamp::MIN))
            }
            Self::Mock(micros) => {
                Instant(Timestamp::from_microsecond(micros.load(Ordering::SeqCst)).unwrap_or(Timestamp::MIN))
            }
        }
    }

    /// Moves a mock clock; the wall does not move.
    pub fn advance_minutes(&self, minutes: i64) {
        if let Self::Mock(micros) = self {
            micros.fetch_add(minutes * 60_000_000, Ordering::SeqCst);
        }
    }
}

mod database {
    //! `timestamptz` ↔ [`Instant`](super::Instant) and `date` ↔ [`Day`](super::Day), by way of jiff-sqlx.
    use super::{Day, Instant};
    use jiff_sqlx::ToSqlx;
    use sqlx::{Decode, Encode, Postgres, Type, encode::IsNull, error::BoxDynError, postgres as pg};

    macro_rules! through_jiff {
        ($ours:ty, $wrapper:ty) => {
            impl Type<Postgres> for $ours {
                fn type_info() -> pg::PgTypeInfo {
                    <$wrapper as Type<Postgres>>::type_info()
                }
            }
            impl pg::PgHasArrayType for $ours {
                fn array_type_info() -> pg::PgTypeInfo {
                    <$wrapper as pg::PgHasArrayType>::array_type_info()
                }
            }
            impl<'q> Encode<'q, Postgres> for $ours {
                fn encode_by_ref(&self, buffer: &mut pg::PgArgumentBuffer) -> Result<IsNull, BoxDynError> {
                    <$wrapper as Encode<'q, Postgres>>::encode_by_ref(&self.0.to_sqlx(), buffer)
                }
            }
            impl<'r> Decode<'r, Postgres> for $ours {
                fn decode(value: pg::PgValueRef<'r>) -> Result<Self, BoxDynError> {
                    Ok(Self(<$wrapper as Decode<'r, Postgres>>::decode(value)?.to_jiff()))
                }
            }
        };
    }
    through_jiff!(Instant, jiff_sqlx::Timestamp);
    through_jiff!(Day, jiff_sqlx::Date);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_times_are_spoken_in_both_languages() {
        let at = Instant::parse("2026-11-24T14:30:00+03:00");
        assert_eq!(at.map(|at| at.spoken(Lang::Tr)).as_deref(), Some("24 Kasım Salı 14.30"));
        assert_eq!(at.map(|at| at.spoken(Lang::En)).as_deref(), Some("Tuesday 24 November 14:30"));
        assert_eq!(at.map(Instant::rfc3339).as_deref(), Some("2026-11-24T14:30:00+03:00"));
        assert_eq!(at.map(Instant::minute_of_day), Some(14 * 60 + 30));
        assert_eq!(at.map(Instant::local).as_deref(), Some("2026-11-24T14:30"));
    }

    #[test]
    fn addresses_leave_the_offset_out_or_say_it() {
        let at = Instant::parse("2026-11-24T14:30:00+03:00");
        for text in ["2026-11-24T14:30", "2026-11-24T14:30:00", "2026-11-24T11:30:00Z", "2026-11-24T14:30:00+03:00"] {
            assert_eq!(Instant::parse_local(text), at, "{text}");
        }
        for text in ["", "14:30", "2026-11-24T25:00", "yarın"] {
            assert_eq!(Instant::parse_local(text), None, "{text}");
        }
    }

    #[test]
    fn a_day_begins_at_midnight_in_istanbul() {
        let day = Day::parse("2026-11-24");
        assert_eq!(day.map(|d| d.at(540).rfc3339()).as_deref(), Some("2026-11-24T09:00:00+03:00"));
        assert_eq!(day.map(|d| d.monday().to_string()).as_deref(), Some("2026-11-23"));
    }
}
