//! The environment as a map, so that tests can hand in their own.

use std::{collections::HashMap, ffi::OsString, fmt, io, ops::RangeInclusive, str::FromStr};

const DOT_ENV: &str = ".env";

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
    ///
    /// # Errors
    /// When `.env` cannot be read; the message names the line, not what stands there.
    pub fn of_process() -> Result<Self, ConfigError> {
        let mut vars = match std::fs::read_to_string(DOT_ENV) {
            Ok(text) => Self::parse(&text)?.0,
            Err(error) if error.kind() == io::ErrorKind::NotFound => HashMap::new(),
            Err(error) => return Err(ConfigError::new(DOT_ENV, error.to_string())),
        };
        // What is no text is none of ours.
        let text = |name: OsString| name.into_string().ok();
        vars.extend(std::env::vars_os().filter_map(|(name, value)| text(name).zip(text(value))));
        Ok(Self(vars))
    }

    /// Lines as they stand in `.env`.
    fn parse(text: &str) -> Result<Self, ConfigError> {
        // The error of the library repeats the line, which may hold a password: only its number is said.
        let unreadable = |error: dotenvy::Error| {
            let place = match &error {
                // It repeats the whole line or only the value.
                dotenvy::Error::LineParse(part, _) => text.lines().position(|line| line.contains(part.as_str())),
                _ => None,
            };
            let place = place.map(|line| format!("line {}", line + 1)).unwrap_or_default();
            ConfigError::new(DOT_ENV, format!("{place} is not NAME=value; a value with blanks needs quotes"))
        };
        let vars = dotenvy::from_read_iter(text.as_bytes()).collect::<Result<HashMap<_, _>, _>>();
        vars.map(Self).map_err(unreadable)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_example_is_a_working_file_once_its_marks_are_gone() {
        let example = include_str!("../../../.env.example");
        let lines: Vec<&str> = example.lines().map(|line| line.strip_prefix("# ").unwrap_or(line)).collect();
        let settings: Vec<&str> = lines.into_iter().filter(|line| line.contains('=')).collect();
        assert!(settings.len() > 15);
        let env = Env::parse(&settings.join("\n")).expect("readable");
        assert_eq!(env.text("MAIL_FROM").as_deref(), Some("Sana İyi Usta <bilgi@usta.example>"));
    }

    #[test]
    fn a_broken_line_is_named_and_not_repeated() {
        let error =
            Env::parse("DEMO=false\nSECRET_KEY=my secret key\n").expect_err("blanks without quotes").to_string();
        assert!(error.contains(".env line 2") && !error.contains("my secret"), "{error}");
    }
}
