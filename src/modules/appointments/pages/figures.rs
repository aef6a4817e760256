//! The figures about workshops and prices in words.

use crate::{
    kernel::{lang::Lang, number},
    modules::{
        appointments::figures::{
            model::{FairPrice, Figures, LEAST, REDO_DAYS, Span, fair_price, share},
            service::OnProfile,
        },
        mechanics::{Offer, PublicMechanic},
        vehicles::Car,
    },
    platform::Visit,
    say,
    ui::{Fold, Icon, Remark, Section},
};
use leptos::prelude::*;

/// The section of a workshop's public page; nothing while too few visits stand behind every figure.
pub fn figures_on_profile(visit: &Visit, mechanic: &PublicMechanic, found: &OnProfile) -> AnyView {
    let lang = visit.lang;
    let lines: Vec<_> = [
        ("clock", answers(lang, found.figures)),
        ("calendar-check", kept(lang, found.figures)),
        ("timer", in_time(lang, found.figures)),
        ("receipt-text", agreed(lang, found.figures)),
        ("wrench", redone(lang, found.figures)),
    ]
    .into_iter()
    .filter_map(|(icon, line)| line.map(|line| (icon, line)))
    .collect();
    let prices = prices(lang, mechanic, &found.prices);
    if lines.is_empty() && prices.is_none() {
        return ().into_any();
    }
    let lines: Vec<_> = lines
        .into_iter()
        .map(|(icon, line)| {
            view! { <li class="flex gap-3 py-2"><Icon name=icon class="size-5 shrink-0 text-primary-ink"/><span class="num">{line}</span></li> }
        })
        .collect();
    view! {
        <Section title=say!(lang, figures.title) id="sayilar" class="mt-10">
            <ul>{lines}</ul>
            {prices}
            <div class="mt-3"><Remark text=say!(lang, figures.note, least = LEAST)/></div>
        </Section>
    }
    .into_any()
}

fn answers(lang: Lang, figures: Figures) -> Option<String> {
    let minutes = figures.answer_minutes.filter(|_| figures.asked >= LEAST)?;
    let (answered, asked) = (number::count(lang, figures.answered), number::count(lang, figures.asked));
    Some(say!(lang, figures.answers, span = span(lang, minutes), answered = answered, asked = asked))
}

fn kept(lang: Lang, figures: Figures) -> Option<String> {
    let confirmed = figures.kept + figures.called_off;
    let count = number::count(lang, confirmed);
    (confirmed >= LEAST).then(|| match figures.called_off {
        0 => say!(lang, figures.kept_all, count = count),
        off => {
            let share = per_cent(lang, share(off, confirmed));
            say!(lang, figures.called_off, count = count, off = number::count(lang, off), share = share)
        }
    })
}

fn in_time(lang: Lang, figures: Figures) -> Option<String> {
    (figures.finished >= LEAST).then(|| {
        let (count, good) = (number::count(lang, figures.finished), number::count(lang, figures.in_time));
        let share = per_cent(lang, share(figures.in_time, figures.finished));
        say!(lang, figures.in_time, count = count, good = good, share = share)
    })
}

fn agreed(lang: Lang, figures: Figures) -> Option<String> {
    let permille = figures.bill_permille.filter(|_| figures.settled >= LEAST)?;
    let (count, agreed) = (number::count(lang, figures.settled), number::count(lang, figures.as_agreed));
    let median = per_cent(lang, i64::from(permille));
    Some(if figures.settled == figures.as_agreed {
        say!(lang, figures.agreed_all, count = count, median = median)
    } else {
        let share = per_cent(lang, share(figures.as_agreed, figures.settled));
        say!(lang, figures.agreed, count = count, agreed = agreed, share = share, median = median)
    })
}

fn redone(lang: Lang, figures: Figures) -> Option<String> {
    let count = number::count(lang, figures.proved);
    (figures.proved >= LEAST).then(|| match figures.redone {
        0 => say!(lang, figures.redone_none, count = count, days = REDO_DAYS),
        again => {
            let share = per_cent(lang, share(again, figures.proved));
            say!(
                lang,
                figures.redone,
                count = count,
                again = number::count(lang, again),
                share = share,
                days = REDO_DAYS
            )
        }
    })
}

/// Own prices beside the usual ones of the province.
fn prices(lang: Lang, mechanic: &PublicMechanic, known: &[FairPrice]) -> Option<AnyView> {
    let rows: Vec<_> = mechanic
        .offers
        .iter()
        .filter_map(|offer| {
            let fair = fair_price(known, offer, None)?;
            Some(view! {
                <li class="flex flex-wrap justify-between gap-x-4 gap-y-1 py-2.5">
                    <span class="font-semibold">{offer.name(lang).to_owned()}</span>
                    <span class="text-sm text-muted num">{offer.price.spoken(lang)} " · " {usual(lang, &mechanic.province.name, fair)}</span>
                </li>
            })
        })
        .collect();
    let title = say!(lang, figures.prices, place = mechanic.province.name.as_str());
    (!rows.is_empty())
        .then(|| view! { <Fold title=title><ul class="divide-y divide-line">{rows}</ul></Fold> }.into_any())
}

/// `Ankara ilinde olağan ₺1.100–₺1.600 (37 iş)`
pub fn usual(lang: Lang, province: &str, fair: &FairPrice) -> String {
    let (low, high) = (fair.low.spoken(lang), fair.high.spoken(lang));
    if low == high {
        return say!(lang, figures.usual_one, place = province, price = low, jobs = number::count(lang, fair.jobs));
    }
    say!(lang, figures.usual, place = province, low = low, high = high, jobs = number::count(lang, fair.jobs))
}

/// The same for an offer on the booking page, by the body of the chosen car where that is known.
pub fn usual_of(lang: Lang, province: &str, known: &[FairPrice], offer: &Offer, car: Option<&Car>) -> Option<String> {
    fair_price(known, offer, car).map(|fair| usual(lang, province, fair))
}

fn span(lang: Lang, minutes: i32) -> String {
    match Span::of(minutes) {
        Span::Minutes(count) => say!(lang, figures.minutes, count = count),
        Span::Hours(count) => say!(lang, figures.hours, count = count),
        Span::Days(count) => say!(lang, figures.days, count = count),
    }
}

/// `%2,5` in Turkish, `2.5%` in English, from tenths.
fn per_cent(lang: Lang, tenths: i64) -> String {
    let (whole, tenth) = (tenths / 10, tenths % 10);
    match lang {
        Lang::Tr => format!("%{whole},{tenth}"),
        Lang::En => format!("{whole}.{tenth}%"),
    }
}
