//! SQL of `services_categories` and `services`.

use super::{
    model::{CategoryDraft, ServiceDraft},
    policy::MayEdit,
};
use crate::{
    kernel::{
        error::{AppError, Code, Result, Rule},
        ids::{CategoryId, ServiceId},
    },
    platform::{OnConstraint, Scope},
};

/// A category on the desk.
#[derive(Clone, Debug)]
pub struct CategoryRow {
    pub id: CategoryId,
    pub parent_id: Option<CategoryId>,
    pub slug: String,
    pub name_tr: String,
    pub name_en: String,
    pub icon: String,
    pub position: i32,
    pub is_active: bool,
}

/// A service on the desk.
#[derive(Clone, Debug)]
pub struct ServiceRow {
    pub id: ServiceId,
    pub category_id: CategoryId,
    pub slug: String,
    pub name_tr: String,
    pub name_en: String,
    pub typical_minutes: i32,
    pub position: i32,
    pub aliases: String,
    pub is_active: bool,
}

/// What a removed row leaves behind: its slug for the audit log, the category to go on to.
pub struct Gone {
    pub slug: String,
    pub parent: Option<CategoryId>,
}

pub async fn categories(scope: &mut Scope, _: &MayEdit) -> Result<Vec<CategoryRow>> {
    Ok(sqlx::query_as!(
        CategoryRow,
        r#"select id, parent_id as "parent_id: _", slug, name_tr, name_en, icon, position, is_active
           from services_categories order by position, slug"#
    )
    .fetch_all(scope.conn().await?)
    .await?)
}

pub async fn services(scope: &mut Scope, _: &MayEdit) -> Result<Vec<ServiceRow>> {
    Ok(sqlx::query_as!(
        ServiceRow,
        "select id, category_id, slug, name_tr, name_en, typical_minutes, position, aliases, is_active
         from services order by position, slug"
    )
    .fetch_all(scope.conn().await?)
    .await?)
}

/// Holds the whole tree until the end of the transaction; it is small and rarely changed.
pub async fn lock_tree(scope: &mut Scope, _: &MayEdit) -> Result<()> {
    sqlx::query_scalar!("select id from services_categories order by id for update")
        .fetch_all(scope.conn().await?)
        .await?;
    Ok(())
}

/// The category itself and all above it; empty when it does not exist.
pub async fn path_to_root(scope: &mut Scope, id: CategoryId) -> Result<Vec<CategoryId>> {
    let ids = sqlx::query_scalar!(
        r#"with recursive up (id, parent_id) as (
               select id, parent_id from services_categories where id = $1
               union select c.id, c.parent_id from services_categories c join up on c.id = up.parent_id)
           select id as "id!" from up"#,
        *id
    )
    .fetch_all(scope.conn().await?)
    .await?;
    Ok(ids.into_iter().map(CategoryId).collect())
}

pub async fn save_category(scope: &mut Scope, _: &MayEdit, draft: &CategoryDraft) -> Result<CategoryId> {
    let (now, id) = (scope.now, draft.id.unwrap_or_else(CategoryId::fresh));
    let parent = draft.parent_id.map(|id| *id);
    let connection = scope.conn().await?;
    let saved = if draft.id.is_some() {
        sqlx::query!(
            "update services_categories set parent_id = $2, slug = $3, name_tr = $4, name_en = $5, icon = $6, position = $7,
                    is_active = $8, updated_at = $9 where id = $1",
            *id, parent, draft.slug, draft.name_tr, draft.name_en, draft.icon, draft.position, draft.is_active, now
        )
        .execute(connection)
        .await
    } else {
        sqlx::query!(
            "insert into services_categories (id, parent_id, slug, name_tr, name_en, icon, position, is_active, updated_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            *id, parent, draft.slug, draft.name_tr, draft.name_en, draft.icon, draft.position, draft.is_active, now
        )
        .execute(connection)
        .await
    };
    let saved = saved.on_constraint("services_categories_slug_is_unique", Code::SlugTaken)?;
    if saved.rows_affected() == 0 { Err(Code::NotFound.into()) } else { Ok(id) }
}

pub async fn save_service(scope: &mut Scope, _: &MayEdit, draft: &ServiceDraft) -> Result<ServiceId> {
    let (now, id) = (scope.now, draft.id.unwrap_or_else(ServiceId::fresh));
    let connection = scope.conn().await?;
    let saved = if draft.id.is_some() {
        sqlx::query!(
            "update services set category_id = $2, slug = $3, name_tr = $4, name_en = $5, typical_minutes = $6, position = $7,
                    is_active = $8, aliases = coalesce($9, aliases), updated_at = $10 where id = $1",
            *id, *draft.category_id, draft.slug, draft.name_tr, draft.name_en, draft.typical_minutes, draft.position,
            draft.is_active, draft.aliases.as_deref(), now
        )
        .execute(connection)
        .await
    } else {
        sqlx::query!(
            "insert into services (id, category_id, slug, name_tr, name_en, typical_minutes, position, is_active, aliases,
                    updated_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8, coalesce($9, ''), $10)",
            *id, *draft.category_id, draft.slug, draft.name_tr, draft.name_en, draft.typical_minutes, draft.position,
            draft.is_active, draft.aliases.as_deref(), now
        )
        .execute(connection)
        .await
    };
    let saved = saved.map_err(|error| match constraint(&error) {
        Some("services_slug_is_unique") => Code::SlugTaken.into(),
        Some("services_category_exists") => AppError::field("category_id", Rule::UnknownChoice),
        _ => error.into(),
    })?;
    if saved.rows_affected() == 0 { Err(Code::NotFound.into()) } else { Ok(id) }
}

pub async fn delete_category(scope: &mut Scope, _: &MayEdit, id: CategoryId) -> Result<Gone> {
    let row = sqlx::query!(
        r#"delete from services_categories where id = $1 returning slug, parent_id as "parent: CategoryId""#,
        *id
    )
    .fetch_one(scope.conn().await?)
    .await
    .map_err(in_use)?;
    Ok(Gone { slug: row.slug, parent: row.parent })
}

pub async fn delete_service(scope: &mut Scope, _: &MayEdit, id: ServiceId) -> Result<Gone> {
    let row = sqlx::query!("delete from services where id = $1 returning slug, category_id", *id)
        .fetch_one(scope.conn().await?)
        .await
        .map_err(in_use)?;
    Ok(Gone { slug: row.slug, parent: Some(row.category_id.into()) })
}

/// Tells every process, at the commit, that the taxonomy in its memory is old.
pub async fn announce(scope: &mut Scope, _: &MayEdit) -> Result<()> {
    sqlx::query!("notify reference_changed").execute(scope.conn().await?).await?;
    Ok(())
}

fn constraint(error: &sqlx::Error) -> Option<&str> {
    error.as_database_error().and_then(|error| error.constraint())
}

/// Whatever still points at a row (services, workshops' price lists, appointments) keeps it.
fn in_use(error: sqlx::Error) -> AppError {
    let pointed_at = error.as_database_error().is_some_and(sqlx::error::DatabaseError::is_foreign_key_violation);
    if pointed_at { Code::InUse.into() } else { error.into() }
}
