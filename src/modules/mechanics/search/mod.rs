//! Finding a workshop: what is asked, how the database is walked, what is counted beside the list.
//!
//! A search goes [`Asked`] (words of an address) → [`SearchFilter`] (resolved: ids, positions, the car) → a shape of query
//! chosen by [`plan`] → a page of hits with a cursor. Only public workshops are found: verified and not suspended.

pub mod model;

#[cfg(feature = "ssr")]
mod asked;
#[cfg(feature = "ssr")]
mod cursor;
#[cfg(feature = "ssr")]
mod facets;
#[cfg(feature = "ssr")]
mod facts;
#[cfg(feature = "ssr")]
mod filter;
#[cfg(feature = "ssr")]
mod plan;
#[cfg(feature = "ssr")]
mod resolve;
#[cfg(feature = "ssr")]
mod service;
#[cfg(feature = "ssr")]
pub mod store;
#[cfg(feature = "ssr")]
mod why;

#[cfg(feature = "ssr")]
pub use asked::Asked;
#[cfg(feature = "ssr")]
pub use cursor::Cursor;
#[cfg(feature = "ssr")]
pub use facets::{Facets, RADII_KM, by_province, facets, facets_now};
#[cfg(feature = "ssr")]
pub use facts::{Facts, ServiceFact, facts};
#[cfg(feature = "ssr")]
pub use filter::{Area, Rating, SearchFilter, Sort, Wanted};
#[cfg(feature = "ssr")]
pub use plan::{Mark, Shape};
#[cfg(feature = "ssr")]
pub use resolve::{resolve, resolve_for};
#[cfg(feature = "ssr")]
pub use service::{Hit, SearchResult, among, answer, faces, in_shape, search};
#[cfg(feature = "ssr")]
pub use store::sitemap_entries;
#[cfg(feature = "ssr")]
pub use why::{Standing, Why, why};
