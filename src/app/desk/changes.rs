//! What of a verified workshop is another: identity and papers that wait for a decision, name and address that wait for a look.

use crate::{
    kernel::{lang::Lang, paths},
    modules::mechanics::{
        application::{model::State, service::Application},
        pages::identity_facts,
    },
    platform::Visit,
    say,
    ui::{ButtonLook, Facts, Notice, Panel, PostButton, Section, Tone},
};
use leptos::prelude::*;

pub const APPROVE: &str = "mechanics/approve_change";
pub const ACKNOWLEDGE: &str = "mechanics/acknowledge_change";

/// Who trades there; where another identity waits, both side by side.
pub fn identity(lang: Lang, opened: &Application) -> AnyView {
    let now = match &opened.identity {
        Some(identity) => identity_facts(lang, identity),
        None => view! { <p class="text-muted">{say!(lang, application.not_given)}</p> }.into_any(),
    };
    // What its owner has not sent yet is not the desk's to read.
    let is_sent = opened.state() != State::Draft;
    let content = match opened.new_identity.as_ref().filter(|_| is_sent) {
        None => view! { <Panel>{now}</Panel> }.into_any(),
        Some(new) => {
            let new = identity_facts(lang, new);
            view! {
                <div class="grid grid-cols-1 md:grid-cols-2 gap-4">
                    <Panel>
                        <h3 class="text-base font-semibold mb-2">{say!(lang, application.change_now)}</h3>
                        {now}
                    </Panel>
                    <Panel class="panel border-accent/60! p-4 md:p-5">
                        <h3 class="text-base font-semibold mb-2">{say!(lang, application.change_new)}</h3>
                        {new}
                    </Panel>
                </div>
            }
            .into_any()
        }
    };
    view! { <Section title=say!(lang, application.identity)>{content}</Section> }.into_any()
}

/// The button that puts what is new in the place of what was checked; only for what was sent.
pub fn approve(visit: &Visit, opened: &Application) -> AnyView {
    let seen = opened.applicant.sent_at.filter(|_| opened.state() == State::Sent);
    seen.map(|sent_at| {
        let id = opened.applicant.id.to_string();
        let values = vec![("mechanic_id", id), ("seen", sent_at.rfc3339()), ("next", visit.address())];
        let label = say!(visit.lang, application.change_approve);
        view! { <PostButton action=paths::api(APPROVE) label=label values=values look=ButtonLook::Primary icon="badge-check" wide=true/> }
    })
    .into_any()
}

/// Name and address as the desk saw them last, beside those of now.
pub fn unseen(visit: &Visit, opened: &Application) -> Option<AnyView> {
    let lang = visit.lang;
    let unseen = opened.unseen.as_ref()?;
    let applicant = &opened.applicant;
    let now = super::application::place(visit, applicant);
    let fact =
        |name: &str, text: String| (name.to_owned(), view! { <span class="break-words num">{text}</span> }.into_any());
    let facts = vec![
        fact(say!(lang, application.unseen_before), format!("{} · {}", unseen.name, unseen.address)),
        fact(say!(lang, application.unseen_after), format!("{} · {now}", applicant.name)),
        fact(say!(lang, application.sent_at), unseen.changed_at.spoken(lang)),
    ];
    let values = vec![
        ("mechanic_id", applicant.id.to_string()),
        ("seen", unseen.changed_at.rfc3339()),
        ("next", visit.address()),
    ];
    Some(
        view! {
            <Section title=say!(lang, application.unseen)>
                <Panel>
                    <div class="grid gap-4">
                        <Notice tone=Tone::Info text=say!(lang, application.unseen_line)/>
                        <Facts items=facts/>
                        <div><PostButton action=paths::api(ACKNOWLEDGE) label=say!(lang, application.unseen_act) values=values icon="check"/></div>
                    </div>
                </Panel>
            </Section>
        }
        .into_any(),
    )
}
