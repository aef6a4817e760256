//! SQL of what a profile lacks.

use super::{STORY_ENOUGH, Step};
use crate::{kernel::error::Result, modules::mechanics::policy::Owner, platform::Scope};

pub async fn missing(scope: &mut Scope, owner: Owner) -> Result<Vec<Step>> {
    let has = sqlx::query!(
        r#"select exists (select from mechanic_services s where s.mechanic_id = m.id and s.is_active) as "services!",
                  exists (select from working_hours h where h.mechanic_id = m.id) as "hours!",
                  exists (select from mechanic_photos p where p.mechanic_id = m.id) as "photo!",
                  length(m.story) >= $2 as "story!", m.phone is not null as "phone!",
                  (m.lat, m.lon) <> (d.lat, d.lon) as "pin!",
                  m.verified_at is not null or exists (select from mechanic_documents o where o.mechanic_id = m.id) as "papers!"
           from mechanics m join districts d on d.id = m.district_id where m.id = $1"#,
        *owner.id(),
        STORY_ENOUGH
    )
    .fetch_one(scope.conn().await?)
    .await?;
    let missing = |step: &Step| match step {
        Step::Services => !has.services,
        Step::Hours => !has.hours,
        Step::Photo => !has.photo,
        Step::Story => !has.story,
        Step::Phone => !has.phone,
        Step::Pin => !has.pin,
        Step::Papers => !has.papers,
    };
    Ok(Step::ALL.into_iter().filter(missing).collect())
}
