//! Reading the snapshot from the database.

use super::{Brand, Category, District, Holiday, Province, Reference, ReferenceHandle, Service};
use crate::{
    kernel::{error::Result, text::fold},
    platform::Wires,
};
use sqlx::PgPool;

impl ReferenceHandle {
    /// Reads everything anew.
    ///
    /// # Errors
    /// `unavailable` when the database is away; the old snapshot stays.
    pub async fn reload(&self, db: &PgPool) -> Result<()> {
        self.set(load(db).await?);
        Ok(())
    }
}

/// Reads the snapshot anew after a change was committed. The change stands even when this fails; who follows
/// `reference_changed` then catches up.
///
/// # Errors
/// Hands on the error it was given.
pub async fn reload_after<T>(wires: &Wires, result: Result<T>) -> Result<T> {
    let value = result?;
    if let Err(error) = wires.reference.reload(&wires.db).await {
        tracing::warn!(%error, "the reference data in memory is old");
    }
    Ok(value)
}

async fn load(db: &PgPool) -> Result<Reference> {
    let mut connection = db.acquire().await?;
    let provinces: Vec<Province> = sqlx::query_as!(
        Province,
        r#"select id, name, slug, population, lat, lon from provinces order by name collate "tr-x-icu""#
    )
    .fetch_all(&mut *connection)
    .await?;
    let districts: Vec<District> = sqlx::query_as!(
        District,
        r#"select id, province_id, name, slug, population, lat, lon from districts order by name collate "tr-x-icu""#
    )
    .fetch_all(&mut *connection)
    .await?;
    let categories: Vec<Category> = sqlx::query_as!(
        Category,
        r#"select id, parent_id as "parent_id: _", slug, name_tr, name_en, icon, position, is_active
           from services_categories order by position, slug"#
    )
    .fetch_all(&mut *connection)
    .await?;
    let services: Vec<Service> = sqlx::query!(
        "select s.id, s.category_id, s.slug, s.name_tr, s.name_en, s.typical_minutes, s.is_active and c.is_active as is_active,
           s.aliases, c.name_tr as category_tr, c.name_en as category_en
         from services s join services_categories c on c.id = s.category_id order by c.position, s.position, s.slug"
    )
    .fetch_all(&mut *connection)
    .await?
    .into_iter()
    .map(|row| Service {
        fold: fold(&format!("{} {}", row.name_tr, row.name_en)),
        otherwise: fold(&format!("{} {} {}", row.aliases, row.category_tr, row.category_en)),
        id: row.id.into(),
        category_id: row.category_id.into(),
        slug: row.slug,
        name_tr: row.name_tr,
        name_en: row.name_en,
        typical_minutes: row.typical_minutes,
        is_active: row.is_active.unwrap_or_default(),
    })
    .collect();
    let brands: Vec<Brand> = sqlx::query_as!(
        Brand,
        r#"select id, name, slug, has_icon from brands where is_active order by name collate "tr-x-icu""#
    )
    .fetch_all(&mut *connection)
    .await?;
    let holidays: Vec<Holiday> =
        sqlx::query_as!(Holiday, r#"select on_date as "on", name_tr, name_en, half_day from holidays"#)
            .fetch_all(&mut *connection)
            .await?;

    Ok(Reference {
        province_by_id: provinces.iter().enumerate().map(|(place, province)| (province.id, place)).collect(),
        district_by_id: districts.iter().enumerate().map(|(place, district)| (district.id, place)).collect(),
        category_by_id: categories.iter().enumerate().map(|(place, category)| (category.id, place)).collect(),
        service_by_id: services.iter().enumerate().map(|(place, service)| (service.id, place)).collect(),
        holidays: holidays.into_iter().map(|holiday| (holiday.on, holiday)).collect(),
        provinces,
        districts,
        categories,
        services,
        brands,
    })
}
