//! What a refused (or accepted) plain form leaves for the page it returns to: the error with its fields, the typed input,
//! or a notice. Kept in the database under a hashed token for ten minutes; the browser holds only the token.

use super::{
    rate_limit::{self, Limit},
    visit::Visit,
    wires::Wires,
};
use crate::kernel::error::{AppError, Result};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD as BASE64};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// Names whose values are never kept, whatever form they came from.
pub const SECRET_FIELDS: [&str; 7] =
    ["password", "new_password", "current_password", "code", "pin", "token", "refresh_token"];
pub const LIFETIME_MINUTES: i64 = 10;
/// As long as a form waits for somebody to sign in, or to prove once more who they are.
pub const WAITING_MINUTES: i64 = 60;

/// Forms that wait for one person.
pub const WAITING_PER_PERSON: Limit = Limit { burst: 60, every_seconds: 10 };
/// Those of visitors from one address, behind which a whole mobile network may be.
pub const WAITING_PER_ADDRESS: Limit = Limit { burst: 200, every_seconds: 4 };
/// Letters of a visitor's form that are kept; what people write here who are signed in is as long as a body may be.
pub const VISITORS_MOST: usize = 64 * 1024;

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Flash {
    /// The endpoint that was posted to, e.g. `auth/sign_in`.
    pub endpoint: String,
    pub error: Option<AppError>,
    /// Typed input by field name (without `input[…]`), secrets left out.
    pub values: BTreeMap<String, Vec<String>>,
    /// Key of a notice to show after success, e.g. `saved`.
    pub notice: Option<String>,
    /// A form that waits: the address of its page, the only one that takes it out.
    #[serde(default)]
    pub page: Option<String>,
}

impl Flash {
    /// Bytes of what was typed.
    pub fn size(&self) -> usize {
        let sizes = self.values.iter().map(|(name, values)| name.len() + values.iter().map(String::len).sum::<usize>());
        sizes.sum()
    }

    /// Reads the pairs of a form body; `input[plate]` is kept as `plate`, `input[service_ids][0]` as `service_ids`,
    /// `input[rows][0][price]` as `rows.0.price`.
    pub fn typed(body: &[u8]) -> BTreeMap<String, Vec<String>> {
        let mut values: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (key, value) in form_urlencoded::parse(body) {
            let name = field_name(&key);
            if !is_secret(&key) {
                // A null byte was the reason to refuse; the database keeps none either.
                values.entry(name.replace('\0', "")).or_default().push(value.replace('\0', ""));
            }
        }
        values
    }
}

/// Is this the name of a field whose value is never kept?
pub fn is_secret(key: &str) -> bool {
    SECRET_FIELDS.contains(&field_name(key).rsplit('.').next().unwrap_or_default())
}

/// `input[plate]` is `plate`, `input[service_ids][0]` one of `service_ids`, `input[rows][2][price]` is `rows.2.price`.
fn field_name(key: &str) -> String {
    let Some(path) = key.strip_prefix("input[").and_then(|rest| rest.strip_suffix(']')) else { return key.to_owned() };
    let mut parts: Vec<&str> = path.split("][").collect();
    if parts.len() > 1 && parts.last().is_some_and(|last| last.bytes().all(|b| b.is_ascii_digit())) {
        parts.pop();
    }
    parts.join(".")
}

fn hash(token: &str) -> Vec<u8> {
    Sha256::digest(token.as_bytes()).to_vec()
}

/// Counts a form that is about to wait with what was typed into it, so that nobody fills the database with them.
///
/// # Errors
/// `too_many` beyond [`WAITING_PER_PERSON`] and [`WAITING_PER_ADDRESS`]; `unavailable` when the database is away.
pub async fn spend(visit: &Visit) -> Result<()> {
    let (who, limit) = match visit.actor.user_id() {
        Some(user) => (user.to_string(), WAITING_PER_PERSON),
        None => (rate_limit::address(visit.ip), WAITING_PER_ADDRESS),
    };
    rate_limit::spend(&visit.wires, "waiting_form", &who, limit).await
}

/// Keeps a flash and returns the token for the cookie.
///
/// # Errors
/// `unavailable` when the database is away.
pub async fn keep(wires: &Wires, flash: &Flash) -> Result<String> {
    let token = BASE64.encode(rand::random::<[u8; 24]>());
    let payload = serde_json::to_value(flash).map_err(|e| super::db::internal(&e))?;
    let minutes = if flash.page.is_some() { WAITING_MINUTES } else { LIFETIME_MINUTES };
    let expires_at = wires.clock.now().plus_minutes(minutes);
    sqlx::query!(
        "insert into flashes (token_hash, payload, expires_at) values ($1, $2, $3)",
        hash(&token),
        payload,
        expires_at
    )
    .execute(&wires.db)
    .await?;
    Ok(token)
}

/// Takes a flash out; it is shown once. With `page` only a form that waits for that page.
///
/// # Errors
/// `unavailable` when the database is away.
pub async fn take(wires: &Wires, token: &str, page: Option<&str>) -> Result<Option<Flash>> {
    let payload = sqlx::query_scalar!(
        "delete from flashes where token_hash = $1 and expires_at > $2 and ($3::text is null or payload->>'page' = $3)
         returning payload",
        hash(token),
        wires.clock.now(),
        page
    )
    .fetch_optional(&wires.db)
    .await?;
    Ok(payload.and_then(|payload| serde_json::from_value(payload).ok()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typed_input_is_kept_without_secrets() {
        let values = Flash::typed(
            b"input[email]=a%40b.co&input[password]=gizli&input[service_ids][0]=x&input[service_ids][1]=y&next=%2F",
        );
        assert_eq!(values.get("email"), Some(&vec!["a@b.co".to_owned()]));
        assert_eq!(values.get("service_ids"), Some(&vec!["x".to_owned(), "y".to_owned()]));
        assert!(!values.contains_key("password"));
    }

    #[test]
    fn fields_of_rows_are_kept_by_their_place() {
        let values = Flash::typed(
            b"input[rows][0][price]=1&input%5Brows%5D%5B1%5D%5Bprice%5D=2&input[days][]=3&input[days][]=4",
        );
        assert_eq!(values.get("rows.0.price"), Some(&vec!["1".to_owned()]));
        assert_eq!(values.get("rows.1.price"), Some(&vec!["2".to_owned()]));
        assert_eq!(values.get("days"), Some(&vec!["3".to_owned(), "4".to_owned()]));
    }
}
