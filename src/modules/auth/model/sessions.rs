//! Inputs and answers around sessions and tokens.

use crate::kernel::{ids::SessionId, secret::Secret};
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct EndSessionInput {
    pub session_id: String,
}

/// The token of a "this wasn't me" link.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct NotMeInput {
    pub token: Secret,
}

/// What another client shows for its tokens. Without an address the session of the asking browser is what counts.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct TokenInput {
    pub email: String,
    pub password: Secret,
    /// The six digits of the second factor or a recovery code, where there is one.
    pub code: Secret,
}

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct RefreshInput {
    pub refresh_token: Secret,
}

/// One family by any of its tokens, or (signed in) all of them.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct RevokeInput {
    /// An access or a refresh token.
    pub token: Secret,
    pub all: bool,
}

/// A pair of tokens. Neither is shown a second time.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Tokens {
    pub access_token: Secret,
    /// Always `Bearer`.
    pub token_type: String,
    /// Seconds that the access token holds.
    pub expires_in: i64,
    pub refresh_token: Secret,
}

/// A session as its owner sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Device {
    pub id: SessionId,
    /// `Firefox`, `Chrome`; empty when the client did not say.
    pub browser: String,
    /// `Windows`, `Android`; empty when the client did not say.
    pub system: String,
    /// Two letters of a country, `local`, or empty.
    pub place: String,
    pub ip: String,
    /// A token of another client, not a browser.
    pub by_token: bool,
    /// How it was proved, e.g. `["password", "totp"]`.
    pub methods: Vec<String>,
    /// RFC 3339, like the other moments.
    pub since: String,
    pub last_seen: String,
    /// The session that asks.
    pub current: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ended: Option<String>,
    /// Why it ended, e.g. `ended_by_owner`, `expired`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ended_why: Option<String>,
}
