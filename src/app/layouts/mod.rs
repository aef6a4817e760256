//! The four layouts: public, account, workshop, admin.

mod places;
mod words;

use crate::{
    kernel::actor::Duty,
    modules::{appointments, users},
    platform::{Scope, Visit},
    say,
    ui::{
        FreshLine, Notice, Page, PostButton, Tone,
        button::Go,
        shell::{AppFrame, BottomBar, Footer, PublicFrame, PublicHeader, SideBar, TopBar},
    },
};
use leptos::prelude::*;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    Public,
    Account,
    Workshop,
    Admin,
    /// Part of another page, which shows it in a frame: nothing stands around it.
    Framed,
}

/// How many requests wait for the workshop's answer: the count in its menu. A page does not fail for it.
pub async fn waiting(layout: Layout, visit: &Visit) -> u32 {
    let Some(mechanic) = visit.actor.workshop_for(Duty::Visits).filter(|_| layout == Layout::Workshop) else {
        return 0;
    };
    let count = appointments::waiting_count(&mut Scope::read(visit), mechanic).await.unwrap_or_default();
    u32::try_from(count).unwrap_or_default()
}

/// Below every page of a site with a demo marketplace: nothing of it is real.
fn made_up(layout: Layout, visit: &Visit) -> Option<AnyView> {
    let class = if layout == Layout::Public { "wrap mt-10 text-xs text-muted" } else { "mt-10 text-xs text-muted" };
    let seeded = visit.wires.config.demo.seed;
    seeded.then(|| view! { <p class=class>{say!(visit.lang, common.made_up)}</p> }.into_any())
}

/// Puts a page into its frame.
pub fn wrap(layout: Layout, visit: &Visit, mut page: Page, waiting: u32) -> AnyView {
    if layout == Layout::Framed {
        return view! { <div class="bg-surface">{page.body}</div> }.into_any();
    }
    page.body = view! { {page.body}{made_up(layout, visit)} }.into_any();
    match layout {
        Layout::Public => public(visit, page),
        area => app(area, visit, page, waiting),
    }
}

/// Above every page: that support acts for somebody, and what the last act came to, once.
fn flash(visit: &Visit) -> Option<AnyView> {
    match (acting(visit), last_act(visit)) {
        (None, last) => last,
        (acting, last) => Some(view! { <div class="grid gap-3">{acting}{last}</div> }.into_any()),
    }
}

/// Support sees the site as somebody else: whose it is, until when, and the way back.
fn acting(visit: &Visit) -> Option<AnyView> {
    let lang = visit.lang;
    let person = visit.actor.person()?;
    let minutes = (person.proof.impersonation?.until - visit.now.0.as_second()).max(0) / 60 + 1;
    let text = say!(lang, people.acting, name = person.full_name.as_str(), minutes = minutes);
    let end = view! {
        <PostButton action=crate::kernel::paths::api("users/end_impersonation") label=say!(lang, people.acting_end) icon="log-out"/>
    };
    Some(
        view! {
            <div class="flex flex-wrap items-center justify-between gap-3 rounded-box bg-accent-soft text-accent-ink px-4 py-3" role="status">
                <p class="min-w-0 font-semibold">{text}</p>
                {end}
            </div>
        }
        .into_any(),
    )
}

fn last_act(visit: &Visit) -> Option<AnyView> {
    let key = visit.flash.as_ref()?.notice.clone()?;
    let text = words::notice(visit.lang, &key)?;
    Some(view! { <div data-said><Notice tone=Tone::Success text=text/></div> }.into_any())
}

/// Roles that this session lacks until it has shown a second factor, and the way to set one up.
fn locked(visit: &Visit) -> Option<AnyView> {
    let lang = visit.lang;
    visit.actor.person().filter(|person| !person.locked_roles.is_empty())?;
    let act = Go::new(say!(lang, factors.locked_act), crate::kernel::paths::SECURITY);
    let (title, text) = (say!(lang, factors.locked), say!(lang, factors.locked_line));
    Some(view! { <div class="mb-4"><Notice tone=Tone::Accent title=title text=text act=act/></div> }.into_any())
}

/// What stands above every page: what the last act came to, and the question about new terms.
fn news(visit: &Visit) -> Option<AnyView> {
    // A shared tablet is no place to agree to anything, and nobody agrees for somebody else.
    let asked = visit.tablet.is_none() && visit.actor.impersonation().is_none();
    let terms = if asked { users::pages::terms_banner(visit) } else { None };
    match (flash(visit), terms) {
        (None, None) => None,
        (flash, banner) => Some(view! { <div class="grid grid-cols-1 gap-3">{flash}{banner}</div> }.into_any()),
    }
}

/// A reminder, not a wall: the address has not proved itself yet.
fn unverified(visit: &Visit) -> Option<AnyView> {
    let person = visit.actor.person().filter(|person| !person.email_verified)?;
    let lang = visit.lang;
    let (text, go) = if person.email.is_empty() {
        (say!(lang, guests.no_address), Go::new(say!(lang, guests.add_address), crate::kernel::paths::SECURITY))
    } else {
        (say!(lang, ways.unverified_banner), Go::new(say!(lang, ways.verify_act), crate::kernel::paths::VERIFY_EMAIL))
    };
    Some(view! { <div class="mb-4"><Notice tone=Tone::Accent text=text act=go/></div> }.into_any())
}

fn public(visit: &Visit, page: Page) -> AnyView {
    let lang = visit.lang;
    let header = view! {
        <PublicHeader words=words::header(visit) places=places::public(lang) current=page.nav person=words::person(visit) search=page.search/>
    };
    let footer = view! { <Footer words=words::footer(visit)/> };
    let flash = news(visit);
    view! {
        <PublicFrame skip=say!(lang, common.skip_to_content) header=header.into_any() footer=footer.into_any() flash=flash>
            {page.body}
        </PublicFrame>
    }
    .into_any()
}

fn app(area: Layout, visit: &Visit, page: Page, waiting: u32) -> AnyView {
    let lang = visit.lang;
    let places = places::counted(places::of(area, visit), waiting);
    let person = words::person(visit).unwrap_or_default();
    let sign_out = words::way_out(visit);
    let side =
        view! { <SideBar words=words::side(visit) places=places.clone() current=page.nav person=person.clone()/> };
    let menu: Vec<_> =
        places.iter().cloned().chain(person.places.iter().cloned()).chain([places::language(visit)]).collect();
    let top = view! {
        <TopBar title=page.title.clone() menu=say!(lang, common.menu) places=menu current=page.nav sign_out=sign_out/>
    };
    let bottom = view! { <BottomBar name=say!(lang, common.menu) places=places::counted(places::thumb(area, visit), waiting) current=page.nav/> };
    let (flash, locked, unverified) = (news(visit), locked(visit), unverified(visit));
    let fresh = page.fresh.then(
        || view! { <FreshLine stream=crate::kernel::paths::HINTS href=visit.address() words=words::fresh(lang)/> },
    );
    view! {
        <AppFrame skip=say!(lang, common.skip_to_content) side=side.into_any() top=top.into_any() bottom=bottom.into_any() flash=flash>
            {fresh}
            {locked}
            {unverified}
            {page.body}
        </AppFrame>
    }
    .into_any()
}
