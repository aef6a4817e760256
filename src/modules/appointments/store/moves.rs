//! What happened to an appointment, read.

use crate::{
    kernel::{
        error::{Code, Result},
        ids::AppointmentId,
        time::Instant,
    },
    modules::appointments::status::{Side, Status},
    platform::Scope,
};

/// One step in the life of an appointment.
#[derive(Clone, Debug)]
pub struct Moved {
    pub at: Instant,
    pub by: Side,
    /// Who it was, for their own side.
    pub by_name: Option<String>,
    /// At a shared tablet of the workshop.
    pub by_tablet: bool,
    pub from: Option<Status>,
    pub to: Status,
    pub start_at: Instant,
    pub reason: Option<String>,
}

/// With the names of those who made the moves of `named`.
pub async fn moves(scope: &mut Scope, id: AppointmentId, named: Side) -> Result<Vec<Moved>> {
    let rows = sqlx::query!(
        r#"select m.at, m.by_role, u.full_name as "by_name?", m.by_tablet, m.from_status, m.to_status, m.start_at, m.reason
           from appointment_moves m left join users u on u.id = m.by_user_id and m.by_role = $2
           where m.appointment_id = $1 order by m.id"#,
        *id,
        named.word()
    )
    .fetch_all(scope.conn().await?)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(Moved {
                at: row.at,
                by: Side::parse(&row.by_role).ok_or(Code::Internal)?,
                by_name: row.by_name,
                by_tablet: row.by_tablet,
                from: row.from_status.as_deref().and_then(Status::parse),
                to: Status::parse(&row.to_status).ok_or(Code::Internal)?,
                start_at: row.start_at,
                reason: row.reason,
            })
        })
        .collect()
}
