//! Short messages: a row and a job in the caller's transaction, as mails are; posted to a gateway, or kept where none is set.
//!
//! They cost money, so every day (Europe/Istanbul) has a budget, spent in the same transaction. They hold codes, so their text is
//! sealed, and erased once the gateway took it.
//!
//! The gateway (`SMS_URL`) gets `POST` with `{"to": "+905…", "text": "…"}` and `Authorization: Bearer SMS_TOKEN`; any 2xx means
//! taken. Providers that speak otherwise need a small adapter of that shape in front.

use super::{jobs, keyed, scope::Scope, wires::Wires};
use crate::{
    kernel::{
        error::{AppError, Code, Result},
        time::Instant,
    },
    say,
};
use serde::{Deserialize, Serialize};

const PURPOSE: &str = "sms";

/// Job payload: hand one message to the gateway.
#[derive(Debug, Serialize, Deserialize)]
pub struct SendSms {
    pub id: i64,
}

#[derive(Debug, thiserror::Error)]
pub enum SmsError {
    #[error("database: {0}")]
    Database(#[from] sqlx::Error),
    #[error("text: {0}")]
    Text(AppError),
    #[error("{0}")]
    Outward(#[from] super::outward::OutwardError),
    #[error("request: {0}")]
    Request(#[from] http::Error),
    #[error("the gateway answered {0}")]
    Refused(u16),
}

/// Today's budget is used up: nothing goes out before tomorrow.
fn spent(scope: &Scope) -> AppError {
    let tomorrow = scope.now.day().plus(1).at(0);
    let retry_after = u64::try_from(tomorrow.seconds_since(scope.now)).ok();
    AppError { message: say!(scope.lang, ways.sms_spent).to_owned(), retry_after, ..AppError::new(Code::TooMany) }
}

/// Is there money for one more message today? Asked before it is known whether one will be sent.
///
/// # Errors
/// `too_many`, until tomorrow.
pub async fn affordable(scope: &mut Scope) -> Result<()> {
    let today = scope.now.day();
    let used = sqlx::query_scalar!("select spent_kurus from sms_days where spent_on = $1", today)
        .fetch_optional(scope.conn().await?)
        .await?
        .unwrap_or_default();
    let sms = &scope.wires.config.sms;
    if used + sms.price_kurus <= sms.daily_budget_kurus { Ok(()) } else { Err(spent(scope)) }
}

/// Writes a message and enqueues its delivery, both in the scope's transaction.
///
/// # Errors
/// `too_many` when today's budget is used up; then nothing is sent.
pub async fn enqueue(scope: &mut Scope, to_phone: &str, text: &str) -> Result<()> {
    let (now, today, config) = (scope.now, scope.now.day(), scope.wires.config.clone());
    let price = config.sms.price_kurus;
    let paid = sqlx::query_scalar!(
        r#"insert into sms_days as day (spent_on, spent_kurus) select $1::date, $2::bigint where $2 <= $3
           on conflict on constraint sms_days_pkey do update set spent_kurus = day.spent_kurus + $2 where day.spent_kurus + $2 <= $3
           returning 1 as "one!""#,
        today as _,
        price,
        config.sms.daily_budget_kurus
    )
    .fetch_optional(scope.conn().await?)
    .await?;
    if paid.is_none() {
        return Err(spent(scope));
    }
    let sealed = keyed::seal(&config.server, PURPOSE, to_phone.as_bytes(), text.as_bytes())?;
    let id = sqlx::query_scalar!(
        "insert into sms_messages (to_phone, body_sealed, price_kurus, created_at) values ($1, $2, $3, $4) returning id",
        to_phone,
        sealed,
        price,
        now
    )
    .fetch_one(scope.conn().await?)
    .await?;
    let when = jobs::When { run_at: None, key: Some(format!("sms:{id}")) };
    jobs::enqueue(scope, "send_sms", &SendSms { id }, when).await
}

/// Delivers one message. Running it again after a success does nothing; after a failure it tries again.
///
/// # Errors
/// When the database or the gateway fails; the job is then retried with growing delay.
pub async fn deliver(wires: &Wires, id: i64) -> Result<(), SmsError> {
    let mut transaction = wires.db.begin().await?;
    let Some(row) = sqlx::query!(
        r#"select to_phone, body_sealed as "body_sealed!" from sms_messages
           where id = $1 and sent_at is null and body_sealed is not null for update"#,
        id
    )
    .fetch_optional(&mut *transaction)
    .await?
    else {
        return Ok(());
    };
    let sent = match &wires.config.sms.url {
        Some(url) => hand_over(wires, url, &row.to_phone, &row.body_sealed).await,
        None => Ok(()),
    };
    let error = sent.as_ref().err().map(ToString::to_string);
    sqlx::query!(
        "update sms_messages set attempts = attempts + 1, last_error = $2, sent_at = case when $2::text is null then $3::timestamptz end,
             body_sealed = case when $2::text is null and $4 then null else body_sealed end
         where id = $1",
        id,
        error,
        wires.clock.now() as _,
        wires.config.sms.url.is_some()
    )
    .execute(&mut *transaction)
    .await?;
    transaction.commit().await?;
    sent
}

async fn hand_over(wires: &Wires, url: &str, to: &str, sealed: &[u8]) -> Result<(), SmsError> {
    let text = keyed::open(&wires.config.server, PURPOSE, to.as_bytes(), sealed).map_err(SmsError::Text)?;
    let body = serde_json::json!({ "to": to, "text": String::from_utf8_lossy(&text) }).to_string();
    let mut request = http::Request::post(url).header(http::header::CONTENT_TYPE, "application/json");
    if let Some(token) = &wires.config.sms.token {
        request = request.header(http::header::AUTHORIZATION, format!("Bearer {}", token.0));
    }
    let answer = wires.outward.call(request.body(body.into_bytes())?).await?;
    if answer.status().is_success() { Ok(()) } else { Err(SmsError::Refused(answer.status().as_u16())) }
}

/// A message as the development page shows it.
#[derive(Clone, Debug)]
pub struct KeptSms {
    pub to_phone: String,
    /// Empty once the gateway took it.
    pub text: String,
    pub created_at: Instant,
    pub sent: bool,
}

/// The newest messages, for the development page.
///
/// # Errors
/// `unavailable` when the database is away.
pub async fn newest(scope: &mut Scope, limit: i64) -> Result<Vec<KeptSms>> {
    let rows = sqlx::query!(
        r#"select to_phone, body_sealed, created_at, sent_at is not null as "sent!" from sms_messages order by id desc limit $1"#,
        limit
    )
    .fetch_all(scope.conn().await?)
    .await?;
    let server = &scope.wires.config.server;
    let text = |to: &str, sealed: Option<Vec<u8>>| {
        let text = sealed.and_then(|sealed| keyed::open(server, PURPOSE, to.as_bytes(), &sealed).ok());
        String::from_utf8(text.unwrap_or_default()).unwrap_or_default()
    };
    Ok(rows
        .into_iter()
        .map(|row| KeptSms {
            text: text(&row.to_phone, row.body_sealed),
            to_phone: row.to_phone,
            created_at: row.created_at,
            sent: row.sent,
        })
        .collect())
}
