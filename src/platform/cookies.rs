//! Every cookie this program can set. All are needed for what the visitor has just asked for; none is set by merely looking.

use super::session::ABSOLUTE_DAYS;

/// One cookie by its plain name; under https those that scripts never see carry `__Host-`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cookie {
    pub name: &'static str,
    pub lifetime: Lifetime,
    /// Scripts never see it.
    pub http_only: bool,
}

/// How long a browser keeps it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lifetime {
    Minutes(i64),
    Days(i64),
    Year,
}

pub const COOKIES: &[Cookie] = &[
    // Whoever signed in.
    Cookie { name: "oturum", lifetime: Lifetime::Days(ABSOLUTE_DAYS), http_only: true },
    // A browser that came in before: guessing by others does not lock it out, and it is no new device.
    Cookie { name: "cihaz", lifetime: Lifetime::Year, http_only: true },
    // Half a sign-in: the second factor is still asked.
    Cookie { name: "giris", lifetime: Lifetime::Minutes(10), http_only: true },
    // A passkey is being asked.
    Cookie { name: "gecis", lifetime: Lifetime::Minutes(60), http_only: true },
    // An identity provider, or a mailed or texted code, was asked for here and counts nowhere else.
    Cookie { name: "istek", lifetime: Lifetime::Minutes(60), http_only: true },
    // From one step to the next: opened links, and sealed what was typed a step before.
    Cookie { name: "dogrula", lifetime: Lifetime::Minutes(15), http_only: true },
    Cookie { name: "sifirla", lifetime: Lifetime::Minutes(15), http_only: true },
    Cookie { name: "sifirla_kim", lifetime: Lifetime::Minutes(15), http_only: true },
    Cookie { name: "telefon", lifetime: Lifetime::Minutes(15), http_only: true },
    Cookie { name: "kimlik", lifetime: Lifetime::Minutes(15), http_only: true },
    // What a visitor wants before there is an account.
    Cookie { name: "misafir", lifetime: Lifetime::Days(1), http_only: true },
    // A form that waits for its writer to sign in.
    Cookie { name: "bekleyen", lifetime: Lifetime::Minutes(super::flash::WAITING_MINUTES), http_only: true },
    // What was typed into a form that came back, or the news of an act.
    Cookie { name: "flash", lifetime: Lifetime::Minutes(super::flash::LIFETIME_MINUTES), http_only: true },
    // Chosen language and look.
    Cookie { name: "dil", lifetime: Lifetime::Year, http_only: false },
    Cookie { name: "tema", lifetime: Lifetime::Year, http_only: false },
];
