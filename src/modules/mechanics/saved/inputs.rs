//! What travels.

use serde::{Deserialize, Serialize};

/// A search to save.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct SaveSearchInput {
    /// The parameters of its address: `hizmet=…&il=…`.
    pub query: String,
}

/// The saved search that a button speaks of.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct SavedSearchInput {
    pub search_id: String,
}

/// Whether a saved search tells of new workshops.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct TellSearchInput {
    pub search_id: String,
    pub tells: bool,
}

/// What the mail about new workshops knows of its reader.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct StopNewsInput {
    pub customer_id: String,
    pub token: String,
}
