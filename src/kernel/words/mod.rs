//! Every word a user sees, Turkish first, English beside it, as keys checked at compile time.
//!
//! `say!(lang, namespace.key)` gives the sentence; arguments are named: `say!(lang, mails.hello, name = "…")`.
//! The tables stand in `tr/*.json` and `en/*.json`, one file per namespace; build.rs refuses a key that one of them lacks.

use super::error::{AppError, Code, Rule};
use super::lang::Lang;

mod generated {
    #![expect(clippy::all, clippy::pedantic, clippy::expect_used, unused, dead_code, reason = "written by build.rs")]
    include!(concat!(env!("OUT_DIR"), "/words/mod.rs"));
}
pub use generated::i18n::Locale;

/// The table of a language.
pub const fn table(lang: Lang) -> Locale {
    match lang {
        Lang::Tr => Locale::tr,
        Lang::En => Locale::en,
    }
}

/// The sentence of a key in a language: `&'static str`, or `String` when it has arguments.
#[macro_export]
macro_rules! say {
    ($lang:expr, $($key:tt)*) => {
        ::leptos_i18n::td_string!($crate::kernel::words::table($lang), $($key)*)
    };
}

/// Names of a weekday (1 Monday … 7 Sunday) and a month (1 … 12).
pub fn weekday_and_month(lang: Lang, weekday: i16, month: i8) -> (&'static str, &'static str) {
    let nth = |names: &'static str, place: usize| names.split(' ').nth(place).unwrap_or_default();
    (
        nth(say!(lang, common.weekdays), usize::try_from(weekday - 1).unwrap_or_default()),
        nth(say!(lang, common.months), usize::try_from(month - 1).unwrap_or_default()),
    )
}

/// Gives an error and its fields their sentences, unless they have them already.
pub fn speak(error: &mut AppError, lang: Lang) {
    if error.message.is_empty() && error.code == Code::Invalid && error.fields.is_empty() {
        say!(lang, errors.unreadable).clone_into(&mut error.message);
    } else if error.message.is_empty() {
        code(lang, error.code).clone_into(&mut error.message);
    }
    for field in error.fields.values_mut().filter(|field| field.message.is_empty()) {
        field.message = rule(lang, field.rule, field.limit);
    }
}

/// The sentence of an error code.
pub fn code(lang: Lang, code: Code) -> &'static str {
    match code {
        Code::Unauthenticated => say!(lang, errors.unauthenticated),
        Code::WrongCredentials => say!(lang, errors.wrong_credentials),
        Code::PasskeyRefused => say!(lang, errors.passkey_refused),
        Code::Forbidden => say!(lang, errors.forbidden),
        Code::CrossSite => say!(lang, errors.cross_site),
        Code::StepUp => say!(lang, errors.step_up),
        Code::SecondFactor => say!(lang, errors.second_factor),
        Code::NotFound => say!(lang, errors.not_found),
        Code::MethodNotAllowed => say!(lang, errors.method_not_allowed),
        Code::SlotTaken => say!(lang, errors.slot_taken),
        Code::WrongStatus => say!(lang, errors.wrong_status),
        Code::KeyReused => say!(lang, errors.key_reused),
        Code::AlreadyReviewed => say!(lang, errors.already_reviewed),
        Code::PlateTaken => say!(lang, errors.plate_taken),
        Code::SlugTaken => say!(lang, errors.slug_taken),
        Code::InUse => say!(lang, errors.in_use),
        Code::LastWayIn => say!(lang, errors.last_way_in),
        Code::FactorNeeded => say!(lang, errors.factor_needed),
        Code::LastAdmin => say!(lang, errors.last_admin),
        Code::Merged => say!(lang, errors.merged),
        Code::Expired => say!(lang, errors.expired),
        Code::TooLarge => say!(lang, errors.too_large),
        Code::Invalid => say!(lang, errors.invalid),
        Code::TooMany => say!(lang, errors.too_many),
        Code::Internal => say!(lang, errors.internal),
        Code::Unavailable => say!(lang, errors.unavailable),
    }
}

