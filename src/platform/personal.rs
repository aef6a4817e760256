//! Personal data by table: which rows belong to a person, what becomes of them when the person leaves, how long they stay.
//!
//! Each module declares the tables it owns in its `store/personal.rs` (`holdings`) and what runs out by itself (`sweeps`);
//! `server` collects them. The copy of one's data, deletion, merging accounts and the nightly retention job work from these lists alone, and a
//! test compares them with the catalogue of the database: a new table with a person in it must be declared.

use super::{
    media::{Document, Medium},
    scope::Scope,
};
use crate::kernel::{
    error::{Code, Result},
    ids::UserId,
    time::Instant,
};
use axum::body::Bytes;
use futures::future::BoxFuture;
use serde_json::Value;
use uuid::Uuid;

/// The rows of one person as JSON objects, without secrets.
pub type Rows = for<'a> fn(&'a mut Scope, UserId) -> BoxFuture<'a, Result<Vec<Value>>>;
/// The file that hangs on one of those rows; `None` when there is none.
pub type FileOf = for<'a> fn(&'a mut Scope, UserId, &'a Value) -> BoxFuture<'a, Result<Option<Document>>>;
/// Deletes or blanks what belongs to one person; says how many rows.
pub type Erase = for<'a> fn(&'a mut Scope, UserId) -> BoxFuture<'a, Result<u64>>;
/// Deletes or blanks what is older than the instant; says how many rows.
pub type Expire = for<'a> fn(&'a mut Scope, Instant) -> BoxFuture<'a, Result<u64>>;

/// Why something is kept as long as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// Nothing but the service itself: gone with the account.
    Service,
    /// Claims out of a contract, ten years (TBK art. 146).
    Contract,
    /// Proof of consents and of answered applications, three years.
    Proof,
    /// Security of accounts, and the traces that prove who did what.
    Security,
    /// Published reviews inform others; they stay without a name.
    Public,
    /// The person's own copy: seven days are enough to fetch it.
    Copy,
}

/// What becomes of a table's rows when their person is deleted.
#[derive(Clone, Copy)]
pub enum Fate {
    /// Nothing stays.
    Deleted(Erase),
    /// The rows stay, what names the person is overwritten.
    Blanked(Erase, Basis),
    /// The rows stay: they name nobody.
    Kept(Basis),
}

/// What the copy of one's data holds of a table.
#[derive(Clone, Copy)]
pub enum Copied {
    Rows(Rows),
    /// Rows, and the file of each.
    Files(Rows, FileOf),
    /// Nothing, and why.
    No(&'static str),
}

impl Copied {
    /// These rows, each with its file.
    #[must_use]
    pub fn with_files(self, file: FileOf) -> Self {
        match self {
            Self::Rows(rows) | Self::Files(rows, _) => Self::Files(rows, file),
            Self::No(_) => self,
        }
    }

    pub fn rows(self) -> Option<Rows> {
        match self {
            Self::Rows(rows) | Self::Files(rows, _) => Some(rows),
            Self::No(_) => None,
        }
    }

    pub fn file(self) -> Option<FileOf> {
        match self {
            Self::Files(_, file) => Some(file),
            Self::Rows(_) | Self::No(_) => None,
        }
    }
}

/// Two accounts of one person: the one that is emptied, and the one that stays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Merging {
    pub from: UserId,
    pub into: UserId,
}

/// Gives the rows of one account to the other; says how many rows were touched.
pub type Move = for<'a> fn(&'a mut Scope, Merging) -> BoxFuture<'a, Result<u64>>;

