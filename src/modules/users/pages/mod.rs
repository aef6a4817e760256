//! Pages of `users`.

mod admin_list;
mod admin_merge;
mod admin_privacy;
mod admin_privacy_parts;
mod consent_text;
mod cookies;
mod deletion;
mod export_download;
mod photo;
mod privacy;
mod privacy_consents;
mod privacy_parts;
mod settings;
mod support_part;
mod tabs;
mod upload_line;
mod words;

pub use super::spoken::{request_kind, role_name};
pub use admin_list::admin_list;
pub use admin_merge::admin_merge;
pub use admin_privacy::admin_privacy;
pub use consent_text::{consent_text, version_line};
pub use cookies::cookies;
pub use deletion::deletion;
pub use export_download::export_download;
pub use photo::{UPLOAD_LIMIT, photo_upload};
pub use privacy::privacy;
pub use privacy_consents::{consent_boxes, terms_banner};
pub use privacy_parts::request_state;
pub use settings::settings;
pub use support_part::support_part;
pub use tabs::settings_tabs;
pub use upload_line::upload_line;
pub use words::{kind_name, role_tone};
