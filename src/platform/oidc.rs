//! OpenID Connect, the protocol: the way to a provider, and what its answer proves. Whose account that opens is for `auth`.
//!
//! Code flow with PKCE (S256), state and nonce. What a provider says of itself and its keys is kept for an hour and read anew
//! when a key is unknown, at most twice a minute. Only asymmetric signatures count.

pub mod proof;

use super::{config::ProviderConfig, outward::OutwardError, wires::Wires};
use crate::kernel::{
    error::{AppError, Code, Result},
    time::Instant,
};
use openidconnect::{
    AdditionalProviderMetadata, AuthType, AuthorizationCode, ClaimsVerificationError, ClientId, ClientSecret,
    CsrfToken, IssuerUrl, Nonce, PkceCodeChallenge, PkceCodeVerifier, ProviderMetadata, RedirectUrl, Scope,
    SignatureVerificationError, TokenResponse,
    core::{
        CoreAuthDisplay, CoreAuthenticationFlow, CoreClaimName, CoreClaimType, CoreClient, CoreClientAuthMethod,
        CoreGrantType, CoreIdTokenVerifier, CoreJsonWebKey, CoreJweContentEncryptionAlgorithm,
        CoreJweKeyManagementAlgorithm, CoreJwsSigningAlgorithm, CoreResponseMode, CoreResponseType,
        CoreSubjectIdentifierType, CoreTokenResponse,
    },
};
use serde::{Deserialize, Serialize};
use std::{
    sync::Arc,
    time::{Duration, SystemTime},
};

const KEPT: Duration = Duration::from_hours(1);
/// How long a page waits to hear where a provider's door is, and how long it then does without.
const PAGES_WAIT: Duration = Duration::from_secs(2);
const PAGES_DO_WITHOUT: Duration = Duration::from_secs(30);
/// Unknown keys make us ask again, but not at every forged token.
const ASK_AGAIN_SECONDS: i64 = 30;
/// Clocks of two machines differ a little.
const SKEW_SECONDS: i64 = 60;
/// Who was asked longer ago over there is asked again, before they come back here.
pub const GREATEST_AGE_DAYS: i64 = 30;
/// A token comes straight from the provider, so it is young.
const OLDEST_SECONDS: i64 = 10 * 60;
const SIGNATURES: [CoreJwsSigningAlgorithm; 5] = [
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
    CoreJwsSigningAlgorithm::RsaSsaPssSha256,
    CoreJwsSigningAlgorithm::EcdsaP256Sha256,
    CoreJwsSigningAlgorithm::EcdsaP384Sha384,
    CoreJwsSigningAlgorithm::EdDsa,
];

/// What RFC 9207 adds against mix-ups.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct WithIssuer {
    #[serde(default)]
    authorization_response_iss_parameter_supported: bool,
}
impl AdditionalProviderMetadata for WithIssuer {}

type Metadata = ProviderMetadata<
    WithIssuer,
    CoreAuthDisplay,
    CoreClientAuthMethod,
    CoreClaimName,
    CoreClaimType,
    CoreGrantType,
    CoreJweContentEncryptionAlgorithm,
    CoreJweKeyManagementAlgorithm,
    CoreJsonWebKey,
    CoreResponseMode,
    CoreResponseType,
    CoreSubjectIdentifierType,
>;

struct Known {
    metadata: Metadata,
    asked_at: Instant,
}

/// What is known of the providers.
pub struct Oidc {
    known: moka::future::Cache<String, Arc<Known>>,
    /// Providers that did not tell a page lately.
    away: moka::future::Cache<String, ()>,
}

impl Default for Oidc {
    fn default() -> Self {
        Self {
            known: moka::future::Cache::builder().max_capacity(100).time_to_live(KEPT).build(),
            away: moka::future::Cache::builder().max_capacity(100).time_to_live(PAGES_DO_WITHOUT).build(),
        }
    }
}

/// The way to a provider. Not `Debug`: nonce and verifier are secrets of this browser's visit.
pub struct Begun {
    pub address: String,
    pub nonce: String,
    pub verifier: String,
}

/// What a provider's answer holds, as it came.
#[derive(Default)]
pub struct Answered {
    pub code: String,
    pub issuer: Option<String>,
}

/// Who somebody is at a provider.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Identity {
    pub issuer: String,
    pub subject: String,
    /// In lower case; empty when the provider told none.
    pub email: String,
    pub email_verified: bool,
    pub name: String,
    /// When the provider asked them last for a proof, if it says so.
    pub asked_at: Option<Instant>,
}

