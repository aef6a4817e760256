//! `/atolye/reklamlar`: what a place in the search would cost, and the adverts of a workshop with what they brought.

use super::{advert_chart::chart, nothing_yet};
use crate::{
    kernel::{
        actor::Duty,
        error::{Code, Result},
        ids::AdvertId,
        lang::Lang,
        money::Money,
        number, paths, words,
    },
    modules::mechanics::{
        adverts::{
            inputs::OrderInput,
            model::{Package, Quote, Reach, Standing, State},
            service::{self, Mine},
            spoken,
            store::{Advert, DayFigures},
        },
        policy,
    },
    platform::{Scope, Visit, reference::Reference},
    say,
    ui::{
        ButtonLook, Confirm, Empty, Facts, FormState, Notice, Page, PageHead, Pager, PagerWords, Panel, PostButton,
        Section, Tag, Tone,
        form::{Form, Submit, field, form_errors, select},
    },
};
use leptos::prelude::*;

const ORDER: &str = "mechanics/order_advert";
const MOVES: [&str; 3] = ["mechanics/pause_advert", "mechanics/resume_advert", "mechanics/cancel_advert"];
/// The fields of an order and their names in the address.
const NAMES: [(&str, &str); 4] =
    [("package_id", "paket"), ("category", "kategori"), ("first_on", "ilk"), ("days", "gun")];

/// `?paket=&kategori=&ilk=&gun=` asks what that would cost; `?sonra=` goes on in the list.
///
/// # Errors
/// `unauthenticated` for visitors, `not_found` for people who run no workshop and may open none.
pub async fn adverts(visit: Visit) -> Result<Page> {
    let lang = visit.lang;
    let title = say!(lang, adverts.title);
    if visit.actor.workshop_for(Duty::Running).is_none() {
        policy::opener(&visit.actor)?;
        return Ok(nothing_yet(&visit, title, "adverts"));
    }
    let after = visit.param("sonra").unwrap_or_default();
    let mut scope = Scope::read(&visit);
    let mine = service::mine(&mut scope, &after).await?;
    let (state, quote) = asked(&visit, &mut scope, &mine.standing).await?;
    drop(scope);
    let reference = visit.wires.reference.get();
    let refused =
        MOVES.into_iter().map(|endpoint| visit.form(endpoint)).find(FormState::is_refused).unwrap_or_default();
    let order = if mine.standing.may_advertise() {
        order_form(&visit, &reference, state, &mine, quote)
    } else {
        view! { <Notice tone=Tone::Accent title=say!(lang, adverts.may_not) text=say!(lang, adverts.may_not_line)/> }
            .into_any()
    };
    let body = view! {
        <PageHead title=title line=say!(lang, adverts.line)/>
        {form_errors(&refused, say!(lang, errors.invalid))}
        <div class="grid grid-cols-1 gap-8 max-w-3xl">
            <Section title=say!(lang, adverts.order) id="yeni">{order}</Section>
            <Section title=say!(lang, adverts.own)>{list(&visit, &reference, &mine, &after)}</Section>
        </div>
    };
    Ok(Page::new(title, body).noindex().nav("adverts"))
}

/// The form as the address fills it, and the order that it means.
async fn asked(visit: &Visit, scope: &mut Scope, standing: &Standing) -> Result<(FormState, Option<Quote>)> {
    let param = |name: &str| visit.param(name).unwrap_or_default();
    let input = OrderInput {
        package_id: param("paket"),
        category: param("kategori"),
        first_on: param("ilk"),
        days: param("gun"),
        ..OrderInput::default()
    };
    let mut state = NAMES.iter().fold(FormState::default(), |state, (_, name)| state.with(*name, param(name)));
    if NAMES.iter().all(|(_, name)| param(name).is_empty()) || !standing.may_advertise() {
        return Ok((state, None));
    }
    match service::quote(scope, &input).await {
        Ok(quote) => Ok((state, Some(quote))),
        Err(mut error) if error.code == Code::Invalid => {
            words::speak(&mut error, visit.lang);
            for (field, name) in NAMES {
                if let Some(field) = error.fields.get(field) {
                    state = state.with_error(name, field.message.clone());
                }
            }
            Ok((state, None))
        }
        Err(error) => Err(error),
    }
}

