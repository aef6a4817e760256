//! SQL of `fair_prices` and `mechanic_figures`. Both are written anew as a whole; whoever reads meanwhile sees the old ones.

use super::model::{FairPrice, Figures, LATE_MINUTES, LEAST, LEAST_WORKSHOPS, RECURRING, REDO_DAYS};
use crate::{
    kernel::{
        error::Result,
        ids::{MechanicId, ServiceId},
        money::Money,
        time::Instant,
    },
    platform::Scope,
};
use uuid::Uuid;

/// From fixed prices of completed visits since then. Returns how many there are.
pub async fn compute_prices(scope: &mut Scope, since: Instant) -> Result<u64> {
    let now = scope.now;
    sqlx::query!("delete from fair_prices").execute(scope.conn().await?).await?;
    let written = sqlx::query!(
        "with jobs as (
             select s.service_id, m.province_id, split_part(t.body, ';', 1) as body, s.price_kurus, a.mechanic_id
             from appointments a
             join appointment_services s on s.appointment_id = a.id and s.price_kind = 'fixed' and s.price_kurus > 0
             join mechanics m on m.id = a.mechanic_id
             join customer_vehicles v on v.id = a.vehicle_id join variants t on t.id = v.variant_id
             where a.status = 'completed' and a.start_at >= $1 and a.start_at < $2
         ), bands as (
             select service_id, province_id, coalesce(body, '') as body, count(*) as jobs, count(distinct mechanic_id) as workshops,
                    percentile_disc(array[0.25, 0.5, 0.75]) within group (order by price_kurus) as kurus
             from jobs group by grouping sets ((service_id, province_id), (service_id, province_id, body))
             -- A car of unknown body stands in the row for all cars only.
             having grouping(body) = 1 or body <> ''
         )
         insert into fair_prices (service_id, province_id, body, low_kurus, mid_kurus, high_kurus, jobs, workshops, computed_at)
         select service_id, province_id, body, kurus[1], kurus[2], kurus[3], jobs, workshops, $2 from bands
         where jobs >= $3 and workshops >= $4",
        since as Instant,
        now as Instant,
        i64::from(LEAST),
        i64::from(LEAST_WORKSHOPS)
    )
    .execute(scope.conn().await?)
    .await?;
    Ok(written.rows_affected())
}

