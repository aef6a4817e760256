//! A pin that is set by tapping a map, in whatever form asks for one: a workshop's address, a customer's places.
//!
//! A tap sends its whole form to `/konum-sec/{form}`, which puts the pin into it and goes back; as after a refusal the page finds
//! everything as it was typed. Nothing is saved before the form itself is sent, and it is then that the place is checked.

use super::{pins::names, spoken};
use crate::{
    kernel::{error::Code, form::FormState, lang::Lang, paths},
    platform::{
        Visit,
        flash::Flash,
        reference::{District, Province, Reference},
        reply,
    },
    say,
    ui::{
        Look, StandHere, TapMap, TapWords,
        form::{field, hidden},
        tap_map::{MIDDLE, REMOVE, STEP, step_id, tapped},
    },
};
use axum::{Extension, body::Bytes, extract::Path, http::HeaderMap, response::Response};
use leptos::prelude::*;
use std::collections::BTreeMap;

/// Forms with a pin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PinForm {
    Opening,
    Profile,
    Place,
}

/// The part of the form with the map in it.
const PART: &str = "igne";
/// The field that holds what the map shows.
const LOOK: &str = "harita";
/// How much of the country is seen at first, in kilometres: around a pin or a district, and of a province.
const AROUND_PLACE: f64 = 30.0;
const AROUND_PROVINCE: f64 = 130.0;
/// Kilometres of a degree of latitude.
const DEGREE: f64 = 111.2;

impl PinForm {
    const ALL: [Self; 3] = [Self::Opening, Self::Profile, Self::Place];

    const fn word(self) -> &'static str {
        match self {
            Self::Opening => "atolye-ac",
            Self::Profile => "profil",
            Self::Place => "yer",
        }
    }

    /// Under this name the form waits for its page.
    const fn endpoint(self) -> &'static str {
        match self {
            Self::Opening => "mechanics/open",
            Self::Profile => "mechanics/save_profile",
            Self::Place => "customers/save_place",
        }
    }

    const fn page(self) -> &'static str {
        match self {
            Self::Opening | Self::Profile => paths::WORKSHOP_PROFILE,
            Self::Place => paths::PLACES,
        }
    }

    /// Where nobody has to say it, there may be no pin; a workshop without one stands in the middle of its district.
    const fn is_removable(self) -> bool {
        matches!(self, Self::Place)
    }
}

/// The map, latitude and longitude, and a tap that fills them from where the reader stands.
pub fn pin_fields(visit: &Visit, state: &FormState, form: PinForm, province: &Province) -> AnyView {
    let lang = visit.lang;
    let degrees = |name, label| field(state, name, label).inputmode("decimal").maxlength(20).view();
    view! {
        <div class="grid gap-3 scroll-mt-20" id=PART>
            {map(visit, state, form, province)}
            <div class="grid grid-cols-2 gap-4">
                {degrees("lat", say!(lang, workshop.lat))}
                {degrees("lon", say!(lang, workshop.lon))}
            </div>
            <StandHere
                label=say!(lang, workshop.use_position)
                waiting=say!(lang, workshop.position_busy)
                done=say!(lang, workshop.position_done)
                refused=say!(lang, workshop.position_failed)
            />
        </div>
    }
    .into_any()
}

fn map(visit: &Visit, state: &FormState, form: PinForm, province: &Province) -> AnyView {
    let lang = visit.lang;
    let reference = visit.wires.reference.get();
    let pin = pin_of(state.value("lat"), state.value("lon"));
    let district = reference.find_district(state.value("ilce"), Some(province.id));
    let first = match (pin, district) {
        (Some(pin), _) => Look::around(pin, AROUND_PLACE),
        (None, Some(district)) => Look::around((district.lat, district.lon), AROUND_PLACE),
        (None, None) => Look::around((province.lat, province.lon), AROUND_PROVINCE),
    };
    let look = Look::parse(state.value(LOOK)).unwrap_or(first);
    let server = visit.wires.config.map.tiles.as_ref();
    let near = nearest(&reference, look.middle()).map_or_else(|| province.name.clone(), |(one, _)| one.name.clone());
    let limit = server.is_none().then(|| view! { <p class="hint">{say!(lang, workshop.pin_limit)}</p> });
    view! {
        <p class="text-sm">{say!(lang, workshop.pin_line)}</p>
        {hidden(LOOK, look.word())}
        <TapMap
            look=look
            pin=pin
            spots=names(&reference, look.is_wide())
            provinces=reference.provinces.iter().map(|province| format!("{:02}", province.id)).collect()
            tiles_at=server.map(|server| server.template.clone())
            action=format!("{}/{}", paths::PIN, form.word())
            label=say!(lang, workshop.pin_map, place = near.as_str())
            words=words(lang)
            removable=form.is_removable()
        />
        {server.map(|server| view! { <p class="text-2xs text-muted">{server.credit.clone()}</p> })}
        <p class="text-sm font-semibold">{said(lang, &reference, pin)}</p>
        {limit}
    }
    .into_any()
}

fn words(lang: Lang) -> TapWords {
    TapWords {
        tap: say!(lang, workshop.pin_tap),
        closer: say!(lang, workshop.pin_closer),
        farther: say!(lang, workshop.pin_farther),
        north: say!(lang, workshop.pin_north),
        south: say!(lang, workshop.pin_south),
        west: say!(lang, workshop.pin_west),
        east: say!(lang, workshop.pin_east),
        middle: say!(lang, workshop.pin_middle),
        remove: say!(lang, workshop.pin_remove),
    }
}

