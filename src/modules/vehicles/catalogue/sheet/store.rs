//! SQL of sheets: the catalogue as a whole, sheets that were compared, their findings.

pub mod apply;

use super::finding::{Counts, Facts, Finding, Known, Named};
use crate::{
    kernel::{
        error::{Code, Result},
        ids::{ImportId, VariantId},
        page::Page,
        time::Instant,
    },
    modules::vehicles::policy::Keeper,
    platform::{OnConstraint, Scope},
};
use serde_json::Value;
use sqlx::types::Json;

/// Findings that go into one statement.
const BATCH: usize = 5_000;

/// Brands, models and variants, inactive ones too.
pub async fn catalogue(scope: &mut Scope, _: &Keeper) -> Result<(Vec<Named>, Vec<Named>, Vec<Known>)> {
    let brands = sqlx::query_as!(
        Named,
        r#"select id, '00000000-0000-0000-0000-000000000000'::uuid as "parent!", name, slug, aliases, is_active from brands"#
    )
    .fetch_all(scope.conn().await?)
    .await?;
    let models = sqlx::query_as!(Named, "select id, brand_id as parent, name, slug, aliases, is_active from models")
        .fetch_all(scope.conn().await?)
        .await?;
    let variants = sqlx::query!(
        "select id, model_id, name, aliases, generation, year_from, year_to, engine_cc, fuel, power_kw, transmission, body, is_active
         from variants"
    )
    .map(|row| Known {
        id: row.id,
        model_id: row.model_id,
        facts: Facts {
            name: row.name,
            aliases: row.aliases,
            generation: row.generation,
            year_from: row.year_from,
            year_to: row.year_to,
            engine_cc: row.engine_cc,
            fuel: row.fuel,
            power_kw: row.power_kw,
            transmission: row.transmission,
            body: row.body,
            is_active: row.is_active,
        },
    })
    .fetch_all(scope.conn().await?)
    .await?;
    Ok((brands, models, variants))
}

/// A variant as a line of the file.
pub struct Exported {
    pub id: VariantId,
    pub brand: String,
    pub brand_slug: String,
    pub brand_aliases: String,
    pub model: String,
    pub model_slug: String,
    pub model_aliases: String,
    pub name: String,
    pub aliases: String,
    pub generation: String,
    pub year_from: i16,
    pub year_to: Option<i16>,
    pub engine_cc: Option<i32>,
    pub fuel: String,
    pub power_kw: Option<i32>,
    pub transmission: String,
    pub body: String,
    pub is_active: bool,
}

/// The variants of the next `models` models that have any, in the order of slugs.
pub async fn exported(scope: &mut Scope, _: &Keeper, after: &(String, String), models: i64) -> Result<Vec<Exported>> {
    let rows = sqlx::query_as!(
        Exported,
        r#"select v.id, m.brand, m.brand_slug, m.brand_aliases, m.name as model, m.slug as model_slug, m.aliases as model_aliases,
                  v.name, v.aliases, v.generation, v.year_from, v.year_to, v.engine_cc, v.fuel, v.power_kw, v.transmission, v.body,
                  v.is_active
           from (select m.id, m.name, m.slug, m.aliases, b.name as brand, b.slug as brand_slug, b.aliases as brand_aliases
                 from models m join brands b on b.id = m.brand_id
                 where (b.slug, m.slug) > ($1, $2) and exists (select from variants v where v.model_id = m.id)
                 order by b.slug, m.slug limit $3) m
           join variants v on v.model_id = m.id
           order by m.brand_slug, m.slug, v.year_from, v.name, v.id"#,
        after.0,
        after.1,
        models
    )
    .fetch_all(scope.conn().await?)
    .await?;
    Ok(rows)
}

/// A sheet that was compared.
#[derive(Clone, Debug)]
pub struct Import {
    pub id: ImportId,
    pub file_name: String,
    pub state: String,
    pub ignored_columns: Vec<String>,
    pub new_lines: i32,
    pub changed_lines: i32,
    pub same_lines: i32,
    pub refused_lines: i32,
    pub other_rows: i32,
    pub done_lines: i32,
    pub failure: String,
    pub created_at: Instant,
}

impl Import {
    /// Would applying it do anything?
    pub fn changes(&self) -> bool {
        self.new_lines + self.changed_lines + self.other_rows > 0
    }

    pub fn runs(&self) -> bool {
        matches!(self.state.as_str(), "queued" | "working")
    }
}

