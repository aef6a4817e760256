//! Reference data in memory: provinces, districts, the taxonomy of work, brands, holidays.
//!
//! Every module names these without SQL joins. Loaded at start; whoever changes a table behind it calls
//! [`ReferenceHandle::reload`] after the commit, and other processes hear of it through `NOTIFY reference_changed`.

mod follow;
pub mod import;
mod load;

pub use follow::{announce, follow};
pub use load::reload_after;

use crate::kernel::{
    ids::{BrandId, CategoryId, ServiceId},
    lang::Lang,
    text::fold,
    time::Day,
};
use std::{
    collections::HashMap,
    sync::{Arc, PoisonError, RwLock},
};

#[derive(Clone, Debug, PartialEq)]
pub struct Province {
    /// The plate code, 1–81.
    pub id: i16,
    pub name: String,
    pub slug: String,
    pub population: i32,
    pub lat: f64,
    pub lon: f64,
}

#[derive(Clone, Debug, PartialEq)]
pub struct District {
    pub id: i32,
    pub province_id: i16,
    pub name: String,
    /// With the province in front: `adana-ceyhan`.
    pub slug: String,
    pub population: i32,
    pub lat: f64,
    pub lon: f64,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Category {
    pub id: CategoryId,
    pub parent_id: Option<CategoryId>,
    pub slug: String,
    pub name_tr: String,
    pub name_en: String,
    pub icon: String,
    pub position: i32,
    pub is_active: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Service {
    pub id: ServiceId,
    pub category_id: CategoryId,
    pub slug: String,
    pub name_tr: String,
    pub name_en: String,
    pub typical_minutes: i32,
    pub is_active: bool,
    fold: String,
    /// What leads to it beside its name: everyday words, symptoms, the category.
    otherwise: String,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Brand {
    pub id: BrandId,
    pub name: String,
    pub slug: String,
    pub has_icon: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Holiday {
    pub on: Day,
    pub name_tr: String,
    pub name_en: String,
    /// Closed from 13.00 on.
    pub half_day: bool,
}

impl Category {
    pub fn name(&self, lang: Lang) -> &str {
        lang.pick(&self.name_tr, &self.name_en)
    }
}
impl Service {
    pub fn name(&self, lang: Lang) -> &str {
        lang.pick(&self.name_tr, &self.name_en)
    }
}
impl Holiday {
    pub fn name(&self, lang: Lang) -> &str {
        lang.pick(&self.name_tr, &self.name_en)
    }
}

/// One consistent snapshot. Lists are in display order: places by Turkish alphabet, taxonomy by position.
#[derive(Clone, Debug, Default)]
pub struct Reference {
    pub provinces: Vec<Province>,
    pub districts: Vec<District>,
    pub categories: Vec<Category>,
    pub services: Vec<Service>,
    pub brands: Vec<Brand>,
    holidays: HashMap<Day, Holiday>,
    province_by_id: HashMap<i16, usize>,
    district_by_id: HashMap<i32, usize>,
    service_by_id: HashMap<ServiceId, usize>,
    category_by_id: HashMap<CategoryId, usize>,
}

impl Reference {
    pub fn province(&self, id: i16) -> Option<&Province> {
        self.province_by_id.get(&id).and_then(|&place| self.provinces.get(place))
    }

    /// By slug (`ankara`) or plate code (`06`).
    pub fn find_province(&self, word: &str) -> Option<&Province> {
        let by_code = word.parse::<i16>().ok();
        self.provinces.iter().find(|province| province.slug == word || by_code == Some(province.id))
    }

    pub fn district(&self, id: i32) -> Option<&District> {
        self.district_by_id.get(&id).and_then(|&place| self.districts.get(place))
    }

    /// By full slug (`adana-ceyhan`), or by the short one (`ceyhan`) inside a province.
    pub fn find_district(&self, word: &str, province: Option<i16>) -> Option<&District> {
        self.districts.iter().find(|district| {
            province.is_none_or(|id| id == district.province_id)
                && (district.slug == word || (province.is_some() && district.slug.ends_with(&format!("-{word}"))))
        })
    }

    pub fn districts_of(&self, province: i16) -> impl Iterator<Item = &District> {
        self.districts.iter().filter(move |district| district.province_id == province)
    }

    pub fn category(&self, id: CategoryId) -> Option<&Category> {
        self.category_by_id.get(&id).and_then(|&place| self.categories.get(place))
    }

    /// The category that stands over this one and under none; itself when it is that.
    pub fn top_category(&self, id: CategoryId) -> Option<CategoryId> {
        let mut category = self.category(id)?;
        // A tree has no circles; the bound is for a snapshot that would.
        for _ in 0..self.categories.len() {
            match category.parent_id.and_then(|parent| self.category(parent)) {
                Some(parent) => category = parent,
                None => break,
            }
        }
        Some(category.id)
    }

    pub fn service(&self, id: ServiceId) -> Option<&Service> {
        self.service_by_id.get(&id).and_then(|&place| self.services.get(place))
    }

    /// By slug or id.
    pub fn find_service(&self, word: &str) -> Option<&Service> {
        word.parse::<ServiceId>()
            .ok()
            .and_then(|id| self.service(id))
            .or_else(|| self.services.iter().find(|service| service.slug == word))
    }

    pub fn services_of(&self, category: CategoryId) -> impl Iterator<Item = &Service> {
        self.services.iter().filter(move |service| service.category_id == category && service.is_active)
    }

    pub fn brand(&self, id: BrandId) -> Option<&Brand> {
        self.brands.iter().find(|brand| brand.id == id)
    }

    pub fn find_brand(&self, word: &str) -> Option<&Brand> {
        let id = word.parse::<BrandId>().ok();
        self.brands.iter().find(|brand| Some(brand.id) == id || brand.slug == word)
    }

    pub fn holiday(&self, day: Day) -> Option<&Holiday> {
        self.holidays.get(&day)
    }

    /// Services to which every word of the text leads, by name, category or an everyday word; Turkish letters folded. Those
    /// with most words in the name itself come first, among them the shortest.
    pub fn search_services(&self, text: &str, limit: usize) -> Vec<&Service> {
        let needle = fold(text);
        let mut words: Vec<&str> = needle.split(' ').filter(|word| !FILLERS.contains(word)).collect();
        if words.is_empty() {
            words = needle.split_whitespace().collect();
        }
        if words.is_empty() {
            return Vec::new();
        }
        let mut found: Vec<(usize, &Service)> = self
            .services
            .iter()
            .filter(|service| service.is_active)
            .filter_map(|service| {
                let (named, rest): (Vec<&str>, Vec<&str>) =
                    words.iter().partition(|word| holds_word(&service.fold, word));
                rest.iter().all(|word| holds_word(&service.otherwise, word)).then_some((named.len(), service))
            })
            .collect();
        found.sort_by_key(|(named, service)| (std::cmp::Reverse(*named), service.fold.len()));
        found.truncate(limit);
        found.into_iter().map(|(_, service)| service).collect()
    }
}

/// Words of a question that name no work.
const FILLERS: [&str; 31] = [
    "a",
    "an",
    "and",
    "arabam",
    "arabamin",
    "aracim",
    "aracimin",
    "bir",
    "car",
    "cok",
    "de",
    "da",
    "fiyat",
    "fiyati",
    "fiyatlari",
    "for",
    "from",
    "geliyor",
    "icin",
    "ile",
    "in",
    "is",
    "my",
    "nerede",
    "oluyor",
    "price",
    "the",
    "ustasi",
    "var",
    "ve",
    "yapiyor",
];

/// The shortest word that may stand within a longer one: "fren" in "frenler".
const STEM_MIN: usize = 4;
/// The longest ending: "balata" in "balatalari".
const ENDING_MAX: usize = 5;

/// Does a word of `text` begin with `word`, or `word` with it? "balata" finds "balatasi", and "frenden" finds "fren".
fn holds_word(text: &str, word: &str) -> bool {
    text.split(' ').any(|candidate| {
        candidate.starts_with(word)
            || (candidate.len() >= STEM_MIN
                && word.len() <= candidate.len() + ENDING_MAX
                && word.starts_with(candidate)
                && !candidate.bytes().all(|byte| byte.is_ascii_digit()))
    })
}

/// The current snapshot, shared by the process.
#[derive(Clone, Debug, Default)]
pub struct ReferenceHandle(Arc<RwLock<Arc<Reference>>>);

impl ReferenceHandle {
    pub fn get(&self) -> Arc<Reference> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn set(&self, reference: Reference) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(reference);
    }
}
