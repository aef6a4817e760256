//! What is typed about a certificate, and its checks.

use crate::kernel::{
    error::{AppError, Checks, Code, Result, Rule},
    ids::CertificateId,
    text::fold,
    time::Day,
};

/// What a certificate says that a workshop may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CertificateKind {
    TseHyb,
    Myk,
    HighVoltage,
    Lpg,
    Authorised,
}

impl CertificateKind {
    pub const ALL: [Self; 5] = [Self::TseHyb, Self::Myk, Self::HighVoltage, Self::Lpg, Self::Authorised];

    pub const fn word(self) -> &'static str {
        match self {
            Self::TseHyb => "tse_hyb",
            Self::Myk => "myk",
            Self::HighVoltage => "high_voltage",
            Self::Lpg => "lpg",
            Self::Authorised => "authorised",
        }
    }

    /// The word in addresses of the site.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::TseHyb => "tse-hyb",
            Self::Myk => "myk",
            Self::HighVoltage => "yuksek-gerilim",
            Self::Lpg => "lpg",
            Self::Authorised => "yetkili-servis",
        }
    }

    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.slug() == slug)
    }

    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }
}

/// A certificate as its form sends it, beside the file.
#[derive(Clone, Debug, Default)]
pub struct CertificateInput {
    pub kind: String,
    /// Slug or id; for authorisations only.
    pub brand: String,
    pub number: String,
    pub issuer: String,
    pub issued_on: String,
    /// Empty: it does not run out.
    pub expires_on: String,
}

/// A certificate whose fields hold; the brand is looked up beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewCertificate {
    pub kind: CertificateKind,
    pub number: String,
    pub issuer: String,
    pub issued_on: Day,
    pub expires_on: Option<Day>,
}

pub const NUMBER_MAX: usize = 60;
pub const ISSUER_MAX: usize = 120;
/// Nothing is issued for longer.
const YEARS_AHEAD: i64 = 30 * 366;

impl CertificateInput {
    /// # Errors
    /// `invalid` with every refused field.
    pub fn check(&self, today: Day, brand_is_known: bool) -> Result<NewCertificate> {
        let mut checks = Checks::default();
        let kind = checks.keep("kind", CertificateKind::parse(&self.kind).ok_or(Rule::UnknownChoice));
        let number = checks.text("number", &self.number, 2, NUMBER_MAX);
        let issuer = checks.text("issuer", &self.issuer, 2, ISSUER_MAX);
        let issued_on = checks.keep("issued_on", Day::parse(&self.issued_on).ok_or(Rule::Required));
        if let Some(day) = issued_on {
            checks.require("issued_on", day <= today, Rule::TooFarAhead);
        }
        let expires_on = match self.expires_on.trim() {
            "" => None,
            text => checks.keep("expires_on", Day::parse(text).ok_or(Rule::UnknownChoice)),
        };
        if let Some(day) = expires_on {
            checks.require("expires_on", issued_on.is_none_or(|issued| day > issued), Rule::DatesOrder);
            checks.require("expires_on", day >= today, Rule::InThePast);
            checks.require("expires_on", day <= today.plus(YEARS_AHEAD), Rule::TooFarAhead);
        }
        checks.require("brand", kind != Some(CertificateKind::Authorised) || brand_is_known, Rule::Required);
        checks.done()?;
        match (kind, issued_on) {
            (Some(kind), Some(issued_on)) => Ok(NewCertificate { kind, number, issuer, issued_on, expires_on }),
            _ => Err(Code::Invalid.into()),
        }
    }
}

/// # Errors
/// `not_found` for what is no id.
pub fn certificate_id(text: &str) -> Result<CertificateId> {
    text.parse().map_err(|_| AppError::new(Code::NotFound))
}

