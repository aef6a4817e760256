//! Use cases of an owner who applies, and opening a paper.

use super::{
    model::{DocumentIdInput, DocumentKind, Identity, IdentityInput, SendInput, State, Step},
    spoken,
    store::{
        self, Applicant, Document, Note, Opened,
        changes::{self, Unseen},
    },
};
use crate::{
    kernel::{
        error::{AppError, Checks, Code, FieldError, Result, Rule},
        ids::DocumentId,
    },
    modules::mechanics::{
        gallery::store::{self as gallery, Photo},
        policy::{self, Owner, Papers},
        workshop::store::lock,
    },
    platform::{
        Scope, Visit, media,
        rate_limit::{self, Limit},
    },
    say,
};
use serde_json::json;

/// Papers of one workshop at a time, and of one change.
pub const DOCUMENTS_MAX: usize = 20;
pub const TEXT_MAX: usize = 2000;
/// Files that one person sends.
const PER_PERSON: Limit = Limit { burst: 30, every_seconds: 30 };

/// An application, whole.
#[derive(Clone, Debug)]
pub struct Application {
    pub applicant: Applicant,
    pub identity: Option<Identity>,
    /// Another identity, that waits beside the one that was checked.
    pub new_identity: Option<Identity>,
    /// Those that wait, too.
    pub documents: Vec<Document>,
    /// Help, but nothing that has to be there.
    pub photos: Vec<Photo>,
    pub notes: Vec<Note>,
    /// Name and address as the desk saw them last, where they changed since.
    pub unseen: Option<Unseen>,
}

impl Application {
    /// Of the application; of a verified workshop, of the change it prepares or has sent.
    pub fn state(&self) -> State {
        let kept = self.applicant.state.as_deref().and_then(State::parse);
        match kept {
            kept if !self.applicant.verified => kept.unwrap_or(State::Draft),
            Some(sent) if sent != State::Approved => sent,
            _ if self.has_change() => State::Draft,
            _ => State::Approved,
        }
    }

    /// Does something wait beside what was checked?
    pub fn has_change(&self) -> bool {
        self.new_identity.is_some() || self.documents.iter().any(|document| document.is_change)
    }

    /// May identity and papers be changed now? Those of a verified workshop become a change.
    pub fn may_change(&self) -> bool {
        self.state().is_open() || self.applicant.verified && self.state() == State::Approved
    }

    /// What has to be there, in the order of the page, and whether it is.
    pub fn steps(&self) -> [(Step, bool); 5] {
        [
            // There is no application before there is a workshop with a name and a place.
            (Step::Profile, true),
            (Step::Identity, self.identity.is_some() || self.new_identity.is_some()),
            (Step::Services, self.applicant.offers > 0),
            (Step::Hours, self.applicant.days > 0),
            (Step::Documents, self.missing().is_empty()),
        ]
    }

    pub fn is_complete(&self) -> bool {
        self.lacking().is_empty()
    }

    /// Steps that are not done.
    pub fn lacking(&self) -> Vec<Step> {
        self.steps().into_iter().filter(|(_, done)| !done).map(|(step, _)| step).collect()
    }

    /// It lies with the desk, and everything that has to be there is.
    pub fn is_handed_in(&self) -> bool {
        self.state() == State::Sent && self.is_complete()
    }

    /// Papers that have to be there and are not.
    pub fn missing(&self) -> Vec<DocumentKind> {
        let sent = |kind| self.documents.iter().any(|document| document.kind == kind);
        DocumentKind::NEEDED.into_iter().filter(|kind| !sent(*kind)).collect()
    }

    /// What the desk said last, where it waits for something.
    pub fn last_word(&self) -> Option<&str> {
        self.notes.iter().rev().find(|note| note.act == self.state().word()).map(|note| note.text.as_str())
    }
}

/// # Errors
/// `not_found` for an unknown workshop.
pub async fn read(scope: &mut Scope, papers: Papers) -> Result<Application> {
    Ok(Application {
        applicant: store::applicant(scope, papers).await?,
        identity: store::identity(scope, papers).await?,
        new_identity: changes::identity(scope, papers).await?,
        documents: store::documents(scope, papers).await?,
        photos: gallery::list(scope, papers.id()).await?,
        notes: store::notes(scope, papers).await?,
        unseen: changes::unseen(scope, papers).await?,
    })
}

/// One's own application.
///
/// # Errors
/// `unauthenticated` for visitors, `not_found` for people without a workshop of their own.
pub async fn mine(scope: &mut Scope) -> Result<Application> {
    let papers = policy::own_papers(&scope.actor)?;
    read(scope, papers).await
}

/// One's own application, held until the transaction ends.
pub(super) async fn held(scope: &mut Scope) -> Result<(Owner, Application)> {
    let owner = policy::owner(&scope.actor)?;
    lock(scope, &[owner.id()]).await?;
    Ok((owner, mine(scope).await?))
}

/// `wrong_status` while it lies with the desk.
fn open(scope: &Scope, application: &Application) -> Result<()> {
    if application.may_change() { Ok(()) } else { Err(wrong(say!(scope.lang, application.stands_still))) }
}

pub(super) fn wrong(message: &str) -> AppError {
    AppError { message: message.to_owned(), ..AppError::new(Code::WrongStatus) }
}

