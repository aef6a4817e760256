//! SQL of two accounts of one person: who may be the same, and which account went where.

use crate::{
    kernel::{error::Result, ids::UserId, time::Instant},
    modules::users::policy::Decider,
    platform::{Scope, personal::Merging},
};
use uuid::Uuid;

/// An account about to be emptied, or to take in another; locked until the transaction ends.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "plain facts that each may refuse a merge, no state in disguise")]
pub struct Side {
    pub id: UserId,
    pub full_name: String,
    pub email: String,
    pub phone: Option<String>,
    pub photo: Option<String>,
    pub is_merged: bool,
    pub is_closed: bool,
    pub is_leaving: bool,
    /// Works at a workshop or at the desk, or has a workshop.
    pub has_duties: bool,
}

/// Both, in the order of their ids, so that two merges that cross wait for each other.
pub async fn lock(scope: &mut Scope, _decider: Decider, merging: Merging) -> Result<Vec<Side>> {
    let sides = sqlx::query_as!(
        Side,
        r#"select u.id, u.full_name, u.email, u.phone, u.photo_key as photo, u.merged_into is not null as "is_merged!",
                  u.disabled_at is not null as "is_closed!",
                  exists (select from deletion_requests d
                          where d.user_id = u.id and d.cancelled_at is null and d.done_at is null) as "is_leaving!",
                  u.kind <> 'customer' or exists (
                      select from user_roles r where r.user_id = u.id and r.role <> 'customer') as "has_duties!"
           from users u where u.id in ($1, $2) order by u.id for update of u"#,
        *merging.from,
        *merging.into
    )
    .fetch_all(scope.conn().await?)
    .await?;
    Ok(sides)
}

/// Closes the emptied account and says where it went; those that went there before go on to the same place. The number and
/// the photo are taken over where the other has none. A number that opened the account opens no other one.
pub async fn empty(scope: &mut Scope, _decider: Decider, from: &Side, into: &Side) -> Result<()> {
    let now = scope.now;
    sqlx::query!("update users set merged_into = $2 where merged_into = $1", *from.id, *into.id)
        .execute(scope.conn().await?)
        .await?;
    sqlx::query!(
        "update users set merged_into = $2, disabled_at = $3, disabled_reason = 'merged', phone_verified_at = null, support_until = null,
             photo_key = case when $4 then null else photo_key end
         where id = $1",
        *from.id,
        *into.id,
        now,
        into.photo.is_none()
    )
    .execute(scope.conn().await?)
    .await?;
    sqlx::query!(
        "update users set phone = coalesce(phone, $2), photo_key = coalesce(photo_key, $3) where id = $1",
        *into.id,
        from.phone,
        from.photo
    )
    .execute(scope.conn().await?)
    .await?;
    Ok(())
}

/// Accounts that were emptied into this one.
pub async fn emptied_into(scope: &mut Scope, user: UserId) -> Result<Vec<UserId>> {
    let ids = sqlx::query_scalar!("select id from users where merged_into = $1 order by id", *user)
        .fetch_all(scope.conn().await?)
        .await?;
    Ok(ids.into_iter().map(Into::into).collect())
}

/// An account that may be the same person's, and what says so.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "plain likenesses, no state in disguise")]
pub struct Candidate {
    pub id: UserId,
    pub full_name: String,
    pub email: String,
    pub phone: Option<String>,
    pub created_at: Instant,
    pub same_phone: bool,
    pub same_name: bool,
    pub same_email: bool,
    pub same_plate: bool,
}

/// Whatever has the most in common comes first. `plate_mates` are found by their cars.
pub async fn candidates(
    scope: &mut Scope,
    _decider: Decider,
    user: UserId,
    plate_mates: &[UserId],
    limit: i64,
) -> Result<Vec<Candidate>> {
    let mates: Vec<Uuid> = plate_mates.iter().map(|id| **id).collect();
    let found = sqlx::query_as!(
        Candidate,
        r#"select id, full_name, email, phone, created_at, same_phone as "same_phone!", same_name as "same_name!",
                  same_email as "same_email!", same_plate as "same_plate!"
           from (select u.id, u.full_name, u.email, u.phone, u.created_at, coalesce(u.phone = p.phone, false) as same_phone,
                        fold_tr(u.full_name) = fold_tr(p.full_name) as same_name,
                        p.email <> '' and replace(split_part(split_part(u.email, '@', 1), '+', 1), '.', '')
                            = replace(split_part(split_part(p.email, '@', 1), '+', 1), '.', '') as same_email,
                        u.id = any($2) as same_plate
                 from users p cross join lateral (
                     select o.id from users o where o.phone = p.phone
                     union select o.id from users o where fold_tr(o.full_name) = fold_tr(p.full_name)
                     union select o.id from users o where p.email <> ''
                         and replace(split_part(split_part(o.email, '@', 1), '+', 1), '.', '')
                             = replace(split_part(split_part(p.email, '@', 1), '+', 1), '.', '')
                     union select unnest($2::uuid[])) alike join users u on u.id = alike.id
                 where p.id = $1 and u.id <> $1 and u.disabled_at is null) near
           order by same_phone::int + same_name::int + same_email::int + same_plate::int desc, created_at desc, id limit $3"#,
        *user,
        &mates,
        limit
    )
    .fetch_all(scope.conn().await?)
    .await?;
    Ok(found)
}
