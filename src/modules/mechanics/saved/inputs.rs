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
