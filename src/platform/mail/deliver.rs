//! Delivery by the worker: render, hand to SMTP (or keep), note.

use super::{Rendered, Renderers, sealed};
use crate::{
    kernel::{
        error::{AppError, Code},
        ids::MailId,
        lang::Lang,
    },
    platform::{config::MailConfig, wires::Wires},
};
use lettre::{
    AsyncSmtpTransport, AsyncTransport, Tokio1Executor,
    message::{Attachment, Mailbox, Message, MultiPart, SinglePart, header::ContentType},
    transport::smtp::PoolConfig,
};
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// A mail server that says nothing for so long counts as down. Below the database's patience with idle transactions.
const LONGEST_TALK: Duration = Duration::from_secs(20);

/// Job payload: deliver one mail of the outbox.
#[derive(Debug, Serialize, Deserialize)]
pub struct SendMail {
    pub mail_id: MailId,
}

/// The way out: SMTP when configured, else mails stay readable in the outbox.
pub struct Mailer {
    from: Mailbox,
    smtp: Option<AsyncSmtpTransport<Tokio1Executor>>,
    renderers: Renderers,
}

impl std::fmt::Debug for Mailer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Mailer").field("smtp", &self.smtp.is_some()).finish_non_exhaustive()
    }
}

#[derive(Debug, thiserror::Error)]
pub enum MailError {
    #[error("no renderer for mails of kind {0}")]
    UnknownKind(String),
    #[error("rendering failed: {0}")]
    Render(AppError),
    #[error("database: {0}")]
    Database(#[from] sqlx::Error),
    #[error("address: {0}")]
    Address(#[from] lettre::address::AddressError),
    #[error("message: {0}")]
    Message(#[from] lettre::error::Error),
    #[error("content type: {0}")]
    ContentType(#[from] lettre::message::header::ContentTypeErr),
    #[error("smtp: {0}")]
    Smtp(#[from] lettre::transport::smtp::Error),
    #[error("smtp: the server fell silent")]
    Silent,
}

impl Mailer {
    /// # Errors
    /// When the SMTP URL or the sender cannot be read.
    pub fn new(config: &MailConfig, renderers: Renderers) -> Result<Self, MailError> {
        let smtp = match &config.smtp_url {
            // A line of its own for each mail: a kept one that fell silent would hold up every mail after it.
            Some(url) => Some(
                AsyncSmtpTransport::<Tokio1Executor>::from_url(url)?
                    .timeout(Some(LONGEST_TALK))
                    .pool_config(PoolConfig::new().max_size(0))
                    .build(),
            ),
            None => None,
        };
        Ok(Self { from: config.from.parse()?, smtp, renderers })
    }
}

/// Delivers one mail. Running it again after a success does nothing; after a failure it tries again.
///
/// # Errors
/// When rendering, the database or the mail server fails; the job is then retried with growing delay.
pub async fn deliver(wires: &Wires, mail_id: MailId) -> Result<(), MailError> {
    // The row lock makes parallel workers queue; the second one then finds sent_at.
    let mut transaction = wires.db.begin().await?;
    let Some(row) = sqlx::query!(
        "select kind, to_email, to_name, lang, payload, is_secret, payload_sealed from mails where id = $1 and sent_at is null for update",
        *mail_id
    )
    .fetch_optional(&mut *transaction)
    .await?
    else {
        return Ok(());
    };
    let lang = Lang::parse(&row.lang).unwrap_or_default();
    let renderer =
        wires.mailer.renderers.get(row.kind.as_str()).ok_or_else(|| MailError::UnknownKind(row.kind.clone()))?;
    let server = &wires.config.server;
    let payload = match &row.payload_sealed {
        Some(payload) => sealed::open(server, mail_id, payload).map_err(MailError::Render)?,
        None => row.payload,
    };
    let rendered = match renderer(wires, lang, &payload).await {
        Ok(rendered) => rendered,
        Err(error) if error.code == Code::WrongStatus => {
            tracing::info!(%mail_id, kind = row.kind, "a mail is dropped: what it tells is no longer so");
            sqlx::query!("delete from mails where id = $1", *mail_id).execute(&mut *transaction).await?;
            return Ok(transaction.commit().await?);
        }
        Err(error) => return Err(MailError::Render(error)),
    };
    let secret = row.is_secret.then(|| sealed::bodies(server, mail_id, &rendered)).transpose();
    let secret = secret.map_err(MailError::Render)?;
    sqlx::query!(
        "update mails set subject = $2, text_body = $3, html_body = $4, ics = $5, bodies_sealed = $6, attempts = attempts + 1
         where id = $1",
        *mail_id,
        rendered.subject,
        secret.is_none().then_some(rendered.text.as_str()),
        secret.is_none().then_some(rendered.html.as_str()),
        rendered.ics.as_ref().map(|(text, _)| text.as_str()),
        secret
    )
    .execute(&mut *transaction)
    .await?;
    if let Some(smtp) = &wires.mailer.smtp {
        let to = Mailbox::new(Some(row.to_name), row.to_email.parse()?);
        let message = message(&wires.mailer.from, to, mail_id, &rendered)?;
        let sent = tokio::time::timeout(LONGEST_TALK, smtp.send(message)).await;
        if let Err(error) = sent.map_err(|_| MailError::Silent).and_then(|sent| Ok(sent?)) {
            sqlx::query!("update mails set last_error = $2 where id = $1", *mail_id, error.to_string())
                .execute(&mut *transaction)
                .await?;
            transaction.commit().await?;
            return Err(error);
        }
    }
    // What was sent is with its reader; what is only kept is still read here.
    sqlx::query!(
        "update mails set sent_at = $2, last_error = null, payload_sealed = null,
             bodies_sealed = case when $3 then null else bodies_sealed end
         where id = $1",
        *mail_id,
        wires.clock.now(),
        wires.mailer.smtp.is_some()
    )
    .execute(&mut *transaction)
    .await?;
    transaction.commit().await?;
    Ok(())
}

fn message(from: &Mailbox, to: Mailbox, id: MailId, mail: &Rendered) -> Result<Message, MailError> {
    let domain = from.email.domain();
    let bodies = MultiPart::alternative()
        .singlepart(SinglePart::plain(mail.text.clone()))
        .singlepart(SinglePart::html(mail.html.clone()));
    let content = match &mail.ics {
        Some((ics, method)) => {
            let kind = ContentType::parse(&format!("text/calendar; charset=utf-8; method={method}"))?;
            MultiPart::mixed()
                .multipart(bodies)
                .singlepart(Attachment::new(String::from("randevu.ics")).body(ics.clone(), kind))
        }
        None => bodies,
    };
    Ok(Message::builder()
        .from(from.clone())
        .to(to)
        .message_id(Some(format!("<{id}@{domain}>")))
        .subject(&mail.subject)
        .multipart(content)?)
}
