//! Facts announced upward: a lower module publishes, higher modules listen; `server` introduces them to each other.
//! Listeners run inside the publisher's transaction.

use super::scope::Scope;
use crate::kernel::error::Result;
use futures::future::BoxFuture;
use std::{
    any::{Any, TypeId},
    collections::HashMap,
};

/// Something that happened, in the past tense.
pub trait Event: Any + Send + Sync + 'static {}

type Listener =
    Box<dyn for<'a> Fn(&'a mut Scope, &'a (dyn Any + Send + Sync)) -> BoxFuture<'a, Result<()>> + Send + Sync>;

#[derive(Default)]
pub struct Events {
    listeners: HashMap<TypeId, Vec<Listener>>,
}

impl Events {
    /// Registers a listener: `events.on::<ScheduleChanged>(|scope, event| Box::pin(appointments::refresh(scope, event)))`.
    pub fn on<E: Event>(
        &mut self,
        listener: impl for<'a> Fn(&'a mut Scope, &'a E) -> BoxFuture<'a, Result<()>> + Send + Sync + 'static,
    ) {
        let erased: Listener = Box::new(move |scope, event| match event.downcast_ref::<E>() {
            Some(event) => listener(scope, event),
            None => Box::pin(async { Ok(()) }),
        });
        self.listeners.entry(TypeId::of::<E>()).or_default().push(erased);
    }

    /// # Errors
    /// The first error of a listener.
    pub async fn publish<E: Event>(&self, scope: &mut Scope, event: &E) -> Result<()> {
        for listener in self.listeners.get(&TypeId::of::<E>()).into_iter().flatten() {
            listener(scope, event).await?;
        }
        Ok(())
    }
}
