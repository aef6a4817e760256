//! The picture that messengers show beside the address of a workshop or a place: the site's own with its words written anew.

use super::{landing::Place, spoken};
use crate::{
    kernel::{
        error::{AppError, Code, Result},
        lang::Lang,
        money::Money,
        number,
    },
    modules::mechanics::{
        profile,
        search::{self, store},
    },
    platform::{
        Scope,
        drawing::{self, Letters},
    },
    say,
};

const GROUND: &[u8] = include_bytes!("../../../../public/og.png");
const GROUND_COLOUR: &str = "#0b4f5c";

/// What is written: a headline and a few lines below it.
struct Words {
    headline: String,
    lines: Vec<String>,
    /// The first line is a score and follows a star.
    star: bool,
}
/// Width and height, as `og:image` wants them.
const SIZE: (u32, u32) = (1200, 630);
const HEADLINE: Letters = Letters { size: 58.0, weight: 800 };
const LINE: Letters = Letters { size: 30.0, weight: 500 };
/// Where words begin, and how wide they may get before they meet the drawn workshop.
const LEFT: f32 = 72.0;
const ROOM: f32 = 450.0;
const STAR: &str = "M12 1.8l3.1 6.4 7 1-5.1 4.9 1.2 7L12 17.8l-6.2 3.3 1.2-7L1.9 9.2l7-1z";

/// Of a workshop, by its slug.
///
/// # Errors
/// `not_found` for workshops that are not public.
pub async fn of_workshop(scope: &mut Scope, slug: &str) -> Result<Vec<u8>> {
    let lang = scope.lang;
    let mechanic = profile::public_by_slug(scope, slug).await?;
    let place = format!("{}, {}", mechanic.district.name, mechanic.province.name);
    let score = (mechanic.review_count > 0).then(|| {
        let count = number::count(lang, mechanic.review_count);
        format!("{} ({count})", super::spoken::score(lang, mechanic.score))
    });
    let star = score.is_some();
    let lines = score.into_iter().chain([place, say!(lang, mechanics.verified).to_owned()]).collect();
    picture(&Words { headline: mechanic.name, lines, star }).await
}

/// Of a landing page, by the words of its address.
///
/// # Errors
/// `not_found` for places that have no page.
pub async fn of_place(scope: &mut Scope, words: &[String]) -> Result<Vec<u8>> {
    let lang = scope.lang;
    let reference = scope.wires.reference.get();
    let place = Place::find(&reference, words).ok_or_else(|| AppError::new(Code::NotFound))?;
    let filter = place.filter();
    let facets = search::facets(scope, &filter).await?;
    let count = spoken::mechanics(lang, facets.here.total);
    let from = match &place.service {
        Some(service) => {
            let facts =
                store::places(scope, place.province.id, place.district.as_ref().map(|d| d.id), Some(service.id), 1)
                    .await?;
            facts.first().map(|fact| from(lang, fact.from_kurus))
        }
        None => None,
    };
    let lines = [Some(count), from].into_iter().flatten().collect();
    picture(&Words { headline: super::search::heading(lang, &reference, &filter), lines, star: false }).await
}

fn from(lang: Lang, kurus: i64) -> String {
    say!(lang, mechanics.share_from, price = Money(kurus).spoken(lang))
}

async fn picture(words: &Words) -> Result<Vec<u8>> {
    drawing::over(GROUND, drawn(words)).await
}

fn drawn(words: &Words) -> String {
    let mut parts = format!(r#"<rect x="0" y="150" width="532" height="480" fill="{GROUND_COLOUR}"/>"#);
    let mut y = 240.0;
    for line in HEADLINE.wrap(&words.headline, ROOM, 3) {
        parts.push_str(&HEADLINE.line(&line, LEFT, y, "#fff"));
        y += 68.0;
    }
    y += 4.0;
    for (line, at) in words.lines.iter().zip(0..) {
        let starred = words.star && at == 0;
        if starred {
            let top = y - 25.0;
            parts.push_str(&format!(
                r##"<path d="{STAR}" transform="translate({LEFT} {top}) scale(1.17)" fill="#f59e0b"/>"##
            ));
        }
        let x = if starred { LEFT + 40.0 } else { LEFT };
        for line in LINE.wrap(line, ROOM - (x - LEFT), 1) {
            parts.push_str(&LINE.line(&line, x, y, "#cfe3ea"));
        }
        y += 46.0;
    }
    drawing::frame(SIZE.0, SIZE.1, &parts)
}
