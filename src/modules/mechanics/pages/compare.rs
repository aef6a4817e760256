//! `/karsilastir?usta=…&usta=…&hizmet=…`: up to three workshops beside each other, row by row, with the best of each row marked.
//! Everything stands in the address, so a comparison can be kept and sent.

use super::spoken;
use crate::{
    kernel::{
        error::{Code, Result},
        lang::Lang,
        money::Money,
        number, paths,
    },
    modules::mechanics::profile::{self, PublicMechanic},
    platform::{
        Scope, Visit,
        reference::{Reference, Service},
    },
    say,
    ui::{ButtonLink, Empty, Go, Icon, Notice, Page, PageHead, TextLink, Tone},
};
use leptos::prelude::*;

/// More do not fit beside each other.
pub(super) const MOST: u8 = 3;

/// What a comparison is about: the workshops in the order they were named, and the service whose price counts.
struct Compared {
    mechanics: Vec<PublicMechanic>,
    service: Option<Service>,
    /// Some were named that are not public any more, or more than [`MOST`].
    left_out: bool,
}

async fn find(visit: &Visit, reference: &Reference) -> Result<Compared> {
    let mut slugs: Vec<String> = Vec::new();
    for (_, slug) in visit.params().filter(|(name, _)| name == "usta") {
        if !slugs.contains(&slug) {
            slugs.push(slug);
        }
    }
    let mut scope = Scope::read(visit);
    let mut mechanics = Vec::new();
    // At most three of them are read.
    for slug in slugs.iter().take(usize::from(MOST)) {
        match profile::public_by_slug(&mut scope, slug).await {
            Ok(mechanic) => mechanics.push(mechanic),
            Err(error) if error.code == Code::NotFound => {}
            Err(error) => return Err(error),
        }
    }
    let service = visit.param("hizmet").and_then(|slug| reference.find_service(&slug).cloned());
    Ok(Compared { left_out: mechanics.len() < slugs.len(), mechanics, service })
}

pub async fn compare(visit: Visit) -> Result<Page> {
    let lang = visit.lang;
    let reference = visit.wires.reference.get();
    let compared = find(&visit, &reference).await?;
    let title = say!(lang, compare.title);
    let search = compared
        .service
        .as_ref()
        .map_or_else(|| paths::SEARCH.to_owned(), |service| format!("{}?hizmet={}", paths::SEARCH, service.slug));
    let about = compared.service.as_ref().map(|service| service.name(lang).to_owned());
    let body = if compared.mechanics.is_empty() {
        view! {
            <Empty title=say!(lang, compare.none) line=say!(lang, compare.none_line) icon="list-checks"
                act=Go::new(say!(lang, search.title), search)/>
        }
        .into_any()
    } else {
        let left_out = compared
            .left_out
            .then(|| view! { <Notice tone=Tone::Accent text=say!(lang, compare.left_out, most = number::count(lang, MOST))/> });
        let lonely = (compared.mechanics.len() == 1)
            .then(|| view! { <Notice tone=Tone::Info text=say!(lang, compare.lonely)/> });
        view! {
            <div class="grid gap-2 mb-4 empty:hidden">{left_out}{lonely}</div>
            {table(&visit, &compared)}
            <p class="mt-5"><TextLink href=search label=say!(lang, compare.more)/></p>
        }
        .into_any()
    };
    let body = view! {
        <div class="wrap py-6 md:py-10">
            <PageHead title=title line=about.unwrap_or_else(|| say!(lang, compare.lead).to_owned())/>
            {body}
        </div>
    };
    Ok(Page::new(title, body).noindex().nav("search"))
}

/// A row: what it is about, what each workshop has, and which of them has the best.
struct Row {
    label: &'static str,
    cells: Vec<String>,
    best: Option<f64>,
    /// Smaller is better; `None` where a workshop has nothing to compare.
    ranks: Vec<Option<f64>>,
}

impl Row {
    /// A row without better and worse.
    fn plain(label: &'static str, cells: Vec<String>) -> Self {
        Self { label, cells, best: None, ranks: Vec::new() }
    }

