//! SQL of seasons. Every function demands the permit, and touches rows of that workshop only.

use super::{checks::SeasonLine, inputs::MySeason};
use crate::{
    kernel::{
        error::{AppError, Code, Result, Rule},
        ids::SeasonId,
        time::Day,
    },
    modules::mechanics::{
        policy::Owner,
        workshop::{
            checks::WeekDay,
            model::{MyDay, clock},
        },
    },
    platform::{OnConstraint, Scope},
};
use std::collections::HashMap;
use uuid::Uuid;

const NO_OVERLAP: &str = "working_seasons_do_not_overlap";

fn overlaps() -> AppError {
    AppError::field("first_on", Rule::InAnotherSeason)
}

/// Those that are not over yet, soonest first.
pub async fn of_workshop(scope: &mut Scope, owner: Owner, today: Day) -> Result<Vec<MySeason>> {
    let rows = sqlx::query!(
        "select id, name, from_on, to_on, every_year from working_seasons
         where mechanic_id = $1 and (every_year or to_on >= $2) order by from_on, id",
        *owner.id(),
        today
    )
    .fetch_all(scope.conn().await?)
    .await?;
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let mut weeks: HashMap<Uuid, Vec<MyDay>> = HashMap::new();
    let days = sqlx::query!(
        "select season_id, weekday, opens_min, closes_min, break_from_min, break_to_min from working_season_hours
         where season_id = any($1) order by season_id, weekday",
        &ids
    )
    .fetch_all(scope.conn().await?)
    .await?;
    for day in days {
        weeks.entry(day.season_id).or_default().push(MyDay {
            weekday: day.weekday,
            opens: clock(day.opens_min.into()),
            closes: clock(day.closes_min.into()),
            break_from: day.break_from_min.map(|minute| clock(minute.into())),
            break_to: day.break_to_min.map(|minute| clock(minute.into())),
        });
    }
    Ok(rows
        .into_iter()
        .map(|row| MySeason {
            id: row.id.into(),
            name: row.name,
            from_on: row.from_on.to_string(),
            to_on: row.to_on.to_string(),
            every_year: row.every_year,
            hours: weeks.remove(&row.id).unwrap_or_default(),
        })
        .collect())
}

pub async fn insert(scope: &mut Scope, owner: Owner, id: SeasonId, line: &SeasonLine) -> Result<()> {
    sqlx::query!(
        "insert into working_seasons (id, mechanic_id, name, from_on, to_on, every_year) values ($1, $2, $3, $4, $5, $6)",
        *id,
        *owner.id(),
        line.name,
        line.from_on,
        line.to_on,
        line.every_year
    )
    .execute(scope.conn().await?)
    .await
    .on_constraint(NO_OVERLAP, overlaps())?;
    Ok(())
}

pub async fn update(scope: &mut Scope, owner: Owner, id: SeasonId, line: &SeasonLine) -> Result<()> {
    let updated = sqlx::query!(
        "update working_seasons set name = $3, from_on = $4, to_on = $5, every_year = $6 where mechanic_id = $1 and id = $2",
        *owner.id(),
        *id,
        line.name,
        line.from_on,
        line.to_on,
        line.every_year
    )
    .execute(scope.conn().await?)
    .await
    .on_constraint(NO_OVERLAP, overlaps())?;
    if updated.rows_affected() > 0 { Ok(()) } else { Err(Code::NotFound.into()) }
}

pub async fn copy_usual_week(scope: &mut Scope, owner: Owner, id: SeasonId) -> Result<()> {
    sqlx::query!(
        "insert into working_season_hours (season_id, weekday, opens_min, closes_min, break_from_min, break_to_min)
         select $2, weekday, opens_min, closes_min, break_from_min, break_to_min from working_hours where mechanic_id = $1",
        *owner.id(),
        *id
    )
    .execute(scope.conn().await?)
    .await?;
    Ok(())
}

/// Replaces the days that are named.
pub async fn save_week(scope: &mut Scope, owner: Owner, id: SeasonId, days: &[WeekDay]) -> Result<()> {
    let named: Vec<i16> = days.iter().map(|day| day.weekday).collect();
    sqlx::query!(
        "delete from working_season_hours h using working_seasons s
         where s.id = h.season_id and s.mechanic_id = $1 and s.id = $2 and h.weekday = any($3)",
        *owner.id(),
        *id,
        &named
    )
    .execute(scope.conn().await?)
    .await?;
    let open = || days.iter().filter_map(|day| day.hours.map(|hours| (day, hours)));
    let weekdays: Vec<i16> = open().map(|(day, _)| day.weekday).collect();
    let opens: Vec<i16> = open().map(|(_, (opens, _))| opens).collect();
    let closes: Vec<i16> = open().map(|(_, (_, closes))| closes).collect();
    let from: Vec<Option<i16>> = open().map(|(day, _)| day.pause.map(|(from, _)| from)).collect();
    let to: Vec<Option<i16>> = open().map(|(day, _)| day.pause.map(|(_, to)| to)).collect();
    sqlx::query!(
        "insert into working_season_hours (season_id, weekday, opens_min, closes_min, break_from_min, break_to_min)
         select s.id, d.* from working_seasons s,
                unnest($3::smallint[], $4::smallint[], $5::smallint[], $6::smallint[], $7::smallint[]) as d
         where s.mechanic_id = $1 and s.id = $2",
        *owner.id(),
        *id,
        &weekdays,
        &opens,
        &closes,
        &from as &[Option<i16>],
        &to as &[Option<i16>]
    )
    .execute(scope.conn().await?)
    .await?;
    Ok(())
}

pub async fn delete(scope: &mut Scope, owner: Owner, id: SeasonId) -> Result<()> {
    let deleted = sqlx::query!("delete from working_seasons where mechanic_id = $1 and id = $2", *owner.id(), *id)
        .execute(scope.conn().await?)
        .await?;
    if deleted.rows_affected() > 0 { Ok(()) } else { Err(Code::NotFound.into()) }
}
