//! One integration crate: real PostgreSQL, real router, a clock that stands still until it is moved.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test fails by panicking"
)]
#![expect(clippy::disallowed_methods, reason = "tests look behind the schema with queries that nothing else needs")]

mod support;

mod admin;
mod appointments;
mod architecture;
mod asvs;
mod auth;
mod authz;
mod customers;
mod demo;
mod docs;
mod factors;
mod faults;
mod garage;
mod hints;
mod migrations;
mod outage;
mod people;
mod places;
mod platform;
mod privacy;
mod reference;
mod reviews;
mod search;
mod sessions;
mod staff;
mod tablet;
mod uploads;
mod vehicles;
mod walls;
mod ways;
mod weight;
mod workshop;
