//! Notices of safety: what changed on an account, told to its owner at once, and to an address that has just been left.

use crate::{
    kernel::{error::Result, ids::UserId, lang::Lang, paths},
    modules::users,
    platform::{
        Scope, Wires,
        mail::{self, Recipient, Rendered, Renderer, layout},
    },
    say,
};
use futures::future::BoxFuture;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

pub const KIND: &str = "security_notice";

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Notice {
    NewDevice,
    PasswordChanged,
    /// Told to the address that may be left.
    EmailChangeAsked,
    EmailChanged,
    PhoneChanged,
    FactorAdded,
    FactorRemoved,
    RecoveryCodeUsed,
    WayLinked,
    WayUnlinked,
}

/// Tells the owner by mail, and an address the account has just left. `device` is the client's user agent, `""` where there
/// is none.
///
/// # Errors
/// `unavailable` when the database is away.
pub async fn tell(
    scope: &mut Scope,
    user: UserId,
    notice: Notice,
    device: &str,
    left_address: Option<&str>,
) -> Result<()> {
    let Some(contact) = users::contact(scope, user).await? else { return Ok(()) };
    let at = scope.now;
    let payload = json!({ "name": contact.name, "notice": notice, "at": at, "device": device });
    for email in left_address.into_iter().chain([contact.email.as_str()]) {
        let to = Recipient { email: email.to_owned(), name: contact.name.clone(), lang: contact.lang };
        mail::enqueue(scope, KIND, &to, &format!("{KIND}:{user}:{notice:?}:{at}:{email}"), &payload).await?;
    }
    Ok(())
}

/// A number that was replaced or removed is told, for it may have opened the account.
///
/// # Errors
/// `unavailable` when the database is away.
pub async fn phone_changed(scope: &mut Scope, change: &users::PhoneChanged) -> Result<()> {
    tell(scope, change.user, Notice::PhoneChanged, "", None).await
}

pub fn renderer() -> (&'static str, Renderer) {
    (KIND, render)
}

fn words(lang: Lang, notice: Notice) -> &'static str {
    match notice {
        Notice::NewDevice => say!(lang, sessions.notice_new_device),
        Notice::PasswordChanged => say!(lang, sessions.notice_password_changed),
        Notice::EmailChangeAsked => say!(lang, ways.notice_email_change_asked),
        Notice::EmailChanged => say!(lang, sessions.notice_email_changed),
        Notice::PhoneChanged => say!(lang, sessions.notice_phone_changed),
        Notice::FactorAdded => say!(lang, sessions.notice_factor_added),
        Notice::FactorRemoved => say!(lang, sessions.notice_factor_removed),
        Notice::RecoveryCodeUsed => say!(lang, sessions.notice_recovery_code_used),
        Notice::WayLinked => say!(lang, sessions.notice_way_linked),
        Notice::WayUnlinked => say!(lang, sessions.notice_way_unlinked),
    }
}

fn render<'a>(wires: &'a Wires, lang: Lang, payload: &'a Value) -> BoxFuture<'a, Result<Rendered>> {
    let word = |key: &str| payload.get(key).and_then(Value::as_str).unwrap_or_default();
    let notice: Notice = payload
        .get("notice")
        .and_then(|notice| serde_json::from_value(notice.clone()).ok())
        .unwrap_or(Notice::NewDevice);
    let what = words(lang, notice);
    let lines =
        [say!(lang, mails.hello, name = word("name")), what.to_owned(), say!(lang, sessions.notice_advice).to_owned()];
    let button = (say!(lang, account.security), format!("{}{}", wires.config.server.base_url, paths::SECURITY));
    let mail = layout::letter(lang, what, &lines, Some(button));
    Box::pin(async move { Ok(mail) })
}
