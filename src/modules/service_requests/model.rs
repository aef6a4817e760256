//! Inputs of the taxonomy desk and their checks.

use crate::kernel::{
    error::{AppError, Checks, Code, Result, Rule},
    ids::{CategoryId, ServiceId},
    text,
};
use serde::{Deserialize, Serialize};

pub const NAME_MAX: usize = 80;
pub const MINUTES_MIN: i32 = 5;
/// As the database allows.
pub const ALIASES_MAX: usize = 1_000;
/// Ten days of work, as the database allows.
pub const MINUTES_MAX: i32 = 14_400;
const POSITION_MAX: i32 = 9_999;

/// A category as it is typed; an empty `id` makes a new one, an empty `slug` follows from the Turkish name.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct CategoryInput {
    pub id: String,
    pub parent_id: String,
    pub slug: String,
    pub name_tr: String,
    pub name_en: String,
    pub icon: String,
    pub position: String,
    pub active: String,
}

/// A service as it is typed; an empty `id` makes a new one, an empty `slug` follows from the Turkish name.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ServiceInput {
    pub id: String,
    pub category_id: String,
    pub slug: String,
    pub name_tr: String,
    pub name_en: String,
    pub typical_minutes: String,
    pub position: String,
    /// Everyday words that lead here, with semicolons between; left as they are when not sent.
    pub aliases: Option<String>,
    pub active: String,
}

/// Names one category or service.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct RemoveInput {
    pub id: String,
}

/// What was saved or removed, and the category to go on to (none after removing one of the first level).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Saved<T> {
    pub id: T,
    pub category: Option<CategoryId>,
}

/// A category whose fields all hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CategoryDraft {
    pub id: Option<CategoryId>,
    pub parent_id: Option<CategoryId>,
    pub slug: String,
    pub name_tr: String,
    pub name_en: String,
    pub icon: String,
    pub position: i32,
    pub is_active: bool,
}

/// A service whose fields all hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServiceDraft {
    pub id: Option<ServiceId>,
    pub category_id: CategoryId,
    pub slug: String,
    pub name_tr: String,
    pub name_en: String,
    pub typical_minutes: i32,
    pub position: i32,
    pub aliases: Option<String>,
    pub is_active: bool,
}

impl CategoryInput {
    /// # Errors
    /// `invalid` with every refused field, `not_found` for an id that cannot be one.
    pub fn check(&self) -> Result<CategoryDraft> {
        let id = own_id(&self.id)?;
        let mut checks = Checks::default();
        let parent_id = chosen(&mut checks, "parent_id", &self.parent_id);
        checks.require("parent_id", parent_id.is_none() || parent_id != id, Rule::UnknownChoice);
        let (name_tr, name_en) = names(&mut checks, &self.name_tr, &self.name_en);
        let slug = slug(&mut checks, &self.slug, &name_tr);
        let icon = if self.icon.trim().is_empty() { "wrench".to_owned() } else { self.icon.trim().to_owned() };
        let icon_is_fine =
            icon.len() <= 40 && icon.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        checks.require("icon", icon_is_fine, Rule::UnknownChoice);
        let position = number(&mut checks, "position", &self.position, 0, 0, POSITION_MAX);
        checks.done()?;
        Ok(CategoryDraft { id, parent_id, slug, name_tr, name_en, icon, position, is_active: is_on(&self.active) })
    }
}

impl ServiceInput {
    /// # Errors
    /// `invalid` with every refused field, `not_found` for an id that cannot be one.
    pub fn check(&self) -> Result<ServiceDraft> {
        let id = own_id(&self.id)?;
        let mut checks = Checks::default();
        let category_id: Option<CategoryId> = chosen(&mut checks, "category_id", &self.category_id);
        checks.require("category_id", category_id.is_some(), Rule::Required);
        let (name_tr, name_en) = names(&mut checks, &self.name_tr, &self.name_en);
        let slug = slug(&mut checks, &self.slug, &name_tr);
        checks.require("typical_minutes", !self.typical_minutes.trim().is_empty(), Rule::Required);
        let typical_minutes =
            number(&mut checks, "typical_minutes", &self.typical_minutes, MINUTES_MIN, MINUTES_MIN, MINUTES_MAX);
        let position = number(&mut checks, "position", &self.position, 0, 0, POSITION_MAX);
        let aliases = self.aliases.as_deref().map(|typed| checks.text("aliases", &one_line(typed), 0, ALIASES_MAX));
        checks.done()?;
        let category_id = category_id.ok_or_else(|| AppError::field("category_id", Rule::Required))?;
        Ok(ServiceDraft {
            id,
            category_id,
            slug,
            name_tr,
            name_en,
            typical_minutes,
            position,
            aliases,
            is_active: is_on(&self.active),
        })
    }
}

