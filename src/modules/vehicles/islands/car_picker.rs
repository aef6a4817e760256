//! Choosing a car in four taps on one screen. Drawn by the server it is the plain step page: every choice is a link, the
//! search box a form, the last step a form. In the browser the same links answer in place.

use super::steps::{Choice, Entry, Picked, PickerWords, Step};
use crate::{
    kernel::{form::FormState, paths},
    modules::vehicles::model::{KM_MAX, answers_to},
    ui::{
        BrandSign, ButtonLook, Icon, Notice, Steps, Tone,
        form::{Submit, field, form_errors, hidden, hidden_plain, input_name, radios},
        live::{AWAKE, Fields, IntoPart, Part, Refusal, get, leave_for, live, mark, on, post, run, said},
    },
};
use leptos::{ev, html, prelude::*};
use serde::{Deserialize, Serialize};

/// The state of the screen; all handles, so it copies into every closure.
#[derive(Clone, Copy)]
struct Picker {
    words: StoredValue<PickerWords>,
    next: StoredValue<String>,
    picked: RwSignal<Picked>,
    choices: RwSignal<Vec<Choice>>,
    typed: RwSignal<String>,
    form: RwSignal<FormState>,
    busy: RwSignal<bool>,
    /// Empty while nothing went wrong.
    complaint: RwSignal<String>,
    heading: NodeRef<html::H2>,
}

impl Picker {
    fn word(self, pick: impl FnOnce(&PickerWords) -> &String) -> String {
        self.words.with_value(|words| pick(words).clone())
    }

    fn question(self, step: Step) -> String {
        self.words.with_value(|words| words.question(step))
    }

    fn address(self, picked: &Picked) -> String {
        self.next.with_value(|next| picked.address(paths::CAR_NEW, next))
    }

    /// Moves to another step: its choices are fetched first, so that nothing flickers.
    fn go(self, picked: Picked) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        self.complaint.set(String::new());
        run(async move {
            match self.load(&picked).await {
                Ok(choices) => self.arrive(picked, choices),
                Err(refusal) => self.complaint.set(self.sentence(refusal)),
            }
            self.busy.set(false);
        });
    }

    fn arrive(self, picked: Picked, choices: Vec<Choice>) {
        remember(&self.address(&picked));
        self.typed.set(String::new());
        self.form.set(FormState::default());
        self.choices.set(choices);
        self.picked.set(picked);
        if let Some(heading) = self.heading.get_untracked() {
            // The tapped link is gone; the question is where reading goes on.
            let _ = heading.focus();
        }
    }

    async fn load(self, picked: &Picked) -> Result<Vec<Choice>, Refusal> {
        let key = |choice: &Option<Choice>| choice.as_ref().map(|choice| choice.key.clone()).unwrap_or_default();
        let (step, none) = (picked.step(), Fields::default());
        let (endpoint, asked) = match step {
            Step::Brand => ("vehicles/brands", none),
            Step::Model => ("vehicles/models", none.with("brand", &key(&picked.brand))),
            Step::Year => ("vehicles/years", none.with("model", &key(&picked.model))),
            Step::Car => {
                ("vehicles/variants", none.with("model", &key(&picked.model)).with("year", &key(&picked.year)))
            }
        };
        let entries: Vec<Entry> = get(endpoint, asked).await?;
        Ok(entries.into_iter().map(|entry| self.choice(step, entry)).collect())
    }

    fn choice(self, step: Step, entry: Entry) -> Choice {
        let detail =
            self.words.with_value(|w| w.detail(&entry.fuel, &entry.transmission, &entry.body, &entry.generation));
        let key = match step {
            Step::Brand => entry.slug,
            Step::Year => entry.name.clone(),
            Step::Model | Step::Car => entry.id,
        };
        Choice { key, name: entry.name, detail }
    }

    /// Only the server speaks; when it is out of reach there is one sentence of our own.
    fn sentence(self, refusal: Refusal) -> String {
        if refusal.message.is_empty() { self.word(|w| &w.offline) } else { refusal.message }
    }

    fn shown(self) -> Vec<Choice> {
        let typed = self.typed.get();
        self.choices.get().into_iter().filter(|choice| answers_to(&choice.name, &typed)).collect()
    }
}

/// Puts the step into the address, so that the browser's way back is a step back.
fn remember(address: &str) {
    if let Ok(history) = window().history() {
        let _ = history.push_state_with_url(&leptos::wasm_bindgen::JsValue::NULL, "", Some(address));
    }
}

/// Taps with a modifier open a new tab; those stay the browser's.
fn is_plain_tap(event: &ev::MouseEvent) -> bool {
    !(event.ctrl_key() || event.meta_key() || event.shift_key())
}

/// What the picker starts from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PickerProps {
    pub words: PickerWords,
    /// What the address has already answered, and the choices of the step after it.
    pub answers: Picked,
    pub choices: Vec<Choice>,
    /// What was typed into the search box of a page without a script.
    pub typed: String,
    /// A refused form, typed values and complaints included.
    pub form: FormState,
    /// A path of this site to go on to, or empty.
    pub next: String,
}
crate::wire! { PickerProps { words, answers, choices, typed, form, next } }

