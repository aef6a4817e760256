//! Parts of pages that a mail leads to, where somebody takes what another person offers: to join a workshop, to take over a car.

use crate::{
    kernel::{lang::Lang, paths},
    platform::Visit,
    say,
    ui::{ButtonLink, ButtonLook, Notice, PostButton, Tone},
};
use leptos::prelude::*;

/// The frame of such a page.
pub fn sheet(title: String, inside: AnyView) -> AnyView {
    view! {
        <section class="wrap py-8 md:py-14">
            <div class="panel p-5 md:p-8 grid gap-5 grid-cols-1 max-w-xl mx-auto">
                <h1 class="text-2xl font-extrabold tracking-tight break-words">{title}</h1>
                {inside}
            </div>
        </section>
    }
    .into_any()
}

/// What a visitor does first; both ways lead back to this page. `sentence` says with which address.
pub fn come_in(visit: &Visit, sentence: String) -> AnyView {
    let lang = visit.lang;
    let next = paths::encoded(&visit.address());
    view! {
        <p>{sentence}</p>
        <div class="flex flex-wrap gap-2">
            <ButtonLink href=format!("{}?next={next}", paths::SIGN_IN) label=say!(lang, auth.sign_in)/>
            <ButtonLink href=format!("{}?next={next}", paths::REGISTER) label=say!(lang, auth.register) look=ButtonLook::Line/>
        </div>
    }
    .into_any()
}

/// Somebody else is signed in; `sentence` says who should be.
pub fn another_account(lang: Lang, sentence: String) -> AnyView {
    view! {
        <Notice tone=Tone::Accent text=sentence/>
        <PostButton action=paths::api("auth/sign_out") label=say!(lang, auth.sign_out) icon="log-out"/>
    }
    .into_any()
}
