//! What is asked of the catalogue and written into it, with its limits.

use super::inputs::{BrandInput, ImportInput, MergeInput, ModelInput, ProposeInput, RefuseInput, VariantInput};
use crate::{
    kernel::{
        error::{Checks, Code, Result, Rule},
        ids::{BrandId, ImportId, ModelId, ProposalId, VariantId},
    },
    modules::vehicles::model::year,
    platform::reference::import::{FUELS, TRANSMISSIONS, keys::name_slug},
};
use std::{ops::RangeInclusive, str::FromStr};

pub const BODIES: [&str; 12] = [
    "sedan",
    "hatchback",
    "wagon",
    "suv",
    "mpv",
    "van",
    "cabrio",
    "coupe",
    "minibus",
    "pickup",
    "motorcycle",
    "scooter",
];
pub const NAME_MAX: usize = 60;
pub const VARIANT_MAX: usize = 80;
/// As the database allows.
pub const ALIASES_MAX: usize = 1_000;
pub const NOTE_MAX: usize = 500;
pub const REASON_MAX: usize = 500;
pub const FIRST_YEAR: i16 = 1950;
const ENGINE_CC: RangeInclusive<i32> = 20..=20_000;
const POWER_KW: RangeInclusive<i32> = 1..=2_000;
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BrandDraft {
    pub id: Option<BrandId>,
    pub name: String,
    pub slug: String,
    pub aliases: String,
    pub is_active: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ModelDraft {
    pub id: Option<ModelId>,
    pub name: String,
    pub slug: String,
    pub aliases: String,
    pub is_active: bool,
}

/// Where a variant belongs: to a known model, or to one that is named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    Known(ModelId),
    Named { brand: BrandDraft, model: ModelDraft },
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VariantDraft {
    pub id: Option<VariantId>,
    pub name: String,
    pub aliases: String,
    pub generation: String,
    pub year_from: i16,
    pub year_to: Option<i16>,
    pub engine_cc: Option<i32>,
    pub fuel: String,
    pub power_kw: Option<i32>,
    pub transmission: String,
    pub body: String,
    pub is_active: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProposalDraft {
    pub brand: String,
    pub model: String,
    pub variant: String,
    pub year: i16,
    pub fuel: String,
    pub transmission: String,
    pub note: String,
}

impl BrandInput {
    /// # Errors
    /// `invalid` with every refused field, `not_found` for an id that cannot be one.
    pub fn check(&self) -> Result<BrandDraft> {
        let id = own_id(&self.id)?;
        let mut checks = Checks::default();
        let (name, slug) = named(&mut checks, "name", &self.name);
        let aliases = aliases(&mut checks, &self.aliases);
        checks.done()?;
        Ok(BrandDraft { id, name, slug, aliases, is_active: is_on(&self.active) })
    }
}

impl ModelInput {
    /// The brand counts for new ones only.
    ///
    /// # Errors
    /// As [`BrandInput::check`].
    pub fn check(&self) -> Result<(Option<BrandId>, ModelDraft)> {
        let (id, brand) = (own_id(&self.id)?, own_id(&self.brand_id)?);
        let mut checks = Checks::default();
        checks.require("brand_id", id.is_some() || brand.is_some(), Rule::Required);
        let (name, slug) = named(&mut checks, "name", &self.name);
        let aliases = aliases(&mut checks, &self.aliases);
        checks.done()?;
        Ok((brand, ModelDraft { id, name, slug, aliases, is_active: is_on(&self.active) }))
    }
}

impl VariantInput {
    /// `last_year` is the newest model year that may be written down.
    ///
    /// # Errors
    /// As [`BrandInput::check`].
    pub fn check(&self, last_year: i16) -> Result<(Option<Place>, VariantDraft)> {
        let id = own_id(&self.id)?;
        let mut checks = Checks::default();
        let place = if id.is_some() { None } else { Some(self.place(&mut checks)?) };
        let years = FIRST_YEAR..=last_year;
        let name = checks.text("name", &self.name, 1, VARIANT_MAX);
        let aliases = aliases(&mut checks, &self.aliases);
        let generation = checks.text("generation", &self.generation, 0, NAME_MAX);
        let year_from = checks.keep("year_from", within(year(&self.year_from), &years));
        let year_to = optional(&self.year_to, |text| within(year(text), &years));
        let year_to = checks.keep("year_to", year_to).flatten();
        let in_order = year_from.zip(year_to).is_none_or(|(from, to)| from <= to);
        checks.require("year_to", in_order, Rule::DatesOrder);
        let engine_cc = checks.keep("engine_cc", optional(&self.engine_cc, |text| number(text, &ENGINE_CC))).flatten();
        let power_kw = checks.keep("power_kw", optional(&self.power_kw, |text| number(text, &POWER_KW))).flatten();
        let fuel = one_of(&mut checks, "fuel", &self.fuel, &FUELS);
        let transmission = one_of(&mut checks, "transmission", &self.transmission, &TRANSMISSIONS);
        let body = self.body.trim().to_owned();
        let body_is_known = body.is_empty() || body.split(';').all(|part| BODIES.contains(&part));
        checks.require("body", body_is_known, Rule::UnknownChoice);
        checks.done()?;
        let year_from = year_from.ok_or(Code::Invalid)?;
        let is_active = is_on(&self.active);
        let draft = VariantDraft {
            id,
            name,
            aliases,
            generation,
            year_from,
            year_to,
            engine_cc,
            fuel,
            power_kw,
            transmission,
            body,
            is_active,
        };
        Ok((place, draft))
    }

    fn place(&self, checks: &mut Checks) -> Result<Place> {
        if let Some(model) = own_id(&self.model_id)? {
            return Ok(Place::Known(model));
        }
        let (brand, brand_slug) = named(checks, "brand", &self.brand);
        let (model, model_slug) = named(checks, "model", &self.model);
        let none = String::new;
        Ok(Place::Named {
            brand: BrandDraft { id: None, name: brand, slug: brand_slug, aliases: none(), is_active: true },
            model: ModelDraft { id: None, name: model, slug: model_slug, aliases: none(), is_active: true },
        })
    }

    /// # Errors
    /// `not_found` for what is no id.
    pub fn proposal(&self) -> Result<Option<ProposalId>> {
        own_id(&self.proposal_id)
    }
}

impl MergeInput {
    /// # Errors
    /// `not_found` for what is no id, `invalid` when both are the same.
    pub fn check<T: FromStr + PartialEq>(&self) -> Result<(T, T)> {
        let (from, into) =
            (own_id(&self.from_id)?.ok_or(Code::NotFound)?, own_id(&self.into_id)?.ok_or(Code::NotFound)?);
        let mut checks = Checks::default();
        checks.require("into_id", from != into, Rule::UnknownChoice);
        checks.done()?;
        Ok((from, into))
    }
}

impl ImportInput {
    /// Which one, and whether wrong lines are left out.
    ///
    /// # Errors
    /// `not_found` for what is no id.
    pub fn check(&self) -> Result<(ImportId, bool)> {
        Ok((own_id(&self.import_id)?.ok_or(Code::NotFound)?, is_on(&self.skip)))
    }
}

impl ProposeInput {
    /// # Errors
    /// `invalid` with every refused field.
    pub fn check(&self, last_year: i16) -> Result<ProposalDraft> {
        let mut checks = Checks::default();
        let (brand, _) = named(&mut checks, "brand", &self.brand);
        let (model, _) = named(&mut checks, "model", &self.model);
        let variant = checks.text("variant", &self.variant, 1, VARIANT_MAX);
        let year = checks.keep("year", within(year(&self.year), &(FIRST_YEAR..=last_year)));
        let fuel = one_of(&mut checks, "fuel", &self.fuel, &FUELS);
        let transmission = one_of(&mut checks, "transmission", &self.transmission, &TRANSMISSIONS);
        let note = checks.text("note", &self.note, 0, NOTE_MAX);
        checks.done()?;
        let year = year.ok_or(Code::Invalid)?;
        Ok(ProposalDraft { brand, model, variant, year, fuel, transmission, note })
    }
}

impl RefuseInput {
    /// # Errors
    /// `not_found` for what is no id, `invalid` without a reason.
    pub fn check(&self) -> Result<(ProposalId, String)> {
        let id = own_id(&self.proposal_id)?.ok_or(Code::NotFound)?;
        let mut checks = Checks::default();
        let reason = checks.text("reason", &self.reason, 3, REASON_MAX);
        checks.done()?;
        Ok((id, reason))
    }
}

/// Empty is none, anything unreadable does not exist.
pub(super) fn own_id<T: FromStr>(text: &str) -> Result<Option<T>> {
    if text.trim().is_empty() { Ok(None) } else { text.parse().map(Some).map_err(|_| Code::NotFound.into()) }
}

/// A name on one line, and its slug; one without a letter or digit is none.
fn named(checks: &mut Checks, field: &str, typed: &str) -> (String, String) {
    let name = checks.text(field, typed, 1, NAME_MAX);
    let slug = name_slug(&name);
    checks.require(field, !slug.is_empty(), Rule::Required);
    (name, slug)
}

/// A comma, a semicolon or a line each, in the form the files have.
fn aliases(checks: &mut Checks, typed: &str) -> String {
    other_names(checks, "aliases", typed)
}

pub(super) fn other_names(checks: &mut Checks, field: &str, typed: &str) -> String {
    checks.text(field, &one_form(typed), 0, ALIASES_MAX)
}

/// Other names as forms write them.
pub fn one_form(typed: &str) -> String {
    joined(typed.split([',', ';', '\n']))
}

/// Other names as they are kept, each once.
pub fn joined<'a>(names: impl Iterator<Item = &'a str>) -> String {
    let mut kept: Vec<&str> = Vec::new();
    for name in names.map(str::trim).filter(|name| !name.is_empty()) {
        if !kept.contains(&name) {
            kept.push(name);
        }
    }
    kept.join(", ")
}

fn within(year: Result<i16, Rule>, years: &RangeInclusive<i16>) -> Result<i16, Rule> {
    year.and_then(|year| if years.contains(&year) { Ok(year) } else { Err(Rule::OutOfRange) })
}

fn number(text: &str, range: &RangeInclusive<i32>) -> Result<i32, Rule> {
    let number = text.trim().parse().map_err(|_| Rule::NotANumber)?;
    if range.contains(&number) { Ok(number) } else { Err(Rule::OutOfRange) }
}

fn optional<T>(text: &str, read: impl FnOnce(&str) -> Result<T, Rule>) -> Result<Option<T>, Rule> {
    if text.trim().is_empty() { Ok(None) } else { read(text).map(Some) }
}

/// A word of a closed list, or none.
fn one_of(checks: &mut Checks, name: &str, typed: &str, known: &[&str]) -> String {
    let typed = typed.trim();
    checks.require(name, typed.is_empty() || known.contains(&typed), Rule::UnknownChoice);
    typed.to_owned()
}

/// An unticked box is not sent at all.
fn is_on(text: &str) -> bool {
    matches!(text, "true" | "on" | "1")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused<T>(result: Result<T>) -> Vec<String> {
        result.err().map(|error| error.fields.into_keys().collect()).unwrap_or_default()
    }

    #[test]
    fn a_variant_names_every_wrong_field_at_once() {
        let empty = VariantInput::default().check(2027);
        assert_eq!(refused(empty), ["brand", "model", "name", "year_from"]);
        let odd = VariantInput {
            brand: "Fiat".into(),
            model: "Egea".into(),
            name: "1.4 Fire".into(),
            year_from: "2020".into(),
            year_to: "2015".into(),
            engine_cc: "az".into(),
            power_kw: "0".into(),
            fuel: "kömür".into(),
            transmission: "yok".into(),
            body: "sedan;gemi".into(),
            ..VariantInput::default()
        };
        assert_eq!(refused(odd.check(2027)), ["body", "engine_cc", "fuel", "power_kw", "transmission", "year_to"]);
    }

    #[test]
    fn other_names_stand_once_each_with_commas_between() {
        let input =
            BrandInput { name: " Tofaş ".into(), aliases: "Murat; Şahin\nMurat,, ".into(), ..BrandInput::default() };
        let draft = input.check().unwrap();
        assert_eq!(
            (draft.name.as_str(), draft.slug.as_str(), draft.aliases.as_str()),
            ("Tofaş", "tofas", "Murat, Şahin")
        );
        assert_eq!(refused(BrandInput { name: "!!".into(), ..BrandInput::default() }.check()), ["name"]);
    }
}
