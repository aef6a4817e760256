//! The one error of the house. Errors are codes; the sentence is chosen on the server in the reader's language and
//! travels with the code, so that islands carry no translations.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

pub type Result<T, E = AppError> = std::result::Result<T, E>;

/// What went wrong, as other clients see it in `code`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Code {
    /// 401: sign in first, or the e-mail and password do not match.
    Unauthenticated,
    WrongCredentials,
    /// 401: this passkey is unknown here, or what it signed does not hold.
    PasskeyRefused,
    /// 403: signed in, but this is not for you; also a request from another site.
    Forbidden,
    CrossSite,
    /// 403: prove once more who you are (`auth/step_up`), then the same again.
    StepUp,
    /// 403: this needs a second factor; set one up first.
    SecondFactor,
    /// 404: no such thing, or not yours.
    NotFound,
    /// 405: there is such an address, and it is asked in another way; `Allow` says how.
    MethodNotAllowed,
    /// 409: the world moved on.
    SlotTaken,
    WrongStatus,
    KeyReused,
    AlreadyReviewed,
    PlateTaken,
    SlugTaken,
    InUse,
    /// 409: no other way to sign in would be left.
    LastWayIn,
    /// 409: a role of this person needs a second factor, and this is the last one.
    FactorNeeded,
    /// 409: somebody has to be able to manage the site.
    LastAdmin,
    /// 409: this account became one with another of the same person.
    Merged,
    /// 410: the link or code was used, replaced or is too old.
    Expired,
    /// 413
    TooLarge,
    /// 422: look at `fields`.
    Invalid,
    /// 429: `Retry-After` says when.
    TooMany,
    /// 500: `reference` finds it in the logs.
    Internal,
    /// 503: the database is away; try again.
    Unavailable,
}

impl Code {
    pub const ALL: &[Self] = &[
        Self::Unauthenticated,
        Self::WrongCredentials,
        Self::PasskeyRefused,
        Self::Forbidden,
        Self::CrossSite,
        Self::StepUp,
        Self::SecondFactor,
        Self::NotFound,
        Self::MethodNotAllowed,
        Self::SlotTaken,
        Self::WrongStatus,
        Self::KeyReused,
        Self::AlreadyReviewed,
        Self::PlateTaken,
        Self::SlugTaken,
        Self::InUse,
        Self::LastWayIn,
        Self::FactorNeeded,
        Self::LastAdmin,
        Self::Merged,
        Self::Expired,
        Self::TooLarge,
        Self::Invalid,
        Self::TooMany,
        Self::Internal,
        Self::Unavailable,
    ];

    pub const fn status(self) -> u16 {
        match self {
            Self::Unauthenticated | Self::WrongCredentials | Self::PasskeyRefused => 401,
            Self::Forbidden | Self::CrossSite | Self::StepUp | Self::SecondFactor => 403,
            Self::NotFound => 404,
            Self::MethodNotAllowed => 405,
            Self::SlotTaken
            | Self::WrongStatus
            | Self::KeyReused
            | Self::AlreadyReviewed
            | Self::PlateTaken
            | Self::SlugTaken
            | Self::InUse
            | Self::LastWayIn
            | Self::FactorNeeded
            | Self::LastAdmin
            | Self::Merged => 409,
            Self::Expired => 410,
            Self::TooLarge => 413,
            Self::Invalid => 422,
            Self::TooMany => 429,
            Self::Internal => 500,
            Self::Unavailable => 503,
        }
    }
}

/// Why one field was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rule {
    Required,
    TooLong,
    TooShort,
    OutOfRange,
    NotANumber,
    ControlCharacters,
    Email,
    Plate,
    Vin,
    Phone,
    MustAccept,
    UnknownChoice,
    InThePast,
    TooFarAhead,
    TooSoon,
    OutsideHours,
    OffTheGrid,
    ServiceNotOffered,
    OwnWorkshop,
    VehicleNotTaken,
    YearNotBuilt,
    KmRollback,
    CheckDigits,
    HoursOrder,
    DatesOrder,
    TooMany,
    PasswordWeak,
    WrongCode,
    TooManyTries,
    FileType,
    FileTooLarge,
    /// A text file in another encoding, or none at all.
    NotUtf8,
    TooManyLines,
    /// Another of one's own things has this already.
    Taken,
    /// Only a checked authorisation allows these words.
    NotAuthorised,
    /// The price is another one by now.
    PriceChanged,
    /// Something of one's own stands on these days already.
    DaysTaken,
    /// Some of these days belong to another season of the workshop.
    InAnotherSeason,
    /// Nobody else of the workshop can do so many visits.
    NobodyElse,
    /// Parts and labour do not make the whole bill.
    SumDiffers,
}

impl Rule {
    pub const ALL: &[Self] = &[
        Self::Required,
        Self::TooLong,
        Self::TooShort,
        Self::OutOfRange,
        Self::NotANumber,
        Self::ControlCharacters,
        Self::Email,
        Self::Plate,
        Self::Vin,
        Self::Phone,
        Self::MustAccept,
        Self::UnknownChoice,
        Self::InThePast,
        Self::TooFarAhead,
        Self::TooSoon,
        Self::OutsideHours,
        Self::OffTheGrid,
        Self::ServiceNotOffered,
        Self::OwnWorkshop,
        Self::VehicleNotTaken,
        Self::YearNotBuilt,
        Self::KmRollback,
        Self::CheckDigits,
        Self::HoursOrder,
        Self::DatesOrder,
        Self::TooMany,
        Self::PasswordWeak,
        Self::WrongCode,
        Self::TooManyTries,
        Self::FileType,
        Self::FileTooLarge,
        Self::NotUtf8,
        Self::TooManyLines,
        Self::Taken,
        Self::NotAuthorised,
        Self::PriceChanged,
        Self::DaysTaken,
        Self::InAnotherSeason,
        Self::NobodyElse,
        Self::SumDiffers,
    ];
}