fn order_form(visit: &Visit, reference: &Reference, state: FormState, mine: &Mine, quote: Option<Quote>) -> AnyView {
    let lang = visit.lang;
    if mine.packages.is_empty() {
        return view! { <Empty icon="megaphone" title=say!(lang, adverts.no_packages) line=say!(lang, adverts.no_packages_line)/> }
            .into_any();
    }
    let standing = mine.standing;
    let option = |package: &Package| (package.id.to_string(), package_line(lang, reference, standing, package));
    let categories = reference.categories.iter().filter(|category| category.is_active && category.parent_id.is_none());
    let categories = categories.map(|category| (category.slug.clone(), category.name(lang).to_owned()));
    let tomorrow = visit.now.day().plus(1);
    let package = select(&state, "paket", say!(lang, adverts.package))
        .plain()
        .options(mine.packages.iter().map(option))
        .required()
        .view();
    let category = select(&state, "kategori", say!(lang, adverts.work))
        .plain()
        .placeholder(say!(lang, adverts.every_category))
        .options(categories)
        .hint(say!(lang, adverts.work_hint))
        .view();
    let first = field(&state, "ilk", say!(lang, adverts.first_on)).plain().date().min(tomorrow).required().view();
    let days = field(&state, "gun", say!(lang, adverts.days)).plain().digits().maxlength(2).required().view();
    let complaints = form_errors(&state, say!(lang, workshop.refused));
    let sum = quote.map(|quote| sum(visit, reference, &quote));
    view! {
        <div class="grid grid-cols-1 gap-4">
            <Panel>
                <Form action=format!("{}#tutar", paths::WORKSHOP_ADVERTS) get=true novalidate=true>
                    {complaints}
                    {package}
                    {category}
                    <div class="grid grid-cols-1 md:grid-cols-2 gap-4">{first} {days}</div>
                    <div><Submit label=say!(lang, adverts.quote) look=ButtonLook::Line/></div>
                </Form>
            </Panel>
            {sum}
            <p class="text-sm text-muted">{say!(lang, adverts.rules)}</p>
        </div>
    }
    .into_any()
}

/// `İlçe vitrini · Çankaya, Ankara · günü ₺120 · 3–30 gün`.
fn package_line(lang: Lang, reference: &Reference, standing: Standing, package: &Package) -> String {
    let district = match package.reach() {
        Reach::District => Some(standing.district_id),
        Reach::Province => None,
    };
    say!(
        lang,
        adverts.package_line,
        name = lang.pick(&package.name_tr, &package.name_en),
        place = spoken::place(reference, standing.province_id, district),
        price = package.day_price.spoken(lang),
        least = package.min_days,
        most = package.max_days
    )
}

