//! What the actions and subjects of the audit log are called. The log keeps codes, people read words.

use crate::{kernel::lang::Lang, say};

/// `None` for an action this release no longer writes.
pub fn act(lang: Lang, action: &str) -> Option<&'static str> {
    of_people(lang, action).or_else(|| of_workshops(lang, action)).or_else(|| of_cars(lang, action))
}

fn of_people(lang: Lang, action: &str) -> Option<&'static str> {
    Some(match action {
        "auth.not_me" => say!(lang, sessions.act_not_me),
        "auth.clear_ways" => say!(lang, ways.act_clear_ways),
        "auth.stuffing" => say!(lang, sessions.act_stuffing),
        "auth.reset_factors" => say!(lang, people.act_reset_factors),
        "auth.change_email" => say!(lang, ways.act_change_email),
        "privacy.answer_request" => say!(lang, privacy.act_answer),
        "privacy.erase" => say!(lang, privacy.act_erase),
        "privacy.read_desk" => say!(lang, privacy.act_read),
        "reviews.approve" => say!(lang, admin.act_reviews_approve),
        "reviews.hide" => say!(lang, admin.act_reviews_hide),
        "reviews.approve_reply" => say!(lang, reviews.act_approve_reply),
        "reviews.hide_reply" => say!(lang, reviews.act_hide_reply),
        "service_requests.remove_category" => say!(lang, admin.act_remove_category),
        "service_requests.remove_service" => say!(lang, admin.act_remove_service),
        "service_requests.save_category" => say!(lang, admin.act_save_category),
        "service_requests.save_service" => say!(lang, admin.act_save_service),
        "support.act" => say!(lang, people.act_support_act),
        "support.look" => say!(lang, people.act_support_look),
        "users.suspend" => say!(lang, people.act_suspend),
        "users.reinstate" => say!(lang, people.act_reinstate),
        "users.end_sessions" => say!(lang, people.act_end_sessions),
        "users.grant_role" => say!(lang, people.act_grant_role),
        "users.make_admin" => say!(lang, people.act_make_admin),
        "users.revoke_role" => say!(lang, people.act_revoke_role),
        "users.merge" => say!(lang, merging.act),
        "users.add_note" => say!(lang, people.act_add_note),
        "users.open_person" => say!(lang, people.act_open_person),
        "users.read_list" => say!(lang, people.act_read_list),
        "users.export" => say!(lang, people.act_export),
        "users.allow_support" => say!(lang, people.act_allow_support),
        "users.withdraw_support" => say!(lang, people.act_withdraw_support),
        "users.impersonate" => say!(lang, people.act_impersonate),
        "users.end_impersonation" => say!(lang, people.act_end_impersonation),
        _ => return None,
    })
}

fn of_workshops(lang: Lang, action: &str) -> Option<&'static str> {
    Some(match action {
        "mechanic.approve_advert" => say!(lang, adverts.act_approve),
        "mechanic.mark_advert_paid" => say!(lang, adverts.act_mark_paid),
        "mechanic.refuse_advert" => say!(lang, adverts.act_refuse),
        "mechanic.save_advert_package" => say!(lang, adverts.act_save_package),
        "mechanic.stop_advert" => say!(lang, adverts.act_stop),
        "mechanic.acknowledge_change" => say!(lang, application.act_acknowledge),
        "mechanic.approve_change" => say!(lang, application.act_approve_change),
        "mechanic.change_profile" => say!(lang, application.act_change_profile),
        "mechanic.ask_more" => say!(lang, application.act_ask_more),
        "mechanic.save_payout" => say!(lang, payout.act_save),
        "mechanic.remove_payout" => say!(lang, payout.act_remove),
        "mechanic.check_certificate" => say!(lang, certificates.act_check),
        "mechanic.refuse_certificate" => say!(lang, certificates.act_refuse),
        "mechanic.read_application" => say!(lang, application.act_read),
        "mechanic.read_document" => say!(lang, application.act_read_document),
        "mechanic.read_list" => say!(lang, people.act_read_workshops),
        "mechanic.refuse" => say!(lang, application.act_refuse),
        "mechanic.enter_tablet" => say!(lang, tablet.act_enter),
        "mechanic.make_tablet" => say!(lang, tablet.act_make),
        "mechanic.set_pin" => say!(lang, tablet.act_set_pin),
        "mechanic.invite_staff" => say!(lang, staff.act_invite),
        "mechanic.join_staff" => say!(lang, staff.act_join),
        "mechanic.leave_staff" => say!(lang, staff.act_leave),
        "mechanic.remove_staff" => say!(lang, staff.act_remove),
        "mechanic.set_post" => say!(lang, staff.act_set_post),
        "mechanic.reinstate" => say!(lang, admin.act_mechanic_reinstate),
        "mechanic.suspend" => say!(lang, admin.act_mechanic_suspend),
        "mechanic.verify" => say!(lang, admin.act_mechanic_verify),
        _ => return None,
    })
}

