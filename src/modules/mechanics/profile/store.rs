//! SQL of public profiles.

use crate::{
    kernel::{error::Result, ids::MechanicId, time::Instant},
    platform::Scope,
};

/// The workshop's row, as far as everybody may see it.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    pub id: MechanicId,
    pub slug: String,
    pub name: String,
    pub story: String,
    pub phone: Option<String>,
    pub address: String,
    pub province_id: i16,
    pub district_id: i32,
    pub lat: f64,
    pub lon: f64,
    pub is_demo: bool,
    pub books_instantly: bool,
    pub score: f32,
    pub review_count: i32,
    pub completed_count: i32,
    pub next_slot_at: Option<Instant>,
    pub owner_name: String,
    pub estate: String,
    pub estate_unit: String,
    pub visits_within_km: Option<i16>,
}

/// With `hidden` also one that isn't public.
///
/// # Errors
/// `not_found` when there is none, or it isn't public.
pub async fn get(scope: &mut Scope, slug: &str, hidden: bool) -> Result<Row> {
    Ok(sqlx::query_as!(
        Row,
        r#"select m.id, m.slug, m.name, m.story, m.phone, m.address, m.province_id, m.district_id, m.lat, m.lon, m.is_demo,
                  m.books_instantly, m.score, m.review_count, m.completed_count, m.next_slot_at as "next_slot_at: _",
                  u.full_name as owner_name, m.estate, m.estate_unit, m.visits_within_km
           from mechanics m join users u on u.id = m.owner_user_id
           where m.slug = $1 and ($2 or (m.verified_at is not null and m.suspended_at is null))"#,
        slug,
        hidden
    )
    .fetch_one(scope.conn().await?)
    .await?)
}
