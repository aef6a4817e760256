//! The footer of public pages: what this is, where to go, and the data the law asks for.

use super::place::Logo;
use crate::ui::button::Go;
use leptos::prelude::*;

/// A column of links.
#[derive(Debug, Clone, Default)]
pub struct FooterGroup {
    pub title: String,
    pub links: Vec<Go>,
}

/// Words and addresses of the footer.
#[derive(Debug, Clone, Default)]
pub struct FooterWords {
    pub home_label: String,
    pub home_href: String,
    /// What the site does, in one sentence.
    pub about: String,
    pub groups: Vec<FooterGroup>,
    /// Company, register numbers, address: one paragraph.
    pub legal_line: String,
    pub legal: FooterGroup,
}

#[component]
pub fn Footer(words: FooterWords) -> AnyView {
    let groups: Vec<_> = words
        .groups
        .into_iter()
        .map(|group| {
            let name = group.title.clone();
            view! {
                <nav aria-label=name>
                    <h2 class="text-sm font-bold mb-1">{group.title}</h2>
                    <ul class="foot text-sm text-muted">
                        {links(group.links)}
                    </ul>
                </nav>
            }
        })
        .collect();
    view! {
        <footer class="mt-16 md:mt-24 border-t border-line bg-surface">
            <div class="wrap py-10 grid grid-cols-2 gap-x-6 gap-y-6 md:gap-8 md:grid-cols-[1.4fr_1fr_1fr_1fr]">
                <div class="max-md:col-span-2">
                    <Logo href=words.home_href label=words.home_label/>
                    <p class="text-sm text-muted mt-3 max-w-xs">{words.about}</p>
                </div>
                {groups}
            </div>
            <div class="border-t border-line">
                <div class="wrap py-6 text-xs text-muted grid gap-3 lg:grid-cols-[1fr_auto] items-start">
                    <p>{words.legal_line}</p>
                    <nav aria-label=words.legal.title>
                        <ul class="foot flex flex-wrap gap-x-5">
                            {links(words.legal.links)}
                        </ul>
                    </nav>
                </div>
            </div>
        </footer>
    }
    .into_any()
}

fn links(links: Vec<Go>) -> Vec<AnyView> {
    links.into_iter().map(|go| view! { <li><a href=go.href>{go.label}</a></li> }.into_any()).collect()
}
