//! Mails of `vehicles`: a plate that moved, a car that is handed over, households, what comes due, what became of a proposal.

use super::{catalogue, garage, handover, household, reminders};
use crate::platform::mail::Renderer;

/// Kinds and their renderers, for the registry.
pub fn renderers() -> impl Iterator<Item = (&'static str, Renderer)> {
    garage::mails::renderers()
        .into_iter()
        .chain(reminders::mails::renderers())
        .chain(handover::mails::renderers())
        .chain(household::mails::renderers())
        .chain(catalogue::mails::renderers())
}
