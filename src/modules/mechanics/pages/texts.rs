//! Pages of plain text: how it works, for mechanics, the rules, the law, the sources.
//!
//! The texts are words like all others: `## ` begins a heading, `- ` an item, an empty line a paragraph.

use crate::{
    kernel::{error::Result, lang::Lang, paths},
    platform::Visit,
    say,
    ui::{ButtonLink, Notice, Page, Tone},
};
use leptos::prelude::*;

/// Where the reference data comes from, with its licences.
const ATTRIBUTION: &str = include_str!("../../../platform/reference/data/licenses/ATTRIBUTION.txt");

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Text {
    HowItWorks,
    BecomeMechanic,
    RankingRules,
    ReviewRules,
    DataSources,
    Terms,
    Privacy,
    Kvkk,
    Cookies,
}

impl Text {
    #[cfg(test)]
    const ALL: [Self; 9] = [
        Self::HowItWorks,
        Self::BecomeMechanic,
        Self::RankingRules,
        Self::ReviewRules,
        Self::DataSources,
        Self::Terms,
        Self::Privacy,
        Self::Kvkk,
        Self::Cookies,
    ];

    const fn path(self) -> &'static str {
        match self {
            Self::HowItWorks => paths::HOW_IT_WORKS,
            Self::BecomeMechanic => paths::BECOME_MECHANIC,
            Self::RankingRules => paths::RANKING_RULES,
            Self::ReviewRules => paths::REVIEW_RULES,
            Self::DataSources => paths::DATA_SOURCES,
            Self::Terms => paths::TERMS,
            Self::Privacy => paths::PRIVACY,
            Self::Kvkk => paths::KVKK,
            Self::Cookies => paths::COOKIES,
        }
    }

    fn title(self, lang: Lang) -> &'static str {
        match self {
            Self::HowItWorks => say!(lang, common.nav_how),
            Self::BecomeMechanic => say!(lang, home.join_title),
            Self::RankingRules => say!(lang, common.ranking_rules),
            Self::ReviewRules => say!(lang, common.review_rules),
            Self::DataSources => say!(lang, common.data_sources),
            Self::Terms => say!(lang, common.terms),
            Self::Privacy => say!(lang, common.privacy),
            Self::Kvkk => say!(lang, common.kvkk),
            Self::Cookies => say!(lang, common.cookies),
        }
    }

    fn body(self, lang: Lang) -> String {
        match self {
            Self::HowItWorks => say!(lang, home.text_how),
            Self::BecomeMechanic => say!(lang, home.text_join),
            Self::RankingRules => say!(lang, home.text_ranking),
            Self::ReviewRules => say!(lang, home.text_reviews),
            Self::DataSources => return format!("{}\n\n{}", say!(lang, home.text_sources), attribution(lang)),
            Self::Terms => say!(lang, home.text_terms),
            Self::Privacy => say!(lang, home.text_privacy),
            Self::Kvkk => say!(lang, home.text_kvkk),
            Self::Cookies => say!(lang, home.text_cookies),
        }
        .to_owned()
    }

    /// Texts that a lawyer must complete before anybody relies on them.
    const fn is_sample(self) -> bool {
        matches!(self, Self::Terms | Self::Privacy | Self::Kvkk)
    }
}

/// The lines to show, in the reader's language: those below `[tr]` or `[en]`.
fn attribution(lang: Lang) -> String {
    let own = format!("[{}]", lang.code());
    let lines = ATTRIBUTION.lines().skip_while(|line| *line != own).skip(1).take_while(|line| !line.starts_with('['));
    lines.filter(|line| line.starts_with("- ")).collect::<Vec<_>>().join("\n")
}

enum Block {
    Heading(String),
    Paragraph(String),
    List(Vec<String>),
}

fn blocks(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if let Some(heading) = line.strip_prefix("## ") {
            blocks.push(Block::Heading(heading.to_owned()));
        } else if let Some(item) = line.strip_prefix("- ") {
            match blocks.last_mut() {
                Some(Block::List(items)) => items.push(item.to_owned()),
                _ => blocks.push(Block::List(vec![item.to_owned()])),
            }
        } else {
            blocks.push(Block::Paragraph(line.to_owned()));
        }
    }
    blocks
}

