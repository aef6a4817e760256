//! The admin's desk: what waits and what happened, across modules; the lists that belong to no page of one module.

mod acts;
mod advert_packages;
mod adverts;
mod application;
mod audit;
mod certificates;
mod changes;
mod detail_words;
mod details;
mod home;
mod mechanics;
mod people;
mod person;
mod person_acts;
mod person_log;
mod person_roles;

pub use adverts::adverts;
pub use application::application;
pub use audit::audit;
pub use home::desk;
pub use mechanics::mechanics;
pub use people::{merge, people, people_csv};
pub use person::person;

/// An address with those query parameters that say something.
fn address(path: &str, pairs: &[(&str, &str)]) -> String {
    let query = form_urlencoded::Serializer::new(String::new())
        .extend_pairs(pairs.iter().filter(|(_, value)| !value.is_empty()))
        .finish();
    if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
}

#[cfg(test)]
mod tests {
    use super::address;

    #[test]
    fn empty_filters_leave_no_trace_in_the_address() {
        assert_eq!(address("/yonetim", &[("ara", ""), ("durum", "")]), "/yonetim");
        assert_eq!(address("/yonetim", &[("ara", "ışık oto"), ("durum", "")]), "/yonetim?ara=%C4%B1%C5%9F%C4%B1k+oto");
    }
}
