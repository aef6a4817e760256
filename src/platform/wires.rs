//! Everything one process shares, cloned cheaply into each request and job.

use super::{config::Config, events::Events, mail::Mailer, personal::PersonalData, reference::ReferenceHandle};
use crate::kernel::time::Clock;
use leptos::config::LeptosOptions;
use sqlx::PgPool;
use std::sync::Arc;
use tokio_util::sync::CancellationToken;

#[derive(Clone)]
pub struct Wires {
    pub config: Arc<Config>,
    pub db: PgPool,
    /// Reads go here: the replica when one is configured, else the same pool as `db`.
    pub replica: PgPool,
    pub clock: Clock,
    pub reference: ReferenceHandle,
    pub events: Arc<Events>,
    /// Streams of hints that this process holds open.
    pub hints: Arc<super::hints::Hub>,
    pub mailer: Arc<Mailer>,
    /// What is kept about people, by table.
    pub personal: Arc<PersonalData>,
    /// Calls to other sites.
    pub outward: Arc<super::outward::Outward>,
    /// What identity providers say of themselves.
    pub oidc: Arc<super::oidc::Oidc>,
    pub leptos: LeptosOptions,
    /// Cancelled when the process is asked to stop: every stream ends, no new job starts.
    pub stopping: CancellationToken,
}

impl std::fmt::Debug for Wires {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Wires").finish_non_exhaustive()
    }
}

impl axum::extract::FromRef<Wires> for LeptosOptions {
    fn from_ref(wires: &Wires) -> Self {
        wires.leptos.clone()
    }
}