fn draw(block: Block) -> AnyView {
    match block {
        Block::Heading(text) => view! { <h2 class="text-lg md:text-xl mt-6">{text}</h2> }.into_any(),
        Block::Paragraph(text) => view! { <p>{text}</p> }.into_any(),
        Block::List(items) => view! {
            <ul class="list-disc pl-5 grid gap-1.5">{items.into_iter().map(|item| view! { <li>{item}</li> }).collect_view()}</ul>
        }
        .into_any(),
    }
}

fn page(visit: &Visit, text: Text) -> Page {
    let lang = visit.lang;
    let title = text.title(lang);
    let blocks = blocks(&text.body(lang));
    let description = blocks.iter().find_map(|block| match block {
        Block::Paragraph(text) => Some(text.clone()),
        Block::Heading(_) | Block::List(_) => None,
    });
    let act = match text {
        Text::HowItWorks => Some((paths::SEARCH.to_owned(), say!(lang, search.find))),
        Text::BecomeMechanic => Some((format!("{}?tur=mechanic", paths::REGISTER), say!(lang, home.join))),
        _ => None,
    };
    let body = view! {
        <article class="wrap py-8 md:py-12">
            <div class="max-w-prose grid gap-4 grid-cols-1">
                <h1 class="text-2xl md:text-3xl font-extrabold tracking-tight">{title}</h1>
                {text.is_sample().then(|| view! { <Notice tone=Tone::Accent text=say!(lang, home.sample_text)/> })}
                {blocks.into_iter().map(draw).collect_view()}
                {act.map(|(href, label)| view! { <p class="mt-4"><ButtonLink href=href label=label large=true/></p> })}
            </div>
        </article>
    };
    let page = Page::new(title, body).canonical(text.path());
    let page = if text == Text::HowItWorks { page.nav("how") } else { page };
    match description {
        Some(description) => page.describe(description),
        None => page,
    }
}

pub async fn how_it_works(visit: Visit) -> Result<Page> {
    Ok(page(&visit, Text::HowItWorks))
}
pub async fn become_mechanic(visit: Visit) -> Result<Page> {
    Ok(page(&visit, Text::BecomeMechanic))
}
pub async fn ranking_rules(visit: Visit) -> Result<Page> {
    Ok(page(&visit, Text::RankingRules))
}
pub async fn review_rules(visit: Visit) -> Result<Page> {
    Ok(page(&visit, Text::ReviewRules))
}
pub async fn data_sources(visit: Visit) -> Result<Page> {
    Ok(page(&visit, Text::DataSources))
}
pub async fn terms(visit: Visit) -> Result<Page> {
    Ok(page(&visit, Text::Terms))
}
pub async fn privacy(visit: Visit) -> Result<Page> {
    Ok(page(&visit, Text::Privacy))
}
pub async fn kvkk(visit: Visit) -> Result<Page> {
    Ok(page(&visit, Text::Kvkk))
}
pub async fn cookies(visit: Visit) -> Result<Page> {
    Ok(page(&visit, Text::Cookies))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_says_something_in_both_languages() {
        for text in Text::ALL {
            for lang in Lang::ALL {
                assert!(blocks(&text.body(lang)).len() >= 3, "{text:?} {lang:?}");
            }
        }
    }

    #[test]
    fn sources_are_named_on_their_page() {
        for lang in Lang::ALL {
            let lines = attribution(lang);
            assert_eq!(lines.lines().count(), 5, "{lang:?}");
            for name in ["TurkiyeAPI", "GeoNames", "OCHA COD-AB TUR", "Natural Earth", "Simple Icons", "nro.net"] {
                assert!(lines.contains(name), "{lang:?} {name}");
            }
        }
        assert!(!attribution(Lang::En).contains("Koordinatlar") && !attribution(Lang::Tr).contains("Coordinates"));
    }
}
