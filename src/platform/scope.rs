//! One use case: who asks, what time it is, and the connection or transaction it runs on.

use super::{visit::Visit, wires::Wires};
use crate::kernel::{
    actor::{Actor, Person},
    error::{Code, Result},
    lang::Lang,
    time::Instant,
};
use sqlx::{PgConnection, Postgres, Transaction, pool::PoolConnection};

enum Conn {
    /// Nothing asked yet: the connection is taken, and the transaction begun, at the first query. What is counted or asked
    /// elsewhere before that takes no second connection, so that a crowd does not wait for itself.
    Idle,
    IdleWriting,
    Reading(PoolConnection<Postgres>),
    Writing(Transaction<'static, Postgres>),
}

pub struct Scope {
    pub actor: Actor,
    pub now: Instant,
    pub lang: Lang,
    pub request_id: String,
    pub wires: Wires,
    conn: Conn,
}

impl Scope {
    /// For reading, without a transaction; a page that asks nothing costs no connection.
    pub fn read(visit: &Visit) -> Self {
        Self {
            actor: visit.actor.clone(),
            now: visit.now,
            lang: visit.lang,
            request_id: visit.request_id.clone(),
            wires: visit.wires.clone(),
            conn: Conn::Idle,
        }
    }

    /// For reading what may be a moment old: never from a replica.
    ///
    /// # Errors
    /// `unavailable` when the database is away.
    pub async fn read_fresh(visit: &Visit) -> Result<Self> {
        let mut scope = Self::read(visit);
        scope.conn = Conn::Reading(scope.wires.db.acquire().await?);
        Ok(scope)
    }

    /// For reading, inside a server function.
    ///
    /// # Errors
    /// `internal` outside of a request.
    pub fn reading() -> Result<Self> {
        Ok(Self::read(&Visit::current()?))
    }

    /// A transaction for a server function. Give its result to [`Scope::finish`].
    ///
    /// # Errors
    /// `internal` outside of a request.
    pub async fn begin() -> Result<Self> {
        Self::write(&Visit::current()?).await
    }

    /// A transaction for a known visit.
    ///
    /// # Errors
    /// None before its first question: a database that is away shows there.
    pub async fn write(visit: &Visit) -> Result<Self> {
        let mut scope = Self::read(visit);
        scope.conn = Conn::IdleWriting;
        Ok(scope)
    }

    /// A transaction of the house itself: jobs, imports, the demo seeder.
    ///
    /// # Errors
    /// As [`Scope::write`].
    pub async fn system(wires: &Wires) -> Result<Self> {
        Ok(Self {
            actor: Actor::System,
            now: wires.clock.now(),
            lang: Lang::Tr,
            request_id: String::from("system"),
            conn: Conn::IdleWriting,
            wires: wires.clone(),
        })
    }

    /// For reading as a visitor, outside of a request: sitemaps and measurements.
    pub fn bare(wires: &Wires) -> Self {
        Self {
            actor: Actor::Visitor,
            now: wires.clock.now(),
            lang: Lang::Tr,
            request_id: String::from("bare"),
            wires: wires.clone(),
            conn: Conn::Idle,
        }
    }

    /// The connection to ask on.
    ///
    /// # Errors
    /// `unavailable` when the database is away.
    pub async fn conn(&mut self) -> Result<&mut PgConnection> {
        match self.conn {
            Conn::Idle => self.conn = Conn::Reading(self.wires.replica.acquire().await?),
            Conn::IdleWriting => self.conn = Conn::Writing(self.wires.db.begin().await?),
            Conn::Reading(_) | Conn::Writing(_) => {}
        }
        Ok(match &mut self.conn {
            Conn::Reading(connection) => connection,
            Conn::Writing(transaction) => transaction,
            Conn::Idle | Conn::IdleWriting => return Err(Code::Internal.into()),
        })
    }

    /// Lets each statement of this transaction take two minutes instead of seconds: for work over everybody, which no visitor waits for.
    ///
    /// # Errors
    /// `unavailable` when the database is away.
    pub async fn take_time(&mut self) -> Result<()> {
        sqlx::query!("select set_config('statement_timeout', '2min', true) as timeout")
            .fetch_one(self.conn().await?)
            .await?;
        Ok(())
    }

    /// Gives a reading connection back before slow work that asks no database: who waits must not hold what others wait for.
    /// The next query takes one again; a transaction stays.
    pub fn release(&mut self) {
        if let Conn::Reading(_) = self.conn {
            self.conn = Conn::Idle;
        }
    }

    /// Ends the use case: commits what succeeded, rolls back what failed.
    ///
    /// # Errors
    /// The error of `result`, or of the commit (then nothing has happened).
    pub async fn finish<T>(self, result: Result<T>) -> Result<T> {
        match (self.conn, result) {
            (Conn::Writing(transaction), Ok(value)) => {
                transaction.commit().await?;
                Ok(value)
            }
            (Conn::Writing(transaction), Err(error)) => {
                // A failed rollback only means that the connection is gone, and with it the transaction.
                let _ = transaction.rollback().await;
                Err(error)
            }
            (_, result) => result,
        }
    }

    /// Announces a fact to the modules above, inside this transaction.
    ///
    /// # Errors
    /// The first error of a listener; the whole use case then fails.
    pub async fn publish<E: super::events::Event>(&mut self, event: &E) -> Result<()> {
        let events = self.wires.events.clone();
        events.publish(self, event).await
    }

    /// Lets only people go on who have proved lately who they are; sensitive acts begin with it.
    ///
    /// # Errors
    /// `unauthenticated` for visitors, `step_up` when the last proof is too old, `forbidden` for who acts for another.
    pub fn stepped_up(&self) -> Result<&Person> {
        let person = self.actor.person().ok_or(Code::Unauthenticated)?;
        if person.proof.impersonation.is_some() {
            return Err(Code::Forbidden.into());
        }
        if person.proof.is_fresh(self.now.0.as_second()) { Ok(person) } else { Err(Code::StepUp.into()) }
    }

    /// Writes a line of the audit log.
    ///
    /// # Errors
    /// `unavailable` when the database is away.
    pub async fn audit(
        &mut self,
        action: &str,
        subject_kind: &str,
        subject_id: &str,
        detail: serde_json::Value,
    ) -> Result<()> {
        let (now, actor, request_id) = (self.now, self.actor.user_id(), self.request_id.clone());
        let impersonator = self.actor.impersonation().map(|impersonation| *impersonation.by);
        sqlx::query!(
            "insert into audit_log (at, actor_user_id, action, subject_kind, subject_id, detail, request_id, impersonator_user_id)
             values ($1, $2, $3, $4, $5, $6, $7, $8)",
            now,
            actor.map(|id| *id),
            action,
            subject_kind,
            subject_id,
            detail,
            request_id,
            impersonator
        )
        .execute(self.conn().await?)
        .await?;
        Ok(())
    }
}
