//! SQL of `mechanic_photos`. Writers hold the lock of the workshop's row.

use crate::{
    kernel::{
        error::{Code, Result},
        ids::{MechanicId, PhotoId, UserId},
    },
    modules::mechanics::policy::{Owner, PaperReader},
    platform::{
        Scope,
        media::{self, Document, Shot, Size},
        personal,
    },
};
use serde_json::Value;
use uuid::Uuid;

/// Bytes of the hash that stand in a name.
const HASH_BYTES: usize = 8;

/// A photo as pages show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Photo {
    pub id: PhotoId,
    /// The name of its files.
    pub key: String,
    /// Of the large one.
    pub width: i32,
    pub height: i32,
    pub caption: String,
    pub hash: Vec<u8>,
}

impl Photo {
    /// What its address calls it.
    pub fn name(&self, size: Size) -> String {
        Self::file(&self.key, size)
    }

    /// The same of a photo of which only the key is at hand.
    pub fn file(key: &str, size: Size) -> String {
        format!("{key}{}", size.ending())
    }
}

/// The name of the files of a photo.
pub fn key(id: PhotoId, hash: &[u8]) -> String {
    hash.iter().take(HASH_BYTES).fold(id.simple().to_string(), |key, byte| format!("{key}{byte:02x}"))
}

/// The file of a row of the copy of its owner's data.
pub async fn copied(scope: &mut Scope, owner: UserId, row: &Value) -> Result<Option<Document>> {
    let id = personal::row_id(row)?;
    let hash = sqlx::query_scalar!(
        "select p.hash from mechanic_photos p join mechanics m on m.id = p.mechanic_id where m.owner_user_id = $1 and p.id = $2",
        *owner,
        id
    )
    .fetch_optional(scope.conn().await?)
    .await?;
    match hash {
        Some(hash) => personal::picture(media::read_shot(&scope.wires, &key(id.into(), &hash), Size::Large).await),
        None => Ok(None),
    }
}

/// In their order; as many as the limit allows.
pub async fn list(scope: &mut Scope, id: MechanicId) -> Result<Vec<Photo>> {
    let rows = sqlx::query!(
        "select id, width, height, caption, hash from mechanic_photos where mechanic_id = $1 order by position",
        *id
    )
    .fetch_all(scope.conn().await?)
    .await?;
    let photos = rows.into_iter().map(|row| Photo {
        key: key(row.id.into(), &row.hash),
        id: row.id.into(),
        width: row.width,
        height: row.height,
        caption: row.caption,
        hash: row.hash,
    });
    Ok(photos.collect())
}

/// After the others.
pub async fn insert(scope: &mut Scope, owner: Owner, id: PhotoId, hash: &[u8], shot: &Shot) -> Result<()> {
    let now = scope.now;
    let side = |pixels: u32| i32::try_from(pixels).unwrap_or(i32::MAX);
    sqlx::query!(
        "insert into mechanic_photos (id, mechanic_id, position, width, height, hash, created_at)
         select $1, $2, coalesce(max(position), 0) + 1, $3, $4, $5, $6 from mechanic_photos where mechanic_id = $2",
        *id,
        *owner.id(),
        side(shot.width),
        side(shot.height),
        hash,
        now
    )
    .execute(scope.conn().await?)
    .await?;
    Ok(())
}

/// `not_found` for the photos of others.
pub async fn save_caption(scope: &mut Scope, owner: Owner, id: PhotoId, caption: &str) -> Result<()> {
    let saved = sqlx::query!(
        "update mechanic_photos set caption = $3 where id = $2 and mechanic_id = $1",
        *owner.id(),
        *id,
        caption
    )
    .execute(scope.conn().await?)
    .await?;
    if saved.rows_affected() == 0 { Err(Code::NotFound.into()) } else { Ok(()) }
}

/// Puts all photos into this order.
pub async fn arrange(scope: &mut Scope, owner: Owner, order: &[PhotoId]) -> Result<()> {
    let ids: Vec<Uuid> = order.iter().map(|id| **id).collect();
    sqlx::query!(
        "update mechanic_photos p set position = sorted.place
         from unnest($2::uuid[]) with ordinality as sorted (id, place) where p.id = sorted.id and p.mechanic_id = $1",
        *owner.id(),
        &ids
    )
    .execute(scope.conn().await?)
    .await?;
    Ok(())
}

/// Deletes a photo, closes the gap, and gives the name of its files; `not_found` for the photos of others.
pub async fn delete(scope: &mut Scope, owner: Owner, id: PhotoId) -> Result<String> {
    let gone = sqlx::query!(
        "delete from mechanic_photos where id = $2 and mechanic_id = $1 returning position, hash",
        *owner.id(),
        *id
    )
    .fetch_one(scope.conn().await?)
    .await?;
    sqlx::query!(
        "update mechanic_photos set position = position - 1 where mechanic_id = $1 and position > $2",
        *owner.id(),
        gone.position
    )
    .execute(scope.conn().await?)
    .await?;
    Ok(key(id, &gone.hash))
}

/// Names of all files that show the workshop of a person.
pub async fn keys_of(scope: &mut Scope, owner: UserId) -> Result<Vec<String>> {
    let rows = sqlx::query!(
        "select p.id, p.hash from mechanic_photos p join mechanics m on m.id = p.mechanic_id where m.owner_user_id = $1",
        *owner
    )
    .fetch_all(scope.conn().await?)
    .await?;
    Ok(rows.into_iter().map(|row| key(row.id.into(), &row.hash)).collect())
}

/// The name of the files of a photo, and whether everybody may see it. `not_found` for those that this reader may not see;
/// without a reader only those of public workshops.
pub async fn find(scope: &mut Scope, reader: Option<PaperReader>, id: PhotoId) -> Result<(String, bool)> {
    let only_of = reader.and_then(PaperReader::only_of);
    let row = sqlx::query!(
        r#"select p.hash, m.verified_at is not null and m.suspended_at is null as "public!"
           from mechanic_photos p join mechanics m on m.id = p.mechanic_id
           where p.id = $1 and ((m.verified_at is not null and m.suspended_at is null) or $2 or m.id = $3)"#,
        *id,
        reader.is_some() && only_of.is_none(),
        only_of.map(|id| *id)
    )
    .fetch_one(scope.conn().await?)
    .await?;
    Ok((key(id, &row.hash), row.public))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_holds_the_id_and_the_beginning_of_the_hash() {
        let id = PhotoId(Uuid::from_u128(0x12));
        assert_eq!(key(id, &[0xab; 32]), format!("{:032x}{}", 0x12, "ab".repeat(8)));
    }
}
