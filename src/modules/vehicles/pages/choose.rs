//! Naming a car of the catalogue without owning one, by links alone: brand, model, year, engine. The page around it belongs
//! to whoever asks.

use super::{
    new::{choices, picked},
    words,
};
use crate::{
    kernel::error::Result,
    modules::vehicles::islands::{Choice, Picked, Step},
    platform::{Scope, Visit},
    say,
    ui::{Empty, Icon},
};
use leptos::prelude::*;

/// Where the steps stand, and what comes after the last one.
pub struct Naming<'a> {
    pub place: &'a str,
    /// Parameters that every step carries along, as a query: `il=ankara&q=fren`.
    pub kept: &'a str,
    /// The address to go on to with a variant and a year.
    pub done: &'a (dyn Fn(&str, &str) -> String + Send + Sync),
}

/// The question of the current step and its view; the steps answered so far stand in the address (`?marka=&model=&yil=`).
///
/// # Errors
/// `unavailable` when the database is away.
pub async fn naming(visit: &Visit, naming: &Naming<'_>) -> Result<(String, AnyView)> {
    let mut scope = Scope::read(visit);
    let words = words::picker(visit.lang);
    let picked = picked(&mut scope, visit).await?;
    let choices = choices(&mut scope, &words, &picked).await?;
    let question = match picked.step() {
        Step::Car => say!(visit.lang, vehicles.variant).to_owned(),
        step => words.question(step),
    };
    let answers: Vec<_> = picked
        .answers()
        .into_iter()
        .map(|(step, choice)| {
            let href = naming.address(&picked.clone().back_to(step));
            view! {
                <li>
                    <a class="chip" href=href rel="nofollow">
                        {choice.name}
                        <Icon name="x" class="size-4"/>
                        <span class="sr-only">{words.change.clone()}</span>
                    </a>
                </li>
            }
        })
        .collect();
    let list = if choices.is_empty() {
        view! { <Empty title=words.none_found.clone() line=words.no_variants.clone() icon="car"/> }.into_any()
    } else {
        let rows: Vec<_> = choices.into_iter().map(|choice| naming.row(&picked, choice)).collect();
        view! { <ul class="grid grid-cols-2 sm:grid-cols-3 lg:grid-cols-4 gap-2.5">{rows}</ul> }.into_any()
    };
    let view = view! {
        <ul class="flex flex-wrap gap-2 mb-4 empty:hidden">{answers}</ul>
        {list}
    };
    Ok((question, view.into_any()))
}

impl Naming<'_> {
    fn address(&self, picked: &Picked) -> String {
        let own = picked.address(self.place, "");
        let joint = if own.contains('?') { '&' } else { '?' };
        if self.kept.is_empty() { own } else { format!("{own}{joint}{}", self.kept) }
    }

    fn row(&self, picked: &Picked, choice: Choice) -> AnyView {
        let href = match (picked.step(), &picked.year) {
            (Step::Car, Some(year)) => (self.done)(&choice.key, &year.key),
            _ => self.address(&picked.clone().with(choice.clone())),
        };
        let detail = (!choice.detail.is_empty())
            .then(|| view! { <span class="block text-xs text-muted mt-0.5">{choice.detail}</span> });
        view! {
            <li>
                <a class="panel panel-hover block px-4 py-3 min-h-11 h-full" href=href rel="nofollow">
                    <b class="font-semibold break-words">{choice.name}</b>
                    {detail}
                </a>
            </li>
        }
        .into_any()
    }
}
