//! The weekly plan and the days that differ from it.

use crate::{
    kernel::{
        error::{Checks, Result, Rule},
        time::Day,
    },
    modules::mechanics::workshop::model::{DayInput, ExceptionInput, HoursInput, minutes_of, ticked},
};

/// Exceptions are made for at most this many days ahead, and at once for at most a year.
pub const AHEAD_DAYS: i64 = 730;
const LENGTH_DAYS: i64 = 366;
pub const REASON_MAX: usize = 200;

/// A day of the plan; `None`: closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WeekDay {
    pub weekday: i16,
    pub hours: Option<(i16, i16)>,
    pub pause: Option<(i16, i16)>,
}

/// # Errors
/// `invalid` with every refused field, as `days.0.opens`.
pub fn week(input: &HoursInput) -> Result<Vec<WeekDay>> {
    let mut checks = Checks::default();
    let mut days: Vec<WeekDay> = Vec::new();
    for (place, day) in input.days.iter().enumerate() {
        let field = format!("days.{place}.opens");
        match day.weekday.trim().parse::<i16>() {
            Ok(weekday) if (1..=7).contains(&weekday) && days.iter().all(|known| known.weekday != weekday) => {
                let hours = (!ticked(&day.closed)).then(|| open_day(&mut checks, place, day)).flatten();
                days.push(WeekDay {
                    weekday,
                    hours: hours.map(|(hours, _)| hours),
                    pause: hours.and_then(|(_, pause)| pause),
                });
            }
            _ => checks.refuse(&field, Rule::UnknownChoice),
        }
    }
    checks.require("days", !days.is_empty() || !checks.is_clean(), Rule::Required);
    checks.done()?;
    Ok(days)
}

type Span = (i16, i16);

fn open_day(checks: &mut Checks, place: usize, day: &DayInput) -> Option<(Span, Option<Span>)> {
    let name = |part: &str| format!("days.{place}.{part}");
    let hours = span(checks, (&name("opens"), &day.opens), (&name("closes"), &day.closes))?;
    if day.break_from.trim().is_empty() && day.break_to.trim().is_empty() {
        return Some((hours, None));
    }
    let pause = span(checks, (&name("break_from"), &day.break_from), (&name("break_to"), &day.break_to))?;
    checks.require(&name("break_from"), hours.0 <= pause.0 && pause.1 <= hours.1, Rule::HoursOrder);
    Some((hours, Some(pause)))
}

/// From one time to a later one of the same day; midnight at the end is the end of the day.
fn span(checks: &mut Checks, from: (&str, &str), to: (&str, &str)) -> Option<Span> {
    let start = time(checks, from);
    let end = time(checks, to).map(|end| if end == 0 { 1440 } else { end });
    let (start, end) = start.zip(end)?;
    checks.require(from.0, start < end, Rule::HoursOrder);
    Some((i16::try_from(start).ok()?, i16::try_from(end).ok()?))
}