impl RemoveInput {
    /// # Errors
    /// `not_found` for text that cannot be an id.
    pub fn target<T: std::str::FromStr>(&self) -> Result<T> {
        own_id(&self.id)?.ok_or_else(|| Code::NotFound.into())
    }
}

/// The id of the thing itself: empty is none, anything unreadable does not exist.
fn own_id<T: std::str::FromStr>(text: &str) -> Result<Option<T>> {
    if text.trim().is_empty() { Ok(None) } else { text.parse().map(Some).map_err(|_| Code::NotFound.into()) }
}

/// The id of a choice in a list.
fn chosen<T: std::str::FromStr>(checks: &mut Checks, name: &str, text: &str) -> Option<T> {
    if text.trim().is_empty() { None } else { checks.keep(name, text.parse().map_err(|_| Rule::UnknownChoice)) }
}

fn names(checks: &mut Checks, turkish: &str, english: &str) -> (String, String) {
    (checks.text("name_tr", turkish, 2, NAME_MAX), checks.text("name_en", english, 2, NAME_MAX))
}

/// What was typed, in ASCII; else what the name gives.
fn slug(checks: &mut Checks, typed: &str, name: &str) -> String {
    let slug = text::slug(if typed.trim().is_empty() { name } else { typed });
    checks.require("slug", !slug.is_empty() && slug.len() <= 100, Rule::Required);
    slug
}

/// Words as they are typed, a line or a semicolon each, in the form the reference data has.
fn one_line(typed: &str) -> String {
    typed.split(['\n', ';']).map(str::trim).filter(|words| !words.is_empty()).collect::<Vec<_>>().join("; ")
}

fn number(checks: &mut Checks, name: &str, typed: &str, empty: i32, min: i32, max: i32) -> i32 {
    let typed = typed.trim();
    if typed.is_empty() {
        return empty;
    }
    match typed.parse::<i32>() {
        Ok(number) if (min..=max).contains(&number) => number,
        Ok(_) => {
            checks.refuse(name, Rule::OutOfRange);
            empty
        }
        Err(_) => {
            checks.refuse(name, Rule::NotANumber);
            empty
        }
    }
}

/// An unticked box is not sent at all.
fn is_on(text: &str) -> bool {
    matches!(text, "true" | "on" | "1")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn service() -> ServiceInput {
        ServiceInput {
            category_id: "0190f0a0-0000-7000-8000-000000000001".into(),
            name_tr: "Ön fren balatası".into(),
            name_en: "Front brake pads".into(),
            typical_minutes: "90".into(),
            active: "on".into(),
            ..ServiceInput::default()
        }
    }

    fn refused<T>(result: Result<T>) -> Vec<String> {
        result.err().map(|error| error.fields.into_keys().collect()).unwrap_or_default()
    }

    #[test]
    fn the_slug_follows_from_the_turkish_name() {
        let draft = service().check().expect("a whole service");
        assert_eq!((draft.slug.as_str(), draft.typical_minutes, draft.is_active), ("on-fren-balatasi", 90, true));
        let typed = ServiceInput { slug: "Ön Balata".into(), ..service() }.check().expect("a whole service");
        assert_eq!(typed.slug, "on-balata");
    }

    #[test]
    fn everyday_words_are_kept_in_one_line_or_left_alone() {
        assert_eq!(service().check().expect("a whole service").aliases, None);
        let typed = Some(" fren ötüyor;; balata\r\n brake pads ;".to_owned());
        let draft = ServiceInput { aliases: typed, ..service() }.check().expect("a whole service");
        assert_eq!(draft.aliases.as_deref(), Some("fren ötüyor; balata; brake pads"));
        let long = Some("a".repeat(ALIASES_MAX + 1));
        assert_eq!(refused(ServiceInput { aliases: long, ..service() }.check()), ["aliases"]);
    }

    #[test]
    fn every_wrong_field_of_a_service_is_named_at_once() {
        let empty = ServiceInput::default().check();
        assert_eq!(refused(empty), ["category_id", "name_en", "name_tr", "slug", "typical_minutes"]);
        assert_eq!(refused(ServiceInput { typical_minutes: "4".into(), ..service() }.check()), ["typical_minutes"]);
        assert_eq!(refused(ServiceInput { position: "ilk".into(), ..service() }.check()), ["position"]);
    }

    #[test]
    fn a_category_is_never_its_own_parent() {
        let id = "0190f0a0-0000-7000-8000-000000000001";
        let input = CategoryInput {
            id: id.into(),
            parent_id: id.into(),
            name_tr: "Fren".into(),
            name_en: "Brakes".into(),
            ..CategoryInput::default()
        };
        assert_eq!(refused(input.check()), ["parent_id"]);
    }

    #[test]
    fn an_unreadable_id_does_not_exist() {
        let error = RemoveInput { id: "1; drop table".into() }.target::<ServiceId>().err();
        assert_eq!(error.map(|error| error.code), Some(Code::NotFound));
    }
}
