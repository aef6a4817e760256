//! Reading a public workshop.

use super::{
    model::{ProfileAnswer, ProfileHours, ProfilePhoto, ProfileSeason, ProfileService},
    store::{self, Row},
};
use crate::{
    kernel::{
        error::{Checks, Result},
        ids::{MechanicId, ModelId},
        paths,
        text::Phone,
        time::{Day, Instant},
    },
    modules::{
        mechanics::{
            DayHours, HORIZON_DAYS, Offer, Schedule, Season, VehicleRule, Week,
            certificates::{
                model::{CertificateKind, claims_authority, without_claim},
                store::{Badge, badges},
            },
            favourites,
            gallery::store::{self as gallery, Photo},
            offers, policy, schedule,
            workshop::{
                self,
                checks::{self, ADDRESS_MAX, ESTATE_MAX, ESTATE_UNIT_MAX, NAME_MAX, STORY_MAX},
                model::ProfileInput,
            },
        },
        vehicles,
    },
    platform::{
        Scope,
        media::Size,
        reference::{District, Province, Reference},
    },
};
use std::collections::HashMap;

/// A workshop as everybody may see it, with everything its page shows beside slots and reviews.
#[derive(Clone, Debug, PartialEq)]
#[expect(clippy::struct_excessive_bools, reason = "plain facts that a page tells, no state in disguise")]
pub struct PublicMechanic {
    pub id: MechanicId,
    pub slug: String,
    pub name: String,
    pub story: String,
    pub owner_name: String,
    pub phone: Option<String>,
    /// The street alone.
    pub street: String,
    /// With district and province.
    pub address: String,
    /// Industrial estate with block and number; empty for who is in none.
    pub estate: String,
    /// How far its people drive to a car.
    pub visits_within_km: Option<i16>,
    pub province: Province,
    pub district: District,
    pub lat: f64,
    pub lon: f64,
    pub is_demo: bool,
    pub books_instantly: bool,
    pub score: f32,
    pub review_count: i32,
    pub completed_count: i32,
    pub next_slot_at: Option<Instant>,
    pub offers: Vec<Offer>,
    pub rules: Vec<VehicleRule>,
    /// Of the models that the rules name.
    pub model_names: HashMap<ModelId, String>,
    /// Over [`HORIZON_DAYS`].
    pub schedule: Schedule,
    /// Today's hours: an exception, the holiday's, the season's, or the usual week's.
    pub today: Option<DayHours>,
    pub open_now: bool,
    /// Certificates in force today.
    pub badges: Vec<Badge>,
    /// The name says "authorised service" and no authorisation is in force any more. A story that says so is not told.
    pub claims_too_much: bool,
    /// The cover first; only where its page is shown.
    pub photos: Vec<Photo>,
    /// Is it one of the reader's favourites? `None` for visitors, who keep none.
    pub is_kept: Option<bool>,
}

impl PublicMechanic {
    /// The offer of a service.
    pub fn offer(&self, service: crate::kernel::ids::ServiceId) -> Option<&Offer> {
        self.offers.iter().find(|offer| offer.service_id == service)
    }

    /// Verified and not suspended. Others are shown to admins only.
    pub fn is_public(&self) -> bool {
        self.schedule.workshop.is_public
    }

    /// The usual week, Monday first.
    pub fn hours(&self) -> &Week {
        &self.schedule.hours
    }
}

/// # Errors
/// `not_found` for unknown, unverified and suspended ones.
pub async fn public_by_slug(scope: &mut Scope, slug: &str) -> Result<PublicMechanic> {
    load(scope, slug, false).await
}

/// As [`public_by_slug`]; admins, who decide about them, see the others too.
///
/// # Errors
/// `not_found` for unknown ones, and for everybody but admins for those that are not public.
pub async fn shown_by_slug(scope: &mut Scope, slug: &str) -> Result<PublicMechanic> {
    let hidden = policy::desk(&scope.actor).is_ok();
    let mechanic = load(scope, slug, hidden).await?;
    with_photos(scope, mechanic).await
}

async fn with_photos(scope: &mut Scope, mechanic: PublicMechanic) -> Result<PublicMechanic> {
    let mut photos = gallery::list(scope, mechanic.id).await?;
    let proved = mechanic.badges.iter().any(|badge| badge.kind == CertificateKind::Authorised.word());
    for photo in photos.iter_mut().filter(|photo| !proved && claims_authority(&photo.caption)) {
        photo.caption.clear();
    }
    Ok(PublicMechanic { photos, ..mechanic })
}

