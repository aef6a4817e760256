//! `/canli`: the stream of hints for one browser, as server-sent events.

use crate::{
    kernel::{actor::Duty, error::Result, words},
    modules::appointments::{AppointmentBooked, AppointmentMoved},
    platform::{
        Scope, Visit,
        hints::{Seat, Topic, tell},
        reply,
    },
};
use axum::{
    Extension,
    http::{HeaderValue, header},
    response::{
        IntoResponse, Response,
        sse::{Event, KeepAlive, Sse},
    },
};
use futures::stream;
use std::{convert::Infallible, time::Duration};
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

/// What a hint is called on the wire.
const CHANGED: &str = "degisti";
/// After so long a browser asks anew, and with it whether its session still stands.
const LIFE: Duration = Duration::from_mins(15);
/// Proxies close what is silent for longer.
const BREATH: Duration = Duration::from_secs(25);
/// A browser waits so long before it asks anew, and up to as much again: after a restart they do not come all at once.
const RETRY_MS: u64 = 2_000;

/// `event: degisti` whenever a page of this person should be looked at again. Ends with the session.
pub async fn stream(Extension(visit): Extension<Visit>) -> Response {
    match seat(&visit) {
        Ok(seat) => {
            let events = stream::unfold(Open::new(seat, &visit), Open::next);
            let mut answer = Sse::new(events).keep_alive(KeepAlive::new().interval(BREATH)).into_response();
            // Some proxies gather answers before they pass them on.
            answer.headers_mut().insert("x-accel-buffering", HeaderValue::from_static("no"));
            answer.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
            answer
        }
        Err(mut error) => {
            words::speak(&mut error, visit.lang);
            reply::error_json(&error)
        }
    }
}

/// A visit was booked: its customer and the workshop look again.
///
/// # Errors
/// `unavailable` when the database is away.
pub async fn booked(scope: &mut Scope, event: &AppointmentBooked) -> Result<()> {
    tell(scope, &[Topic::Customer(event.customer_id), Topic::Workshop(event.mechanic_id)]).await
}

/// As [`booked`], for a visit that changed its state or its time.
///
/// # Errors
/// `unavailable` when the database is away.
pub async fn moved(scope: &mut Scope, event: &AppointmentMoved) -> Result<()> {
    tell(scope, &[Topic::Customer(event.customer_id), Topic::Workshop(event.mechanic_id)]).await
}

fn seat(visit: &Visit) -> Result<Seat> {
    let person = visit.person()?;
    let customer = person.customer_id.map(Topic::Customer);
    let workshop = visit.actor.workshop_for(Duty::Visits).map(Topic::Workshop);
    visit.wires.hints.take_seat(person.session_id, customer.into_iter().chain(workshop))
}

struct Open {
    seat: Seat,
    until: Instant,
    stopping: CancellationToken,
    greeted: bool,
    retry: Duration,
}

impl Open {
    fn new(seat: Seat, visit: &Visit) -> Self {
        let spread = u64::from(visit.now.0.subsec_nanosecond().unsigned_abs()) % RETRY_MS;
        Self {
            seat,
            until: Instant::now() + LIFE,
            stopping: visit.wires.stopping.clone(),
            greeted: false,
            retry: Duration::from_millis(RETRY_MS + spread),
        }
    }

    async fn next(mut self) -> Option<(std::result::Result<Event, Infallible>, Self)> {
        if !self.greeted {
            self.greeted = true;
            let event = Event::default().retry(self.retry).comment("");
            return Some((Ok(event), self));
        }
        let goes_on = tokio::select! {
            biased;
            () = self.stopping.cancelled() => false,
            goes_on = self.seat.hint() => goes_on,
            () = tokio::time::sleep_until(self.until) => false,
        };
        goes_on.then(|| (Ok(Event::default().event(CHANGED).data("1")), self))
    }
}
