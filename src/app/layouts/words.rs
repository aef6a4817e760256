//! The words of the frames.

use super::places;
use crate::{
    kernel::{
        actor::{Person, Role},
        lang::Lang,
        paths,
    },
    platform::Visit,
    say,
    ui::shell::{FooterGroup, FooterWords, HeaderWords, PersonBadge, Place, SideWords},
    ui::{FreshWords, button::Go},
};

/// Of a page that renews itself.
pub fn fresh(lang: Lang) -> FreshWords {
    FreshWords {
        news: say!(lang, common.fresh_news),
        show: say!(lang, common.fresh_show),
        said: say!(lang, common.fresh_said),
    }
}

pub fn header(visit: &Visit) -> HeaderWords {
    let lang = visit.lang;
    let other = places::language(visit);
    let short = if lang == Lang::Tr { "EN" } else { "TR" };
    let next: String = form_urlencoded::byte_serialize(visit.address().as_bytes()).collect();
    let name = visit.actor.person().map(|person| person.full_name.clone()).unwrap_or_default();
    HeaderWords {
        home_label: say!(lang, common.home_label).to_owned(),
        home_href: paths::HOME.to_owned(),
        nav_name: say!(lang, common.nav_name).to_owned(),
        menu: say!(lang, common.menu).to_owned(),
        language_short: short.to_owned(),
        language: other.label,
        language_href: other.href,
        join: say!(lang, common.join).to_owned(),
        join_href: paths::BECOME_MECHANIC.to_owned(),
        sign_in: say!(lang, auth.sign_in).to_owned(),
        sign_in_href: if visit.path == paths::HOME {
            paths::SIGN_IN.to_owned()
        } else {
            format!("{}?next={next}", paths::SIGN_IN)
        },
        bell: say!(lang, appointments.title).to_owned(),
        bell_href: paths::APPOINTMENTS.to_owned(),
        account: say!(lang, common.account_of, name = name.as_str()),
        sign_out: say!(lang, auth.sign_out).to_owned(),
        sign_out_action: paths::api("auth/sign_out"),
    }
}

pub fn side(visit: &Visit) -> SideWords {
    let lang = visit.lang;
    let language = places::language(visit);
    let way_out = way_out(visit);
    SideWords {
        home_label: say!(lang, common.home_label).to_owned(),
        home_href: paths::HOME.to_owned(),
        nav_name: say!(lang, common.nav_name).to_owned(),
        sign_out: way_out.label,
        sign_out_action: way_out.href,
        language: language.label,
        language_href: language.href,
    }
}

/// Signing out; at a shared tablet, which goes on, locking it.
pub fn way_out(visit: &Visit) -> Go {
    if visit.actor.is_on_tablet() {
        Go::new(say!(visit.lang, tablet.lock), paths::api("mechanics/lock_tablet"))
    } else {
        Go::new(say!(visit.lang, auth.sign_out), paths::api("auth/sign_out"))
    }
}

/// Who is signed in, with the areas they may enter.
pub fn person(visit: &Visit) -> Option<PersonBadge> {
    let person = visit.actor.person()?;
    Some(PersonBadge {
        name: person.full_name.clone(),
        photo: person.photo.as_deref().map(paths::photo),
        line: person_line(visit.lang, person),
        places: areas(visit.lang, person),
    })
}

fn person_line(lang: Lang, person: &Person) -> String {
    let word = if person.roles.contains(&Role::Admin) {
        say!(lang, admin.title)
    } else if person.roles.contains(&Role::MechanicOwner) || person.employment.is_some() {
        say!(lang, common.role_mechanic)
    } else {
        say!(lang, common.role_customer)
    };
    word.to_owned()
}

fn areas(lang: Lang, person: &Person) -> Vec<Place> {
    let mut areas = Vec::new();
    if [Role::Admin, Role::Moderator, Role::Support, Role::Finance].iter().any(|role| person.roles.contains(role)) {
        areas.push(Place::new("admin", "shield-check", say!(lang, admin.title), paths::ADMIN));
    }
    if person.roles.contains(&Role::MechanicOwner) || person.employment.is_some() {
        areas.push(Place::new("workshop", "store", say!(lang, workshop.title), paths::WORKSHOP));
    }
    if person.customer_id.is_some() {
        areas.push(Place::new("account", "user", say!(lang, auth.title), paths::ACCOUNT));
    }
    areas
}

