//! Jobs of `auth`: what must take the same time for known and unknown people is found out here, out of their sight.

use super::service;
use crate::{
    kernel::{error::Result, lang::Lang},
    platform::Wires,
};
use graphile_worker::{IntoTaskHandlerResult, TaskHandler, WorkerContext};
use serde::{Deserialize, Serialize};

/// Mails a link and a code for a new password to the owner of the address, if there is one.
#[derive(Debug, Serialize, Deserialize)]
pub struct MailReset {
    pub email: String,
    pub lang: Lang,
    /// Of the browser that asks, as `service::browser` hashes it.
    #[serde(default)]
    pub browser: Vec<u8>,
    /// What that browser is called, if it came in to this account before (`service::known`).
    #[serde(default)]
    pub known: Option<String>,
}

impl MailReset {
    pub const TASK: &'static str = "mail_reset";
}

impl TaskHandler for MailReset {
    const IDENTIFIER: &'static str = Self::TASK;

    async fn run(self, context: WorkerContext) -> impl IntoTaskHandlerResult {
        done(service::reset::mail(wires(&context)?, &self).await)
    }
}

fn wires(context: &WorkerContext) -> Result<&Wires, String> {
    context.get_ext::<Wires>().ok_or_else(|| String::from("the worker has no wires"))
}

fn done(result: Result<()>) -> Result<(), String> {
    result.map_err(|error| error.to_string())
}

/// Texts a code to the owner of a number, if there is one.
#[derive(Debug, Serialize, Deserialize)]
pub struct TextSignIn {
    pub phone: String,
    pub lang: Lang,
    /// As in [`MailReset`].
    #[serde(default)]
    pub browser: Vec<u8>,
}

impl TextSignIn {
    pub const TASK: &'static str = "text_sign_in";
}

impl TaskHandler for TextSignIn {
    const IDENTIFIER: &'static str = Self::TASK;

    async fn run(self, context: WorkerContext) -> impl IntoTaskHandlerResult {
        done(service::phone::text_owner(wires(&context)?, &self.phone, self.lang, &self.browser).await)
    }
}
