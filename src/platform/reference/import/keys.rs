//! The natural keys of the catalogue and their ids: what a file brings and what the desk adds under the same name are one thing.

use crate::kernel::text::slug;
use uuid::Uuid;

/// The namespace of all reference ids. Never change it: every id of the catalogue hangs on it.
const NAMESPACE: Uuid = Uuid::from_u128(0x7d0f_5c1e_2a86_5b43_9f10_6c3e_51a2_d84b);

/// The id of a natural key such as `brand/renault`.
pub(super) fn id_of(natural_key: &str) -> Uuid {
    Uuid::new_v5(&NAMESPACE, natural_key.as_bytes())
}

/// A slug of a brand or model: `Citroën` is `citroen`, and the Peugeot `206+` is another car than the `206`.
pub fn name_slug(name: &str) -> String {
    slug(&name.replace(['ë', 'Ë'], "e").replace('+', " plus "))
}

pub fn brand_id(slug: &str) -> Uuid {
    id_of(&format!("brand/{slug}"))
}

/// `key` is `brand-slug/model-slug`.
pub fn model_id(key: &str) -> Uuid {
    id_of(&format!("model/{key}"))
}

/// `model` is the key of a model.
pub fn model_year_id(model: &str, year: i16) -> Uuid {
    id_of(&format!("model_year/{model}/{year}"))
}

/// What tells the variants of one model apart.
#[derive(Clone, Copy, Debug)]
pub struct VariantKey<'a> {
    pub generation: &'a str,
    pub year_from: i16,
    pub name: &'a str,
    pub fuel: &'a str,
    pub transmission: &'a str,
}

impl VariantKey<'_> {
    /// `model` is the key of the model.
    pub fn within(self, model: &str) -> String {
        let Self { generation, year_from, name, fuel, transmission } = self;
        format!("{model}/{generation}/{year_from}/{name}/{fuel}/{transmission}")
    }
}

/// `key` as [`VariantKey::within`] gives it.
pub fn variant_id(key: &str) -> Uuid {
    id_of(&format!("variant/{key}"))
}
