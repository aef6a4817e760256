//! The field of a new password, with a meter below it: the server says how hard it is to guess while it is being typed.

use crate::{
    modules::auth::model::factors::PasswordRating,
    ui::{
        FormState,
        form::field,
        live::{Fields, IntoPart, Part, live, on, post, run, said},
        progress::Meter,
    },
};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

/// The field of [`NewPassword`], ready-made.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct PasswordFieldProps {
    pub name: String,
    pub label: String,
    pub hint: String,
    pub error: Option<String>,
}
crate::wire! { PasswordFieldProps { name, label, hint, error } }

crate::island! {
    /// A plain field where there is no script; the rule stands in its hint.
    NewPassword(PasswordFieldProps) as new_password = draw;
}

/// The verdict has its room from the start: what stands below must not move while somebody reaches for it.
fn draw(props: PasswordFieldProps) -> Part {
    let PasswordFieldProps { name, label, hint, error } = props;
    let mut state = FormState::default();
    if let Some(error) = error {
        state = state.with_error(name.as_str(), error);
    }
    let rating = RwSignal::new(PasswordRating::default());
    let typed: Rc<RefCell<Option<Fields>>> = Rc::default();
    let asking = Rc::new(Cell::new(false));
    let ask = move |event: leptos::ev::Event| {
        *typed.borrow_mut() = Fields::around(&event);
        if asking.replace(true) {
            return;
        }
        let (typed, asking) = (typed.clone(), asking.clone());
        // One question at a time; what was typed meanwhile is the next.
        run(async move {
            loop {
                let next = typed.borrow_mut().take();
                let Some(fields) = next else { break };
                rating.set(post("auth/rate_password", fields).await.unwrap_or_default());
            }
            asking.set(false);
        });
    };
    view! {
        <div>
            <div on:input=on(ask)>{field(&state, &name, label).new_password().hint(hint).required().view()}</div>
            <div class="min-h-11">
                {live(move || bar(&rating.get()))}
                <p class="text-sm" role="status">{said(move || rating.get().sentence)}</p>
            </div>
        </div>
    }
    .part()
}

fn bar(rating: &PasswordRating) -> Part {
    if rating.sentence.is_empty() {
        return ().part();
    }
    let percent = u8::try_from((rating.score + 1) * 20).unwrap_or_default();
    let class = if rating.accepted { "text-success-ink mt-2 mb-1" } else { "text-error-ink mt-2 mb-1" };
    view! { <div class=class><Meter percent=percent/></div> }.part()
}
