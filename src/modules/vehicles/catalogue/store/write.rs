//! SQL that adds to the catalogue and changes it.

use crate::{
    kernel::{
        error::{AppError, Code, Result, Rule},
        ids::{BrandId, ModelId, VariantId},
    },
    modules::vehicles::{
        catalogue::model::{BrandDraft, ModelDraft, VariantDraft},
        policy::Keeper,
    },
    platform::{
        Scope,
        reference::{
            announce,
            import::keys::{self, VariantKey},
        },
    },
};
use uuid::Uuid;

/// Tells every process, at the commit, that the brands in its memory are old.
pub async fn tell(scope: &mut Scope, _: &Keeper) -> Result<()> {
    announce(scope.conn().await?).await
}

/// Makes changes of these models wait for each other until the transaction ends.
///
/// # Errors
/// `not_found` unless all of them are there.
pub async fn lock_models(scope: &mut Scope, _: &Keeper, ids: &[ModelId]) -> Result<()> {
    let ids: Vec<Uuid> = ids.iter().map(|id| **id).collect();
    let locked = sqlx::query_scalar!("select id from models where id = any($1) order by id for no key update", &ids)
        .fetch_all(scope.conn().await?)
        .await?;
    if locked.len() == ids.len() { Ok(()) } else { Err(Code::NotFound.into()) }
}

/// A name that another row of the catalogue has.
fn taken(error: sqlx::Error) -> AppError {
    const TAKEN: [&str; 6] = [
        "brands_pkey",
        "brands_slug_is_unique",
        "brands_name_is_unique",
        "models_pkey",
        "models_slug_is_unique_in_brand",
        "variants_pkey",
    ];
    let violated = error.as_database_error().and_then(|error| error.constraint());
    if violated.is_some_and(|name| TAKEN.contains(&name)) { AppError::field("name", Rule::Taken) } else { error.into() }
}

fn some(rows: u64) -> Result<()> {
    if rows > 0 { Ok(()) } else { Err(Code::NotFound.into()) }
}

/// The slug of a brand never changes: ids hang on it.
pub async fn save_brand(scope: &mut Scope, keeper: &Keeper, draft: &BrandDraft) -> Result<BrandId> {
    let now = scope.now;
    let Some(id) = draft.id else { return insert_brand(scope, keeper, draft).await };
    let saved = sqlx::query!(
        "update brands set name = $2, aliases = $3, is_active = $4, edited_at = $5 where id = $1",
        *id,
        draft.name,
        draft.aliases,
        draft.is_active,
        now
    )
    .execute(scope.conn().await?)
    .await
    .map_err(taken)?;
    some(saved.rows_affected())?;
    Ok(id)
}

async fn insert_brand(scope: &mut Scope, _: &Keeper, draft: &BrandDraft) -> Result<BrandId> {
    let (id, now) = (keys::brand_id(&draft.slug), scope.now);
    sqlx::query!(
        "insert into brands (id, name, slug, aliases, is_active, edited_at) values ($1, $2, $3, $4, $5, $6)",
        id,
        draft.name,
        draft.slug,
        draft.aliases,
        draft.is_active,
        now
    )
    .execute(scope.conn().await?)
    .await
    .map_err(taken)?;
    Ok(id.into())
}

/// The brand of this name, and whether it is a new one.
pub async fn brand_called(scope: &mut Scope, keeper: &Keeper, draft: &BrandDraft) -> Result<(BrandId, bool)> {
    let known = sqlx::query_scalar!("select id from brands where slug = $1", draft.slug)
        .fetch_optional(scope.conn().await?)
        .await?;
    match known {
        Some(id) => Ok((id.into(), false)),
        None => Ok((insert_brand(scope, keeper, draft).await?, true)),
    }
}

/// Keeps its brand and its slug.
pub async fn save_model(scope: &mut Scope, _: &Keeper, id: ModelId, draft: &ModelDraft) -> Result<()> {
    let now = scope.now;
    let saved = sqlx::query!(
        "update models set name = $2, aliases = $3, is_active = $4, edited_at = $5 where id = $1",
        *id,
        draft.name,
        draft.aliases,
        draft.is_active,
        now
    )
    .execute(scope.conn().await?)
    .await?;
    some(saved.rows_affected())
}

