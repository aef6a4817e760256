//! One integration crate: real PostgreSQL, real router, a clock that stands still until it is moved.
#![expect(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "a test fails by panicking")]

mod support;

mod appointments;
mod architecture;
mod admin;
mod auth;
mod authz;
mod docs;
mod faults;
mod migrations;
mod platform;
mod reviews;
mod vehicles;
mod walls;
mod workshop;
mod demo;
mod reference;
mod search;
