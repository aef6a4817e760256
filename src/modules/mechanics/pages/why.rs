//! `/usta/{slug}/neden?…`: why a search shows this workshop, and what its place in "best match" is made of.

use super::{search::heading, spoken};
use crate::{
    kernel::{error::Result, lang::Lang, money::Money, number, paths, text::fold},
    modules::mechanics::{
        certificates,
        search::{self, Asked, Hit, Sort, Wanted, Why},
    },
    platform::{Scope, Visit, reference::Reference},
    say,
    ui::{ButtonLink, ButtonLook, Icon, Notice, Page, PageHead, Panel, Section, TextLink, Tone},
};
use leptos::prelude::*;

pub async fn why(visit: Visit, slug: String) -> Result<Page> {
    let lang = visit.lang;
    let asked = Asked::read(visit.params());
    let why = search::why(&mut Scope::read(&visit), &slug, &asked).await?;
    let reference = visit.wires.reference.get();
    let title = say!(lang, why.title, name = why.mechanic.name.as_str());
    let plain = asked.with(|_| ());
    let about = (!plain.query().is_empty()).then(|| {
        let title = say!(lang, why.fits, search = heading(lang, &reference, &why.filter));
        let fit = fit(&visit, &reference, &why);
        view! { <Section title=title>{fit}</Section> }
    });
    let standing = standing(lang, &why);
    let body = view! {
        <div class="wrap py-6 md:py-10">
            <div class="max-w-2xl grid grid-cols-1 gap-8">
                <PageHead title=title.clone() line=say!(lang, why.lead)/>
                {about}
                <Section title=say!(lang, why.rank)>{standing}</Section>
                <div class="flex flex-wrap gap-3">
                    <ButtonLink href=paths::mechanic(&slug) label=say!(lang, why.profile)/>
                    <ButtonLink href=plain.href() label=say!(lang, why.back) look=ButtonLook::Line/>
                </div>
            </div>
        </div>
    };
    Ok(Page::new(title, body).noindex().nav("search"))
}

/// How the workshop answers what was asked.
fn fit(visit: &Visit, reference: &Reference, why: &Why) -> AnyView {
    let lang = visit.lang;
    let Some(hit) = &why.hit else {
        return view! { <Notice tone=Tone::Accent text=say!(lang, why.unfit)/> }.into_any();
    };
    let reasons: Vec<_> = reasons(visit, reference, why, hit)
        .into_iter()
        .map(|reason| {
            view! {
                <li class="flex gap-3 py-2.5"><Icon name="check" class="size-5 mt-0.5 shrink-0 text-success-ink"/><span>{reason}</span></li>
            }
        })
        .collect();
    view! { <Panel class="panel px-4 md:px-5"><ul class="divide-y divide-line">{reasons}</ul></Panel> }.into_any()
}

fn reasons(visit: &Visit, reference: &Reference, why: &Why, hit: &Hit) -> Vec<String> {
    let (lang, filter) = (visit.lang, &why.filter);
    let price = hit.price.map(|kurus| Money(kurus).spoken(lang)).unwrap_or_default();
    let work = match &filter.wanted {
        Wanted::Service(id) => reference
            .service(*id)
            .map(|service| say!(lang, why.does, service = service.name(lang), price = price.as_str())),
        Wanted::Category(..) | Wanted::Text(..) => Some(say!(lang, why.does_some, price = price.as_str())),
        Wanted::Name(words) => {
            fold(&why.mechanic.name).contains(&fold(words)).then(|| say!(lang, why.named).to_owned())
        }
        Wanted::Anything => None,
    };
    let town = format!("{}, {}", why.mechanic.district.name, why.mechanic.province.name);
    let place = match hit.distance_km.map(|km| spoken::distance(lang, km)) {
        None => say!(lang, why.in_place, place = town.as_str()),
        Some(away) if visit.param("konum").is_some() => say!(lang, why.away, distance = away, place = town.as_str()),
        // Measured from the middle of the place that was named.
        Some(away) => say!(lang, why.away_from_centre, distance = away, place = town.as_str()),
    };
    let slot = hit.next_slot_at.map(|at| {
        let when = spoken::when(lang, visit.now, at);
        say!(lang, why.slot, when = when.as_str())
    });
    let score = (hit.review_count > 0).then(|| {
        let (score, count) = (spoken::score(lang, hit.score), number::count(lang, hit.review_count));
        say!(lang, mechanics.score_sentence, score = score.as_str(), count = count.as_str())
    });
    [
        work,
        filter.car.map(|_| say!(lang, why.takes).to_owned()),
        Some(place),
        filter.certificate.map(|kind| say!(lang, why.certified, kind = certificates::spoken::kind(lang, kind))),
        why.mechanic.visits_within_km.filter(|_| filter.comes).map(|km| say!(lang, why.comes, km = km)),
        hit.open_now.then(|| say!(lang, why.open).to_owned()),
        slot,
        hit.books_instantly.then(|| say!(lang, why.instant).to_owned()),
        score,
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// The sum that "best match" sorts by, term by term.
fn standing(lang: Lang, why: &Why) -> AnyView {
    let (mechanic, standing) = (&why.mechanic, why.standing);
    let reviews = number::count(lang, mechanic.review_count);
    let base = if mechanic.review_count == 0 {
        say!(lang, why.base_none).to_owned()
    } else {
        say!(lang, why.base, count = reviews.as_str())
    };
    let jobs = number::count(lang, mechanic.completed_count);
    let rows: Vec<_> = [
        (base, number::hundredths(lang, standing.base)),
        (
            say!(lang, why.experience, count = jobs.as_str()),
            format!("+{}", number::hundredths(lang, standing.experience)),
        ),
    ]
    .into_iter()
    .map(|(what, points)| {
        view! {
            <tr class="border-b border-line">
                <th scope="row" class="text-left font-normal py-2.5 pr-4">{what}</th>
                <td class="text-right align-top py-2.5">{points}</td>
            </tr>
        }
    })
    .collect();
    let (place, of) = (number::count(lang, standing.place), number::count(lang, standing.of));
    let line =
        say!(lang, why.place, province = mechanic.province.name.as_str(), of = of.as_str(), place = place.as_str());
    let otherwise = (why.filter.sort != Sort::Best)
        .then(|| view! { <p class="text-sm text-muted">{say!(lang, why.other_order)}</p> });
    view! {
        <Panel class="panel px-4 md:px-5 py-2">
            <table class="w-full text-sm md:text-base num">
                <tbody>{rows}</tbody>
                <tfoot>
                    <tr>
                        <th scope="row" class="text-left py-2.5 pr-4">{say!(lang, why.sum)}</th>
                        <td class="text-right font-bold py-2.5">{number::hundredths(lang, standing.base + standing.experience)}</td>
                    </tr>
                </tfoot>
            </table>
        </Panel>
        <div class="grid gap-2 mt-3">
            <p class="num">{line}</p>
            {otherwise}
            <p class="text-sm text-muted">{say!(lang, why.unpaid)} " " <TextLink href=paths::RANKING_RULES label=say!(lang, common.ranking_rules)/></p>
        </div>
    }
    .into_any()
}
