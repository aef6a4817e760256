//! Adverts: some that run in three provinces, and one of the demo account that is over, with what it brought.

use super::id_of;
use crate::kernel::time::Day;
use sqlx::PgConnection;

/// Provinces with adverts, and how many in each.
const PROVINCES: [i16; 3] = [6, 34, 35];
const EACH: i64 = 3;

pub async fn write(connection: &mut PgConnection, today: Day) -> Result<(), sqlx::Error> {
    let packages = [id_of("advert package", 0), id_of("advert package", 1)];
    let own = id_of("workshop", 0);
    let now = today.at(0);
    sqlx::query!(
        "insert into advertisement_packages (id, name_tr, name_en, scope, day_price_kurus, min_days, max_days, created_at)
         values ($1, 'İl vitrini', 'Province showcase', 'province', 25000, 3, 60, $3),
                ($2, 'İlçe vitrini', 'District showcase', 'district', 12000, 3, 60, $3)",
        packages[0],
        packages[1],
        now
    )
    .execute(&mut *connection)
    .await?;
    // The demo account's own is over: its workshop stands in searches where it always stood.
    sqlx::query!(
        "insert into advertisements (id, mechanic_id, package_id, package_tr, package_en, province_id, first_on, last_on, day_price_kurus,
                                     total_kurus, state, paid_at, paid_note, decided_at, ended_told_at, idempotency_key, created_at)
         select md5('advert/' || m.id)::uuid, m.id, p.id, p.name_tr, p.name_en, m.province_id, d.first_on, d.first_on + 20,
                p.day_price_kurus, p.day_price_kurus * 21, 'approved', $1, 'Havale', $1, $1, 'demo', $1
         from (select w.id, w.province_id, row_number() over (partition by w.province_id order by md5(w.id::text)) as place
               from mechanics w
               where w.verified_at is not null and w.province_id = any($3) and (w.review_count = 0 or w.score >= 4.0) and w.id <> $2
               union all select id, province_id, 0 from mechanics where id = $2) m
         join advertisement_packages p on p.id = $4
         cross join lateral (select $5::date - case when m.id = $2 then 24 else 7 end as first_on) d
         where m.place <= $6",
        now,
        own,
        &PROVINCES,
        packages[0],
        today,
        EACH
    )
    .execute(&mut *connection)
    .await?;
    sqlx::query!(
        "insert into advertisement_days (advertisement_id, on_date, impressions, clicks, bookings)
         select a.id, a.first_on + n, 60 + n * 37 % 50, 4 + n * 5 % 7, case when n % 4 = 1 then 1 else 0 end
         from advertisements a cross join generate_series(0, 20) n where a.first_on + n < $1",
        today
    )
    .execute(connection)
    .await?;
    Ok(())
}
