//! SQL of `ratings_reviews`: writing and the public side here, the moderation desk in [`desk`].

mod desk;
pub mod personal;
mod replies;

pub use desk::{Decided, QueueFilter, Queued, QueuedReply, Waiting, decide, get, queue, waiting};
pub use replies::{DecidedReply, NewReply, UNANSWERED_COUNTED, decide_reply, get_for, save_reply, unanswered};

use super::{
    model::{Draft, PublicReview},
    signals::{Around, Signal},
    status::Status,
};
use crate::{
    kernel::{
        error::{Code, Result},
        ids::{AppointmentId, CustomerId, MechanicId, ReviewId},
        lang::Lang,
        page::Page,
        time::Instant,
    },
    modules::appointments::Visited,
    platform::{OnConstraint, Scope},
};

pub const PROFILE_PAGE: usize = 10;
pub const WORKSHOP_PAGE: usize = 20;
pub const API_PAGE: usize = 20;

/// A review about to be written.
pub struct NewReview {
    pub visit: Visited,
    pub draft: Draft,
    pub author: String,
    pub status: Status,
    pub signals: Vec<Signal>,
}

/// A published review with everything its page shows.
#[derive(Clone, Debug)]
pub struct Shown {
    pub id: ReviewId,
    pub author_name: String,
    /// The name of the author's photo.
    pub author_photo: Option<String>,
    pub vehicle_label: String,
    pub services_tr: String,
    pub services_en: String,
    pub quality: i16,
    pub price: i16,
    pub punctuality: i16,
    pub communication: i16,
    pub cleanliness: i16,
    pub overall: f32,
    pub text: String,
    /// Only what is published, but for its own workshop.
    pub reply: Option<String>,
    pub replied_at: Option<Instant>,
    /// A word of [`Status`].
    pub reply_status: String,
    pub reply_rule: Option<String>,
    pub visited_at: Instant,
    pub created_at: Instant,
}

impl Shown {
    pub fn public(self, lang: Lang) -> PublicReview {
        PublicReview {
            id: self.id,
            author: self.author_name,
            vehicle: self.vehicle_label,
            services: lang.pick(&self.services_tr, &self.services_en).to_owned(),
            quality: self.quality,
            price: self.price,
            punctuality: self.punctuality,
            communication: self.communication,
            cleanliness: self.cleanliness,
            overall: self.overall,
            text: self.text,
            reply: self.reply,
            visited_at: self.visited_at.rfc3339(),
            created_at: self.created_at.rfc3339(),
        }
    }
}

/// The customer's own review of a visit.
#[derive(Clone, Debug)]
pub struct Mine {
    pub status: Status,
    pub rule: Option<String>,
    pub overall: f32,
    pub text: String,
    pub created_at: Instant,
}

/// All published reviews of a workshop in figures.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Summary {
    pub count: i32,
    /// The score as cards show it; 0 without a review.
    pub score: f32,
    /// How many round to five, four, three, two, one.
    pub distribution: [i64; 5],
    /// Plain averages in the order of [`DIMENSIONS`](super::model::DIMENSIONS).
    pub dimensions: [f64; 5],
}

/// What the signals ask about the neighbourhood of a text.
pub async fn around(scope: &mut Scope, mechanic: MechanicId, text: &str) -> Result<Around> {
    let hour_ago = scope.now.plus_minutes(-60);
    let row = sqlx::query!(
        r#"select (select count(*) from ratings_reviews r
                   where r.status in ('pending', 'published', 'hidden') and r.created_at > $2 and r.mechanic_id = $1) as "recent!",
                  $3 <> '' and exists (select from ratings_reviews r
                      where r.text <> '' and md5(fold_tr(r.text)) = md5(fold_tr($3))) as "same_text!""#,
        *mechanic,
        hour_ago,
        text
    )
    .fetch_one(scope.conn().await?)
    .await?;
    Ok(Around { recent: row.recent, same_text: row.same_text, hasty: false })
}

