//! What forms and other clients send and get about households, and its checks.

use crate::kernel::{
    error::{AppError, Checks, Code, Result, Rule},
    ids::{BrandId, MembershipId, ModelId, VariantId, VehicleId},
    text::Email,
};
use serde::{Deserialize, Serialize};

/// What a member may do with a car that is shared. Seeing it is what sharing means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Right {
    View,
    Book,
    Pay,
}

/// The rights that the owner gave.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rights {
    pub book: bool,
    pub pay: bool,
}

impl Rights {
    pub const fn hold(self, right: Right) -> bool {
        match right {
            Right::View => true,
            Right::Book => self.book,
            Right::Pay => self.pay,
        }
    }
}

/// Which cars are shared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cars {
    /// Those that come later too.
    All,
    These(Vec<VehicleId>),
}

/// What the owner shares, and for what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Terms {
    pub rights: Rights,
    pub cars: Cars,
}

/// Asks somebody to share one's cars.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct InviteInput {
    pub email: String,
    /// `true`: may book with them.
    pub book: String,
    /// `true`: may pay for them.
    pub pay: String,
    /// `true`: all cars; otherwise those named.
    pub all_cars: String,
    pub vehicle_ids: Vec<String>,
}

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ChangeInput {
    pub membership_id: String,
    pub book: String,
    pub pay: String,
    pub all_cars: String,
    pub vehicle_ids: Vec<String>,
}

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct MembershipInput {
    pub membership_id: String,
}

/// The token of the mail.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct AnswerInput {
    pub token: String,
}

/// A car in `GET vehicles/shared`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SharedItem {
    pub id: VehicleId,
    pub plate: String,
    pub label: String,
    pub brand_id: BrandId,
    pub model_id: ModelId,
    pub variant_id: VariantId,
    pub model_year: i16,
    pub km: i32,
    /// The first name of who owns it.
    pub owner: String,
    pub may_book: bool,
    pub may_pay: bool,
}

fn is_yes(word: &str) -> bool {
    matches!(word.trim(), "true" | "on" | "1")
}

fn cars(checks: &mut Checks, all: &str, named: &[String]) -> Cars {
    if is_yes(all) {
        return Cars::All;
    }
    checks.require("vehicle_ids", !named.is_empty(), Rule::Required);
    let ids: Option<Vec<VehicleId>> = named.iter().map(|id| id.parse().ok()).collect();
    let mut ids = checks.keep("vehicle_ids", ids.ok_or(Rule::UnknownChoice)).unwrap_or_default();
    ids.sort_unstable();
    ids.dedup();
    Cars::These(ids)
}

impl InviteInput {
    /// # Errors
    /// `invalid` with every refused field.
    pub fn check(&self) -> Result<(Email, Terms)> {
        let mut checks = Checks::default();
        let email = checks.keep("email", Email::parse(&self.email));
        let cars = cars(&mut checks, &self.all_cars, &self.vehicle_ids);
        checks.done()?;
        let rights = Rights { book: is_yes(&self.book), pay: is_yes(&self.pay) };
        Ok((email.ok_or(Code::Invalid)?, Terms { rights, cars }))
    }
}

impl ChangeInput {
    /// # Errors
    /// `invalid` with every refused field.
    pub fn check(&self) -> Result<Terms> {
        let mut checks = Checks::default();
        let cars = cars(&mut checks, &self.all_cars, &self.vehicle_ids);
        checks.done()?;
        Ok(Terms { rights: Rights { book: is_yes(&self.book), pay: is_yes(&self.pay) }, cars })
    }
}

/// # Errors
/// `not_found` for what is no id: no such membership.
pub fn membership_id(text: &str) -> Result<MembershipId> {
    text.parse().map_err(|_| AppError::new(Code::NotFound))
}

/// How people of one household call each other.
pub fn first_name(full_name: &str) -> &str {
    full_name.split_whitespace().next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "0190b1a0-0000-7000-8000-000000000001";

    fn input(vehicle_ids: &[&str]) -> InviteInput {
        let vehicle_ids = vehicle_ids.iter().map(ToString::to_string).collect();
        InviteInput { email: "Fatma@Ornek.Test".into(), book: "true".into(), vehicle_ids, ..InviteInput::default() }
    }

    fn refused(input: &InviteInput) -> Vec<(String, Rule)> {
        let error = input.check().err();
        error.map(|e| e.fields.into_iter().map(|(name, f)| (name, f.rule)).collect()).unwrap_or_default()
    }

    #[test]
    fn a_car_named_twice_is_shared_once() {
        let checked = input(&[ID, ID]).check().ok();
        let terms = Terms { rights: Rights { book: true, pay: false }, cars: Cars::These(vec![ID.parse().unwrap()]) };
        assert_eq!(
            checked.map(|(email, terms)| (email.as_str().to_owned(), terms)),
            Some(("fatma@ornek.test".to_owned(), terms))
        );
    }

    #[test]
    fn all_cars_need_no_names_and_every_wrong_field_is_named_at_once() {
        let all = InviteInput { all_cars: "true".into(), ..input(&["egea"]) };
        assert_eq!(all.check().map(|(_, terms)| terms.cars), Ok(Cars::All));
        let nobody = InviteInput { email: "kimse".into(), ..input(&[]) };
        let expected = [("email", Rule::Email), ("vehicle_ids", Rule::Required)];
        assert_eq!(refused(&nobody), expected.map(|(name, rule)| (name.to_owned(), rule)));
        assert_eq!(refused(&input(&[ID, "egea"])), [("vehicle_ids".to_owned(), Rule::UnknownChoice)]);
    }

    #[test]
    fn people_are_called_by_their_first_name() {
        assert_eq!(["Ayşe Gül Yılmaz", " Işık ", ""].map(first_name), ["Ayşe", "Işık", ""]);
    }
}