/// A refused field: the rule, its limit when there is one, and (once spoken) the sentence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldError {
    pub rule: Rule,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<i64>,
    #[serde(default)]
    pub message: String,
}

/// A free time offered instead of a taken one; RFC 3339.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Alternative {
    pub start: String,
    pub end: String,
}

/// JSON: `{code, message, fields?, reference?, alternatives?, retry_after?}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AppError {
    pub code: Code,
    #[serde(default)]
    pub message: String,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub fields: BTreeMap<String, FieldError>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub alternatives: Vec<Alternative>,
    /// Seconds to wait, with `too_many` and `unavailable`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retry_after: Option<u64>,
}

impl AppError {
    pub fn new(code: Code) -> Self {
        Self {
            code,
            message: String::new(),
            fields: BTreeMap::new(),
            reference: None,
            alternatives: Vec::new(),
            retry_after: None,
        }
    }

    /// One refused field.
    pub fn field(name: &str, rule: Rule) -> Self {
        Self::field_with(name, rule, None)
    }

    /// One refused field, and the limit that its rule speaks of.
    pub fn field_with(name: &str, rule: Rule, limit: Option<i64>) -> Self {
        let mut checks = Checks::default();
        checks.refuse_with(name, rule, limit);
        Self { fields: checks.fields, ..Self::new(Code::Invalid) }
    }

    /// One refused field with a sentence of its own, already in the reader's language.
    pub fn field_saying(name: &str, rule: Rule, limit: Option<i64>, message: String) -> Self {
        let fields = [(name.to_owned(), FieldError { rule, limit, message })].into();
        Self { fields, ..Self::new(Code::Invalid) }
    }
}

impl From<Code> for AppError {
    fn from(code: Code) -> Self {
        Self::new(code)
    }
}

impl std::fmt::Display for AppError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.message.is_empty() { write!(f, "{:?}", self.code) } else { f.write_str(&self.message) }
    }
}
impl std::error::Error for AppError {}

impl leptos::server_fn::error::FromServerFnError for AppError {
    type Encoder = leptos::server_fn::codec::JsonEncoding;

    /// Arguments that cannot be read are the caller's fault; a lost answer in the browser is "unavailable".
    fn from_server_fn_error(error: leptos::server_fn::error::ServerFnErrorErr) -> Self {
        use leptos::server_fn::error::ServerFnErrorErr as E;
        match error {
            E::Args(told) | E::MissingArg(told) | E::Deserialization(told) => unreadable(&told),
            E::Request(_) | E::Response(_) => Self::new(Code::Unavailable),
            _ => Self::new(Code::Internal),
        }
    }
}

/// Names the argument that was missing; what cannot be read at all has no field to blame.
fn unreadable(told: &str) -> AppError {
    match told.split_once("missing field `").and_then(|(_, rest)| rest.split_once('`')) {
        Some((name, _)) => AppError::field(name, Rule::Required),
        None => AppError::new(Code::Invalid),
    }
}

/// Collects every refused field of an input, so that a form shows all its errors at once.
#[derive(Debug, Default)]
pub struct Checks {
    fields: BTreeMap<String, FieldError>,
}

impl Checks {
    pub fn refuse(&mut self, name: &str, rule: Rule) {
        self.refuse_with(name, rule, None);
    }

    pub fn refuse_with(&mut self, name: &str, rule: Rule, limit: Option<i64>) {
        self.fields.entry(name.to_owned()).or_insert(FieldError { rule, limit, message: String::new() });
    }

    /// With a sentence of its own, already in the reader's language.
    pub fn refuse_saying(&mut self, name: &str, rule: Rule, message: &str) {
        let error = FieldError { rule, limit: None, message: message.to_owned() };
        self.fields.entry(name.to_owned()).or_insert(error);
    }

    pub fn require(&mut self, name: &str, holds: bool, rule: Rule) {
        if !holds {
            self.refuse(name, rule);
        }
    }

    /// Keeps the value, or notes the rule it broke.
    pub fn keep<T>(&mut self, name: &str, value: std::result::Result<T, Rule>) -> Option<T> {
        value.map_err(|rule| self.refuse(name, rule)).ok()
    }

    /// Trimmed text within the limits (in characters). Control characters other than line breaks are refused.
    pub fn text(&mut self, name: &str, text: &str, min: usize, max: usize) -> String {
        let text = text.trim();
        let length = text.chars().count();
        if text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t')) {
            self.refuse(name, Rule::ControlCharacters);
        } else if length > max {
            self.refuse_with(name, Rule::TooLong, i64::try_from(max).ok());
        } else if length == 0 && min > 0 {
            self.refuse(name, Rule::Required);
        } else if length < min {
            self.refuse_with(name, Rule::TooShort, i64::try_from(min).ok());
        }
        text.to_owned()
    }

    pub fn is_clean(&self) -> bool {
        self.fields.is_empty()
    }

    /// `Err(Invalid)` with every refused field, if there is one.
    pub fn done(self) -> Result<()> {
        if self.fields.is_empty() {
            Ok(())
        } else {
            Err(AppError { fields: self.fields, ..AppError::new(Code::Invalid) })
        }
    }
}
