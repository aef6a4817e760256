//! One request as the rest of the house sees it. Made once by middleware, read from context in one place.

use super::{flash::Flash, session::Tablet, wires::Wires};
use crate::kernel::{
    actor::Actor,
    error::{AppError, Code, Result},
    form::FormState,
    lang::Lang,
    time::Instant,
};
use http::request::Parts;
use leptos::prelude::use_context;
use std::{net::IpAddr, sync::Arc};
use tower_sessions::Session;

#[derive(Clone)]
pub struct Visit {
    pub wires: Wires,
    pub actor: Actor,
    /// The shared tablet of a workshop that this browser is.
    pub tablet: Option<Tablet>,
    pub lang: Lang,
    /// `system`, `light` or `dark`.
    pub theme: String,
    pub now: Instant,
    pub request_id: String,
    /// The client, behind as many proxies as are trusted.
    pub ip: IpAddr,
    pub user_agent: String,
    /// The browser fetches ahead; nobody has asked to see it yet.
    pub is_ahead: bool,
    pub path: String,
    pub query: String,
    /// The `Cookie` header as it came; ask [`Visit::cookie`].
    pub cookies: String,
    /// What a refused form left behind for this page.
    pub flash: Option<Arc<Flash>>,
    pub session: Session,
}

impl Visit {
    /// The visit of the running request, from Leptos context.
    ///
    /// # Errors
    /// `internal` outside of a request (for example while routes are listed at start).
    pub fn current() -> Result<Self> {
        use_context::<Parts>()
            .and_then(|parts| parts.extensions.get::<Self>().cloned())
            .ok_or_else(|| AppError::new(Code::Internal))
    }

    /// A query parameter, percent-decoded; the first one wins. Empty ones count as absent.
    pub fn param(&self, name: &str) -> Option<String> {
        self.params().find(|(key, value)| key == name && !value.is_empty()).map(|(_, value)| value)
    }

    /// All query parameters in order.
    pub fn params(&self) -> impl Iterator<Item = (String, String)> + '_ {
        form_urlencoded::parse(self.query.as_bytes()).into_owned()
    }

    /// The path with its query, as links back to this page need it.
    pub fn address(&self) -> String {
        if self.query.is_empty() { self.path.clone() } else { format!("{}?{}", self.path, self.query) }
    }

    /// The value of one of our own cookies.
    pub fn cookie(&self, name: &str) -> Option<String> {
        let name = self.wires.config.server.cookie_name(name);
        let pairs = self.cookies.split(';').filter_map(|pair| pair.trim().split_once('='));
        pairs.into_iter().find(|(key, _)| *key == name).map(|(_, value)| value.to_owned())
    }

    /// Absolute address of a path of this site.
    pub fn absolute(&self, path: &str) -> String {
        format!("{}{path}", self.wires.config.server.base_url)
    }

    /// The flash left by a refused form that was posted to `endpoint` (e.g. `auth/sign_in`).
    pub fn flash_of(&self, endpoint: &str) -> Option<&Flash> {
        self.flash.as_deref().filter(|flash| flash.endpoint == endpoint)
    }

    /// How the form that posts to `endpoint` starts: empty, or as it was refused (typed values, spoken complaints).
    pub fn form(&self, endpoint: &str) -> FormState {
        let Some(flash) = self.flash_of(endpoint) else { return FormState::default() };
        let mut state = FormState { values: flash.values.clone(), ..FormState::default() };
        if let Some(error) = &flash.error {
            state.message = Some(error.message.clone());
            state.errors = error.fields.iter().map(|(name, field)| (name.clone(), field.message.clone())).collect();
        }
        state
    }

    /// # Errors
    /// `unauthenticated` for visitors.
    pub fn person(&self) -> Result<&crate::kernel::actor::Person> {
        self.actor.person().ok_or_else(|| AppError::new(Code::Unauthenticated))
    }
}