    /// A row where the smallest rank is the best, if they differ at all.
    fn ranked(label: &'static str, cells: Vec<(String, Option<f64>)>) -> Self {
        let (cells, ranks): (Vec<_>, Vec<_>) = cells.into_iter().unzip();
        let known = || ranks.iter().flatten().copied();
        let (least, most) = (known().fold(f64::INFINITY, f64::min), known().fold(f64::NEG_INFINITY, f64::max));
        let best = (least < most).then_some(least);
        Self { label, cells, best, ranks }
    }

    fn is_best(&self, place: usize) -> bool {
        self.best.is_some() && self.ranks.get(place).copied().flatten() == self.best
    }
}

fn rows(visit: &Visit, compared: &Compared) -> Vec<Row> {
    let lang = visit.lang;
    let all = &compared.mechanics;
    let none = || say!(lang, compare.unknown).to_owned();
    let of = |tell: &dyn Fn(&PublicMechanic) -> String| all.iter().map(tell).collect::<Vec<_>>();
    let ranked = |tell: &dyn Fn(&PublicMechanic) -> (String, Option<f64>)| all.iter().map(tell).collect::<Vec<_>>();
    let price_label =
        if compared.service.is_some() { say!(lang, compare.price) } else { say!(lang, search.lowest_price) };
    vec![
        Row::ranked(
            say!(lang, compare.rating),
            ranked(&|m| match m.review_count {
                0 => (say!(lang, compare.no_reviews).to_owned(), None),
                count => {
                    let text = say!(
                        lang,
                        compare.score,
                        score = spoken::score(lang, m.score),
                        count = number::count(lang, count)
                    );
                    (text, Some(-f64::from(m.score)))
                }
            }),
        ),
        Row::ranked(
            price_label,
            ranked(&|m| match price(m, compared.service.as_ref()) {
                Some(price) => (price_words(lang, m, compared.service.as_ref(), price), Some(price.0 as f64)),
                None => (none(), None),
            }),
        ),
        Row::plain(say!(lang, prices.promise), of(&|m| promise(lang, m, compared.service.as_ref()))),
        Row::ranked(
            say!(lang, compare.first_slot),
            ranked(&|m| match m.next_slot_at {
                Some(at) => (spoken::when(lang, visit.now, at), Some(at.0.as_second() as f64)),
                None => (say!(lang, mechanics.no_slot).to_owned(), None),
            }),
        ),
        Row::ranked(
            say!(lang, compare.jobs),
            ranked(&|m| (number::count(lang, m.completed_count), Some(-f64::from(m.completed_count)))),
        ),
        Row::plain(say!(lang, compare.place), of(&|m| format!("{}, {}", m.district.name, m.province.name))),
        Row::plain(say!(lang, compare.today), of(&|m| today(lang, m))),
        Row::plain(
            say!(lang, compare.booking),
            of(&|m| {
                if m.books_instantly { say!(lang, search.instant) } else { say!(lang, compare.on_approval) }.to_owned()
            }),
        ),
    ]
}

/// With the range where the price depends on the car.
fn price_words(lang: Lang, mechanic: &PublicMechanic, service: Option<&Service>, price: Money) -> String {
    let range =
        service.and_then(|service| mechanic.offer(service.id)).and_then(crate::modules::mechanics::Offer::price_range);
    range.map_or_else(
        || price.spoken(lang),
        |(low, high)| {
            let range = say!(lang, prices.range, low = low.spoken(lang), high = high.spoken(lang));
            format!("{range} ({})", say!(lang, prices.depends))
        },
    )
}

/// Of the service that was asked for; who does the work may have stated nothing about it.
fn promise(lang: Lang, mechanic: &PublicMechanic, service: Option<&Service>) -> String {
    let offer = service.map(|service| mechanic.offer(service.id));
    match offer {
        Some(None) => say!(lang, compare.unknown).to_owned(),
        offer => offer
            .flatten()
            .and_then(|offer| spoken::promise(lang, offer.promise))
            .unwrap_or_else(|| say!(lang, compare.not_stated).to_owned()),
    }
}

/// For the service that was asked for, else the lowest of all.
fn price(mechanic: &PublicMechanic, service: Option<&Service>) -> Option<Money> {
    match service {
        Some(service) => mechanic.offer(service.id).map(|offer| offer.price),
        None => mechanic.offers.iter().map(|offer| offer.price).min(),
    }
}

