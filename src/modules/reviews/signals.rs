//! Signals: reasons to look at a review before it is published. Pure; the same for praise and blame.
//!
//! A signal never refuses anything, so a false alarm costs a moderator's minute, while a missed one is public. Words are
//! compared in Turkish folding; the few roots that folding would confuse (`sık`) are compared as written.

use super::model::Stars;
use crate::kernel::text::{Phone, fold};
use serde::{Deserialize, Serialize};

mod words;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Signal {
    Phone,
    Iban,
    /// A web or e-mail address, or a handle.
    Link,
    Profanity,
    /// Nearly all in capitals.
    Shouting,
    /// A word or less, with all stars at one end.
    Short,
    /// Many reviews of one workshop within an hour.
    Burst,
    /// Word for word what another review says.
    SameText,
    /// Its visit was closed long before it could have been made.
    Hasty,
}

/// From this many reviews of one workshop within an hour on, this one included.
pub const BURST: i64 = 5;
const SHORT_LETTERS: usize = 6;
const SHOUTING_LETTERS: usize = 20;

impl Signal {
    pub const ALL: [Self; 9] = [
        Self::Phone,
        Self::Iban,
        Self::Link,
        Self::Profanity,
        Self::Shouting,
        Self::Short,
        Self::Burst,
        Self::SameText,
        Self::Hasty,
    ];

    /// The word in the database and in addresses.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Phone => "phone",
            Self::Iban => "iban",
            Self::Link => "link",
            Self::Profanity => "profanity",
            Self::Shouting => "shouting",
            Self::Short => "short",
            Self::Burst => "burst",
            Self::SameText => "same_text",
            Self::Hasty => "hasty",
        }
    }

    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|signal| signal.word() == word)
    }
}

/// What stands around a review: counted by the store.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Around {
    /// Other reviews of the same workshop within the last hour.
    pub recent: i64,
    /// Is there another review with the same words?
    pub same_text: bool,
    /// Was the visit closed before a quarter of its time had passed?
    pub hasty: bool,
}

/// Every signal that fires, in the order of [`Signal::ALL`].
pub fn signals(text: &str, stars: Stars, around: Around) -> Vec<Signal> {
    let folded = fold(text);
    let fires = |signal: &Signal| match signal {
        Signal::Phone => holds_phone(text) || holds_spoken_phone(&folded),
        Signal::Iban => holds_iban(text),
        Signal::Link => holds_link(text, &folded),
        Signal::Profanity => words::profane(text, &folded),
        Signal::Shouting => shouts(text),
        Signal::Short => !text.is_empty() && letters(text).count() < SHORT_LETTERS && stars.extreme(),
        Signal::Burst => around.recent + 1 >= BURST,
        Signal::SameText => around.same_text,
        Signal::Hasty => around.hasty,
    };
    Signal::ALL.into_iter().filter(fires).collect()
}

/// The signals that a workshop's answer can give: what the words themselves say. Its length is its own business, and a polite
/// sentence may stand under every review.
pub fn of_reply(text: &str) -> Vec<Signal> {
    let middling = Stars([3; 5]);
    signals(text, middling, Around::default())
}

fn letters(text: &str) -> impl Iterator<Item = char> + '_ {
    text.chars().filter(|letter| letter.is_alphanumeric())
}

/// Groups of digits that stand together, however they are separated: `0 (532) 123-45 67` is one run of five groups.
fn digit_runs(text: &str) -> Vec<Vec<String>> {
    let mut runs: Vec<Vec<String>> = Vec::new();
    let mut gap = usize::MAX;
    for letter in text.chars() {
        match (letter.to_digit(10).or_else(|| full_width_digit(letter)), gap) {
            (Some(digit), 0) => {
                if let Some(group) = runs.last_mut().and_then(|run| run.last_mut()) {
                    group.push_str(&digit.to_string());
                }
            }
            (Some(digit), 1..=3) => {
                if let Some(run) = runs.last_mut() {
                    run.push(digit.to_string());
                }
            }
            (Some(digit), _) => runs.push(vec![digit.to_string()]),
            (None, _) if matches!(letter, ' ' | '-' | '.' | '(' | ')' | '/' | '_' | '–') => {
                gap = gap.saturating_add(1);
                continue;
            }
            (None, _) => {
                gap = usize::MAX;
                continue;
            }
        }
        gap = 0;
    }
    runs
}

