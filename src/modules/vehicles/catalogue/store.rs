//! SQL of the catalogue: finding, and what the desk looks at.

pub mod merge;
pub mod proposals;
pub mod write;

use super::{asked::Asked, inputs::VariantFound};
use crate::{
    kernel::{
        error::Result,
        ids::{BrandId, ModelId, VariantId},
        page::Page,
    },
    modules::vehicles::policy::Keeper,
    platform::Scope,
};

/// A search shows so many; who sees none of them types one word more.
pub const FOUND: i64 = 40;
/// A page of the desk shows so many brands, models of a brand, variants of a model or answers to a search.
pub const PAGE: usize = 100;
/// With the one that only says that there is a next page.
const READ: i64 = 101;

/// So many variants that answer to a text are put in order; a text that more of them answer to says too little for an order.
const SORTED: i64 = 1_000;

/// Every word begins a word of brand, model or variant, other names included. Those whose brand or model it names come first.
/// The three longest words are asked for one by one, since an index can answer those but not a list.
pub async fn find(scope: &mut Scope, asked: &Asked) -> Result<Vec<VariantFound>> {
    let found = sqlx::query_as!(
        VariantFound,
        r#"select v.id, b.name as brand, b.slug as brand_slug, m.id as model_id, m.name as model, v.name, v.fuel, v.transmission,
                  v.generation, v.body, v.year_from, v.year_to,
                  case when v.year_from <= $3 and coalesce(v.year_to, $3) >= $3 then $3::smallint end as year,
                  v.is_active and m.is_active and b.is_active as "is_active!"
           from (select * from variants c
                 where c.search_fold like $1 and c.search_fold like $6 and c.search_fold like $7 and c.search_fold like all ($2)
                   and ($3::smallint is null or c.search_fold like '% ' || $3::smallint || '%'
                        or (c.year_from <= $3 and coalesce(c.year_to, $3) >= $3))
                   and c.is_active
                 limit $5) v
           join models m on m.id = v.model_id join brands b on b.id = m.brand_id
           where m.is_active and b.is_active
           order by (' ' || b.search_fold || ' ' || m.search_fold) like $1 desc, length(m.name), b.name, m.name,
                    v.year_from desc, v.name, v.id
           limit $4"#,
        asked.longest[0],
        &asked.patterns,
        asked.year,
        FOUND,
        SORTED,
        asked.longest[1],
        asked.longest[2]
    )
    .fetch_all(scope.conn().await?)
    .await?;
    Ok(found)
}

/// All that answer, inactive ones too, in the order of their names; from the one after `after` on.
pub async fn find_all(
    scope: &mut Scope,
    _: &Keeper,
    asked: &Asked,
    after: Option<VariantId>,
) -> Result<Page<VariantFound>> {
    let found = sqlx::query_as!(
        VariantFound,
        r#"select v.id, b.name as brand, b.slug as brand_slug, m.id as model_id, m.name as model, v.name, v.fuel, v.transmission,
                  v.generation, v.body, v.year_from, v.year_to,
                  case when v.year_from <= $3 and coalesce(v.year_to, $3) >= $3 then $3::smallint end as year,
                  v.is_active and m.is_active and b.is_active as "is_active!"
           from variants v join models m on m.id = v.model_id join brands b on b.id = m.brand_id
           where v.search_fold like $1 and v.search_fold like $6 and v.search_fold like $7 and v.search_fold like all ($2)
             and ($3::smallint is null or v.search_fold like '% ' || $3::smallint || '%'
                  or (v.year_from <= $3 and coalesce(v.year_to, $3) >= $3))
             and ($4::uuid is null or (v.search_fold collate "C", v.id) > (
                  select l.search_fold collate "C", l.id from variants l where l.id = $4))
           order by v.search_fold collate "C", v.id limit $5"#,
        asked.longest[0],
        &asked.patterns,
        asked.year,
        after.map(|id| *id),
        READ,
        asked.longest[1],
        asked.longest[2]
    )
    .fetch_all(scope.conn().await?)
    .await?;
    Ok(Page::cut(found, PAGE, |last| last.id.to_string()))
}

/// A variant with what the steps of adding a car call it, and the years it can be chosen for, newest first.
pub struct Built {
    pub brand: String,
    pub brand_slug: String,
    pub model_id: ModelId,
    pub model: String,
    pub name: String,
    pub years: Vec<i16>,
}

