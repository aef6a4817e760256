//! The words of the catalogue's codes, of parts and warranties, and those that the picker takes along.

use crate::{
    kernel::{lang::Lang, number},
    modules::vehicles::{PartsClass, Promise, islands::PickerWords},
    say,
};

/// Fuel, gearbox and body with their words.
pub fn codes(lang: Lang) -> [(&'static str, &'static str); 23] {
    [
        ("petrol", say!(lang, vehicles.fuel_petrol)),
        ("diesel", say!(lang, vehicles.fuel_diesel)),
        ("lpg", say!(lang, vehicles.fuel_lpg)),
        ("hybrid", say!(lang, vehicles.fuel_hybrid)),
        ("plug_in_hybrid", say!(lang, vehicles.fuel_plug_in_hybrid)),
        ("electric", say!(lang, vehicles.fuel_electric)),
        ("manual", say!(lang, vehicles.gear_manual)),
        ("automatic", say!(lang, vehicles.gear_automatic)),
        ("dct", say!(lang, vehicles.gear_dct)),
        ("cvt", say!(lang, vehicles.gear_cvt)),
        ("amt", say!(lang, vehicles.gear_amt)),
        ("sedan", say!(lang, vehicles.body_sedan)),
        ("hatchback", say!(lang, vehicles.body_hatchback)),
        ("wagon", say!(lang, vehicles.body_wagon)),
        ("suv", say!(lang, vehicles.body_suv)),
        ("mpv", say!(lang, vehicles.body_mpv)),
        ("van", say!(lang, vehicles.body_van)),
        ("cabrio", say!(lang, vehicles.body_cabrio)),
        ("coupe", say!(lang, vehicles.body_coupe)),
        ("minibus", say!(lang, vehicles.body_minibus)),
        ("pickup", say!(lang, vehicles.body_pickup)),
        ("motorcycle", say!(lang, vehicles.body_motorcycle)),
        ("scooter", say!(lang, vehicles.body_scooter)),
    ]
}

/// The word of a code; nothing for an unknown one.
pub fn code(lang: Lang, code: &str) -> Option<&'static str> {
    codes(lang).into_iter().find(|(known, _)| *known == code).map(|(_, word)| word)
}

pub fn parts_class(lang: Lang, class: PartsClass) -> &'static str {
    match class {
        PartsClass::Original => say!(lang, prices.parts_original),
        PartsClass::Equivalent => say!(lang, prices.parts_equivalent),
        PartsClass::Used => say!(lang, prices.parts_used),
    }
}

/// `Eşdeğer parça · 12 ay garanti`; nothing where nothing is promised.
pub fn promise(lang: Lang, promise: Promise) -> Option<String> {
    let km = promise.warranty_km.map(|km| number::count(lang, km));
    let warranty = match (promise.warranty_months, km) {
        (Some(months), Some(km)) => Some(say!(lang, prices.warranty_both, months = months, km = km)),
        (Some(months), None) => Some(say!(lang, prices.warranty_in_months, months = months)),
        (None, Some(km)) => Some(say!(lang, prices.warranty_in_km, km = km)),
        (None, None) => None,
    };
    let parts = promise.parts_class.map(|class| parts_class(lang, class).to_owned());
    let said: Vec<String> = [parts, warranty].into_iter().flatten().collect();
    (!said.is_empty()).then(|| said.join(" · "))
}

pub fn picker(lang: Lang) -> PickerWords {
    let own = |words: [&'static str; 4]| words.map(str::to_owned);
    PickerWords {
        steps: own([
            say!(lang, vehicles.step_brand),
            say!(lang, vehicles.step_model),
            say!(lang, vehicles.step_year),
            say!(lang, vehicles.step_car),
        ]),
        questions: own([
            say!(lang, vehicles.ask_brand),
            say!(lang, vehicles.ask_model),
            say!(lang, vehicles.ask_year),
            say!(lang, vehicles.ask_car),
        ]),
        find_brand: say!(lang, vehicles.find_brand).to_owned(),
        find_model: say!(lang, vehicles.find_model).to_owned(),
        find: say!(lang, vehicles.find).to_owned(),
        none_found: say!(lang, vehicles.none_found).to_owned(),
        shown: say!(lang, vehicles.shown).to_owned(),
        change: say!(lang, vehicles.change).to_owned(),
        loading: say!(lang, vehicles.loading).to_owned(),
        offline: say!(lang, vehicles.offline).to_owned(),
        variant: say!(lang, vehicles.variant).to_owned(),
        no_variants: say!(lang, vehicles.no_variants).to_owned(),
        plate: say!(lang, vehicles.plate).to_owned(),
        plate_hint: say!(lang, vehicles.plate_hint).to_owned(),
        km: say!(lang, vehicles.km).to_owned(),
        km_hint: say!(lang, vehicles.km_hint).to_owned(),
        save: say!(lang, vehicles.save_car).to_owned(),
        refused: say!(lang, vehicles.refused).to_owned(),
        codes: codes(lang).map(|(code, word)| (code.to_owned(), word.to_owned())).to_vec(),
    }
}
