//! Use cases of an owner about certificates.

use super::{
    inputs::CertificateIdInput,
    model::{CertificateInput, CertificateKind, certificate_id, claims_authority},
    store::{self, Certificate},
};
use crate::{
    kernel::{
        error::{AppError, Checks, Code, Result, Rule},
        ids::{CertificateId, MechanicId},
    },
    modules::mechanics::{policy, workshop::store::lock},
    platform::{Scope, Visit, media},
};

pub const CERTIFICATES_MAX: usize = 30;

/// One's own certificates.
///
/// # Errors
/// `unauthenticated` for visitors, `not_found` for people without a workshop of their own.
pub async fn mine(scope: &mut Scope) -> Result<Vec<Certificate>> {
    let papers = policy::own_papers(&scope.actor)?;
    store::list(scope, papers).await
}

/// Keeps a certificate with its paper, which the application's `may_send` has let through, made harmless first; it waits for the desk.
///
/// # Errors
/// `invalid` with the refused fields (`too_many` beyond [`CERTIFICATES_MAX`]); `not_found` for everybody but owners.
pub async fn add(visit: &Visit, input: &CertificateInput, file: Vec<u8>) -> Result<CertificateId> {
    let brand = visit.wires.reference.get().find_brand(input.brand.trim()).map(|brand| brand.id);
    let certificate = input.check(visit.now.day(), brand.is_some())?;
    let brand = brand.filter(|_| certificate.kind == CertificateKind::Authorised);
    let paper = media::document(visit.lang, file).await?;
    let mut scope = Scope::write(visit).await?;
    let kept = async {
        let owner = policy::owner(&scope.actor)?;
        lock(&mut scope, &[owner.id()]).await?;
        if mine(&mut scope).await?.len() >= CERTIFICATES_MAX {
            return Err(AppError::field_with("file", Rule::TooMany, i64::try_from(CERTIFICATES_MAX).ok()));
        }
        store::insert(&mut scope, owner, &certificate, brand, &paper).await
    }
    .await;
    scope.finish(kept).await
}

/// # Errors
/// `not_found` for the certificates of others.
pub async fn remove(scope: &mut Scope, input: &CertificateIdInput) -> Result<()> {
    let owner = policy::owner(&scope.actor)?;
    let id = certificate_id(&input.certificate_id)?;
    if store::delete(scope, owner, id).await? { Ok(()) } else { Err(Code::NotFound.into()) }
}

/// Lets only workshops with a checked authorisation in force call themselves authorised. `None`: a workshop that is not there yet.
///
/// # Errors
/// `invalid` on the fields that claim it.
pub async fn check_claims<const N: usize>(
    scope: &mut Scope,
    id: Option<MechanicId>,
    texts: [(&str, &str); N],
) -> Result<()> {
    let claims = texts.map(|(name, text)| (name, claims_authority(text)));
    if claims.iter().all(|(_, claims)| !claims) {
        return Ok(());
    }
    let badges = match id {
        Some(id) => store::badges(scope, id).await?,
        None => Vec::new(),
    };
    let authorised = badges.iter().any(|badge| badge.kind == CertificateKind::Authorised.word());
    let mut checks = Checks::default();
    for (name, claims) in claims {
        checks.require(name, authorised || !claims, Rule::NotAuthorised);
    }
    checks.done()
}
