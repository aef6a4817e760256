//! SQL of a workshop's customers: their visits added up, and `mechanic_customer_notes`.

use super::model::{Asked, Client, ClientCar, Order};
use crate::{
    kernel::{
        error::Result,
        ids::{AppointmentId, CustomerId},
        money::Money,
        time::Instant,
    },
    modules::appointments::{policy::Runner, store::Cursor},
    platform::Scope,
};
use uuid::Uuid;

/// A row shows so many of somebody's plates; their page shows [`CARS_SHOWN`] cars.
pub const PLATES_SHOWN: i64 = 4;
pub const CARS_SHOWN: i64 = 50;

/// The ids of those whom it asks for, in its order; `limit` of them at most. Only an order by sums, or a search, adds up what
/// everybody did.
pub async fn list(scope: &mut Scope, runner: Runner, asked: &Asked, limit: i64) -> Result<Vec<Uuid>> {
    if asked.order != Order::LastVisit || asked.patterns().is_some() {
        return added_up(scope, runner, asked, limit).await;
    }
    let mut ids = if asked.after.is_some_and(|after| after.sorted_by == 0) {
        Vec::new()
    } else {
        latest(scope, runner, asked, limit).await?
    };
    let missing = limit - i64::try_from(ids.len()).unwrap_or(limit);
    if missing > 0 {
        ids.extend(without_a_visit(scope, runner, asked, missing).await?);
    }
    Ok(ids)
}

/// Those who have been there, by their last visit: walks back along the visits and stops with the page.
async fn latest(scope: &mut Scope, runner: Runner, asked: &Asked, limit: i64) -> Result<Vec<Uuid>> {
    let ids = sqlx::query_scalar!(
        "select a.customer_id from appointments a
         where a.mechanic_id = $1 and a.confirmed_at is not null and a.status = 'completed'
           and ($2::bigint is null or (a.start_at <= to_timestamp($2) and (a.start_at, a.customer_id) < (to_timestamp($2), $3::uuid)))
           and not exists (select from appointments b
               where b.mechanic_id = $1 and b.customer_id = a.customer_id and b.confirmed_at is not null and b.status = 'completed'
                 and b.start_at >= a.start_at and (b.start_at, b.id) > (a.start_at, a.id))
         order by a.start_at desc, a.customer_id desc limit $4",
        *runner.id(),
        asked.after.map(|after| after.sorted_by),
        asked.after.map(|after| after.id),
        limit
    )
    .fetch_all(scope.conn().await?)
    .await?;
    Ok(ids)
}

/// Those with whom a visit was agreed and none has taken place: the end of the same list.
async fn without_a_visit(scope: &mut Scope, runner: Runner, asked: &Asked, limit: i64) -> Result<Vec<Uuid>> {
    let after = asked.after.filter(|after| after.sorted_by == 0).map(|after| after.id);
    let ids = sqlx::query_scalar!(
        "select customer_id from appointments
         where mechanic_id = $1 and confirmed_at is not null and ($2::uuid is null or customer_id < $2)
         group by customer_id having not bool_or(status = 'completed') order by customer_id desc limit $3",
        *runner.id(),
        after,
        limit
    )
    .fetch_all(scope.conn().await?)
    .await?;
    Ok(ids)
}

/// The page of an order that needs everybody's sums, or of those who answer to a name or a plate.
async fn added_up(scope: &mut Scope, runner: Runner, asked: &Asked, limit: i64) -> Result<Vec<Uuid>> {
    let (name, plate) = asked.patterns().unzip();
    let ids = sqlx::query_scalar!(
        r#"select customer_id from (
               select a.customer_id, case $4
                          when 'harcama' then coalesce(sum(coalesce(a.final_kurus, a.total_kurus)) filter (where a.status = 'completed'), 0)::bigint
                          when 'ziyaret' then count(*) filter (where a.status = 'completed')
                          else coalesce(floor(extract(epoch from max(a.start_at) filter (where a.status = 'completed'))), 0)::bigint end as sorted_by
               from appointments a
               where a.mechanic_id = $1 and a.confirmed_at is not null
                 and ($2::text is null or a.customer_id in (
                     select b.customer_id from appointments b where b.mechanic_id = $1 and b.confirmed_at is not null
                       and (b.search_fold like $2 or b.search_fold like $3)))
               group by a.customer_id
           ) sorted
           where $5::bigint is null or (sorted_by, customer_id) < ($5, $6::uuid)
           order by sorted_by desc, customer_id desc limit $7"#,
        *runner.id(),
        name,
        plate,
        asked.order.word(),
        asked.after.map(|after| after.sorted_by),
        asked.after.map(|after| after.id),
        limit
    )
    .fetch_all(scope.conn().await?)
    .await?;
    Ok(ids)
}

