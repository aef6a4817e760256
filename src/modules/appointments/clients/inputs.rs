//! What forms and other clients send about customers of a workshop.

use serde::{Deserialize, Serialize};

/// What is noted about one of them; nothing takes the note away.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct NoteInput {
    #[serde(default)]
    pub customer_id: String,
    #[serde(default)]
    pub text: String,
}
