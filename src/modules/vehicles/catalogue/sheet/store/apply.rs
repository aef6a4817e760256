//! SQL that brings the findings of a sheet into the catalogue, all in one transaction. How far it is, is told by another one.

use crate::{
    kernel::{error::Result, ids::ImportId},
    platform::{Scope, reference::announce},
};

/// Marks it as begun; `None` when it is finished already. How many lines there are to write.
pub async fn begin(scope: &mut Scope, id: ImportId) -> Result<Option<i32>> {
    let lines = sqlx::query_scalar!(
        r#"update catalogue_imports set state = 'working', done_lines = 0 where id = $1 and state in ('queued', 'working')
           returning new_lines + changed_lines as "lines!""#,
        *id
    )
    .fetch_optional(scope.conn().await?)
    .await?;
    Ok(lines)
}

/// Nobody else changes the catalogue until the transaction ends, and nobody deletes the sheet; reading and adding cars go on,
/// and so do the reports of how far it is. `false` when another worker was faster.
pub async fn lock(scope: &mut Scope, id: ImportId) -> Result<bool> {
    // Whoever waits here waits for one statement of somebody else, and writes several thousand rows after it.
    scope.take_time().await?;
    sqlx::query!("lock table brands, models, variants in share row exclusive mode")
        .execute(scope.conn().await?)
        .await?;
    let state = sqlx::query_scalar!("select state from catalogue_imports where id = $1 for key share", *id)
        .fetch_optional(scope.conn().await?)
        .await?;
    Ok(state.is_some_and(|state| state == "working"))
}

/// Has anything that the sheet would write become otherwise since it was compared?
pub async fn is_stale(scope: &mut Scope, id: ImportId) -> Result<bool> {
    let stale = sqlx::query_scalar!(
        r#"select exists (
               select from catalogue_import_rows r left join brands b on b.id = r.target_id
               where r.import_id = $1 and r.what = 'brand' and r.kind <> 'refused' and case r.kind
                   when 'new' then b.id is not null
                       or exists (select from brands o where o.slug = r.after ->> 'slug' or o.name = r.after ->> 'name')
                   else b.aliases is distinct from r.before ->> 'aliases' end)
             or exists (
               select from catalogue_import_rows r left join models m on m.id = r.target_id
               where r.import_id = $1 and r.what = 'model' and r.kind <> 'refused' and case r.kind
                   when 'new' then m.id is not null
                       or exists (select from models o where o.brand_id = r.parent_id and o.slug = r.after ->> 'slug')
                       or exists (select from brands o where o.id = r.parent_id and not o.is_active)
                   else m.brand_id is distinct from r.parent_id or m.aliases is distinct from r.before ->> 'aliases' end)
             or exists (
               select from catalogue_import_rows r
               left join variants v on v.id = r.target_id left join models m on m.id = r.parent_id
               where r.import_id = $1 and r.what = 'variant' and r.kind <> 'refused' and case r.kind
                   when 'new' then v.id is not null or not m.is_active
                   else v.model_id is distinct from r.parent_id or r.before is distinct from jsonb_build_object(
                       'name', v.name, 'aliases', v.aliases, 'generation', v.generation, 'year_from', v.year_from,
                       'year_to', v.year_to, 'engine_cc', v.engine_cc, 'fuel', v.fuel, 'power_kw', v.power_kw,
                       'transmission', v.transmission, 'body', v.body, 'is_active', v.is_active) end)
           as "stale!""#,
        *id
    )
    .fetch_one(scope.conn().await?)
    .await?;
    Ok(stale)
}

/// New brands and models, and other names of known ones.
pub async fn write_names(scope: &mut Scope, id: ImportId) -> Result<()> {
    let now = scope.now;
    sqlx::query!(
        "insert into brands (id, name, slug, aliases, edited_at)
         select target_id, after ->> 'name', after ->> 'slug', after ->> 'aliases', $2
         from catalogue_import_rows where import_id = $1 and what = 'brand' and kind = 'new'",
        *id,
        now
    )
    .execute(scope.conn().await?)
    .await?;
    sqlx::query!(
        "insert into models (id, brand_id, name, slug, aliases, edited_at)
         select target_id, parent_id, after ->> 'name', after ->> 'slug', after ->> 'aliases', $2
         from catalogue_import_rows where import_id = $1 and what = 'model' and kind = 'new'",
        *id,
        now
    )
    .execute(scope.conn().await?)
    .await?;
    sqlx::query!(
        "update brands b set aliases = r.after ->> 'aliases', edited_at = $2 from catalogue_import_rows r
         where r.import_id = $1 and r.what = 'brand' and r.kind = 'changed' and b.id = r.target_id",
        *id,
        now
    )
    .execute(scope.conn().await?)
    .await?;
    sqlx::query!(
        "update models m set aliases = r.after ->> 'aliases', edited_at = $2 from catalogue_import_rows r
         where r.import_id = $1 and r.what = 'model' and r.kind = 'changed' and m.id = r.target_id",
        *id,
        now
    )
    .execute(scope.conn().await?)
    .await?;
    Ok(())
}

