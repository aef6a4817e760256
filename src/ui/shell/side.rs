//! The side bar of account, workshop and admin on desks.

use super::place::{Logo, PersonBadge, Place, SignOut};
use crate::ui::avatar::{Avatar, AvatarSize};
use crate::ui::icon::Icon;
use leptos::prelude::*;

/// Words and addresses of the side bar.
#[derive(Debug, Clone, Default)]
pub struct SideWords {
    pub home_label: String,
    pub home_href: String,
    /// Name of the navigation ("Bölümler").
    pub nav_name: String,
    pub sign_out: String,
    pub sign_out_action: String,
    pub language: String,
    pub language_href: String,
}

#[component]
pub fn SideBar(words: SideWords, places: Vec<Place>, current: Option<&'static str>, person: PersonBadge) -> AnyView {
    let language = Place::new("language", "globe", words.language, words.language_href);
    view! {
        <nav
            data-fresh
            class="hidden lg:flex flex-col sticky top-0 h-dvh border-r border-line bg-surface px-3 py-4"
            aria-label=words.nav_name
        >
            <div class="px-2 mb-5">
                <Logo href=words.home_href label=words.home_label/>
            </div>
            <div class="grid gap-0.5 overflow-y-auto min-h-0">
                {places.into_iter().map(|place| place.side_view(current)).collect_view()}
            </div>
            <details class="mt-auto pt-2 relative" name="menu">
                <summary class="flex items-center gap-3 p-2 rounded-field hover:bg-sunken min-h-14">
                    <Avatar name=person.name.clone() size=AvatarSize::Small src=person.photo.clone()/>
                    <span class="min-w-0">
                        <b class="block text-sm font-semibold truncate">{person.name}</b>
                        <span class="block text-xs text-muted truncate">{person.line}</span>
                    </span>
                    <Icon name="chevrons-up-down" class="size-4 ml-auto shrink-0 text-muted"/>
                </summary>
                <div class="menu-pop bottom-full left-0 right-0 mb-2">
                    {person.places.into_iter().map(|place| place.side_view(None)).collect_view()}
                    {language.side_view(None)}
                    <SignOut action=words.sign_out_action label=words.sign_out/>
                </div>
            </details>
        </nav>
    }
    .into_any()
}
