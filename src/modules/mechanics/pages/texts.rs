//! Pages of plain text: how it works, for mechanics, the rules, the law, the sources.
//!
//! Those that people agree to or are informed by come in versions, from `users::consents`; the others are words like all words.

use crate::{
    kernel::{error::Result, lang::Lang, paths},
    modules::users::{
        self,
        consents::{self, Purpose},
    },
    platform::Visit,
    say,
    ui::{
        ButtonLink, Notice, Page, Tone,
        prose::{Block, blocks, prose},
    },
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
}

impl Text {
    #[cfg(test)]
    const ALL: [Self; 8] = [
        Self::HowItWorks,
        Self::BecomeMechanic,
        Self::RankingRules,
        Self::ReviewRules,
        Self::DataSources,
        Self::Terms,
        Self::Privacy,
        Self::Kvkk,
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
        }
    }

    fn body(self, lang: Lang) -> String {
        match self {
            Self::HowItWorks => say!(lang, home.text_how),
            Self::BecomeMechanic => say!(lang, home.text_join),
            Self::RankingRules => say!(lang, home.text_ranking),
            Self::ReviewRules => say!(lang, home.text_reviews),
            Self::DataSources => return format!("{}\n\n{}", say!(lang, home.text_sources), attribution(lang)),
            Self::Terms | Self::Privacy | Self::Kvkk => {
                return self
                    .purpose()
                    .map(|purpose| consents::current(purpose).body(lang).to_owned())
                    .unwrap_or_default();
            }
        }
        .to_owned()
    }

    /// Texts that come in versions. A lawyer must complete them before anybody relies on them.
    const fn purpose(self) -> Option<Purpose> {
        match self {
            Self::Terms => Some(Purpose::Terms),
            Self::Privacy => Some(Purpose::PrivacyPolicy),
            Self::Kvkk => Some(Purpose::Notice),
            Self::HowItWorks | Self::BecomeMechanic | Self::RankingRules | Self::ReviewRules | Self::DataSources => {
                None
            }
        }
    }
}

/// The lines to show, in the reader's language: those below `[tr]` or `[en]`.
fn attribution(lang: Lang) -> String {
    let own = format!("[{}]", lang.code());
    let lines = ATTRIBUTION.lines().skip_while(|line| *line != own).skip(1).take_while(|line| !line.starts_with('['));
    lines.filter(|line| line.starts_with("- ")).collect::<Vec<_>>().join("\n")
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
                {text.purpose().map(|_| view! { <Notice tone=Tone::Accent text=say!(lang, home.sample_text)/> })}
                {text.purpose().map(|purpose| users::version_line(lang, purpose, consents::current(purpose).version))}
                {prose(blocks)}
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
