//! SQL of the moderation desk.

use crate::{
    kernel::{
        error::{Code, Result},
        ids::{AppointmentId, CustomerId, MechanicId, ReviewId},
        page::Page,
        text::fold,
        time::Instant,
    },
    modules::reviews::{
        model::{RuleId, Verdict},
        policy::MayModerate,
        signals::Signal,
        status::{Decision, Status},
    },
    platform::Scope,
};

pub const PAGE: usize = 25;

/// Which part of the desk is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueueFilter {
    /// `None`: the last decisions.
    pub status: Option<Status>,
    /// Answers of workshops in that state instead of reviews: those that wait, or those that are hidden.
    pub replies: bool,
    pub signal: Option<Signal>,
    /// Words in author or text, Turkish letters folded.
    pub text: String,
    pub after: String,
}

/// A review on the desk.
#[derive(Clone, Debug)]
pub struct Queued {
    pub id: ReviewId,
    pub mechanic_id: MechanicId,
    /// Filled by the service; names of workshops are not ours.
    pub mechanic_name: String,
    pub mechanic_slug: String,
    pub author_name: String,
    pub vehicle_label: String,
    pub services_tr: String,
    pub services_en: String,
    pub stars: [i16; 5],
    pub text: String,
    pub status: Status,
    pub signals: Vec<Signal>,
    pub rule: Option<RuleId>,
    pub created_at: Instant,
    pub decided_at: Option<Instant>,
    pub reply: Option<QueuedReply>,
}

/// The workshop's answer to it.
#[derive(Clone, Debug)]
pub struct QueuedReply {
    pub text: String,
    pub status: Status,
    pub signals: Vec<Signal>,
    pub rule: Option<RuleId>,
}

/// A review right after a decision.
#[derive(Clone, Debug)]
pub struct Decided {
    pub id: ReviewId,
    pub appointment_id: AppointmentId,
    pub mechanic_id: MechanicId,
    pub customer_id: CustomerId,
    pub services_tr: String,
    pub services_en: String,
    pub visited_at: Instant,
    pub status: Status,
    pub rule: Option<RuleId>,
}

/// Figures of the desk.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Waiting {
    pub pending: i64,
    pub oldest_at: Option<Instant>,
    pub approved_today: i64,
    pub hidden_today: i64,
    /// Answers of workshops.
    pub replies: i64,
}

struct Record {
    id: ReviewId,
    mechanic_id: MechanicId,
    author_name: String,
    vehicle_label: String,
    services_tr: String,
    services_en: String,
    quality: i16,
    price: i16,
    punctuality: i16,
    communication: i16,
    cleanliness: i16,
    text: String,
    status: String,
    signals: Vec<String>,
    rule: Option<String>,
    created_at: Instant,
    decided_at: Option<Instant>,
    reply: Option<String>,
    reply_status: String,
    reply_signals: Vec<String>,
    reply_rule: Option<String>,
}

impl From<Record> for Queued {
    fn from(row: Record) -> Self {
        let signals = |words: &[String]| words.iter().filter_map(|word| Signal::parse(word)).collect();
        let reply = row.reply.map(|text| QueuedReply {
            text,
            status: Status::parse(&row.reply_status).unwrap_or(Status::Pending),
            signals: signals(&row.reply_signals),
            rule: row.reply_rule.as_deref().and_then(RuleId::parse),
        });
        Self {
            id: row.id,
            mechanic_id: row.mechanic_id,
            mechanic_name: String::new(),
            mechanic_slug: String::new(),
            author_name: row.author_name,
            vehicle_label: row.vehicle_label,
            services_tr: row.services_tr,
            services_en: row.services_en,
            stars: [row.quality, row.price, row.punctuality, row.communication, row.cleanliness],
            text: row.text,
            status: Status::parse(&row.status).unwrap_or(Status::Pending),
            signals: signals(&row.signals),
            rule: row.rule.as_deref().and_then(RuleId::parse),
            created_at: row.created_at,
            decided_at: row.decided_at,
            reply,
        }
    }
}

