//! `/hesap/araclar/yeni?marka=&model=&yil=&ara=&next=`: each step of choosing a car has its own address. With `?bul=` it is
//! found by its name instead.

use super::{find, words};
use crate::{
    kernel::{
        error::{Code, Result},
        paths,
    },
    modules::vehicles::{
        islands::{CarPicker, Choice, Picked, PickerProps, PickerWords, Step},
        model::year,
        policy, service,
    },
    platform::{Scope, Visit},
    say,
    ui::{Page, PageHead},
};
use leptos::prelude::*;

pub async fn new(visit: Visit) -> Result<Page> {
    let lang = visit.lang;
    let mut scope = Scope::read(&visit);
    policy::owner(&scope.actor)?;
    let title = say!(lang, vehicles.add_title);
    let looked_for = visit.param("bul").unwrap_or_default();
    let wanted = visit.param("arac").unwrap_or_default();
    let picked = picked(&mut scope, &visit).await?;
    let instead = if !looked_for.trim().is_empty() {
        Some(find::results(&visit, &looked_for).await?)
    } else if !wanted.is_empty() && picked.step() != Step::Car {
        find::year_step(&visit, &wanted).await?
    } else {
        None
    };
    if let Some(view) = instead {
        return Ok(Page::new(title, view! { <PageHead title=title/> {view} }).nav("cars"));
    }
    let words = words::picker(lang);
    let choices = choices(&mut scope, &words, &picked).await?;
    let typed = visit.param("ara").unwrap_or_default();
    let next = visit.param("next").map(|next| paths::own_path(&next, "")).unwrap_or_default();
    let mut form = visit.form("vehicles/add");
    if !wanted.is_empty() {
        form = form.with("variant_id", wanted);
    }
    let search = (picked.step() == Step::Brand).then(|| find::search_box(&visit, ""));
    let body = view! {
        <PageHead title=title/>
        {search}
        <CarPicker props=PickerProps { words, answers: picked, choices, typed, form, next }/>
        {find::missing(&visit)}
    };
    Ok(Page::new(title, body).nav("cars").islands())
}

/// What the address has answered; an answer that fits nothing asks its question again.
pub(super) async fn picked(scope: &mut Scope, visit: &Visit) -> Result<Picked> {
    let mut picked = Picked::default();
    let Some(word) = visit.param("marka") else { return Ok(picked) };
    let Some(brand) = known(service::brand(scope, &word))? else { return Ok(picked) };
    picked = picked.with(Choice { key: brand.slug, name: brand.name, detail: String::new() });
    let Some(word) = visit.param("model") else { return Ok(picked) };
    let Some((maker, model)) = known(service::model(scope, &word).await)? else { return Ok(picked) };
    if maker != brand.id {
        return Ok(picked);
    }
    let years = service::years(scope, &word).await?;
    picked = picked.with(Choice { key: model.id.to_string(), name: model.name, detail: String::new() });
    let wanted = visit.param("yil").and_then(|text| year(&text).ok());
    if let Some(year) = years.into_iter().find(|item| Some(item.year) == wanted) {
        picked = picked.with(Choice { key: year.name.clone(), name: year.name, detail: String::new() });
    }
    Ok(picked)
}

pub(super) fn known<T>(found: Result<T>) -> Result<Option<T>> {
    match found {
        Ok(value) => Ok(Some(value)),
        Err(error) if error.code == Code::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// The choices of the step that comes next.
pub(super) async fn choices(scope: &mut Scope, words: &PickerWords, picked: &Picked) -> Result<Vec<Choice>> {
    let key = |choice: &Option<Choice>| choice.as_ref().map(|choice| choice.key.clone()).unwrap_or_default();
    let plain = |key: String, name: String| Choice { key, name, detail: String::new() };
    Ok(match picked.step() {
        Step::Brand => service::brands(scope).into_iter().map(|b| plain(b.slug, b.name)).collect(),
        Step::Model => {
            let brand = service::brand(scope, &key(&picked.brand))?;
            service::models_of(scope, brand.id).await?.into_iter().map(|m| plain(m.id.to_string(), m.name)).collect()
        }
        Step::Year => service::years(scope, &key(&picked.model))
            .await?
            .into_iter()
            .map(|y| plain(y.name.clone(), y.name))
            .collect(),
        Step::Car => service::variants(scope, &key(&picked.model), &key(&picked.year))
            .await?
            .into_iter()
            .map(|v| Choice {
                detail: words.detail(&v.fuel, &v.transmission, &v.body, &v.generation),
                key: v.id.to_string(),
                name: v.name,
            })
            .collect(),
    })
}