pub async fn insert(
    scope: &mut Scope,
    _: &Keeper,
    (id, file_name): (ImportId, &str),
    (ignored, counts): (&[String], Counts),
    findings: &[Finding],
) -> Result<()> {
    let now = scope.now;
    sqlx::query!(
        "insert into catalogue_imports (id, file_name, ignored_columns, new_lines, changed_lines, same_lines, refused_lines, other_rows,
                created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        *id,
        file_name,
        ignored,
        counts.new,
        counts.changed,
        counts.same,
        counts.refused,
        counts.other,
        now
    )
    .execute(scope.conn().await?)
    .await?;
    for batch in findings.chunks(BATCH) {
        sqlx::query!(
            "insert into catalogue_import_rows (import_id, line, what, kind, target_id, parent_id, label, before, after, refusal)
             select $1, line, what, kind, target_id, parent_id, label, before, after, refusal
             from jsonb_to_recordset($2) as given (line integer, what text, kind text, target_id uuid, parent_id uuid, label text,
                  before jsonb, after jsonb, refusal jsonb)",
            *id,
            Json(batch) as _
        )
        .execute(scope.conn().await?)
        .await?;
    }
    Ok(())
}

/// `not_found` when there is none.
pub async fn one(scope: &mut Scope, _: &Keeper, id: ImportId) -> Result<Import> {
    let import = sqlx::query_as!(
        Import,
        "select id, file_name, state, ignored_columns, new_lines, changed_lines, same_lines, refused_lines, other_rows, done_lines,
                failure, created_at
         from catalogue_imports where id = $1",
        *id
    )
    .fetch_one(scope.conn().await?)
    .await?;
    Ok(import)
}

/// The newest ones: ids are made in the order of time.
pub async fn latest(scope: &mut Scope, _: &Keeper, before: Option<ImportId>, limit: usize) -> Result<Page<Import>> {
    let imports = sqlx::query_as!(
        Import,
        "select id, file_name, state, ignored_columns, new_lines, changed_lines, same_lines, refused_lines, other_rows, done_lines,
                failure, created_at
         from catalogue_imports where $1::uuid is null or id < $1 order by id desc limit $2",
        before.map(|id| *id),
        i64::try_from(limit + 1).unwrap_or(i64::MAX)
    )
    .fetch_all(scope.conn().await?)
    .await?;
    Ok(Page::cut(imports, limit, |last| last.id.to_string()))
}

/// What would be new or change.
#[derive(Debug)]
pub struct Difference {
    pub line: i32,
    pub kind: String,
    pub what: String,
    pub label: String,
    pub before: Option<Value>,
    pub after: Value,
}

/// Where a page of differences begins: after this kind, line and what it is.
pub type Place = (String, i32, String);

/// Changes first: what is new cannot spoil anything.
pub async fn differences(
    scope: &mut Scope,
    _: &Keeper,
    id: ImportId,
    after: Option<Place>,
    limit: usize,
) -> Result<Page<Difference>> {
    let (kind, line, what) = after.unwrap_or_default();
    let rows = sqlx::query_as!(
        Difference,
        r#"select line, kind, what, label, before, after as "after!" from catalogue_import_rows
           where import_id = $1 and kind in ('changed', 'new') and (kind, line, what) > ($3, $4, $5)
           order by kind, line, what limit $2"#,
        *id,
        i64::try_from(limit + 1).unwrap_or(i64::MAX),
        kind,
        line,
        what
    )
    .fetch_all(scope.conn().await?)
    .await?;
    Ok(Page::cut(rows, limit, |last| format!("{}_{}_{}", last.kind, last.line, last.what)))
}

/// A line that is left out.
#[derive(Debug)]
pub struct Wrong {
    pub line: i32,
    pub label: String,
    pub refusal: Value,
}

pub async fn wrong(scope: &mut Scope, _: &Keeper, id: ImportId, after: i32, limit: usize) -> Result<Page<Wrong>> {
    let rows = sqlx::query_as!(
        Wrong,
        r#"select line, label, refusal as "refusal!" from catalogue_import_rows
           where import_id = $1 and kind = 'refused' and line > $2 order by line limit $3"#,
        *id,
        after,
        i64::try_from(limit + 1).unwrap_or(i64::MAX)
    )
    .fetch_all(scope.conn().await?)
    .await?;
    Ok(Page::cut(rows, limit, |row| row.line.to_string()))
}

/// From compared to waiting; `wrong_status` when it was applied before or another one is under way.
pub async fn queue(scope: &mut Scope, _: &Keeper, id: ImportId) -> Result<()> {
    let queued = sqlx::query!("update catalogue_imports set state = 'queued' where id = $1 and state = 'checked'", *id)
        .execute(scope.conn().await?)
        .await
        .on_constraint("catalogue_imports_one_at_a_time", Code::WrongStatus)?;
    if queued.rows_affected() == 1 { Ok(()) } else { Err(Code::WrongStatus.into()) }
}

/// `wrong_status` for one that is being applied.
pub async fn delete(scope: &mut Scope, _: &Keeper, id: ImportId) -> Result<()> {
    let gone = sqlx::query!("delete from catalogue_imports where id = $1 and state not in ('queued', 'working')", *id)
        .execute(scope.conn().await?)
        .await?;
    if gone.rows_affected() == 1 { Ok(()) } else { Err(Code::WrongStatus.into()) }
}
