//! What tables, columns, purposes and kinds are called. The database keeps words, people read names.

use super::consents::Purpose;
use crate::{
    kernel::{actor::Role, lang::Lang},
    platform::personal::Basis,
    say,
};

/// The name of a table in the copy of one's data; a table without a name is called by itself.
pub fn table(lang: Lang, table: &str) -> String {
    let known = of_people(lang, table).or_else(|| of_cars(lang, table)).or_else(|| of_workshops(lang, table));
    known.map_or_else(|| table.replace('_', " "), str::to_owned)
}

/// Accounts, and how people come in.
fn of_people(lang: Lang, table: &str) -> Option<&'static str> {
    Some(match table {
        "users" => say!(lang, privacy.table_users),
        "user_roles" => say!(lang, privacy.table_user_roles),
        "user_consents" => say!(lang, privacy.table_user_consents),
        "data_exports" => say!(lang, privacy.table_data_exports),
        "deletion_requests" => say!(lang, privacy.table_deletion_requests),
        "privacy_requests" => say!(lang, privacy.table_privacy_requests),
        "customers" => say!(lang, privacy.table_customers),
        "user_auth" => say!(lang, privacy.table_user_auth),
        "user_sessions" => say!(lang, privacy.table_user_sessions),
        "user_totp" => say!(lang, privacy.table_user_totp),
        "recovery_codes" => say!(lang, privacy.table_recovery_codes),
        "passkeys" => say!(lang, privacy.table_passkeys),
        "sign_in_events" => say!(lang, privacy.table_sign_in_events),
        "customer_invoice_profiles" => say!(lang, privacy.table_customer_invoice_profiles),
        "customer_places" => say!(lang, privacy.table_customer_places),
        "email_verifications" => say!(lang, privacy.table_email_verifications),
        "phone_verifications" => say!(lang, privacy.table_phone_verifications),
        "guest_requests" => say!(lang, privacy.table_guest_requests),
        "user_identities" => say!(lang, privacy.table_user_identities),
        "not_me_links" => say!(lang, privacy.table_not_me_links),
        "user_notes" => say!(lang, privacy.table_user_notes),
        "data_export_chunks" => say!(lang, privacy.table_data_export_chunks),
        "oidc_flows" => say!(lang, privacy.table_oidc_flows),
        "refresh_tokens" => say!(lang, privacy.table_refresh_tokens),
        "sealed_states" => say!(lang, privacy.table_sealed_states),
        "sign_in_tickets" => say!(lang, privacy.table_sign_in_tickets),
        "sms_messages" => say!(lang, privacy.table_sms_messages),
        "mails" => say!(lang, privacy.table_mails),
        "audit_log" => say!(lang, privacy.table_audit_log),
        _ => return None,
    })
}

/// Cars and their books.
fn of_cars(lang: Lang, table: &str) -> Option<&'static str> {
    Some(match table {
        "customer_vehicles" => say!(lang, privacy.table_customer_vehicles),
        "variant_proposals" => say!(lang, privacy.table_variant_proposals),
        "vehicle_marks" => say!(lang, privacy.table_vehicle_marks),
        "vehicle_book_shares" => say!(lang, privacy.table_vehicle_book_shares),
        "vehicle_handovers" => say!(lang, privacy.table_vehicle_handovers),
        "household_members" => say!(lang, household.table),
        "household_cars" => say!(lang, household.table_cars),
        "vehicle_odometer" => say!(lang, privacy.table_vehicle_odometer),
        "vehicle_maintenance_records" => say!(lang, privacy.table_vehicle_maintenance_records),
        "vehicle_reminders" => say!(lang, privacy.table_vehicle_reminders),
        "vehicle_reminder_times" => say!(lang, privacy.table_vehicle_reminder_times),
        "vehicle_costs" => say!(lang, spending.table),
        "vehicle_photos" => say!(lang, carfiles.table_photos),
        "vehicle_record_files" => say!(lang, carfiles.table_papers),
        _ => return None,
    })
}

