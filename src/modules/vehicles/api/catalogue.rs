//! Server functions that find a car by its name, propose one, and keep the catalogue.

use crate::{
    kernel::error::AppError,
    modules::vehicles::catalogue::inputs::{
        BrandInput, ImportInput, MergeInput, ModelInput, ProposeInput, RefuseInput, VariantFound, VariantInput,
    },
};
use leptos::{prelude::*, server_fn::codec::GetUrl};

/// Variants that every typed word names.
#[server(endpoint = "vehicles/find", input = GetUrl)]
pub async fn find(q: String) -> Result<Vec<VariantFound>, AppError> {
    use crate::{
        modules::vehicles::catalogue::service,
        platform::{Scope, reply::cacheable},
    };
    let mut scope = Scope::reading()?;
    service::find(&mut scope, &q).await.map(cacheable)
}

/// Proposes a car that the catalogue lacks.
#[server(name = ProposeVariant, endpoint = "vehicles/propose")]
pub async fn propose(input: ProposeInput) -> Result<(), AppError> {
    use crate::{
        kernel::paths,
        modules::vehicles::catalogue::proposals,
        platform::{Scope, reply::reply_noticed},
    };
    let mut scope = Scope::begin().await?;
    let result = proposals::propose(&mut scope, &input).await.map(drop);
    reply_noticed(scope.finish(result).await, "variant_proposed", |()| paths::CAR_PROPOSE.to_owned())
}

/// Says why a proposed car does not come into the catalogue. Admins.
#[server(endpoint = "vehicles/refuse_proposal")]
pub async fn refuse_proposal(input: RefuseInput) -> Result<(), AppError> {
    use crate::{
        kernel::paths,
        modules::vehicles::catalogue::proposals,
        platform::{Scope, reply::reply_noticed},
    };
    let mut scope = Scope::begin().await?;
    let result = proposals::refuse(&mut scope, &input).await;
    reply_noticed(scope.finish(result).await, "proposal_answered", |()| paths::ADMIN_PROPOSALS.to_owned())
}

/// Adds or changes a brand. Admins.
#[server(endpoint = "vehicles/save_brand")]
pub async fn save_brand(input: BrandInput) -> Result<(), AppError> {
    use crate::{
        kernel::paths,
        modules::vehicles::catalogue::service,
        platform::{Scope, reference, reply::reply_noticed},
    };
    let mut scope = Scope::begin().await?;
    let wires = scope.wires.clone();
    let result = service::save_brand(&mut scope, &input).await;
    let result = reference::reload_after(&wires, scope.finish(result).await).await;
    reply_noticed(result, "saved", |id| paths::admin_brand(*id)).map(drop)
}

/// Adds or changes a model. Admins.
#[server(endpoint = "vehicles/save_model")]
pub async fn save_model(input: ModelInput) -> Result<(), AppError> {
    use crate::{
        kernel::paths,
        modules::vehicles::catalogue::service,
        platform::{Scope, reply::reply_noticed},
    };
    let mut scope = Scope::begin().await?;
    let result = service::save_model(&mut scope, &input).await;
    reply_noticed(scope.finish(result).await, "saved", |id| paths::admin_model(*id)).map(drop)
}

/// Adds or changes a variant, a proposed one too. Admins.
#[server(endpoint = "vehicles/save_variant")]
pub async fn save_variant(input: VariantInput) -> Result<(), AppError> {
    use crate::{
        kernel::paths,
        modules::vehicles::catalogue::service,
        platform::{Scope, reference, reply::reply_noticed},
    };
    let mut scope = Scope::begin().await?;
    let wires = scope.wires.clone();
    let result = service::save_variant(&mut scope, &input).await;
    let result = reference::reload_after(&wires, scope.finish(result).await).await;
    reply_noticed(result, "saved", |id| paths::admin_variant(*id)).map(drop)
}

/// Moves everything of a model to another one. Admins.
#[server(endpoint = "vehicles/merge_models")]
pub async fn merge_models(input: MergeInput) -> Result<(), AppError> {
    use crate::{
        kernel::paths,
        modules::vehicles::catalogue::service,
        platform::{Scope, reply::reply_noticed},
    };
    let mut scope = Scope::begin().await?;
    let result = service::merge_models(&mut scope, &input).await;
    reply_noticed(scope.finish(result).await, "merged", |id| paths::admin_model(*id)).map(drop)
}

/// Makes the cars of a variant cars of another one. Admins.
#[server(endpoint = "vehicles/merge_variants")]
pub async fn merge_variants(input: MergeInput) -> Result<(), AppError> {
    use crate::{
        kernel::paths,
        modules::vehicles::catalogue::service,
        platform::{Scope, reply::reply_noticed},
    };
    let mut scope = Scope::begin().await?;
    let result = service::merge_variants(&mut scope, &input).await;
    reply_noticed(scope.finish(result).await, "merged", |id| paths::admin_variant(*id)).map(drop)
}

/// Moves everything of a brand to another one. Admins.
#[server(endpoint = "vehicles/merge_brands")]
pub async fn merge_brands(input: MergeInput) -> Result<(), AppError> {
    use crate::{
        kernel::paths,
        modules::vehicles::catalogue::service,
        platform::{Scope, reference, reply::reply_noticed},
    };
    let mut scope = Scope::begin().await?;
    let wires = scope.wires.clone();
    let result = service::merge_brands(&mut scope, &input).await;
    let result = reference::reload_after(&wires, scope.finish(result).await).await;
    reply_noticed(result, "merged", |id| paths::admin_brand(*id)).map(drop)
}

/// Lets a job bring a file that was compared into the catalogue. Admins.
#[server(endpoint = "vehicles/apply_import")]
pub async fn apply_import(input: ImportInput) -> Result<(), AppError> {
    use crate::{
        kernel::paths,
        modules::vehicles::catalogue::sheet::service,
        platform::{Scope, reply::reply_noticed},
    };
    let mut scope = Scope::begin().await?;
    let result = service::apply(&mut scope, &input).await;
    reply_noticed(scope.finish(result).await, "sheet_queued", |id| paths::admin_import(*id)).map(drop)
}

/// Forgets a file that was compared. Admins.
#[server(endpoint = "vehicles/drop_import")]
pub async fn drop_import(input: ImportInput) -> Result<(), AppError> {
    use crate::{
        kernel::paths,
        modules::vehicles::catalogue::sheet::service,
        platform::{Scope, reply::reply_noticed},
    };
    let mut scope = Scope::begin().await?;
    let result = service::drop_one(&mut scope, &input).await;
    reply_noticed(scope.finish(result).await, "removed", |()| paths::ADMIN_IMPORTS.to_owned())
}
