//! What travels.

use crate::kernel::{
    error::{AppError, Result, Rule},
    ids::MechanicId,
};
use serde::{Deserialize, Serialize};

/// A workshop to keep or to let go.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct FavouriteInput {
    #[serde(default)]
    pub mechanic_id: String,
    /// Where a plain form goes on to; a path of this site.
    #[serde(default)]
    pub next: String,
}

impl FavouriteInput {
    /// # Errors
    /// `invalid` for what is no id.
    pub fn mechanic(&self) -> Result<MechanicId> {
        self.mechanic_id.parse().map_err(|_| AppError::field("mechanic_id", Rule::UnknownChoice))
    }
}