/// Workshops, and visits to them.
fn of_workshops(lang: Lang, table: &str) -> Option<&'static str> {
    Some(match table {
        "favourite_mechanics" => say!(lang, privacy.table_favourite_mechanics),
        "mechanics" => say!(lang, privacy.table_mechanics),
        "advertisement_clicks" => say!(lang, adverts.class_clicks),
        "advertisement_days" => say!(lang, adverts.table_days),
        "advertisements" => say!(lang, adverts.table),
        "mechanic_certificates" => say!(lang, certificates.table),
        "mechanic_identities" => say!(lang, application.table_identities),
        "mechanic_identity_changes" => say!(lang, application.table_changes),
        "mechanic_unseen_changes" => say!(lang, application.table_unseen),
        "mechanic_documents" => say!(lang, application.table_documents),
        "mechanic_applications" => say!(lang, application.table_applications),
        "mechanic_application_notes" => say!(lang, application.table_notes),
        "mechanic_photos" => say!(lang, gallery.table),
        "mechanic_payout_accounts" => say!(lang, payout.table),
        "mechanic_pins" => say!(lang, privacy.table_mechanic_pins),
        "mechanic_staff" => say!(lang, privacy.table_mechanic_staff),
        "mechanic_staff_invitations" => say!(lang, privacy.table_mechanic_staff_invitations),
        "saved_searches" => say!(lang, search.saved),
        "seen_mechanics" => say!(lang, search.seen),
        "mechanic_figures" => say!(lang, figures.table),
        "mechanic_service_prices" => say!(lang, prices.table),
        "mechanic_past_prices" => say!(lang, prices.table_past),
        "mechanic_services" => say!(lang, privacy.table_mechanic_services),
        "mechanic_supported_vehicles" => say!(lang, privacy.table_mechanic_supported_vehicles),
        "working_hours" => say!(lang, privacy.table_working_hours),
        "working_exceptions" => say!(lang, privacy.table_working_exceptions),
        "working_seasons" => say!(lang, privacy.table_working_seasons),
        "working_season_hours" => say!(lang, privacy.table_working_season_hours),
        "mechanic_people" => say!(lang, privacy.table_mechanic_people),
        "mechanic_absences" => say!(lang, privacy.table_mechanic_absences),
        "bays" => say!(lang, privacy.table_bays),
        "appointments" => say!(lang, privacy.table_appointments),
        "appointment_services" => say!(lang, privacy.table_appointment_services),
        "appointment_moves" => say!(lang, privacy.table_appointment_moves),
        "mechanic_customer_notes" => say!(lang, clients.table),
        "ratings_reviews" => say!(lang, privacy.table_ratings_reviews),
        _ => return None,
    })
}

/// The name of a column in the copy; the JSON files keep the columns' own names.
pub fn column(lang: Lang, column: &str) -> String {
    let name = match column {
        "id" => say!(lang, privacy.col_id),
        "email" | "to_email" => say!(lang, privacy.col_email),
        "full_name" | "name" | "to_name" => say!(lang, privacy.col_name),
        "phone" | "customer_phone" => say!(lang, privacy.col_phone),
        "kind" => say!(lang, privacy.col_kind),
        "lang" => say!(lang, privacy.col_lang),
        "theme" => say!(lang, privacy.col_theme),
        "role" | "by_role" => say!(lang, privacy.col_role),
        "created_at" | "requested_at" | "granted_at" => say!(lang, privacy.col_created),
        "updated_at" => say!(lang, privacy.col_updated),
        "at" => say!(lang, privacy.col_at),
        "ip" => say!(lang, privacy.col_ip),
        "user_agent" => say!(lang, privacy.col_device),
        "last_seen_at" | "last_used_at" => say!(lang, privacy.col_last_seen),
        "expires_at" | "idle_expires_at" => say!(lang, privacy.col_expires),
        "plate" => say!(lang, privacy.col_plate),
        "car" | "vehicle_label" => say!(lang, privacy.col_car),
        "km" => say!(lang, privacy.col_km),
        "model_year" => say!(lang, privacy.col_year),
        "status" | "state" | "outcome" | "act" => say!(lang, privacy.col_state),
        "start_at" | "visited_at" => say!(lang, privacy.col_start),
        "end_at" => say!(lang, privacy.col_end),
        "note" => say!(lang, privacy.col_note),
        "reason" => say!(lang, privacy.col_reason),
        "total_kurus" | "price_kurus" => say!(lang, privacy.col_price),
        "mechanic_name" => say!(lang, privacy.col_mechanic),
        "address" | "mechanic_address" => say!(lang, privacy.col_address),
        "purpose" => say!(lang, privacy.col_purpose),
        "text_version" | "terms_version" => say!(lang, privacy.col_version),
        "text" | "body" | "story" => say!(lang, privacy.col_text),
        "answer" | "reply" => say!(lang, privacy.col_answer),
        "subject" => say!(lang, privacy.col_subject),
        "sent_at" => say!(lang, privacy.col_sent),
        "file" => say!(lang, privacy.col_file),
        other => return other.replace('_', " "),
    };
    name.to_owned()
}

