//! A new workshop with its first hours and lift.

use crate::{
    kernel::{
        error::{Code, Result},
        ids::{BayId, MechanicId},
    },
    modules::mechanics::{policy::Opener, workshop::checks::Profile},
    platform::{OnConstraint, Scope},
};

/// What a workshop starts with.
pub struct New<'a> {
    pub id: MechanicId,
    pub slug: &'a str,
    pub profile: &'a Profile,
    pub bay_name: &'a str,
}

/// Monday to Saturday 09.00–18.00 with a break at 12.30, in minutes.
const FIRST_HOURS: (i16, i16, i16, i16) = (540, 1080, 750, 810);
const FIRST_DAYS: i32 = 6;

/// Inserts a workshop that waits for verification; `false` when its owner has one already.
pub async fn insert(scope: &mut Scope, opener: Opener, new: &New<'_>) -> Result<bool> {
    let (now, profile) = (scope.now, new.profile);
    let inserted = sqlx::query!(
        "insert into mechanics (id, owner_user_id, slug, name, phone, story, address, province_id, district_id, lat, lon,
                                score, rank_score, created_at, updated_at, estate, estate_unit, visits_within_km)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, mechanic_score(0, 0), mechanic_rank(mechanic_score(0, 0), 0, 0), $12, $12, $13, $14, $15)
         on conflict on constraint mechanics_one_per_owner do nothing",
        *new.id,
        *opener.user_id(),
        new.slug,
        profile.name,
        profile.phone,
        profile.story,
        profile.address,
        profile.province_id,
        profile.district_id,
        profile.lat,
        profile.lon,
        now,
        profile.estate,
        profile.estate_unit,
        profile.visits_within_km
    )
    .execute(scope.conn().await?)
    .await
    .on_constraint("mechanics_slug_is_unique", Code::SlugTaken)?;
    if inserted.rows_affected() == 0 {
        return Ok(false);
    }
    first_hours(scope, new.id).await?;
    sqlx::query!(
        "insert into bays (id, mechanic_id, name, position) values ($1, $2, $3, 1)",
        *BayId::fresh(),
        *new.id,
        new.bay_name
    )
    .execute(scope.conn().await?)
    .await?;
    Ok(true)
}

async fn first_hours(scope: &mut Scope, id: MechanicId) -> Result<()> {
    let (opens, closes, break_from, break_to) = FIRST_HOURS;
    sqlx::query!(
        "insert into working_hours (mechanic_id, weekday, opens_min, closes_min, break_from_min, break_to_min)
         select $1, day, $3, $4, $5, $6 from generate_series(1, $2::int) as day",
        *id,
        FIRST_DAYS,
        opens,
        closes,
        break_from,
        break_to
    )
    .execute(scope.conn().await?)
    .await?;
    Ok(())
}

/// The workshop of a person who may open one.
pub async fn own_slug(scope: &mut Scope, opener: Opener) -> Result<(MechanicId, String)> {
    let row = sqlx::query!("select id, slug from mechanics where owner_user_id = $1", *opener.user_id())
        .fetch_one(scope.conn().await?)
        .await?;
    Ok((row.id.into(), row.slug))
}

/// Slugs in use that are `base` or begin with it and a dash.
pub async fn slugs_like(scope: &mut Scope, base: &str) -> Result<Vec<String>> {
    Ok(sqlx::query_scalar!("select slug from mechanics where slug = $1 or starts_with(slug, $1 || '-')", base)
        .fetch_all(scope.conn().await?)
        .await?)
}