pub fn footer(visit: &Visit) -> FooterWords {
    let lang = visit.lang;
    let link = |label: &'static str, href: &str| Go::new(label, href);
    FooterWords {
        home_label: say!(lang, common.home_label).to_owned(),
        home_href: paths::HOME.to_owned(),
        about: say!(lang, common.about).to_owned(),
        groups: vec![
            FooterGroup {
                title: say!(lang, common.for_owners).to_owned(),
                links: vec![
                    link(say!(lang, search.title), paths::SEARCH),
                    link(say!(lang, common.nav_services), paths::SERVICES),
                    link(say!(lang, vehicles.title), paths::CARS),
                    link(say!(lang, garage.proof_title), paths::RECORD_PROOF),
                ],
            },
            FooterGroup {
                title: say!(lang, common.for_mechanics).to_owned(),
                links: vec![
                    link(say!(lang, common.join), paths::BECOME_MECHANIC),
                    link(say!(lang, workshop.title), paths::WORKSHOP),
                ],
            },
            FooterGroup {
                title: say!(lang, common.company).to_owned(),
                links: vec![
                    link(say!(lang, common.nav_how), paths::HOW_IT_WORKS),
                    link(say!(lang, common.ranking_rules), paths::RANKING_RULES),
                    link(say!(lang, common.review_rules), paths::REVIEW_RULES),
                    link(say!(lang, common.data_sources), paths::DATA_SOURCES),
                ],
            },
        ],
        legal_line: say!(lang, common.legal_line).to_owned(),
        legal: FooterGroup {
            title: say!(lang, common.legal).to_owned(),
            links: vec![
                link(say!(lang, common.kvkk), paths::KVKK),
                link(say!(lang, common.privacy), paths::PRIVACY),
                link(say!(lang, common.cookies), paths::COOKIES),
                link(say!(lang, common.terms), paths::TERMS),
            ],
        },
    }
}

/// The sentence of a notice; an unknown key (a crafted cookie) says nothing.
pub fn notice(lang: Lang, key: &str) -> Option<String> {
    let sentence = match key {
        "saved" => say!(lang, common.saved),
        "removed" => say!(lang, common.removed),
        "added" => say!(lang, common.added),
        "kept" => say!(lang, mechanics.notice_kept),
        "let_go" => say!(lang, mechanics.notice_let_go),
        "form_kept" => say!(lang, common.notice_form_kept),
        "booked" => say!(lang, common.notice_booked),
        "requested" => say!(lang, common.notice_requested),
        "confirmed" => say!(lang, common.notice_confirmed),
        "declined" => say!(lang, common.notice_declined),
        "cancelled" => say!(lang, common.notice_cancelled),
        "completed" => say!(lang, common.notice_completed),
        "no_show" => say!(lang, common.notice_no_show),
        "proposed" => say!(lang, common.notice_proposed),
        "variant_proposed" => say!(lang, catalogue.notice_proposed),
        "proposal_answered" => say!(lang, catalogue.notice_answered),
        "advert_ordered" => say!(lang, adverts.notice_ordered),
        "sheet_compared" => say!(lang, sheet.notice_compared),
        "sheet_queued" => say!(lang, sheet.notice_queued),
        "merged" => say!(lang, catalogue.notice_merged),
        "review_published" => say!(lang, common.notice_review_published),
        "review_pending" => say!(lang, common.notice_review_pending),
        "replied" => say!(lang, common.notice_replied),
        "reply_pending" => say!(lang, reviews.notice_reply_pending),
        "reply_approved" => say!(lang, reviews.notice_reply_approved),
        "reply_hidden" => say!(lang, reviews.notice_reply_hidden),
        "approved" => say!(lang, common.notice_approved),
        "hidden" => say!(lang, common.notice_hidden),
        "verified" => say!(lang, common.notice_verified),
        "suspended" => say!(lang, common.notice_suspended),
        "reinstated" => say!(lang, common.notice_reinstated),
        "terms_accepted" => say!(lang, privacy.notice_terms),
        "export_requested" => say!(lang, privacy.notice_export),
        "request_sent" => say!(lang, privacy.notice_request),
        "request_answered" => say!(lang, privacy.notice_answered),
        "deletion_cancelled" => say!(lang, privacy.notice_cancelled),
        "opened" => say!(lang, common.notice_opened),
        "application_sent" => say!(lang, application.notice_sent),
        "application_asked" => say!(lang, application.notice_asked),
        "change_withdrawn" => say!(lang, application.notice_withdrawn),
        "change_approved" => say!(lang, application.notice_change_approved),
        "application_refused" => say!(lang, application.notice_refused),
        "joined" => say!(lang, staff.notice_joined),
        "left_staff" => say!(lang, staff.notice_left),
        "joined_household" => say!(lang, household.notice_joined),
        "left_household" => say!(lang, household.notice_left),
        "declined_household" => say!(lang, household.notice_declined),
        "user_suspended" => say!(lang, people.notice_suspended),
        "users_merged" => say!(lang, merging.notice_merged),
        "user_reinstated" => say!(lang, people.notice_reinstated),
        "factors_reset" => say!(lang, people.notice_factors_reset),
        "sessions_ended" => say!(lang, people.notice_sessions_ended),
        "acting" => say!(lang, people.notice_acting),
        "acting_ended" => say!(lang, people.notice_acting_ended),
        "mail_sent" => say!(lang, ways.notice_mail_sent),
        "email_verified" => say!(lang, ways.notice_email_verified),
        "sms_sent" => say!(lang, ways.notice_sms_sent),
        "phone_verified" => say!(lang, ways.notice_phone_verified),
        "password_changed" => say!(lang, ways.notice_password_changed),
        "session_ended" => say!(lang, sessions.ended_notice),
        "others_ended" => say!(lang, sessions.ended_others_notice),
        _ => return None,
    };
    Some(sentence.to_owned())
}
