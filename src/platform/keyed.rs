//! Hashes and seals under keys made from `SECRET_KEY`, one key per purpose.

use super::config::ServerConfig;
use crate::kernel::error::{Code, Result};
use chacha20poly1305::{
    KeyInit, XChaCha20Poly1305, XNonce,
    aead::{Aead, Payload},
};
use sha2::{Digest, Sha256};

const NONCE: usize = 24;

fn key(server: &ServerConfig, purpose: &str) -> [u8; 32] {
    let mut hasher = Sha256::new();
    hasher.update(purpose.as_bytes());
    hasher.update([0]);
    hasher.update(server.secret_key.as_bytes());
    hasher.finalize().into()
}

/// A keyed hash: equal texts are recognised, nobody without the key can try texts out.
pub fn hash(server: &ServerConfig, purpose: &str, text: &str) -> Vec<u8> {
    let mut hasher = Sha256::new();
    hasher.update(key(server, purpose));
    hasher.update(text.as_bytes());
    // A second round keeps the length of the text from being extended.
    Sha256::digest(hasher.finalize()).to_vec()
}

/// Seals a secret for the database. `bound_to` (say, the owner's id) must be the same when it is opened.
///
/// # Errors
/// `internal` when the cipher refuses, which it does for absurd lengths only.
pub fn seal(server: &ServerConfig, purpose: &str, bound_to: &[u8], secret: &[u8]) -> Result<Vec<u8>> {
    let nonce: [u8; NONCE] = rand::random();
    let cipher = XChaCha20Poly1305::new(&key(server, purpose).into());
    let payload = Payload { msg: secret, aad: bound_to };
    let sealed = cipher.encrypt(&XNonce::from(nonce), payload).map_err(|_| Code::Internal)?;
    Ok([nonce.as_slice(), &sealed].concat())
}

/// Opens what [`seal`] sealed.
///
/// # Errors
/// `internal` when it was sealed with another key, for another purpose or owner, or was changed.
pub fn open(server: &ServerConfig, purpose: &str, bound_to: &[u8], sealed: &[u8]) -> Result<Vec<u8>> {
    let (nonce, sealed) = sealed.split_first_chunk::<NONCE>().ok_or(Code::Internal)?;
    let cipher = XChaCha20Poly1305::new(&key(server, purpose).into());
    let payload = Payload { msg: sealed, aad: bound_to };
    Ok(cipher.decrypt(&XNonce::from(*nonce), payload).map_err(|_| Code::Internal)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::config::{Config, Env};

    fn server() -> ServerConfig {
        Config::read(&Env::of(&[])).expect("configuration").server
    }

    #[test]
    fn a_seal_opens_for_its_owner_and_purpose_only() {
        let server = server();
        let sealed = seal(&server, "totp", b"ayse", b"secret").expect("sealed");
        assert_eq!(open(&server, "totp", b"ayse", &sealed).expect("opened"), b"secret");
        assert!(!sealed.windows(6).any(|part| part == b"secret"));
        for (purpose, owner) in [("totp", b"bora"), ("else", b"ayse")] {
            assert!(open(&server, purpose, owner, &sealed).is_err());
        }
        let mut changed = sealed;
        if let Some(last) = changed.last_mut() {
            *last ^= 1;
        }
        assert!(open(&server, "totp", b"ayse", &changed).is_err());
        assert!(open(&server, "totp", b"ayse", b"short").is_err());
    }

    #[test]
    fn a_hash_belongs_to_its_key_and_purpose() {
        let server = server();
        let other = ServerConfig { secret_key: "another key of thirty-two letters".into(), ..server.clone() };
        assert_eq!(hash(&server, "account", "a@b.co"), hash(&server, "account", "a@b.co"));
        assert_ne!(hash(&server, "account", "a@b.co"), hash(&server, "phone", "a@b.co"));
        assert_ne!(hash(&server, "account", "a@b.co"), hash(&other, "account", "a@b.co"));
    }
}