crate::island! { CarPicker(PickerProps) as car_picker = draw; }

fn draw(props: PickerProps) -> Part {
    let PickerProps { words, answers, choices, typed, form, next } = props;
    let picker = Picker {
        words: StoredValue::new(words),
        next: StoredValue::new(next),
        picked: RwSignal::new(answers),
        choices: RwSignal::new(choices),
        typed: RwSignal::new(typed),
        form: RwSignal::new(form),
        busy: RwSignal::new(false),
        complaint: RwSignal::new(String::new()),
        heading: NodeRef::new(),
    };
    if AWAKE {
        // The way back is a whole page: the server knows every step by its address.
        let _ = window_event_listener(ev::popstate, |_| {
            let _ = window().location().reload();
        });
    }
    let names = picker.words.with_value(|w| w.steps.to_vec());
    view! {
        <div class="grid grid-cols-1 gap-5 max-w-3xl" aria-busy=mark(move || picker.busy.get())>
            {live(move || view! { <Steps names=names.clone() current=picker.picked.with(Picked::step) as usize/> }.part())}
            {live(move || answered(picker))}
            <h2 class="text-lg md:text-xl" tabindex="-1" node_ref=picker.heading>
                {said(move || picker.question(picker.picked.with(Picked::step)))}
            </h2>
            <p class="sr-only" role="status" aria-live="polite">{said(move || spoken(picker))}</p>
            {live(move || {
                let text = picker.complaint.get();
                if text.is_empty() { ().part() } else { view! { <Notice text=text tone=Tone::Error/> }.part() }
            })}
            {live(move || match picker.picked.with(Picked::step) {
                step @ (Step::Brand | Step::Model) => view! { {search_box(picker, step)} {choice_list(picker, step)} }.part(),
                Step::Year => choice_list(picker, Step::Year),
                Step::Car => car_form(picker),
            })}
        </div>
    }
    .part()
}

/// What a screen reader hears while the rest changes.
fn spoken(picker: Picker) -> String {
    if picker.busy.get() {
        picker.word(|w| &w.loading)
    } else if picker.typed.get().is_empty() {
        String::new()
    } else {
        format!("{} {}", picker.shown().len(), picker.word(|w| &w.shown))
    }
}

/// The answers so far; each leads back to its question.
fn answered(picker: Picker) -> Part {
    let so_far = picker.picked.get();
    let answers = so_far.answers();
    if answers.is_empty() {
        return ().part();
    }
    let change = picker.word(|w| &w.change);
    let chips: Vec<_> = answers
        .into_iter()
        .map(|(step, choice)| {
            let back = so_far.clone().back_to(step);
            let href = picker.address(&back);
            let label = format!("{}: {}", choice.name, change);
            view! {
                <li>
                    <a class="chip" href=href aria-label=label on:click=on(move |event: ev::MouseEvent| {
                        if is_plain_tap(&event) {
                            event.prevent_default();
                            picker.go(back.clone());
                        }
                    })>
                        {choice.name}
                        <Icon name="pencil" class="size-4 text-muted"/>
                    </a>
                </li>
            }
        })
        .collect();
    view! { <ul class="flex flex-wrap gap-2">{chips}</ul> }.part()
}

fn search_box(picker: Picker, step: Step) -> Part {
    let label = if step == Step::Brand { picker.word(|w| &w.find_brand) } else { picker.word(|w| &w.find_model) };
    let pairs = picker.next.with_value(|next| picker.picked.get_untracked().pairs(next));
    let take_the_only_one = move |event: ev::SubmitEvent| {
        event.prevent_default();
        if let [only] = picker.shown().as_slice() {
            picker.go(picker.picked.get_untracked().with(only.clone()));
        }
    };
    view! {
        <form action=paths::CAR_NEW method="get" role="search" class="flex gap-2" on:submit=on(take_the_only_one)>
            {pairs.into_iter().map(|(name, value)| hidden_plain(name, value)).collect_view()}
            <label class="sr-only" for="f-ara">{label.clone()}</label>
            <div class="relative flex-1 min-w-0">
                <Icon name="search" class="size-5 absolute left-3.5 top-3.5 text-muted pointer-events-none"/>
                <input
                    class="inp pl-11"
                    id="f-ara"
                    name="ara"
                    type="search"
                    inputmode="search"
                    autocomplete="off"
                    placeholder=label
                    value=picker.typed.get_untracked()
                    on:input=on(move |event: ev::Event| picker.typed.set(event_target_value(&event)))
                />
            </div>
            <button type="submit" class="btn btn-line h-auto!">{picker.word(|w| &w.find)}</button>
        </form>
    }
    .part()
}

