//! Finding a car by its name, and keeping the catalogue.

use super::{
    asked::Asked,
    events::{BrandsMerged, ModelsMerged},
    inputs::{BrandInput, MergeInput, ModelInput, VariantFound, VariantInput},
    model::{ALIASES_MAX, Place, VariantDraft, joined},
    proposals,
    store::{self, BrandRow, Built, ModelRow, Sizes, VariantRow, merge, write},
};
use crate::{
    kernel::{
        error::{AppError, Code, Result, Rule},
        ids::{BrandId, ModelId, VariantId},
        page::Page,
    },
    modules::vehicles::policy::{self, Keeper},
    platform::Scope,
};
use serde_json::json;

/// So many are offered to merge into.
const OFFERED: i64 = 20;

/// Variants that every word of the text names; nothing for a text too short to look for.
///
/// # Errors
/// `unavailable` when the database is away.
pub async fn find(scope: &mut Scope, typed: &str) -> Result<Vec<VariantFound>> {
    match Asked::read(typed) {
        Some(asked) => store::find(scope, &asked).await,
        None => Ok(Vec::new()),
    }
}

/// A variant and the years that somebody may choose for it.
///
/// # Errors
/// `not_found` for unknown and inactive ones.
pub async fn built(scope: &mut Scope, word: &str) -> Result<Built> {
    let id = word.parse().map_err(|_| AppError::new(Code::NotFound))?;
    store::built(scope, id).await
}

/// The newest model year: cars of the next year are sold in this one.
pub fn last_year(scope: &Scope) -> i16 {
    scope.now.day().year() + 1
}

/// The desk's search: inactive rows too. Every list of the desk begins after the row that `after` names; what names none begins
/// at the start.
///
/// # Errors
/// `unauthenticated` for visitors, `not_found` for everybody but admins; so for everything below.
pub async fn find_all(scope: &mut Scope, typed: &str, after: &str) -> Result<Page<VariantFound>> {
    let keeper = policy::keeper(&scope.actor)?;
    match Asked::read(typed) {
        Some(asked) => store::find_all(scope, &keeper, &asked, after.parse().ok()).await,
        None => Ok(Page::default()),
    }
}

/// # Errors
/// As [`find_all`].
pub async fn sizes(scope: &mut Scope) -> Result<Sizes> {
    let keeper = policy::keeper(&scope.actor)?;
    store::sizes(scope, &keeper).await
}

/// # Errors
/// As [`find_all`].
pub async fn brands(scope: &mut Scope, after: &str) -> Result<Page<BrandRow>> {
    let keeper = policy::keeper(&scope.actor)?;
    store::brands(scope, &keeper, after.parse().ok()).await
}

/// # Errors
/// As [`find_all`]; `not_found` for unknown ones.
pub async fn brand(scope: &mut Scope, word: &str, after: &str) -> Result<(BrandRow, Page<ModelRow>)> {
    let keeper = policy::keeper(&scope.actor)?;
    let id = word.parse().map_err(|_| AppError::new(Code::NotFound))?;
    Ok((store::brand(scope, &keeper, id).await?, store::models(scope, &keeper, id, after.parse().ok()).await?))
}

/// # Errors
/// As [`find_all`]; `not_found` for unknown ones.
pub async fn model(scope: &mut Scope, word: &str) -> Result<ModelRow> {
    let keeper = policy::keeper(&scope.actor)?;
    let id = word.parse().map_err(|_| AppError::new(Code::NotFound))?;
    store::model(scope, &keeper, id).await
}

/// # Errors
/// As [`find_all`].
pub async fn variants(scope: &mut Scope, model: ModelId, after: &str) -> Result<Page<VariantRow>> {
    let keeper = policy::keeper(&scope.actor)?;
    store::variants(scope, &keeper, model, after.parse().ok()).await
}

/// # Errors
/// As [`find_all`]; `not_found` for unknown ones.
pub async fn variant(scope: &mut Scope, word: &str) -> Result<VariantRow> {
    let keeper = policy::keeper(&scope.actor)?;
    let id = word.parse().map_err(|_| AppError::new(Code::NotFound))?;
    store::variant(scope, &keeper, id).await
}

/// Models that a double may be merged into.
///
/// # Errors
/// As [`find_all`].
pub async fn twins(scope: &mut Scope, of: ModelId, typed: &str) -> Result<Vec<ModelRow>> {
    let keeper = policy::keeper(&scope.actor)?;
    let Some(asked) = Asked::read(typed) else { return Ok(Vec::new()) };
    let mut found = store::models_called(scope, &keeper, &asked, OFFERED).await?;
    found.retain(|model| model.id != of);
    Ok(found)
}

/// Brands that a double may be merged into.
///
/// # Errors
/// As [`find_all`].
pub async fn brand_twins(scope: &mut Scope, of: BrandId, typed: &str) -> Result<Vec<BrandRow>> {
    let keeper = policy::keeper(&scope.actor)?;
    let Some(asked) = Asked::read(typed) else { return Ok(Vec::new()) };
    store::brands_called(scope, &keeper, of, &asked, OFFERED).await
}

