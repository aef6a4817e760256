//! What forms and other clients send about photos of a car.

use serde::{Deserialize, Serialize};

/// Names one photo.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct CarPhotoInput {
    #[serde(default)]
    pub photo_id: String,
}