fn choice_list(picker: Picker, step: Step) -> Part {
    let list = match step {
        Step::Brand => "grid grid-cols-3 sm:grid-cols-4 lg:grid-cols-5 gap-2.5",
        Step::Year => "grid grid-cols-4 sm:grid-cols-6 gap-2.5",
        Step::Model | Step::Car => "grid grid-cols-1 sm:grid-cols-2 gap-2.5",
    };
    live(move || {
        let shown = picker.shown();
        if shown.is_empty() {
            view! { <p class="text-muted">{picker.word(|w| &w.none_found)}</p> }.part()
        } else {
            let rows: Vec<_> = shown.into_iter().map(|choice| choice_link(picker, step, choice)).collect();
            view! { <ul class=list>{rows}</ul> }.part()
        }
    })
}

fn choice_link(picker: Picker, step: Step, choice: Choice) -> Part {
    let class = match step {
        Step::Brand => {
            "panel h-full px-1 py-3 flex flex-col items-center justify-center gap-1.5 text-center text-xs sm:text-sm font-semibold leading-snug"
        }
        Step::Year => "slot",
        Step::Model | Step::Car => "panel min-h-12 px-4 py-2.5 flex items-center justify-between gap-3 font-semibold",
    };
    let sign = (step == Step::Brand).then(|| view! { <BrandSign slug=choice.key.clone() name=choice.name.clone()/> });
    let arrow =
        (step == Step::Model).then(|| view! { <Icon name="chevron-right" class="size-4 shrink-0 text-muted"/> });
    let to = picker.picked.get_untracked().with(choice.clone());
    let href = picker.address(&to);
    let tap = move |event: ev::MouseEvent| {
        if is_plain_tap(&event) {
            event.prevent_default();
            picker.go(to.clone());
        }
    };
    view! {
        <li>
            <a class=class href=href on:click=on(tap)>{sign}<span class="min-w-0 max-w-full">{choice.name}</span>{arrow}</a>
        </li>
    }
    .part()
}

/// The last step: which variant, which plate, how many kilometres.
fn car_form(picker: Picker) -> Part {
    let send = move |event: ev::SubmitEvent| {
        if let Some(fields) = Fields::of_form(&event) {
            event.prevent_default();
            add(picker, fields);
        }
    };
    view! {
        <form action=paths::api("vehicles/add") method="post" novalidate=true class="grid grid-cols-1 gap-5" on:submit=on(send)>
            {live(move || fields(picker, &picker.form.get()))}
            <div><Submit label=picker.word(|w| &w.save) look=ButtonLook::Primary large=true pending=Signal::from(picker.busy)/></div>
        </form>
    }
    .part()
}

/// Sends the form. Busy stays on while the next page loads, so that nothing is pressed twice.
fn add(picker: Picker, fields: Fields) {
    if picker.busy.get_untracked() {
        return;
    }
    picker.busy.set(true);
    run(async move {
        match post::<()>("vehicles/add", fields.clone()).await {
            Ok(()) => leave_for(&paths::own_path(&picker.next.get_value(), paths::CARS)),
            // The session ended meanwhile: the page asks to sign in and comes back to this step.
            Err(refusal) if refusal.code == "unauthenticated" => {
                leave_for(&picker.address(&picker.picked.get_untracked()));
            }
            Err(refusal) => {
                let typed = ["plate", "km", "variant_id"]
                    .into_iter()
                    .fold(FormState::default(), |form, name| form.with(name, fields.value(&input_name(name))));
                picker.form.set(refusal.into_form(typed, picker.word(|w| &w.offline)));
                picker.busy.set(false);
            }
        }
    });
}

fn fields(picker: Picker, state: &FormState) -> Part {
    let choices = picker.choices.get();
    let year = picker.picked.with(|picked| picked.year.as_ref().map(|year| year.key.clone()).unwrap_or_default());
    let mut variants = radios(state, "variant_id", picker.word(|w| &w.variant)).required();
    if let [only] = choices.as_slice() {
        variants = variants.preset(only.key.clone());
    }
    for choice in &choices {
        variants = variants.option_with(choice.key.clone(), choice.name.clone(), choice.detail.clone());
    }
    let nothing =
        choices.is_empty().then(|| view! { <Notice text=picker.word(|w| &w.no_variants) tone=Tone::Accent/> });
    view! {
        {form_errors(state, picker.word(|w| &w.refused))}
        {nothing}
        {hidden("model_year", year)}
        {hidden("next", picker.next.get_value())}
        {variants.view()}
        <div class="grid grid-cols-1 sm:grid-cols-2 gap-4">
            {field(state, "plate", picker.word(|w| &w.plate)).hint(picker.word(|w| &w.plate_hint)).autocomplete("off").maxlength(16).required().view()}
            {field(state, "km", picker.word(|w| &w.km)).digits().hint(picker.word(|w| &w.km_hint)).autocomplete("off").maxlength(KM_DIGITS).required().view()}
        </div>
    }
    .part()
}

/// Room for the most kilometres with their dots: `3.000.000`.
const KM_DIGITS: u32 = 9;
const _: () = assert!(KM_MAX <= 9_999_999);
