//! SQL of `variant_proposals`.

use crate::{
    kernel::{
        error::{Code, Result},
        ids::{CustomerId, ProposalId, VariantId},
        page::Page,
        time::Instant,
    },
    modules::vehicles::{
        catalogue::model::ProposalDraft,
        policy::{Keeper, Owner},
    },
    platform::Scope,
};

pub const PAGE: usize = 20;
/// One's own page shows so many, the newest.
const OWN: i64 = 50;

#[derive(Clone, Debug)]
pub struct Proposal {
    pub id: ProposalId,
    pub customer_id: CustomerId,
    pub full_name: String,
    pub brand: String,
    pub model: String,
    pub variant: String,
    pub year: i16,
    pub fuel: String,
    pub transmission: String,
    pub note: String,
    pub state: String,
    pub reason: String,
    pub variant_id: Option<VariantId>,
    pub created_at: Instant,
}

impl Proposal {
    /// `Togg T10X V2 (2023)`.
    pub fn label(&self) -> String {
        format!("{} {} {} ({})", self.brand, self.model, self.variant, self.year)
    }
}

pub async fn insert(scope: &mut Scope, owner: Owner, draft: &ProposalDraft) -> Result<ProposalId> {
    let (id, now) = (ProposalId::fresh(), scope.now);
    sqlx::query!(
        "insert into variant_proposals (id, customer_id, brand, model, variant, year, fuel, transmission, note, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        *id,
        *owner.id(),
        draft.brand,
        draft.model,
        draft.variant,
        draft.year,
        draft.fuel,
        draft.transmission,
        draft.note,
        now
    )
    .execute(scope.conn().await?)
    .await?;
    Ok(id)
}

/// How many somebody proposed since then.
pub async fn count_since(scope: &mut Scope, owner: Owner, since: Instant) -> Result<i64> {
    let count = sqlx::query_scalar!(
        r#"select count(*) as "count!" from variant_proposals where customer_id = $1 and created_at > $2"#,
        *owner.id(),
        since
    )
    .fetch_one(scope.conn().await?)
    .await?;
    Ok(count)
}

/// The newest first.
pub async fn of(scope: &mut Scope, owner: Owner) -> Result<Vec<Proposal>> {
    let rows = sqlx::query_as!(
        Proposal,
        r#"select p.id, p.customer_id, u.full_name, p.brand, p.model, p.variant, p.year, p.fuel, p.transmission, p.note, p.state,
                  p.reason, p.variant_id as "variant_id: _", p.created_at
           from variant_proposals p join customers c on c.id = p.customer_id join users u on u.id = c.user_id
           where p.customer_id = $1 order by p.created_at desc, p.id desc limit $2"#,
        *owner.id(),
        OWN
    )
    .fetch_all(scope.conn().await?)
    .await?;
    Ok(rows)
}

/// Those that wait, who waits longest first.
pub async fn waiting(scope: &mut Scope, _: &Keeper, after: Option<ProposalId>) -> Result<Page<Proposal>> {
    let rows = sqlx::query_as!(
        Proposal,
        r#"select p.id, p.customer_id, u.full_name, p.brand, p.model, p.variant, p.year, p.fuel, p.transmission, p.note, p.state,
                  p.reason, p.variant_id as "variant_id: _", p.created_at
           from variant_proposals p join customers c on c.id = p.customer_id join users u on u.id = c.user_id
           where p.state = 'waiting' and ($1::uuid is null or p.id > $1) order by p.id limit $2"#,
        after.map(|id| *id),
        i64::try_from(PAGE + 1).unwrap_or(21)
    )
    .fetch_all(scope.conn().await?)
    .await?;
    Ok(Page::cut(rows, PAGE, |row: &Proposal| row.id.to_string()))
}

/// Those that were decided, the last decision first.
pub async fn decided(scope: &mut Scope, _: &Keeper, after: Option<ProposalId>) -> Result<Page<Proposal>> {
    let rows = sqlx::query_as!(
        Proposal,
        r#"select p.id, p.customer_id, u.full_name, p.brand, p.model, p.variant, p.year, p.fuel, p.transmission, p.note, p.state,
                  p.reason, p.variant_id as "variant_id: _", p.created_at
           from variant_proposals p join customers c on c.id = p.customer_id join users u on u.id = c.user_id
           where p.state <> 'waiting'
             and ($1::uuid is null or (p.decided_at, p.id) < (select decided_at, id from variant_proposals where id = $1))
           order by p.decided_at desc, p.id desc limit $2"#,
        after.map(|id| *id),
        i64::try_from(PAGE + 1).unwrap_or(21)
    )
    .fetch_all(scope.conn().await?)
    .await?;
    Ok(Page::cut(rows, PAGE, |row: &Proposal| row.id.to_string()))
}

pub async fn count_waiting(scope: &mut Scope, _: &Keeper) -> Result<i64> {
    let count = sqlx::query_scalar!(r#"select count(*) as "count!" from variant_proposals where state = 'waiting'"#)
        .fetch_one(scope.conn().await?)
        .await?;
    Ok(count)
}

/// `not_found` when there is none.
pub async fn get(scope: &mut Scope, _: &Keeper, id: ProposalId) -> Result<Proposal> {
    let row = sqlx::query_as!(
        Proposal,
        r#"select p.id, p.customer_id, u.full_name, p.brand, p.model, p.variant, p.year, p.fuel, p.transmission, p.note, p.state,
                  p.reason, p.variant_id as "variant_id: _", p.created_at
           from variant_proposals p join customers c on c.id = p.customer_id join users u on u.id = c.user_id
           where p.id = $1"#,
        *id
    )
    .fetch_one(scope.conn().await?)
    .await?;
    Ok(row)
}

/// Decides one that waits: a variant accepts it, a reason refuses it.
///
/// # Errors
/// `wrong_status` when it was decided before.
pub async fn decide(
    scope: &mut Scope,
    _: &Keeper,
    id: ProposalId,
    variant: Option<VariantId>,
    reason: &str,
) -> Result<()> {
    let (now, state) = (scope.now, if variant.is_some() { "accepted" } else { "refused" });
    let decided = sqlx::query!(
        "update variant_proposals set state = $2, variant_id = $3, reason = $4, decided_at = $5 where id = $1 and state = 'waiting'",
        *id,
        state,
        variant.map(|id| *id),
        reason,
        now
    )
    .execute(scope.conn().await?)
    .await?;
    if decided.rows_affected() > 0 { Ok(()) } else { Err(Code::WrongStatus.into()) }
}
