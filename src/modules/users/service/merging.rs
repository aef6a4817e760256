//! Two accounts of one person become one: nothing is lost, and nobody takes it back. What moves each module declares beside
//! its tables (`platform::personal::Merge`); here it is decided whether, and done.

use crate::{
    kernel::{
        error::{AppError, Code, Result},
        ids::UserId,
    },
    modules::users::{
        events::AccountsMerge,
        mails,
        model::desk::{MergeInput, UserFilter, user_id},
        policy,
        service::desk::{Opened, open},
        store::{
            desk::{self, Row},
            merging::{self as store, Candidate, Side},
        },
    },
    platform::{
        Scope,
        personal::{Fate, Merge, Merging},
        session::{Ended, end_all},
    },
    say,
};
use serde_json::json;

/// The page shows so many accounts that look alike.
const LOOK_ALIKES: i64 = 20;
/// And so many that the typed words find.
const FOUND: usize = 10;

/// Why an account is not emptied, or takes in no other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Refusal {
    Same,
    OneOfMine,
    Merged,
    Closed,
    Leaving,
    HasDuties,
}

impl Refusal {
    const fn code(self) -> Code {
        match self {
            Self::Same | Self::Closed | Self::Leaving => Code::WrongStatus,
            Self::OneOfMine => Code::Forbidden,
            Self::Merged => Code::Merged,
            Self::HasDuties => Code::InUse,
        }
    }

    fn error(self, scope: &Scope, name: &str) -> AppError {
        let lang = scope.lang;
        let message = match self {
            Self::Same => say!(lang, merging.refused_same).to_owned(),
            Self::OneOfMine => say!(lang, merging.refused_mine).to_owned(),
            Self::Merged => say!(lang, merging.refused_merged, name = name),
            Self::Closed => say!(lang, merging.refused_closed, name = name),
            Self::Leaving => say!(lang, merging.refused_leaving, name = name),
            Self::HasDuties => say!(lang, merging.refused_duties, name = name),
        };
        AppError { message, ..AppError::new(self.code()) }
    }
}

/// Of both, whoever asks is a stranger to either.
fn check(scope: &Scope, from: &Side, into: &Side) -> Result<()> {
    let me = scope.actor.user_id();
    for side in [from, into] {
        let refusal = if me == Some(side.id) {
            Refusal::OneOfMine
        } else if side.is_merged {
            Refusal::Merged
        } else if side.is_closed {
            Refusal::Closed
        } else if side.is_leaving {
            Refusal::Leaving
        } else {
            continue;
        };
        return Err(refusal.error(scope, &side.full_name));
    }
    if from.has_duties { Err(Refusal::HasDuties.error(scope, &from.full_name)) } else { Ok(()) }
}

/// Locks both and looks whether the one may be emptied into the other.
async fn both(scope: &mut Scope, decider: policy::Decider, merging: Merging) -> Result<(Side, Side)> {
    if merging.from == merging.into {
        return Err(Refusal::Same.error(scope, ""));
    }
    let mut sides = store::lock(scope, decider, merging).await?;
    sides.sort_by_key(|side| side.id != merging.from);
    let mut sides = sides.into_iter();
    let (from, into) = sides.next().zip(sides.next()).ok_or(Code::NotFound)?;
    check(scope, &from, &into)?;
    Ok((from, into))
}

