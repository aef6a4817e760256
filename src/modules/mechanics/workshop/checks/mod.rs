//! Reads what was typed: every refused field is named at once, what passes has its type. Pure.

mod cars;
mod hours;
mod profile;
mod services;
mod settings;

pub use cars::{Rule, fuel, rule, year};
pub use hours::{AHEAD_DAYS, Exception, REASON_MAX, WeekDay, day, exception, week};
pub use profile::{ADDRESS_MAX, ESTATE_MAX, ESTATE_UNIT_MAX, NAME_MAX, Profile, STORY_MAX, pin, profile, visits};
pub use services::{MINUTES_MAX, MINUTES_MIN, PRICE_MAX, ROWS_MAX, ServiceLine, is_a_price, price, services};
pub use settings::{BAY_NAME_MAX, BayLine, Settings, settings};

use crate::kernel::error::{Checks, Rule as Broken};

/// A whole number within bounds.
pub fn number(checks: &mut Checks, name: &str, text: &str, min: i32, max: i32) -> i32 {
    let text = text.trim();
    if text.is_empty() {
        checks.refuse(name, Broken::Required);
        return min;
    }
    match text.parse::<i32>() {
        Ok(number) if (min..=max).contains(&number) => return number,
        Ok(_) => checks.refuse(name, Broken::OutOfRange),
        // Too long for a number, but digits all the same.
        Err(_) if text.bytes().all(|b| b.is_ascii_digit()) => checks.refuse(name, Broken::OutOfRange),
        Err(_) => checks.refuse(name, Broken::NotANumber),
    }
    min
}
