//! The four layouts: public, account, workshop, admin.

mod places;
mod words;

use crate::{
    platform::Visit,
    say,
    ui::{
        Notice, Page, Tone,
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
}

/// Puts a page into its frame.
pub fn wrap(layout: Layout, visit: &Visit, page: Page) -> AnyView {
    match layout {
        Layout::Public => public(visit, page),
        area => app(area, visit, page),
    }
}

/// What the last act came to, once.
fn flash(visit: &Visit) -> Option<AnyView> {
    let key = visit.flash.as_ref()?.notice.clone()?;
    let text = words::notice(visit.lang, &key)?;
    Some(view! { <Notice tone=Tone::Success text=text/> }.into_any())
}

/// A reminder, not a wall: the address has not proved itself yet.
fn unverified(visit: &Visit) -> Option<AnyView> {
    visit.actor.person().filter(|person| !person.email_verified)?;
    let lang = visit.lang;
    let go = Go::new(say!(lang, ways.verify_act), crate::kernel::paths::VERIFY_EMAIL);
    Some(
        view! { <div class="mb-4"><Notice tone=Tone::Accent text=say!(lang, ways.unverified_banner) act=go/></div> }
            .into_any(),
    )
}

fn public(visit: &Visit, page: Page) -> AnyView {
    let lang = visit.lang;
    let header = view! {
        <PublicHeader words=words::header(visit) places=places::public(lang) current=page.nav person=words::person(visit)/>
    };
    let footer = view! { <Footer words=words::footer(visit)/> };
    let flash = flash(visit);
    view! {
        <PublicFrame skip=say!(lang, common.skip_to_content) header=header.into_any() footer=footer.into_any() flash=flash>
            {page.body}
        </PublicFrame>
    }
    .into_any()
}

fn app(area: Layout, visit: &Visit, page: Page) -> AnyView {
    let lang = visit.lang;
    let places = places::of(area, visit);
    let person = words::person(visit).unwrap_or_default();
    let sign_out = Go::new(say!(lang, auth.sign_out), crate::kernel::paths::api("auth/sign_out"));
    let side =
        view! { <SideBar words=words::side(visit) places=places.clone() current=page.nav person=person.clone()/> };
    let menu: Vec<_> =
        places.iter().cloned().chain(person.places.iter().cloned()).chain([places::language(visit)]).collect();
    let top = view! {
        <TopBar title=page.title.clone() menu=say!(lang, common.menu) places=menu current=page.nav sign_out=sign_out/>
    };
    let bottom = view! { <BottomBar name=say!(lang, common.menu) places=places::thumb(area, visit) current=page.nav/> };
    let flash = view! { {flash(visit)}{unverified(visit)} }.into_any();
    view! {
        <AppFrame skip=say!(lang, common.skip_to_content) side=side.into_any() top=top.into_any() bottom=bottom.into_any() flash=Some(flash)>
            {page.body}
        </AppFrame>
    }
    .into_any()
}
