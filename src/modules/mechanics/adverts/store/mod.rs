//! SQL of adverts: packages, orders, the desk. What searches ask and count stands in [`shown`].

mod packages;
pub mod personal;
pub mod shown;

pub use packages::{package, packages, save_package};

use super::model::{Quote, Standing, State};
use crate::{
    kernel::{
        error::Result,
        ids::{AdvertId, AdvertPackageId, CategoryId, MechanicId},
        money::Money,
        page::Page,
        time::{Day, Instant},
    },
    modules::mechanics::policy::{Desk, Owner, Till},
    platform::Scope,
};
use uuid::Uuid;

pub const PAGE: usize = 20;

/// An advert as its owner and the desk see it.
#[derive(Clone, Debug)]
pub struct Advert {
    pub id: AdvertId,
    pub mechanic_id: MechanicId,
    pub workshop: String,
    pub slug: String,
    pub package_tr: String,
    pub package_en: String,
    pub province_id: i16,
    pub district_id: Option<i32>,
    pub category_id: Option<CategoryId>,
    pub first_on: Day,
    pub last_on: Day,
    pub day_price: Money,
    pub total: Money,
    pub kept: String,
    pub paid_at: Option<Instant>,
    pub paid_note: String,
    pub reason: String,
    pub paused: bool,
    pub created_at: Instant,
    pub impressions: i64,
    pub clicks: i64,
    pub bookings: i64,
}

impl Advert {
    pub fn state(&self, today: Day) -> State {
        State::on(today, &self.kept, (self.first_on, self.last_on), self.paused)
    }

    pub fn days(&self) -> i64 {
        self.last_on.days_since(self.first_on) + 1
    }
}

/// One's own, the newest first.
pub async fn own(scope: &mut Scope, owner: Owner, after: &str) -> Result<Page<Advert>> {
    list(scope, Some(*owner.id()), "", after).await
}

/// All in a state (`''`: every state), the newest first.
pub async fn all(scope: &mut Scope, _till: Till, state: &str, after: &str) -> Result<Page<Advert>> {
    list(scope, None, state, after).await
}

async fn list(scope: &mut Scope, mechanic: Option<Uuid>, state: &str, after: &str) -> Result<Page<Advert>> {
    let (today, after) = (scope.now.day(), after.parse::<Uuid>().ok());
    let adverts = sqlx::query_as!(
        Advert,
        r#"select a.id, a.mechanic_id, m.name as workshop, m.slug, a.package_tr, a.package_en, a.province_id, a.district_id,
                  a.category_id as "category_id: _", a.first_on, a.last_on, a.day_price_kurus as "day_price: _",
                  a.total_kurus as "total: _", a.state as kept, a.paid_at as "paid_at: _", a.paid_note, a.reason,
                  a.paused_at is not null as "paused!", a.created_at, f.impressions as "impressions!", f.clicks as "clicks!",
                  f.bookings as "bookings!"
           from advertisements a join mechanics m on m.id = a.mechanic_id
           cross join lateral (select coalesce(sum(d.impressions), 0) as impressions, coalesce(sum(d.clicks), 0) as clicks,
                                      coalesce(sum(d.bookings), 0) as bookings
                               from advertisement_days d where d.advertisement_id = a.id) f
           where ($1::uuid is null or a.mechanic_id = $1) and ($2::uuid is null or a.id < $2)
             and case $3::text
                 when '' then true
                 when 'ended' then a.state = 'approved' and a.last_on < $4::date
                 when 'paused' then a.state = 'approved' and a.last_on >= $4 and a.paused_at is not null
                 when 'scheduled' then a.state = 'approved' and a.first_on > $4 and a.paused_at is null
                 when 'running' then a.state = 'approved' and $4 between a.first_on and a.last_on and a.paused_at is null
                 else a.state = $3 end
           order by a.id desc limit $5"#,
        mechanic,
        after,
        state,
        today,
        i64::try_from(PAGE + 1).unwrap_or(21)
    )
    .fetch_all(scope.conn().await?)
    .await?;
    Ok(Page::cut(adverts, PAGE, |advert: &Advert| advert.id.to_string()))
}

/// What a day brought.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DayFigures {
    pub advert_id: AdvertId,
    pub on: Day,
    pub impressions: i32,
    pub clicks: i32,
    pub bookings: i32,
}

