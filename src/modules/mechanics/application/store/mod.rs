//! SQL of `mechanic_identities`, `mechanic_documents`, `mechanic_applications` and their notes; what waits beside what was checked:
//! [`changes`]. Writers hold the lock of the workshop's row.

pub mod changes;
pub mod personal;

use super::model::{DocumentKind, Identity, LegalKind, State};
use crate::{
    kernel::{
        error::{Code, Result},
        ids::{DocumentId, MechanicId, NoteId, UserId},
        time::Instant,
    },
    modules::mechanics::policy::{Desk, Owner, PaperReader, Papers},
    platform::{
        Scope,
        media::{self, Medium},
    },
};

/// The workshop that applies, as far as its application speaks of it.
#[derive(Clone, Debug)]
pub struct Applicant {
    pub id: MechanicId,
    pub slug: String,
    pub name: String,
    pub phone: Option<String>,
    pub address: String,
    pub province_id: i16,
    pub district_id: i32,
    pub verified: bool,
    pub suspended: bool,
    pub owner_id: UserId,
    pub owner_name: String,
    pub owner_email: String,
    /// Of the application, once it was sent.
    pub state: Option<String>,
    pub sent_at: Option<Instant>,
    /// Offers in force, and days of the week with hours.
    pub offers: i64,
    pub days: i64,
}

pub async fn applicant(scope: &mut Scope, papers: Papers) -> Result<Applicant> {
    let row = sqlx::query_as!(
        Applicant,
        r#"select m.id, m.slug, m.name, m.phone, m.address, m.province_id, m.district_id,
                  m.verified_at is not null as "verified!", m.suspended_at is not null as "suspended!",
                  u.id as owner_id, u.full_name as owner_name, u.email as owner_email,
                  a.state as "state?", a.sent_at as "sent_at?: _",
                  (select count(*) from mechanic_services s where s.mechanic_id = m.id and s.is_active) as "offers!",
                  (select count(*) from working_hours h where h.mechanic_id = m.id) as "days!"
           from mechanics m join users u on u.id = m.owner_user_id left join mechanic_applications a on a.mechanic_id = m.id
           where m.id = $1"#,
        *papers.id()
    )
    .fetch_one(scope.conn().await?)
    .await?;
    Ok(row)
}

/// `identity_in!("table")`: reading and saving an identity, checked when compiling. What was checked and what waits beside it are two
/// tables of one shape.
macro_rules! identity_in {
    ($table:tt) => {
        pub async fn identity(scope: &mut Scope, papers: Papers) -> Result<Option<Identity>> {
            let row = sqlx::query!(
                "select kind, title, tax_number, tax_office, mersis from " + $table + " where mechanic_id = $1",
                *papers.id()
            )
            .fetch_optional(scope.conn().await?)
            .await?;
            Ok(row.map(|row| Identity {
                kind: LegalKind::parse(&row.kind).unwrap_or_default(),
                title: row.title,
                tax_number: row.tax_number,
                tax_office: row.tax_office,
                mersis: row.mersis,
            }))
        }

        pub async fn save_identity(scope: &mut Scope, owner: Owner, identity: &Identity) -> Result<()> {
            let now = scope.now;
            sqlx::query!(
                "insert into " + $table + " (mechanic_id, kind, title, tax_number, tax_office, mersis, updated_at)
                 values ($1, $2, $3, $4, $5, $6, $7)
                 on conflict on constraint " + $table + "_one_per_mechanic
                 do update set kind = $2, title = $3, tax_number = $4, tax_office = $5, mersis = $6, updated_at = $7",
                *owner.id(),
                identity.kind.word(),
                identity.title,
                identity.tax_number,
                identity.tax_office,
                identity.mersis,
                now
            )
            .execute(scope.conn().await?)
            .await?;
            Ok(())
        }
    };
}
pub(super) use identity_in;

identity_in!("mechanic_identities");

/// A paper without its bytes.
#[derive(Clone, Debug)]
pub struct Document {
    pub id: DocumentId,
    pub kind: DocumentKind,
    pub medium: Medium,
    pub size: i32,
    pub created_at: Instant,
    /// Waits beside what was checked.
    pub is_change: bool,
}

/// In the order in which they came; as many as the limit allows.
pub async fn documents(scope: &mut Scope, papers: Papers) -> Result<Vec<Document>> {
    let rows = sqlx::query!(
        r#"select id, kind, medium, octet_length(bytes) as "size!", created_at as "created_at: Instant", is_change
           from mechanic_documents where mechanic_id = $1 and kind <> 'certificate' order by created_at, id"#,
        *papers.id()
    )
    .fetch_all(scope.conn().await?)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| Document {
            id: row.id.into(),
            kind: DocumentKind::parse(&row.kind).unwrap_or(DocumentKind::Other),
            medium: Medium::parse(&row.medium).unwrap_or(Medium::Pdf),
            size: row.size,
            created_at: row.created_at,
            is_change: row.is_change,
        })
        .collect())
}

