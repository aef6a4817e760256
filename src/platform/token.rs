//! Random tokens that stand for something in the database, which keeps only their SHA-256.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use sha2::{Digest, Sha256};

const BYTES: usize = 24;

/// 192 random bits as text for an address or a cookie. Not `Debug`: it must not reach a log.
pub struct Token(String);

impl Token {
    /// How long the text of a fresh one is: base64 without padding.
    pub const LETTERS: usize = BYTES.div_ceil(3) * 4;

    pub fn fresh() -> Self {
        Self(URL_SAFE_NO_PAD.encode(rand::random::<[u8; BYTES]>()))
    }

    /// What somebody sent; anything may stand in it.
    pub const fn sent(text: String) -> Self {
        Self(text)
    }

    pub fn text(&self) -> &str {
        &self.0
    }

    /// What the database keeps.
    pub fn hash(&self) -> Vec<u8> {
        Sha256::digest(self.0.as_bytes()).to_vec()
    }
}
