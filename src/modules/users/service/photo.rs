//! A person's photo: made small and harmless, stored under a new random name, the one before deleted.

use crate::{
    kernel::error::{Code, Result},
    modules::users::store::photo as store,
    platform::{
        Scope, Visit,
        media::{self, Square},
    },
};

/// Shows this picture, cut to a square, as one's own.
///
/// # Errors
/// `invalid` on the field `photo` for what is no picture or too large; `unauthenticated` for visitors.
pub async fn save(visit: &Visit, bytes: Vec<u8>, square: Square) -> Result<()> {
    let me = visit.person()?.user_id;
    let photo = media::photo(bytes, square).await?;
    let key = media::put(&visit.wires, photo).await?;
    let mut scope = Scope::write(visit).await?;
    let saved = store::save(&mut scope, me, Some(&key)).await;
    match scope.finish(saved).await {
        Ok(before) => {
            media::forget(&visit.wires, before.as_deref()).await;
            Ok(())
        }
        Err(error) => {
            media::forget(&visit.wires, Some(&key)).await;
            Err(error)
        }
    }
}

/// Shows initials again.
///
/// # Errors
/// `unauthenticated` for visitors.
pub async fn remove(visit: &Visit) -> Result<()> {
    let me = visit.person()?.user_id;
    let mut scope = Scope::write(visit).await?;
    let saved = store::save(&mut scope, me, None).await;
    let before = scope.finish(saved).await?;
    media::forget(&visit.wires, before.as_deref()).await;
    Ok(())
}

/// The name of the photo that one shows.
///
/// # Errors
/// `unauthenticated` for visitors.
pub async fn mine(scope: &mut Scope) -> Result<Option<String>> {
    let me = scope.actor.user_id().ok_or(Code::Unauthenticated)?;
    store::key(scope, me).await
}
