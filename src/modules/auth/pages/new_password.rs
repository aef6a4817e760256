//! The field of a new password, wherever one is set.

use crate::{
    kernel::lang::Lang,
    modules::auth::islands::{NewPassword, PasswordFieldProps},
    say,
    ui::FormState,
};
use leptos::prelude::*;

/// With its rule as a hint, and a meter where there are scripts; the page must be `.islands()`.
pub fn new_password(lang: Lang, state: &FormState, name: &str, label: &str) -> AnyView {
    let props = PasswordFieldProps {
        name: name.to_owned(),
        label: label.to_owned(),
        hint: say!(lang, factors.password_rule).to_owned(),
        error: state.error(name).map(ToOwned::to_owned),
    };
    view! { <NewPassword props=props/> }.into_any()
}