/// Where the pin is, for whoever cannot see it and for whoever has missed.
fn said(lang: Lang, reference: &Reference, pin: Option<(f64, f64)>) -> String {
    let Some((district, km)) = pin.and_then(|pin| nearest(reference, pin)) else {
        return say!(lang, workshop.pin_none).to_owned();
    };
    let province = reference.province(district.province_id).map(|province| province.name.as_str()).unwrap_or_default();
    let place = format!("{}, {province}", district.name);
    say!(lang, workshop.pin_said, place = place.as_str(), distance = spoken::distance(lang, km))
}

/// The district whose centre is nearest, and how far that is.
fn nearest(reference: &Reference, (lat, lon): (f64, f64)) -> Option<(&District, f64)> {
    let far = |one: &District| (one.lat - lat).hypot((one.lon - lon) * lat.to_radians().cos()) * DEGREE;
    reference.districts.iter().map(|one| (one, far(one))).min_by(|(_, a), (_, b)| a.total_cmp(b))
}

/// Both degrees, where they are some; what is wrong with them the form's own check says.
fn pin_of(lat: &str, lon: &str) -> Option<(f64, f64)> {
    let degrees = |text: &str, most: f64| {
        text.trim().replace(',', ".").parse::<f64>().ok().filter(|degrees| degrees.abs() <= most)
    };
    degrees(lat, 90.0).zip(degrees(lon, 180.0))
}

/// `POST /konum-sec/{form}`: a form whose map was tapped.
pub async fn pin_post(
    Extension(visit): Extension<Visit>,
    Path(word): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let Some(form) = PinForm::ALL.into_iter().find(|form| form.word() == word) else {
        return reply::error_json(&Code::NotFound.into());
    };
    let back = reply::referer_path(&headers, &visit.wires);
    let page = if back.split('?').next() == Some(form.page()) { back.as_str() } else { form.page() };
    match visit.person() {
        Ok(_) => {
            let mut values = Flash::typed(&body);
            let step = values.get(STEP).and_then(|values| values.first()).cloned();
            set_pin(&mut values);
            let part = step.map_or_else(|| PART.to_owned(), |step| step_id(&step));
            let part: String = part.chars().filter(|letter| letter.is_ascii_lowercase() || *letter == '-').collect();
            reply::show_typed(&visit, &format!("{page}#{part}"), form.endpoint(), values).await
        }
        Err(error) => reply::refuse(&visit, true, page, form.endpoint(), &body, error).await,
    }
}

/// Does to a form what was pressed: moves its map, or its pin.
fn set_pin(values: &mut BTreeMap<String, Vec<String>>) {
    let word = |values: &BTreeMap<String, Vec<String>>, name: &str| {
        values.get(name).and_then(|values| values.first()).cloned().unwrap_or_default()
    };
    let Some(look) = Look::parse(&word(values, LOOK)) else { return };
    let tap = tapped(|name| word(values, name).parse().ok());
    let step = word(values, STEP);
    let (look, pin) = match (tap, step.as_str()) {
        (Some(shares), _) => {
            let pin = look.place(shares);
            (look.after(pin), Some(Some(pin)))
        }
        (None, MIDDLE) => (look, Some(Some(look.middle()))),
        (None, REMOVE) => (look, Some(None)),
        (None, step) => (look.stepped(step), None),
    };
    values.insert(LOOK.to_owned(), vec![look.word()]);
    if let Some(pin) = pin {
        let degrees = |value: Option<f64>| vec![value.map(|value| format!("{value:.5}")).unwrap_or_default()];
        let (lat, lon) = pin.unzip();
        values.insert("lat".to_owned(), degrees(lat));
        values.insert("lon".to_owned(), degrees(lon));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pressed(name: &str, value: &str) -> BTreeMap<String, Vec<String>> {
        let pairs = [(LOOK, "39.92080,32.85410,40.000"), ("lat", "39,9"), ("lon", "32,8"), (name, value)];
        let mut values: BTreeMap<String, Vec<String>> =
            pairs.into_iter().map(|(name, value)| (name.to_owned(), vec![value.to_owned()])).collect();
        set_pin(&mut values);
        values
    }

    #[test]
    fn buttons_move_the_map_or_the_pin() {
        let of = |values: &BTreeMap<String, Vec<String>>, name: &str| values[name][0].clone();
        let north = pressed(STEP, "kuzey");
        assert_eq!((of(&north, "lat"), of(&north, "lon")), ("39,9".to_owned(), "32,8".to_owned()), "the pin stays");
        assert!(!of(&north, LOOK).starts_with("39.92080"), "{}", of(&north, LOOK));
        let middle = pressed(STEP, MIDDLE);
        assert_eq!((of(&middle, "lat"), of(&middle, "lon")), ("39.92080".to_owned(), "32.85410".to_owned()));
        let gone = pressed(STEP, REMOVE);
        assert_eq!((of(&gone, "lat"), of(&gone, "lon")), (String::new(), String::new()));
    }

    #[test]
    fn degrees_are_read_with_comma_or_dot() {
        assert_eq!(pin_of("39,92", "32.85"), Some((39.92, 32.85)));
        assert_eq!(pin_of("", "32.85"), None);
        assert_eq!(pin_of("NaN", "1"), None);
        assert_eq!(pin_of("91", "1"), None);
    }
}
