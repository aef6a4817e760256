//! Hints to browsers that stay on a page: "look again". A hint says that something changed, never what; whoever looks again
//! passes every wall anew, so a stream shows nothing by itself.
//!
//! Hints travel by `NOTIFY` and leave with the commit of the transaction that told them, so every process hears what any of them
//! wrote. A session that ends tells so itself (trigger `user_sessions_tell`) and takes its streams along, whichever way it ended.

use super::{jobs::keep_running, scope::Scope, wires::Wires};
use crate::kernel::{
    error::{AppError, Code, Result},
    ids::{CustomerId, MechanicId, SessionId},
};
use sqlx::postgres::{PgListener, PgPoolOptions};
use std::{
    collections::HashMap,
    fmt,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

/// The channel of PostgreSQL that hints travel on; the trigger names it too.
const CHANNEL: &str = "hints";
/// Streams that one process holds open.
pub const SEATS: usize = 8_000;
/// Streams of one session: a browser with many windows.
pub const SEATS_PER_SESSION: usize = 6;

/// Whose pages are looked at again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Topic {
    Customer(CustomerId),
    Workshop(MechanicId),
    /// The session has ended, or acts for somebody else from now on: its streams end.
    Session(SessionId),
}

impl fmt::Display for Topic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Customer(id) => write!(f, "customer:{id}"),
            Self::Workshop(id) => write!(f, "workshop:{id}"),
            Self::Session(id) => write!(f, "session:{id}"),
        }
    }
}

impl Topic {
    fn parse(text: &str) -> Option<Self> {
        let (kind, id) = text.split_once(':')?;
        let id = Uuid::parse_str(id).ok()?;
        Some(match kind {
            "customer" => Self::Customer(id.into()),
            "workshop" => Self::Workshop(id.into()),
            "session" => Self::Session(id.into()),
            _ => return None,
        })
    }
}

/// Tells these people's open pages to look again, once the scope's transaction commits.
///
/// # Errors
/// `unavailable` when the database is away.
pub async fn tell(scope: &mut Scope, topics: &[Topic]) -> Result<()> {
    let topics: Vec<String> = topics.iter().map(ToString::to_string).collect();
    sqlx::query!("select pg_notify($1, topic) from unnest($2::text[]) topic", CHANNEL, &topics)
        .fetch_all(scope.conn().await?)
        .await?;
    Ok(())
}

/// Hears what any process tells, and passes it on to the streams of this one, until the process stops. While the database is
/// away there are no streams, because hints would be missed.
pub fn follow(wires: &Wires) {
    let (wires, stopping) = (wires.clone(), wires.stopping.clone());
    let listen = move || {
        let wires = wires.clone();
        async move {
            let heard = hear(&wires).await;
            wires.hints.end_all();
            heard.map_err(|error| error.to_string())
        }
    };
    // Nobody waits for it: it holds nothing that must be finished.
    drop(keep_running("hints", listen, stopping));
}

async fn hear(wires: &Wires) -> std::result::Result<(), sqlx::Error> {
    // A line of its own: listening holds it for good, and the pool is for those who come and go.
    let options = (*wires.db.connect_options()).clone().application_name("sanaiyiusta hints");
    let pool = PgPoolOptions::new().max_connections(1).connect_with(options).await?;
    let mut listener = PgListener::connect_with(&pool).await?;
    listener.listen(CHANNEL).await?;
    wires.hints.listening();
    loop {
        let heard = tokio::select! {
            heard = listener.try_recv() => heard?,
            () = wires.stopping.cancelled() => return Ok(()),
        };
        match heard {
            Some(hint) => wires.hints.pass_on(hint.payload()),
            // The line was lost and is laid anew; what was told meanwhile is gone.
            None => wires.hints.end_all(),
        }
    }
}

/// One stream as the hub reaches it. Many hints before the stream wakes are one.
#[derive(Clone, Default)]
struct Line {
    hint: Arc<Notify>,
    end: CancellationToken,
}

#[derive(Default)]
struct Lines {
    next: u64,
    open: usize,
    by_topic: HashMap<Topic, Vec<(u64, Line)>>,
}

/// The streams of this process.
#[derive(Default)]
pub struct Hub {
    lines: Mutex<Lines>,
    ready: Notify,
}

impl Hub {
    /// A place for one stream about these topics.
    ///
    /// # Errors
    /// `unavailable` when the process holds [`SEATS`] already, `too_many` when the session holds [`SEATS_PER_SESSION`].
    pub fn take_seat(self: &Arc<Self>, session: SessionId, topics: impl IntoIterator<Item = Topic>) -> Result<Seat> {
        let mut lines = self.lines();
        if lines.open >= SEATS {
            return Err(AppError { retry_after: Some(30), ..AppError::new(Code::Unavailable) });
        }
        let session = Topic::Session(session);
        if lines.by_topic.get(&session).map_or(0, Vec::len) >= SEATS_PER_SESSION {
            return Err(AppError { retry_after: Some(30), ..AppError::new(Code::TooMany) });
        }
        let (id, line) = (lines.next, Line::default());
        lines.next += 1;
        lines.open += 1;
        let topics: Vec<Topic> = topics.into_iter().chain([session]).collect();
        for topic in &topics {
            lines.by_topic.entry(*topic).or_default().push((id, line.clone()));
        }
        Ok(Seat { hub: self.clone(), id, topics, line })
    }

