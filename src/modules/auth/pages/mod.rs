//! Pages of `auth`: sign in, register, second factors, security.

mod authenticator;
mod email_part;
pub mod mailed;
pub mod new_password;
mod not_me;
mod phone;
mod posted_answer;
mod proofs;
mod providers;
mod register;
mod reset;
mod security;
mod security_factors;
mod sessions;
mod sign_in;
mod verify_email;

pub use authenticator::{authenticator, recovery_codes};
pub use not_me::not_me;
pub use phone::phone_code_step;
pub use posted_answer::{ANSWER_LIMIT, provider_posts};
pub use proofs::{second_factor_page, step_up_page};
pub use providers::{provider_answer, provider_sign_up};
pub use register::register;
pub use reset::{by_link as reset_by_link, reset};
pub use security::security;
pub use sign_in::sign_in;
pub use verify_email::{after_proof, verify_email};

use crate::{
    kernel::{lang::Lang, paths},
    modules::auth::service::additions::is_settled,
    platform::Visit,
    say,
    ui::{Go, Icon, Notice, Tone},
};
use leptos::prelude::*;

/// The address of a page of this module that leads on to `next`.
fn with_next(path: &str, next: &str) -> String {
    if next.is_empty() { path.to_owned() } else { format!("{path}?next={}", paths::encoded(next)) }
}

/// Why no way in can be added yet, and where to prove the address; `None` for who may.
fn address_first(visit: &Visit) -> Option<AnyView> {
    visit.actor.person().filter(|person| !is_settled(person))?;
    let lang = visit.lang;
    let act = Go::new(say!(lang, ways.verify_act), paths::VERIFY_EMAIL);
    Some(view! { <Notice text=say!(lang, ways.address_first) tone=Tone::Accent act=act/> }.into_any())
}

/// The two-column frame of both pages: the form, and what the account is good for.
fn frame(lang: Lang, title: &'static str, lead: &'static str, form: AnyView) -> AnyView {
    let points = [say!(lang, auth.point_price), say!(lang, auth.point_slot), say!(lang, auth.point_review)];
    view! {
        <section class="wrap py-8 md:py-14 grid gap-8 lg:grid-cols-[minmax(0,30rem)_1fr] lg:gap-16 items-start">
            <div class="panel p-5 md:p-8 grid gap-5 grid-cols-1">
                <div>
                    <h1 class="text-2xl font-extrabold tracking-tight">{title}</h1>
                    <p class="text-muted mt-1">{lead}</p>
                </div>
                {form}
            </div>
            <aside class="rounded-box bg-hero text-hero-ink p-6 md:p-10 grid gap-5">
                <h2 class="text-2xl font-extrabold">{say!(lang, auth.points_title)}</h2>
                <ul class="grid gap-3">
                    {points
                        .into_iter()
                        .map(|point| view! { <li class="flex gap-3 items-center"><Icon name="check" class="size-5 shrink-0 text-accent"/><span>{point}</span></li> })
                        .collect_view()}
                </ul>
            </aside>
        </section>
    }
    .into_any()
}
