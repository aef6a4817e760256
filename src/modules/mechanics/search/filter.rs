//! A search with everything resolved: ids instead of words.

use super::cursor::Cursor;
use crate::{
    kernel::ids::{CategoryId, ServiceId},
    modules::{mechanics::certificates::model::CertificateKind, vehicles::CarSpec},
};

/// The orders of a list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Sort {
    #[default]
    Best,
    Distance,
    Rating,
    Price,
    Earliest,
}

impl Sort {
    pub const ALL: [Self; 5] = [Self::Best, Self::Distance, Self::Rating, Self::Price, Self::Earliest];

    pub const fn word(self) -> &'static str {
        match self {
            Self::Best => "best",
            Self::Distance => "distance",
            Self::Rating => "rating",
            Self::Price => "price",
            Self::Earliest => "earliest",
        }
    }

    /// The word in addresses of the site.
    pub const fn turkish(self) -> &'static str {
        match self {
            Self::Best => "en-iyi",
            Self::Distance => "mesafe",
            Self::Rating => "puan",
            Self::Price => "fiyat",
            Self::Earliest => "erken",
        }
    }

    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|sort| sort.word() == word || sort.turkish() == word)
    }
}

/// Where to look.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Area {
    #[default]
    Anywhere,
    Province(i16),
    District {
        province: i16,
        district: i32,
    },
    /// Within so many kilometres of the origin, and inside the province or district if one is named too.
    Near {
        radius_km: f64,
        province: Option<i16>,
        district: Option<i32>,
    },
}

/// What is wanted, and how it was said.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub enum Wanted {
    #[default]
    Anything,
    Service(ServiceId),
    Category(CategoryId, Vec<ServiceId>),
    /// Text that names services.
    Text(String, Vec<ServiceId>),
    /// Text that is looked for in names of workshops, as it was typed.
    Name(String),
}

impl Wanted {
    pub fn services(&self) -> Option<&[ServiceId]> {
        match self {
            Self::Anything | Self::Name(_) => None,
            Self::Service(id) => Some(std::slice::from_ref(id)),
            Self::Category(_, ids) | Self::Text(_, ids) => Some(ids),
        }
    }
}

/// A lower bound of the score.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Rating {
    Four,
    FourAndAHalf,
}

impl Rating {
    pub fn parse(word: &str) -> Option<Self> {
        match word.replace(',', ".").as_str() {
            "4" | "4.0" => Some(Self::Four),
            "4.5" => Some(Self::FourAndAHalf),
            _ => None,
        }
    }

    pub const fn score(self) -> f32 {
        match self {
            Self::Four => 4.0,
            Self::FourAndAHalf => 4.5,
        }
    }
}

#[derive(Clone, Debug, PartialEq)]
#[expect(clippy::struct_excessive_bools, reason = "four filters that are on or off, no state in disguise")]
pub struct SearchFilter {
    pub wanted: Wanted,
    pub area: Area,
    /// Distances are measured from here: a position, or the centre of the district or province.
    pub origin: Option<(f64, f64)>,
    pub car: Option<CarSpec>,
    /// The body of that car, one or several codes of the catalogue: prices may depend on it.
    pub body: String,
    pub rating: Option<Rating>,
    pub open_now: bool,
    pub slot_today: bool,
    pub instantly: bool,
    /// In kuruş, for the services that were asked for.
    pub price_max: Option<i64>,
    pub certificate: Option<CertificateKind>,
    /// Drives to the car, as far as the origin if there is one.
    pub comes: bool,
    pub sort: Sort,
    pub after: Cursor,
    pub limit: usize,
}

/// Cards on a page.
pub const PAGE: usize = 20;

impl Default for SearchFilter {
    fn default() -> Self {
        Self {
            wanted: Wanted::default(),
            area: Area::default(),
            origin: None,
            car: None,
            body: String::new(),
            rating: None,
            open_now: false,
            slot_today: false,
            instantly: false,
            price_max: None,
            certificate: None,
            comes: false,
            sort: Sort::default(),
            after: Cursor::START,
            limit: PAGE,
        }
    }
}

impl SearchFilter {
    /// Prices of different work can't be compared, and distance needs a place to start from.
    pub fn allows(&self, sort: Sort) -> bool {
        match sort {
            Sort::Price => self.wanted.services().is_some(),
            Sort::Distance => self.origin.is_some(),
            Sort::Best | Sort::Rating | Sort::Earliest => true,
        }
    }

    pub fn province(&self) -> Option<i16> {
        match self.area {
            Area::Province(province) | Area::District { province, .. } => Some(province),
            Area::Near { province, .. } => province,
            Area::Anywhere => None,
        }
    }

    pub fn district(&self) -> Option<i32> {
        match self.area {
            Area::District { district, .. } => Some(district),
            Area::Near { district, .. } => district,
            Area::Anywhere | Area::Province(_) => None,
        }
    }

    pub fn radius_m(&self) -> Option<f64> {
        match self.area {
            Area::Near { radius_km, .. } => Some(radius_km * 1000.0),
            Area::Anywhere | Area::Province(_) | Area::District { .. } => None,
        }
    }
}
