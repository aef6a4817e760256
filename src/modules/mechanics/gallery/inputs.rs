//! What the forms of a gallery send, as typed.

use serde::{Deserialize, Serialize};

/// The photo that a button speaks of.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct PhotoIdInput {
    pub photo_id: String,
}

/// What is to be seen on a photo, in the owner's words.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct CaptionInput {
    pub photo_id: String,
    /// May be empty.
    pub caption: String,
}

/// Another place for a photo.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct MovePhotoInput {
    pub photo_id: String,
    /// `up`, `down`, or the place itself: `1` is the cover.
    pub to: String,
}
