//! What the admin desk lists and decides.

use crate::{
    kernel::{
        error::Result,
        ids::{MechanicId, UserId},
        page::Page,
        text::fold,
    },
    modules::mechanics::{
        desk::{DeskRow, MechanicFilter, Workplace},
        policy::Desk,
    },
    platform::Scope,
};
use uuid::Uuid;

pub const PAGE: usize = 50;

/// A workshop about to be decided upon, locked until the transaction ends.
#[derive(Clone, Debug)]
pub struct Decided {
    pub name: String,
    pub slug: String,
    pub verified: bool,
    pub suspended: bool,
    pub owner_suspended: bool,
}

pub async fn decide(scope: &mut Scope, _desk: Desk, id: MechanicId) -> Result<Decided> {
    let row = sqlx::query_as!(
        Decided,
        r#"select name, slug, verified_at is not null as "verified!", suspended_at is not null as "suspended!",
                  (select u.disabled_at is not null from users u where u.id = owner_user_id) as "owner_suspended!"
           from mechanics where id = $1 for no key update"#,
        *id
    )
    .fetch_one(scope.conn().await?)
    .await?;
    Ok(row)
}

pub async fn verify(scope: &mut Scope, _desk: Desk, id: MechanicId) -> Result<()> {
    let now = scope.now;
    sqlx::query!("update mechanics set verified_at = $2, updated_at = $2 where id = $1", *id, now)
        .execute(scope.conn().await?)
        .await?;
    Ok(())
}

pub async fn suspend(scope: &mut Scope, _desk: Desk, id: MechanicId) -> Result<()> {
    let now = scope.now;
    sqlx::query!("update mechanics set suspended_at = $2, updated_at = $2 where id = $1", *id, now)
        .execute(scope.conn().await?)
        .await?;
    Ok(())
}

pub async fn reinstate(scope: &mut Scope, _desk: Desk, id: MechanicId) -> Result<()> {
    let now = scope.now;
    sqlx::query!("update mechanics set suspended_at = null, updated_at = $2 where id = $1", *id, now)
        .execute(scope.conn().await?)
        .await?;
    Ok(())
}

pub async fn workplace_of(scope: &mut Scope, _desk: Desk, user: UserId) -> Result<Option<Workplace>> {
    let place = sqlx::query_as!(
        Workplace,
        r#"select id, name, owner_user_id = $1 as "is_owner!" from mechanics
           where owner_user_id = $1 or id = (select mechanic_id from mechanic_staff where user_id = $1)
           order by owner_user_id = $1 desc limit 1"#,
        *user
    )
    .fetch_optional(scope.conn().await?)
    .await?;
    Ok(place)
}

/// Newest first; `after` is the id of the last row seen.
pub async fn list(scope: &mut Scope, _desk: Desk, filter: &MechanicFilter) -> Result<Page<DeskRow>> {
    let reference = scope.wires.reference.get();
    let after: Option<Uuid> = filter.after.parse().ok();
    let rows = sqlx::query!(
        r#"select m.id, m.slug, m.name, m.phone, m.address, m.province_id, m.district_id, m.created_at, m.is_demo, m.score,
                  m.review_count, m.completed_count,
                  m.verified_at is not null as "verified!", m.suspended_at is not null as "suspended!",
                  u.full_name as owner_name, u.email as owner_email, a.state as "application?",
                  exists (select from mechanic_unseen_changes c where c.mechanic_id = m.id) as "unseen!",
                  (select count(*) from mechanic_services s where s.mechanic_id = m.id and s.is_active) as "offers!"
           from mechanics m join users u on u.id = m.owner_user_id left join mechanic_applications a on a.mechanic_id = m.id
           where ($1 = '%%' or m.search_fold like $1 or u.search_fold like $1)
             and case $2 when 'waiting' then m.verified_at is null and m.suspended_at is null
                         when 'verified' then m.verified_at is not null and m.suspended_at is null
                         when 'suspended' then m.suspended_at is not null
                         when 'changed' then m.verified_at is not null and m.suspended_at is null
                              and (a.state in ('sent', 'asked') or exists (select from mechanic_unseen_changes c where c.mechanic_id = m.id))
                         when 'certificates' then exists (select from mechanic_certificates c where c.mechanic_id = m.id and c.state = 'waiting')
                         when 'sent' then m.verified_at is null and m.suspended_at is null and a.state = 'sent'
                         when 'asked' then m.verified_at is null and m.suspended_at is null and a.state = 'asked'
                         when 'refused' then m.verified_at is null and m.suspended_at is null and a.state = 'refused' else true end
             and ($3::uuid is null or (m.created_at, m.id) < (select created_at, id from mechanics where id = $3))
           order by m.created_at desc, m.id desc limit $4"#,
        format!("%{}%", fold(&filter.text)),
        filter.state,
        after,
        i64::try_from(PAGE + 1).unwrap_or(51)
    )
    .fetch_all(scope.conn().await?)
    .await?;
    let rows = rows
        .into_iter()
        .map(|row| DeskRow {
            id: row.id.into(),
            slug: row.slug,
            name: row.name,
            phone: row.phone,
            address: crate::modules::mechanics::schedule::full_address(
                &reference,
                &row.address,
                row.province_id,
                row.district_id,
            ),
            owner_name: row.owner_name,
            owner_email: row.owner_email,
            created_at: row.created_at,
            is_demo: row.is_demo,
            verified: row.verified,
            changed: row.verified && (row.unseen || matches!(row.application.as_deref(), Some("sent" | "asked"))),
            suspended: row.suspended,
            application: row.application,
            offers: row.offers,
            score: row.score,
            review_count: row.review_count,
            completed_count: row.completed_count,
        })
        .collect();
    Ok(Page::cut(rows, PAGE, |row: &DeskRow| row.id.to_string()))
}