pub async fn insert(scope: &mut Scope, review: &NewReview) -> Result<ReviewId> {
    let (id, now) = (ReviewId::fresh(), scope.now);
    let [quality, price, punctuality, communication, cleanliness] = review.draft.stars.0;
    let signals: Vec<String> = review.signals.iter().map(|signal| signal.word().to_owned()).collect();
    sqlx::query!(
        "insert into ratings_reviews (id, appointment_id, mechanic_id, customer_id, author_name, vehicle_label, services_tr,
             services_en, quality, price, punctuality, communication, cleanliness, text, status, signals, visited_at, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)",
        *id,
        *review.visit.id,
        *review.visit.mechanic_id,
        *review.visit.customer_id,
        review.author,
        review.visit.vehicle_label,
        review.visit.services_tr,
        review.visit.services_en,
        quality,
        price,
        punctuality,
        communication,
        cleanliness,
        review.draft.text,
        review.status.word(),
        &signals,
        review.visit.visited_at,
        now
    )
    .execute(scope.conn().await?)
    .await
    .on_constraint("ratings_reviews_one_per_appointment", Code::AlreadyReviewed)?;
    Ok(id)
}

/// Sum of the overall stars and number of the published reviews.
pub async fn published_sum(scope: &mut Scope, mechanic: MechanicId) -> Result<(f64, i32)> {
    let row = sqlx::query!(
        r#"select coalesce(sum(overall::float8), 0) as "sum!", count(*)::int as "count!"
           from ratings_reviews where mechanic_id = $1 and status = 'published'"#,
        *mechanic
    )
    .fetch_one(scope.conn().await?)
    .await?;
    Ok((row.sum, row.count))
}

pub async fn summary(scope: &mut Scope, mechanic: MechanicId) -> Result<Summary> {
    let row = sqlx::query!(
        r#"select count(*)::int as "count!", mechanic_score(coalesce(sum(overall::float8), 0), count(*)::int) as "score!",
                  count(*) filter (where overall >= 4.5) as "five!",
                  count(*) filter (where overall >= 3.5 and overall < 4.5) as "four!",
                  count(*) filter (where overall >= 2.5 and overall < 3.5) as "three!",
                  count(*) filter (where overall >= 1.5 and overall < 2.5) as "two!",
                  count(*) filter (where overall < 1.5) as "one!",
                  coalesce(avg(quality), 0)::float8 as "quality!", coalesce(avg(price), 0)::float8 as "price!",
                  coalesce(avg(punctuality), 0)::float8 as "punctuality!",
                  coalesce(avg(communication), 0)::float8 as "communication!",
                  coalesce(avg(cleanliness), 0)::float8 as "cleanliness!"
           from ratings_reviews where mechanic_id = $1 and status = 'published'"#,
        *mechanic
    )
    .fetch_one(scope.conn().await?)
    .await?;
    Ok(Summary {
        count: row.count,
        score: row.score,
        distribution: [row.five, row.four, row.three, row.two, row.one],
        dimensions: [row.quality, row.price, row.punctuality, row.communication, row.cleanliness],
    })
}

/// Newest first; `after` is the id of the last review seen. `to_workshop` shows it its own answers, whatever their state.
pub async fn published(
    scope: &mut Scope,
    mechanic: MechanicId,
    after: &str,
    limit: usize,
    to_workshop: bool,
) -> Result<Page<Shown>> {
    let after: Option<ReviewId> = after.parse().ok();
    let rows = sqlx::query_as!(
        Shown,
        r#"select id, author_name, vehicle_label, services_tr, services_en, quality, price, punctuality, communication,
                  cleanliness, overall as "overall!", text,
                  case when reply_status = 'published' or $4 then reply end as reply, replied_at as "replied_at: _",
                  reply_status, reply_rule, visited_at, created_at,
                  (select u.photo_key from customers c join users u on u.id = c.user_id
                   where c.id = ratings_reviews.customer_id and u.disabled_at is null) as author_photo
           from ratings_reviews where mechanic_id = $1 and status = 'published'
             and ($2::uuid is null or (created_at, id) < (select created_at, id from ratings_reviews where id = $2))
           order by created_at desc, id desc limit $3"#,
        *mechanic,
        after.map(|id| *id),
        i64::try_from(limit + 1).unwrap_or(i64::MAX),
        to_workshop
    )
    .fetch_all(scope.conn().await?)
    .await?;
    Ok(Page::cut(rows, limit, |row| row.id.to_string()))
}

pub async fn find_mine(scope: &mut Scope, customer: CustomerId, id: AppointmentId) -> Result<Option<Mine>> {
    let row = sqlx::query!(
        r#"select status, rule, overall as "overall!", text, created_at
           from ratings_reviews where appointment_id = $1 and customer_id = $2"#,
        *id,
        *customer
    )
    .fetch_optional(scope.conn().await?)
    .await?;
    Ok(row.map(|row| Mine {
        status: Status::parse(&row.status).unwrap_or(Status::Pending),
        rule: row.rule,
        overall: row.overall,
        text: row.text,
        created_at: row.created_at,
    }))
}
