//! What the forms about staff send.

use serde::{Deserialize, Serialize};

/// Asks somebody to join.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct InviteInput {
    pub email: String,
    /// `manager` or `mechanic`.
    pub post: String,
}

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct InvitationInput {
    pub invitation_id: String,
}

/// The token of the mail.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct AcceptInput {
    pub token: String,
}

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct PostInput {
    pub user_id: String,
    pub post: String,
}

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct MemberInput {
    pub user_id: String,
}
