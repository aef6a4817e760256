//! How mails leave, and what production asks of that.

use super::{ConfigError, Env, MailConfig};

impl MailConfig {
    pub(super) fn read(env: &Env) -> Result<Self, ConfigError> {
        let from = env.text("MAIL_FROM").unwrap_or_else(|| String::from("Sana İyi Usta <bilgi@sanaiyiusta.test>"));
        if from.parse::<lettre::message::Mailbox>().is_err() {
            return Err(ConfigError::new("MAIL_FROM", format!("`{from}` is not `Name <address>`")));
        }
        let smtp_url = env.text("SMTP_URL");
        if smtp_url.as_ref().is_some_and(|url| !url.starts_with("smtp://") && !url.starts_with("smtps://")) {
            return Err(ConfigError::new("SMTP_URL", "must start with smtp:// or smtps://".into()));
        }
        Ok(Self { smtp_url, from })
    }

    /// Without mail nobody verifies an address or comes back in; in clear everybody on the way reads the codes.
    pub(super) fn refuse_lost(&self) -> Result<(), ConfigError> {
        let Some(url) = self.smtp_url.as_deref() else {
            return Err(ConfigError::new("SMTP_URL", "is needed in production".into()));
        };
        let is_local = url::Url::parse(url).ok().and_then(|url| url.host_str().map(is_loopback)).unwrap_or_default();
        if !is_local && !url.starts_with("smtps://") && !url.contains("tls=required") {
            return Err(ConfigError::new("SMTP_URL", "must be smtps:// or end in ?tls=required".into()));
        }
        if self.from.contains(".test>") {
            return Err(ConfigError::new("MAIL_FROM", "production needs a sender of its own".into()));
        }
        Ok(())
    }
}

/// A relay on the machine itself needs no seal on the way to it.
fn is_loopback(host: &str) -> bool {
    host == "localhost" || host.trim_matches(['[', ']']).parse().is_ok_and(|ip: std::net::IpAddr| ip.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::super::{Config, Env};

    #[test]
    fn production_sends_mails_sealed() {
        let whole = [
            ("APP_MODE", "production"),
            ("BASE_URL", "https://usta.test"),
            ("SECRET_KEY", "0123456789abcdef0123456789abcdef"),
            ("MAIL_FROM", "Usta <bilgi@usta.example>"),
        ];
        for (url, is_sealed) in [
            ("smtp://localhost", true),
            ("smtp://127.0.0.1:25", true),
            ("smtp://posta.usta.example", false),
            ("smtp://posta.usta.example:587?tls=opportunistic", false),
            ("smtp://posta.usta.example:587?tls=required", true),
            ("smtps://posta.usta.example", true),
        ] {
            let said = Config::read(&Env::of(&[whole.as_slice(), &[("SMTP_URL", url)]].concat()))
                .err()
                .map(|e| e.to_string())
                .unwrap_or_default();
            assert_eq!((said.is_empty(), said.contains("SMTP_URL")), (is_sealed, !is_sealed), "{url}");
        }
    }
}
