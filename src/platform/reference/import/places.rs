//! `provinces` and `districts`.

use super::{ImportError, Run, csv_file, report::Written};
use serde::Serialize;
use std::collections::HashSet;

#[derive(Serialize)]
struct Province {
    id: i16,
    name: String,
    slug: String,
    region: String,
    population: i32,
    lat: f64,
    lon: f64,
}

#[derive(Serialize)]
struct District {
    province_id: i16,
    name: String,
    slug: String,
    population: i32,
    lat: f64,
    lon: f64,
}

/// Türkiye with a margin; a swapped latitude and longitude lies outside.
fn position(fields: &csv_file::Fields<'_>) -> Result<(f64, f64), String> {
    let (lat, lon): (f64, f64) = (fields.number("lat")?, fields.number("lon")?);
    let inside = (35.0..43.0).contains(&lat) && (25.0..46.0).contains(&lon);
    if inside { Ok((lat, lon)) } else { Err(format!("{lat}, {lon} does not lie in Türkiye")) }
}

pub async fn import(run: &mut Run<'_>, provinces: &str, districts: &str) -> Result<(), ImportError> {
    let mut refused = Vec::new();
    let provinces: Vec<Province> = csv_file::rows("provinces.csv", provinces, &mut refused, |fields| {
        let id: i16 = fields.number("plate_code")?;
        if !(1..=81).contains(&id) {
            return Err(format!("plate_code {id} is not one of 1 to 81"));
        }
        let (lat, lon) = position(fields)?;
        let row = Province {
            id,
            name: fields.text("name")?.to_owned(),
            slug: fields.text("slug")?.to_owned(),
            region: fields.text("region")?.to_owned(),
            population: fields.number("population")?,
            lat,
            lon,
        };
        Ok((id.to_string(), row))
    })?;
    let known: HashSet<i16> = provinces.iter().map(|province| province.id).collect();
    let districts: Vec<District> = csv_file::rows("districts.csv", districts, &mut refused, |fields| {
        let province_id: i16 = fields.number("plate_code")?;
        if !known.contains(&province_id) {
            return Err(format!("plate_code {province_id} is no known province"));
        }
        let (lat, lon) = position(fields)?;
        let slug = fields.text("slug")?.to_owned();
        let name = fields.text("name")?.to_owned();
        Ok((slug.clone(), District { province_id, name, slug, population: fields.number("population")?, lat, lon }))
    })?;
    run.report.refused.append(&mut refused);
    write_provinces(run, &provinces).await?;
    write_districts(run, &districts).await
}

async fn write_provinces(run: &mut Run<'_>, rows: &[Province]) -> Result<(), ImportError> {
    let written = sqlx::query_as!(
        Written,
        r#"with written as (
             insert into provinces (id, name, slug, region, population, lat, lon)
             select id, name, slug, region, population, lat, lon from jsonb_to_recordset($1) as given
               (id smallint, name text, slug text, region text, population integer, lat double precision, lon double precision)
             on conflict (id) do update set name = excluded.name, slug = excluded.slug, region = excluded.region,
               population = excluded.population, lat = excluded.lat, lon = excluded.lon
             where (provinces.name, provinces.slug, provinces.region, provinces.population, provinces.lat, provinces.lon)
               is distinct from (excluded.name, excluded.slug, excluded.region, excluded.population, excluded.lat, excluded.lon)
             returning xmax = 0 as added)
           select count(*) filter (where added) as "added!", count(*) filter (where not added) as "changed!", 0::bigint as "kept!"
           from written"#,
        serde_json::to_value(rows)?
    )
    .fetch_one(&mut *run.connection)
    .await?;
    run.tally("provinces", rows.len(), &written);
    Ok(())
}

async fn write_districts(run: &mut Run<'_>, rows: &[District]) -> Result<(), ImportError> {
    let written = sqlx::query_as!(
        Written,
        r#"with written as (
             insert into districts (province_id, name, slug, population, lat, lon)
             select province_id, name, slug, population, lat, lon from jsonb_to_recordset($1) as given
               (province_id smallint, name text, slug text, population integer, lat double precision, lon double precision)
             on conflict (slug) do update set province_id = excluded.province_id, name = excluded.name,
               population = excluded.population, lat = excluded.lat, lon = excluded.lon
             where (districts.province_id, districts.name, districts.population, districts.lat, districts.lon)
               is distinct from (excluded.province_id, excluded.name, excluded.population, excluded.lat, excluded.lon)
             returning xmax = 0 as added)
           select count(*) filter (where added) as "added!", count(*) filter (where not added) as "changed!", 0::bigint as "kept!"
           from written"#,
        serde_json::to_value(rows)?
    )
    .fetch_one(&mut *run.connection)
    .await?;
    run.tally("districts", rows.len(), &written);
    Ok(())
}
