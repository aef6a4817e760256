//! Use cases of who runs a workshop. Free times follow through `ScheduleChanged`, visits to come through `WorkerLeaves`.

use super::{
    checks,
    inputs::{AbsenceIdInput, AbsenceInput, BaySkillsInput, WorkerIdInput, WorkerInput},
    store,
};
use crate::{
    kernel::{
        error::{AppError, Checks, Result, Rule},
        ids::{AbsenceId, BayId, PersonId, UserId},
    },
    modules::mechanics::{
        events::WorkerLeaves,
        policy,
        workshop::service::{changed, editing, id, too_many},
    },
    platform::Scope,
};

const PEOPLE_MAX: usize = 30;
const ABSENCES_MAX: usize = 50;

/// The accounts that belong to the workshop, with their names.
///
/// # Errors
/// `unauthenticated` for visitors, `not_found` for people who run no workshop.
pub async fn accounts(scope: &mut Scope) -> Result<Vec<(UserId, String)>> {
    let owner = policy::runner(&scope.actor)?;
    store::accounts(scope, owner).await
}

/// # Errors
/// `invalid` with the refused fields; `not_found` for somebody unknown or of another workshop.
pub async fn save(scope: &mut Scope, input: &WorkerInput) -> Result<PersonId> {
    let owner = editing(scope).await?;
    let accounts: Vec<UserId> = store::accounts(scope, owner).await?.into_iter().map(|(id, _)| id).collect();
    let line = checks::worker(input, &scope.wires.reference.get(), &accounts)?;
    let people = store::of_workshop(scope, owner, scope.now.day()).await?;
    let asked: Option<PersonId> = if input.person_id.trim().is_empty() { None } else { Some(id(&input.person_id)?) };
    let others = || people.iter().filter(|worker| Some(worker.id) != asked);
    if others().any(|worker| worker.name == line.name) {
        return Err(AppError::field("person_name", Rule::Taken));
    }
    if line.user_id.is_some() && others().any(|worker| worker.user_id == line.user_id) {
        return Err(AppError::field("user_id", Rule::Taken));
    }
    let person = match asked {
        Some(person) => {
            store::update(scope, owner, person, &line).await?;
            person
        }
        None if people.len() >= PEOPLE_MAX => return Err(too_many("person_name", PEOPLE_MAX)),
        None => store::insert(scope, owner, PersonId::fresh(), &line).await?,
    };
    changed(scope, owner).await?;
    Ok(person)
}

/// Their visits to come go to others; where nobody else is left, nobody is needed any more.
///
/// # Errors
/// `not_found` for somebody unknown or of another workshop; `invalid` with the number of visits that nobody else can do.
pub async fn remove(scope: &mut Scope, input: &WorkerIdInput) -> Result<()> {
    let owner = editing(scope).await?;
    let person_id: PersonId = id(&input.person_id)?;
    store::switch_off(scope, owner, person_id).await?;
    scope.publish(&WorkerLeaves { mechanic_id: owner.id(), person_id }).await?;
    changed(scope, owner).await
}

/// Visits that are booked on those days stay as they are.
///
/// # Errors
/// `invalid` with the refused fields; `not_found` for somebody unknown or of another workshop.
pub async fn add_absence(scope: &mut Scope, input: &AbsenceInput) -> Result<PersonId> {
    let owner = editing(scope).await?;
    let today = scope.now.day();
    let days = checks::absence(input, today)?;
    let person: PersonId = id(&input.person_id)?;
    let people = store::of_workshop(scope, owner, today).await?;
    let absences = people.iter().find(|worker| worker.id == person).map(|worker| worker.absences.len());
    if absences.is_some_and(|count| count >= ABSENCES_MAX) {
        return Err(too_many("from_on", ABSENCES_MAX));
    }
    store::insert_absence(scope, owner, person, AbsenceId::fresh(), days).await?;
    changed(scope, owner).await?;
    Ok(person)
}

/// # Errors
/// `not_found` for an unknown or foreign one.
pub async fn remove_absence(scope: &mut Scope, input: &AbsenceIdInput) -> Result<PersonId> {
    let owner = editing(scope).await?;
    let person = store::delete_absence(scope, owner, id(&input.absence_id)?).await?;
    changed(scope, owner).await?;
    Ok(person)
}

/// # Errors
/// `invalid` with the refused fields; `not_found` for an unknown or foreign lift.
pub async fn save_bay_skills(scope: &mut Scope, input: &BaySkillsInput) -> Result<BayId> {
    let owner = editing(scope).await?;
    let mut fields = Checks::default();
    let skills = checks::skills(&mut fields, &input.skills, &scope.wires.reference.get());
    fields.done()?;
    let bay: BayId = id(&input.bay_id)?;
    store::save_bay_skills(scope, owner, bay, &skills).await?;
    changed(scope, owner).await?;
    Ok(bay)
}
