//! Numbers, distances and times as sentences say them.

use crate::{
    kernel::{
        lang::Lang,
        number::{self, decimal},
        time::Instant,
    },
    say,
};

pub use crate::modules::vehicles::{parts_class_name as parts_class, promise_words as promise};

/// `4,9` in Turkish, `4.9` in English.
pub fn score(lang: Lang, score: f32) -> String {
    decimal(lang, f64::from(score))
}

/// `186 usta`; one is one.
pub fn mechanics(lang: Lang, count: i64) -> String {
    match count {
        1 => say!(lang, search.count_one).to_owned(),
        count => say!(lang, search.count, count = number::count(lang, count)),
    }
}

/// `850 m`, `2,4 km`, `120 km`.
pub fn distance(lang: Lang, km: f64) -> String {
    if km < 0.95 {
        format!("{:.0} m", (km * 20.0).round() * 50.0)
    } else if km < 20.0 {
        format!("{} km", decimal(lang, km))
    } else {
        format!("{km:.0} km")
    }
}

/// `Bugün 16.00`, `Yarın 09.30`, `25 Kasım Çarşamba 14.30`.
pub fn when(lang: Lang, now: Instant, at: Instant) -> String {
    format!("{} {}", day(lang, now, at), at.clock(lang))
}

pub fn day(lang: Lang, now: Instant, at: Instant) -> String {
    match at.day().days_since(now.day()) {
        0 => say!(lang, common.today).to_owned(),
        1 => say!(lang, common.tomorrow).to_owned(),
        _ => at.day().spoken(lang),
    }
}

/// `90 dk`; from four hours on whole hours, when it comes out even.
pub fn duration(lang: Lang, minutes: i32) -> String {
    if minutes >= 240 && minutes % 60 == 0 {
        say!(lang, common.hours, count = minutes / 60)
    } else {
        say!(lang, common.minutes, count = minutes)
    }
}

/// Minutes after midnight: `09.00`, `09:00`.
pub fn clock(lang: Lang, minute: i32) -> String {
    let sign = if lang == Lang::Tr { '.' } else { ':' };
    format!("{:02}{sign}{:02}", minute / 60, minute % 60)
}

/// `Ankara’da`, `Sinop’ta`, `Ümraniye’de`; in English `in Ankara`.
pub fn inside(lang: Lang, place: &str) -> String {
    if lang == Lang::En {
        return format!("in {place}");
    }
    let lower: Vec<char> =
        place.chars().flat_map(|letter| if letter == 'I' { 'ı' } else { letter }.to_lowercase()).collect();
    let vowel = lower.iter().rev().find(|letter| "aıoueiöü".contains(**letter));
    let back = vowel.is_some_and(|vowel| "aıou".contains(*vowel));
    let hard = lower.last().is_some_and(|letter| "fstkçşhp".contains(*letter));
    let suffix = match (hard, back) {
        (true, true) => "ta",
        (true, false) => "te",
        (false, true) => "da",
        (false, false) => "de",
    };
    format!("{place}’{suffix}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_take_the_ending_that_fits_their_vowels() {
        let expected =
            ["Ankara’da", "İzmir’de", "Sinop’ta", "Muş’ta", "Ümraniye’de", "Bilecik’te", "Iğdır’da", "Ordu’da"];
        for (place, expected) in
            ["Ankara", "İzmir", "Sinop", "Muş", "Ümraniye", "Bilecik", "Iğdır", "Ordu"].into_iter().zip(expected)
        {
            assert_eq!(inside(Lang::Tr, place), expected);
        }
        assert_eq!(inside(Lang::En, "Muş"), "in Muş");
    }

    #[test]
    fn distances_are_rounded_to_what_one_can_feel() {
        let spoken: Vec<String> = [0.12, 0.94, 2.44, 19.9, 120.4].map(|km| distance(Lang::Tr, km)).to_vec();
        assert_eq!(distance(Lang::En, 2.44), "2.4 km");
        assert_eq!(spoken, ["100 m", "950 m", "2,4 km", "19,9 km", "120 km"]);
    }

    #[test]
    fn long_work_is_told_in_hours() {
        let spoken: Vec<String> = [45, 90, 240, 250, 480].map(|minutes| duration(Lang::Tr, minutes)).to_vec();
        assert_eq!(spoken, ["45 dk", "90 dk", "4 sa", "250 dk", "8 sa"]);
    }
}
