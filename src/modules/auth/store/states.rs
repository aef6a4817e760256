//! SQL of `sealed_states`: what the server keeps between two requests, taken out once.

use crate::{
    kernel::{
        error::{Code, Result},
        ids::UserId,
    },
    platform::{Scope, Visit, db, keyed, token::Token},
};
use serde::{Serialize, de::DeserializeOwned};

/// Words of `sealed_states_purpose_is_known`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    PasskeyAdd,
    PasskeySignIn,
    PasskeySecondFactor,
    PasskeyStepUp,
    RecoveryCodes,
}

impl Purpose {
    pub const fn word(self) -> &'static str {
        match self {
            Self::PasskeyAdd => "passkey_add",
            Self::PasskeySignIn => "passkey_sign_in",
            Self::PasskeySecondFactor => "passkey_second_factor",
            Self::PasskeyStepUp => "passkey_step_up",
            Self::RecoveryCodes => "recovery_codes",
        }
    }
}

const SEAL: &str = "state";

/// Keeps a value for some minutes; the token takes it out.
pub async fn keep(
    scope: &mut Scope,
    purpose: Purpose,
    user: Option<UserId>,
    value: &(impl Serialize + Sync),
    minutes: i64,
) -> Result<Token> {
    let token = Token::fresh();
    let text = serde_json::to_vec(value).map_err(|error| db::internal(&error))?;
    let sealed = keyed::seal(&scope.wires.config.server, SEAL, purpose.word().as_bytes(), &text)?;
    let until = scope.now.plus_minutes(minutes);
    sqlx::query!(
        "insert into sealed_states (token_hash, purpose, user_id, sealed, expires_at) values ($1, $2, $3, $4, $5)",
        token.hash(),
        purpose.word(),
        user.map(|id| *id),
        sealed,
        until
    )
    .execute(scope.conn().await?)
    .await?;
    Ok(token)
}

/// Takes a value out, for good whatever comes of it. `user` must be the one it was kept for.
///
/// # Errors
/// `expired` when it was used, is too old or never was.
pub async fn take<T: DeserializeOwned>(
    visit: &Visit,
    purpose: Purpose,
    user: Option<UserId>,
    token: &Token,
) -> Result<T> {
    let sealed = sqlx::query_scalar!(
        "delete from sealed_states
         where token_hash = $1 and purpose = $2 and user_id is not distinct from $3 and expires_at > $4 returning sealed",
        token.hash(),
        purpose.word(),
        user.map(|id| *id),
        visit.now
    )
    .fetch_optional(&visit.wires.db)
    .await?
    .ok_or(Code::Expired)?;
    open(visit, purpose, &sealed)
}

/// The newest value kept for a person, taken out together with older ones.
pub async fn take_newest<T: DeserializeOwned>(visit: &Visit, purpose: Purpose, user: UserId) -> Result<Option<T>> {
    let rows = sqlx::query!(
        "delete from sealed_states where user_id = $1 and purpose = $2 returning sealed, expires_at",
        *user,
        purpose.word()
    )
    .fetch_all(&visit.wires.db)
    .await?;
    let newest = rows.into_iter().filter(|row| row.expires_at > visit.now).max_by_key(|row| row.expires_at);
    newest.map(|row| open(visit, purpose, &row.sealed)).transpose()
}

fn open<T: DeserializeOwned>(visit: &Visit, purpose: Purpose, sealed: &[u8]) -> Result<T> {
    let text = keyed::open(&visit.wires.config.server, SEAL, purpose.word().as_bytes(), sealed)?;
    serde_json::from_slice(&text).map_err(|error| db::internal(&error))
}