fn today(lang: Lang, mechanic: &PublicMechanic) -> String {
    match &mechanic.today {
        Some(hours) => format!("{}–{}", spoken::clock(lang, hours.opens_min), spoken::clock(lang, hours.closes_min)),
        None => say!(lang, compare.closed).to_owned(),
    }
}

fn table(visit: &Visit, compared: &Compared) -> AnyView {
    let lang = visit.lang;
    let heads: Vec<_> = compared.mechanics.iter().map(|mechanic| head(lang, compared, mechanic)).collect();
    let rows: Vec<_> = rows(visit, compared)
        .into_iter()
        .map(|row| {
            let cells: Vec<_> = row
                .cells
                .iter()
                .enumerate()
                .map(|(place, text)| {
                    let mark = row.is_best(place).then(|| {
                        view! {
                            <span class="tag tag-s mt-1"><Icon name="check" class="size-3.5"/>{say!(lang, compare.best)}</span>
                        }
                    });
                    view! { <td class="p-3 align-top num"><span class="block">{text.clone()}</span>{mark}</td> }
                })
                .collect();
            view! {
                <tr class="border-t border-line">
                    <th scope="row" class="py-3 pl-3 pr-1 md:p-3 align-top text-left font-medium text-muted max-md:text-xs">{row.label}</th>
                    {cells}
                </tr>
            }
        })
        .collect();
    let acts: Vec<_> = compared
        .mechanics
        .iter()
        .map(|mechanic| {
            let query =
                compared.service.as_ref().map(|service| format!("?hizmet={}", service.slug)).unwrap_or_default();
            let href = format!("{}{query}", paths::book(&mechanic.slug));
            view! { <td class="py-3 px-1.5 md:px-3"><ButtonLink href=href label=say!(lang, mechanics.book)/></td> }
        })
        .collect();
    // Two stand side by side on a phone; three are more than one can hold, and lie behind its edge.
    let wide = if compared.mechanics.len() > 2 {
        "w-full text-sm max-md:min-w-[30rem] table-fixed"
    } else {
        "w-full text-sm table-fixed"
    };
    view! {
        <div class="panel relative overflow-x-auto" tabindex="0" role="region" aria-label=say!(lang, compare.title)>
            <table class=wide>
                <thead><tr><td class="w-[5.5rem] md:w-40"></td>{heads}</tr></thead>
                <tbody>{rows}<tr class="border-t border-line print:hidden"><td></td>{acts}</tr></tbody>
            </table>
        </div>
    }
    .into_any()
}

fn head(lang: Lang, compared: &Compared, mechanic: &PublicMechanic) -> AnyView {
    let others: Vec<&str> =
        compared.mechanics.iter().map(|other| other.slug.as_str()).filter(|slug| *slug != mechanic.slug).collect();
    let without = paths::compare(&others, compared.service.as_ref().map(|service| service.slug.as_str()));
    view! {
        <th scope="col" class="p-3 align-top text-left">
            <a class="font-bold leading-snug hover:underline underline-offset-4 wrap-anywhere min-h-11 flex items-center" href=paths::mechanic(&mechanic.slug)>
                {mechanic.name.clone()}
            </a>
            <a class="link-p text-xs font-normal min-h-11 flex items-center print:hidden" href=without rel="nofollow">
                {say!(lang, compare.remove)}
                <span class="sr-only">{format!(": {}", mechanic.name)}</span>
            </a>
        </th>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::Row;

    fn best(ranks: &[Option<f64>]) -> Vec<bool> {
        let row = Row::ranked("", ranks.iter().map(|rank| (String::new(), *rank)).collect());
        (0..ranks.len()).map(|place| row.is_best(place)).collect()
    }

    #[test]
    fn the_best_of_a_row_is_marked_where_there_is_a_difference() {
        assert_eq!(best(&[Some(3.0), Some(1.0), Some(2.0)]), [false, true, false]);
        assert_eq!(best(&[Some(1.0), Some(1.0), Some(2.0)]), [true, true, false]);
        assert_eq!(best(&[Some(1.0), Some(1.0)]), [false, false]);
        assert_eq!(best(&[None, Some(1.0)]), [false, false], "nothing to compare with");
        assert_eq!(best(&[None, None]), [false, false]);
    }
}
