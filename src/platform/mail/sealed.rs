//! Mails that hold a link or a code: sealed while they wait and while they are kept.

use super::Rendered;
use crate::{
    kernel::{
        error::{Code, Result},
        ids::MailId,
    },
    platform::{config::ServerConfig, keyed},
};
use serde::{Serialize, de::DeserializeOwned};

const PURPOSE: &str = "mail";

/// # Errors
/// `internal` when it cannot be written as JSON.
pub fn seal(server: &ServerConfig, mail: MailId, content: &impl Serialize) -> Result<Vec<u8>> {
    let content = serde_json::to_vec(content).map_err(|error| crate::platform::db::internal(&error))?;
    keyed::seal(server, PURPOSE, mail.as_bytes(), &content)
}

/// # Errors
/// `internal` when it was sealed for another mail or with another key.
pub fn open<T: DeserializeOwned>(server: &ServerConfig, mail: MailId, sealed: &[u8]) -> Result<T> {
    let content = keyed::open(server, PURPOSE, mail.as_bytes(), sealed)?;
    serde_json::from_slice(&content).map_err(|_| Code::Internal.into())
}

/// Text and HTML as they are kept.
pub fn bodies(server: &ServerConfig, mail: MailId, rendered: &Rendered) -> Result<Vec<u8>> {
    seal(server, mail, &(&rendered.text, &rendered.html))
}