/// Variants of the same model that a double may be merged into, without a word the first ones.
///
/// # Errors
/// As [`find_all`].
pub async fn variant_twins(scope: &mut Scope, double: &VariantRow, typed: &str) -> Result<Vec<VariantRow>> {
    let keeper = policy::keeper(&scope.actor)?;
    let patterns = Asked::read(typed).map(|asked| asked.patterns).unwrap_or_default();
    store::variants_called(scope, &keeper, double, &patterns, OFFERED).await
}

/// Adds or changes a brand.
///
/// # Errors
/// As [`find_all`]; `invalid` (`taken` for the name of another one), `not_found` for unknown ones.
pub async fn save_brand(scope: &mut Scope, input: &BrandInput) -> Result<BrandId> {
    let keeper = policy::keeper(&scope.actor)?;
    let draft = input.check()?;
    let id = write::save_brand(scope, &keeper, &draft).await?;
    let detail = json!({ "name": draft.name, "active": draft.is_active, "new": draft.id.is_none() });
    scope.audit("vehicles.save_brand", "brand", &id.to_string(), detail).await?;
    write::tell(scope, &keeper).await?;
    Ok(id)
}

/// Adds or changes a model.
///
/// # Errors
/// As [`save_brand`].
pub async fn save_model(scope: &mut Scope, input: &ModelInput) -> Result<ModelId> {
    let keeper = policy::keeper(&scope.actor)?;
    let (brand, draft) = input.check()?;
    let id = match (draft.id, brand) {
        (Some(id), _) => write::save_model(scope, &keeper, id, &draft).await.map(|()| id)?,
        (None, Some(brand)) => write::insert_model(scope, &keeper, brand, &draft).await?,
        (None, None) => return Err(AppError::field("brand_id", Rule::Required)),
    };
    let detail = json!({ "name": draft.name, "active": draft.is_active, "new": draft.id.is_none() });
    scope.audit("vehicles.save_model", "model", &id.to_string(), detail).await?;
    Ok(id)
}

/// Adds or changes a variant; one that somebody proposed accepts the proposal.
///
/// # Errors
/// As [`save_brand`]; `wrong_status` when the proposal was decided before.
pub async fn save_variant(scope: &mut Scope, input: &VariantInput) -> Result<VariantId> {
    let keeper = policy::keeper(&scope.actor)?;
    let newest = last_year(scope);
    let (place, draft) = input.check(newest)?;
    let proposal = input.proposal()?;
    let (id, model) = match (draft.id, place) {
        (Some(id), _) => {
            let model = write::save_variant(scope, &keeper, id, &draft).await?;
            (id, store::model(scope, &keeper, model).await?)
        }
        (None, Some(place)) => add_variant(scope, &keeper, place, &draft).await?,
        (None, None) => return Err(Code::Invalid.into()),
    };
    write::lock_models(scope, &keeper, &[model.id]).await?;
    write::settle_years(scope, &keeper, (model.id, &model.key()), newest).await?;
    let name = format!("{} {} {}", model.brand, model.name, draft.name);
    if let Some(proposal) = proposal {
        proposals::accept(scope, &keeper, proposal, id, &name).await?;
    }
    let detail = json!({ "name": name, "active": draft.is_active, "new": draft.id.is_none(), "proposal": proposal });
    scope.audit("vehicles.save_variant", "variant", &id.to_string(), detail).await?;
    Ok(id)
}

async fn add_variant(
    scope: &mut Scope,
    keeper: &Keeper,
    place: Place,
    draft: &VariantDraft,
) -> Result<(VariantId, ModelRow)> {
    let model = match place {
        Place::Known(id) => id,
        Place::Named { brand, model } => {
            let (brand, is_new) = write::brand_called(scope, keeper, &brand).await?;
            if is_new {
                write::tell(scope, keeper).await?;
            }
            write::model_called(scope, keeper, brand, &model).await?
        }
    };
    let model = store::model(scope, keeper, model).await?;
    let id = write::insert_variant(scope, keeper, (model.id, &model.key()), draft).await?;
    Ok((id, model))
}

/// Moves everything of a model to another one, of any brand: variants with their cars, and what modules above keep about it.
///
/// # Errors
/// As [`find_all`]; `not_found` for unknown ones, `invalid` when both are the same or the one that stays is inactive.
pub async fn merge_models(scope: &mut Scope, input: &MergeInput) -> Result<ModelId> {
    let keeper = policy::keeper(&scope.actor)?;
    let (from, into): (ModelId, ModelId) = input.check()?;
    write::lock_models(scope, &keeper, &[from, into]).await?;
    let (double, stays) = (store::model(scope, &keeper, from).await?, store::model(scope, &keeper, into).await?);
    if !stays.is_active {
        return Err(AppError::field("into_id", Rule::UnknownChoice));
    }
    let variants = unite_models(scope, &keeper, &double, &stays).await?;
    let name = |model: &ModelRow| format!("{} {}", model.brand, model.name);
    let detail = json!({ "from": from, "double": name(&double), "stays": name(&stays), "variants": variants });
    scope.audit("vehicles.merge_models", "model", &into.to_string(), detail).await?;
    Ok(into)
}