/// What becomes of a table's rows when the account of their person is merged into another one of theirs.
#[derive(Clone, Copy)]
pub enum Merge {
    /// They are of the account that stays; what both have is settled.
    Moves(Move),
    /// They hang on rows of that table, and go where those go.
    Follows(&'static str),
    /// They stay with the emptied account, and why.
    Stays(&'static str),
    /// They are deleted as when the person leaves: ways into an account that nobody enters any more, and what it may.
    Ends,
    /// Of workshops and their staff, whose accounts are never emptied.
    Workshop,
}

impl Merge {
    /// Does the account that stays have the rows in the end?
    pub const fn arrives(self) -> bool {
        matches!(self, Self::Moves(_) | Self::Follows(_))
    }
}

/// A table with data of people.
#[derive(Clone, Copy)]
pub struct Holding {
    pub table: &'static str,
    pub merge: Merge,
    pub copied: Copied,
    pub fate: Fate,
}

/// A class of data that runs out by itself.
#[derive(Clone, Copy)]
pub struct Sweep {
    /// A word of the report, and the key of its name.
    pub class: &'static str,
    pub days: i64,
    pub basis: Basis,
    pub run: Expire,
}

/// Everything the modules declared, lower modules last: the order of erasing, since higher rows point at lower ones.
#[derive(Clone, Default)]
pub struct PersonalData {
    pub holdings: Vec<Holding>,
    pub sweeps: Vec<Sweep>,
}

impl PersonalData {
    /// Tables that go into the copy, the person's own row first.
    pub fn copied(&self) -> Vec<(&'static str, Rows, Option<FileOf>)> {
        let copied = self.holdings.iter().rev();
        copied.filter_map(|holding| Some((holding.table, holding.copied.rows()?, holding.copied.file()))).collect()
    }
}

/// The `id` of a copied row.
///
/// # Errors
/// `internal` when it has none.
pub fn row_id(row: &Value) -> Result<Uuid> {
    row["id"].as_str().and_then(|id| id.parse().ok()).ok_or_else(|| Code::Internal.into())
}

/// A file as the database keeps it.
///
/// # Errors
/// `internal` for a medium that nobody knows.
pub fn paper(medium: &str, bytes: Vec<u8>) -> Result<Document> {
    let medium = Medium::parse(medium).ok_or(Code::Internal)?;
    Ok(Document { medium, bytes })
}

/// A picture as the disk keeps it, or that it is gone.
///
/// # Errors
/// `internal` when the disk refuses.
pub fn picture(read: Result<Bytes>) -> Result<Option<Document>> {
    match read {
        Ok(bytes) => Ok(Some(Document { medium: Medium::Jpeg, bytes: bytes.into() })),
        Err(error) if error.code == Code::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// `rows_of!("select to_jsonb(t) as \"row!\" from … where user_id = $1")`: a checked query as [`Rows`].
#[macro_export]
macro_rules! rows_of {
    ($($sql:tt)+) => {
        $crate::platform::personal::Copied::Rows(|scope, user| {
            Box::pin(async move { Ok(sqlx::query_scalar!($($sql)+, *user).fetch_all(scope.conn().await?).await?) })
        })
    };
}

/// `file_of!("select medium, bytes from … where user_id = $1 and id = $2")`: a checked query as [`FileOf`]; it asks whose it is again.
#[macro_export]
macro_rules! file_of {
    ($sql:tt) => {
        |scope, user, row| {
            Box::pin(async move {
                let id = $crate::platform::personal::row_id(row)?;
                let found = sqlx::query!($sql, *user, id).fetch_optional(scope.conn().await?).await?;
                found.map(|file| $crate::platform::personal::paper(&file.medium, file.bytes)).transpose()
            })
        }
    };
}

/// `erase_by!("delete from … where user_id = $1")`: a checked statement as [`Erase`].
#[macro_export]
macro_rules! erase_by {
    ($($sql:tt)+) => {
        |scope, user| {
            Box::pin(async move { Ok(sqlx::query!($($sql)+, *user).execute(scope.conn().await?).await?.rows_affected()) })
        }
    };
}

/// `move_by!("update … set user_id = $2 where user_id = $1", …)`: checked statements, one after the other, as a [`Merge`].
#[macro_export]
macro_rules! move_by {
    ($($sql:tt),+ $(,)?) => {
        $crate::platform::personal::Merge::Moves(|scope, merging| {
            Box::pin(async move {
                let mut rows = 0;
                $(
                    rows += sqlx::query!($sql, *merging.from, *merging.into)
                        .execute(scope.conn().await?)
                        .await?
                        .rows_affected();
                )+
                Ok(rows)
            })
        })
    };
}

/// `expire_by!("delete from … where at < $1")`: a checked statement as [`Expire`].
#[macro_export]
macro_rules! expire_by {
    ($sql:tt) => {
        |scope, before| {
            Box::pin(async move { Ok(sqlx::query!($sql, before).execute(scope.conn().await?).await?.rows_affected()) })
        }
    };
}

/// Of the platform's own tables.
pub fn holdings() -> Vec<Holding> {
    vec![
        Holding {
            table: "mails",
            merge: Merge::Stays("what was written to an address is of that address"),
            // Bodies may hold links that act; what was said stands in the tables the mail was about.
            copied: rows_of!(
                r#"select jsonb_build_object('kind', m.kind, 'to_email', m.to_email, 'to_name', m.to_name, 'subject', m.subject,
                              'created_at', m.created_at, 'sent_at', m.sent_at) as "row!"
                   from mails m join users u on u.email = m.to_email where u.id = $1 order by m.created_at"#
            ),
            fate: Fate::Deleted(erase_by!(
                "delete from mails m using users u where u.id = $1 and u.email = m.to_email"
            )),
        },
        Holding {
            table: "audit_log",
            merge: Merge::Stays("who did what is never rewritten"),
            copied: rows_of!(
                r#"select to_jsonb(a) - 'id' - 'request_id' - 'detail' as "row!" from audit_log a
                   where a.actor_user_id = $1 or (a.subject_kind = 'user' and a.subject_id = $1::uuid::text) order by a.id"#
            ),
            fate: Fate::Kept(Basis::Security),
        },
    ]
}

pub fn sweeps() -> Vec<Sweep> {
    vec![
        // What was said stands in the tables it was about; others' names and codes in it are nobody's any more.
        Sweep {
            class: "mail_bodies",
            days: 30,
            basis: Basis::Service,
            run: expire_by!(
                "update mails set payload = '{}', subject = null, text_body = null, html_body = null, ics = null
                 where sent_at < $1 and (payload <> '{}' or text_body is not null)"
            ),
        },
        Sweep {
            class: "mails",
            days: 365,
            basis: Basis::Service,
            run: expire_by!("delete from mails where created_at < $1"),
        },
        Sweep {
            class: "farewell_mails",
            days: 1,
            basis: Basis::Service,
            run: expire_by!("delete from mails where kind = 'deletion_done' and sent_at < $1"),
        },
        Sweep {
            class: "audit_log",
            days: 5 * 365,
            basis: Basis::Security,
            run: expire_by!("delete from audit_log where at < $1"),
        },
    ]
}
