//! SQL of staff and invitations.

use crate::{
    kernel::{
        actor::Post,
        error::{Code, Result},
        ids::{InvitationId, MechanicId, UserId},
        time::Instant,
    },
    modules::mechanics::policy::{Employee, Employer, Invited},
    platform::Scope,
};

/// Somebody who works for the workshop.
#[derive(Clone, Debug)]
pub struct Member {
    pub user_id: UserId,
    pub full_name: String,
    pub email: String,
    pub photo: Option<String>,
    pub post: Post,
    pub joined_at: Instant,
}

/// In the order in which they came. As many as the limit of staff allows.
pub async fn members(scope: &mut Scope, employer: Employer) -> Result<Vec<Member>> {
    let rows = sqlx::query!(
        "select s.user_id, u.full_name, u.email, u.photo_key, s.post, s.joined_at
         from mechanic_staff s join users u on u.id = s.user_id where s.mechanic_id = $1 order by s.joined_at, s.user_id",
        *employer.id()
    )
    .fetch_all(scope.conn().await?)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(Member {
                user_id: row.user_id.into(),
                full_name: row.full_name,
                email: row.email,
                photo: row.photo_key,
                post: post(&row.post)?,
                joined_at: row.joined_at,
            })
        })
        .collect()
}

/// Somebody who was asked and has not come yet.
#[derive(Clone, Debug)]
pub struct Invitation {
    pub id: InvitationId,
    pub email: String,
    pub post: Post,
    pub expires_at: Instant,
}

/// Newest first.
pub async fn invitations(scope: &mut Scope, employer: Employer) -> Result<Vec<Invitation>> {
    let rows = sqlx::query!(
        "select id, email, post, expires_at from mechanic_staff_invitations where mechanic_id = $1 order by created_at desc, id desc",
        *employer.id()
    )
    .fetch_all(scope.conn().await?)
    .await?;
    rows.into_iter()
        .map(|row| {
            let (id, expires_at) = (row.id.into(), row.expires_at);
            Ok(Invitation { id, email: row.email, post: post(&row.post)?, expires_at })
        })
        .collect()
}

/// # Errors
/// `not_found` for a stranger's.
pub async fn invitation(scope: &mut Scope, employer: Employer, id: InvitationId) -> Result<Invitation> {
    let row = sqlx::query!(
        "select email, post, expires_at from mechanic_staff_invitations where id = $1 and mechanic_id = $2 for update",
        *id,
        *employer.id()
    )
    .fetch_one(scope.conn().await?)
    .await?;
    Ok(Invitation { id, email: row.email, post: post(&row.post)?, expires_at: row.expires_at })
}

/// Two invitations at once must not both pass the limit.
pub async fn lock(scope: &mut Scope, employer: Employer) -> Result<()> {
    sqlx::query!("select id from mechanics where id = $1 for no key update", *employer.id())
        .fetch_one(scope.conn().await?)
        .await?;
    Ok(())
}

/// Is this the address of the owner, or of somebody on the staff?
pub async fn belongs(scope: &mut Scope, employer: Employer, email: &str) -> Result<bool> {
    let belongs = sqlx::query_scalar!(
        r#"select exists (select from users u left join mechanic_staff s on s.user_id = u.id left join mechanics m on m.owner_user_id = u.id
                          where u.email = $2 and (s.mechanic_id = $1 or m.id = $1)) as "belongs!""#,
        *employer.id(),
        email
    )
    .fetch_one(scope.conn().await?)
    .await?;
    Ok(belongs)
}

pub async fn is_invited(scope: &mut Scope, employer: Employer, email: &str) -> Result<bool> {
    let invited = sqlx::query_scalar!(
        r#"select exists (select from mechanic_staff_invitations where mechanic_id = $1 and email = $2) as "invited!""#,
        *employer.id(),
        email
    )
    .fetch_one(scope.conn().await?)
    .await?;
    Ok(invited)
}

/// Staff and invitations together.
pub async fn head_count(scope: &mut Scope, employer: Employer) -> Result<usize> {
    let count = sqlx::query_scalar!(
        r#"select (select count(*) from mechanic_staff where mechanic_id = $1)
                + (select count(*) from mechanic_staff_invitations where mechanic_id = $1) as "count!""#,
        *employer.id()
    )
    .fetch_one(scope.conn().await?)
    .await?;
    Ok(usize::try_from(count).unwrap_or(usize::MAX))
}

/// A new one, or the one of this address with a new link.
pub async fn save_invitation(
    scope: &mut Scope,
    employer: Employer,
    id: InvitationId,
    email: &str,
    post: Post,
    token_hash: &[u8],
    until: Instant,
) -> Result<()> {
    let now = scope.now;
    sqlx::query!(
        "insert into mechanic_staff_invitations (id, mechanic_id, email, post, token_hash, created_at, expires_at)
         values ($1, $2, $3, $4, $5, $6, $7)
         on conflict on constraint mechanic_staff_invitations_once_per_address
         do update set post = excluded.post, token_hash = excluded.token_hash, expires_at = excluded.expires_at",
        *id,
        *employer.id(),
        email,
        post.word(),
        token_hash,
        now,
        until
    )
    .execute(scope.conn().await?)
    .await?;
    Ok(())
}

