//! The desk checks certificates. Each decision leaves an audit row and is announced; deciding what is decided
//! already changes nothing.

use super::{
    events::CertificateDecided,
    inputs::CertificateDecisionInput,
    model::certificate_id,
    store::{self, Certificate},
};
use crate::{
    kernel::{
        error::{Checks, Result, Rule},
        ids::MechanicId,
    },
    modules::mechanics::policy,
    platform::Scope,
};
use serde_json::json;

/// The certificates of a workshop.
///
/// # Errors
/// `unauthenticated` for visitors, `not_found` for everybody but admins.
pub async fn of(scope: &mut Scope, id: MechanicId) -> Result<Vec<Certificate>> {
    let papers = policy::papers_of(&scope.actor, id)?;
    store::list(scope, papers).await
}

/// Checks a certificate, or refuses it with a reason; one that was checked may be refused later.
///
/// # Errors
/// `invalid` with the refused fields; `not_found` for unknown certificates and for everybody but admins.
pub async fn decide(scope: &mut Scope, input: &CertificateDecisionInput) -> Result<()> {
    let desk = policy::desk(&scope.actor)?;
    let id = certificate_id(&input.certificate_id)?;
    let certificate = store::decided(scope, desk, id).await?;
    policy::no_stake(&scope.actor, certificate.mechanic_id)?;
    let mut checks = Checks::default();
    let (state, reason) = match input.decision.as_str() {
        "check" => ("checked", String::new()),
        "refuse" => ("refused", checks.text("reason", &input.reason, 5, 500)),
        _ => {
            checks.refuse("decision", Rule::UnknownChoice);
            ("", String::new())
        }
    };
    checks.done()?;
    if certificate.state == state {
        return Ok(());
    }
    store::decide(scope, desk, id, state, &reason).await?;
    let action = if state == "checked" { "mechanic.check_certificate" } else { "mechanic.refuse_certificate" };
    let detail = json!({ "certificate": id, "kind": certificate.kind, "number": certificate.number, "reason": reason });
    scope.audit(action, "mechanic", &certificate.mechanic_id.to_string(), detail).await?;
    scope.publish(&CertificateDecided { id, certificate, state, reason }).await
}
