//! Use cases about staff. Who gives others a place, or takes it away, has proved lately who they are.

use super::{
    mails,
    model::{AcceptInput, InvitationInput, InviteInput, MemberInput, PostInput},
    store::{self, Invitation, Member, Offered},
};
use crate::{
    kernel::{
        actor::Post,
        error::{AppError, Checks, Code, Result, Rule},
        ids::{InvitationId, UserId},
        text::Email,
    },
    modules::{
        auth::limits,
        mechanics::{
            policy::{self, Employer},
            tablet::store::forget_pin,
        },
        users,
    },
    platform::{
        Scope,
        rate_limit::{self, Limit},
        session::{renew_all, tablet::stand_up},
        token::Token,
    },
    say,
};
use serde_json::json;

/// Days that the link of an invitation holds.
pub const INVITATION_DAYS: i64 = 7;
/// People and open invitations of one workshop together.
pub const STAFF_MAX: usize = 30;
/// Invitations that one workshop sends.
pub const INVITATIONS_PER_WORKSHOP: Limit = Limit { burst: 20, every_seconds: 600 };

/// Everybody who belongs to the workshop, and who was asked to.
pub struct Team {
    pub members: Vec<Member>,
    pub invitations: Vec<Invitation>,
}

/// # Errors
/// `unauthenticated` for visitors, `not_found` for everybody but owners.
pub async fn team(scope: &mut Scope) -> Result<Team> {
    let employer = policy::employer(&scope.actor)?;
    Ok(Team {
        members: store::members(scope, employer).await?,
        invitations: store::invitations(scope, employer).await?,
    })
}

/// The name of the workshop that the actor works for.
///
/// # Errors
/// `unauthenticated` for visitors, `not_found` for people who work for nobody here.
pub async fn place(scope: &mut Scope) -> Result<(String, Post)> {
    let employee = policy::employee(&scope.actor)?;
    Ok((store::workshop_name(scope, employee.place.mechanic_id).await?, employee.place.post))
}

/// Asks somebody by mail to join; whoever was asked before gets a new link, and the old one ends. The answer is the same
/// whether the address has an account or not.
///
/// # Errors
/// `invalid` with the refused fields, `in_use` for who belongs to the workshop already, `too_many` beyond the limits,
/// `step_up`; `not_found` for everybody but owners.
pub async fn invite(scope: &mut Scope, input: &InviteInput) -> Result<()> {
    let employer = policy::employer(&scope.actor)?;
    scope.stepped_up()?;
    let mut checks = Checks::default();
    let email = checks.keep("email", Email::parse(&input.email));
    let post = checks.keep("post", Post::parse(&input.post).ok_or(Rule::UnknownChoice));
    checks.done()?;
    let (Some(email), Some(post)) = (email, post) else { return Err(Code::Invalid.into()) };
    store::lock(scope, employer).await?;
    if store::belongs(scope, employer, email.as_str()).await? {
        return Err(known(say!(scope.lang, staff.belongs_already)));
    }
    if !store::is_invited(scope, employer, email.as_str()).await?
        && store::head_count(scope, employer).await? >= STAFF_MAX
    {
        let mut checks = Checks::default();
        checks.refuse_with("email", Rule::TooMany, i64::try_from(STAFF_MAX).ok());
        checks.done()?;
    }
    send(scope, employer, email.as_str(), post).await
}

/// Sends an invitation again, with a new link.
///
/// # Errors
/// `too_many` beyond the limits, `step_up`; `not_found` for a stranger's invitation and for everybody but owners.
pub async fn resend(scope: &mut Scope, input: &InvitationInput) -> Result<()> {
    let employer = policy::employer(&scope.actor)?;
    scope.stepped_up()?;
    let invitation = store::invitation(scope, employer, id(&input.invitation_id)?).await?;
    send(scope, employer, &invitation.email, invitation.post).await
}

async fn send(scope: &mut Scope, employer: Employer, email: &str, post: Post) -> Result<()> {
    rate_limit::spend_in(scope, "staff_invitations", &employer.id().to_string(), INVITATIONS_PER_WORKSHOP).await?;
    limits::spend_mail(scope, email).await?;
    let token = Token::fresh();
    let until = scope.now.plus_days(INVITATION_DAYS);
    store::save_invitation(scope, employer, InvitationId::fresh(), email, post, &token.hash(), until).await?;
    let workshop = store::workshop_name(scope, employer.id()).await?;
    mails::invite(scope, email, &workshop, post, &token).await?;
    let detail = json!({ "email": email, "post": post.word() });
    scope.audit("mechanic.invite_staff", "mechanic", &employer.id().to_string(), detail).await
}

