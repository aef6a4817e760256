//! Phones: five places at the thumb, and a slim bar at the top.

use super::place::{Place, SignOut};
use crate::ui::badge::Count;
use crate::ui::button::{Go, IconLink};
use crate::ui::dialog::Menu;
use crate::ui::icon::Icon;
use leptos::prelude::*;

/// Five places at most.
#[component]
pub fn BottomBar(
    /// Name of the navigation ("Alt menü").
    #[prop(into)]
    name: String,
    places: Vec<Place>,
    current: Option<&'static str>,
) -> AnyView {
    view! {
        <nav
            data-fresh
            class="lg:hidden fixed inset-x-0 bottom-0 z-40 bg-surface/95 backdrop-blur grid grid-flow-col auto-cols-fr shadow-up pb-[env(safe-area-inset-bottom)]"
            aria-label=name
        >
            {places
                .into_iter()
                .take(5)
                .map(|place| {
                    let here = place.current(current);
                    view! {
                        <a class="bar-a" href=place.href aria-current=here>
                            <span class="relative">
                                <Icon name=place.icon class="size-[1.375rem]"/>
                                <Count
                                    number=place.count
                                    class="count absolute -top-1.5 left-3.5 ring-2 ring-surface min-w-[1.125rem]! h-[1.125rem]! text-[.6875rem]!"
                                />
                            </span>
                            {place.label}
                        </a>
                    }
                })
                .collect_view()}
        </nav>
    }
    .into_any()
}

/// Title of the area, the menu with all its places, and the bell.
#[component]
pub fn TopBar(
    #[prop(into)] title: String,
    /// A line below the title (open until …).
    #[prop(optional, into)]
    line: Option<String>,
    /// What the menu button says.
    #[prop(into)]
    menu: String,
    places: Vec<Place>,
    current: Option<&'static str>,
    /// "Bildirimler, 3 yeni" and where it leads.
    #[prop(optional)]
    bell: Option<Go>,
    #[prop(optional)] unread: u32,
    /// Words of signing out, and the endpoint it posts to.
    #[prop(optional)]
    sign_out: Option<Go>,
) -> AnyView {
    let face = view! { <Icon name="menu"/> }.into_any();
    let name = menu.clone();
    view! {
        <header class="lg:hidden sticky top-0 z-30 bg-surface/95 backdrop-blur border-b border-line">
            <div class="flex items-center h-14 px-2 gap-1">
                <Menu face=face label=menu place="menu-pop left-0 top-full mt-1 max-h-[80dvh] overflow-y-auto">
                    <nav aria-label=name>
                        {places.into_iter().map(|place| place.side_view(current)).collect_view()}
                    </nav>
                    {sign_out.map(|go| view! { <SignOut action=go.href label=go.label/> })}
                </Menu>
                <div class="leading-tight min-w-0">
                    <p class="text-[1.0625rem] font-bold truncate">{title}</p>
                    {line.map(|line| view! { <p class="text-xs text-muted truncate num">{line}</p> })}
                </div>
                <div class="ml-auto flex">
                    {bell.map(|go|  view! { <IconLink href=go.href label=go.label icon="bell" dot={unread > 0}/> })}
                </div>
            </div>
        </header>
    }
    .into_any()
}
