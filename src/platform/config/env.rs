//! The environment as a map, so that tests can hand in their own.

use std::{collections::HashMap, fmt, ops::RangeInclusive, str::FromStr};

/// A setting that cannot be used; says which variable and why.
#[derive(Debug, PartialEq, Eq)]
pub struct ConfigError {
    variable: &'static str,
    reason: String,
}

impl ConfigError {
    pub const fn new(variable: &'static str, reason: String) -> Self {
        Self { variable, reason }
    }
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "configuration: {} {}", self.variable, self.reason)
    }
}
impl std::error::Error for ConfigError {}

#[derive(Clone, Debug, Default)]
pub struct Env(HashMap<String, String>);

impl Env {
    /// The process environment; `.env` in the working folder fills what is not set.
    #[expect(clippy::disallowed_methods, reason = "the one place that reads the environment")]
    pub fn of_process() -> Self {
        let mut vars: HashMap<String, String> = dotenvy::dotenv_iter().into_iter().flatten().flatten().collect();
        vars.extend(std::env::vars());
        Self(vars)
    }

    pub fn of(pairs: &[(&str, &str)]) -> Self {
        Self(pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect())
    }

    /// The trimmed value; empty counts as not set.
    pub fn text(&self, name: &str) -> Option<String> {
        self.0.get(name).map(|value| value.trim().to_owned()).filter(|value| !value.is_empty())
    }

    /// # Errors
    /// When the value is no number or out of range.
    pub fn number<T>(&self, name: &'static str, default: T, range: RangeInclusive<T>) -> Result<T, ConfigError>
    where
        T: FromStr + PartialOrd + fmt::Display,
    {
        let Some(text) = self.text(name) else { return Ok(default) };
        text.parse::<T>().ok().filter(|number| range.contains(number)).ok_or_else(|| {
            ConfigError::new(name, format!("`{text}` is not a number from {} to {}", range.start(), range.end()))
        })
    }

    /// # Errors
    /// When the value is neither `true` nor `false`.
    pub fn flag(&self, name: &'static str, default: bool) -> Result<bool, ConfigError> {
        match self.text(name).as_deref() {
            None => Ok(default),
            Some("true" | "1" | "yes") => Ok(true),
            Some("false" | "0" | "no") => Ok(false),
            Some(other) => Err(ConfigError::new(name, format!("`{other}` is neither `true` nor `false`"))),
        }
    }
}