/// Days on which something happened, in order.
pub async fn days_of(scope: &mut Scope, owner: Owner, adverts: &[Advert]) -> Result<Vec<DayFigures>> {
    let ids: Vec<Uuid> = adverts.iter().map(|advert| *advert.id).collect();
    let days = sqlx::query_as!(
        DayFigures,
        r#"select d.advertisement_id as advert_id, d.on_date as "on", d.impressions, d.clicks, d.bookings
           from advertisement_days d join advertisements a on a.id = d.advertisement_id
           where d.advertisement_id = any($1) and a.mechanic_id = $2 order by d.advertisement_id, d.on_date"#,
        &ids,
        *owner.id()
    )
    .fetch_all(scope.conn().await?)
    .await?;
    Ok(days)
}

pub async fn standing(scope: &mut Scope, owner: Owner) -> Result<Standing> {
    let standing = sqlx::query_as!(
        Standing,
        r#"select province_id, district_id, verified_at is not null and suspended_at is null as "is_public!", score, review_count
           from mechanics where id = $1"#,
        *owner.id()
    )
    .fetch_one(scope.conn().await?)
    .await?;
    Ok(standing)
}

/// What was ordered with a key.
pub struct Known {
    pub id: AdvertId,
    pub package_id: AdvertPackageId,
    pub category_id: Option<CategoryId>,
    pub first_on: Day,
    pub last_on: Day,
}

pub async fn find_by_key(scope: &mut Scope, owner: Owner, key: &str) -> Result<Option<Known>> {
    let known = sqlx::query_as!(
        Known,
        r#"select id, package_id, category_id as "category_id: _", first_on, last_on from advertisements
           where mechanic_id = $1 and idempotency_key = $2"#,
        *owner.id(),
        key
    )
    .fetch_optional(scope.conn().await?)
    .await?;
    Ok(known)
}

/// How many orders of a workshop are not over, and whether one of them stands for the same place and work on one of these days.
pub async fn open_orders(scope: &mut Scope, owner: Owner, quote: &Quote) -> Result<(i64, bool)> {
    let today = scope.now.day();
    let row = sqlx::query!(
        r#"select count(*) as "open!",
                  coalesce(bool_or(province_id = $3 and district_id is not distinct from $4 and category_id is not distinct from $5
                                   and first_on <= $7 and last_on >= $6), false) as "overlaps!"
           from advertisements where mechanic_id = $1
             and (state in ('awaiting_payment', 'awaiting_approval') or (state = 'approved' and last_on >= $2))"#,
        *owner.id(),
        today,
        quote.province_id,
        quote.district_id,
        quote.category_id.map(|id| *id),
        quote.first_on,
        quote.last_on
    )
    .fetch_one(scope.conn().await?)
    .await?;
    Ok((row.open, row.overlaps))
}

pub async fn insert(scope: &mut Scope, owner: Owner, quote: &Quote, key: &str) -> Result<AdvertId> {
    let (id, now) = (AdvertId::fresh(), scope.now);
    sqlx::query!(
        "insert into advertisements (id, mechanic_id, package_id, package_tr, package_en, province_id, district_id, category_id, first_on,
                                     last_on, day_price_kurus, total_kurus, idempotency_key, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
        *id,
        *owner.id(),
        *quote.package.id,
        quote.package.name_tr,
        quote.package.name_en,
        quote.province_id,
        quote.district_id,
        quote.category_id.map(|id| *id),
        quote.first_on,
        quote.last_on,
        quote.package.day_price.0,
        quote.total().0,
        key,
        now
    )
    .execute(scope.conn().await?)
    .await?;
    Ok(id)
}

/// An advert about to be changed, locked until the transaction ends.
#[derive(Clone, Debug)]
pub struct Locked {
    pub mechanic_id: MechanicId,
    pub workshop: String,
    pub package_tr: String,
    pub package_en: String,
    pub first_on: Day,
    pub last_on: Day,
    pub total: Money,
    pub kept: String,
    pub was_paid: bool,
    pub paused: bool,
}

impl Locked {
    pub fn state(&self, today: Day) -> State {
        State::on(today, &self.kept, (self.first_on, self.last_on), self.paused)
    }
}

/// `not_found` for the adverts of others.
pub async fn lock_own(scope: &mut Scope, owner: Owner, id: AdvertId) -> Result<Locked> {
    lock(scope, id, Some(*owner.id())).await
}

pub async fn lock_any(scope: &mut Scope, _till: Till, id: AdvertId) -> Result<Locked> {
    lock(scope, id, None).await
}