/// The next `limit` variants after this line; the last line of them, and how many.
pub async fn write_variants(scope: &mut Scope, id: ImportId, after: i32, limit: i64) -> Result<Option<(i32, i32)>> {
    let now = scope.now;
    let part = sqlx::query!(
        r#"with part as materialized (
             select r.line, r.target_id, r.parent_id, a.*
             from (select * from catalogue_import_rows
                   where import_id = $1 and what = 'variant' and kind <> 'refused' and line > $2 order by line limit $3) r
             cross join lateral jsonb_to_record(r.after) as a (name text, aliases text, generation text, year_from smallint,
                 year_to smallint, engine_cc integer, fuel text, power_kw integer, transmission text, body text, is_active boolean)),
           written as (
             insert into variants (id, model_id, name, aliases, generation, year_from, year_to, engine_cc, fuel, power_kw,
                 transmission, body, source, is_active, edited_at)
             select target_id, parent_id, name, aliases, generation, year_from, year_to, engine_cc, fuel, power_kw, transmission,
                 body, 'file', is_active, $4 from part
             on conflict (id) do update set name = excluded.name, aliases = excluded.aliases, generation = excluded.generation,
                 year_from = excluded.year_from, year_to = excluded.year_to, engine_cc = excluded.engine_cc, fuel = excluded.fuel,
                 power_kw = excluded.power_kw, transmission = excluded.transmission, body = excluded.body,
                 is_active = excluded.is_active, edited_at = excluded.edited_at)
           select max(line) as last, count(*)::integer as "count!" from part"#,
        *id,
        after,
        limit,
        now
    )
    .fetch_one(scope.conn().await?)
    .await?;
    Ok(part.last.map(|last| (last, part.count)))
}

/// The years of every model that was touched, as `settle_years` does it for one.
pub async fn settle_years(scope: &mut Scope, id: ImportId, last_year: i16) -> Result<()> {
    sqlx::query!(
        "delete from model_years y
         where y.model_id in (select parent_id from catalogue_import_rows where import_id = $1 and what = 'variant')
           and not exists (select from variants v where v.model_id = y.model_id and v.is_active
                             and y.year between v.year_from and coalesce(v.year_to, $2))",
        *id,
        last_year
    )
    .execute(scope.conn().await?)
    .await?;
    sqlx::query!(
        "insert into model_years (id, model_id, year)
         select gen_random_uuid(), built.model_id, built.year from (
             select distinct v.model_id, year::smallint as year
             from variants v, generate_series(v.year_from::integer, coalesce(v.year_to, $2)::integer) year
             where v.is_active and v.model_id in (
                 select parent_id from catalogue_import_rows where import_id = $1 and what = 'variant')) built
         on conflict do nothing",
        *id,
        last_year
    )
    .execute(scope.conn().await?)
    .await?;
    Ok(())
}

pub async fn note(scope: &mut Scope, id: ImportId, done: i32) -> Result<()> {
    sqlx::query!("update catalogue_imports set done_lines = $2 where id = $1 and state = 'working'", *id, done)
        .execute(scope.conn().await?)
        .await?;
    Ok(())
}

/// With the last line: it is done, and every process hears of it.
pub async fn finish(scope: &mut Scope, id: ImportId) -> Result<()> {
    let now = scope.now;
    sqlx::query!(
        "update catalogue_imports set state = 'done', done_lines = new_lines + changed_lines, finished_at = $2 where id = $1",
        *id,
        now
    )
    .execute(scope.conn().await?)
    .await?;
    announce(scope.conn().await?).await
}

pub async fn fail(scope: &mut Scope, id: ImportId, failure: &str) -> Result<()> {
    let now = scope.now;
    sqlx::query!(
        "update catalogue_imports set state = 'failed', failure = $3, done_lines = 0, finished_at = $2
         where id = $1 and state in ('queued', 'working')",
        *id,
        now,
        failure
    )
    .execute(scope.conn().await?)
    .await?;
    Ok(())
}