fn time(checks: &mut Checks, (name, text): (&str, &str)) -> Option<i32> {
    let minutes = minutes_of(text);
    checks.require(name, minutes.is_some(), if text.trim().is_empty() { Rule::Required } else { Rule::OutOfRange });
    minutes
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exception {
    pub from_on: Day,
    pub to_on: Day,
    pub hours: Option<(i16, i16)>,
    pub reason: String,
}

/// # Errors
/// `invalid` with every refused field.
pub fn exception(input: &ExceptionInput, today: Day) -> Result<Exception> {
    let mut checks = Checks::default();
    let from_on = day(&mut checks, "from_on", &input.from_on);
    let to_on = if input.to_on.trim().is_empty() { from_on } else { day(&mut checks, "to_on", &input.to_on) };
    let reason = checks.text("reason", &input.reason, 0, REASON_MAX);
    let closed = input.opens.trim().is_empty() && input.closes.trim().is_empty();
    let hours = if closed { None } else { span(&mut checks, ("opens", &input.opens), ("closes", &input.closes)) };
    let days = from_on.zip(to_on);
    if let Some((from_on, to_on)) = days {
        checks.require("to_on", from_on <= to_on, Rule::DatesOrder);
        checks.require("from_on", from_on >= today, Rule::InThePast);
        checks.require("from_on", from_on.days_since(today) <= AHEAD_DAYS, Rule::TooFarAhead);
        checks.require("to_on", to_on.days_since(from_on) <= LENGTH_DAYS, Rule::TooFarAhead);
    }
    checks.done()?;
    match days {
        Some((from_on, to_on)) => Ok(Exception { from_on, to_on, hours, reason }),
        None => Err(crate::kernel::error::Code::Invalid.into()),
    }
}

/// Years beyond four digits are refused here: the database knows them, date arithmetic does not.
pub fn day(checks: &mut Checks, name: &str, text: &str) -> Option<Day> {
    let day = Day::parse(text).filter(|day| (2000..=2200).contains(&day.year()));
    checks.require(name, day.is_some(), if text.trim().is_empty() { Rule::Required } else { Rule::OutOfRange });
    day
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::error::AppError;

    fn monday(opens: &str, closes: &str, break_from: &str, break_to: &str) -> DayInput {
        DayInput {
            weekday: "1".into(),
            opens: opens.into(),
            closes: closes.into(),
            break_from: break_from.into(),
            break_to: break_to.into(),
            closed: String::new(),
        }
    }

    fn names(error: AppError) -> Vec<String> {
        error.fields.into_keys().collect()
    }

    fn refused(day: DayInput) -> Vec<String> {
        week(&HoursInput { days: vec![day] }).err().map(names).unwrap_or_default()
    }

    #[test]
    fn a_day_with_a_break_is_kept() {
        let plan = week(&HoursInput { days: vec![monday("09:00", "18:00", "12.30", "13.30")] });
        assert_eq!(plan, Ok(vec![WeekDay { weekday: 1, hours: Some((540, 1080)), pause: Some((750, 810)) }]));
    }

    #[test]
    fn a_closed_day_needs_no_times() {
        let day = DayInput { weekday: "7".into(), closed: "true".into(), ..DayInput::default() };
        assert_eq!(week(&HoursInput { days: vec![day] }), Ok(vec![WeekDay { weekday: 7, hours: None, pause: None }]));
    }

    #[test]
    fn midnight_closes_at_the_end_of_the_day() {
        let plan = week(&HoursInput { days: vec![monday("20:00", "00:00", "", "")] });
        assert_eq!(plan.map(|days| days[0].hours), Ok(Some((1200, 1440))));
    }

    #[test]
    fn wrong_days_name_their_fields() {
        assert_eq!(refused(monday("18:00", "09:00", "", "")), ["days.0.opens"]);
        assert_eq!(refused(monday("", "", "", "")), ["days.0.closes", "days.0.opens"]);
        assert_eq!(refused(monday("09:00", "18:00", "08:00", "13:00")), ["days.0.break_from"]);
        assert_eq!(refused(monday("09:00", "18:00", "12:00", "")), ["days.0.break_to"]);
        assert_eq!(refused(DayInput { weekday: "8".into(), ..DayInput::default() }), ["days.0.opens"]);
        let twice = HoursInput { days: vec![monday("09:00", "18:00", "", ""), monday("10:00", "18:00", "", "")] };
        assert_eq!(week(&twice).err().map(names), Some(vec!["days.1.opens".to_owned()]));
        assert_eq!(week(&HoursInput::default()).err().map(names), Some(vec!["days".to_owned()]));
    }

    fn away(from_on: &str, to_on: &str, opens: &str, closes: &str) -> Result<Exception> {
        let today = Day::parse("2026-11-24").expect("a day");
        let input = ExceptionInput {
            from_on: from_on.into(),
            to_on: to_on.into(),
            opens: opens.into(),
            closes: closes.into(),
            reason: " Bayram ".into(),
        };
        exception(&input, today)
    }

    #[test]
    fn one_day_off_needs_one_date() {
        let day = Day::parse("2026-12-31").expect("a day");
        assert_eq!(
            away("2026-12-31", "", "", ""),
            Ok(Exception { from_on: day, to_on: day, hours: None, reason: "Bayram".into() })
        );
        assert_eq!(away("2026-11-24", "", "10:00", "14:00").map(|e| e.hours), Ok(Some((600, 840))));
    }

    #[test]
    fn wrong_exceptions_name_their_fields() {
        for (input, field) in [
            (("", "", "", ""), "from_on"),
            (("2026-11-23", "", "", ""), "from_on"),
            (("2026-12-02", "2026-12-01", "", ""), "to_on"),
            (("2026-12-01", "2028-12-01", "", ""), "to_on"),
            (("2199-01-01", "", "", ""), "from_on"),
            (("9999-12-31", "", "", ""), "from_on"),
            (("2026-12-01", "", "14:00", ""), "closes"),
            (("2026-12-01", "", "14:00", "10:00"), "opens"),
        ] {
            let (from_on, to_on, opens, closes) = input;
            assert_eq!(away(from_on, to_on, opens, closes).err().map(names), Some(vec![field.to_owned()]), "{input:?}");
        }
    }
}