/// The sentence of a broken rule; `limit` is the number it speaks of.
pub fn rule(lang: Lang, rule: Rule, limit: Option<i64>) -> String {
    let limit = limit.unwrap_or_default();
    match rule {
        Rule::Required => say!(lang, errors.rule_required).to_owned(),
        Rule::TooLong => say!(lang, errors.rule_too_long, limit = limit),
        Rule::TooShort => say!(lang, errors.rule_too_short, limit = limit),
        Rule::OutOfRange => say!(lang, errors.rule_out_of_range).to_owned(),
        Rule::NotANumber => say!(lang, errors.rule_not_a_number).to_owned(),
        Rule::ControlCharacters => say!(lang, errors.rule_control_characters).to_owned(),
        Rule::Email => say!(lang, errors.rule_email).to_owned(),
        Rule::Plate => say!(lang, errors.rule_plate).to_owned(),
        Rule::Vin => say!(lang, errors.rule_vin).to_owned(),
        Rule::Phone => say!(lang, errors.rule_phone).to_owned(),
        Rule::MustAccept => say!(lang, errors.rule_must_accept).to_owned(),
        Rule::UnknownChoice => say!(lang, errors.rule_unknown_choice).to_owned(),
        Rule::InThePast => say!(lang, errors.rule_in_the_past).to_owned(),
        Rule::TooFarAhead => say!(lang, errors.rule_too_far_ahead).to_owned(),
        Rule::TooSoon => say!(lang, errors.rule_too_soon).to_owned(),
        Rule::OutsideHours => say!(lang, errors.rule_outside_hours).to_owned(),
        Rule::OffTheGrid => say!(lang, errors.rule_off_the_grid).to_owned(),
        Rule::ServiceNotOffered => say!(lang, errors.rule_service_not_offered).to_owned(),
        Rule::OwnWorkshop => say!(lang, errors.rule_own_workshop).to_owned(),
        Rule::VehicleNotTaken => say!(lang, errors.rule_vehicle_not_taken).to_owned(),
        Rule::YearNotBuilt => say!(lang, errors.rule_year_not_built).to_owned(),
        Rule::KmRollback => say!(lang, errors.rule_km_rollback).to_owned(),
        Rule::CheckDigits => say!(lang, errors.rule_check_digits).to_owned(),
        Rule::HoursOrder => say!(lang, errors.rule_hours_order).to_owned(),
        Rule::DatesOrder => say!(lang, errors.rule_dates_order).to_owned(),
        Rule::TooMany => say!(lang, errors.rule_too_many, limit = limit),
        Rule::PasswordWeak => say!(lang, errors.rule_password_weak).to_owned(),
        Rule::WrongCode => say!(lang, errors.rule_wrong_code).to_owned(),
        Rule::TooManyTries => say!(lang, errors.rule_too_many_tries).to_owned(),
        Rule::FileType => say!(lang, errors.rule_file_type).to_owned(),
        Rule::FileTooLarge => say!(lang, errors.rule_file_too_large, limit = limit),
        Rule::NotUtf8 => say!(lang, errors.rule_not_utf8).to_owned(),
        Rule::TooManyLines => say!(lang, errors.rule_too_many_lines, limit = limit),
        Rule::NotAuthorised => say!(lang, errors.rule_not_authorised).to_owned(),
        Rule::PriceChanged => say!(lang, errors.rule_price_changed).to_owned(),
        Rule::NobodyElse => say!(lang, errors.rule_nobody_else, limit = limit),
        Rule::SumDiffers => say!(lang, errors.rule_sum_differs).to_owned(),
        Rule::InAnotherSeason => say!(lang, errors.rule_in_another_season).to_owned(),
        Rule::DaysTaken => say!(lang, errors.rule_days_taken).to_owned(),
        Rule::Taken => say!(lang, errors.rule_taken).to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_and_rule_has_a_sentence_of_its_own_in_both_languages() {
        for lang in Lang::ALL {
            let mut sentences: Vec<String> = Code::ALL.iter().map(|&c| code(lang, c).to_owned()).collect();
            sentences.extend(Rule::ALL.iter().map(|&r| rule(lang, r, Some(3))));
            let all = sentences.len();
            sentences.sort();
            sentences.dedup();
            assert_eq!(sentences.len(), all);
            assert!(sentences.iter().all(|sentence| sentence.len() > 5));
        }
    }
}