pub async fn built(scope: &mut Scope, id: VariantId) -> Result<Built> {
    let built = sqlx::query_as!(
        Built,
        r#"select b.name as brand, b.slug as brand_slug, m.id as model_id, m.name as model, v.name,
                  array(select y.year from model_years y
                        where y.model_id = m.id and y.year >= v.year_from and y.year <= coalesce(v.year_to, y.year)
                        order by y.year desc) as "years!"
           from variants v join models m on m.id = v.model_id join brands b on b.id = m.brand_id
           where v.id = $1 and v.is_active and m.is_active and b.is_active"#,
        *id
    )
    .fetch_one(scope.conn().await?)
    .await?;
    Ok(built)
}

/// `rows!(BrandRow, "where …", $1…)`: a query for rows of the desk, checked when compiling; it begins with their columns.
macro_rules! rows {
    (BrandRow, $rest:tt $(, $given:expr)*) => {
        sqlx::query_as!(
            BrandRow,
            r#"select b.id, b.name, b.slug, b.aliases, b.is_active,
                      (select count(*) from models m where m.brand_id = b.id and m.is_active) as "models!"
               from brands b "# + $rest
            $(, $given)*
        )
    };
    (ModelRow, $rest:tt $(, $given:expr)*) => {
        sqlx::query_as!(
            ModelRow,
            r#"select m.id, m.brand_id, b.name as brand, b.slug as brand_slug, m.name, m.slug, m.aliases, m.is_active,
                      (select count(*) from variants v where v.model_id = m.id and v.is_active) as "variants!"
               from models m join brands b on b.id = m.brand_id "# + $rest
            $(, $given)*
        )
    };
    (VariantRow, $rest:tt $(, $given:expr)*) => {
        sqlx::query_as!(
            VariantRow,
            "select id, model_id, name, aliases, generation, year_from, year_to, engine_cc, fuel, power_kw, transmission, body, is_active
             from variants " + $rest
            $(, $given)*
        )
    };
}

/// A brand on the desk.
#[derive(Clone, Debug)]
pub struct BrandRow {
    pub id: BrandId,
    pub name: String,
    pub slug: String,
    pub aliases: String,
    pub is_active: bool,
    pub models: i64,
}

/// In the order of their names, from the one after `after` on; so with models below.
pub async fn brands(scope: &mut Scope, _: &Keeper, after: Option<BrandId>) -> Result<Page<BrandRow>> {
    let rows = rows!(
        BrandRow,
        r#"where $1::uuid is null or (b.name collate "tr-x-icu", b.id) > (
               select l.name collate "tr-x-icu", l.id from brands l where l.id = $1)
           order by b.name collate "tr-x-icu", b.id limit $2"#,
        after.map(|id| *id),
        READ
    )
    .fetch_all(scope.conn().await?)
    .await?;
    Ok(Page::cut(rows, PAGE, |last| last.id.to_string()))
}

/// `not_found` when there is none.
pub async fn brand(scope: &mut Scope, _: &Keeper, id: BrandId) -> Result<BrandRow> {
    let row = rows!(BrandRow, "where b.id = $1", *id).fetch_one(scope.conn().await?).await?;
    Ok(row)
}

/// Other brands of whose names every typed word begins one; for choosing what a double is merged into.
pub async fn brands_called(
    scope: &mut Scope,
    _: &Keeper,
    of: BrandId,
    asked: &Asked,
    limit: i64,
) -> Result<Vec<BrandRow>> {
    let rows = rows!(
        BrandRow,
        r#"where b.is_active and b.id <> $1 and ' ' || fold_tr(b.name || ' ' || b.aliases) like all ($2)
           order by length(b.name), b.name, b.id limit $3"#,
        *of,
        &asked.patterns,
        limit
    )
    .fetch_all(scope.conn().await?)
    .await?;
    Ok(rows)
}

/// A model on the desk.
#[derive(Clone, Debug)]
pub struct ModelRow {
    pub id: ModelId,
    pub brand_id: BrandId,
    pub brand: String,
    pub brand_slug: String,
    pub name: String,
    pub slug: String,
    pub aliases: String,
    pub is_active: bool,
    pub variants: i64,
}

