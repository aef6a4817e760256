//! What people agree to, in versions. Each text is a file with its version in its name; its SHA-256 stands here and in the log
//! of every consent. A text is changed by a new file with a new version, never in place: a test holds the hashes.

use super::model::privacy::TERMS_VERSION;
use crate::kernel::lang::Lang;
use sha2::{Digest, Sha256};

/// What a text is about, and what one's act says about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Purpose {
    /// Accepted at registration, and again when they change.
    Terms,
    /// The notice of KVKK art. 10: shown, never agreed to.
    Notice,
    /// The privacy policy: to be read, not logged.
    PrivacyPolicy,
    /// Explicit consent (açık rıza): own cars and visits choose what is offered.
    TailoredOffers,
    /// Consent to commercial messages, one per channel (Law No. 6563).
    MarketingEmail,
    MarketingSms,
    MarketingPush,
}

impl Purpose {
    pub const ALL: [Self; 7] = [
        Self::Terms,
        Self::Notice,
        Self::PrivacyPolicy,
        Self::TailoredOffers,
        Self::MarketingEmail,
        Self::MarketingSms,
        Self::MarketingPush,
    ];
    /// Those that are given and withdrawn at will; nothing depends on them.
    pub const OPTIONAL: [Self; 4] =
        [Self::TailoredOffers, Self::MarketingEmail, Self::MarketingSms, Self::MarketingPush];

    /// The word in the database, in addresses and as name of a form's field.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Terms => "terms",
            Self::Notice => "notice",
            Self::PrivacyPolicy => "privacy_policy",
            Self::TailoredOffers => "tailored_offers",
            Self::MarketingEmail => "marketing_email",
            Self::MarketingSms => "marketing_sms",
            Self::MarketingPush => "marketing_push",
        }
    }

    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|purpose| purpose.word() == word)
    }
}

/// What somebody did about a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    Given,
    Withdrawn,
    Shown,
}

impl Act {
    pub const fn word(self) -> &'static str {
        match self {
            Self::Given => "given",
            Self::Withdrawn => "withdrawn",
            Self::Shown => "shown",
        }
    }
}

/// Where on the site it happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    Register,
    Banner,
    PrivacyPage,
}

impl Place {
    pub const fn word(self) -> &'static str {
        match self {
            Self::Register => "register",
            Self::Banner => "banner",
            Self::PrivacyPage => "privacy_page",
        }
    }
}

/// One version of one text in both languages.
#[derive(Debug)]
pub struct Text {
    pub purpose: Purpose,
    /// The day it came into force.
    pub version: &'static str,
    tr: &'static str,
    en: &'static str,
    /// What the files must hash to.
    pub sha256: &'static str,
}

impl Text {
    pub const fn body(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::Tr => self.tr,
            Lang::En => self.en,
        }
    }

    /// SHA-256 over the Turkish text, a null byte, and the English one.
    pub fn hash(&self) -> Vec<u8> {
        Sha256::new().chain_update(self.tr).chain_update([0]).chain_update(self.en).finalize().to_vec()
    }
}

macro_rules! text {
    ($purpose:ident, $file:literal, $version:literal, $sha256:literal) => {
        Text {
            purpose: Purpose::$purpose,
            version: $version,
            tr: include_str!(concat!("consents/texts/", $file, "-", $version, ".tr.txt")),
            en: include_str!(concat!("consents/texts/", $file, "-", $version, ".en.txt")),
            sha256: $sha256,
        }
    };
}

/// Every version that was ever in force; of one purpose the newest first.
pub static TEXTS: [Text; 9] = [
    text!(Terms, "terms", "2026-11-24", "92c2269278611f0e81907faf6f3e4de35c9bb736062f2115aec70ce149024170"),
    text!(Notice, "notice", "2026-11-28", "a67f40a6777f2978b3cd499cb0eaa7f6fc14b821da3cc2d2dd0ed5d3b637627c"),
    text!(PrivacyPolicy, "privacy", "2026-11-30", "c737729e61919c565c8442a5a559bbc2e7986201878210140f0f5a5e9644fbbc"),
    text!(PrivacyPolicy, "privacy", "2026-11-29", "4d067a4e0b1ee32a90d64f81904ed7ee6d93533be70330a5c13d18c6f804a1be"),
    text!(PrivacyPolicy, "privacy", "2026-11-28", "817555805a06fe2677b69b80403aae4cad283f4be9944c91e172e475f12a9908"),
    text!(
        TailoredOffers,
        "tailored_offers",
        "2026-11-28",
        "0cf43793ce884a1e2d36d85cb850c81bccc9ce5902c28e82b395544f9bc73adf"
    ),
    text!(
        MarketingEmail,
        "marketing_email",
        "2026-11-28",
        "fa57096c6fb5dc89fe43b46e10280b2038ef2ec869269b60ed2cfc306331a9d4"
    ),
    text!(
        MarketingSms,
        "marketing_sms",
        "2026-11-28",
        "207d1f0006785772ce71dfeb958798c9ab28a8fab34a185013d57dfe4cde0de9"
    ),
    text!(
        MarketingPush,
        "marketing_push",
        "2026-11-28",
        "1339a9df6bda531c1d85ce1a7e79e6f1d3877ae8ee1ec3a9dac2ab17658273c3"
    ),
];

/// The text in force. Each purpose has one; a test holds it.
pub fn current(purpose: Purpose) -> &'static Text {
    let [first, ..] = &TEXTS;
    TEXTS.iter().find(|text| text.purpose == purpose).unwrap_or(first)
}

/// A version that is or was in force.
pub fn version(purpose: Purpose, version: &str) -> Option<&'static Text> {
    TEXTS.iter().find(|text| text.purpose == purpose && text.version == version)
}

/// All versions of a text, the newest first.
pub fn versions(purpose: Purpose) -> impl Iterator<Item = &'static Text> {
    TEXTS.iter().filter(move |text| text.purpose == purpose)
}

/// Has somebody who accepted `version` of the terms to be asked again?
pub fn asks_again(version: &str) -> bool {
    version != TERMS_VERSION
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::time::Day;

    #[test]
    fn a_text_never_changes_under_its_version() {
        for text in &TEXTS {
            let hash: String = text.hash().iter().map(|byte| format!("{byte:02x}")).collect();
            assert_eq!(
                hash, text.sha256,
                "{:?} {} was changed: give the new words a new version and keep the old file",
                text.purpose, text.version
            );
        }
    }

    #[test]
    fn each_purpose_has_a_text_in_force_and_older_ones_below_it() {
        for purpose in Purpose::ALL {
            assert_eq!(current(purpose).purpose, purpose);
            assert_eq!(Purpose::parse(purpose.word()), Some(purpose));
            let days: Vec<Day> = versions(purpose).map(|text| Day::parse(text.version).expect("a day")).collect();
            assert!(days.is_sorted_by(|newer, older| newer > older), "{purpose:?} {days:?}");
        }
        assert_eq!(current(Purpose::Terms).version, TERMS_VERSION);
        assert!(asks_again("2026-01-01") && !asks_again(TERMS_VERSION));
    }

    #[test]
    fn a_text_says_the_same_parts_in_both_languages() {
        for text in &TEXTS {
            let parts = |lang| text.body(lang).lines().filter(|line| line.starts_with("## ")).count();
            assert!(parts(Lang::Tr) >= 2 && parts(Lang::Tr) == parts(Lang::En), "{:?}", text.purpose);
        }
    }
}
