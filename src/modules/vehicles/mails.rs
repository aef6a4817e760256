//! Mails of `vehicles`: a plate that moved, a car that is handed over, and what comes due.

use super::{garage, handover, reminders};
use crate::platform::mail::Renderer;

/// Kinds and their renderers, for the registry.
pub fn renderers() -> impl Iterator<Item = (&'static str, Renderer)> {
    garage::mails::renderers().into_iter().chain(reminders::mails::renderers()).chain(handover::mails::renderers())
}