fn full_width_digit(letter: char) -> Option<u32> {
    ('０'..='９').contains(&letter).then(|| u32::from(letter) - u32::from('０'))
}

fn holds_phone(text: &str) -> bool {
    digit_runs(text).iter().any(|groups| {
        let digits = groups.concat();
        // Without a leading 0 ten digits may as well be prices, so they must be grouped as numbers are.
        let grouped = matches!(
            groups.iter().map(String::len).collect::<Vec<_>>().as_slice(),
            [10] | [3, 7] | [3, 3, 4] | [3, 3, 2, 2]
        );
        let mobile = Phone::parse(&digits).is_ok() && (grouped || !digits.starts_with('5'));
        let fixed = digits.len() == 11 && ["02", "03", "04", "08"].iter().any(|area| digits.starts_with(area));
        mobile || fixed
    })
}

/// `sıfır beş yüz otuz iki …`: seven number words in a row are no price.
fn holds_spoken_phone(folded: &str) -> bool {
    let mut row = 0;
    folded.split(' ').any(|word| {
        row = if words::is_number(word) { row + 1 } else { 0 };
        row >= 7
    })
}

/// `TR` and at least 16 digits, typed with or without spaces: a wrong check digit is no excuse.
fn holds_iban(text: &str) -> bool {
    let letters: Vec<char> = text.chars().filter(|c| !matches!(c, ' ' | '-' | '.')).collect();
    letters.windows(18).any(|window| match window {
        [t, r, digits @ ..] => {
            t.eq_ignore_ascii_case(&'t') && r.eq_ignore_ascii_case(&'r') && digits.iter().all(char::is_ascii_digit)
        }
        _ => false,
    })
}

fn holds_link(text: &str, folded: &str) -> bool {
    let lower = text.to_lowercase();
    let typed = ["http:", "https:", "www."].iter().any(|start| lower.contains(start));
    let spoken = ["nokta com", "nokta net", "nokta org", "dot com"].iter().any(|words| folded.contains(words));
    typed || spoken || lower.split(|c: char| c.is_whitespace() || "()[]{}<>,;\"'’“”".contains(c)).any(is_address)
}

/// `usta.com.tr`, `ad@posta.net`, `@usta_oto`, `t.me/usta`; never `memnunum.ama`.
fn is_address(word: &str) -> bool {
    let word = word.trim_matches(|c: char| matches!(c, '.' | ':' | '!' | '?' | '…'));
    if let Some((_, after)) = word.split_once('@') {
        return after.chars().filter(|c| c.is_alphanumeric()).count() >= 3;
    }
    let host = word.split('/').next().unwrap_or_default();
    let labels: Vec<&str> = host.split('.').collect();
    let named = labels.len() >= 2
        && labels.iter().all(|label| !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || c == '-'));
    let top = labels.last().copied().unwrap_or_default();
    named && (words::TOP_LEVEL.contains(&top) || (words::SHORT_LINKS.contains(&host) && word.contains('/')))
}

