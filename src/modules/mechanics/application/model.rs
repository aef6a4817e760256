//! What travels, and its checks.

use crate::kernel::{
    error::{AppError, Checks, Code, Result, Rule},
    ids::DocumentId,
    text::{Tckn, Vkn},
};
use serde::{Deserialize, Serialize};

/// As what a workshop trades.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LegalKind {
    /// Under a person's own name, with their identity number.
    #[default]
    Person,
    Company,
}

impl LegalKind {
    pub const fn word(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Company => "company",
        }
    }

    pub fn parse(word: &str) -> Option<Self> {
        [Self::Person, Self::Company].into_iter().find(|kind| kind.word() == word)
    }
}

/// What a paper is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DocumentKind {
    TaxPlate,
    Licence,
    Mastery,
    Registry,
    Premises,
    Other,
}

impl DocumentKind {
    pub const ALL: [Self; 6] =
        [Self::TaxPlate, Self::Licence, Self::Mastery, Self::Registry, Self::Premises, Self::Other];
    /// Without these nothing can be checked.
    pub const NEEDED: [Self; 3] = [Self::TaxPlate, Self::Licence, Self::Mastery];

    pub const fn word(self) -> &'static str {
        match self {
            Self::TaxPlate => "tax_plate",
            Self::Licence => "licence",
            Self::Mastery => "mastery",
            Self::Registry => "registry",
            Self::Premises => "premises",
            Self::Other => "other",
        }
    }

    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }
}

/// Where an application stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    Draft,
    Sent,
    Asked,
    Refused,
    Approved,
}

impl State {
    pub const ALL: [Self; 5] = [Self::Draft, Self::Sent, Self::Asked, Self::Refused, Self::Approved];

    pub const fn word(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Sent => "sent",
            Self::Asked => "asked",
            Self::Refused => "refused",
            Self::Approved => "approved",
        }
    }

    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.word() == word)
    }

    /// Is it the owner's turn?
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Draft | Self::Asked | Self::Refused)
    }

    /// Does it lie with the desk, or wait for an answer to it?
    pub const fn is_pending(self) -> bool {
        matches!(self, Self::Sent | Self::Asked)
    }
}

/// A part of the application that has to be there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    Profile,
    Identity,
    Services,
    Hours,
    Documents,
}

impl Step {
    pub const ALL: [Self; 5] = [Self::Profile, Self::Identity, Self::Services, Self::Hours, Self::Documents];

    pub const fn word(self) -> &'static str {
        match self {
            Self::Profile => "profile",
            Self::Identity => "identity",
            Self::Services => "services",
            Self::Hours => "hours",
            Self::Documents => "documents",
        }
    }
}

/// The legal identity as a form sends it.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct IdentityInput {
    /// `person` or `company`.
    pub kind: String,
    pub title: String,
    pub tax_number: String,
    pub tax_office: String,
    pub mersis: String,
}

/// The legal identity of a workshop.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Identity {
    pub kind: LegalKind,
    pub title: String,
    /// 11 digits of a person, 10 of a company.
    pub tax_number: String,
    pub tax_office: String,
    pub mersis: Option<String>,
}

pub const TITLE_MAX: usize = 200;
pub const OFFICE_MAX: usize = 80;
const MERSIS_DIGITS: usize = 16;

impl IdentityInput {
    /// # Errors
    /// `invalid` with every refused field.
    pub fn check(&self) -> Result<Identity> {
        let mut checks = Checks::default();
        let kind = checks.keep("kind", LegalKind::parse(&self.kind).ok_or(Rule::UnknownChoice)).unwrap_or_default();
        let title = checks.text("title", &self.title, 2, TITLE_MAX);
        let tax_office = checks.text("tax_office", &self.tax_office, 2, OFFICE_MAX);
        let number = match kind {
            LegalKind::Person => Tckn::parse(&self.tax_number).map(|number| number.as_str().to_owned()),
            LegalKind::Company => Vkn::parse(&self.tax_number).map(|number| number.as_str().to_owned()),
        };
        let tax_number = checks.keep("tax_number", number.map_err(|_| Rule::CheckDigits)).unwrap_or_default();
        let mersis: String = self.mersis.chars().filter(|letter| !letter.is_whitespace()).collect();
        let fits = mersis.len() == MERSIS_DIGITS && mersis.bytes().all(|b| b.is_ascii_digit());
        checks.require("mersis", mersis.is_empty() || fits, Rule::CheckDigits);
        checks.done()?;
        Ok(Identity { kind, title, tax_number, tax_office, mersis: Some(mersis).filter(|number| !number.is_empty()) })
    }
}

/// The paper that a button speaks of.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct DocumentIdInput {
    pub document_id: String,
}

impl DocumentIdInput {
    /// # Errors
    /// `not_found` for what is no id.
    pub fn id(&self) -> Result<DocumentId> {
        self.document_id.parse().map_err(|_| AppError::new(Code::NotFound))
    }
}

/// What an owner says with the application; an answer needs words.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct SendInput {
    pub text: String,
}

/// What the desk decides about a change, and which one it saw: the moment it was sent or made.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct SeenInput {
    pub mechanic_id: String,
    pub seen: String,
    /// Where a plain form goes on to; a path of this site.
    pub next: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn input(kind: &str, number: &str, mersis: &str) -> IdentityInput {
        IdentityInput {
            kind: kind.into(),
            title: "Işık Oto Ltd. Şti.".into(),
            tax_number: number.into(),
            tax_office: "Ostim".into(),
            mersis: mersis.into(),
        }
    }

    fn refused(input: &IdentityInput) -> Vec<String> {
        input.check().err().map(|error| error.fields.into_keys().collect()).unwrap_or_default()
    }

    #[test]
    fn numbers_fit_what_trades_there() {
        let company = input("company", "4540536920", "0454 0536 9200 0015").check().expect("a company");
        assert_eq!(company.mersis.as_deref(), Some("0454053692000015"));
        assert_eq!(input("person", "100 000 001 46", "").check().expect("a person").mersis, None);
        assert_eq!(refused(&input("person", "4540536920", "")), ["tax_number"]);
        assert_eq!(refused(&input("company", "4540536921", "12")), ["mersis", "tax_number"]);
        assert_eq!(refused(&IdentityInput::default()), ["kind", "tax_number", "tax_office", "title"]);
    }

    #[test]
    fn words_are_read_back() {
        assert!(DocumentKind::ALL.into_iter().all(|kind| DocumentKind::parse(kind.word()) == Some(kind)));
        assert!(State::ALL.into_iter().all(|state| State::parse(state.word()) == Some(state)));
    }
}
