//! `brands`, `models`, `model_years`, `variants`. Years are derived: one per year of each range of a model.

use super::{
    ImportError, Run, Sources, csv_file,
    keys::{VariantKey, brand_id, model_id, model_year_id, name_slug, variant_id},
    report::{Refused, Written},
};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use uuid::Uuid;

pub const FUELS: [&str; 6] = ["petrol", "diesel", "lpg", "hybrid", "plug_in_hybrid", "electric"];
pub const TRANSMISSIONS: [&str; 5] = ["manual", "automatic", "dct", "cvt", "amt"];

#[derive(Serialize)]
struct Brand {
    id: Uuid,
    name: String,
    slug: String,
    has_icon: bool,
}

#[derive(Serialize)]
struct Model {
    id: Uuid,
    brand_id: Uuid,
    name: String,
    slug: String,
    aliases: String,
}

#[derive(Serialize)]
struct ModelYear {
    id: Uuid,
    model_id: Uuid,
    year: i16,
}

#[derive(Serialize)]
struct Variant {
    id: Uuid,
    model_id: Uuid,
    name: String,
    generation: String,
    year_from: i16,
    year_to: Option<i16>,
    engine_cc: Option<i32>,
    fuel: String,
    power_kw: Option<i32>,
    transmission: String,
    body: String,
    source: String,
}

impl Variant {
    fn key(&self) -> VariantKey<'_> {
        VariantKey {
            generation: &self.generation,
            year_from: self.year_from,
            name: &self.name,
            fuel: &self.fuel,
            transmission: &self.transmission,
        }
    }
}

/// Everything that the file of variants tells about.
#[derive(Default)]
struct Catalogue {
    brands: BTreeMap<String, Brand>,
    models: BTreeMap<String, Model>,
    years: BTreeSet<(String, i16)>,
    variants: Vec<Variant>,
}

pub async fn import(run: &mut Run<'_>, from: &Sources<'_>, last_year: i16) -> Result<(), ImportError> {
    let mut refused = Vec::new();
    let mut catalogue = read_variants(from, last_year, &mut refused)?;
    read_aliases(from.vehicle_aliases, &mut catalogue, &mut refused)?;
    run.report.refused.append(&mut refused);

    let years: Vec<ModelYear> = catalogue
        .years
        .iter()
        .map(|(model, year)| ModelYear { id: model_year_id(model, *year), model_id: model_id(model), year: *year })
        .collect();
    write_brands(run, &catalogue.brands.into_values().collect::<Vec<_>>()).await?;
    write_models(run, &catalogue.models.into_values().collect::<Vec<_>>()).await?;
    write_years(run, &years).await?;
    write_variants(run, &catalogue.variants).await?;
    sqlx::query!(
        // Variants that the desk added are built on too.
        "insert into model_years (id, model_id, year)
         select gen_random_uuid(), model_id, $1 from variants where year_to is null and is_active group by model_id
         on conflict do nothing",
        last_year
    )
    .execute(&mut *run.connection)
    .await?;
    Ok(())
}

fn read_variants(from: &Sources<'_>, last_year: i16, refused: &mut Vec<Refused>) -> Result<Catalogue, ImportError> {
    let icons: HashSet<&str> = from.brand_icons.lines().collect();
    let mut catalogue = Catalogue::default();
    let variants = csv_file::rows("vehicles.csv", from.vehicles, refused, |fields| {
        let (brand, model) = (fields.text("brand")?, fields.text("model")?);
        let (brand_slug, model_slug) = (name_slug(brand), name_slug(model));
        if brand_slug.is_empty() || model_slug.is_empty() {
            return Err(format!("`{brand} {model}` has no letter or digit"));
        }
        let model_key = format!("{brand_slug}/{model_slug}");
        let variant = variant_of(fields, &model_key, last_year)?;
        let brand_id = brand_id(&brand_slug);
        let key = variant.key().within(&model_key);
        catalogue
            .years
            .extend((variant.year_from..=variant.year_to.unwrap_or(last_year)).map(|year| (model_key.clone(), year)));
        catalogue.models.entry(model_key.clone()).or_insert_with(|| Model {
            id: model_id(&model_key),
            brand_id,
            name: model.to_owned(),
            slug: model_slug,
            aliases: String::new(),
        });
        let has_icon = icons.contains(brand_slug.as_str());
        let name = brand.to_owned();
        catalogue.brands.entry(brand_slug.clone()).or_insert_with(|| Brand {
            id: brand_id,
            name,
            slug: brand_slug,
            has_icon,
        });
        Ok((key.clone(), Variant { id: variant_id(&key), ..variant }))
    })?;
    Ok(Catalogue { variants, ..catalogue })
}

