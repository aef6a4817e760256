//! SQL of a workshop's customers: their visits added up, and `mechanic_customer_notes`.

use super::model::{Asked, Client, ClientCar};
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

struct Row {
    customer_id: CustomerId,
    name: String,
    phone: Option<String>,
    plates: Vec<String>,
    visits: i64,
    no_shows: i64,
    spent: Money,
    last_at: Option<Instant>,
    next_at: Option<Instant>,
    sorted_by: i64,
}

impl From<Row> for Client {
    fn from(row: Row) -> Self {
        Self {
            id: row.customer_id,
            name: row.name,
            phone: row.phone,
            plates: row.plates,
            visits: row.visits,
            no_shows: row.no_shows,
            spent: row.spent,
            last_at: row.last_at,
            next_at: row.next_at,
            sorted_by: row.sorted_by,
        }
    }
}

/// Those whom it asks for, or the one who is named; `limit` of them at most.
pub async fn list(
    scope: &mut Scope,
    runner: Runner,
    asked: &Asked,
    only: Option<CustomerId>,
    limit: i64,
) -> Result<Vec<Client>> {
    let now = scope.now;
    let (name, plate) = asked.patterns().unzip();
    let rows = sqlx::query_as!(
        Row,
        r#"with mine as (
               select a.customer_id, count(*) filter (where a.status = 'completed') as visits,
                      count(*) filter (where a.status = 'no_show') as no_shows,
                      coalesce(sum(coalesce(a.final_kurus, a.total_kurus)) filter (where a.status = 'completed'), 0)::bigint as spent,
                      max(a.start_at) filter (where a.status = 'completed') as last_at,
                      min(a.start_at) filter (where a.status = 'confirmed' and a.start_at > $2) as next_at
               from appointments a
               where a.mechanic_id = $1 and a.confirmed_at is not null and ($3::uuid is null or a.customer_id = $3)
                 and ($4::text is null or a.customer_id in (
                     select b.customer_id from appointments b where b.mechanic_id = $1 and b.confirmed_at is not null
                       and (b.search_fold like $4 or b.search_fold like $5)))
               group by a.customer_id
           ), sorted as (
               select *, case $6 when 'harcama' then spent when 'ziyaret' then visits
                         else coalesce(extract(epoch from last_at), 0)::bigint end as sorted_by from mine
           ), page as (
               select * from sorted where $7::bigint is null or (sorted_by, customer_id) < ($7, $8::uuid)
               order by sorted_by desc, customer_id desc limit $9
           )
           select p.customer_id as "customer_id!: CustomerId", known.customer_name as "name!", known.customer_phone as phone,
                  array(select c.plate from appointments c where c.mechanic_id = $1 and c.customer_id = p.customer_id
                        and c.confirmed_at is not null group by c.plate order by max(c.start_at) desc limit $10) as "plates!",
                  p.visits as "visits!", p.no_shows as "no_shows!", p.spent as "spent!: Money",
                  p.last_at as "last_at: Instant", p.next_at as "next_at: Instant", p.sorted_by as "sorted_by!"
           from page p cross join lateral (
               select k.customer_name, k.customer_phone from appointments k
               where k.mechanic_id = $1 and k.customer_id = p.customer_id and k.confirmed_at is not null
               order by k.start_at desc limit 1) known
           order by p.sorted_by desc, p.customer_id desc"#,
        *runner.id(),
        now,
        only.map(|id| *id),
        name,
        plate,
        asked.order.word(),
        asked.after.map(|after| after.sorted_by),
        asked.after.map(|after| after.id),
        limit,
        PLATES_SHOWN
    )
    .fetch_all(scope.conn().await?)
    .await?;
    Ok(rows.into_iter().map(Client::from).collect())
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
