//! Inputs of people's settings.

pub mod desk;

pub mod privacy;

use crate::kernel::{
    error::{Checks, Result, Rule},
    lang::Lang,
    text::Phone,
};
use serde::{Deserialize, Serialize};

pub const NAME_MAX: usize = 120;
/// Ways to show the site.
pub const THEMES: [&str; 3] = ["system", "light", "dark"];

/// What a person may change about themselves, as typed. An empty phone takes the number away.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct SettingsInput {
    pub full_name: String,
    pub phone: String,
    /// `tr` or `en`.
    pub lang: String,
    /// `system`, `light` or `dark`.
    pub theme: String,
}

/// Settings whose fields all hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settings {
    pub full_name: String,
    /// E.164.
    pub phone: Option<String>,
    pub lang: Lang,
    pub theme: String,
}

impl SettingsInput {
    /// # Errors
    /// `invalid` with every refused field.
    pub fn check(&self) -> Result<Settings> {
        let mut checks = Checks::default();
        let full_name =
            checks.text("full_name", &self.full_name, 2, NAME_MAX).split_whitespace().collect::<Vec<_>>().join(" ");
        let phone = if self.phone.trim().is_empty() { None } else { checks.keep("phone", Phone::parse(&self.phone)) };
        let lang = checks.keep("lang", Lang::parse(&self.lang).ok_or(Rule::UnknownChoice));
        checks.require("theme", THEMES.contains(&self.theme.as_str()), Rule::UnknownChoice);
        checks.done()?;
        Ok(Settings {
            full_name,
            phone: phone.map(|phone| phone.as_str().to_owned()),
            lang: lang.unwrap_or_default(),
            theme: self.theme.clone(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn input() -> SettingsInput {
        SettingsInput {
            full_name: " Işık   Öztürk ".into(),
            phone: "0532 123 45 67".into(),
            lang: "tr".into(),
            theme: "dark".into(),
        }
    }

    #[test]
    fn settings_are_kept_in_their_normal_form() {
        let settings = input().check().expect("whole settings");
        assert_eq!((settings.full_name.as_str(), settings.phone.as_deref()), ("Işık Öztürk", Some("+905321234567")));
        assert_eq!(SettingsInput { phone: "  ".into(), ..input() }.check().map(|s| s.phone), Ok(None));
    }

    #[test]
    fn every_wrong_setting_is_named_at_once() {
        let error =
            SettingsInput { phone: "123".into(), ..SettingsInput::default() }.check().expect_err("nothing holds");
        assert_eq!(error.fields.into_keys().collect::<Vec<_>>(), ["full_name", "lang", "phone", "theme"]);
    }
}
