//! People who leave or are kept out: every visit to come is called off, and both sides hear of it.

use super::{close, next_slot};
use crate::{
    kernel::{
        error::Result,
        ids::{AppointmentId, MechanicId},
        lang::Lang,
    },
    modules::{
        appointments::{
            policy,
            status::Side,
            store::{self, Appointment},
        },
        customers, mechanics, users,
    },
    platform::Scope,
    say,
};

/// In the name of who leaves.
///
/// # Errors
/// `unavailable` when the database is away.
pub async fn call_off(scope: &mut Scope, event: &users::PersonLeaves) -> Result<()> {
    for (id, is_customer) in store::standing_of(scope, event.user_id).await? {
        let side = if is_customer { Side::Customer } else { Side::Mechanic };
        let permit = policy::leaving(&scope.actor, side)?;
        let found = store::get(scope, id).await?;
        mechanics::lock(scope, &[found.mechanic_id]).await?;
        let appointment = store::lock(scope, id).await?;
        let Some(state) = appointment.state(scope.now).called_off() else { continue };
        let reason = match side {
            Side::Mechanic => say!(Lang::Tr, privacy.workshop_closed),
            Side::Customer | Side::System => "",
        };
        close::save(scope, &appointment, permit, state, reason).await?;
    }
    Ok(())
}

/// By the house, because it keeps the customer out. A workshop of theirs closes by an event of its own.
///
/// # Errors
/// `unavailable` when the database is away.
pub async fn call_off_customer(scope: &mut Scope, event: &users::PersonSuspended) -> Result<()> {
    let visits = store::to_come_of_person(scope, event.user_id).await?;
    by_house(scope, &visits, Side::Customer).await
}

/// By the house, because it closes the workshop.
///
/// # Errors
/// `unavailable` when the database is away.
pub async fn call_off_workshop(scope: &mut Scope, event: &mechanics::WorkshopCloses) -> Result<()> {
    let visits = store::to_come_at(scope, event.mechanic_id).await?;
    by_house(scope, &visits, Side::Mechanic).await
}

async fn by_house(scope: &mut Scope, visits: &[(AppointmentId, MechanicId)], out: Side) -> Result<()> {
    let permit = policy::house(&scope.actor)?;
    if visits.is_empty() {
        return Ok(());
    }
    let mut workshops: Vec<MechanicId> = visits.iter().map(|(_, workshop)| *workshop).collect();
    workshops.dedup();
    mechanics::lock(scope, &workshops).await?;
    for (id, _) in visits {
        let appointment = store::lock(scope, *id).await?;
        let Some(state) = appointment.state(scope.now).called_off() else { continue };
        let reason = reason(scope, &appointment, out).await?;
        close::record(scope, &appointment, permit, state, reason).await?;
    }
    next_slot::refresh(scope, &workshops).await
}

/// Why, in the language of the side that loses the visit through no doing of its own.
async fn reason(scope: &mut Scope, appointment: &Appointment, out: Side) -> Result<&'static str> {
    if out == Side::Customer {
        let lang = mechanics::contact(scope, appointment.mechanic_id).await?.lang;
        return Ok(say!(lang, appointments.customer_kept_out));
    }
    let lang = customers::contact(scope, appointment.customer_id).await?.lang;
    Ok(say!(lang, appointments.workshop_kept_out))
}