/// Says who trades there; of a verified workshop, as a change that waits for the desk.
///
/// # Errors
/// `invalid` with the refused fields, `wrong_status` while it is not the owner's turn.
pub async fn save_identity(scope: &mut Scope, input: &IdentityInput) -> Result<()> {
    let (owner, application) = held(scope).await?;
    open(scope, &application)?;
    let identity = input.check()?;
    if !application.applicant.verified {
        return store::save_identity(scope, owner, &identity).await;
    }
    if application.identity.as_ref() == Some(&identity) {
        return changes::forget_identity(scope, owner).await;
    }
    changes::save_identity(scope, owner, &identity).await
}

/// Counts a file that somebody sends.
///
/// # Errors
/// `too_many` for who sends without end, `unauthenticated` for visitors.
pub async fn spend(visit: &Visit) -> Result<()> {
    let me = visit.person()?.user_id.to_string();
    rate_limit::spend(&visit.wires, "document", &me, PER_PERSON).await
}

/// Counts a paper before any of it is read.
///
/// # Errors
/// `too_many` for who sends without end, `unauthenticated` for visitors; `not_found` for everybody but owners.
pub async fn may_send(visit: &Visit) -> Result<()> {
    policy::owner(&visit.actor)?;
    spend(visit).await
}

/// Keeps a paper that [`may_send`] has let through, made harmless first.
///
/// # Errors
/// `invalid` on `kind` and `file` (`too_many` beyond [`DOCUMENTS_MAX`]), `wrong_status` while it is not the owner's turn,
/// `not_found` for everybody but owners.
pub async fn add_document(visit: &Visit, kind: &str, bytes: Vec<u8>) -> Result<DocumentId> {
    let kind = DocumentKind::parse(kind).ok_or_else(|| AppError::field("kind", Rule::UnknownChoice))?;
    let document = media::document(visit.lang, bytes).await?;
    let mut scope = Scope::write(visit).await?;
    let kept = keep(&mut scope, kind, &document).await;
    scope.finish(kept).await
}

async fn keep(scope: &mut Scope, kind: DocumentKind, document: &media::Document) -> Result<DocumentId> {
    let (owner, application) = held(scope).await?;
    open(scope, &application)?;
    let is_change = application.applicant.verified;
    let kept = application.documents.iter().filter(|paper| paper.is_change == is_change).count();
    if kept >= DOCUMENTS_MAX {
        return Err(AppError::field_with("file", Rule::TooMany, i64::try_from(DOCUMENTS_MAX).ok()));
    }
    store::insert_document(scope, owner, kind, document, is_change).await
}

/// # Errors
/// `not_found` for the papers of others, `wrong_status` while it is not the owner's turn.
pub async fn remove_document(scope: &mut Scope, input: &DocumentIdInput) -> Result<()> {
    let (owner, application) = held(scope).await?;
    let id = input.id()?;
    let is_change = store::is_change(scope, owner, id).await?;
    open(scope, &application)?;
    if application.applicant.verified && !is_change {
        return Err(wrong(say!(scope.lang, application.checked_stays)));
    }
    store::delete_document(scope, owner, id).await
}

/// Lays the application before the desk, or answers what it asked.
///
/// # Errors
/// `invalid` with the steps that are missing and for an answer without words, `wrong_status` while it is not the owner's turn.
pub async fn send(scope: &mut Scope, input: &SendInput) -> Result<()> {
    let (owner, application) = held(scope).await?;
    if !application.state().is_open() {
        let sent = application.state() == State::Sent;
        let lang = scope.lang;
        return Err(wrong(if sent {
            say!(lang, application.stands_still)
        } else {
            say!(lang, application.change_nothing)
        }));
    }
    if application.applicant.verified && !application.has_change() {
        return Err(wrong(say!(scope.lang, application.change_nothing)));
    }
    let (act, least) = if application.state() == State::Asked { ("answered", 2) } else { ("sent", 0) };
    let mut checks = Checks::default();
    let text = checks.text("text", &input.text, least, TEXT_MAX);
    checks.done()?;
    let lang = scope.lang;
    // A verified workshop may miss a step: it was verified as it was, and pausing all its offers changes nothing about its papers.
    let lacking = if application.applicant.verified { Vec::new() } else { application.lacking() };
    let missing = lacking.into_iter().map(|step| {
        let message = say!(lang, application.step_missing, step = spoken::step(lang, step));
        (step.word().to_owned(), FieldError { rule: Rule::Required, limit: None, message })
    });
    let fields: std::collections::BTreeMap<_, _> = missing.collect();
    if !fields.is_empty() {
        let message = say!(lang, application.incomplete).to_owned();
        return Err(AppError { message, fields, ..AppError::new(Code::Invalid) });
    }
    store::send(scope, owner, act, &text).await
}

/// Opens a paper, and says whether it is the desk that reads it, which stays in the log. Wants a scope that writes.
///
/// # Errors
/// `unauthenticated` for visitors, `not_found` for the papers of others.
pub async fn open_document(scope: &mut Scope, id: &str) -> Result<(Opened, bool)> {
    let reader = policy::paper_reader(&scope.actor)?;
    let id: DocumentId = id.parse().map_err(|_| AppError::new(Code::NotFound))?;
    let opened = store::open_document(scope, reader, id).await?;
    let is_desk = reader.only_of().is_none();
    if is_desk {
        let detail = json!({ "document": id, "kind": opened.kind });
        scope.audit("mechanic.read_document", "mechanic", &opened.mechanic_id.to_string(), detail).await?;
    }
    Ok((opened, is_desk))
}