/// One's own workshop as everybody would see it, were what is typed saved. What cannot be read, and everything when nothing is
/// typed, is as it is kept.
///
/// # Errors
/// `unauthenticated` for visitors, `not_found` for people without a workshop of their own.
pub async fn draft(scope: &mut Scope, typed: Option<&ProfileInput>) -> Result<PublicMechanic> {
    let owner = policy::owner(&scope.actor)?;
    let own = workshop::store::get(scope, owner).await?;
    let mechanic = load(scope, &own.slug, true).await?;
    let mechanic = with_photos(scope, mechanic).await?;
    let reference = scope.wires.reference.get();
    Ok(match typed {
        Some(typed) => as_typed(mechanic, typed, &reference),
        None => mechanic,
    })
}

fn as_typed(mut mechanic: PublicMechanic, typed: &ProfileInput, reference: &Reference) -> PublicMechanic {
    let name = line(&typed.name, NAME_MAX);
    if !name.is_empty() {
        mechanic.name = name;
    }
    mechanic.story = cut(typed.story.trim(), STORY_MAX);
    mechanic.phone = Phone::parse(&typed.phone).map(|phone| phone.as_str().to_owned()).ok().or(mechanic.phone);
    let street = line(&typed.address, ADDRESS_MAX);
    if !street.is_empty() {
        mechanic.street = street;
    }
    let province = reference.find_province(typed.il.trim());
    let district = province
        .and_then(|province| reference.find_district(typed.ilce.trim(), Some(province.id)).map(|one| (province, one)));
    if let Some((province, district)) = district {
        (mechanic.province, mechanic.district) = (province.clone(), district.clone());
    }
    let pin = checks::pin(&mut Checks::default(), typed, &mechanic.district);
    (mechanic.lat, mechanic.lon) = pin.unwrap_or((mechanic.lat, mechanic.lon));
    mechanic.address = schedule::full_address(reference, &mechanic.street, mechanic.province.id, mechanic.district.id);
    mechanic.estate = estate_line(line(&typed.estate, ESTATE_MAX), line(&typed.estate_unit, ESTATE_UNIT_MAX));
    if typed.visits_within_km.trim().is_empty() {
        mechanic.visits_within_km = None;
    } else {
        let typed = checks::visits(&mut Checks::default(), &typed.visits_within_km);
        mechanic.visits_within_km = typed.or(mechanic.visits_within_km);
    }
    mechanic
}