/// Does a text call the workshop an authorised service, however it is written, of a brand between the two words too?
pub fn claims_authority(text: &str) -> bool {
    let text = fold(text);
    let letters: String = text.split(' ').collect();
    let words: Vec<&str> = text.split(' ').collect();
    let of_a_brand = |three: &[&str]| match three {
        [first, _, last] => *first == "yetkili" && last.starts_with("servisi"),
        _ => false,
    };
    ["yetkiliservis", "authorisedservice", "authorizedservice"].iter().any(|claim| letters.contains(claim))
        || words.windows(3).any(of_a_brand)
}

/// The name without what it claims: `Fiat Yetkili Servisi` is `Fiat Servisi`, `YetkiliServis` is `Servis`.
pub fn without_claim(name: &str) -> String {
    const CLAIMS: [&str; 3] = ["yetkili", "authorised", "authorized"];
    // Each letter by itself is one letter folded, or none: so much of a word is the claim.
    let plain = |word: &str| {
        let folded = fold(word);
        let claim = CLAIMS.iter().find(|claim| folded.starts_with(*claim)).map_or(0, |claim| claim.len());
        let rest: String = word.chars().skip(claim).collect();
        rest.trim_start_matches(|letter: char| !letter.is_alphanumeric()).to_owned()
    };
    name.split_whitespace().map(plain).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn input() -> CertificateInput {
        CertificateInput {
            kind: "tse_hyb".into(),
            brand: String::new(),
            number: "06-HYB-123".into(),
            issuer: "TSE".into(),
            issued_on: "2026-01-10".into(),
            expires_on: "2027-01-10".into(),
        }
    }

    fn refused(input: &CertificateInput) -> Vec<(String, Rule)> {
        let today = Day::parse("2026-11-29").expect("a day");
        let error = input.check(today, false).err();
        error
            .map(|error| error.fields.into_iter().map(|(name, field)| (name, field.rule)).collect())
            .unwrap_or_default()
    }

    #[test]
    fn days_are_in_order_and_an_authorisation_names_its_brand() {
        assert_eq!(refused(&input()), []);
        assert_eq!(refused(&CertificateInput { expires_on: String::new(), ..input() }), []);
        for (changed, field, rule) in [
            (CertificateInput { issued_on: "2026-12-01".into(), ..input() }, "issued_on", Rule::TooFarAhead),
            (CertificateInput { issued_on: String::new(), ..input() }, "issued_on", Rule::Required),
            (CertificateInput { expires_on: "2026-01-10".into(), ..input() }, "expires_on", Rule::DatesOrder),
            (CertificateInput { expires_on: "2026-11-28".into(), ..input() }, "expires_on", Rule::InThePast),
            (CertificateInput { expires_on: "2099-01-01".into(), ..input() }, "expires_on", Rule::TooFarAhead),
            (CertificateInput { kind: "authorised".into(), ..input() }, "brand", Rule::Required),
            (CertificateInput { kind: "diploma".into(), ..input() }, "kind", Rule::UnknownChoice),
        ] {
            assert_eq!(refused(&changed), [(field.to_owned(), rule)]);
        }
    }

    #[test]
    fn a_claim_is_seen_however_it_is_written() {
        for text in [
            "Fiat Yetkili Servisi",
            "YETKİLİ-SERVİS",
            "yetkili  servis",
            "yetkiliservis",
            "Authorized Service",
            "Yetkili BMW Servisi",
        ] {
            assert!(claims_authority(text), "{text}");
        }
        for (name, honest) in [
            ("Fiat Yetkili Servisi", "Fiat Servisi"),
            ("Işık YETKİLİ-SERVİS", "Işık SERVİS"),
            ("YetkiliServis Ankara", "Servis Ankara"),
            ("Yetkili BMW Servisi", "BMW Servisi"),
            ("Authorized Service", "Service"),
            ("Işık Oto 34/A", "Işık Oto 34/A"),
        ] {
            assert_eq!(without_claim(name), honest);
        }
        for text in ["Özel servis", "Yetkili ustalarımız servis verir", ""] {
            assert!(!claims_authority(text), "{text}");
        }
    }
}
