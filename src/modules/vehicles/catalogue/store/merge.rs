//! SQL that moves everything of a double to the one that stays. Both are locked before (`write::lock_models`).

use crate::{
    kernel::{
        error::Result,
        ids::{ModelId, VariantId},
    },
    modules::vehicles::policy::Keeper,
    platform::Scope,
};

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
