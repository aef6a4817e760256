//! SQL of the desk: the list of people, one of them whole, decisions and notes.

use crate::{
    kernel::{
        actor::Role,
        error::Result,
        ids::{NoteId, UserId},
        page::Page,
        text::fold,
        time::{Day, Instant},
    },
    modules::users::{
        model::desk::{UserFilter, phone_part},
        policy::{Decider, Reader},
    },
    platform::Scope,
};
use uuid::Uuid;

pub const PAGE: usize = 50;
/// Where counting stops: the page then says "more than".
pub const COUNTED: i64 = 200_000;

/// A line of the list.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "plain facts of a line, no state in disguise")]
pub struct Row {
    pub id: UserId,
    pub email: String,
    pub full_name: String,
    pub phone: Option<String>,
    pub kind: String,
    pub roles: Vec<String>,
    pub is_demo: bool,
    pub created_at: Instant,
    pub disabled_at: Option<Instant>,
    pub email_verified: bool,
    pub second_factor: bool,
    pub photo: Option<String>,
    pub merged: bool,
}

/// What the search looks for, prepared once for list and count.
struct Needle {
    folded: String,
    phone: String,
    owners: Vec<Uuid>,
    since: Option<Instant>,
}

impl Needle {
    fn of(filter: &UserFilter, plate_owners: &[UserId]) -> Self {
        Self {
            folded: format!("%{}%", fold(&filter.text)),
            phone: phone_part(&filter.text).map(|digits| format!("%{digits}%")).unwrap_or_default(),
            owners: plate_owners.iter().map(|id| **id).collect(),
            since: Day::parse(&filter.since).map(|day| day.at(0)),
        }
    }
}

/// Newest first; `after` is the id of the last row seen. `plate_owners` are found beside those whom the text finds.
pub async fn list(
    scope: &mut Scope,
    _reader: Reader,
    filter: &UserFilter,
    plate_owners: &[UserId],
    limit: usize,
) -> Result<Page<Row>> {
    let needle = Needle::of(filter, plate_owners);
    let after: Option<UserId> = filter.after.parse().ok();
    let rows = sqlx::query_as!(
        Row,
        r#"select u.id, u.email, u.full_name, u.phone, u.kind, u.is_demo, u.created_at, u.disabled_at as "disabled_at: _",
                  array(select role from user_roles r where r.user_id = u.id order by role) as "roles!",
                  u.email_verified_at is not null as "email_verified!", u.photo_key as photo, u.merged_into is not null as "merged!",
                  exists (select from user_totp t where t.user_id = u.id and t.confirmed_at is not null)
                      or exists (select from passkeys p where p.user_id = u.id) as "second_factor!"
           from users u
           where ($1 = '%%' or u.search_fold like $1 or ($2 <> '' and u.phone like $2) or u.id = any ($3))
             and ($4 = '' or u.kind = $4)
             and ($5 = '' or exists (select from user_roles r where r.user_id = u.id and r.role = $5))
             and case $6 when 'active' then u.disabled_at is null when 'suspended' then u.disabled_at is not null else true end
             and case $7 when 'verified' then u.email_verified_at is not null when 'unverified' then u.email_verified_at is null
                         else true end
             and ($8 = '' or (exists (select from user_totp t where t.user_id = u.id and t.confirmed_at is not null)
                              or exists (select from passkeys p where p.user_id = u.id)) = ($8 = 'yes'))
             and ($9::timestamptz is null or u.created_at >= $9)
             and ($10::uuid is null or (u.created_at, u.id) < (select created_at, id from users where id = $10))
           order by u.created_at desc, u.id desc limit $11"#,
        needle.folded,
        needle.phone,
        &needle.owners,
        filter.kind,
        filter.role,
        filter.state,
        filter.email,
        filter.factor,
        needle.since as Option<Instant>,
        after.map(|id| *id),
        i64::try_from(limit + 1).unwrap_or(i64::MAX)
    )
    .fetch_all(scope.conn().await?)
    .await?;
    Ok(Page::cut(rows, limit, |row| row.id.to_string()))
}

/// All of this transaction sees the same state. Its first question.
pub async fn one_snapshot(scope: &mut Scope) -> Result<()> {
    sqlx::query!("set transaction isolation level repeatable read").execute(scope.conn().await?).await?;
    Ok(())
}

