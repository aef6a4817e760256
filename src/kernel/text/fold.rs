//! Turkish folding, equal to `fold_tr` in the database.

/// Folds text for search: `IŞIK Oto–Servis` → `isik oto servis`. Everything that is not a Latin letter or digit becomes
/// one space.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for letter in text.chars().map(base_letter) {
        if letter.is_ascii_alphanumeric() {
            folded.push(letter.to_ascii_lowercase());
        } else if !folded.is_empty() && !folded.ends_with(' ') {
            folded.push(' ');
        }
    }
    folded.truncate(folded.trim_end().len());
    folded
}

/// An ASCII slug: `Işık Oto & Servis` → `isik-oto-servis`.
pub fn slug(text: &str) -> String {
    fold(text).replace(' ', "-")
}

fn base_letter(letter: char) -> char {
    match letter {
        'İ' | 'I' | 'ı' | 'Î' | 'î' => 'i',
        'Ğ' | 'ğ' => 'g',
        'Ü' | 'ü' | 'Û' | 'û' => 'u',
        'Ş' | 'ş' => 's',
        'Ö' | 'ö' => 'o',
        'Ç' | 'ç' => 'c',
        'Â' | 'â' => 'a',
        'Ê' | 'ê' | 'É' | 'é' => 'e',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn isik_finds_isik() {
        assert_eq!(fold("IŞIK Oto–Servis, Ön fren'i  Çok İYİ"), "isik oto servis on fren i cok iyi");
        assert_eq!(fold("  "), "");
        assert_eq!(fold("عربي 🚗 Kâğıt"), "kagit");
    }

    #[test]
    fn slugs_are_ascii() {
        assert_eq!(slug("Işık Oto & Servis (Ümraniye)"), "isik-oto-servis-umraniye");
    }
}
