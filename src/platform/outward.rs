//! Calls from here to other sites: TLS with the system's roots, no redirects, bounded in time and size.

use reqwest::{Client, redirect::Policy};
use rustls::{ClientConfig, RootCertStore, crypto::ring};
use std::{
    future::Future,
    pin::Pin,
    sync::{Arc, OnceLock},
    time::Duration,
};

/// A peer that takes longer counts as down.
const PATIENCE: Duration = Duration::from_secs(10);
/// Discovery documents and keys are some kilobytes.
const LONGEST_ANSWER: usize = 512 * 1024;

#[derive(Debug, thiserror::Error)]
pub enum OutwardError {
    #[error("tls: {0}")]
    Tls(#[from] rustls::Error),
    #[error("http: {0}")]
    Http(#[from] reqwest::Error),
    #[error("the answer is longer than {LONGEST_ANSWER} bytes")]
    TooLong,
    #[error("answer: {0}")]
    Answer(#[from] http::Error),
}

/// The way out. Built at the first call: most tests and many sites never make one.
#[derive(Debug, Default)]
pub struct Outward {
    client: OnceLock<Client>,
}

impl Outward {
    fn client(&self) -> Result<&Client, OutwardError> {
        if let Some(client) = self.client.get() {
            return Ok(client);
        }
        let mut roots = RootCertStore::empty();
        roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
        let tls = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()?
            .with_root_certificates(roots)
            .with_no_client_auth();
        let client = Client::builder()
            .tls_backend_preconfigured(tls)
            .redirect(Policy::none())
            .timeout(PATIENCE)
            .connect_timeout(PATIENCE)
            .no_proxy()
            .build()?;
        Ok(self.client.get_or_init(|| client))
    }

    /// Sends one request and reads its answer whole.
    ///
    /// # Errors
    /// When the peer cannot be reached, takes too long or says too much.
    pub async fn call(&self, request: http::Request<Vec<u8>>) -> Result<http::Response<Vec<u8>>, OutwardError> {
        let mut answer = self.client()?.execute(request.try_into()?).await?;
        let mut body = Vec::new();
        while let Some(chunk) = answer.chunk().await? {
            if body.len() + chunk.len() > LONGEST_ANSWER {
                return Err(OutwardError::TooLong);
            }
            body.extend_from_slice(&chunk);
        }
        let mut built = http::Response::builder().status(answer.status());
        if let Some(headers) = built.headers_mut() {
            *headers = answer.headers().clone();
        }
        Ok(built.body(body)?)
    }
}

impl<'c> openidconnect::AsyncHttpClient<'c> for Outward {
    type Error = OutwardError;
    type Future = Pin<Box<dyn Future<Output = Result<http::Response<Vec<u8>>, OutwardError>> + Send + 'c>>;

    fn call(&'c self, request: http::Request<Vec<u8>>) -> Self::Future {
        Box::pin(Self::call(self, request))
    }
}