/// `select_queued!(rule and order, $1…)`: one query for a [`Record`], checked when compiling.
macro_rules! select_queued {
    ($rule:tt $(, $given:expr)* $(,)?) => {
        sqlx::query_as!(
            Record,
            r#"select id, mechanic_id, author_name, vehicle_label, services_tr, services_en, quality, price, punctuality,
                      communication, cleanliness, text, status, signals, rule, created_at, decided_at as "decided_at: _",
                      reply, reply_status, reply_signals, reply_rule
               from ratings_reviews where "#
                + $rule
            $(, $given)*
        )
    };
}

/// One state of the desk: what waits comes oldest first, what is decided newest first.
pub async fn queue(scope: &mut Scope, permit: &MayModerate, filter: &QueueFilter) -> Result<Page<Queued>> {
    let rows = match filter.status {
        Some(Status::Hidden) if filter.replies => hidden_replies(scope, permit, filter).await?,
        _ if filter.replies => pending_replies(scope, permit, filter).await?,
        Some(Status::Pending) => pending(scope, permit, filter).await?,
        Some(status) => in_state(scope, permit, filter, status).await?,
        None => decisions(scope, permit, filter).await?,
    };
    let rows = rows.into_iter().map(Queued::from).collect();
    Ok(Page::cut(rows, PAGE, |row: &Queued| row.id.to_string()))
}

/// Needle, signal and cursor as the queries take them.
fn terms(filter: &QueueFilter) -> (String, &'static str, Option<uuid::Uuid>) {
    let after: Option<ReviewId> = filter.after.parse().ok();
    (format!("%{}%", fold(&filter.text)), filter.signal.map_or("", Signal::word), after.map(|id| *id))
}

fn limit() -> i64 {
    i64::try_from(PAGE + 1).unwrap_or(26)
}

async fn pending(scope: &mut Scope, _: &MayModerate, filter: &QueueFilter) -> Result<Vec<Record>> {
    let (needle, signal, after) = terms(filter);
    Ok(select_queued!(
        "status = 'pending'
             and ($1 = '%%' or fold_tr(author_name || ' ' || text) like $1) and ($2 = '' or $2 = any (signals))
             and ($3::uuid is null or (created_at, id) > (select created_at, id from ratings_reviews where id = $3))
           order by created_at, id limit $4",
        needle,
        signal,
        after,
        limit()
    )
    .fetch_all(scope.conn().await?)
    .await?)
}

async fn in_state(scope: &mut Scope, _: &MayModerate, filter: &QueueFilter, status: Status) -> Result<Vec<Record>> {
    let (needle, signal, after) = terms(filter);
    Ok(select_queued!(
        "status = $5
             and ($1 = '%%' or fold_tr(author_name || ' ' || text) like $1) and ($2 = '' or $2 = any (signals))
             and ($3::uuid is null or (created_at, id) < (select created_at, id from ratings_reviews where id = $3))
           order by created_at desc, id desc limit $4",
        needle,
        signal,
        after,
        limit(),
        status.word()
    )
    .fetch_all(scope.conn().await?)
    .await?)
}

async fn decisions(scope: &mut Scope, _: &MayModerate, filter: &QueueFilter) -> Result<Vec<Record>> {
    let (needle, signal, after) = terms(filter);
    Ok(select_queued!(
        "decided_at is not null
             and ($1 = '%%' or fold_tr(author_name || ' ' || text) like $1) and ($2 = '' or $2 = any (signals))
             and ($3::uuid is null or (decided_at, id) < (select decided_at, id from ratings_reviews where id = $3))
           order by decided_at desc, id desc limit $4",
        needle,
        signal,
        after,
        limit()
    )
    .fetch_all(scope.conn().await?)
    .await?)
}