/// Both are locked. How many variants moved.
async fn unite_models(scope: &mut Scope, keeper: &Keeper, double: &ModelRow, stays: &ModelRow) -> Result<u64> {
    let (from, into) = (double.id, stays.id);
    let variants = merge::move_variants(scope, keeper, from, into).await?;
    merge::move_rules(scope, keeper, *from, *into).await?;
    merge::retire_model(scope, keeper, from).await?;
    let name = if double.name == stays.name { "" } else { &double.name };
    merge::name_model(scope, keeper, into, &both(&stays.aliases, name, &double.aliases)).await?;
    let newest = last_year(scope);
    write::settle_years(scope, keeper, (into, &stays.key()), newest).await?;
    scope.publish(&ModelsMerged { from, into, brand: stays.brand_id }).await?;
    Ok(variants)
}

/// Moves everything of a brand to another one. Models that both have become one; the others keep their variants and cars.
///
/// # Errors
/// As [`merge_models`].
pub async fn merge_brands(scope: &mut Scope, input: &MergeInput) -> Result<BrandId> {
    let keeper = policy::keeper(&scope.actor)?;
    let (from, into): (BrandId, BrandId) = input.check()?;
    let (double, stays) = merge::lock_brands(scope, &keeper, from, into).await?;
    if !stays.is_active {
        return Err(AppError::field("into_id", Rule::UnknownChoice));
    }
    let twins = merge::twin_models(scope, &keeper, from, into).await?;
    for (double, stays) in &twins {
        let (double, stays) =
            (store::model(scope, &keeper, *double).await?, store::model(scope, &keeper, *stays).await?);
        unite_models(scope, &keeper, &double, &stays).await?;
        if double.is_active && !stays.is_active {
            merge::show_model(scope, &keeper, stays.id).await?;
        }
    }
    let models = merge::move_models(scope, &keeper, from, into).await?;
    merge::retire_brand(scope, &keeper, from).await?;
    merge::name_brand(scope, &keeper, into, &both(&stays.aliases, &double.name, &double.aliases)).await?;
    scope.publish(&BrandsMerged { from, into }).await?;
    let detail =
        json!({ "from": from, "double": double.name, "stays": stays.name, "models": models, "twins": twins.len() });
    scope.audit("vehicles.merge_brands", "brand", &into.to_string(), detail).await?;
    write::tell(scope, &keeper).await?;
    Ok(into)
}

/// Makes the cars of a variant cars of another one of the same model.
///
/// # Errors
/// As [`merge_models`]; `invalid` for variants of two models.
pub async fn merge_variants(scope: &mut Scope, input: &MergeInput) -> Result<VariantId> {
    let keeper = policy::keeper(&scope.actor)?;
    let (from, into): (VariantId, VariantId) = input.check()?;
    let model = store::variant(scope, &keeper, into).await?.model_id;
    write::lock_models(scope, &keeper, &[model]).await?;
    // Read under the lock: another merge may just have retired one of them.
    let (double, stays) = (store::variant(scope, &keeper, from).await?, store::variant(scope, &keeper, into).await?);
    if double.model_id != stays.model_id || stays.model_id != model || !stays.is_active {
        return Err(AppError::field("into_id", Rule::UnknownChoice));
    }
    let cars = merge::move_cars(scope, &keeper, from, into).await?;
    merge::move_rules(scope, &keeper, *from, *into).await?;
    let years = (double.year_from.min(stays.year_from), double.year_to.zip(stays.year_to).map(|(a, b)| a.max(b)));
    merge::retire_variant(scope, &keeper, from).await?;
    merge::widen_variant(scope, &keeper, into, years, &both(&stays.aliases, &double.name, &double.aliases)).await?;
    let model = store::model(scope, &keeper, stays.model_id).await?;
    let newest = last_year(scope);
    write::settle_years(scope, &keeper, (model.id, &model.key()), newest).await?;
    let detail = json!({ "from": from, "double": double.name, "stays": stays.name, "cars": cars });
    scope.audit("vehicles.merge_variants", "variant", &into.to_string(), detail).await?;
    Ok(into)
}

/// The other names of the one that stays, with those of the double as far as there is room.
fn both(own: &str, name: &str, others: &str) -> String {
    [name].into_iter().chain(others.split(',')).fold(own.to_owned(), |kept, name| {
        let more = joined(kept.split(',').chain([name]));
        if more.chars().count() <= ALIASES_MAX { more } else { kept }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_double_leaves_as_many_names_as_there_is_room_for() {
        assert_eq!(both("Doblo", "Doblò", "doblo kombi, Doblo"), "Doblo, Doblò, doblo kombi");
        let own = "x".repeat(ALIASES_MAX - 8);
        assert_eq!(both(&own, "Doblò", &format!("{}, a", "y".repeat(30))), format!("{own}, Doblò"));
    }
}
