//! The checks of what people say about their places.

pub use super::inputs::{PlaceIdInput, PlaceInput};
use crate::{
    kernel::{
        error::{Checks, Code, Result, Rule},
        ids::PlaceId,
    },
    platform::reference::Reference,
};

pub const NAME_MAX: usize = 40;
pub const ADDRESS_MAX: usize = 300;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PlaceKind {
    #[default]
    Home,
    Work,
    Other,
}

impl PlaceKind {
    pub const ALL: [Self; 3] = [Self::Home, Self::Work, Self::Other];

    pub const fn word(self) -> &'static str {
        match self {
            Self::Home => "home",
            Self::Work => "work",
            Self::Other => "other",
        }
    }

    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }
}

/// A place whose fields hold.
#[derive(Clone, Debug, PartialEq)]
pub struct NewPlace {
    pub kind: PlaceKind,
    pub name: String,
    pub district_id: i32,
    pub address: String,
    pub pin: Option<(f64, f64)>,
}

impl PlaceInput {
    /// # Errors
    /// `invalid` with every refused field.
    pub fn check(&self, reference: &Reference) -> Result<NewPlace> {
        let mut checks = Checks::default();
        let kind = checks.keep("kind", PlaceKind::parse(&self.kind).ok_or(Rule::UnknownChoice)).unwrap_or_default();
        let name = match kind {
            PlaceKind::Other => checks.text("name", &self.name, 2, NAME_MAX),
            PlaceKind::Home | PlaceKind::Work => String::new(),
        };
        let province = checks.keep("il", reference.find_province(&self.il).ok_or(Rule::UnknownChoice));
        let district = province.and_then(|province| reference.find_district(&self.ilce, Some(province.id)));
        checks.require("ilce", province.is_none() || district.is_some(), Rule::UnknownChoice);
        let address = checks.text("address", &self.address, 0, ADDRESS_MAX);
        let pin = pin(&mut checks, &self.lat, &self.lon);
        checks.done()?;
        let district_id = district.map(|district| district.id).ok_or(Code::Invalid)?;
        Ok(NewPlace { kind, name, district_id, address, pin })
    }
}

fn pin(checks: &mut Checks, lat: &str, lon: &str) -> Option<(f64, f64)> {
    if lat.trim().is_empty() && lon.trim().is_empty() {
        return None;
    }
    let lat = checks.keep("lat", degrees(lat, 90.0));
    let lon = checks.keep("lon", degrees(lon, 180.0));
    lat.zip(lon)
}

fn degrees(text: &str, limit: f64) -> std::result::Result<f64, Rule> {
    if text.trim().is_empty() {
        return Err(Rule::Required);
    }
    let value: f64 = text.trim().replace(',', ".").parse().map_err(|_| Rule::NotANumber)?;
    if value.is_finite() && value.abs() <= limit { Ok(value) } else { Err(Rule::OutOfRange) }
}

/// # Errors
/// `not_found` for what is no id.
pub fn place_id(text: &str) -> Result<PlaceId> {
    text.parse().map_err(|_| Code::NotFound.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pin_is_whole_or_not_there() {
        let read = |lat: &str, lon: &str| {
            let mut checks = Checks::default();
            let pin = pin(&mut checks, lat, lon);
            let refused: Vec<String> = checks.done().err().map(|e| e.fields.into_keys().collect()).unwrap_or_default();
            (pin, refused)
        };
        assert_eq!(read("", " "), (None, vec![]));
        assert_eq!(read("39,92", " 32.85"), (Some((39.92, 32.85)), vec![]));
        assert_eq!(read("39.92", ""), (None, vec!["lon".to_owned()]));
        assert_eq!(read("91", "NaN"), (None, vec!["lat".to_owned(), "lon".to_owned()]));
    }
}
