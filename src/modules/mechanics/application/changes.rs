//! Changes of a verified workshop: its owner takes one back; the desk approves one, or says that it has looked. Asking for more and
//! refusing are the same as for an application.

use super::{
    model::{DocumentKind, Identity, SeenInput, State},
    service::{self, Application, held, wrong},
    store::changes as store,
};
use crate::{
    kernel::{
        error::{AppError, Code, Result},
        ids::MechanicId,
    },
    modules::mechanics::{contact, mails, policy, workshop::store as workshop},
    platform::Scope,
    say,
};
use serde_json::json;

/// Takes a change back, sent or not.
///
/// # Errors
/// `wrong_status` where nothing is being changed; `unauthenticated` for visitors, `not_found` for everybody but owners.
pub async fn withdraw(scope: &mut Scope) -> Result<()> {
    let (owner, application) = held(scope).await?;
    if !application.applicant.verified || application.state() == State::Approved {
        return Err(wrong(say!(scope.lang, application.change_nothing)));
    }
    store::withdraw(scope, owner).await
}

/// What is new takes the place of what was checked.
///
/// # Errors
/// `wrong_status` unless a change lies with the desk, and for one that was sent after the page was made; `not_found` for an
/// unknown workshop and for everybody but admins.
pub async fn approve(scope: &mut Scope, input: &SeenInput) -> Result<()> {
    let desk = policy::desk(&scope.actor)?;
    let id: MechanicId = input.mechanic_id.parse().map_err(|_| AppError::new(Code::NotFound))?;
    policy::no_stake(&scope.actor, id)?;
    let workshop = workshop::decide(scope, desk, id).await?;
    let papers = policy::papers_of(&scope.actor, id)?;
    let application = service::read(scope, papers).await?;
    if !application.applicant.verified || application.state() != State::Sent {
        return Err(wrong(say!(scope.lang, application.not_pending)));
    }
    if application.applicant.sent_at.is_none_or(|at| at.rfc3339() != input.seen) {
        return Err(wrong(say!(scope.lang, application.change_newer)));
    }
    store::adopt(scope, desk, id).await?;
    let detail = json!({ "name": workshop.name, "changed": changed(&application) });
    scope.audit("mechanic.approve_change", "mechanic", &id.to_string(), detail).await?;
    let owner = contact(scope, id).await?;
    mails::decided(scope, mails::CHANGE_APPROVED, &owner, id, &workshop, "").await
}

/// What of the identity is another, and which papers are new: words, never the numbers.
fn changed(application: &Application) -> Vec<&'static str> {
    let mut words = Vec::new();
    if let Some(new) = &application.new_identity {
        let old = application.identity.clone().unwrap_or_default();
        words.extend(differences(&old, new));
    }
    let papers = application.documents.iter().filter(|document| document.is_change).map(|document| document.kind);
    let papers: Vec<DocumentKind> = papers.collect();
    words.extend(DocumentKind::ALL.into_iter().filter(|kind| papers.contains(kind)).map(DocumentKind::word));
    words
}

/// Names of the fields that differ.
pub fn differences(old: &Identity, new: &Identity) -> Vec<&'static str> {
    let fields = [
        ("kind", old.kind != new.kind),
        ("title", old.title != new.title),
        ("tax_number", old.tax_number != new.tax_number),
        ("tax_office", old.tax_office != new.tax_office),
        ("mersis", old.mersis != new.mersis),
    ];
    fields.into_iter().filter(|(_, differs)| *differs).map(|(name, _)| name).collect()
}

/// Notes that the desk has looked at another name or address.
///
/// # Errors
/// `wrong_status` when they changed again after the page was made; `not_found` for an unknown workshop and for everybody but admins.
pub async fn acknowledge(scope: &mut Scope, input: &SeenInput) -> Result<()> {
    let desk = policy::desk(&scope.actor)?;
    let id: MechanicId = input.mechanic_id.parse().map_err(|_| AppError::new(Code::NotFound))?;
    policy::no_stake(&scope.actor, id)?;
    let workshop = workshop::decide(scope, desk, id).await?;
    let papers = policy::papers_of(&scope.actor, id)?;
    let Some(unseen) = store::unseen(scope, papers).await? else { return Ok(()) };
    if unseen.changed_at.rfc3339() != input.seen {
        return Err(wrong(say!(scope.lang, application.change_newer)));
    }
    store::acknowledge(scope, desk, id).await?;
    let detail = json!({ "name": workshop.name });
    scope.audit("mechanic.acknowledge_change", "mechanic", &id.to_string(), detail).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_differs_is_named() {
        let old = Identity { title: "Işık Oto".into(), tax_office: "Ostim".into(), ..Identity::default() };
        let new = Identity { tax_office: "Yenimahalle".into(), mersis: Some("0454053692000015".into()), ..old.clone() };
        assert_eq!(differences(&old, &new), ["tax_office", "mersis"]);
        assert!(differences(&old, &old).is_empty());
    }
}