/// The sum, and the button that orders at it.
fn sum(visit: &Visit, reference: &Reference, quote: &Quote) -> AnyView {
    let lang = visit.lang;
    let complaints = form_errors(&visit.form(ORDER), say!(lang, errors.invalid));
    let text = |text: String| view! { <span class="num">{text}</span> }.into_any();
    let facts = vec![
        (say!(lang, adverts.place).to_owned(), text(spoken::place(reference, quote.province_id, quote.district_id))),
        (say!(lang, adverts.work).to_owned(), text(spoken::work(lang, reference, quote.category_id))),
        (say!(lang, adverts.dates).to_owned(), text(spoken::days(lang, quote.first_on, quote.last_on))),
        (
            say!(lang, adverts.price).to_owned(),
            text(say!(lang, adverts.price_line, price = quote.package.day_price.spoken(lang), days = quote.days)),
        ),
        (
            say!(lang, adverts.total).to_owned(),
            view! { <b class="font-semibold num">{quote.total().spoken(lang)}</b> }.into_any(),
        ),
    ];
    let param = |name: &str| visit.param(name).unwrap_or_default();
    let mut values: Vec<(&'static str, String)> = NAMES.iter().map(|(field, name)| (*field, param(name))).collect();
    values.push(("total_kurus", quote.total().0.to_string()));
    values.push(("idempotency_key", AdvertId::fresh().to_string()));
    view! {
        <div id="tutar">
            <Panel>
                {complaints}
                <Facts items=facts/>
                <p class="text-sm text-muted my-3">{say!(lang, adverts.payment_line)}</p>
                <PostButton action=paths::api(ORDER) label=say!(lang, adverts.order_act) values=values look=ButtonLook::Accent icon="megaphone"/>
            </Panel>
        </div>
    }
    .into_any()
}

fn list(visit: &Visit, reference: &Reference, mine: &Mine, after: &str) -> AnyView {
    let lang = visit.lang;
    if mine.adverts.items.is_empty() {
        return view! { <Empty icon="megaphone" title=say!(lang, adverts.none) line=say!(lang, adverts.none_line)/> }
            .into_any();
    }
    let rows: Vec<_> = mine
        .adverts
        .items
        .iter()
        .map(|advert| {
            let days: Vec<DayFigures> = mine.days.iter().filter(|day| day.advert_id == advert.id).copied().collect();
            row(visit, reference, advert, &days)
        })
        .collect();
    let words = PagerWords {
        name: say!(lang, adverts.pages).to_owned(),
        previous: say!(lang, adverts.first_page).to_owned(),
        next: say!(lang, common.next).to_owned(),
    };
    let next = mine.adverts.next.as_ref().map(|id| format!("{}?sonra={id}", paths::WORKSHOP_ADVERTS));
    let first = (!after.is_empty()).then(|| paths::WORKSHOP_ADVERTS.to_owned());
    view! {
        <Panel class="panel px-4 md:px-5"><ul class="divide-y divide-line">{rows}</ul></Panel>
        <Pager previous=first next=next words=words/>
    }
    .into_any()
}

/// How a state is coloured, here and at the desk.
pub fn advert_tag(lang: Lang, state: State) -> AnyView {
    let tone = match state {
        State::AwaitingPayment | State::AwaitingApproval => Tone::Accent,
        State::Scheduled => Tone::Info,
        State::Running => Tone::Success,
        State::Refused | State::Stopped => Tone::Error,
        State::Paused | State::Ended | State::Cancelled => Tone::Plain,
    };
    view! { <Tag label=spoken::state(lang, state) tone=tone/> }.into_any()
}

fn row(visit: &Visit, reference: &Reference, advert: &Advert, days: &[DayFigures]) -> AnyView {
    let (lang, today) = (visit.lang, visit.now.day());
    let state = advert.state(today);
    let left = match state {
        State::Running | State::Paused => {
            Some(say!(lang, adverts.days_left, days = advert.last_on.days_since(today.max(advert.first_on)) + 1))
        }
        _ => None,
    };
    let money =
        format!("{} · {}", Money(advert.total.0).spoken(lang), say!(lang, adverts.days_count, days = advert.days()));
    let figures = say!(
        lang,
        adverts.figures,
        impressions = number::count(lang, advert.impressions),
        clicks = number::count(lang, advert.clicks),
        bookings = number::count(lang, advert.bookings)
    );
    let reason = (!advert.reason.is_empty())
        .then(|| view! { <p class="text-sm mt-1 whitespace-pre-line break-words">{advert.reason.clone()}</p> });
    view! {
        <li class="py-4 grid grid-cols-1 gap-2">
            <h3 class="text-base font-semibold flex flex-wrap items-center gap-2">
                {lang.pick(&advert.package_tr, &advert.package_en).to_owned()}
                {advert_tag(lang, state)}
            </h3>
            <p class="text-sm text-muted num">{spoken::line(lang, reference, advert)}</p>
            <p class="text-sm text-muted num">{money} {left.map(|left| format!(" · {left}"))}</p>
            {reason}
            <p class="text-sm num">{figures}</p>
            {chart(lang, advert, days, today)}
            {acts(lang, advert, state)}
        </li>
    }
    .into_any()
}

fn acts(lang: Lang, advert: &Advert, state: State) -> Option<AnyView> {
    let id = advert.id.to_string();
    let values = vec![("advert_id", id.clone())];
    let act = match state {
        State::Scheduled | State::Running => view! {
            <Confirm
                id=format!("duraklat-{id}")
                label=say!(lang, adverts.pause)
                title=say!(lang, adverts.pause_title)
                line=say!(lang, adverts.pause_line)
                close=say!(lang, common.close)
                look=ButtonLook::Line
                icon="circle-pause"
            >
                <PostButton action=paths::api(MOVES[0]) label=say!(lang, adverts.pause) values=values wide=true/>
            </Confirm>
        }
        .into_any(),
        State::Paused => view! {
            <PostButton action=paths::api(MOVES[1]) label=say!(lang, adverts.resume) values=values icon="circle-play"/>
        }
        .into_any(),
        State::AwaitingPayment => view! {
            <Confirm
                id=format!("vazgec-{id}")
                label=say!(lang, adverts.cancel)
                title=say!(lang, adverts.cancel_title)
                line=say!(lang, adverts.cancel_line)
                close=say!(lang, common.close)
                look=ButtonLook::Quiet
            >
                <PostButton action=paths::api(MOVES[2]) label=say!(lang, adverts.cancel) values=values look=ButtonLook::Danger wide=true/>
            </Confirm>
        }
        .into_any(),
        _ => return None,
    };
    Some(view! { <div class="flex flex-wrap gap-2">{act}</div> }.into_any())
}
