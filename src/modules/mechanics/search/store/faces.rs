//! What a card shows of a workshop beside the facts it was found by.

use crate::{
    kernel::{
        error::Result,
        ids::{BrandId, MechanicId},
    },
    modules::mechanics::gallery::store::{Photo, key},
    platform::{Scope, media::Size},
};
use sqlx::types::Json;
use std::collections::HashMap;
use uuid::Uuid;

/// The cover photo, by the name of its small picture, and the certificates in force today: kind, and brand of an authorisation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Face {
    pub cover: Option<String>,
    pub certificates: Vec<(String, Option<BrandId>)>,
}

pub type Faces = HashMap<MechanicId, Face>;

/// The faces of these workshops: one question for a whole page.
pub async fn faces(scope: &mut Scope, ids: &[MechanicId]) -> Result<Faces> {
    if ids.is_empty() {
        return Ok(Faces::new());
    }
    let today = scope.now.day();
    let ids: Vec<_> = ids.iter().map(|id| **id).collect();
    let rows = sqlx::query!(
        r#"select w.id as "id!", p.id as "photo?", p.hash as "hash?",
                  array(select jsonb_build_array(c.kind, c.brand_id) from mechanic_certificates c
                        where c.mechanic_id = w.id and c.state = 'checked' and coalesce(c.expires_on, $2) >= $2
                        group by c.kind, c.brand_id order by min(c.created_at)) as "certificates!: Vec<Json<(String, Option<BrandId>)>>"
           from unnest($1::uuid[]) w (id)
           left join lateral (select id, hash from mechanic_photos where mechanic_id = w.id order by position limit 1) p on true"#,
        &ids,
        today
    )
    .fetch_all(scope.conn().await?)
    .await?;
    let cover = |photo: Option<Uuid>, hash: Option<Vec<u8>>| {
        photo.zip(hash).map(|(id, hash)| Photo::file(&key(id.into(), &hash), Size::Small))
    };
    let faces = rows.into_iter().map(|row| {
        let certificates = row.certificates.into_iter().map(|Json(certificate)| certificate).collect();
        (row.id.into(), Face { cover: cover(row.photo, row.hash), certificates })
    });
    Ok(faces.collect())
}