/// From requests made since `asked_since` and visits that ended since `kept_since`. Returns how many workshops have figures.
pub async fn compute_figures(scope: &mut Scope, asked_since: Instant, kept_since: Instant) -> Result<u64> {
    let now = scope.now;
    let recurring = RECURRING.map(ToOwned::to_owned);
    sqlx::query!("delete from mechanic_figures").execute(scope.conn().await?).await?;
    let written = sqlx::query!(
        "with asked as (
             select a.mechanic_id, a.closed_by = 'system' and a.closed_at >= a.start_at as unanswered,
                    (select min(v.at) from appointment_moves v where v.appointment_id = a.id and v.by_role = 'mechanic') - a.created_at as took
             from appointments a
             where a.created_at >= $1 and a.created_at < $3
               and exists (select from appointment_moves v
                           where v.appointment_id = a.id and v.from_status is null and v.to_status = 'requested')
         ), answers as (
             select mechanic_id, count(*) filter (where took is not null or unanswered) as asked, count(took) as answered,
                    percentile_disc(0.5) within group (order by took) as took
             from asked group by mechanic_id
         ), words as (
             select mechanic_id, count(*) filter (where status <> 'cancelled') as kept,
                    count(*) filter (where status = 'cancelled' and closed_by = 'mechanic') as called_off
             from appointments
             where confirmed_at is not null and status in ('completed', 'no_show', 'cancelled') and start_at >= $2 and start_at < $3
             group by mechanic_id
         ), bills as (
             select mechanic_id, count(*) as settled, count(*) filter (where final_kurus <= total_kurus) as as_agreed,
                    percentile_disc(0.5) within group (order by final_kurus * 1000 / total_kurus)::integer as permille
             from appointments a
             where status = 'completed' and final_kurus is not null and total_kurus > 0 and start_at >= $2 and start_at < $3
               and not exists (select from appointment_services s where s.appointment_id = a.id and s.price_kind <> 'fixed')
             group by mechanic_id
         ), ends as (
             select mechanic_id, count(*) as finished, count(*) filter (where closed_at <= end_at + make_interval(mins => $4)) as in_time
             from appointments
             where status = 'completed' and closed_by = 'mechanic' and start_at >= $2 and start_at < $3
             group by mechanic_id
         ), returns as (
             select a.mechanic_id, count(*) as proved, count(*) filter (where exists (
                 select from appointments b join appointment_services s on s.appointment_id = b.id
                 where b.vehicle_id = a.vehicle_id and b.mechanic_id = a.mechanic_id and b.status = 'completed' and b.id <> a.id
                   and b.start_at > a.start_at and b.start_at <= a.start_at + make_interval(days => $5)
                   and s.service_id in (select o.service_id from appointment_services o
                                        join services v on v.id = o.service_id join services_categories c on c.id = v.category_id
                                        where o.appointment_id = a.id and c.slug <> all($6)))) as redone
             from appointments a
             where a.status = 'completed' and a.start_at >= $2 and a.start_at < $3::timestamptz - make_interval(days => $5)
             group by a.mechanic_id
         )
         insert into mechanic_figures (mechanic_id, asked, answered, answer_minutes, kept, called_off, settled, as_agreed, bill_permille,
                                       finished, in_time, proved, redone, computed_at)
         select m.id, coalesce(a.asked, 0), coalesce(a.answered, 0), (extract(epoch from a.took) / 60)::integer,
                coalesce(w.kept, 0), coalesce(w.called_off, 0), coalesce(b.settled, 0), coalesce(b.as_agreed, 0), b.permille,
                coalesce(e.finished, 0), coalesce(e.in_time, 0), coalesce(r.proved, 0), coalesce(r.redone, 0), $3
         from mechanics m left join answers a on a.mechanic_id = m.id left join words w on w.mechanic_id = m.id
         left join bills b on b.mechanic_id = m.id left join ends e on e.mechanic_id = m.id left join returns r on r.mechanic_id = m.id
         where a.mechanic_id is not null or w.mechanic_id is not null",
        asked_since as Instant,
        kept_since as Instant,
        now as Instant,
        LATE_MINUTES,
        REDO_DAYS,
        &recurring
    )
    .execute(scope.conn().await?)
    .await?;
    Ok(written.rows_affected())
}

/// When they were computed last.
pub async fn computed_at(scope: &mut Scope) -> Result<Option<Instant>> {
    let at = sqlx::query_scalar!(r#"select max(computed_at) as "at: Instant" from mechanic_figures"#)
        .fetch_one(scope.conn().await?)
        .await?;
    Ok(at)
}

pub async fn figures(scope: &mut Scope, mechanic: MechanicId) -> Result<Figures> {
    let row = sqlx::query_as!(
        Figures,
        "select asked, answered, answer_minutes, kept, called_off, settled, as_agreed, bill_permille, finished, in_time, proved, redone
         from mechanic_figures where mechanic_id = $1",
        *mechanic
    )
    .fetch_optional(scope.conn().await?)
    .await?;
    Ok(row.unwrap_or_default())
}

/// For all cars and by body.
pub async fn fair_prices(scope: &mut Scope, province: i16, services: &[ServiceId]) -> Result<Vec<FairPrice>> {
    let services: Vec<Uuid> = services.iter().map(|id| **id).collect();
    let rows = sqlx::query!(
        "select service_id, body, low_kurus, high_kurus, jobs from fair_prices where service_id = any($1) and province_id = $2",
        &services,
        province
    )
    .fetch_all(scope.conn().await?)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| FairPrice {
            service_id: row.service_id.into(),
            body: row.body,
            low: Money(row.low_kurus),
            high: Money(row.high_kurus),
            jobs: row.jobs,
        })
        .collect())
}
