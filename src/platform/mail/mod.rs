//! Mails: a row and a job in the caller's transaction, rendered in the reader's language and delivered by the worker.
//!
//! `mails` is the outbox and the memory. The Message-ID is derived from the row's id, so a mail whose worker died between
//! handing it over and noting it is recognised as the same mail by every receiver.

mod deliver;
pub mod layout;
mod sealed;

pub use deliver::{MailError, Mailer, SendMail, deliver};

use super::{jobs, scope::Scope, wires::Wires};
use crate::kernel::{error::Result, ids::MailId, lang::Lang};
use futures::future::BoxFuture;
use serde_json::Value;
use std::collections::HashMap;

/// A mail as it goes out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rendered {
    pub subject: String,
    pub text: String,
    pub html: String,
    /// `.ics` attachment and its method (`REQUEST` or `CANCEL`).
    pub ics: Option<(String, &'static str)>,
}

/// Renders mails of one kind from their payload. `wrong_status` says that what it would tell is no longer so, as may be after the mail
/// has waited: it is then not sent.
pub type Renderer = for<'a> fn(&'a Wires, Lang, &'a Value) -> BoxFuture<'a, Result<Rendered>>;

/// Kind → renderer, filled by `server` from the modules.
pub type Renderers = HashMap<&'static str, Renderer>;

/// Whom a mail goes to.
#[derive(Clone, Debug)]
pub struct Recipient {
    pub email: String,
    pub name: String,
    pub lang: Lang,
}

/// Writes a mail into the outbox and enqueues its delivery, both in the scope's transaction. The same `dedupe_key` twice
/// is one mail; who has no address gets none.
///
/// # Errors
/// `unavailable` when the database is away.
pub async fn enqueue(
    scope: &mut Scope,
    kind: &'static str,
    to: &Recipient,
    dedupe_key: &str,
    payload: &Value,
) -> Result<()> {
    insert(scope, MailId::fresh(), kind, to, dedupe_key, (payload, None)).await
}

/// Like [`enqueue`], for mails whose payload holds a link or a code: nobody reads it out of the database, neither while it
/// waits nor afterwards. The subject is kept in clear, so it must not hold the secret.
///
/// # Errors
/// `unavailable` when the database is away.
pub async fn enqueue_secret(
    scope: &mut Scope,
    kind: &'static str,
    to: &Recipient,
    dedupe_key: &str,
    payload: &Value,
) -> Result<()> {
    let id = MailId::fresh();
    let sealed = sealed::seal(&scope.wires.config.server, id, payload)?;
    insert(scope, id, kind, to, dedupe_key, (&serde_json::json!({}), Some(sealed))).await
}

async fn insert(
    scope: &mut Scope,
    id: MailId,
    kind: &'static str,
    to: &Recipient,
    dedupe_key: &str,
    (payload, sealed): (&Value, Option<Vec<u8>>),
) -> Result<()> {
    if to.email.is_empty() {
        return Ok(());
    }
    let now = scope.now;
    let inserted = sqlx::query!(
        "insert into mails (id, kind, to_email, to_name, lang, payload, dedupe_key, created_at, is_secret, payload_sealed)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict on constraint mails_one_per_occasion do nothing",
        *id,
        kind,
        to.email,
        to.name,
        to.lang.code(),
        payload,
        dedupe_key,
        now,
        sealed.is_some(),
        sealed
    )
    .execute(scope.conn().await?)
    .await?;
    if inserted.rows_affected() == 0 {
        return Ok(());
    }
    jobs::enqueue(
        scope,
        "send_mail",
        &SendMail { mail_id: id },
        jobs::When { run_at: None, key: Some(format!("mail:{id}")) },
    )
    .await
}

/// A mail as the development page shows it.
#[derive(Clone, Debug)]
pub struct KeptMail {
    pub id: MailId,
    pub kind: String,
    pub to_email: String,
    pub subject: String,
    pub text: String,
    pub html: String,
    pub has_ics: bool,
    pub created_at: crate::kernel::time::Instant,
    pub sent: bool,
}

/// The newest rendered mails, for the development page.
///
/// # Errors
/// `unavailable` when the database is away.
pub async fn newest(scope: &mut Scope, limit: i64) -> Result<Vec<KeptMail>> {
    let rows = sqlx::query!(
        r#"select id, kind, to_email, coalesce(subject, kind) as "subject!", coalesce(text_body, '') as "text!",
                  coalesce(html_body, '') as "html!", ics is not null as "has_ics!", created_at, sent_at is not null as "sent!",
                  bodies_sealed
           from mails order by created_at desc, id desc limit $1"#,
        limit
    )
    .fetch_all(scope.conn().await?)
    .await?;
    let server = &scope.wires.config.server;
    Ok(rows
        .into_iter()
        .map(|row| {
            let secret = row.bodies_sealed.and_then(|bodies| sealed::open(server, row.id.into(), &bodies).ok());
            let (text, html) = secret.unwrap_or((row.text, row.html));
            KeptMail {
                id: row.id.into(),
                kind: row.kind,
                to_email: row.to_email,
                subject: row.subject,
                text,
                html,
                has_ics: row.has_ics,
                created_at: row.created_at,
                sent: row.sent,
            }
        })
        .collect())
}

/// What of one mail is looked at in development: its HTML and its calendar file.
///
/// # Errors
/// `not_found` for an unknown mail or one that is not written yet.
pub async fn kept(scope: &mut Scope, id: MailId) -> Result<(String, Option<String>)> {
    let row =
        sqlx::query!(r#"select html_body as "html!", ics from mails where id = $1 and html_body is not null"#, *id)
            .fetch_one(scope.conn().await?)
            .await?;
    Ok((row.html, row.ics))
}
