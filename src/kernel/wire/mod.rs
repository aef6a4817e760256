//! What islands read: their props and the answers of the server, by the browser's own JSON parser.
//!
//! A parser compiled in would weigh more than all islands together. So a type that islands read says its fields once more in
//! [`wire!`](crate::wire); what is missing reads as empty. On the server all this is plain serde.

#[cfg(not(feature = "ssr"))]
mod browser;

#[cfg(not(feature = "ssr"))]
pub use browser::{Json, Wire, member, parse};

/// `wire! { Type { field, field } }`: how the browser reads a type.
#[cfg(not(feature = "ssr"))]
#[macro_export]
macro_rules! wire {
    ($($name:ident { $($field:ident),* $(,)? })+) => {$(
        impl $crate::kernel::wire::Wire for $name {
            fn read(json: &$crate::kernel::wire::Json) -> Self {
                Self { $($field: $crate::kernel::wire::member(json, stringify!($field))),* }
            }
        }
    )+};
}

/// On the server serde reads; the fields are only looked at.
#[cfg(feature = "ssr")]
#[macro_export]
macro_rules! wire {
    ($($name:ident { $($field:ident),* $(,)? })+) => {$(
        const _: fn($name) = |value| {
            let $name { $($field: _),* } = value;
        };
    )+};
}