pub async fn insert_model(scope: &mut Scope, _: &Keeper, brand: BrandId, draft: &ModelDraft) -> Result<ModelId> {
    let now = scope.now;
    let brand_slug = sqlx::query_scalar!("select slug from brands where id = $1", *brand)
        .fetch_optional(scope.conn().await?)
        .await?
        .ok_or_else(|| AppError::field("brand_id", Rule::UnknownChoice))?;
    let id = keys::model_id(&format!("{brand_slug}/{}", draft.slug));
    sqlx::query!(
        "insert into models (id, brand_id, name, slug, aliases, is_active, edited_at) values ($1, $2, $3, $4, $5, $6, $7)",
        id,
        *brand,
        draft.name,
        draft.slug,
        draft.aliases,
        draft.is_active,
        now
    )
    .execute(scope.conn().await?)
    .await
    .map_err(taken)?;
    Ok(id.into())
}

/// The model of this name in the brand, made when there is none.
pub async fn model_called(scope: &mut Scope, keeper: &Keeper, brand: BrandId, draft: &ModelDraft) -> Result<ModelId> {
    let known = sqlx::query_scalar!("select id from models where brand_id = $1 and slug = $2", *brand, draft.slug)
        .fetch_optional(scope.conn().await?)
        .await?;
    match known {
        Some(id) => Ok(id.into()),
        None => insert_model(scope, keeper, brand, draft).await,
    }
}

/// `model` is the key of the model.
pub async fn insert_variant(
    scope: &mut Scope,
    _: &Keeper,
    (model_id, model): (ModelId, &str),
    draft: &VariantDraft,
) -> Result<VariantId> {
    let now = scope.now;
    let key = VariantKey {
        generation: &draft.generation,
        year_from: draft.year_from,
        name: &draft.name,
        fuel: &draft.fuel,
        transmission: &draft.transmission,
    };
    let id = keys::variant_id(&key.within(model));
    sqlx::query!(
        "insert into variants (id, model_id, name, aliases, generation, year_from, year_to, engine_cc, fuel, power_kw, transmission,
                body, source, is_active, edited_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 'desk', $13, $14)",
        id,
        *model_id,
        draft.name,
        draft.aliases,
        draft.generation,
        draft.year_from,
        draft.year_to,
        draft.engine_cc,
        draft.fuel,
        draft.power_kw,
        draft.transmission,
        draft.body,
        draft.is_active,
        now
    )
    .execute(scope.conn().await?)
    .await
    .map_err(taken)?;
    Ok(id.into())
}

/// Keeps its model, which it names.
pub async fn save_variant(scope: &mut Scope, _: &Keeper, id: VariantId, draft: &VariantDraft) -> Result<ModelId> {
    let now = scope.now;
    let model = sqlx::query_scalar!(
        "update variants set name = $2, aliases = $3, generation = $4, year_from = $5, year_to = $6, engine_cc = $7, fuel = $8,
                power_kw = $9, transmission = $10, body = $11, is_active = $12, edited_at = $13
         where id = $1 returning model_id",
        *id,
        draft.name,
        draft.aliases,
        draft.generation,
        draft.year_from,
        draft.year_to,
        draft.engine_cc,
        draft.fuel,
        draft.power_kw,
        draft.transmission,
        draft.body,
        draft.is_active,
        now
    )
    .fetch_one(scope.conn().await?)
    .await?;
    Ok(model.into())
}

/// The years of a model are those in which one of its variants was built; open ranges reach to `last_year`. `key` is the key
/// of the model.
pub async fn settle_years(scope: &mut Scope, _: &Keeper, (id, key): (ModelId, &str), last_year: i16) -> Result<()> {
    let built = sqlx::query_scalar!(
        r#"select distinct year::smallint as "year!" from variants v,
                  generate_series(v.year_from::integer, coalesce(v.year_to, $2)::integer) year
           where v.model_id = $1 and v.is_active"#,
        *id,
        last_year
    )
    .fetch_all(scope.conn().await?)
    .await?;
    let ids: Vec<Uuid> = built.iter().map(|year| keys::model_year_id(key, *year)).collect();
    sqlx::query!("delete from model_years where model_id = $1 and year <> all ($2)", *id, &built)
        .execute(scope.conn().await?)
        .await?;
    sqlx::query!(
        "insert into model_years (id, model_id, year) select new.id, $1, new.year from unnest($2::uuid[], $3::smallint[]) new (id, year)
         on conflict do nothing",
        *id,
        &ids,
        &built
    )
    .execute(scope.conn().await?)
    .await?;
    Ok(())
}
