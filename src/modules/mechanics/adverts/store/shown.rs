//! What searches ask about adverts, and what is counted of them.

use crate::{
    kernel::{
        error::Result,
        ids::{AdvertId, MechanicId, ServiceId},
    },
    modules::mechanics::search::SearchFilter,
    platform::Scope,
};
use std::collections::BTreeSet;
use uuid::Uuid;

/// So many are compared with a search.
const COMPARED: i64 = 100;

/// An advert that stands for the place and the work of a search.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Candidate {
    pub id: AdvertId,
    pub mechanic_id: MechanicId,
}

/// One per workshop, those shown least today first; of equals a hash of the day decides. A province's advert stands for the
/// province and for the workshop's own district in it, a district's for its district; around a position both do. A category stands
/// for searches that ask for its work. Workshops below [`SCORE_MIN`](super::super::model::SCORE_MIN) are left out, and so
/// are those too far away or without the work, who would else keep the places of others all day.
pub async fn candidates(scope: &mut Scope, filter: &SearchFilter) -> Result<Vec<Candidate>> {
    let today = scope.now.day();
    let categories = categories_above(scope, filter.wanted.services().unwrap_or_default());
    let services = filter.wanted.services().map(|services| services.iter().map(|id| **id).collect::<Vec<_>>());
    let (lat, lon) = filter.origin.unzip();
    let province = filter.province();
    let whole_province = province.is_some() && filter.district().is_none() && filter.radius_m().is_none();
    let candidates = sqlx::query_as!(
        Candidate,
        r#"select (array_agg(a.id order by coalesce(d.impressions, 0), a.id))[1] as "id!", a.mechanic_id
           from advertisements a
           join mechanics m on m.id = a.mechanic_id
           left join advertisement_days d on d.advertisement_id = a.id and d.on_date = $1
           where a.state = 'approved' and a.paused_at is null and a.last_on >= $1 and a.first_on <= $1
             and ($2::smallint is null or a.province_id = $2) and a.province_id = m.province_id
             and ($3::int is null or m.district_id = $3) and (a.district_id is null or (a.district_id = m.district_id and not $4))
             and (a.category_id is null or a.category_id = any($5::uuid[]))
             and ($7::float8 is null or (m.position <@ earth_box(ll_to_earth($8::float8, $9::float8), $7)
                  and earth_distance(m.position, ll_to_earth($8, $9)) <= $7))
             and ($10::uuid[] is null or exists (select from mechanic_services s
                  where s.mechanic_id = m.id and s.service_id = any($10) and s.is_active))
             and m.verified_at is not null and m.suspended_at is null and (m.review_count = 0 or m.score >= 4.0)
           group by a.mechanic_id
           order by sum(coalesce(d.impressions, 0)), md5(a.mechanic_id::text || $1::date::text) limit $6"#,
        today,
        province,
        filter.district(),
        whole_province,
        &categories,
        COMPARED,
        filter.radius_m(),
        lat,
        lon,
        services.as_deref()
    )
    .fetch_all(scope.conn().await?)
    .await?;
    Ok(candidates)
}

/// The categories of these services, up to the top of the tree.
fn categories_above(scope: &Scope, services: &[ServiceId]) -> Vec<Uuid> {
    let reference = scope.wires.reference.get();
    let mut above = BTreeSet::new();
    for service in services.iter().filter_map(|id| reference.service(*id)) {
        let mut next = Some(service.category_id);
        while let Some(category) = next.filter(|category| above.insert(**category)) {
            next = reference.category(category).and_then(|category| category.parent_id);
        }
    }
    above.into_iter().collect()
}

/// Counts that these were shown once more today: one statement for a page.
pub async fn note_shown(scope: &mut Scope, ids: &[AdvertId]) -> Result<()> {
    // Two pages that show the same adverts take their rows in one order, so that they never wait for each other in a circle.
    let mut ids: Vec<Uuid> = ids.iter().map(|id| **id).collect();
    ids.sort_unstable();
    let today = scope.now.day();
    sqlx::query!(
        "insert into advertisement_days (advertisement_id, on_date, impressions) select id, $2, 1 from unnest($1::uuid[]) id
         on conflict (advertisement_id, on_date) do update set impressions = advertisement_days.impressions + 1",
        &ids,
        today
    )
    .execute(scope.conn().await?)
    .await?;
    Ok(())
}

/// Counts that a visitor opened an advert of this workshop that stands today, once a day.
pub async fn note_click(scope: &mut Scope, id: AdvertId, workshop: MechanicId, visitor: &[u8]) -> Result<()> {
    let (now, today) = (scope.now, scope.now.day());
    sqlx::query!(
        "with opened as (
             insert into advertisement_clicks (advertisement_id, visitor_hash, at)
             select id, $3, $4 from advertisements
             where id = $1 and mechanic_id = $2 and state = 'approved' and $5 between first_on and last_on
             on conflict do nothing returning advertisement_id)
         insert into advertisement_days (advertisement_id, on_date, clicks) select advertisement_id, $5, 1 from opened
         on conflict (advertisement_id, on_date) do update set clicks = advertisement_days.clicks + 1",
        *id,
        *workshop,
        visitor,
        now,
        today
    )
    .execute(scope.conn().await?)
    .await?;
    Ok(())
}

/// Counts a booking at this workshop for the advert that the same visitor opened last.
pub async fn note_booking(scope: &mut Scope, workshop: MechanicId, visitor: &[u8]) -> Result<()> {
    let today = scope.now.day();
    sqlx::query!(
        "insert into advertisement_days (advertisement_id, on_date, bookings)
         select c.advertisement_id, $3, 1 from advertisement_clicks c join advertisements a on a.id = c.advertisement_id
         where c.visitor_hash = $2 and a.mechanic_id = $1 order by c.at desc, c.advertisement_id limit 1
         on conflict (advertisement_id, on_date) do update set bookings = advertisement_days.bookings + 1",
        *workshop,
        visitor,
        today
    )
    .execute(scope.conn().await?)
    .await?;
    Ok(())
}