/// Nearly all letters of a longer text are capitals. Plates and short names do not count.
fn shouts(text: &str) -> bool {
    let (upper, lower) = text.chars().fold((0_usize, 0_usize), |(upper, lower), letter| {
        (upper + usize::from(letter.is_uppercase()), lower + usize::from(letter.is_lowercase()))
    });
    upper + lower >= SHOUTING_LETTERS && upper * 5 >= (upper + lower) * 4
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Vec<Signal> {
        signals(text, Stars([5, 4, 5, 5, 5]), Around::default())
    }

    #[test]
    fn an_honest_text_fires_nothing() {
        for text in [
            "",
            "Fiyat ne konuştuysak o. Diskleri de ölçtü, daha 20 bin gider dedi.",
            "12.500 TL dediler, 14.250 TL aldılar. 120.000 km bakımı, 34 ABC 123, 2019 model.",
            "Cıvataları sıktı, sık sık arayıp bilgi verdi. Sıkıntı yok, amcam da memnun.",
            "Saat 14.30 randevusuna 16.45’te aldılar.Memnun kalmadım.",
            "Randevu 23.11.2026 idi, iş 2.5 saat sürdü; 5W-30 yağ, 4.2 litre.",
            "TR'nin en iyi ustası. Usta Mehmet Bey'e teşekkürler!",
            "ABS ve ESP lambası yandı, OBD ile baktılar.",
        ] {
            assert_eq!(of(text), [], "{text}");
        }
    }

    #[test]
    fn phone_numbers_are_found_however_they_are_typed() {
        for text in [
            "Beni arayın 0532 123 45 67",
            "0(532)123-45-67 dan ulaşın",
            "tel:05321234567",
            "+90 532 123 45 67",
            "532 123 45 67 whatsapp",
            "5321234567",
            "sabit 0312 345 67 89",
            "０５３２１２３４５６７",
            "sıfır beş yüz otuz iki yüz yirmi üç kırk beş altmış yedi",
        ] {
            assert_eq!(of(text), [Signal::Phone], "{text}");
        }
        assert_eq!(of("500 1500 300 lira üç parça tuttu"), []);
    }

    #[test]
    fn ibans_are_found_with_and_without_spaces() {
        for text in ["TR330006100519786457841326", "Iban: tr33 0006 1005 1978 6457 8413 26 Hasan"] {
            assert!(of(text).contains(&Signal::Iban), "{text}");
        }
    }

    #[test]
    fn addresses_are_found() {
        for text in [
            "Bakın: https://ornek.test/x",
            "www.ucuzparca.com.tr",
            "ucuzparca.com'dan alın",
            "yazın: usta@posta.net",
            "instagram @usta_oto",
            "t.me/ucuzusta",
            "ucuz parca nokta com",
        ] {
            assert_eq!(of(text), [Signal::Link], "{text}");
        }
    }

    #[test]
    fn insults_are_found_in_both_languages_and_with_endings() {
        for text in [
            "Bu ŞEREFSİZLER parça çaldı",
            "amk böyle iş mi olur",
            "what the FUCK is this",
            "Geri zekâlı bir kalfa",
            "piç kurusu",
        ] {
            assert!(of(text).contains(&Signal::Profanity), "{text}");
        }
    }

    #[test]
    fn shouting_is_found() {
        assert_eq!(of("SAKIN GİTMEYİN ARKADAŞLAR ÇOK KÖTÜ"), [Signal::Shouting]);
        assert_eq!(of("ÇOK İYİ"), []);
    }

    #[test]
    fn short_texts_fire_only_with_extreme_stars() {
        for stars in [1, 5] {
            assert_eq!(signals("iyi", Stars([stars; 5]), Around::default()), [Signal::Short]);
            assert_eq!(signals("", Stars([stars; 5]), Around::default()), []);
        }
        assert_eq!(of("iyi"), []);
    }

    #[test]
    fn what_stands_around_counts() {
        let stars = Stars([5, 4, 5, 5, 5]);
        assert_eq!(signals("Temiz iş.", stars, Around { recent: 3, ..Around::default() }), []);
        assert_eq!(
            signals("Temiz iş.", stars, Around { recent: 4, same_text: true, hasty: true }),
            [Signal::Burst, Signal::SameText, Signal::Hasty]
        );
    }

    #[test]
    fn words_are_read_back() {
        for signal in Signal::ALL {
            assert_eq!(Signal::parse(signal.word()), Some(signal));
        }
    }
}
