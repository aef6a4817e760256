//! What stands in the catalogue, what a sheet says about it, and what came of comparing the two.

use crate::kernel::error::FieldError;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use uuid::Uuid;

/// A brand or a model as it stands; of a brand `parent` is nil.
#[derive(Clone, Debug)]
pub struct Named {
    pub id: Uuid,
    pub parent: Uuid,
    pub name: String,
    pub slug: String,
    pub aliases: String,
    pub is_active: bool,
}

/// What a sheet says about a variant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Facts {
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

/// A variant as it stands.
#[derive(Clone, Debug)]
pub struct Known {
    pub id: Uuid,
    pub model_id: Uuid,
    pub facts: Facts,
}

/// Why a line is left out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "why")]
pub enum Refusal {
    /// The line is longer than any that could be right.
    TooLong,
    Width {
        got: usize,
        expected: usize,
    },
    MissingColumns {
        names: Vec<String>,
    },
    Fields {
        fields: BTreeMap<String, FieldError>,
    },
    UnknownVariant,
    /// The variant belongs to this model, not to the one of the line.
    Elsewhere {
        name: String,
    },
    /// What had this name is called so by now.
    Renamed {
        name: String,
    },
    /// Nothing new can be added to what nobody can choose.
    Inactive {
        name: String,
    },
    /// The same variant stands in this line.
    Repeats {
        line: i32,
    },
    /// The brand or model has other names in this line.
    NamesDiffer {
        line: i32,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum What {
    Brand,
    Model,
    Variant,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    New,
    Changed,
    Refused,
}

/// What stands or comes.
#[derive(Clone, Debug, Serialize)]
#[serde(untagged)]
pub enum Content {
    /// Of a brand or model that is new.
    Named {
        name: String,
        slug: String,
        aliases: String,
    },
    /// Of one that stands.
    Aliases {
        aliases: String,
    },
    Variant(Facts),
}

/// What came of a line, as it is kept.
#[derive(Clone, Debug, Serialize)]
pub struct Finding {
    pub line: i32,
    pub what: What,
    pub kind: Kind,
    pub target_id: Option<Uuid>,
    pub parent_id: Option<Uuid>,
    pub label: String,
    pub before: Option<Content>,
    pub after: Option<Content>,
    pub refusal: Option<Refusal>,
}

/// Lines by what came of them; `other` are brands and models.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub new: i32,
    pub changed: i32,
    pub same: i32,
    pub refused: i32,
    pub other: i32,
}
