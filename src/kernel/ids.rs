//! Typed ids and the registry of all of them. On the wire and in the database they are plain UUIDs.

use serde::{Deserialize, Serialize};
use std::fmt;
use uuid::Uuid;

macro_rules! typed_id {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        #[cfg_attr(feature = "ssr", derive(sqlx::Type), sqlx(transparent))]
        pub struct $name(pub Uuid);

        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self { Self(id) }
        }
        impl std::ops::Deref for $name {
            type Target = Uuid;
            fn deref(&self) -> &Uuid { &self.0 }
        }
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { self.0.fmt(f) }
        }
        impl std::str::FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> { Uuid::parse_str(text.trim()).map(Self) }
        }
        #[cfg(feature = "ssr")]
        impl $name {
            /// A new id; `UUIDv7`, so ids of one table sort by creation.
            #[expect(clippy::disallowed_methods, reason = "the one place where ids are born")]
            pub fn fresh() -> Self { Self(Uuid::now_v7()) }
        }
    )+};
}

typed_id! {
    UserId, SessionId, PasskeyId, CustomerId, InvoiceProfileId, PlaceId, MechanicId, VehicleId, ReminderId, RecordId, CostId, FileId, ShareId,
    MembershipId,
    BrandId, ModelId, VariantId, ProposalId, ImportId,
    CategoryId, ServiceId,
    SupportRuleId, PriceId, SavedSearchId, AdvertId, AdvertPackageId, ExceptionId, SeasonId, BayId, PersonId, AbsenceId, InvitationId, DocumentId, CertificateId, PhotoId,
    AppointmentId, GuestId, ReviewId, MailId, NoteId,
    ExportId, DeletionId, PrivacyRequestId,
}