/// How many the filters let through, counted up to `limit`.
pub async fn count(
    scope: &mut Scope,
    _reader: Reader,
    filter: &UserFilter,
    plate_owners: &[UserId],
    limit: Option<i64>,
) -> Result<i64> {
    let needle = Needle::of(filter, plate_owners);
    let found = sqlx::query_scalar!(
        r#"select count(*) as "found!" from (select from users u
           where ($1 = '%%' or u.search_fold like $1 or ($2 <> '' and u.phone like $2) or u.id = any ($3))
             and ($4 = '' or u.kind = $4)
             and ($5 = '' or exists (select from user_roles r where r.user_id = u.id and r.role = $5))
             and case $6 when 'active' then u.disabled_at is null when 'suspended' then u.disabled_at is not null else true end
             and case $7 when 'verified' then u.email_verified_at is not null when 'unverified' then u.email_verified_at is null
                         else true end
             and ($8 = '' or (exists (select from user_totp t where t.user_id = u.id and t.confirmed_at is not null)
                              or exists (select from passkeys p where p.user_id = u.id)) = ($8 = 'yes'))
             and ($9::timestamptz is null or u.created_at >= $9)
           limit $10) counted"#,
        needle.folded,
        needle.phone,
        &needle.owners,
        filter.kind,
        filter.role,
        filter.state,
        filter.email,
        filter.factor,
        needle.since as Option<Instant>,
        limit
    )
    .fetch_one(scope.conn().await?)
    .await?;
    Ok(found)
}

/// A person as the desk sees them.
#[derive(Clone, Debug)]
pub struct Whole {
    pub id: UserId,
    pub email: String,
    pub email_verified_at: Option<Instant>,
    pub full_name: String,
    pub phone: Option<String>,
    pub kind: String,
    pub lang: String,
    pub is_demo: bool,
    pub created_at: Instant,
    pub disabled_at: Option<Instant>,
    pub disabled_reason: Option<String>,
    pub second_factor: bool,
    pub photo: Option<String>,
    pub support_until: Option<Instant>,
    /// The account of the same person that this one was emptied into.
    pub merged_into: Option<UserId>,
    pub erased: bool,
}

impl Whole {
    /// Nothing is decided about it any more: it was erased, or emptied into another.
    pub fn is_over(&self) -> bool {
        self.erased || self.merged_into.is_some()
    }
}

/// # Errors
/// `not_found` for an unknown person.
pub async fn whole(scope: &mut Scope, _reader: Reader, id: UserId) -> Result<Whole> {
    let person = sqlx::query_as!(
        Whole,
        r#"select u.id, u.email, u.email_verified_at as "email_verified_at: _", u.full_name, u.phone, u.kind, u.lang, u.is_demo,
                  u.created_at, u.disabled_at as "disabled_at: _", u.disabled_reason, u.photo_key as photo,
                  u.support_until as "support_until: _", u.merged_into as "merged_into: _",
                  u.deleted_at is not null as "erased!",
                  exists (select from user_totp t where t.user_id = u.id and t.confirmed_at is not null)
                      or exists (select from passkeys p where p.user_id = u.id) as "second_factor!"
           from users u where u.id = $1"#,
        *id
    )
    .fetch_one(scope.conn().await?)
    .await?;
    Ok(person)
}

/// A role somebody holds.
#[derive(Clone, Debug)]
pub struct Held {
    pub role: String,
    pub granted_at: Instant,
    /// `None`: the house itself, or somebody who is gone.
    pub granted_by: Option<String>,
}

pub async fn roles(scope: &mut Scope, _reader: Reader, id: UserId) -> Result<Vec<Held>> {
    let held = sqlx::query_as!(
        Held,
        r#"select r.role, r.granted_at, g.full_name as "granted_by?"
           from user_roles r left join users g on g.id = r.granted_by where r.user_id = $1 order by r.role"#,
        *id
    )
    .fetch_all(scope.conn().await?)
    .await?;
    Ok(held)
}

/// A note of the desk.
#[derive(Clone, Debug)]
pub struct Note {
    pub author: Option<String>,
    pub text: String,
    pub created_at: Instant,
}

pub async fn notes(scope: &mut Scope, _decider: Decider, id: UserId) -> Result<Vec<Note>> {
    let notes = sqlx::query_as!(
        Note,
        r#"select a.full_name as "author?", n.text, n.created_at
           from user_notes n left join users a on a.id = n.author_user_id
           where n.user_id = $1 order by n.created_at desc, n.id desc limit 200"#,
        *id
    )
    .fetch_all(scope.conn().await?)
    .await?;
    Ok(notes)
}

