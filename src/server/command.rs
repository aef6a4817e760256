//! What the program is asked to do.

use std::ffi::OsString;

/// `sanaiyiusta [serve] [--mechanics N]`, `sanaiyiusta admin ADDRESS` or `sanaiyiusta database exec -- COMMAND …`.
#[derive(Debug, PartialEq, Eq)]
pub enum Command {
    /// Start everything and serve; `--mechanics N` sets the size of the demo marketplace of an empty database.
    Serve {
        mechanics: Option<usize>,
    },
    /// Run a command with `DATABASE_URL` set to a migrated, throw-away database.
    DatabaseExec {
        command: Vec<OsString>,
    },
    /// Measure the site, or its searches alone, and print a table.
    Bench {
        only_search: bool,
    },
    /// Make the account with this address an admin.
    Admin {
        email: String,
    },
    Help,
}

pub const HELP: &str =
    "sanaiyiusta [serve] [--mechanics N]     start the site (configuration: environment, see README.md)
sanaiyiusta admin ADDRESS               make an account an admin that has proved its address (DATABASE_URL)
sanaiyiusta database exec -- COMMAND    run COMMAND with DATABASE_URL of a migrated throw-away database
sanaiyiusta bench [search]              measure the site against bare peers, or its searches alone";

impl Command {
    /// # Errors
    /// A sentence about the argument that was not understood.
    pub fn parse(arguments: impl IntoIterator<Item = OsString>) -> Result<Self, String> {
        let mut arguments = arguments.into_iter().peekable();
        match arguments.peek().and_then(|first| first.to_str()) {
            Some("database") => {
                let words: Vec<OsString> = arguments.skip(1).collect();
                match words.split_first() {
                    Some((verb, rest)) if verb == "exec" => {
                        let command: Vec<OsString> = rest.iter().skip_while(|word| *word == "--").cloned().collect();
                        if command.is_empty() {
                            Err(String::from("database exec needs a command"))
                        } else {
                            Ok(Self::DatabaseExec { command })
                        }
                    }
                    _ => Err(String::from("database knows only: exec -- COMMAND")),
                }
            }
            Some("bench") => {
                let words: Vec<OsString> = arguments.skip(1).collect();
                match words.as_slice() {
                    [] => Ok(Self::Bench { only_search: false }),
                    [word] if word == "search" => Ok(Self::Bench { only_search: true }),
                    _ => Err(String::from("bench knows only: search")),
                }
            }
            Some("admin") => {
                let words: Vec<OsString> = arguments.skip(1).collect();
                let email = match words.as_slice() {
                    [word] => word.to_str().filter(|text| text.contains('@')),
                    _ => None,
                };
                email
                    .map(|email| Self::Admin { email: email.to_owned() })
                    .ok_or_else(|| String::from("admin needs one e-mail address"))
            }
            Some("--help" | "-h" | "help") => Ok(Self::Help),
            Some("serve") => Self::serve(arguments.skip(1)),
            _ => Self::serve(arguments),
        }
    }

    fn serve(mut arguments: impl Iterator<Item = OsString>) -> Result<Self, String> {
        let mut mechanics = None;
        while let Some(argument) = arguments.next() {
            if argument != "--mechanics" {
                return Err(format!("unknown argument {}", argument.to_string_lossy()));
            }
            let number = arguments.next().and_then(|text| text.to_str().and_then(|text| text.parse().ok()));
            mechanics = Some(
                number.filter(|n| (20..=500_000).contains(n)).ok_or("--mechanics needs a number from 20 to 500000")?,
            );
        }
        Ok(Self::Serve { mechanics })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(line: &str) -> Result<Command, String> {
        Command::parse(line.split_whitespace().map(OsString::from))
    }

    #[test]
    fn command_lines_are_understood() {
        assert_eq!(parse(""), Ok(Command::Serve { mechanics: None }));
        assert_eq!(parse("--mechanics 5000"), Ok(Command::Serve { mechanics: Some(5000) }));
        assert_eq!(parse("bench"), Ok(Command::Bench { only_search: false }));
        assert_eq!(parse("bench search"), Ok(Command::Bench { only_search: true }));
        assert_eq!(parse("database exec -- true"), Ok(Command::DatabaseExec { command: vec!["true".into()] }));
        assert_eq!(parse("admin ayse@ornek.test"), Ok(Command::Admin { email: "ayse@ornek.test".into() }));
        for wrong in ["admin", "admin ayse", "admin a@b.test c@d.test"] {
            assert!(parse(wrong).is_err(), "{wrong}");
        }
        for wrong in ["--mechanics", "--mechanics 3", "--port 1", "database", "database exec --", "bench all"] {
            assert!(parse(wrong).is_err(), "{wrong}");
        }
    }
}
