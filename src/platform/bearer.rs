//! Who asks: by the session of a browser's cookie, or by the access token of another client.
//!
//! A token counts alone: a request with `Authorization: Bearer` is stripped of its cookies before anybody looks at them, and
//! is therefore free of the rules against other sites. A browser adds no such header on its own.

use super::{
    reply::error_json,
    session::{NEW, NewSession, PERSON, PgSessionStore, RENEWS, Tablet, claim_renewal, tablet::TABLET},
    token::Token,
    wires::Wires,
};
use crate::kernel::{
    actor::Person,
    error::{AppError, Code, Result},
    lang::Lang,
    words,
};
use axum::{
    http::{HeaderMap, HeaderValue, header},
    response::Response,
};
use tower_sessions::Session;

/// The token of `Authorization: Bearer …`.
pub fn token(headers: &HeaderMap) -> Option<Token> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| Token::sent(token.trim().to_owned()))
}

/// Finds the person of a token or session with one query; visitors cost none.
///
/// # Errors
/// `unauthenticated` for a token that holds no longer, `unavailable` when the database is away.
pub async fn person(wires: &Wires, session: &Session, headers: &HeaderMap) -> Result<Option<Person>> {
    if let Some(token) = token(headers) {
        let person = PgSessionStore::new(wires).person_of_token(&token).await.map_err(|error| away(&error))?;
        return person.map(Some).ok_or_else(|| Code::Unauthenticated.into());
    }
    let person: Option<Person> = session.get(PERSON).await.map_err(|error| away(&error))?;
    if let Some(person) = &person
        && session.get::<bool>(RENEWS).await.map_err(|error| away(&error))?.is_some()
        && claim_renewal(wires, person.session_id).await.map_err(|error| away(&error))?
    {
        renew(session, person).await.map_err(|error| away(&error))?;
    }
    Ok(person)
}

/// The shared tablet that this browser is; read together with the person.
///
/// # Errors
/// `unavailable` when the database is away.
pub async fn tablet(session: &Session, headers: &HeaderMap) -> Result<Option<Tablet>> {
    if token(headers).is_some() {
        return Ok(None);
    }
    session.get(TABLET).await.map_err(|error| away(&error))
}

/// The same session under a new id, which goes out with this very answer.
async fn renew(session: &Session, person: &Person) -> Result<(), tower_sessions::session::Error> {
    let renewed = NewSession {
        user_id: person.user_id,
        user_agent: String::new(),
        ip: String::new(),
        admin: false,
        level: 0,
        proved_at: None,
        methods: Vec::new(),
        continues: Some(person.session_id),
        tablet: None,
    };
    session.flush().await?;
    session.insert(NEW, renewed).await
}

fn away(error: &dyn std::fmt::Display) -> AppError {
    tracing::warn!(%error, "session store is away");
    AppError { retry_after: Some(2), ..AppError::new(Code::Unavailable) }
}

/// The answer to a token that is wrong, spent or too old.
pub fn refused(lang: Lang) -> Response {
    let mut error = AppError::new(Code::Unauthenticated);
    words::speak(&mut error, lang);
    let mut response = error_json(&error);
    response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer error=\"invalid_token\""));
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sent(value: &'static str) -> Option<String> {
        let headers: HeaderMap = [(header::AUTHORIZATION, HeaderValue::from_static(value))].into_iter().collect();
        token(&headers).map(|token| token.text().to_owned())
    }

    #[test]
    fn only_the_bearer_scheme_carries_a_token() {
        assert_eq!(sent("Bearer abc").as_deref(), Some("abc"));
        assert_eq!(sent("bearer  abc").as_deref(), Some("abc"));
        assert_eq!(sent("Basic abc"), None);
        assert_eq!(sent("Bearer"), None);
    }
}
