//! How this site proves to a provider that it is itself: by a secret of the settings, or by one that it signs anew for each
//! question, as Apple wants it: a JWT (RFC 7519) under ES256.

use super::super::config::{ClientProof, ProviderConfig};
use crate::kernel::time::Instant;
use base64::{
    Engine,
    engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD},
};
use ring::{
    error::{KeyRejected, Unspecified},
    rand::SystemRandom,
    signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair},
};
use serde_json::json;

/// How long a signed secret holds: for the question it is made for.
const SECONDS: i64 = 300;

#[derive(Debug, thiserror::Error)]
pub enum SignError {
    #[error("the key: {0}")]
    Key(KeyRejected),
    #[error("signing failed")]
    Signing(Unspecified),
}

/// The key of a PEM file (PKCS#8, P-256), as `Debug` never shows it; `None` when it is no such key.
pub fn key(pem: &str) -> Option<Vec<u8>> {
    let text: String = pem.lines().map(str::trim).filter(|line| !line.starts_with("-----")).collect();
    let key = STANDARD.decode(text).ok()?;
    pair(&key).is_ok().then_some(key)
}

fn pair(key: &[u8]) -> Result<EcdsaKeyPair, KeyRejected> {
    EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, key, &SystemRandom::new())
}

/// What is sent as the client's secret now.
///
/// # Errors
/// When the key does not hold, or the system has no randomness to sign with.
pub fn secret(provider: &ProviderConfig, now: Instant) -> Result<String, SignError> {
    let (key, key_id, team) = match &provider.proof {
        ClientProof::Secret(secret) => return Ok(secret.0.clone()),
        ClientProof::Signed { key, key_id, team } => (key, key_id, team),
    };
    let seconds = now.0.as_second();
    let header = json!({ "alg": "ES256", "kid": key_id });
    let claims = json!({
        "iss": team, "sub": provider.client_id, "aud": provider.issuer, "iat": seconds, "exp": seconds + SECONDS,
    });
    let text = [header, claims].map(|part| URL_SAFE_NO_PAD.encode(part.to_string())).join(".");
    let pair = pair(&key.0).map_err(SignError::Key)?;
    let signature = pair.sign(&SystemRandom::new(), text.as_bytes()).map_err(SignError::Signing)?;
    Ok(format!("{text}.{}", URL_SAFE_NO_PAD.encode(signature)))
}