/// Everything about the customers of these ids, in their order; who is none of the workshop's is left out.
pub async fn clients(scope: &mut Scope, runner: Runner, ids: &[Uuid]) -> Result<Vec<Client>> {
    let now = scope.now;
    let clients = sqlx::query_as!(
        Client,
        r#"select p.id as "id!: CustomerId", known.customer_name as "name!", known.customer_phone as phone,
                  array(select c.plate from appointments c where c.mechanic_id = $1 and c.customer_id = p.id
                        and c.confirmed_at is not null group by c.plate order by max(c.start_at) desc limit $4) as "plates!",
                  mine.visits as "visits!", mine.no_shows as "no_shows!", mine.spent as "spent!: Money",
                  mine.last_at as "last_at: Instant", mine.next_at as "next_at: Instant"
           from unnest($2::uuid[]) with ordinality p (id, place)
           cross join lateral (
               select count(*) filter (where a.status = 'completed') as visits,
                      count(*) filter (where a.status = 'no_show') as no_shows,
                      coalesce(sum(coalesce(a.final_kurus, a.total_kurus)) filter (where a.status = 'completed'), 0)::bigint as spent,
                      max(a.start_at) filter (where a.status = 'completed') as last_at,
                      min(a.start_at) filter (where a.status = 'confirmed' and a.start_at > $3) as next_at
               from appointments a where a.mechanic_id = $1 and a.customer_id = p.id and a.confirmed_at is not null) mine
           cross join lateral (
               select k.customer_name, k.customer_phone from appointments k
               where k.mechanic_id = $1 and k.customer_id = p.id and k.confirmed_at is not null
               order by k.start_at desc limit 1) known
           order by p.place"#,
        *runner.id(),
        ids,
        now,
        PLATES_SHOWN
    )
    .fetch_all(scope.conn().await?)
    .await?;
    Ok(clients)
}

/// The cars somebody came with, the latest first.
pub async fn cars(scope: &mut Scope, runner: Runner, id: CustomerId) -> Result<Vec<ClientCar>> {
    let cars = sqlx::query_as!(
        ClientCar,
        "select plate, vehicle_label as label from appointments
         where mechanic_id = $1 and customer_id = $2 and confirmed_at is not null
         group by plate, vehicle_label order by max(start_at) desc, plate limit $3",
        *runner.id(),
        *id,
        CARS_SHOWN
    )
    .fetch_all(scope.conn().await?)
    .await?;
    Ok(cars)
}

/// All visits of somebody there, the latest first.
pub async fn visits(
    scope: &mut Scope,
    runner: Runner,
    id: CustomerId,
    before: Option<Cursor>,
    limit: i64,
) -> Result<Vec<Uuid>> {
    let ids = sqlx::query_scalar!(
        "select id from appointments
         where mechanic_id = $1 and customer_id = $2 and ($3::timestamptz is null or (start_at, id) < ($3, $4::uuid))
         order by start_at desc, id desc limit $5",
        *runner.id(),
        *id,
        before.map(|b| b.start_at) as _,
        before.map(|Cursor { id: AppointmentId(id), .. }| id),
        limit
    )
    .fetch_all(scope.conn().await?)
    .await?;
    Ok(ids)
}

/// What is noted about somebody; empty when nothing is.
pub async fn note(scope: &mut Scope, runner: Runner, id: CustomerId) -> Result<String> {
    let text = sqlx::query_scalar!(
        "select text from mechanic_customer_notes where mechanic_id = $1 and customer_id = $2",
        *runner.id(),
        *id
    )
    .fetch_optional(scope.conn().await?)
    .await?;
    Ok(text.unwrap_or_default())
}

pub async fn save_note(scope: &mut Scope, runner: Runner, id: CustomerId, text: &str) -> Result<()> {
    let now = scope.now;
    sqlx::query!(
        "insert into mechanic_customer_notes (mechanic_id, customer_id, text, updated_at) values ($1, $2, $3, $4)
         on conflict (mechanic_id, customer_id) do update set text = excluded.text, updated_at = excluded.updated_at",
        *runner.id(),
        *id,
        text,
        now
    )
    .execute(scope.conn().await?)
    .await?;
    Ok(())
}

pub async fn delete_note(scope: &mut Scope, runner: Runner, id: CustomerId) -> Result<()> {
    sqlx::query!("delete from mechanic_customer_notes where mechanic_id = $1 and customer_id = $2", *runner.id(), *id)
        .execute(scope.conn().await?)
        .await?;
    Ok(())
}
