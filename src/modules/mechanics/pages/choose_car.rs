//! `/arac-sec`: which car a visitor searches for, without an account. The search so far is carried along and gone back to.

use crate::{
    kernel::{error::Result, paths},
    modules::{
        mechanics::search::Asked,
        vehicles::{Naming, naming},
    },
    platform::Visit,
    say,
    ui::{Page, PageHead, TextLink},
};
use leptos::prelude::*;

pub async fn choose_car(visit: Visit) -> Result<Page> {
    let lang = visit.lang;
    let asked = Asked::read(visit.params()).with(|asked| {
        for word in [&mut asked.vehicle, &mut asked.variant, &mut asked.year] {
            word.clear();
        }
    });
    let kept: String = form_urlencoded::Serializer::new(String::new()).extend_pairs(asked.pairs()).finish();
    let done = |variant: &str, year: &str| {
        asked
            .with(|asked| {
                variant.clone_into(&mut asked.variant);
                year.clone_into(&mut asked.year);
            })
            .href()
    };
    let (question, steps) = naming(&visit, &Naming { place: paths::CAR_CHOOSE, kept: &kept, done: &done }).await?;
    let title = say!(lang, mechanics.car_title);
    let body = view! {
        <div class="wrap py-6 md:py-8">
            <PageHead title=title line=say!(lang, mechanics.car_line)/>
            <h2 class="text-lg mb-3">{question}</h2>
            {steps}
            <p class="mt-6"><TextLink href=asked.href() label=say!(lang, mechanics.forget_car)/></p>
        </div>
    };
    Ok(Page::new(title, body).nav("search").noindex())
}
