//! The few statements of the seeder that are not `COPY`.

use super::Outcome;
use crate::kernel::time::{Day, Instant};
use sqlx::PgConnection;

const FACT: &str = "demo";

/// Waits for its turn and looks whether there is something to do: [`Outcome::Made`] means go on.
pub async fn prepare(connection: &mut PgConnection) -> Result<Outcome, sqlx::Error> {
    // Chunks are small, but the recomputation of 100 000 workshops takes longer than a request may.
    sqlx::query!("select set_config('statement_timeout', '0', true) as timeout, set_config('synchronous_commit', 'off', true) as commit")
        .fetch_one(&mut *connection)
        .await?;
    sqlx::query!("select pg_advisory_xact_lock(hashtext('demo marketplace'))").fetch_one(&mut *connection).await?;
    let row = sqlx::query!(
        r#"select exists(select 1 from app_facts where key = $1) as "made!", exists(select 1 from users) as "inhabited!""#,
        FACT
    )
    .fetch_one(&mut *connection)
    .await?;
    Ok(match (row.made, row.inhabited) {
        (true, _) => Outcome::AlreadyThere,
        (false, true) => Outcome::NotEmpty,
        (false, false) => Outcome::Made,
    })
}

/// Score, counts and rank of every workshop, from its visits and published reviews.
pub async fn recompute(connection: &mut PgConnection) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "update mechanics m
         set review_count = f.reviews, completed_count = f.completed, score = mechanic_score(f.stars, f.reviews),
             rank_score = mechanic_rank(mechanic_score(f.stars, f.reviews), f.reviews, f.completed)
         from (select w.id, coalesce(r.stars, 0) as stars, coalesce(r.reviews, 0)::integer as reviews,
                      coalesce(a.completed, 0)::integer as completed
               from mechanics w
               left join (select mechanic_id, sum(overall::double precision) as stars, count(*) as reviews
                          from ratings_reviews where status = 'published' group by mechanic_id) r on r.mechanic_id = w.id
               left join (select mechanic_id, count(*) as completed
                          from appointments where status = 'completed' group by mechanic_id) a on a.mechanic_id = w.id) f
         where f.id = m.id"
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// What the cars are called and what their odometers said: of two cars with one plate the newer one holds it.
pub async fn write_car_histories(connection: &mut PgConnection, today: Day) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into vehicle_marks (vehicle_id, kind, value, during)
         select id, 'plate', plate, during
         from (select id, plate, tstzrange(created_at, lead(created_at) over (partition by plate order by created_at, id), '[)') as during
               from customer_vehicles) held
         where not isempty(during)"
    )
    .execute(&mut *connection)
    .await?;
    let now = today.at(0);
    sqlx::query!(
        "insert into vehicle_odometer (vehicle_id, km, at, source)
         select id, case place when 1 then km * 4 / 5 else km end, case place when 1 then created_at else $1::timestamptz end, 'owner'
         from customer_vehicles cross join generate_series(1, 2) place order by place, id",
        now
    )
    .execute(connection)
    .await?;
    Ok(())
}

pub async fn remember(connection: &mut PgConnection, now: Instant, mechanics: usize) -> Result<(), sqlx::Error> {
    let value = serde_json::json!({ "mechanics": mechanics, "day": now.day() });
    sqlx::query!("insert into app_facts (key, value, updated_at) values ($1, $2, $3)", FACT, value, now)
        .execute(connection)
        .await?;
    Ok(())
}

/// How many workshops were asked for when the marketplace was made.
pub async fn remembered(connection: &mut PgConnection) -> Result<usize, sqlx::Error> {
    let value = sqlx::query_scalar!("select value from app_facts where key = $1", FACT).fetch_one(connection).await?;
    let mechanics = value.get("mechanics").and_then(serde_json::Value::as_u64).unwrap_or_default();
    Ok(usize::try_from(mechanics).unwrap_or_default())
}

/// Fresh statistics, so that the first searches are planned well.
pub async fn analyze(connection: &mut PgConnection) -> Result<(), sqlx::Error> {
    sqlx::raw_sql("analyze").execute(connection).await?;
    Ok(())
}