impl ModelRow {
    /// What ids of its years and variants are made of.
    pub fn key(&self) -> String {
        format!("{}/{}", self.brand_slug, self.slug)
    }
}

pub async fn models(scope: &mut Scope, _: &Keeper, brand: BrandId, after: Option<ModelId>) -> Result<Page<ModelRow>> {
    let rows = rows!(
        ModelRow,
        r#"where m.brand_id = $1 and ($2::uuid is null or (m.name collate "tr-x-icu", m.id) > (
               select l.name collate "tr-x-icu", l.id from models l where l.id = $2))
           order by m.name collate "tr-x-icu", m.id limit $3"#,
        *brand,
        after.map(|id| *id),
        READ
    )
    .fetch_all(scope.conn().await?)
    .await?;
    Ok(Page::cut(rows, PAGE, |last| last.id.to_string()))
}

/// `not_found` when there is none.
pub async fn model(scope: &mut Scope, _: &Keeper, id: ModelId) -> Result<ModelRow> {
    let row = rows!(ModelRow, "where m.id = $1", *id).fetch_one(scope.conn().await?).await?;
    Ok(row)
}

/// Models of any brand whose name, with its brand, begins with these words; for choosing what a double is merged into.
pub async fn models_called(scope: &mut Scope, _: &Keeper, asked: &Asked, limit: i64) -> Result<Vec<ModelRow>> {
    let rows = rows!(
        ModelRow,
        r#"where m.is_active and (' ' || b.search_fold || ' ' || m.search_fold) like all ($1)
           order by length(m.name), b.name, m.name, m.id limit $2"#,
        &asked.patterns,
        limit
    )
    .fetch_all(scope.conn().await?)
    .await?;
    Ok(rows)
}

/// A variant on the desk.
#[derive(Clone, Debug)]
pub struct VariantRow {
    pub id: VariantId,
    pub model_id: ModelId,
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

/// The latest years first, from the one after `after` on.
pub async fn variants(
    scope: &mut Scope,
    _: &Keeper,
    model: ModelId,
    after: Option<VariantId>,
) -> Result<Page<VariantRow>> {
    let rows = rows!(
        VariantRow,
        r#"where model_id = $1 and ($2::uuid is null or (-year_from, name collate "tr-x-icu", transmission, id) > (
               select -l.year_from, l.name collate "tr-x-icu", l.transmission, l.id from variants l where l.id = $2))
           order by -year_from, name collate "tr-x-icu", transmission, id limit $3"#,
        *model,
        after.map(|id| *id),
        READ
    )
    .fetch_all(scope.conn().await?)
    .await?;
    Ok(Page::cut(rows, PAGE, |last| last.id.to_string()))
}

/// Other variants of its model that answer to the words, or the first ones without any; for choosing what a double is merged
/// into.
pub async fn variants_called(
    scope: &mut Scope,
    _: &Keeper,
    double: &VariantRow,
    patterns: &[String],
    limit: i64,
) -> Result<Vec<VariantRow>> {
    let rows = rows!(
        VariantRow,
        r#"where model_id = $1 and id <> $2 and is_active and search_fold like all ($3)
           order by -year_from, name collate "tr-x-icu", transmission, id limit $4"#,
        *double.model_id,
        *double.id,
        patterns,
        limit
    )
    .fetch_all(scope.conn().await?)
    .await?;
    Ok(rows)
}

/// `not_found` when there is none.
pub async fn variant(scope: &mut Scope, _: &Keeper, id: VariantId) -> Result<VariantRow> {
    let row = rows!(VariantRow, "where id = $1", *id).fetch_one(scope.conn().await?).await?;
    Ok(row)
}

/// How many of each can be chosen.
#[derive(Clone, Copy, Debug)]
pub struct Sizes {
    pub brands: i64,
    pub models: i64,
    pub variants: i64,
}

pub async fn sizes(scope: &mut Scope, _: &Keeper) -> Result<Sizes> {
    let sizes = sqlx::query_as!(
        Sizes,
        r#"select (select count(*) from brands where is_active) as "brands!", (select count(*) from models where is_active) as "models!",
                  (select count(*) from variants where is_active) as "variants!""#
    )
    .fetch_one(scope.conn().await?)
    .await?;
    Ok(sizes)
}
