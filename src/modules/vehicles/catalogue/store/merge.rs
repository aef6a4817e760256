//! SQL that moves everything of a double to the one that stays. Both are locked before (`write::lock_models`,
//! [`lock_brands`]).

use crate::{
    kernel::{
        error::{AppError, Code, Result},
        ids::{BrandId, ModelId, VariantId},
    },
    modules::vehicles::policy::Keeper,
    platform::Scope,
};
use uuid::Uuid;

/// The double: out of sight, without names of its own.
pub async fn retire_model(scope: &mut Scope, _: &Keeper, id: ModelId) -> Result<()> {
    let now = scope.now;
    sqlx::query!("update models set is_active = false, aliases = '', edited_at = $2 where id = $1", *id, now)
        .execute(scope.conn().await?)
        .await?;
    sqlx::query!("delete from model_years where model_id = $1", *id).execute(scope.conn().await?).await?;
    Ok(())
}

/// All variants of one model, inactive ones too; how many.
pub async fn move_variants(scope: &mut Scope, _: &Keeper, from: ModelId, into: ModelId) -> Result<u64> {
    let moved = sqlx::query!("update variants set model_id = $2 where model_id = $1", *from, *into)
        .execute(scope.conn().await?)
        .await?;
    Ok(moved.rows_affected())
}

pub async fn name_model(scope: &mut Scope, _: &Keeper, id: ModelId, aliases: &str) -> Result<()> {
    let now = scope.now;
    sqlx::query!("update models set aliases = $2, edited_at = $3 where id = $1", *id, aliases, now)
        .execute(scope.conn().await?)
        .await?;
    Ok(())
}

/// Cars of the double are cars of the one that stays; how many.
pub async fn move_cars(scope: &mut Scope, _: &Keeper, from: VariantId, into: VariantId) -> Result<u64> {
    let now = scope.now;
    let moved = sqlx::query!(
        "update customer_vehicles set variant_id = $2, updated_at = $3 where variant_id = $1",
        *from,
        *into,
        now
    )
    .execute(scope.conn().await?)
    .await?;
    sqlx::query!("update variant_proposals set variant_id = $2 where variant_id = $1", *from, *into)
        .execute(scope.conn().await?)
        .await?;
    Ok(moved.rows_affected())
}

/// The one that stays was built whenever either was, and is found by the names of both.
pub async fn widen_variant(
    scope: &mut Scope,
    _: &Keeper,
    id: VariantId,
    (year_from, year_to): (i16, Option<i16>),
    aliases: &str,
) -> Result<()> {
    let now = scope.now;
    sqlx::query!(
        "update variants set year_from = $2, year_to = $3, aliases = $4, edited_at = $5 where id = $1",
        *id,
        year_from,
        year_to,
        aliases,
        now
    )
    .execute(scope.conn().await?)
    .await?;
    Ok(())
}

pub async fn retire_variant(scope: &mut Scope, _: &Keeper, id: VariantId) -> Result<()> {
    let now = scope.now;
    sqlx::query!("update variants set is_active = false, aliases = '', edited_at = $2 where id = $1", *id, now)
        .execute(scope.conn().await?)
        .await?;
    Ok(())
}

/// The names of a brand that is merged.
pub struct BrandNames {
    pub id: BrandId,
    pub name: String,
    pub aliases: String,
    pub is_active: bool,
}

/// The double and the one that stays, with all their models: changes of them wait until the transaction ends.
///
/// # Errors
/// `not_found` unless both are there.
pub async fn lock_brands(
    scope: &mut Scope,
    _: &Keeper,
    from: BrandId,
    into: BrandId,
) -> Result<(BrandNames, BrandNames)> {
    let ids = [*from, *into];
    let mut brands = sqlx::query_as!(
        BrandNames,
        "select id, name, aliases, is_active from brands where id = any($1) order by id for no key update",
        &ids
    )
    .fetch_all(scope.conn().await?)
    .await?;
    sqlx::query!("select id from models where brand_id = any($1) order by id for no key update", &ids)
        .fetch_all(scope.conn().await?)
        .await?;
    brands.sort_by_key(|brand| brand.id != from);
    let mut brands = brands.into_iter();
    brands.next().zip(brands.next()).ok_or_else(|| AppError::new(Code::NotFound))
}

/// Rules about the double are about the one that stays, unless there is one about it already. Both are models, or variants.
pub async fn move_rules(scope: &mut Scope, _: &Keeper, from: Uuid, into: Uuid) -> Result<()> {
    sqlx::query!(
        "delete from reminder_rules a using reminder_rules b
         where $1 in (a.model_id, a.variant_id) and $2 in (b.model_id, b.variant_id)
           and (a.kind, a.for_commercial, a.fuel) is not distinct from (b.kind, b.for_commercial, b.fuel)
           and daterange(a.valid_from_on, a.valid_to_on, '[]') && daterange(b.valid_from_on, b.valid_to_on, '[]')",
        from,
        into
    )
    .execute(scope.conn().await?)
    .await?;
    sqlx::query!(
        "update reminder_rules
         set model_id = case when model_id = $1 then $2 else model_id end, variant_id = case when variant_id = $1 then $2 else variant_id end
         where $1 in (model_id, variant_id)",
        from,
        into
    )
    .execute(scope.conn().await?)
    .await?;
    Ok(())
}

/// Models that both brands have: of the double, and of the one that stays.
pub async fn twin_models(
    scope: &mut Scope,
    _: &Keeper,
    from: BrandId,
    into: BrandId,
) -> Result<Vec<(ModelId, ModelId)>> {
    let twins = sqlx::query!(
        "select a.id as double, b.id as stays from models a join models b on b.slug = a.slug
         where a.brand_id = $1 and b.brand_id = $2 order by a.slug",
        *from,
        *into
    )
    .map(|row| (row.double.into(), row.stays.into()))
    .fetch_all(scope.conn().await?)
    .await?;
    Ok(twins)
}

/// Cars of a model that was out of sight can be chosen.
pub async fn show_model(scope: &mut Scope, _: &Keeper, id: ModelId) -> Result<()> {
    sqlx::query!("update models set is_active = true where id = $1", *id).execute(scope.conn().await?).await?;
    Ok(())
}

/// All models of one brand, inactive ones too; how many. A double whose slug the other brand has takes its id along.
pub async fn move_models(scope: &mut Scope, _: &Keeper, from: BrandId, into: BrandId) -> Result<u64> {
    let now = scope.now;
    let moved = sqlx::query!(
        "update models m set brand_id = $2, edited_at = $3, slug = case
             when exists (select from models o where o.brand_id = $2 and o.slug = m.slug) then m.slug || '-' || m.id else m.slug end
         where m.brand_id = $1",
        *from,
        *into,
        now
    )
    .execute(scope.conn().await?)
    .await?;
    Ok(moved.rows_affected())
}

/// The double: out of sight, without names of its own.
pub async fn retire_brand(scope: &mut Scope, _: &Keeper, id: BrandId) -> Result<()> {
    let now = scope.now;
    sqlx::query!("update brands set is_active = false, aliases = '', edited_at = $2 where id = $1", *id, now)
        .execute(scope.conn().await?)
        .await?;
    Ok(())
}

pub async fn name_brand(scope: &mut Scope, _: &Keeper, id: BrandId, aliases: &str) -> Result<()> {
    let now = scope.now;
    sqlx::query!("update brands set aliases = $2, edited_at = $3 where id = $1", *id, aliases, now)
        .execute(scope.conn().await?)
        .await?;
    Ok(())
}