fn of_cars(lang: Lang, action: &str) -> Option<&'static str> {
    Some(match action {
        "vehicles.hand_over" => say!(lang, handover.act),
        "vehicles.invite_member" => say!(lang, household.act_invite),
        "vehicles.change_member" => say!(lang, household.act_change),
        "vehicles.remove_member" => say!(lang, household.act_remove),
        "vehicles.join_household" => say!(lang, household.act_join),
        "vehicles.leave_household" => say!(lang, household.act_leave),
        "vehicles.save_brand" => say!(lang, catalogue.act_save_brand),
        "vehicles.save_model" => say!(lang, catalogue.act_save_model),
        "vehicles.save_variant" => say!(lang, catalogue.act_save_variant),
        "vehicles.apply_import" => say!(lang, sheet.act_apply),
        "vehicles.merge_brands" => say!(lang, catalogue.act_merge_brands),
        "vehicles.merge_models" => say!(lang, catalogue.act_merge_models),
        "vehicles.merge_variants" => say!(lang, catalogue.act_merge_variants),
        "vehicles.refuse_proposal" => say!(lang, catalogue.act_refuse),
        _ => return None,
    })
}

/// The kind of thing an act was about; unknown kinds stay as they are.
pub fn subject(lang: Lang, kind: &str) -> &str {
    match kind {
        "import" => say!(lang, sheet.subject),
        "advert" => say!(lang, adverts.mark),
        "advert_package" => say!(lang, adverts.package),
        "brand" => say!(lang, catalogue.brand),
        "model" => say!(lang, catalogue.model),
        "variant" => say!(lang, catalogue.variant),
        "proposal" => say!(lang, catalogue.proposal),
        "category" => say!(lang, admin.subject_category),
        "household" => say!(lang, household.subject),
        "mechanic" | "mechanics" => say!(lang, admin.subject_mechanic),
        "privacy_desk" => say!(lang, privacy.subject_desk),
        "privacy_request" => say!(lang, privacy.subject_request),
        "network" => say!(lang, sessions.subject_network),
        "review" => say!(lang, admin.subject_review),
        "page" => say!(lang, people.subject_page),
        "service" => say!(lang, admin.subject_service),
        "user" | "users" => say!(lang, people.subject_user),
        "vehicle" => say!(lang, handover.subject),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::{collections::BTreeSet, fs, path::Path};

    fn sources(folder: &Path, found: &mut Vec<String>) {
        for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
            let path = entry.path();
            if path.is_dir() && path.file_name().is_some_and(|name| name != "tests") {
                sources(&path, found);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let text = fs::read_to_string(path).unwrap();
                found.push(text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default().to_owned());
            }
        }
    }

    /// `"area.verb"` literals of a file that writes the log: the action stands in the file that makes the call.
    fn actions(source: &str) -> BTreeSet<String> {
        let word = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
        let quoted = source.split('"').skip(1).step_by(2);
        quoted
            .filter(|text| text.split_once('.').is_some_and(|(area, verb)| word(area) && word(verb)))
            .map(ToOwned::to_owned)
            .collect()
    }

    fn written() -> Vec<BTreeSet<String>> {
        let mut files = Vec::new();
        sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut files);
        files.iter().filter(|source| source.contains(".audit(")).map(|source| actions(source)).collect()
    }

    #[test]
    fn every_action_that_is_written_has_a_word_in_both_languages() {
        let written = written();
        assert!(written.len() >= 3, "three modules write the log: {written:?}");
        for actions in &written {
            assert!(!actions.is_empty(), "an action is written as a literal in the file that writes it: {written:?}");
            for action in actions {
                let [turkish, english] = Lang::ALL.map(|lang| act(lang, action));
                assert!(turkish.is_some() && turkish != english, "{action} has no words in desk/acts.rs");
            }
        }
    }

    #[test]
    fn actions_are_read_out_of_the_source() {
        let source = "scope.audit(\"mechanic.verify\", \"mechanic\", id, json!({ \"a.B\": 1 })); say(\"x y.z\")";
        assert_eq!(actions(source), BTreeSet::from(["mechanic.verify".to_owned()]));
        assert_eq!(act(Lang::Tr, "gone.away"), None);
    }
}