/// The row as it stands; the id comes with the natural key.
fn variant_of(fields: &csv_file::Fields<'_>, model_key: &str, last_year: i16) -> Result<Variant, String> {
    let (year_from, year_to): (i16, Option<i16>) = (fields.number("year_from")?, fields.optional_number("year_to")?);
    if !(1950..=last_year).contains(&year_from) {
        return Err(format!("year_from {year_from} is not between 1950 and {last_year}"));
    }
    if let Some(year_to) = year_to.filter(|year_to| *year_to < year_from || *year_to > last_year) {
        return Err(format!("year_to {year_to} is not between {year_from} and {last_year}"));
    }
    Ok(Variant {
        id: Uuid::nil(),
        model_id: model_id(model_key),
        name: fields.text("variant")?.to_owned(),
        generation: fields.optional("generation").unwrap_or_default().to_owned(),
        year_from,
        year_to,
        engine_cc: fields.optional_number("engine_cc")?,
        fuel: fields.one_of("fuel", &FUELS)?.to_owned(),
        power_kw: fields.optional_number("power_kw")?,
        transmission: fields.one_of("transmission", &TRANSMISSIONS)?.to_owned(),
        body: fields.optional("body").unwrap_or_default().to_owned(),
        source: fields.text("source")?.to_owned(),
    })
}

fn read_aliases(text: &str, catalogue: &mut Catalogue, refused: &mut Vec<Refused>) -> Result<(), ImportError> {
    let models = &mut catalogue.models;
    let aliases = csv_file::rows("vehicle_aliases.csv", text, refused, |fields| {
        let (brand, model, alias) = (fields.text("brand")?, fields.text("model")?, fields.text("alias")?);
        let key = format!("{}/{}", name_slug(brand), name_slug(model));
        if !models.contains_key(&key) {
            return Err(format!("`{brand} {model}` is not in the catalogue"));
        }
        Ok((format!("{key}/{alias}"), (key, alias.to_owned())))
    })?;
    for (key, alias) in aliases {
        if let Some(model) = models.get_mut(&key) {
            let comma = if model.aliases.is_empty() { "" } else { ", " };
            model.aliases = format!("{}{comma}{alias}", model.aliases);
        }
    }
    Ok(())
}

async fn write_brands(run: &mut Run<'_>, rows: &[Brand]) -> Result<(), ImportError> {
    let written = sqlx::query_as!(
        Written,
        // A name that the desk gave to another brand stays there.
        r#"with given as materialized (
             select * from jsonb_to_recordset($1) as given (id uuid, name text, slug text, has_icon boolean)
             where not exists (select from brands other where other.name = given.name and other.id <> given.id)),
           written as (
             insert into brands (id, name, slug, has_icon) select id, name, slug, has_icon from given
             on conflict (id) do update set name = excluded.name, slug = excluded.slug, has_icon = excluded.has_icon
             where brands.edited_at is null
               and (brands.name, brands.slug, brands.has_icon) is distinct from (excluded.name, excluded.slug, excluded.has_icon)
             returning xmax = 0 as added)
           select count(*) filter (where added) as "added!", count(*) filter (where not added) as "changed!",
             (select count(*) from given g join brands b on b.id = g.id where b.edited_at is not null
                and (b.name, b.slug, b.has_icon) is distinct from (g.name, g.slug, g.has_icon)) as "kept!"
           from written"#,
        serde_json::to_value(rows)?
    )
    .fetch_one(&mut *run.connection)
    .await?;
    run.tally("brands", rows.len(), &written);
    Ok(())
}

