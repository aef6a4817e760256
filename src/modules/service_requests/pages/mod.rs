//! Pages of `service_requests`.

mod categories;
mod forms;

pub use categories::admin_categories;

use crate::kernel::{ids::CategoryId, paths};

/// The desk with one category opened, or nothing opened.
pub(super) fn category_path(id: Option<CategoryId>) -> String {
    id.map_or_else(|| paths::ADMIN_CATEGORIES.to_owned(), |id| format!("{}?kategori={id}", paths::ADMIN_CATEGORIES))
}
