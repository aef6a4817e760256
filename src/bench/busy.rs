//! A workshop as busy as the goal for free slots says: five bays, and four hundred bookings in the month to come.

use super::{
    Failure,
    site::{Site, World},
};
use uuid::Uuid;

pub const BAYS: i32 = 5;
const KEY: &str = "bench-busy";

/// Adds bays up to [`BAYS`] and bookings of the demo customer; returns how many there are.
pub async fn fill(site: &Site, world: &World) -> Result<i64, Failure> {
    let mechanic: Uuid = world.mechanic_id.parse()?;
    sqlx::query!(
        "insert into bays (id, mechanic_id, name, position, is_active)
         select gen_random_uuid(), $1, $2::text || n, n, true
         from generate_series((select count(*)::int from bays where mechanic_id = $1 and is_active) + 1, $3::int) n",
        mechanic,
        KEY,
        BAYS
    )
    .execute(&site.db)
    .await?;
    sqlx::query!(
        "insert into appointments (id, mechanic_id, customer_id, vehicle_id, bay_id, status, start_at, end_at, busy_until, mechanic_name,
             mechanic_address, customer_name, plate, vehicle_label, km, total_kurus, idempotency_key, idempotency_hash, created_at)
         select gen_random_uuid(), $1, v.customer_id, v.id, b.id, 'confirmed', s.at, s.at + interval '1 hour', s.at + interval '1 hour',
             $2, $2, $2, v.plate, $2, 1, 0, $2::text || row_number() over (), '\\x00', now()
         from bays b
         cross join (select id, customer_id, plate from customer_vehicles limit 1) v
         cross join generate_series(1, 20) d
         cross join unnest(array[9, 11, 14, 16]) hour
         cross join lateral (select ((now() at time zone 'Europe/Istanbul')::date + d + make_interval(hours => hour)) at time zone 'Europe/Istanbul' as at) s
         where b.mechanic_id = $1 and b.is_active
         on conflict do nothing",
        mechanic,
        KEY
    )
    .execute(&site.db)
    .await?;
    Ok(sqlx::query_scalar!(
        r#"select count(*) as "count!" from appointments
           where mechanic_id = $1 and status in ('requested', 'confirmed') and start_at between now() and now() + interval '30 days'"#,
        mechanic
    )
    .fetch_one(&site.db)
    .await?)
}

/// Takes away what [`fill`] has added.
///
/// # Errors
/// When the database is away.
pub async fn clear(site: &Site, world: &World) -> Result<(), Failure> {
    let mechanic: Uuid = world.mechanic_id.parse()?;
    sqlx::query!(
        "delete from appointments where mechanic_id = $1 and idempotency_key like $2::text || '%'",
        mechanic,
        KEY
    )
    .execute(&site.db)
    .await?;
    sqlx::query!("delete from bays where mechanic_id = $1 and name like $2::text || '%'", mechanic, KEY)
        .execute(&site.db)
        .await?;
    Ok(())
}
