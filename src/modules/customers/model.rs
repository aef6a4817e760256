//! What travels, and its checks.

use crate::kernel::{
    error::{AppError, Checks, Code, Result, Rule},
    ids::InvoiceProfileId,
    text::{Tckn, Vkn},
};
use serde::{Deserialize, Serialize};

/// To whom an invoice is made out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InvoiceKind {
    #[default]
    Person,
    Company,
}

impl InvoiceKind {
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

/// An invoice profile as a form sends it; without `profile_id` a new one.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct InvoiceInput {
    #[serde(default)]
    pub profile_id: String,
    #[serde(default)]
    pub kind: String,
    #[serde(default)]
    pub title: String,
    #[serde(default)]
    pub tax_number: String,
    #[serde(default)]
    pub tax_office: String,
    #[serde(default)]
    pub address: String,
}

/// The profile that a button speaks of.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct InvoiceIdInput {
    #[serde(default)]
    pub profile_id: String,
}

/// A profile whose fields hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewInvoiceProfile {
    pub kind: InvoiceKind,
    pub title: String,
    /// 11 digits of a person, 10 of a company.
    pub tax_number: String,
    /// Of companies only.
    pub tax_office: String,
    pub address: String,
}

pub const TITLE_MAX: usize = 200;
pub const OFFICE_MAX: usize = 80;
pub const ADDRESS_MAX: usize = 400;

impl InvoiceInput {
    /// # Errors
    /// `invalid` with every refused field.
    pub fn check(&self) -> Result<NewInvoiceProfile> {
        let mut checks = Checks::default();
        let kind = checks.keep("kind", InvoiceKind::parse(&self.kind).ok_or(Rule::UnknownChoice)).unwrap_or_default();
        let title = checks.text("title", &self.title, 2, TITLE_MAX);
        let address = checks.text("address", &self.address, 5, ADDRESS_MAX);
        let (number, tax_office) = match kind {
            InvoiceKind::Person => {
                (Tckn::parse(&self.tax_number).map(|number| number.as_str().to_owned()), String::new())
            }
            InvoiceKind::Company => (
                Vkn::parse(&self.tax_number).map(|number| number.as_str().to_owned()),
                checks.text("tax_office", &self.tax_office, 2, OFFICE_MAX),
            ),
        };
        let tax_number = checks.keep("tax_number", number.map_err(|_| Rule::CheckDigits)).unwrap_or_default();
        checks.done()?;
        Ok(NewInvoiceProfile { kind, title, tax_number, tax_office, address })
    }
}

/// # Errors
/// `not_found` for what is no id.
pub fn profile_id(text: &str) -> Result<InvoiceProfileId> {
    text.parse().map_err(|_| AppError::new(Code::NotFound))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn input(kind: &str, number: &str, office: &str) -> InvoiceInput {
        InvoiceInput {
            kind: kind.into(),
            title: "Işık Demir".into(),
            tax_number: number.into(),
            tax_office: office.into(),
            address: "Ostim Mah. 100. Yıl Blv. No: 5, Ankara".into(),
            ..InvoiceInput::default()
        }
    }

    fn refused(input: &InvoiceInput) -> Vec<(String, Rule)> {
        let error = input.check().expect_err("refused");
        error.fields.into_iter().map(|(name, field)| (name, field.rule)).collect()
    }

    #[test]
    fn a_person_needs_a_number_a_company_an_office_too() {
        let person = input("person", "100 000 001 46", "dropped").check().expect("a person");
        assert_eq!((person.tax_number.as_str(), person.tax_office.as_str()), ("10000000146", ""));
        let company = input("company", "4540536920", "Ostim").check().expect("a company");
        assert_eq!((company.kind, company.tax_office.as_str()), (InvoiceKind::Company, "Ostim"));
        assert_eq!(refused(&input("company", "4540536920", "")), [("tax_office".into(), Rule::Required)]);
    }

    #[test]
    fn wrong_check_digits_and_the_number_of_the_other_kind_are_refused() {
        for (kind, number) in [
            ("person", "12345678901"),
            ("person", "4540536920"),
            ("company", "4540536921"),
            ("company", "10000000146"),
            ("person", ""),
        ] {
            assert_eq!(
                refused(&input(kind, number, "Ostim")),
                [("tax_number".into(), Rule::CheckDigits)],
                "{kind} {number}"
            );
        }
        assert_eq!(refused(&input("dernek", "10000000146", "")), [("kind".into(), Rule::UnknownChoice)]);
    }
}
