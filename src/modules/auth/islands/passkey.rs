//! A button that signs with a passkey, or adds one. Where people sign in it also waits in the suggestions of the address.

use super::credentials::{abort, ceremony, controller, suggests};
use crate::{
    modules::auth::model::factors::Arrived,
    ui::{
        Icon,
        live::{AWAKE, Fields, IntoPart, Part, Refusal, leave_for, mark, on, post, run, said},
        notice::Remark,
    },
};
use leptos::{prelude::*, wasm_bindgen::JsValue};
use serde::{Deserialize, Serialize};
use std::rc::Rc;

/// Words and addresses of [`PasskeyButton`], ready-made.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct PasskeyProps {
    /// `add`, or as in `auth/begin_passkey`.
    pub purpose: String,
    pub next: String,
    pub label: String,
    /// While the authenticator is asked.
    pub busy: String,
    /// The authenticator or its owner refused.
    pub failed: String,
    /// What is said where there is no script.
    pub no_script: String,
    /// Where to prove once more, when the server asks for it.
    pub step_up: String,
}

struct Challenge {
    options: JsValue,
}

crate::wire! {
    PasskeyProps { purpose, next, label, busy, failed, no_script, step_up }
    Challenge { options }
}

crate::island! { PasskeyButton(PasskeyProps) as passkey_button = draw; }

/// Where to go on to, or what went wrong. Of a quiet wait nothing is said before somebody has chosen a passkey.
async fn perform(props: &PasskeyProps, quiet: Option<&JsValue>) -> Result<String, String> {
    let adds = props.purpose == "add";
    let (begin, finish) = if adds {
        ("auth/begin_adding_passkey", "auth/add_passkey")
    } else {
        ("auth/begin_passkey", "auth/finish_passkey")
    };
    let fields = || Fields::default().with("input[purpose]", &props.purpose);
    let refused = |refusal: Refusal| {
        if refusal.code == "step_up" {
            Ok(props.step_up.clone())
        } else if refusal.message.is_empty() {
            Err(props.failed.clone())
        } else {
            Err(refusal.message)
        }
    };
    let unsaid = || if quiet.is_none() { props.failed.clone() } else { String::new() };
    let challenge: Challenge = match post(begin, fields()).await {
        Ok(challenge) => challenge,
        Err(_) if quiet.is_some() => return Err(unsaid()),
        Err(refusal) => return refused(refusal),
    };
    let Ok(credential) = ceremony(&challenge.options, adds, quiet).await else { return Err(unsaid()) };
    let signed = fields().with("input[credential]", &credential).with("input[next]", &props.next);
    match post::<Arrived>(finish, signed).await {
        Ok(arrived) => Ok(arrived.place),
        Err(refusal) => refused(refusal),
    }
}

fn draw(props: PasskeyProps) -> Part {
    if !AWAKE {
        let text = props.no_script;
        return (!text.is_empty()).then(|| view! { <Remark text=text/> }).part();
    }
    let busy = RwSignal::new(false);
    let wrong = RwSignal::new(String::new());
    let (label, waiting) = (props.label.clone(), props.busy.clone());
    let props = Rc::new(props);
    let quiet = if props.purpose == "sign_in" { controller().map(Rc::new) } else { None };
    let act = {
        let quiet = quiet.clone();
        let props = props.clone();
        move |loud: bool| {
            let (props, quiet) = (props.clone(), quiet.clone());
            run(async move {
                if !loud && !suggests().await {
                    return;
                }
                loop {
                    match perform(&props, if loud { None } else { quiet.as_deref() }).await {
                        Ok(place) => return leave_for(&place),
                        Err(message) if message.is_empty() => return,
                        Err(message) => wrong.set(message),
                    }
                    if loud {
                        return busy.set(false);
                    }
                    // A ceremony serves once: what was refused, or too old, begins anew in the suggestions.
                }
            });
        }
    };
    if quiet.is_some() {
        act(false);
    }
    let press = move |_: leptos::ev::MouseEvent| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        wrong.set(String::new());
        if let Some(controller) = &quiet {
            abort(controller);
        }
        act(true);
    };
    view! {
        <div>
            <button type="button" class="btn btn-line w-full" on:click=on(press) aria-busy=mark(move || busy.get())>
                <Icon name="key-round" class="size-4"/>
                {said(move || if busy.get() { waiting.clone() } else { label.clone() })}
            </button>
            <p class="text-sm text-error-ink mt-1.5" role="status">{said(move || wrong.get())}</p>
        </div>
    }
    .part()
}
