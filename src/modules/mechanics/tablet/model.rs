//! What the forms about tablets send.

use crate::kernel::secret::Secret;
use serde::{Deserialize, Serialize};

/// Makes this browser a tablet.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct TabletInput {
    /// What the workshop calls it.
    pub name: String,
}

/// Somebody comes in.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct EnterInput {
    pub user_id: String,
    pub pin: Secret,
}

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct PinInput {
    pub pin: Secret,
}
