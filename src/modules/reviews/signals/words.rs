//! The word lists behind the signals. Kept small: they wake a moderator, they do not judge.

/// Ends of web addresses that people write; `me` and `top` also begin Turkish words and stay out.
pub(super) const TOP_LEVEL: [&str; 13] =
    ["com", "net", "org", "info", "biz", "io", "shop", "xyz", "site", "online", "app", "store", "tr"];

/// Hosts that are short enough to be words; they count with a path.
pub(super) const SHORT_LINKS: [&str; 5] = ["t.me", "wa.me", "bit.ly", "fb.me", "goo.gl"];

/// Whole words, folded.
const WORDS: [&str; 16] = [
    "amk",
    "amq",
    "aq",
    "salak",
    "aptal",
    "embesil",
    "dangalak",
    "gerizekali",
    "ibne",
    "yavsak",
    "kahpe",
    "kaltak",
    "bitch",
    "bastard",
    "moron",
    "wtf",
];

/// Beginnings of words, folded: Turkish hangs its endings on them.
const ROOTS: [&str; 17] = [
    "orospu",
    "pezevenk",
    "gavat",
    "serefsiz",
    "haysiyetsiz",
    "namussuz",
    "yarrak",
    "amcik",
    "kancik",
    "surtuk",
    "gotveren",
    "ibnel",
    "yavsakl",
    "fuck",
    "motherfuck",
    "asshole",
    "bullshit",
];

/// Several words, folded.
const PHRASES: [&str; 3] = ["geri zekali", "amina ko", "anani s"];

/// As written in small letters, because folding makes them harmless words (`sık`, English `got` and `pic`).
const AS_WRITTEN: [&str; 6] = ["siktir", "sikey", "sikim", "sikik", "piç", "göt"];

const NUMBERS: [&str; 20] = [
    "sifir", "bir", "iki", "uc", "dort", "bes", "alti", "yedi", "sekiz", "dokuz", "on", "yirmi", "otuz", "kirk",
    "elli", "altmis", "yetmis", "seksen", "doksan", "yuz",
];

pub(super) fn is_number(folded: &str) -> bool {
    NUMBERS.contains(&folded)
}

pub(super) fn profane(text: &str, folded: &str) -> bool {
    let by_word =
        folded.split(' ').any(|word| WORDS.contains(&word) || ROOTS.iter().any(|root| word.starts_with(root)));
    let padded = format!(" {folded}");
    let by_phrase = PHRASES.iter().any(|phrase| padded.contains(&format!(" {phrase}")));
    by_word || by_phrase || as_written(text)
}

fn as_written(text: &str) -> bool {
    // Turkish small letters: I is ı, İ is i.
    let lower: String = text
        .chars()
        .flat_map(|letter| match letter {
            'I' => vec!['ı'],
            'İ' => vec!['i'],
            other => other.to_lowercase().collect(),
        })
        .collect();
    lower.split(|c: char| !c.is_alphanumeric()).any(|word| {
        AS_WRITTEN.iter().any(|root| match *root {
            // `götür` and its like begin with them, so these two stand alone.
            "piç" | "göt" => word == *root,
            root => word.starts_with(root),
        })
    })
}
