//! What happened to an appointment, step by step.

use crate::{
    kernel::lang::Lang,
    modules::appointments::{
        status::{Side, Status},
        store::Moved,
    },
    say,
    ui::{Icon, Section},
};
use leptos::prelude::*;

pub fn timeline(lang: Lang, moves: &[Moved]) -> AnyView {
    let steps: Vec<_> = moves.iter().map(|step| step_view(lang, step)).collect();
    view! {
        <Section title=say!(lang, appointments.history)>
            <ol class="panel p-4 md:p-5 grid gap-4">{steps}</ol>
        </Section>
    }
    .into_any()
}

fn step_view(lang: Lang, step: &Moved) -> AnyView {
    let (icon, words) = words(lang, step);
    let when = step.at.spoken(lang);
    let line = match &step.by_name {
        Some(name) if step.by_tablet => format!("{when} · {}", say!(lang, tablet.by, name = name.as_str())),
        Some(name) => format!("{when} · {name}"),
        None => when,
    };
    view! {
        <li class="flex gap-3">
            <span class="grid place-items-center size-9 rounded-full bg-sunken text-muted shrink-0">
                <Icon name=icon class="size-4"/>
            </span>
            <div class="min-w-0">
                <p class="font-semibold leading-snug">{words}</p>
                <p class="text-xs text-muted num">{line}</p>
                {step.reason.clone().map(|reason| view! { <p class="text-sm mt-1" dir="auto">{reason}</p> })}
            </div>
        </li>
    }
    .into_any()
}

fn words(lang: Lang, step: &Moved) -> (&'static str, String) {
    let own = |icon, words: &str| (icon, words.to_owned());
    match (step.from, step.to, step.by) {
        (Some(Status::Requested), Status::Requested, _) => {
            ("calendar-clock", say!(lang, appointments.step_proposed, when = step.start_at.spoken(lang)))
        }
        (_, Status::Requested, _) => {
            ("send-horizontal", say!(lang, appointments.step_requested, when = step.start_at.spoken(lang)))
        }
        (None, Status::Confirmed, _) => {
            ("calendar-check", say!(lang, appointments.step_booked, when = step.start_at.spoken(lang)))
        }
        (_, Status::Confirmed, Side::Customer) => own("check", say!(lang, appointments.step_accepted)),
        (_, Status::Confirmed, _) => own("calendar-check", say!(lang, appointments.step_confirmed)),
        (_, Status::Declined, _) => own("circle-x", say!(lang, appointments.step_declined)),
        (_, Status::Cancelled, Side::Customer) => {
            own("calendar-x", say!(lang, appointments.step_cancelled_by_customer))
        }
        (_, Status::Cancelled, Side::Mechanic) => {
            own("calendar-x", say!(lang, appointments.step_cancelled_by_mechanic))
        }
        // What nobody answered in time has no reason.
        (_, Status::Cancelled, Side::System) if step.reason.is_some() => {
            own("calendar-x", say!(lang, appointments.step_called_off))
        }
        (_, Status::Cancelled, Side::System) => own("calendar-x", say!(lang, appointments.step_expired)),
        (_, Status::Completed, _) => own("check-check", say!(lang, appointments.step_completed)),
        (_, Status::NoShow, _) => own("ban", say!(lang, appointments.step_no_show)),
    }
}
