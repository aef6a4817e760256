//! What the catalogue announces to the modules above. Listeners run in the same transaction.

use crate::{
    kernel::ids::{BrandId, ModelId},
    platform::events::Event,
};

/// A model turned out to be another one: whatever names it names the other from now on.
#[derive(Clone, Copy, Debug)]
pub struct ModelsMerged {
    pub from: ModelId,
    pub into: ModelId,
    /// The brand of the model that stays.
    pub brand: BrandId,
}
impl Event for ModelsMerged {}

/// A brand turned out to be another one; its models belong to the other by now.
#[derive(Clone, Copy, Debug)]
pub struct BrandsMerged {
    pub from: BrandId,
    pub into: BrandId,
}
impl Event for BrandsMerged {}