/// Takes an invitation back; its link ends.
///
/// # Errors
/// `not_found` for a stranger's invitation and for everybody but owners.
pub async fn withdraw(scope: &mut Scope, input: &InvitationInput) -> Result<()> {
    let employer = policy::employer(&scope.actor)?;
    store::delete_invitation(scope, employer, id(&input.invitation_id)?).await
}

/// What a link offers, for its page.
///
/// # Errors
/// `expired` for a link that is unknown, used, replaced or too old.
pub async fn look(scope: &mut Scope, token: &str) -> Result<Offered> {
    store::offered(scope, &Token::sent(token.to_owned()).hash()).await?.ok_or_else(|| Code::Expired.into())
}

/// Joins the workshop whose mail it was. It counts for the account of the address it was sent to.
///
/// # Errors
/// `expired` as [`look`], `in_use` for who owns or works for a workshop already; `not_found` for another's invitation,
/// `forbidden` for who acts for another, `unauthenticated` for visitors.
pub async fn accept(scope: &mut Scope, input: &AcceptInput) -> Result<()> {
    let invited = policy::invited(&scope.actor)?;
    let offered = look(scope, &input.token).await?;
    let person = scope.actor.person().ok_or(Code::Unauthenticated)?;
    if person.email != offered.email {
        return Err(Code::NotFound.into());
    }
    let (name, is_bound) = (person.full_name.clone(), person.mechanic_id.is_some());
    if is_bound || !store::join(scope, invited, &offered).await? {
        return Err(known(say!(scope.lang, staff.bound_elsewhere)));
    }
    users::grant_staff(scope, invited.user_id()).await?;
    renew_all(scope, invited.user_id()).await?;
    mails::joined(scope, &offered, &name).await?;
    let detail = json!({ "post": offered.post.word() });
    scope.audit("mechanic.join_staff", "mechanic", &offered.mechanic_id.to_string(), detail).await
}

/// Gives a member of the staff another post; it holds with their next request.
///
/// # Errors
/// `invalid` for an unknown post, `step_up`; `not_found` for people of other workshops and for everybody but owners.
pub async fn set_post(scope: &mut Scope, input: &PostInput) -> Result<()> {
    let employer = policy::employer(&scope.actor)?;
    scope.stepped_up()?;
    let user: UserId = id(&input.user_id)?;
    let post = Post::parse(&input.post).ok_or_else(|| AppError::field("post", Rule::UnknownChoice))?;
    store::save_post(scope, employer, user, post).await?;
    renew_all(scope, user).await?;
    let detail = json!({ "mechanic": employer.id(), "post": post.word() });
    scope.audit("mechanic.set_post", "user", &user.to_string(), detail).await
}

/// Takes somebody out of the staff; from their next request on the workshop is a stranger's. They are told by mail.
///
/// # Errors
/// `step_up`; `not_found` for people of other workshops and for everybody but owners.
pub async fn remove(scope: &mut Scope, input: &MemberInput) -> Result<()> {
    let employer = policy::employer(&scope.actor)?;
    scope.stepped_up()?;
    let user: UserId = id(&input.user_id)?;
    store::remove(scope, employer, user).await?;
    let_go(scope, user).await?;
    let workshop = store::workshop_name(scope, employer.id()).await?;
    mails::removed(scope, user, &workshop).await?;
    scope.audit("mechanic.remove_staff", "user", &user.to_string(), json!({ "mechanic": employer.id() })).await
}

/// Leaves the workshop one works for.
///
/// # Errors
/// `forbidden` for who acts for another, `unauthenticated` for visitors, `not_found` for people who work for nobody here.
pub async fn leave(scope: &mut Scope) -> Result<()> {
    policy::invited(&scope.actor)?;
    let employee = policy::employee(&scope.actor)?;
    store::leave(scope, employee).await?;
    let_go(scope, employee.user_id).await?;
    let detail = json!({});
    scope.audit("mechanic.leave_staff", "mechanic", &employee.place.mechanic_id.to_string(), detail).await
}

async fn let_go(scope: &mut Scope, user: UserId) -> Result<()> {
    users::revoke_staff(scope, &[user]).await?;
    forget_pin(scope, user).await?;
    stand_up(scope, user).await?;
    renew_all(scope, user).await?;
    Ok(())
}

fn known(sentence: &str) -> AppError {
    AppError { message: sentence.to_owned(), ..AppError::new(Code::InUse) }
}

/// What is no id names nothing.
fn id<T: std::str::FromStr>(text: &str) -> Result<T> {
    text.parse().map_err(|_| Code::NotFound.into())
}
