//! `/atolye/ekip`: who belongs to the workshop, and who was asked to. Who works for it sees their own place there.

use super::nothing_yet;
use crate::{
    kernel::{actor::Post, error::Result, lang::Lang, paths},
    modules::mechanics::{
        policy,
        staff::{
            mails::post_name,
            service,
            store::{Invitation, Member},
        },
    },
    platform::{Scope, Visit},
    say,
    ui::{
        Avatar, ButtonLook, Confirm, Empty, FormState, Page, PageHead, Panel, PostButton, Section, Tag, Tone,
        form::{Form, Submit, field, form_errors, hidden, radios, select},
    },
};
use leptos::prelude::*;

const INVITE: &str = "mechanics/invite_staff";
const RESEND: &str = "mechanics/resend_invitation";
const SET_POST: &str = "mechanics/set_post";

/// # Errors
/// `unauthenticated` for visitors, `not_found` for people who belong to no workshop.
pub async fn team(visit: Visit) -> Result<Page> {
    let lang = visit.lang;
    let title = say!(lang, staff.title);
    let mut scope = Scope::read(&visit);
    if policy::employee(&visit.actor).is_ok() {
        return own_place(lang, &mut scope).await;
    }
    if policy::opener(&visit.actor).is_ok() && visit.actor.mechanic_id().is_none() {
        return Ok(nothing_yet(&visit, title, "team"));
    }
    let team = service::team(&mut scope).await?;
    let tablets = super::tablets::part(&visit, &mut scope).await?;
    let form = invite_form(&visit);
    let invite = view! { <Section title=say!(lang, staff.invite) id="davet"><Panel>{form}</Panel></Section> };
    let sections =
        vec![members(&visit, team.members), invitations(&visit, team.invitations), invite.into_any(), tablets];
    let body = view! {
        <PageHead title=title line=say!(lang, staff.line)/>
        {refusals(&visit)}
        <div class="grid grid-cols-1 gap-8 max-w-3xl">{sections}</div>
    };
    Ok(Page::new(title, body).noindex().nav("team"))
}

/// What was refused that has no fields of its own to show it at.
fn refusals(visit: &Visit) -> AnyView {
    let acts = [RESEND, SET_POST, "mechanics/remove_staff", "mechanics/withdraw_invitation"];
    acts.map(|act| form_errors(&visit.form(act), say!(visit.lang, errors.invalid))).collect_view().into_any()
}

fn members(visit: &Visit, members: Vec<Member>) -> AnyView {
    let lang = visit.lang;
    let list = if members.is_empty() {
        view! { <Empty icon="users" title=say!(lang, staff.none) line=say!(lang, staff.none_line)/> }.into_any()
    } else {
        let rows = members.into_iter().map(|member| member_row(lang, member)).collect_view();
        view! { <Panel class="panel px-4 md:px-5"><ul class="divide-y divide-line">{rows}</ul></Panel> }.into_any()
    };
    view! { <Section title=say!(lang, staff.members)>{list}</Section> }.into_any()
}

fn member_row(lang: Lang, member: Member) -> AnyView {
    let id = member.user_id.to_string();
    let since = say!(lang, staff.since, day = member.joined_at.day().spoken_with_year(lang));
    let state = FormState::default();
    let choice = Post::ALL
        .into_iter()
        .fold(select(&state, "post", say!(lang, staff.post)).id(format!("gorev-{id}")), |list, post| {
            list.option(post.word(), post_name(lang, post))
        })
        .preset(member.post.word())
        .view();
    let (post_id, name) = (id.clone(), member.full_name.clone());
    view! {
        <li class="py-4 grid gap-4">
            <div class="flex items-center gap-3">
                <Avatar name=member.full_name.clone() src=member.photo.as_deref().map(paths::photo)/>
                <div class="min-w-0">
                    <h3 class="text-base font-semibold break-words">{member.full_name.clone()}</h3>
                    <p class="text-sm text-muted break-all">{member.email}</p>
                    <p class="text-sm text-muted num">{since}</p>
                </div>
            </div>
            <div class="flex flex-wrap items-end gap-2">
                <Form action=paths::api(SET_POST) class="flex flex-wrap items-end gap-2 grow" label=say!(lang, staff.post_of, name = name)>
                    {hidden("user_id", post_id)}
                    <div class="flex-1 min-w-44">{choice}</div>
                    <Submit label=say!(lang, common.save) look=ButtonLook::Line/>
                </Form>
                <Confirm
                    id=format!("cikar-{id}")
                    label=say!(lang, staff.remove)
                    title=say!(lang, staff.remove_title, name = member.full_name)
                    line=say!(lang, staff.remove_line)
                    close=say!(lang, common.close)
                >
                    <PostButton
                        action=paths::api("mechanics/remove_staff")
                        label=say!(lang, staff.remove)
                        values=vec![("user_id", id)]
                        look=ButtonLook::Danger
                        wide=true
                    />
                </Confirm>
            </div>
        </li>
    }
    .into_any()
}

