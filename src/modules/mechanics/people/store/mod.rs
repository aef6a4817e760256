//! SQL of people and of what lifts are fit for. Every function demands the permit, and touches rows of that workshop only.

pub mod personal;

use super::{
    checks::WorkerLine,
    inputs::{MyAbsence, MyWorker},
};
use crate::{
    kernel::{
        error::{Code, Result},
        ids::{AbsenceId, BayId, CategoryId, PersonId, UserId},
        time::Day,
    },
    modules::mechanics::policy::Owner,
    platform::Scope,
};
use sqlx::types::Json;
use uuid::Uuid;

/// Who works there now, in the workshop's order, with the days off that are not over.
pub async fn of_workshop(scope: &mut Scope, owner: Owner, today: Day) -> Result<Vec<MyWorker>> {
    let rows = sqlx::query!(
        r#"select p.id, p.name, p.user_id, p.skills,
                  (select jsonb_agg(jsonb_build_object('id', a.id, 'from_on', a.from_on, 'to_on', a.to_on) order by a.from_on, a.id)
                   from mechanic_absences a where a.person_id = p.id and a.to_on >= $2) as "absences: Json<Vec<MyAbsence>>"
           from mechanic_people p where p.mechanic_id = $1 and p.is_active order by p.position, p.id"#,
        *owner.id(),
        today
    )
    .fetch_all(scope.conn().await?)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| MyWorker {
            id: row.id.into(),
            name: row.name,
            user_id: row.user_id.map(Into::into),
            skills: row.skills.into_iter().map(Into::into).collect(),
            absences: row.absences.map(|Json(absences)| absences).unwrap_or_default(),
        })
        .collect())
}

/// The accounts that belong to the workshop, its owner's first, with their names.
pub async fn accounts(scope: &mut Scope, owner: Owner) -> Result<Vec<(UserId, String)>> {
    let rows = sqlx::query!(
        "select u.id, u.full_name
         from (select owner_user_id as user_id, null::timestamptz as joined_at from mechanics where id = $1
               union all select user_id, joined_at from mechanic_staff where mechanic_id = $1) crew
         join users u on u.id = crew.user_id order by crew.joined_at nulls first, u.id",
        *owner.id()
    )
    .fetch_all(scope.conn().await?)
    .await?;
    Ok(rows.into_iter().map(|row| (row.id.into(), row.full_name)).collect())
}

fn plain(skills: &[CategoryId]) -> Vec<Uuid> {
    skills.iter().map(|id| **id).collect()
}

/// Who had gone under this name comes back as who they were.
pub async fn insert(scope: &mut Scope, owner: Owner, id: PersonId, line: &WorkerLine) -> Result<PersonId> {
    let id = sqlx::query_scalar!(
        "insert into mechanic_people (id, mechanic_id, user_id, name, skills, position)
         values (coalesce((select p.id from mechanic_people p where p.mechanic_id = $2 and p.name = $4 and not p.is_active order by p.id limit 1), $1),
                 $2, $3, $4, $5, (select coalesce(max(position), 0) + 1 from mechanic_people where mechanic_id = $2))
         on conflict (id) do update set user_id = excluded.user_id, skills = excluded.skills, position = excluded.position, is_active = true
         returning id",
        *id,
        *owner.id(),
        line.user_id.map(|id| *id),
        line.name,
        &plain(&line.skills)
    )
    .fetch_one(scope.conn().await?)
    .await?;
    Ok(id.into())
}

pub async fn update(scope: &mut Scope, owner: Owner, id: PersonId, line: &WorkerLine) -> Result<()> {
    let updated = sqlx::query!(
        "update mechanic_people set name = $3, user_id = $4, skills = $5 where mechanic_id = $1 and id = $2 and is_active",
        *owner.id(),
        *id,
        line.name,
        line.user_id.map(|id| *id),
        &plain(&line.skills)
    )
    .execute(scope.conn().await?)
    .await?;
    some(updated.rows_affected())
}

/// The account is free for somebody else; days off go with who has gone.
pub async fn switch_off(scope: &mut Scope, owner: Owner, id: PersonId) -> Result<()> {
    let updated = sqlx::query!(
        "with gone as (delete from mechanic_absences a using mechanic_people p where p.id = a.person_id and p.mechanic_id = $1 and p.id = $2)
         update mechanic_people set is_active = false, user_id = null where mechanic_id = $1 and id = $2 and is_active",
        *owner.id(),
        *id
    )
    .execute(scope.conn().await?)
    .await?;
    some(updated.rows_affected())
}

pub async fn insert_absence(
    scope: &mut Scope,
    owner: Owner,
    person: PersonId,
    id: AbsenceId,
    (from_on, to_on): (Day, Day),
) -> Result<()> {
    let inserted = sqlx::query!(
        "insert into mechanic_absences (id, person_id, from_on, to_on)
         select $3, p.id, $4, $5 from mechanic_people p where p.mechanic_id = $1 and p.id = $2 and p.is_active",
        *owner.id(),
        *person,
        *id,
        from_on,
        to_on
    )
    .execute(scope.conn().await?)
    .await?;
    some(inserted.rows_affected())
}

pub async fn delete_absence(scope: &mut Scope, owner: Owner, id: AbsenceId) -> Result<PersonId> {
    let person = sqlx::query_scalar!(
        "delete from mechanic_absences a using mechanic_people p
         where p.id = a.person_id and p.mechanic_id = $1 and a.id = $2 returning a.person_id",
        *owner.id(),
        *id
    )
    .fetch_one(scope.conn().await?)
    .await?;
    Ok(person.into())
}

pub async fn save_bay_skills(scope: &mut Scope, owner: Owner, id: BayId, skills: &[CategoryId]) -> Result<()> {
    let updated = sqlx::query!(
        "update bays set skills = $3 where mechanic_id = $1 and id = $2 and is_active",
        *owner.id(),
        *id,
        &plain(skills)
    )
    .execute(scope.conn().await?)
    .await?;
    some(updated.rows_affected())
}

fn some(rows: u64) -> Result<()> {
    if rows > 0 { Ok(()) } else { Err(Code::NotFound.into()) }
}
