//! The place of one workshop in "best match".

use crate::{
    kernel::{error::Result, ids::MechanicId},
    platform::Scope,
};

/// What it is ranked by, and how many public workshops of its province come before it.
pub async fn rank(scope: &mut Scope, id: MechanicId) -> Result<(f32, i64)> {
    let row = sqlx::query!(
        r#"select m.rank_score,
                  (select count(*) from mechanics o
                   where o.province_id = m.province_id and o.verified_at is not null and o.suspended_at is null
                     and o.rank_score >= m.rank_score and (o.rank_score > m.rank_score or o.id < m.id)) as "before!"
           from mechanics m where m.id = $1"#,
        *id
    )
    .fetch_one(scope.conn().await?)
    .await?;
    Ok((row.rank_score, row.before))
}
