//! Mails of `appointments`: who hears what, with the facts copied into the payload, so that the worker asks nobody.
//!
//! A mail's dedupe key holds the sequence of the calendar file, which grows with every move: one mail per move and reader.

mod closing;
mod facts;
mod household;
mod ics;
mod render;

pub use closing::ask_to_close;
pub use facts::{Facts, Reader};
pub use household::booked_by_member;
pub use ics::{calendar_file, method_of};
pub use render::renderers;

use super::{
    policy::Permit,
    status::{Side, Status, Verb},
    store::Appointment,
};
use crate::{
    kernel::{error::Result, ids::CustomerId},
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
    Completed,
    Reminder,
}

impl Occasion {
    pub const ALL: [Self; 7] = [
        Self::Requested,
        Self::Confirmed,
        Self::Declined,
        Self::Cancelled,
        Self::Changed,
        Self::Completed,
        Self::Reminder,
    ];

    pub const fn kind(self) -> &'static str {
        match self {
            Self::Requested => "appointment_requested",
            Self::Confirmed => "appointment_confirmed",
            Self::Declined => "appointment_declined",
            Self::Cancelled => "appointment_cancelled",
            Self::Changed => "appointment_changed",
            Self::Completed => "appointment_completed",
            Self::Reminder => "appointment_reminder",
        }
    }
}

/// A new booking: both sides hear of it.
pub async fn booked(scope: &mut Scope, appointment: &Appointment) -> Result<()> {
    let occasion = if appointment.status == Status::Confirmed { Occasion::Confirmed } else { Occasion::Requested };
    tell(scope, appointment, occasion, &[Side::Mechanic, Side::Customer]).await
}

/// A move: both sides hear of it, whoever made it too, so that both calendars say the same.
pub async fn moved(scope: &mut Scope, appointment: &Appointment, permit: Permit) -> Result<()> {
    let occasion = match permit.verb() {
        Verb::Confirm | Verb::AcceptProposal => Occasion::Confirmed,
        Verb::Decline => Occasion::Declined,
        Verb::Propose => Occasion::Changed,
        Verb::Cancel => Occasion::Cancelled,
        // What the work came to is the customer's to know.
        Verb::Complete => return tell(scope, appointment, Occasion::Completed, &[Side::Customer]).await,
        Verb::NoShow => return Ok(()),
    };
    tell(scope, appointment, occasion, &[Side::Mechanic, Side::Customer]).await
}

/// The day before.
pub async fn reminder(scope: &mut Scope, appointment: &Appointment) -> Result<()> {
    tell(scope, appointment, Occasion::Reminder, &[Side::Customer]).await
}

async fn tell(scope: &mut Scope, appointment: &Appointment, occasion: Occasion, sides: &[Side]) -> Result<()> {
    let owner = mechanics::contact(scope, appointment.mechanic_id).await?;
    let customer = customer(scope, appointment.customer_id).await?;
    let owner_hears = Recipient { email: owner.email, name: owner.name, lang: owner.lang };
    for side in sides {
        let recipient = if *side == Side::Mechanic { &owner_hears } else { &customer };
        let reader = Reader { side: *side, email: &recipient.email, name: &recipient.name };
        let facts = Facts { is_demo: owner.is_demo, ..Facts::of(appointment, reader, scope.now) };
        let payload = serde_json::to_value(&facts).map_err(|error| crate::platform::db::internal(&error))?;
        let key = format!("{}:{}:{}:{}", occasion.kind(), appointment.id, appointment.ics_sequence, side.word());
        mail::enqueue(scope, occasion.kind(), recipient, &key, &payload).await?;
    }
    Ok(())
}

async fn customer(scope: &mut Scope, id: CustomerId) -> Result<Recipient> {
    let contact = customers::contact(scope, id).await?;
    Ok(Recipient { email: contact.email, name: contact.name, lang: contact.lang })
}