pub async fn insert_note(scope: &mut Scope, _decider: Decider, id: UserId, text: &str) -> Result<NoteId> {
    let (note, now, author) = (NoteId::fresh(), scope.now, scope.actor.user_id());
    sqlx::query!(
        "insert into user_notes (id, user_id, author_user_id, text, created_at) values ($1, $2, $3, $4, $5)",
        *note,
        *id,
        author.map(|author| *author),
        text,
        now
    )
    .execute(scope.conn().await?)
    .await?;
    Ok(note)
}

/// A person about to be decided upon, locked until the transaction ends.
#[derive(Clone, Debug)]
pub struct Decided {
    pub full_name: String,
    pub suspended_at: Option<Instant>,
    /// Emptied into another account: nothing is decided about it any more.
    pub merged: bool,
    /// Erased: neither is about this one.
    pub erased: bool,
    pub has_workshop: bool,
}

/// # Errors
/// `not_found` for an unknown person.
pub async fn decide(scope: &mut Scope, _decider: Decider, id: UserId) -> Result<Decided> {
    let person = sqlx::query_as!(
        Decided,
        r#"select full_name, disabled_at as "suspended_at: _", merged_into is not null as "merged!",
                  deleted_at is not null as "erased!",
                  exists (select from mechanics where owner_user_id = $1) as "has_workshop!"
           from users where id = $1 for no key update"#,
        *id
    )
    .fetch_one(scope.conn().await?)
    .await?;
    Ok(person)
}

pub async fn suspend(scope: &mut Scope, _decider: Decider, id: UserId, reason: &str) -> Result<()> {
    let now = scope.now;
    sqlx::query!("update users set disabled_at = $2, disabled_reason = $3 where id = $1", *id, now, reason)
        .execute(scope.conn().await?)
        .await?;
    Ok(())
}

pub async fn reinstate(scope: &mut Scope, _decider: Decider, id: UserId) -> Result<()> {
    sqlx::query!("update users set disabled_at = null, disabled_reason = null where id = $1", *id)
        .execute(scope.conn().await?)
        .await?;
    Ok(())
}

/// `false` when the person holds it already.
pub async fn grant(scope: &mut Scope, _decider: Decider, id: UserId, role: Role) -> Result<bool> {
    let (now, by) = (scope.now, scope.actor.user_id());
    let granted = sqlx::query!(
        "insert into user_roles (user_id, role, granted_at, granted_by) values ($1, $2, $3, $4) on conflict do nothing",
        *id,
        role.word(),
        now,
        by.map(|by| *by)
    )
    .execute(scope.conn().await?)
    .await?;
    Ok(granted.rows_affected() == 1)
}

/// Gives the open account that has proved this address the role of an admin, and says whose it is; holding it already changes nothing.
///
/// # Errors
/// `not_found` when there is none.
pub async fn promote(scope: &mut Scope, email: &str) -> Result<(UserId, String)> {
    let now = scope.now;
    let row = sqlx::query!(
        "update users set kind = 'admin'
         where email = $1 and email <> '' and email_verified_at is not null and disabled_at is null and merged_into is null
         returning id, full_name",
        email
    )
    .fetch_one(scope.conn().await?)
    .await?;
    sqlx::query!(
        "insert into user_roles (user_id, role, granted_at) values ($1, 'admin', $2) on conflict do nothing",
        row.id,
        now
    )
    .execute(scope.conn().await?)
    .await?;
    Ok((row.id.into(), row.full_name))
}

/// `false` when the person does not hold it.
pub async fn revoke(scope: &mut Scope, _decider: Decider, id: UserId, role: Role) -> Result<bool> {
    let revoked = sqlx::query!("delete from user_roles where user_id = $1 and role = $2", *id, role.word())
        .execute(scope.conn().await?)
        .await?;
    Ok(revoked.rows_affected() == 1)
}

/// Is this the only admin who can come in? All rows of admins stay locked, so that two who remove each other wait.
pub async fn is_last_admin(scope: &mut Scope, _decider: Decider, id: UserId) -> Result<bool> {
    sqlx::query!("select user_id from user_roles where role = 'admin' order by user_id for update")
        .fetch_all(scope.conn().await?)
        .await?;
    let last = sqlx::query_scalar!(
        r#"select exists (select from user_roles where user_id = $1 and role = 'admin')
              and not exists (select from user_roles r join users u on u.id = r.user_id
                              where r.role = 'admin' and r.user_id <> $1 and u.disabled_at is null) as "last!""#,
        *id
    )
    .fetch_one(scope.conn().await?)
    .await?;
    Ok(last)
}