/// Answers that wait, the oldest first.
async fn pending_replies(scope: &mut Scope, _: &MayModerate, filter: &QueueFilter) -> Result<Vec<Record>> {
    let (needle, signal, after) = terms(filter);
    Ok(select_queued!(
        "reply_status = 'pending'
             and ($1 = '%%' or fold_tr(reply) like $1) and ($2 = '' or $2 = any (reply_signals))
             and ($3::uuid is null or (replied_at, id) > (select replied_at, id from ratings_reviews where id = $3))
           order by replied_at, id limit $4",
        needle,
        signal,
        after,
        limit()
    )
    .fetch_all(scope.conn().await?)
    .await?)
}

/// Answers that are hidden, the last decision first.
async fn hidden_replies(scope: &mut Scope, _: &MayModerate, filter: &QueueFilter) -> Result<Vec<Record>> {
    let (needle, signal, after) = terms(filter);
    Ok(select_queued!(
        "reply_status = 'hidden'
             and ($1 = '%%' or fold_tr(reply) like $1) and ($2 = '' or $2 = any (reply_signals))
             and ($3::uuid is null or (reply_decided_at, id) < (select reply_decided_at, id from ratings_reviews where id = $3))
           order by reply_decided_at desc, id desc limit $4",
        needle,
        signal,
        after,
        limit()
    )
    .fetch_all(scope.conn().await?)
    .await?)
}

pub async fn get(scope: &mut Scope, _: &MayModerate, id: ReviewId) -> Result<Queued> {
    let row = select_queued!("id = $1", *id).fetch_one(scope.conn().await?).await?;
    Ok(row.into())
}

/// Moves a review to where the verdict leads; `None` when it does not stand where such a move begins.
pub async fn decide(scope: &mut Scope, _: &MayModerate, verdict: &Verdict) -> Result<Option<Decided>> {
    let (now, by) = (scope.now, scope.actor.user_id().ok_or(Code::Unauthenticated)?);
    let from: Vec<String> = starts(verdict.decision).map(|status| status.word().to_owned()).collect();
    let to = if verdict.decision == Decision::Approve { Status::Published } else { Status::Hidden };
    let row = sqlx::query!(
        r#"update ratings_reviews set status = $2, rule = $3, decided_by = $4, decided_at = $5
           where id = $1 and status = any ($6)
           returning id, appointment_id, mechanic_id, customer_id, services_tr, services_en, visited_at"#,
        *verdict.review_id,
        to.word(),
        verdict.rule.map(RuleId::word),
        *by,
        now,
        &from
    )
    .fetch_optional(scope.conn().await?)
    .await?;
    Ok(row.map(|row| Decided {
        id: row.id.into(),
        appointment_id: row.appointment_id.into(),
        mechanic_id: row.mechanic_id.into(),
        customer_id: row.customer_id.into(),
        services_tr: row.services_tr,
        services_en: row.services_en,
        visited_at: row.visited_at,
        status: to,
        rule: verdict.rule,
    }))
}

/// The states in which a decision has something to decide.
fn starts(decision: Decision) -> impl Iterator<Item = Status> {
    Status::ALL.into_iter().filter(move |status| status.after(decision).is_some())
}

pub async fn waiting(scope: &mut Scope, _: &MayModerate) -> Result<Waiting> {
    let midnight = scope.now.day().at(0);
    let row = sqlx::query!(
        r#"select (select count(*) from ratings_reviews where status = 'pending') as "pending!",
                  (select min(created_at) from ratings_reviews where status = 'pending') as "oldest_at: Instant",
                  (select count(*) from ratings_reviews where reply_status = 'pending') as "replies!",
                  count(*) filter (where status = 'published') as "approved!", count(*) filter (where status = 'hidden') as "hidden!"
           from ratings_reviews where decided_at >= $1"#,
        midnight
    )
    .fetch_one(scope.conn().await?)
    .await?;
    Ok(Waiting {
        pending: row.pending,
        oldest_at: row.oldest_at,
        approved_today: row.approved,
        hidden_today: row.hidden,
        replies: row.replies,
    })
}
