//! What the forms of adverts send, as typed.

use serde::{Deserialize, Serialize};

/// An order, or a question what it would cost.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct OrderInput {
    pub package_id: String,
    /// Slug of a category; empty: work of every kind.
    pub category: String,
    pub first_on: String,
    pub days: String,
    /// The sum that was shown, in kuruş: an order is refused when it is another one by now.
    pub total_kurus: String,
    /// Made with the form; the same key orders once.
    pub idempotency_key: String,
}

/// The advert that a button speaks of.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct AdvertIdInput {
    pub advert_id: String,
}

/// A package as the desk types it. Without an id: a new one.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct PackageInput {
    pub package_id: String,
    pub name_tr: String,
    pub name_en: String,
    /// `province` or `district`.
    pub scope: String,
    /// In lira, with KDV.
    pub day_price: String,
    pub min_days: String,
    pub max_days: String,
    pub active: String,
}

/// The desk has seen the money.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct PaidInput {
    pub advert_id: String,
    /// How it was paid.
    pub note: String,
    /// Where a plain form goes on to; a path of this site.
    pub next: String,
}

/// An admin's decision about an advert.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct AdvertDecisionInput {
    pub advert_id: String,
    /// `approve`, `refuse` or `stop`.
    pub decision: String,
    /// Why it is refused or stopped.
    pub reason: String,
    pub next: String,
}