/// Empties an account into another one of the same person: its sessions and ways in end, everything else is the other's, both
/// are told by mail.
///
/// # Errors
/// `merged`, `wrong_status`, `in_use`, `forbidden` with a sentence that says why one of them is not merged; `invalid` without a
/// reason and consent, `step_up`, `not_found` for unknown people and for everybody but admins.
pub async fn merge(scope: &mut Scope, input: &MergeInput) -> Result<()> {
    let decider = policy::may_decide(&scope.actor)?;
    scope.stepped_up()?;
    let (from, into, reason) = input.check()?;
    let merging = Merging { from, into };
    let (from, into) = both(scope, decider, merging).await?;
    scope.publish(&AccountsMerge { merging }).await?;
    let ended = end_all(scope, from.id, None, Ended::Disabled).await?;
    let mut rows = serde_json::Map::new();
    let personal = scope.wires.personal.clone();
    for holding in &personal.holdings {
        let touched = match (holding.merge, holding.fate) {
            (Merge::Moves(run), _) => run(scope, merging).await?,
            (Merge::Ends, Fate::Deleted(erase)) => erase(scope, from.id).await?,
            _ => 0,
        };
        if touched > 0 {
            rows.insert(holding.table.to_owned(), touched.into());
        }
    }
    store::empty(scope, decider, &from, &into).await?;
    let detail = json!({
        "name": from.full_name, "into": into.id, "into_name": into.full_name, "reason": reason, "sessions": ended, "rows": rows,
    });
    scope.audit("users.merge", "user", &from.id.to_string(), detail).await?;
    mails::tell_merged(scope, from.id, &into.email, mails::MERGED).await?;
    mails::tell_merged(scope, into.id, &from.email, mails::TOOK_IN).await
}

/// Two accounts beside each other.
pub struct Comparison {
    pub from: Opened,
    pub into: Opened,
    /// Tables that move, with the rows of either; those where the emptied one has any.
    pub moving: Vec<(&'static str, usize, usize)>,
    /// Why it is not done.
    pub refused: Option<String>,
}

/// What the page shows: the account, the one it is compared with, and which ones it may be compared with.
pub struct Desk {
    pub account: Opened,
    pub comparison: Option<Comparison>,
    pub alike: Vec<Candidate>,
    pub found: Vec<Row>,
}

/// Opens the page of a merge; the log keeps whose pages were opened. Wants a scope that writes.
///
/// # Errors
/// `unauthenticated` for visitors, `not_found` for unknown people and for everybody but admins.
pub async fn desk(scope: &mut Scope, id: &str, other: &str, typed: &str, plate_mates: &[UserId]) -> Result<Desk> {
    let decider = policy::may_decide(&scope.actor)?;
    let account = open(scope, id).await?;
    let comparison = if other.is_empty() { None } else { Some(compare(scope, decider, &account, other).await?) };
    let alike = store::candidates(scope, decider, account.person.id, plate_mates, LOOK_ALIKES).await?;
    let found = if typed.trim().is_empty() { Vec::new() } else { find(scope, decider, typed).await? };
    let found: Vec<Row> = found.into_iter().filter(|row| row.id != account.person.id).collect();
    if !alike.is_empty() || !found.is_empty() {
        let filters: &[&str] = if typed.trim().is_empty() { &[] } else { &["ara"] };
        let detail = json!({ "filters": filters, "rows": alike.len() + found.len() });
        scope.audit("users.read_list", "users", "list", detail).await?;
    }
    Ok(Desk { account, comparison, alike, found })
}

/// By a part of a name, an address or a number, or by the whole id.
async fn find(scope: &mut Scope, decider: policy::Decider, typed: &str) -> Result<Vec<Row>> {
    let text: String = typed.trim().chars().take(100).collect();
    let known: Vec<UserId> = text.parse::<UserId>().into_iter().collect();
    let filter = UserFilter { text, ..UserFilter::default() };
    Ok(desk::list(scope, decider.into(), &filter, &known, FOUND).await?.items)
}

async fn compare(scope: &mut Scope, decider: policy::Decider, from: &Opened, other: &str) -> Result<Comparison> {
    let into = open(scope, other).await?;
    let merging = Merging { from: from.person.id, into: user_id(other)? };
    let refused = match both(scope, decider, merging).await {
        Ok(_) => None,
        Err(error) if error.code == Code::NotFound || error.message.is_empty() => return Err(error),
        Err(error) => Some(error.message),
    };
    let mut moving = Vec::new();
    let personal = scope.wires.personal.clone();
    for holding in personal.holdings.iter().rev().filter(|holding| holding.merge.arrives()) {
        let Some(rows) = holding.copied.rows() else { continue };
        let count = rows(scope, merging.from).await?.len();
        if count > 0 && holding.table != "customers" {
            moving.push((holding.table, count, rows(scope, merging.into).await?.len()));
        }
    }
    Ok(Comparison { from: from.clone(), into, moving, refused })
}
