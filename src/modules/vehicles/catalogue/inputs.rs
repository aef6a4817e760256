//! What forms and other clients send and get about the catalogue.

use crate::kernel::ids::{ModelId, VariantId};
use serde::{Deserialize, Serialize};

/// A variant that answers to what was typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VariantFound {
    pub id: VariantId,
    pub brand: String,
    pub brand_slug: String,
    pub model_id: ModelId,
    pub model: String,
    pub name: String,
    pub fuel: String,
    pub transmission: String,
    pub generation: String,
    pub body: String,
    pub year_from: i16,
    /// Still built when there is none.
    pub year_to: Option<i16>,
    /// The year that was typed, when it was built then.
    pub year: Option<i16>,
    pub is_active: bool,
}

/// A brand; without `id` a new one.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct BrandInput {
    pub id: String,
    pub name: String,
    pub aliases: String,
    pub active: String,
}

/// A model; without `id` a new one of the brand.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ModelInput {
    pub id: String,
    pub brand_id: String,
    pub name: String,
    pub aliases: String,
    pub active: String,
}

/// A variant; without `id` a new one of the model. Without `model_id` brand and model are named, and made when they are new.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct VariantInput {
    pub id: String,
    pub model_id: String,
    pub brand: String,
    pub model: String,
    pub name: String,
    pub aliases: String,
    pub generation: String,
    pub year_from: String,
    /// Empty: still built.
    pub year_to: String,
    pub engine_cc: String,
    pub fuel: String,
    pub power_kw: String,
    pub transmission: String,
    pub body: String,
    pub active: String,
    /// The proposal that becomes this variant.
    pub proposal_id: String,
}

/// The double, and the one that stays.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct MergeInput {
    pub from_id: String,
    pub into_id: String,
}

/// A file that was compared with the catalogue.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ImportInput {
    pub import_id: String,
    /// Go on without the wrong lines.
    pub skip: String,
}

/// A car that somebody missed.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ProposeInput {
    pub brand: String,
    pub model: String,
    pub variant: String,
    pub year: String,
    pub fuel: String,
    pub transmission: String,
    pub note: String,
}

/// Why a proposal does not come into the catalogue.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct RefuseInput {
    pub proposal_id: String,
    pub reason: String,
}
