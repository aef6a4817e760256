//! SQL of what a workshop has earned.

use super::model::{Month, OfService, Sum};
use crate::{
    kernel::{
        error::Result,
        money::Money,
        time::{Day, Instant},
    },
    modules::appointments::{policy::Runner, store::Cursor},
    platform::Scope,
};
use uuid::Uuid;

/// The list of services shows so many, the dearest first.
pub const SERVICES_SHOWN: i64 = 100;

/// By month, the earliest first; months without a visit are left out.
pub async fn months(scope: &mut Scope, runner: Runner, from: Instant, until: Instant) -> Result<Vec<Month>> {
    let rows = sqlx::query!(
        r#"select date_trunc('month', a.start_at at time zone 'Europe/Istanbul')::date as "first_on!: Day",
                  count(*) filter (where a.status = 'completed') as "done!",
                  coalesce(sum(coalesce(a.final_kurus, a.total_kurus)) filter (where a.status = 'completed'), 0)::bigint as "earned!: Money",
                  count(*) filter (where a.status = 'cancelled' and a.confirmed_at is not null) as "cancelled!",
                  count(*) filter (where a.status = 'no_show') as "no_shows!"
           from appointments a where a.mechanic_id = $1 and a.start_at >= $2 and a.start_at < $3 group by 1 order by 1"#,
        *runner.id(),
        from,
        until
    )
    .fetch_all(scope.conn().await?)
    .await?;
    let months = rows.into_iter().map(|row| Month {
        first_on: row.first_on,
        sum: Sum { done: row.done, earned: row.earned, cancelled: row.cancelled, no_shows: row.no_shows },
    });
    Ok(months.collect())
}

pub async fn services(scope: &mut Scope, runner: Runner, from: Instant, until: Instant) -> Result<Vec<OfService>> {
    let services = sqlx::query_as!(
        OfService,
        r#"select min(s.name_tr) as "name_tr!", min(s.name_en) as "name_en!", count(*) as "done!",
                  sum(s.price_kurus)::bigint as "agreed!: Money"
           from appointments a join appointment_services s on s.appointment_id = a.id
           where a.mechanic_id = $1 and a.start_at >= $2 and a.start_at < $3 and a.status = 'completed'
           group by s.service_id order by 4 desc, s.service_id limit $4"#,
        *runner.id(),
        from,
        until,
        SERVICES_SHOWN
    )
    .fetch_all(scope.conn().await?)
    .await?;
    Ok(services)
}

/// The day of the first visit that was done.
pub async fn first_day(scope: &mut Scope, runner: Runner) -> Result<Option<Day>> {
    let first = sqlx::query_scalar!(
        r#"select min(start_at) as "first: Instant" from appointments where mechanic_id = $1 and status = 'completed'"#,
        *runner.id()
    )
    .fetch_one(scope.conn().await?)
    .await?;
    Ok(first.map(Instant::day))
}

/// Done visits of a stretch of time after one of them, the earliest first.
pub async fn done_after(
    scope: &mut Scope,
    runner: Runner,
    (from, until): (Instant, Instant),
    after: Option<Cursor>,
    limit: i64,
) -> Result<Vec<Uuid>> {
    let ids = sqlx::query_scalar!(
        "select id from appointments
         where mechanic_id = $1 and status = 'completed' and start_at >= $2 and start_at < $3
           and ($4::timestamptz is null or (start_at, id) > ($4, $5::uuid))
         order by start_at, id limit $6",
        *runner.id(),
        from,
        until,
        after.map(|after| after.start_at) as _,
        after.map(|after| *after.id),
        limit
    )
    .fetch_all(scope.conn().await?)
    .await?;
    Ok(ids)
}
