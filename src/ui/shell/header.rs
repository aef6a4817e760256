//! The header of public pages: wordmark, search in short, places, language, bell, account or sign-in.

use super::place::{Logo, PersonBadge, Place, SignOut};
use crate::ui::avatar::{Avatar, AvatarSize};
use crate::ui::button::IconLink;
use crate::ui::dialog::Menu;
use crate::ui::icon::Icon;
use crate::ui::page::SearchSummary;
use leptos::prelude::*;

/// Words and addresses of the header.
#[derive(Debug, Clone, Default)]
pub struct HeaderWords {
    pub home_label: String,
    pub home_href: String,
    /// Name of the main navigation.
    pub nav_name: String,
    /// What the phone's menu button says.
    pub menu: String,
    /// The other language: short ("EN") and in full ("English").
    pub language_short: String,
    pub language: String,
    pub language_href: String,
    /// "Usta mısınız?"
    pub join: String,
    pub join_href: String,
    pub sign_in: String,
    pub sign_in_href: String,
    /// "Bildirimler, 2 yeni"
    pub bell: String,
    pub bell_href: String,
    /// Accessible name of the account menu ("Hesabım, Elif Yıldız").
    pub account: String,
    pub sign_out: String,
    pub sign_out_action: String,
}

#[component]
pub fn PublicHeader(
    words: HeaderWords,
    places: Vec<Place>,
    current: Option<&'static str>,
    /// Nobody is signed in: sign-in instead of bell and account.
    person: Option<PersonBadge>,
    #[prop(optional)] unread: u32,
    /// On result pages, which use the whole width.
    search: Option<SearchSummary>,
) -> AnyView {
    let class = if search.is_some() {
        "wrap lg:max-w-[92rem] flex items-center gap-3 h-16"
    } else {
        "wrap flex items-center gap-3 h-16"
    };
    let phone_menu = phone_menu(&words, &places, current, person.is_some());
    let middle = match search {
        Some(search) => search_pill(search),
        None => desk_nav(&words, places, current),
    };
    let join = person.is_none().then(|| {
        view! { <a class="btn btn-quiet hidden xl:inline-flex" href=words.join_href.clone()>{words.join.clone()}</a> }
    });
    let account = match person {
        None => {
            view! { <a class="btn btn-line" href=words.sign_in_href.clone()>{words.sign_in.clone()}</a> }.into_any()
        }
        Some(person) => account(&words, person, unread),
    };
    view! {
        <header class="sticky top-0 z-40 bg-surface/95 backdrop-blur border-b border-line">
            <div class=class>
                <Logo href=words.home_href.clone() label=words.home_label.clone()/>
                {middle}
                <div class="ml-auto flex items-center gap-1 sm:gap-2">
                    {join}
                    <a
                        class="btn btn-quiet btn-icon hidden sm:inline-flex"
                        href=words.language_href.clone()
                        aria-label=words.language.clone()
                        title=words.language.clone()
                        rel="nofollow"
                    >
                        {words.language_short.clone()}
                    </a>
                    {account}
                    {phone_menu}
                </div>
            </div>
        </header>
    }
    .into_any()
}

fn desk_nav(words: &HeaderWords, places: Vec<Place>, current: Option<&'static str>) -> AnyView {
    view! {
        <nav class="hidden lg:flex items-center gap-1 ml-6 text-sm font-medium" aria-label=words.nav_name.clone()>
            {places
                .into_iter()
                .map(|place| {
                    let here = place.current(current);
                    view! {
                        <a class="btn btn-quiet btn-sm min-h-11 aria-[current=page]:text-primary-ink" href=place.href aria-current=here>
                            {place.label}
                        </a>
                    }
                })
                .collect_view()}
        </nav>
    }
    .into_any()
}

fn search_pill(search: SearchSummary) -> AnyView {
    let parts: Vec<_> = search
        .parts
        .into_iter()
        .enumerate()
        .map(|(place, part)| {
            if place == 0 {
                view! { <span class="font-semibold truncate">{part}</span> }.into_any()
            } else {
                view! {
                    <span class="w-px h-5 bg-line"></span>
                    <span class="text-muted truncate">{part}</span>
                }
                .into_any()
            }
        })
        .collect();
    view! {
        <a
            href=search.href
            class="hidden lg:flex items-center gap-2 h-11 ml-6 pl-4 pr-1.5 rounded-full border border-line bg-surface text-sm shadow-panel hover:shadow-lift hover:border-line-strong transition max-w-xl"
        >
            {parts}
            <span class="grid place-items-center size-8 rounded-full bg-primary text-primary-content ml-1">
                <Icon name="search" class="size-4"/>
            </span>
            <span class="sr-only">{search.change}</span>
        </a>
    }
    .into_any()
}

fn account(words: &HeaderWords, person: PersonBadge, unread: u32) -> AnyView {
    let face = view! { <Avatar name=person.name.clone() size=AvatarSize::Small src=person.photo.clone()/> }.into_any();
    let (sign_out, action) = (words.sign_out.clone(), words.sign_out_action.clone());
    view! {
        <IconLink href=words.bell_href.clone() label=words.bell.clone() icon="bell" dot={unread > 0}/>
        <Menu face=face label=words.account.clone() class="flex items-center justify-center min-h-11 min-w-11 rounded-full">
            <p class="px-3 py-2 leading-snug">
                <b class="block text-sm font-semibold truncate">{person.name}</b>
                <span class="block text-xs text-muted truncate">{person.line}</span>
            </p>
            {person.places.into_iter().map(|place| place.side_view(None)).collect_view()}
            <SignOut action=action label=sign_out/>
        </Menu>
    }
    .into_any()
}

fn phone_menu(words: &HeaderWords, places: &[Place], current: Option<&'static str>, signed_in: bool) -> AnyView {
    let face = view! { <Icon name="menu"/> }.into_any();
    let language = Place::new("language", "globe", words.language.clone(), words.language_href.clone());
    let join =
        (!signed_in).then(|| Place::new("join", "store", words.join.clone(), words.join_href.clone()).side_view(None));
    let places: Vec<_> = places.to_vec();
    let name = words.nav_name.clone();
    view! {
        <div class="lg:hidden -mr-2">
            <Menu face=face label=words.menu.clone()>
                <nav aria-label=name>
                    {places.into_iter().map(|place| place.side_view(current)).collect_view()}
                    {join}
                    {language.side_view(None)}
                </nav>
            </Menu>
        </div>
    }
    .into_any()
}