async fn lock(scope: &mut Scope, id: AdvertId, mechanic: Option<Uuid>) -> Result<Locked> {
    let locked = sqlx::query_as!(
        Locked,
        r#"select a.mechanic_id, m.name as workshop, a.package_tr, a.package_en, a.first_on, a.last_on, a.total_kurus as "total: _",
                  a.state as kept, a.paid_at is not null as "was_paid!", a.paused_at is not null as "paused!"
           from advertisements a join mechanics m on m.id = a.mechanic_id
           where a.id = $1 and ($2::uuid is null or a.mechanic_id = $2) for no key update of a"#,
        *id,
        mechanic
    )
    .fetch_one(scope.conn().await?)
    .await?;
    Ok(locked)
}

pub async fn set_paused(scope: &mut Scope, _owner: Owner, id: AdvertId, paused: bool) -> Result<()> {
    let at = paused.then_some(scope.now);
    sqlx::query!("update advertisements set paused_at = $2 where id = $1", *id, at as _)
        .execute(scope.conn().await?)
        .await?;
    Ok(())
}

pub async fn cancel(scope: &mut Scope, _owner: Owner, id: AdvertId) -> Result<()> {
    sqlx::query!("update advertisements set state = 'cancelled' where id = $1", *id)
        .execute(scope.conn().await?)
        .await?;
    Ok(())
}

pub async fn mark_paid(scope: &mut Scope, _till: Till, id: AdvertId, note: &str) -> Result<()> {
    let now = scope.now;
    sqlx::query!(
        "update advertisements set state = 'awaiting_approval', paid_at = $2, paid_note = $3 where id = $1",
        *id,
        now,
        note
    )
    .execute(scope.conn().await?)
    .await?;
    Ok(())
}

/// Approved late it begins tomorrow: nobody loses days that they have paid for.
pub async fn approve(scope: &mut Scope, _desk: Desk, id: AdvertId) -> Result<()> {
    let (now, tomorrow) = (scope.now, scope.now.day().plus(1));
    sqlx::query!(
        "update advertisements set state = 'approved', decided_at = $2, first_on = greatest(first_on, $3),
                last_on = greatest(first_on, $3) + (last_on - first_on) where id = $1",
        *id,
        now,
        tomorrow
    )
    .execute(scope.conn().await?)
    .await?;
    Ok(())
}

/// `refused` or `stopped`.
pub async fn end(scope: &mut Scope, _desk: Desk, id: AdvertId, state: &str, reason: &str) -> Result<()> {
    let now = scope.now;
    sqlx::query!(
        "update advertisements set state = $2, reason = $3, decided_at = $4 where id = $1",
        *id,
        state,
        reason,
        now
    )
    .execute(scope.conn().await?)
    .await?;
    Ok(())
}

/// How many orders wait for the desk.
pub async fn count_waiting(scope: &mut Scope, _till: Till) -> Result<i64> {
    let waiting = sqlx::query_scalar!(
        r#"select count(*) as "waiting!" from advertisements where state in ('awaiting_payment', 'awaiting_approval')"#
    )
    .fetch_one(scope.conn().await?)
    .await?;
    Ok(waiting)
}

/// An advert that is over and whose owner was not told yet.
#[derive(Clone, Debug)]
pub struct Over {
    pub id: AdvertId,
    pub mechanic_id: MechanicId,
    pub package_tr: String,
    pub package_en: String,
    pub last_on: Day,
    pub impressions: i64,
    pub clicks: i64,
    pub bookings: i64,
}

/// Locked until the transaction ends.
pub async fn over(scope: &mut Scope, limit: i64) -> Result<Vec<Over>> {
    let today = scope.now.day();
    let over = sqlx::query_as!(
        Over,
        r#"select a.id, a.mechanic_id, a.package_tr, a.package_en, a.last_on, f.impressions as "impressions!", f.clicks as "clicks!",
                  f.bookings as "bookings!"
           from advertisements a
           cross join lateral (select coalesce(sum(d.impressions), 0) as impressions, coalesce(sum(d.clicks), 0) as clicks,
                                      coalesce(sum(d.bookings), 0) as bookings
                               from advertisement_days d where d.advertisement_id = a.id) f
           where a.state = 'approved' and a.ended_told_at is null and a.last_on < $1
           order by a.last_on, a.id limit $2 for update of a skip locked"#,
        today,
        limit
    )
    .fetch_all(scope.conn().await?)
    .await?;
    Ok(over)
}

pub async fn note_told(scope: &mut Scope, told: &[AdvertId]) -> Result<()> {
    let (ids, now): (Vec<Uuid>, _) = (told.iter().map(|id| **id).collect(), scope.now);
    sqlx::query!("update advertisements set ended_told_at = $2 where id = any($1)", &ids, now)
        .execute(scope.conn().await?)
        .await?;
    Ok(())
}
