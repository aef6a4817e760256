//! Choosing a car in four taps on one screen. Drawn by the server it is the plain step page: every choice is a link, the
//! search box a form, the last step a form. In the browser the same links answer in place.

use super::steps::{Choice, Picked, PickerWords, Step};
use crate::{
    kernel::{
        error::{AppError, Code},
        form::FormState,
        paths,
    },
    modules::vehicles::{
        api::{self, AddCar},
        model::{AddInput, KM_MAX, answers_to},
    },
    ui::{
        BrandSign, ButtonLook, Icon, Notice, Steps, Tone,
        form::{Submit, field, form_errors, hidden, hidden_plain, radios},
    },
};
use leptos::{ev, form::FromFormData, html, prelude::*, task::spawn_local};

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
    complaint: RwSignal<Option<String>>,
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
        self.complaint.set(None);
        spawn_local(async move {
            match self.load(&picked).await {
                Ok(choices) => self.arrive(picked, choices),
                Err(error) => self.complaint.set(Some(self.sentence(&error))),
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

    async fn load(self, picked: &Picked) -> Result<Vec<Choice>, AppError> {
        let key = |choice: &Option<Choice>| choice.as_ref().map(|choice| choice.key.clone()).unwrap_or_default();
        let plain = |key: String, name: String| Choice { key, name, detail: String::new() };
        Ok(match picked.step() {
            Step::Brand => api::brands().await?.into_iter().map(|b| plain(b.slug, b.name)).collect(),
            Step::Model => {
                api::models(key(&picked.brand)).await?.into_iter().map(|m| plain(m.id.to_string(), m.name)).collect()
            }
            Step::Year => {
                api::years(key(&picked.model)).await?.into_iter().map(|y| plain(y.name.clone(), y.name)).collect()
            }
            Step::Car => {
                let variants = api::variants(key(&picked.model), key(&picked.year)).await?;
                self.words.with_value(|words| {
                    variants
                        .into_iter()
                        .map(|v| Choice { detail: words.detail(&v), key: v.id.to_string(), name: v.name })
                        .collect()
                })
            }
        })
    }

    /// Only the server speaks; when it is out of reach there is one sentence of our own.
    fn sentence(self, error: &AppError) -> String {
        if error.message.is_empty() { self.word(|w| &w.offline) } else { error.message.clone() }
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

fn leave_for(address: &str) {
    let _ = window().location().set_href(address);
}

/// Taps with a modifier open a new tab; those stay the browser's.
fn is_plain_tap(event: &ev::MouseEvent) -> bool {
    !(event.ctrl_key() || event.meta_key() || event.shift_key())
}

#[island]
pub fn CarPicker(
    words: PickerWords,
    /// What the address has already answered, and the choices of the step after it.
    answers: Picked,
    choices: Vec<Choice>,
    /// What was typed into the search box of a page without a script.
    typed: String,
    /// A refused form, typed values and complaints included.
    form: FormState,
    /// A path of this site to go on to, or empty.
    next: String,
) -> impl IntoView {
    let picker = Picker {
        words: StoredValue::new(words),
        next: StoredValue::new(next),
        picked: RwSignal::new(answers),
        choices: RwSignal::new(choices),
        typed: RwSignal::new(typed),
        form: RwSignal::new(form),
        busy: RwSignal::new(false),
        complaint: RwSignal::new(None),
        heading: NodeRef::new(),
    };
    Effect::new(move |_| {
        // The way back is a whole page: the server knows every step by its address.
        let _ = window_event_listener(ev::popstate, |_| {
            let _ = window().location().reload();
        });
    });
    let names = picker.words.with_value(|w| w.steps.to_vec());
    view! {
        <div class="grid grid-cols-1 gap-5 max-w-3xl" aria-busy=move || picker.busy.get().then_some("true")>
            {move || view! { <Steps names=names.clone() current=picker.picked.with(Picked::step) as usize/> }}
            {move || answered(picker)}
            <h2 class="text-lg md:text-xl" tabindex="-1" node_ref=picker.heading>
                {move || picker.question(picker.picked.with(Picked::step))}
            </h2>
            <p class="sr-only" role="status" aria-live="polite">{move || spoken(picker)}</p>
            {move || picker.complaint.get().map(|text| view! { <Notice text=text tone=Tone::Error/> })}
            {move || match picker.picked.with(Picked::step) {
                step @ (Step::Brand | Step::Model) => view! { {search_box(picker, step)} {choice_list(picker, step)} }.into_any(),
                Step::Year => choice_list(picker, Step::Year),
                Step::Car => view! { <CarForm picker=picker/> }.into_any(),
            }}
        </div>
    }
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
fn answered(picker: Picker) -> AnyView {
    let so_far = picker.picked.get();
    let answers = so_far.answers();
    if answers.is_empty() {
        return ().into_any();
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
                    <a class="chip" href=href aria-label=label on:click=move |event| {
                        if is_plain_tap(&event) {
                            event.prevent_default();
                            picker.go(back.clone());
                        }
                    }>
                        {choice.name}
                        <Icon name="pencil" class="size-4 text-muted"/>
                    </a>
                </li>
            }
        })
        .collect();
    view! { <ul class="flex flex-wrap gap-2">{chips}</ul> }.into_any()
}

fn search_box(picker: Picker, step: Step) -> AnyView {
    let label = if step == Step::Brand { picker.word(|w| &w.find_brand) } else { picker.word(|w| &w.find_model) };
    let pairs = picker.next.with_value(|next| picker.picked.get_untracked().pairs(next));
    let take_the_only_one = move |event: ev::SubmitEvent| {
        event.prevent_default();
        if let [only] = picker.shown().as_slice() {
            picker.go(picker.picked.get_untracked().with(only.clone()));
        }
    };
    view! {
        <form action=paths::CAR_NEW method="get" role="search" class="flex gap-2" on:submit=take_the_only_one>
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
                    on:input=move |event| picker.typed.set(event_target_value(&event))
                />
            </div>
            <button type="submit" class="btn btn-line h-auto!">{picker.word(|w| &w.find)}</button>
        </form>
    }
    .into_any()
}

fn choice_list(picker: Picker, step: Step) -> AnyView {
    let list = match step {
        Step::Brand => "grid grid-cols-3 sm:grid-cols-4 lg:grid-cols-5 gap-2.5",
        Step::Year => "grid grid-cols-4 sm:grid-cols-6 gap-2.5",
        Step::Model | Step::Car => "grid grid-cols-1 sm:grid-cols-2 gap-2.5",
    };
    view! {
        {move || {
            let shown = picker.shown();
            if shown.is_empty() {
                view! { <p class="text-muted">{picker.word(|w| &w.none_found)}</p> }.into_any()
            } else {
                let rows: Vec<_> = shown.into_iter().map(|choice| choice_link(picker, step, choice)).collect();
                view! { <ul class=list>{rows}</ul> }.into_any()
            }
        }}
    }
    .into_any()
}

fn choice_link(picker: Picker, step: Step, choice: Choice) -> AnyView {
    let class = match step {
        Step::Brand => {
            "panel h-full p-3 flex flex-col items-center justify-center gap-1.5 text-center text-sm font-semibold leading-snug"
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
            <a class=class href=href on:click=tap>{sign}<span class="min-w-0 max-w-full">{choice.name}</span>{arrow}</a>
        </li>
    }
    .into_any()
}

/// The last step: which variant, which plate, how many kilometres.
#[component]
fn CarForm(picker: Picker) -> impl IntoView {
    let add = ServerAction::<AddCar>::new();
    let sent = RwSignal::new(AddInput::default());
    let send = move |event: ev::SubmitEvent| {
        if let Ok(call) = AddCar::from_event(&event) {
            event.prevent_default();
            sent.set(call.input.clone());
            add.dispatch(call);
        }
    };
    Effect::new(move |_| match add.value().get() {
        None => {}
        Some(Ok(_)) => leave_for(&paths::own_path(&picker.next.get_value(), paths::CARS)),
        // The session ended meanwhile: the page asks to sign in and comes back to this step.
        Some(Err(error)) if error.code == Code::Unauthenticated => {
            leave_for(&picker.address(&picker.picked.get_untracked()));
        }
        Some(Err(error)) => picker.form.set(refused(picker, &sent.get_untracked(), &error)),
    });
    let pending = Signal::from(add.pending());
    view! {
        <form action=paths::api("vehicles/add") method="post" novalidate=true class="grid grid-cols-1 gap-5" on:submit=send>
            {move || fields(picker, &picker.form.get())}
            <div><Submit label=picker.word(|w| &w.save) look=ButtonLook::Primary large=true pending=pending/></div>
        </form>
    }
}

fn fields(picker: Picker, state: &FormState) -> AnyView {
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
    .into_any()
}

/// Room for the most kilometres with their dots: `3.000.000`.
const KM_DIGITS: u32 = 9;
const _: () = assert!(KM_MAX <= 9_999_999);

/// The form as it was sent, with what was wrong about it.
fn refused(picker: Picker, sent: &AddInput, error: &AppError) -> FormState {
    let typed = FormState::default()
        .with("plate", sent.plate.clone())
        .with("km", sent.km.clone())
        .with("variant_id", sent.variant_id.clone())
        .with_message(picker.sentence(error));
    error.fields.iter().fold(typed, |state, (name, field)| state.with_error(name.clone(), field.message.clone()))
}
