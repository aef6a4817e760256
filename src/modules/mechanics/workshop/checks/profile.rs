//! The profile: who and where.

use crate::{
    kernel::{
        error::{Checks, Result, Rule},
        text::Phone,
    },
    modules::mechanics::workshop::model::ProfileInput,
    platform::reference::{District, Reference},
};

pub const NAME_MAX: usize = 120;
pub const STORY_MAX: usize = 4000;
pub const ADDRESS_MAX: usize = 300;
pub const ESTATE_MAX: usize = 120;
pub const ESTATE_UNIT_MAX: usize = 40;
/// As far as anybody drives to a car, in kilometres.
pub const VISITS_MAX_KM: i16 = 200;
/// A pin this far from the centre of its district (degrees, some 80 km) is a slip of the finger.
const PIN_REACH: f64 = 0.75;

#[derive(Clone, Debug, PartialEq)]
pub struct Profile {
    pub name: String,
    pub phone: Option<String>,
    pub story: String,
    pub address: String,
    pub province_id: i16,
    pub district_id: i32,
    pub district_name: String,
    pub lat: f64,
    pub lon: f64,
    pub estate: String,
    pub estate_unit: String,
    pub visits_within_km: Option<i16>,
}

/// # Errors
/// `invalid` with every refused field.
pub fn profile(input: &ProfileInput, reference: &Reference) -> Result<Profile> {
    let mut checks = Checks::default();
    let name = checks.text("name", &input.name, 2, NAME_MAX);
    let story = checks.text("story", &input.story, 0, STORY_MAX);
    let address = checks.text("address", &input.address, 5, ADDRESS_MAX);
    let phone = checks.keep("phone", Phone::parse(&input.phone));
    let province = reference.find_province(input.il.trim());
    checks.require("il", province.is_some(), missing(&input.il));
    let district = province.and_then(|province| reference.find_district(input.ilce.trim(), Some(province.id)));
    checks.require("ilce", district.is_some(), missing(&input.ilce));
    let pin = district.and_then(|district| pin(&mut checks, input, district));
    let estate = checks.text("estate", &input.estate, 0, ESTATE_MAX);
    let estate_unit = checks.text("estate_unit", &input.estate_unit, 0, ESTATE_UNIT_MAX);
    // A block without its estate leads nobody anywhere.
    checks.require("estate", !estate.is_empty() || estate_unit.is_empty(), Rule::Required);
    let visits_within_km = visits(&mut checks, &input.visits_within_km);
    checks.done()?;
    match (district, pin) {
        (Some(district), Some((lat, lon))) => Ok(Profile {
            name: name.split_whitespace().collect::<Vec<_>>().join(" "),
            phone: phone.map(|phone| phone.as_str().to_owned()),
            story,
            address: address.split_whitespace().collect::<Vec<_>>().join(" "),
            province_id: district.province_id,
            district_id: district.id,
            district_name: district.name.clone(),
            lat,
            lon,
            estate,
            estate_unit,
            visits_within_km,
        }),
        _ => Err(crate::kernel::error::Code::Invalid.into()),
    }
}

fn missing(word: &str) -> Rule {
    if word.trim().is_empty() { Rule::Required } else { Rule::UnknownChoice }
}

/// How far somebody drives; `None` for not at all, and for what is refused.
pub fn visits(checks: &mut Checks, text: &str) -> Option<i16> {
    let text = text.trim();
    if text.is_empty() {
        return None;
    }
    let km = text.parse::<i64>().map_err(|_| Rule::NotANumber);
    let km =
        km.and_then(|km| i16::try_from(km).ok().filter(|km| (1..=VISITS_MAX_KM).contains(km)).ok_or(Rule::OutOfRange));
    checks.keep("visits_within_km", km)
}

/// The pin, or the centre of the district when nothing was typed.
pub fn pin(checks: &mut Checks, input: &ProfileInput, district: &District) -> Option<(f64, f64)> {
    if input.lat.trim().is_empty() && input.lon.trim().is_empty() {
        return Some((district.lat, district.lon));
    }
    let lat = degrees(checks, "lat", &input.lat, district.lat);
    let lon = degrees(checks, "lon", &input.lon, district.lon);
    lat.zip(lon)
}

/// Degrees near `centre`, with comma or dot.
fn degrees(checks: &mut Checks, name: &str, text: &str, centre: f64) -> Option<f64> {
    let text = text.trim();
    if text.is_empty() {
        checks.refuse(name, Rule::Required);
        return None;
    }
    let plain = text.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b',' | b'-'));
    match text.replace(',', ".").parse::<f64>() {
        Ok(degrees) if plain && (degrees - centre).abs() <= PIN_REACH => Some(degrees),
        Ok(_) if plain => {
            checks.refuse(name, Rule::OutOfRange);
            None
        }
        _ => {
            checks.refuse(name, Rule::NotANumber);
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::error::AppError;

    fn district() -> District {
        District {
            id: 1,
            province_id: 6,
            name: "Çankaya".into(),
            slug: "ankara-cankaya".into(),
            population: 1,
            lat: 39.9,
            lon: 32.86,
        }
    }

    fn refused(lat: &str, lon: &str) -> Vec<String> {
        let mut checks = Checks::default();
        let input = ProfileInput { lat: lat.into(), lon: lon.into(), ..ProfileInput::default() };
        let _ = pin(&mut checks, &input, &district());
        checks.done().err().map(|AppError { fields, .. }| fields.into_keys().collect()).unwrap_or_default()
    }

    #[test]
    fn a_pin_lies_in_its_district() {
        assert!(refused("", "").is_empty());
        assert!(refused("39,95", "32.80").is_empty());
        assert_eq!(refused("41,0", "29,0"), ["lat", "lon"]);
        assert_eq!(refused("39,95", ""), ["lon"]);
        assert_eq!(refused("NaN", "inf"), ["lat", "lon"]);
        assert_eq!(refused("1e1", "32,8"), ["lat"]);
    }

    #[test]
    fn every_wrong_field_is_named_at_once() {
        let error = profile(&ProfileInput::default(), &Reference::default()).err();
        let names: Vec<String> = error.map(|error| error.fields.into_keys().collect()).unwrap_or_default();
        assert_eq!(names, ["address", "il", "ilce", "name", "phone"]);
    }
}
