//! Server functions of consents, the copy of one's data, requests and deletion.

use crate::{
    kernel::{error::AppError, ids::PrivacyRequestId},
    modules::users::model::privacy::{
        AcceptTermsInput, AnswerInput, CancelDeletionInput, ConsentsInput, DeletionInput, DeletionPlanned,
        ExportProgress, RequestInput,
    },
};
use leptos::{prelude::*, server_fn::codec::GetUrl};

/// Gives and withdraws the optional consents: what is not ticked is withdrawn. Signed-in people.
#[server(endpoint = "users/save_consents")]
pub async fn save_consents(input: ConsentsInput) -> Result<(), AppError> {
    use crate::{
        kernel::paths,
        modules::users::service,
        platform::{Scope, Visit, reply::reply_noticed},
    };
    let visit = Visit::current()?;
    let mut scope = Scope::write(&visit).await?;
    let result = service::consents::save_consents(&mut scope, &visit, &input).await;
    reply_noticed(scope.finish(result).await, "saved", |()| paths::MY_PRIVACY.to_owned())
}

/// Accepts the terms in force. Signed-in people.
#[server(endpoint = "users/accept_terms")]
pub async fn accept_terms(input: AcceptTermsInput) -> Result<(), AppError> {
    use crate::{
        kernel::paths,
        modules::users::service,
        platform::{Scope, Visit, reply::reply_noticed},
    };
    let visit = Visit::current()?;
    let mut scope = Scope::write(&visit).await?;
    let result = service::consents::accept_terms(&mut scope, &visit, &input).await;
    reply_noticed(scope.finish(result).await, "terms_accepted", |()| paths::own_path(&input.next, paths::HOME))
}

/// Asks for a copy of everything kept about oneself; needs a fresh proof.
#[server(endpoint = "users/request_export")]
pub async fn request_export() -> Result<ExportProgress, AppError> {
    use crate::{
        kernel::paths,
        modules::users::service,
        platform::{Scope, reply::reply_noticed},
    };
    let mut scope = Scope::begin().await?;
    let result = service::exports::request_export(&mut scope).await;
    reply_noticed(scope.finish(result).await, "export_requested", |_| paths::MY_PRIVACY.to_owned())
}

/// How far the newest copy is.
#[server(endpoint = "users/export_status", input = GetUrl)]
pub async fn export_status() -> Result<ExportProgress, AppError> {
    use crate::{modules::users::service, platform::Scope};
    service::exports::export_status(&mut Scope::reading()?).await
}

/// Sends a request under the law on personal data. Signed-in people.
#[server(endpoint = "users/send_request")]
pub async fn send_request(input: RequestInput) -> Result<PrivacyRequestId, AppError> {
    use crate::{
        kernel::paths,
        modules::users::service,
        platform::{Scope, reply::reply_noticed},
    };
    let mut scope = Scope::begin().await?;
    let result = service::requests::send_request(&mut scope, &input).await;
    reply_noticed(scope.finish(result).await, "request_sent", |_| paths::MY_PRIVACY.to_owned())
}

/// Answers a request. Admins.
#[server(endpoint = "users/answer_request")]
pub async fn answer_request(input: AnswerInput) -> Result<(), AppError> {
    use crate::{
        kernel::paths,
        modules::users::service,
        platform::{Scope, reply::reply_noticed},
    };
    let mut scope = Scope::begin().await?;
    let result = service::requests::answer_request(&mut scope, &input).await;
    reply_noticed(scope.finish(result).await, "request_answered", |()| paths::ADMIN_PRIVACY.to_owned())
}

/// Plans the deletion of one's account and ends every session; needs a fresh proof.
#[server(endpoint = "users/request_deletion")]
pub async fn request_deletion(input: DeletionInput) -> Result<DeletionPlanned, AppError> {
    use crate::{
        kernel::paths,
        modules::users::service,
        platform::{Scope, reply::reply},
    };
    let mut scope = Scope::begin().await?;
    let result = service::deletion::request_deletion(&mut scope, &input).await;
    reply(scope.finish(result).await, |_| paths::DELETION.to_owned())
}

/// Takes a planned deletion back by the code of the mail.
#[server(endpoint = "users/cancel_deletion")]
pub async fn cancel_deletion(input: CancelDeletionInput) -> Result<(), AppError> {
    use crate::{
        kernel::paths,
        modules::users::service,
        platform::{Scope, reply::reply_noticed},
    };
    let mut scope = Scope::begin().await?;
    let result = service::deletion::cancel_deletion(&mut scope, input).await;
    reply_noticed(scope.finish(result).await, "deletion_cancelled", |()| paths::SIGN_IN.to_owned())
}