/// The industrial estate with block and number; empty for who is in none.
fn estate_line(estate: String, unit: String) -> String {
    [estate, unit].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

/// As one line of single spaces.
fn line(text: &str, letters: usize) -> String {
    cut(&text.split_whitespace().collect::<Vec<_>>().join(" "), letters)
}

fn cut(text: &str, letters: usize) -> String {
    text.chars().take(letters).collect()
}

async fn load(scope: &mut Scope, slug: &str, hidden: bool) -> Result<PublicMechanic> {
    let mut row = store::get(scope, slug, hidden).await?;
    let today = scope.now.day();
    let schedule = schedule(scope, row.id, today, today.plus(HORIZON_DAYS)).await?;
    let offers = offers(scope, row.id).await?;
    let rules = workshop::store::rules(scope, row.id).await?;
    let models: Vec<ModelId> = rules.iter().filter_map(|rule| rule.model_id).collect();
    let model_names = vehicles::model_names(scope, &models).await?;
    let badges = badges(scope, row.id).await?;
    let is_kept = favourites::service::is_kept(scope, row.id).await?;
    let proved = badges.iter().any(|badge| badge.kind == CertificateKind::Authorised.word());
    let claims_too_much = !proved && claims_authority(&row.name);
    if claims_too_much {
        row.name = without_claim(&row.name);
    }
    if !proved && claims_authority(&row.story) {
        row.story.clear();
    }
    Ok(PublicMechanic {
        model_names,
        badges,
        claims_too_much,
        is_kept,
        ..assemble(scope, row, schedule, offers, rules, today)
    })
}

fn assemble(
    scope: &Scope,
    row: Row,
    schedule: Schedule,
    offers: Vec<Offer>,
    rules: Vec<VehicleRule>,
    day: Day,
) -> PublicMechanic {
    let reference = scope.wires.reference.get();
    let today = schedule.hours_on(day, &reference);
    PublicMechanic {
        id: row.id,
        slug: row.slug,
        name: row.name,
        story: row.story,
        owner_name: row.owner_name,
        phone: row.phone,
        street: row.address,
        address: schedule.workshop.address.clone(),
        estate: estate_line(row.estate, row.estate_unit),
        visits_within_km: row.visits_within_km,
        province: reference.province(row.province_id).cloned().unwrap_or_else(nowhere),
        district: reference.district(row.district_id).cloned().unwrap_or_else(no_district),
        lat: row.lat,
        lon: row.lon,
        is_demo: row.is_demo,
        books_instantly: row.books_instantly,
        score: row.score,
        review_count: row.review_count,
        completed_count: row.completed_count,
        next_slot_at: row.next_slot_at,
        open_now: today.is_some_and(|hours| is_open(hours, scope.now.minute_of_day())),
        offers,
        rules,
        model_names: HashMap::new(),
        badges: Vec::new(),
        claims_too_much: false,
        photos: Vec::new(),
        is_kept: None,
        schedule,
        today,
    }
}

/// Only while the snapshot of places is older than the row: the page then shows no place instead of failing.
fn nowhere() -> Province {
    Province { id: 0, name: String::new(), slug: String::new(), population: 0, lat: 0.0, lon: 0.0 }
}

fn no_district() -> District {
    District { id: 0, province_id: 0, name: String::new(), slug: String::new(), population: 0, lat: 0.0, lon: 0.0 }
}

fn is_open(hours: DayHours, minute: i32) -> bool {
    let resting = hours.pause.is_some_and(|(from, to)| (from..to).contains(&minute));
    (hours.opens_min..hours.closes_min).contains(&minute) && !resting
}

/// The profile for other clients.
///
/// # Errors
/// `not_found` for unknown, unverified and suspended ones.
pub async fn answer(scope: &mut Scope, slug: &str) -> Result<ProfileAnswer> {
    let lang = scope.lang;
    let mechanic = load(scope, slug, false).await?;
    let mechanic = with_photos(scope, mechanic).await?;
    let photos = mechanic.photos.iter().map(profile_photo).collect();
    let hours = profile_week(mechanic.hours());
    let seasons = mechanic.schedule.seasons.iter().map(profile_season).collect();
    let services = mechanic
        .offers
        .iter()
        .map(|offer| ProfileService {
            id: offer.service_id,
            name: offer.name(lang).to_owned(),
            price_kurus: offer.price.0,
            price_kind: offer.price_kind,
            minutes: offer.minutes,
        })
        .collect();
    Ok(ProfileAnswer {
        id: mechanic.id,
        slug: mechanic.slug,
        name: mechanic.name,
        story: mechanic.story,
        phone: mechanic.phone,
        address: mechanic.address,
        estate: mechanic.estate,
        visits_within_km: mechanic.visits_within_km,
        il: mechanic.province.name,
        ilce: mechanic.district.name,
        lat: mechanic.lat,
        lon: mechanic.lon,
        rating: (mechanic.review_count > 0).then_some(mechanic.score),
        review_count: mechanic.review_count,
        completed_count: mechanic.completed_count,
        books_instantly: mechanic.books_instantly,
        open_now: mechanic.open_now,
        next_slot: mechanic.next_slot_at.map(Instant::rfc3339),
        services,
        hours,
        seasons,
        photos,
        is_demo: mechanic.is_demo,
    })
}

fn profile_photo(photo: &Photo) -> ProfilePhoto {
    ProfilePhoto {
        large: paths::workshop_photo(&photo.name(Size::Large)),
        small: paths::workshop_photo(&photo.name(Size::Small)),
        width: photo.width,
        height: photo.height,
        caption: photo.caption.clone(),
    }
}

fn profile_season(season: &Season) -> ProfileSeason {
    ProfileSeason {
        name: season.name.clone(),
        from_on: season.from_on.to_string(),
        to_on: season.to_on.to_string(),
        hours: profile_week(&season.hours),
    }
}

fn profile_week(week: &Week) -> Vec<ProfileHours> {
    (1..).zip(week).filter_map(|(weekday, hours)| hours.map(|hours| profile_hours(weekday, hours))).collect()
}

fn profile_hours(weekday: i16, hours: DayHours) -> ProfileHours {
    ProfileHours {
        weekday,
        opens_min: hours.opens_min,
        closes_min: hours.closes_min,
        break_from_min: hours.pause.map(|(from, _)| from),
        break_to_min: hours.pause.map(|(_, to)| to),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_break_is_closed_and_its_end_is_open() {
        let hours = DayHours { opens_min: 540, closes_min: 1080, pause: Some((750, 810)) };
        let open: Vec<bool> = [539, 540, 749, 750, 809, 810, 1079, 1080].map(|minute| is_open(hours, minute)).to_vec();
        assert_eq!(open, [false, true, true, false, false, true, true, false]);
    }
}