pub async fn insert_document(
    scope: &mut Scope,
    owner: Owner,
    kind: DocumentKind,
    document: &media::Document,
    is_change: bool,
) -> Result<DocumentId> {
    let (id, now) = (DocumentId::fresh(), scope.now);
    sqlx::query!(
        "insert into mechanic_documents (id, mechanic_id, kind, medium, bytes, created_at, is_change) values ($1, $2, $3, $4, $5, $6, $7)",
        *id,
        *owner.id(),
        kind.word(),
        document.medium.word(),
        document.bytes,
        now,
        is_change
    )
    .execute(scope.conn().await?)
    .await?;
    Ok(id)
}

/// Does it wait beside what was checked? `not_found` for the papers of others.
pub async fn is_change(scope: &mut Scope, owner: Owner, id: DocumentId) -> Result<bool> {
    let is_change = sqlx::query_scalar!(
        "select is_change from mechanic_documents where id = $2 and mechanic_id = $1 and kind <> 'certificate'",
        *owner.id(),
        *id
    )
    .fetch_one(scope.conn().await?)
    .await?;
    Ok(is_change)
}

pub async fn delete_document(scope: &mut Scope, owner: Owner, id: DocumentId) -> Result<()> {
    sqlx::query!("delete from mechanic_documents where id = $2 and mechanic_id = $1", *owner.id(), *id)
        .execute(scope.conn().await?)
        .await?;
    Ok(())
}

/// A paper whole.
pub struct Opened {
    pub mechanic_id: MechanicId,
    pub kind: String,
    pub medium: Medium,
    pub bytes: Vec<u8>,
}

/// `not_found` for papers that the reader may not see.
pub async fn open_document(scope: &mut Scope, reader: PaperReader, id: DocumentId) -> Result<Opened> {
    let row = sqlx::query!(
        "select mechanic_id, kind, medium, bytes from mechanic_documents
         where id = $1 and ($2::uuid is null or mechanic_id = $2)",
        *id,
        reader.only_of().map(|id| *id)
    )
    .fetch_one(scope.conn().await?)
    .await?;
    Ok(Opened {
        mechanic_id: row.mechanic_id.into(),
        kind: row.kind,
        medium: Medium::parse(&row.medium).ok_or(Code::Internal)?,
        bytes: row.bytes,
    })
}

/// What one side said to the other.
#[derive(Clone, Debug)]
pub struct Note {
    pub act: String,
    pub text: String,
    pub created_at: Instant,
}

/// The last hundred, oldest first.
pub async fn notes(scope: &mut Scope, papers: Papers) -> Result<Vec<Note>> {
    let mut notes = sqlx::query_as!(
        Note,
        r#"select act, text, created_at as "created_at: _" from mechanic_application_notes
           where mechanic_id = $1 order by created_at desc, id desc limit 100"#,
        *papers.id()
    )
    .fetch_all(scope.conn().await?)
    .await?;
    notes.reverse();
    Ok(notes)
}

/// Lays the application before the desk.
pub async fn send(scope: &mut Scope, owner: Owner, act: &str, text: &str) -> Result<()> {
    let now = scope.now;
    sqlx::query!(
        "insert into mechanic_applications (mechanic_id, state, sent_at) values ($1, 'sent', $2)
         on conflict on constraint mechanic_applications_one_per_mechanic
         do update set state = 'sent', sent_at = $2, decided_at = null",
        *owner.id(),
        now
    )
    .execute(scope.conn().await?)
    .await?;
    note(scope, owner.id(), act, text).await
}

/// Asks for more, or refuses.
pub async fn answer(scope: &mut Scope, _desk: Desk, id: MechanicId, state: State, text: &str) -> Result<()> {
    let now = scope.now;
    sqlx::query!(
        "update mechanic_applications set state = $2, decided_at = case $2 when 'refused' then $3::timestamptz end where mechanic_id = $1",
        *id,
        state.word(),
        now
    )
    .execute(scope.conn().await?)
    .await?;
    note(scope, id, state.word(), text).await
}

/// Of a workshop that was verified; one without an application stays without.
pub async fn approve(scope: &mut Scope, _desk: Desk, id: MechanicId) -> Result<()> {
    let now = scope.now;
    let approved = sqlx::query!(
        "update mechanic_applications set state = 'approved', decided_at = $2 where mechanic_id = $1",
        *id,
        now
    )
    .execute(scope.conn().await?)
    .await?;
    if approved.rows_affected() > 0 { note(scope, id, State::Approved.word(), "").await } else { Ok(()) }
}

async fn note(scope: &mut Scope, id: MechanicId, act: &str, text: &str) -> Result<()> {
    let now = scope.now;
    sqlx::query!(
        "insert into mechanic_application_notes (id, mechanic_id, act, text, created_at) values ($1, $2, $3, $4, $5)",
        *NoteId::fresh(),
        *id,
        act,
        text,
        now
    )
    .execute(scope.conn().await?)
    .await?;
    Ok(())
}