fn invitations(visit: &Visit, invitations: Vec<Invitation>) -> AnyView {
    if invitations.is_empty() {
        return ().into_any();
    }
    let lang = visit.lang;
    let rows = invitations.into_iter().map(|invitation| invitation_row(visit, invitation)).collect_view();
    view! {
        <Section title=say!(lang, staff.invitations)>
            <Panel class="panel px-4 md:px-5"><ul class="divide-y divide-line">{rows}</ul></Panel>
        </Section>
    }
    .into_any()
}

fn invitation_row(visit: &Visit, invitation: Invitation) -> AnyView {
    let lang = visit.lang;
    let values = vec![("invitation_id", invitation.id.to_string())];
    let (until, tone) = if invitation.expires_at > visit.now {
        (say!(lang, staff.open_until, day = invitation.expires_at.day().spoken_with_year(lang)), Tone::Plain)
    } else {
        (say!(lang, staff.ran_out).to_owned(), Tone::Error)
    };
    view! {
        <li class="py-4 flex flex-wrap items-center justify-between gap-3">
            <div class="min-w-0">
                <p class="font-semibold break-all">{invitation.email}</p>
                <p class="flex flex-wrap items-center gap-2 text-sm text-muted mt-1">
                    {post_name(lang, invitation.post)}
                    <Tag label=until tone=tone/>
                </p>
            </div>
            <div class="flex flex-wrap gap-2">
                <PostButton action=paths::api(RESEND) label=say!(lang, staff.resend) values=values.clone() icon="mail"/>
                <PostButton action=paths::api("mechanics/withdraw_invitation") label=say!(lang, staff.withdraw) values=values look=ButtonLook::Quiet/>
            </div>
        </li>
    }
    .into_any()
}

fn invite_form(visit: &Visit) -> AnyView {
    let lang = visit.lang;
    let state = visit.form(INVITE);
    let complaints = form_errors(&state, say!(lang, errors.invalid));
    let email = field(&state, "email", say!(lang, auth.email))
        .email()
        .autocomplete("off")
        .hint(say!(lang, staff.email_hint))
        .required()
        .view();
    let post = radios(&state, "post", say!(lang, staff.post))
        .option_with("mechanic", post_name(lang, Post::Mechanic), say!(lang, staff.post_mechanic_line))
        .option_with("manager", post_name(lang, Post::Manager), say!(lang, staff.post_manager_line))
        .preset("mechanic")
        .view();
    view! {
        <Form action=paths::api(INVITE) novalidate=true>
            {complaints}
            {email}
            {post}
            <div><Submit label=say!(lang, staff.invite_act) icon="send-horizontal" large=true/></div>
        </Form>
    }
    .into_any()
}

/// For who works here: what they are, and the way out.
async fn own_place(lang: Lang, scope: &mut Scope) -> Result<Page> {
    let title = say!(lang, staff.own_title);
    let (workshop, post) = service::place(scope).await?;
    let line = match post {
        Post::Manager => say!(lang, staff.post_manager_line),
        Post::Mechanic => say!(lang, staff.post_mechanic_line),
    };
    let body = view! {
        <PageHead title=title line=workshop.clone()/>
        <div class="max-w-2xl">
            <Panel>
                <div class="grid gap-4">
                    <p><Tag label=post_name(lang, post) tone=Tone::Primary/></p>
                    <p>{line}</p>
                    <div>
                        <Confirm
                            id="ayril"
                            label=say!(lang, staff.leave)
                            title=say!(lang, staff.leave_title, workshop = workshop)
                            line=say!(lang, staff.leave_line)
                            close=say!(lang, common.close)
                            icon="log-out"
                        >
                            <PostButton action=paths::api("mechanics/leave_staff") label=say!(lang, staff.leave) look=ButtonLook::Danger wide=true/>
                        </Confirm>
                    </div>
                </div>
            </Panel>
        </div>
    };
    Ok(Page::new(title, body).noindex().nav("team"))
}
