//! SQL of packages.

use crate::{
    kernel::{error::Result, ids::AdvertPackageId},
    modules::mechanics::{adverts::model::Package, policy::Desk},
    platform::Scope,
};

/// The dearest first; `all` with those that are no longer sold.
pub async fn packages(scope: &mut Scope, all: bool) -> Result<Vec<Package>> {
    let packages = sqlx::query_as!(
        Package,
        r#"select id, name_tr, name_en, scope, day_price_kurus as "day_price: _", min_days, max_days, is_active
           from advertisement_packages where $1 or is_active order by is_active desc, day_price_kurus desc, id"#,
        all
    )
    .fetch_all(scope.conn().await?)
    .await?;
    Ok(packages)
}

/// One that is sold.
pub async fn package(scope: &mut Scope, id: AdvertPackageId) -> Result<Option<Package>> {
    let package = sqlx::query_as!(
        Package,
        r#"select id, name_tr, name_en, scope, day_price_kurus as "day_price: _", min_days, max_days, is_active
           from advertisement_packages where id = $1 and is_active"#,
        *id
    )
    .fetch_optional(scope.conn().await?)
    .await?;
    Ok(package)
}

/// A new one, or another state of one that is there.
pub async fn save_package(scope: &mut Scope, _desk: Desk, package: &Package) -> Result<()> {
    let now = scope.now;
    sqlx::query!(
        "insert into advertisement_packages (id, name_tr, name_en, scope, day_price_kurus, min_days, max_days, is_active, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
         on conflict (id) do update set name_tr = excluded.name_tr, name_en = excluded.name_en, scope = excluded.scope,
             day_price_kurus = excluded.day_price_kurus, min_days = excluded.min_days, max_days = excluded.max_days,
             is_active = excluded.is_active",
        *package.id,
        package.name_tr,
        package.name_en,
        package.scope,
        package.day_price.0,
        package.min_days,
        package.max_days,
        package.is_active,
        now
    )
    .execute(scope.conn().await?)
    .await?;
    Ok(())
}