/// What a consent or text is about.
pub fn purpose(lang: Lang, purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::Terms => say!(lang, privacy.purpose_terms),
        Purpose::Notice => say!(lang, privacy.purpose_notice),
        Purpose::PrivacyPolicy => say!(lang, privacy.purpose_policy),
        Purpose::TailoredOffers => say!(lang, privacy.purpose_tailored),
        Purpose::MarketingEmail => say!(lang, privacy.purpose_email),
        Purpose::MarketingSms => say!(lang, privacy.purpose_sms),
        Purpose::MarketingPush => say!(lang, privacy.purpose_push),
    }
}

pub fn request_kind(lang: Lang, kind: &str) -> &'static str {
    match kind {
        "access" => say!(lang, privacy.kind_access),
        "correction" => say!(lang, privacy.kind_correction),
        "erasure" => say!(lang, privacy.kind_erasure),
        "objection" => say!(lang, privacy.kind_objection),
        _ => say!(lang, privacy.kind_other),
    }
}

/// A class of the retention table.
pub fn class(lang: Lang, class: &str) -> String {
    let name = match class {
        "mail_bodies" => say!(lang, privacy.class_mail_bodies),
        "seen_mechanics" => say!(lang, search.seen),
        "advertisement_clicks" => say!(lang, adverts.class_clicks),
        "refused_documents" => say!(lang, application.class_refused),
        "farewell_mails" => say!(lang, privacy.class_farewell_mails),
        "appointment_contacts" => say!(lang, privacy.class_appointment_contacts),
        "sign_in_tickets" => say!(lang, privacy.class_sign_in_tickets),
        "guest_requests" => say!(lang, privacy.table_guest_requests),
        "catalogue_imports" => say!(lang, privacy.class_catalogue_imports),
        other => return table(lang, other),
    };
    name.to_owned()
}

/// Why something is kept.
pub fn basis(lang: Lang, basis: Basis) -> &'static str {
    match basis {
        Basis::Service => say!(lang, privacy.basis_service),
        Basis::Contract => say!(lang, privacy.basis_contract),
        Basis::Proof => say!(lang, privacy.basis_proof),
        Basis::Security => say!(lang, privacy.basis_security),
        Basis::Public => say!(lang, privacy.basis_public),
        Basis::Copy => say!(lang, privacy.basis_copy),
    }
}

pub fn role_name(lang: Lang, role: Role) -> &'static str {
    match role {
        Role::Customer => say!(lang, admin.role_customer),
        Role::MechanicOwner => say!(lang, admin.role_mechanic_owner),
        Role::MechanicStaff => say!(lang, admin.role_mechanic_staff),
        Role::Moderator => say!(lang, admin.role_moderator),
        Role::Finance => say!(lang, admin.role_finance),
        Role::Support => say!(lang, admin.role_support),
        Role::Admin => say!(lang, admin.role_admin),
    }
}