/// # Errors
/// `not_found` for a stranger's.
pub async fn delete_invitation(scope: &mut Scope, employer: Employer, id: InvitationId) -> Result<()> {
    let deleted =
        sqlx::query!("delete from mechanic_staff_invitations where id = $1 and mechanic_id = $2", *id, *employer.id())
            .execute(scope.conn().await?)
            .await?;
    found(deleted.rows_affected())
}

/// What a link offers.
#[derive(Clone, Debug)]
pub struct Offered {
    pub id: InvitationId,
    pub mechanic_id: MechanicId,
    pub workshop: String,
    pub email: String,
    pub post: Post,
}

pub async fn offered(scope: &mut Scope, token_hash: &[u8]) -> Result<Option<Offered>> {
    let now = scope.now;
    let row = sqlx::query!(
        "select i.id, i.mechanic_id, m.name, i.email, i.post from mechanic_staff_invitations i join mechanics m on m.id = i.mechanic_id
         where i.token_hash = $1 and i.expires_at > $2",
        token_hash,
        now
    )
    .fetch_optional(scope.conn().await?)
    .await?;
    row.map(|row| {
        Ok(Offered {
            id: row.id.into(),
            mechanic_id: row.mechanic_id.into(),
            workshop: row.name,
            email: row.email,
            post: post(&row.post)?,
        })
    })
    .transpose()
}

/// Makes somebody a member and uses the invitation up; `false` when they work somewhere already.
///
/// # Errors
/// `expired` when the invitation was used or withdrawn meanwhile.
pub async fn join(scope: &mut Scope, invited: Invited, offered: &Offered) -> Result<bool> {
    let used = sqlx::query!("delete from mechanic_staff_invitations where id = $1", *offered.id)
        .execute(scope.conn().await?)
        .await?;
    if used.rows_affected() == 0 {
        return Err(Code::Expired.into());
    }
    let now = scope.now;
    let joined = sqlx::query!(
        "insert into mechanic_staff (user_id, mechanic_id, post, joined_at)
         select $1, $2, $3, $4 where not exists (select from mechanics where owner_user_id = $1) on conflict do nothing",
        *invited.user_id(),
        *offered.mechanic_id,
        offered.post.word(),
        now
    )
    .execute(scope.conn().await?)
    .await?;
    Ok(joined.rows_affected() == 1)
}

/// # Errors
/// `not_found` for people of other workshops.
pub async fn save_post(scope: &mut Scope, employer: Employer, user: UserId, post: Post) -> Result<()> {
    let saved = sqlx::query!(
        "update mechanic_staff set post = $3 where user_id = $1 and mechanic_id = $2",
        *user,
        *employer.id(),
        post.word()
    )
    .execute(scope.conn().await?)
    .await?;
    found(saved.rows_affected())
}

/// # Errors
/// `not_found` for people of other workshops.
pub async fn remove(scope: &mut Scope, employer: Employer, user: UserId) -> Result<()> {
    let removed =
        sqlx::query!("delete from mechanic_staff where user_id = $1 and mechanic_id = $2", *user, *employer.id())
            .execute(scope.conn().await?)
            .await?;
    found(removed.rows_affected())
}

pub async fn leave(scope: &mut Scope, employee: Employee) -> Result<()> {
    sqlx::query!(
        "delete from mechanic_staff where user_id = $1 and mechanic_id = $2",
        *employee.user_id,
        *employee.place.mechanic_id
    )
    .execute(scope.conn().await?)
    .await?;
    Ok(())
}

/// Everybody who works for the workshop of an owner who is being deleted.
pub async fn dismiss_all(scope: &mut Scope, owner: UserId) -> Result<Vec<UserId>> {
    let users = sqlx::query_scalar!(
        "delete from mechanic_staff s using mechanics m where m.id = s.mechanic_id and m.owner_user_id = $1 returning s.user_id",
        *owner
    )
    .fetch_all(scope.conn().await?)
    .await?;
    Ok(users.into_iter().map(Into::into).collect())
}

pub async fn workshop_name(scope: &mut Scope, id: MechanicId) -> Result<String> {
    Ok(sqlx::query_scalar!("select name from mechanics where id = $1", *id).fetch_one(scope.conn().await?).await?)
}

fn post(word: &str) -> Result<Post> {
    Post::parse(word).ok_or_else(|| Code::Internal.into())
}

fn found(rows: u64) -> Result<()> {
    if rows == 1 { Ok(()) } else { Err(Code::NotFound.into()) }
}