    /// How many streams are open.
    pub fn open(&self) -> usize {
        self.lines().open
    }

    /// Waits until [`follow`] hears; for whoever starts it and tells something at once.
    pub async fn heard_from_now(&self) {
        self.ready.notified().await;
    }

    fn listening(&self) {
        self.ready.notify_one();
    }

    fn pass_on(&self, payload: &str) {
        let Some(topic) = Topic::parse(payload) else { return };
        for (_, line) in self.lines().by_topic.get(&topic).into_iter().flatten() {
            match topic {
                Topic::Session(_) => line.end.cancel(),
                Topic::Customer(_) | Topic::Workshop(_) => line.hint.notify_one(),
            }
        }
    }

    fn end_all(&self) {
        for (_, line) in self.lines().by_topic.values().flatten() {
            line.end.cancel();
        }
    }

    fn lines(&self) -> MutexGuard<'_, Lines> {
        // Nothing below panics while it holds the lock; were it so, a list of streams is whole at every step.
        self.lines.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The place of one open stream; given back when the stream is dropped, however that came about.
pub struct Seat {
    hub: Arc<Hub>,
    id: u64,
    topics: Vec<Topic>,
    line: Line,
}

impl Seat {
    /// Waits for the next hint; `false` once the stream must end.
    pub async fn hint(&self) -> bool {
        tokio::select! {
            biased;
            () = self.line.end.cancelled() => false,
            () = self.line.hint.notified() => true,
        }
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        let mut lines = self.hub.lines();
        lines.open -= 1;
        for topic in &self.topics {
            if let Some(seats) = lines.by_topic.get_mut(topic) {
                seats.retain(|(id, _)| *id != self.id);
                if seats.is_empty() {
                    lines.by_topic.remove(topic);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures::FutureExt;

    fn session(n: u128) -> SessionId {
        Uuid::from_u128(n).into()
    }

    #[test]
    fn a_topic_is_read_as_it_is_written() {
        let id = Uuid::from_u128(7);
        for topic in [Topic::Customer(id.into()), Topic::Workshop(id.into()), Topic::Session(id.into())] {
            assert_eq!(Topic::parse(&topic.to_string()), Some(topic));
        }
        for text in ["", "session", "session:", "session:7", &format!("brand:{id}")] {
            assert_eq!(Topic::parse(text), None, "{text}");
        }
    }

    #[tokio::test]
    async fn a_hint_reaches_its_own_people_and_many_are_one() {
        let hub = Arc::new(Hub::default());
        let (mine, other): (CustomerId, CustomerId) = (Uuid::from_u128(1).into(), Uuid::from_u128(2).into());
        let seat = hub.take_seat(session(1), [Topic::Customer(mine)]).unwrap();
        let stranger = hub.take_seat(session(2), [Topic::Customer(other)]).unwrap();
        hub.pass_on(&Topic::Customer(mine).to_string());
        hub.pass_on(&Topic::Customer(mine).to_string());
        assert_eq!(seat.hint().now_or_never(), Some(true));
        assert_eq!(seat.hint().now_or_never(), None, "two hints in a row are one");
        assert_eq!(stranger.hint().now_or_never(), None);
    }

    #[tokio::test]
    async fn a_session_that_ends_takes_its_streams_along_before_any_hint() {
        let hub = Arc::new(Hub::default());
        let customer: CustomerId = Uuid::from_u128(1).into();
        let seat = hub.take_seat(session(1), [Topic::Customer(customer)]).unwrap();
        let other = hub.take_seat(session(2), [Topic::Customer(customer)]).unwrap();
        hub.pass_on(&Topic::Customer(customer).to_string());
        hub.pass_on(&Topic::Session(session(1)).to_string());
        assert_eq!(seat.hint().now_or_never(), Some(false));
        assert_eq!(other.hint().now_or_never(), Some(true), "the other device stays");
        hub.end_all();
        assert_eq!(other.hint().now_or_never(), Some(false));
    }

    #[test]
    fn seats_are_counted_and_given_back() {
        let hub = Arc::new(Hub::default());
        let mut seats: Vec<_> = (0..SEATS_PER_SESSION).map(|_| hub.take_seat(session(1), []).unwrap()).collect();
        assert_eq!(hub.take_seat(session(1), []).err().map(|error| error.code), Some(Code::TooMany));
        seats.pop();
        assert!(hub.take_seat(session(1), []).is_ok());
        seats.extend((0..SEATS - hub.open()).map(|n| hub.take_seat(session(10 + n as u128), []).unwrap()));
        assert_eq!(hub.take_seat(session(2), []).err().map(|error| error.code), Some(Code::Unavailable));
        drop(seats);
        assert_eq!((hub.open(), hub.lines().by_topic.len()), (0, 0));
    }
}
