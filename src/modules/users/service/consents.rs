//! Giving and withdrawing consents; every act is a line of the log.

use crate::{
    kernel::{
        error::{Code, Result},
        ids::UserId,
    },
    modules::users::{
        consents::{Act, Place, Purpose, current},
        model::privacy::{AcceptTermsInput, ConsentsInput, is_ticked},
        store::consents as store,
    },
    platform::{Scope, Visit},
};

/// The log on the page goes back so far.
const HISTORY: i64 = 100;

impl ConsentsInput {
    /// Is the box of an optional purpose ticked?
    pub fn wants(&self, purpose: Purpose) -> bool {
        match purpose {
            Purpose::TailoredOffers => is_ticked(&self.tailored_offers),
            Purpose::MarketingEmail => is_ticked(&self.marketing_email),
            Purpose::MarketingSms => is_ticked(&self.marketing_sms),
            Purpose::MarketingPush => is_ticked(&self.marketing_push),
            Purpose::Terms | Purpose::Notice | Purpose::PrivacyPolicy => false,
        }
    }
}

/// What a registration says: the terms accepted, the notice shown, and each box that was ticked.
///
/// # Errors
/// `unavailable` when the database is away.
pub async fn registered(scope: &mut Scope, visit: &Visit, user: UserId, wishes: &ConsentsInput) -> Result<()> {
    let ip = visit.ip.to_string();
    store::insert(scope, user, current(Purpose::Terms), Act::Given, Place::Register, &ip).await?;
    store::insert(scope, user, current(Purpose::Notice), Act::Shown, Place::Register, &ip).await?;
    for purpose in Purpose::OPTIONAL.into_iter().filter(|purpose| wishes.wants(*purpose)) {
        store::insert(scope, user, current(purpose), Act::Given, Place::Register, &ip).await?;
    }
    Ok(())
}

/// Where somebody stands: the last act for each purpose, and the log.
pub struct Standing {
    pub latest: Vec<store::Logged>,
    pub history: Vec<store::Logged>,
}

impl Standing {
    /// Is an optional consent in force?
    pub fn is_given(&self, purpose: Purpose) -> bool {
        self.latest.iter().any(|line| line.purpose == purpose.word() && line.act == Act::Given.word())
    }
}

/// # Errors
/// `unauthenticated` for visitors.
pub async fn standing(scope: &mut Scope) -> Result<Standing> {
    let user = scope.actor.user_id().ok_or(Code::Unauthenticated)?;
    Ok(Standing { latest: store::latest(scope, user).await?, history: store::history(scope, user, HISTORY).await? })
}

/// Whoever agrees to something, in person: nobody consents for somebody else.
fn in_person(scope: &Scope) -> Result<UserId> {
    let user = scope.actor.user_id().ok_or(Code::Unauthenticated)?;
    if scope.actor.impersonation().is_some() { Err(Code::Forbidden.into()) } else { Ok(user) }
}

/// Keeps the optional consents as the form shows them; only what changes is logged.
///
/// # Errors
/// `unauthenticated` for visitors, `forbidden` for who acts for another.
pub async fn save_consents(scope: &mut Scope, visit: &Visit, input: &ConsentsInput) -> Result<()> {
    let user = in_person(scope)?;
    store::lock(scope, user).await?;
    let now = standing(scope).await?;
    let ip = visit.ip.to_string();
    for purpose in Purpose::OPTIONAL {
        let act = match (now.is_given(purpose), input.wants(purpose)) {
            (false, true) => Act::Given,
            (true, false) => Act::Withdrawn,
            _ => continue,
        };
        store::insert(scope, user, current(purpose), act, Place::PrivacyPage, &ip).await?;
    }
    Ok(())
}

/// Accepts the terms in force.
///
/// # Errors
/// `unauthenticated` for visitors, `forbidden` for who acts for another; `expired` when another version came into force since the page was shown.
pub async fn accept_terms(scope: &mut Scope, visit: &Visit, input: &AcceptTermsInput) -> Result<()> {
    let user = in_person(scope)?;
    let text = current(Purpose::Terms);
    if input.version != text.version {
        return Err(Code::Expired.into());
    }
    store::insert(scope, user, text, Act::Given, Place::Banner, &visit.ip.to_string()).await?;
    store::save_terms(scope, user, text.version).await
}