async fn write_models(run: &mut Run<'_>, rows: &[Model]) -> Result<(), ImportError> {
    let written = sqlx::query_as!(
        Written,
        // A model that came into the brand by a merge stays there.
        r#"with given as materialized (
             select given.* from jsonb_to_recordset($1) as given (id uuid, brand_id uuid, name text, slug text, aliases text)
             join brands b on b.id = given.brand_id
             where not exists (select from models other
                               where other.brand_id = given.brand_id and other.slug = given.slug and other.id <> given.id)),
           written as (
             insert into models (id, brand_id, name, slug, aliases) select id, brand_id, name, slug, aliases from given
             on conflict (id) do update set name = excluded.name, slug = excluded.slug, aliases = excluded.aliases
             where models.edited_at is null
               and (models.name, models.slug, models.aliases) is distinct from (excluded.name, excluded.slug, excluded.aliases)
             returning xmax = 0 as added)
           select count(*) filter (where added) as "added!", count(*) filter (where not added) as "changed!",
             (select count(*) from given g join models m on m.id = g.id where m.edited_at is not null
                and (m.name, m.slug, m.aliases) is distinct from (g.name, g.slug, g.aliases)) as "kept!"
           from written"#,
        serde_json::to_value(rows)?
    )
    .fetch_one(&mut *run.connection)
    .await?;
    run.tally("models", rows.len(), &written);
    Ok(())
}

async fn write_years(run: &mut Run<'_>, rows: &[ModelYear]) -> Result<(), ImportError> {
    let written = sqlx::query_as!(
        Written,
        r#"with written as (
             insert into model_years (id, model_id, year)
             select given.id, model_id, year from jsonb_to_recordset($1) as given (id uuid, model_id uuid, year smallint)
             join models m on m.id = given.model_id
             on conflict do nothing returning true as added)
           select count(*) as "added!", 0::bigint as "changed!", 0::bigint as "kept!" from written"#,
        serde_json::to_value(rows)?
    )
    .fetch_one(&mut *run.connection)
    .await?;
    run.tally("model_years", rows.len(), &written);
    Ok(())
}

async fn write_variants(run: &mut Run<'_>, rows: &[Variant]) -> Result<(), ImportError> {
    let written = sqlx::query_as!(
        Written,
        r#"with given as materialized (
             select given.* from jsonb_to_recordset($1) as given (id uuid, model_id uuid, name text, generation text,
               year_from smallint, year_to smallint, engine_cc integer, fuel text, power_kw integer, transmission text,
               body text, source text)
             join models m on m.id = given.model_id),
           written as (
             insert into variants (id, model_id, name, generation, year_from, year_to, engine_cc, fuel, power_kw, transmission,
               body, source)
             select id, model_id, name, generation, year_from, year_to, engine_cc, fuel, power_kw, transmission, body, source
             from given
             on conflict (id) do update set year_to = excluded.year_to, engine_cc = excluded.engine_cc,
               power_kw = excluded.power_kw, body = excluded.body, source = excluded.source
             where variants.edited_at is null
               and (variants.year_to, variants.engine_cc, variants.power_kw, variants.body, variants.source)
               is distinct from (excluded.year_to, excluded.engine_cc, excluded.power_kw, excluded.body, excluded.source)
             returning xmax = 0 as added)
           select count(*) filter (where added) as "added!", count(*) filter (where not added) as "changed!",
             (select count(*) from given g join variants v on v.id = g.id where v.edited_at is not null
                and (v.year_to, v.engine_cc, v.power_kw, v.body, v.source)
                is distinct from (g.year_to, g.engine_cc, g.power_kw, g.body, g.source)) as "kept!"
           from written"#,
        serde_json::to_value(rows)?
    )
    .fetch_one(&mut *run.connection)
    .await?;
    run.tally("variants", rows.len(), &written);
    Ok(())
}
