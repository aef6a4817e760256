//! Mails of `appointments`: who hears what, with the facts copied into the payload, so that the worker asks nobody.
//!
//! A mail's dedupe key holds the sequence of the calendar file, which grows with every move: one mail per move and reader.

mod facts;
mod ics;
mod render;

pub use facts::Facts;
pub use ics::{calendar_file, method_of};
pub use render::renderers;

use super::{
    policy::Permit,
    status::{Side, Status, Verb},
    store::Appointment,
};
use crate::{
    kernel::{
        error::Result,
        ids::{CustomerId, MechanicId},
    },
    modules::{customers, mechanics},
    platform::{
        Scope,
        mail::{self, Recipient},
    },
};

/// What a mail is about; also its kind in the outbox.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Occasion {
    Requested,
    Confirmed,
    Declined,
    Cancelled,
    Changed,
    Reminder,
}

impl Occasion {
    pub const ALL: [Self; 6] =
        [Self::Requested, Self::Confirmed, Self::Declined, Self::Cancelled, Self::Changed, Self::Reminder];

    pub const fn kind(self) -> &'static str {
        match self {
            Self::Requested => "appointment_requested",
            Self::Confirmed => "appointment_confirmed",
            Self::Declined => "appointment_declined",
            Self::Cancelled => "appointment_cancelled",
            Self::Changed => "appointment_changed",
            Self::Reminder => "appointment_reminder",
        }
    }
}

/// A new booking: both sides hear of it.
pub async fn booked(scope: &mut Scope, appointment: &Appointment) -> Result<()> {
    let occasion = if appointment.status == Status::Confirmed { Occasion::Confirmed } else { Occasion::Requested };
    to(scope, appointment, Side::Mechanic, occasion).await?;
    to(scope, appointment, Side::Customer, occasion).await
}

/// A move: the other side hears of it; what is settled now both keep in their calendars.
pub async fn moved(scope: &mut Scope, appointment: &Appointment, permit: Permit) -> Result<()> {
    match (permit.verb(), permit.side()) {
        (Verb::Confirm, _) => to(scope, appointment, Side::Customer, Occasion::Confirmed).await,
        (Verb::AcceptProposal, _) => {
            to(scope, appointment, Side::Mechanic, Occasion::Confirmed).await?;
            to(scope, appointment, Side::Customer, Occasion::Confirmed).await
        }
        (Verb::Decline, _) => to(scope, appointment, Side::Customer, Occasion::Declined).await,
        (Verb::Propose, _) => to(scope, appointment, Side::Customer, Occasion::Changed).await,
        (Verb::Cancel, Side::Customer) => to(scope, appointment, Side::Mechanic, Occasion::Cancelled).await,
        (Verb::Cancel, Side::Mechanic) => to(scope, appointment, Side::Customer, Occasion::Cancelled).await,
        (Verb::Cancel, Side::System) => {
            to(scope, appointment, Side::Customer, Occasion::Cancelled).await?;
            to(scope, appointment, Side::Mechanic, Occasion::Cancelled).await
        }
        (Verb::Complete | Verb::NoShow, _) => Ok(()),
    }
}

/// The day before.
pub async fn reminder(scope: &mut Scope, appointment: &Appointment) -> Result<()> {
    to(scope, appointment, Side::Customer, Occasion::Reminder).await
}

async fn to(scope: &mut Scope, appointment: &Appointment, reader: Side, occasion: Occasion) -> Result<()> {
    let recipient = match reader {
        Side::Mechanic => owner(scope, appointment.mechanic_id).await?,
        Side::Customer | Side::System => customer(scope, appointment.customer_id).await?,
    };
    let facts = Facts::of(appointment, reader, scope.now);
    let payload = serde_json::to_value(&facts).map_err(|error| crate::platform::db::internal(&error))?;
    let key = format!("{}:{}:{}:{}", occasion.kind(), appointment.id, appointment.ics_sequence, reader.word());
    mail::enqueue(scope, occasion.kind(), &recipient, &key, &payload).await
}

async fn owner(scope: &mut Scope, id: MechanicId) -> Result<Recipient> {
    let contact = mechanics::contact(scope, id).await?;
    Ok(Recipient { email: contact.email, name: contact.name, lang: contact.lang })
}

async fn customer(scope: &mut Scope, id: CustomerId) -> Result<Recipient> {
    let contact = customers::contact(scope, id).await?;
    Ok(Recipient { email: contact.email, name: contact.name, lang: contact.lang })
}