/// Why an answer proves nothing. For the log; a reader learns only that it failed.
#[derive(Debug, thiserror::Error)]
enum Refused {
    #[error("the answer is said to come from another issuer")]
    OtherIssuer,
    #[error("the provider has no token endpoint: {0}")]
    NoTokens(#[from] openidconnect::ConfigurationError),
    #[error("no proof of this site: {0}")]
    NoProof(#[from] proof::SignError),
    #[error("the provider refused the code: {0}")]
    Code(String),
    #[error("the answer has no id token")]
    NoIdToken,
    #[error("they were asked for a proof at another time")]
    AskedAtAnotherTime,
    #[error("id token: {0}")]
    Claims(#[from] ClaimsVerificationError),
}

/// Discovery and addresses that do not hold.
fn unavailable(name: &str, error: &dyn std::fmt::Display) -> AppError {
    tracing::warn!(provider = name, %error, "identity provider is away");
    AppError { retry_after: Some(10), ..AppError::new(Code::Unavailable) }
}

async fn known(wires: &Wires, provider: &ProviderConfig, anew: bool) -> Result<Arc<Known>> {
    let now = wires.clock.now();
    if let Some(known) = wires.oidc.known.get(&provider.name).await
        && !(anew && now.seconds_since(known.asked_at) >= ASK_AGAIN_SECONDS)
    {
        return Ok(known);
    }
    let issuer = IssuerUrl::new(provider.issuer.clone()).map_err(|error| unavailable(&provider.name, &error))?;
    let metadata = Metadata::discover_async(issuer, wires.outward.as_ref())
        .await
        .map_err(|error| unavailable(&provider.name, &explain(&error)))?;
    let known = Arc::new(Known { metadata, asked_at: now });
    wires.oidc.known.insert(provider.name.clone(), known.clone()).await;
    Ok(known)
}

fn explain(error: &openidconnect::DiscoveryError<OutwardError>) -> String {
    match error {
        openidconnect::DiscoveryError::Request(error) => error.to_string(),
        other => other.to_string(),
    }
}

fn redirect(wires: &Wires, provider: &ProviderConfig) -> Result<RedirectUrl> {
    let path = crate::kernel::paths::oidc_callback(&provider.name);
    RedirectUrl::new(format!("{}{path}", wires.config.server.base_url)).map_err(|_| Code::Internal.into())
}

/// The origin that a form leads on to: of the provider's door, which may stand elsewhere than its issuer. While it says
/// nothing, that of the issuer.
pub async fn origin(wires: &Wires, provider: &ProviderConfig) -> Option<String> {
    if wires.oidc.away.contains_key(&provider.name) {
        return provider.origin();
    }
    if let Ok(Ok(known)) = tokio::time::timeout(PAGES_WAIT, known(wires, provider, false)).await {
        return Some(known.metadata.authorization_endpoint().url().origin().ascii_serialization());
    }
    wires.oidc.away.insert(provider.name.clone(), ()).await;
    provider.origin()
}

/// Where a browser goes to sign in there. `state` comes back with the answer.
///
/// # Errors
/// `unavailable` when the provider cannot be reached or speaks nonsense.
pub async fn begin(wires: &Wires, provider: &ProviderConfig, state: &str) -> Result<Begun> {
    let known = known(wires, provider, false).await?;
    let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
    let client =
        CoreClient::from_provider_metadata(known.metadata.clone(), ClientId::new(provider.client_id.clone()), None)
            .set_redirect_uri(redirect(wires, provider)?);
    let state = state.to_owned();
    let mut request = client
        .authorize_url(CoreAuthenticationFlow::AuthorizationCode, || CsrfToken::new(state), Nonce::new_random)
        .add_scopes(provider.scopes.iter().cloned().map(Scope::new))
        // With it the answer says when they were asked.
        .set_max_age(Duration::from_hours(24 * GREATEST_AGE_DAYS.unsigned_abs()))
        .set_pkce_challenge(challenge);
    if provider.form_post {
        request = request.add_extra_param("response_mode", "form_post");
    }
    let (address, _, nonce) = request.url();
    Ok(Begun { address: address.into(), nonce: nonce.secret().clone(), verifier: verifier.into_secret() })
}

/// What the answer of a provider proves.
///
/// # Errors
/// `wrong_credentials` for any answer that proves nothing, `unavailable` when the provider cannot be reached.
pub async fn finish(
    wires: &Wires,
    provider: &ProviderConfig,
    answered: &Answered,
    nonce: String,
    verifier: String,
) -> Result<Identity> {
    let known = known(wires, provider, false).await?;
    prove(wires, provider, &known, answered, nonce, verifier).await.map_err(|refused| {
        tracing::warn!(provider = provider.name, %refused, "an identity provider's answer proves nothing");
        Code::WrongCredentials.into()
    })
}

async fn prove(
    wires: &Wires,
    provider: &ProviderConfig,
    known: &Known,
    answered: &Answered,
    nonce: String,
    verifier: String,
) -> Result<Identity, Refused> {
    let says_issuer = known.metadata.additional_metadata().authorization_response_iss_parameter_supported;
    match &answered.issuer {
        Some(issuer) if *issuer != provider.issuer => return Err(Refused::OtherIssuer),
        None if says_issuer => return Err(Refused::OtherIssuer),
        _ => {}
    }
    let secret = ClientSecret::new(proof::secret(provider, wires.clock.now())?);
    let auth = if provider.proof_in_form { AuthType::RequestBody } else { AuthType::BasicAuth };
    let client_id = ClientId::new(provider.client_id.clone());
    let tokens = {
        let redirect = redirect(wires, provider).map_err(|error| Refused::Code(error.to_string()))?;
        let client = CoreClient::from_provider_metadata(known.metadata.clone(), client_id.clone(), Some(secret))
            .set_auth_type(auth)
            .set_redirect_uri(redirect);
        client
            .exchange_code(AuthorizationCode::new(answered.code.clone()))?
            .set_pkce_verifier(PkceCodeVerifier::new(verifier))
            .request_async(wires.outward.as_ref())
            .await
            .map_err(|error| Refused::Code(error.to_string()))?
    };
    let nonce = Nonce::new(nonce);
    match identity(wires.clock.now(), &client_id, &known.metadata, &tokens, &nonce) {
        // The provider may have changed its keys.
        Err(Refused::Claims(ClaimsVerificationError::SignatureVerification(
            SignatureVerificationError::NoMatchingKey,
        ))) => {
            let known = self::known(wires, provider, true).await.map_err(|error| Refused::Code(error.to_string()))?;
            identity(wires.clock.now(), &client_id, &known.metadata, &tokens, &nonce)
        }
        other => other,
    }
}

fn identity(
    now: Instant,
    client_id: &ClientId,
    metadata: &Metadata,
    tokens: &CoreTokenResponse,
    nonce: &Nonce,
) -> Result<Identity, Refused> {
    let token = tokens.id_token().ok_or(Refused::NoIdToken)?;
    let seconds = now.0.as_second();
    let wall = SystemTime::UNIX_EPOCH + Duration::from_secs(u64::try_from(seconds).unwrap_or_default());
    let is_young = move |issued: i64| (seconds - OLDEST_SECONDS..=seconds + SKEW_SECONDS).contains(&issued);
    // As a public client, whose secret cannot sign: HS256 is refused however the provider describes itself.
    let verifier =
        CoreIdTokenVerifier::new_public_client(client_id.clone(), metadata.issuer().clone(), metadata.jwks().clone())
            .set_allowed_algs(SIGNATURES)
            .set_time_fn(move || wall.into())
            .set_issue_time_verifier_fn(move |issued| {
                if is_young(issued.timestamp()) { Ok(()) } else { Err(String::from("issued at another time")) }
            });
    let claims = token.claims(&verifier, nonce)?;
    let asked = claims.auth_time().map(|at| at.timestamp());
    let possible = seconds - GREATEST_AGE_DAYS * 24 * 3600 - SKEW_SECONDS..=seconds + SKEW_SECONDS;
    if asked.is_some_and(|at| !possible.contains(&at)) {
        return Err(Refused::AskedAtAnotherTime);
    }
    Ok(Identity {
        issuer: metadata.issuer().as_str().to_owned(),
        subject: claims.subject().as_str().to_owned(),
        email: claims.email().map(|email| email.as_str().to_ascii_lowercase()).unwrap_or_default(),
        email_verified: claims.email_verified().unwrap_or_default(),
        name: claims.name().and_then(|name| name.get(None)).map(|name| name.as_str().to_owned()).unwrap_or_default(),
        asked_at: asked.map(|at| now.plus_seconds((at - seconds).min(0))),
    })
}
