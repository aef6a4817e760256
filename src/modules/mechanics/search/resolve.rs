//! From the words of an address to ids. What isn't understood is noted by its API name and left out.

use super::{
    asked::Asked,
    cursor::Cursor,
    filter::{Area, Rating, SearchFilter, Sort, Wanted},
};
use crate::{
    kernel::{
        error::{Checks, Code, Result, Rule},
        ids::{CategoryId, CustomerId, ServiceId, VariantId, VehicleId},
        money::Money,
        text::fold,
    },
    modules::{
        mechanics::certificates::model::CertificateKind,
        vehicles::{self, Car, CarSpec},
    },
    platform::{Scope, reference::Reference},
};

/// Without a word about it, "near" means so many kilometres.
const RADIUS_KM: f64 = 25.0;
const RADIUS_MAX_KM: f64 = 100.0;
const TEXT_MAX: usize = 80;
/// A text may mean several services, a whole category even; the closest ones count.
const TEXT_SERVICES: usize = 40;

/// # Errors
/// `unavailable` when the database is away. Words that mean nothing go to `checks`.
pub async fn resolve(scope: &mut Scope, asked: &Asked, checks: &mut Checks) -> Result<SearchFilter> {
    resolve_for(scope, None, asked, checks).await
}

/// As [`resolve`]; with a customer for whom the house searches by itself.
///
/// # Errors
/// As [`resolve`].
pub async fn resolve_for(
    scope: &mut Scope,
    customer: Option<CustomerId>,
    asked: &Asked,
    checks: &mut Checks,
) -> Result<SearchFilter> {
    let reference = scope.wires.reference.get();
    let wanted = wanted(&reference, asked, checks);
    let position = position(asked, checks);
    let sort = sort(asked, checks);
    let radius = radius(asked, checks);
    let (place, centre) = place(&reference, asked, checks);
    // A radius that was asked for holds beside the place, around the position or the centre of the place.
    let near = (position.is_some() || place != Area::Anywhere).then_some(radius).flatten();
    // From the nearest outwards there is no need for a border, unless one is asked for.
    let near = near.or((place == Area::Anywhere && position.is_some() && sort != Sort::Distance).then_some(RADIUS_KM));
    // Prices of nothing in particular have no limit to hold.
    let price_max = price_max(asked, checks).filter(|_| wanted.services().is_some());
    let (car, body) = car(scope, customer, asked, checks).await?.unzip();
    let mut filter = SearchFilter {
        wanted,
        area: near.map_or(place, |radius_km| within(place, radius_km)),
        origin: position.or(centre),
        car,
        body: body.unwrap_or_default(),
        rating: rating(asked, checks),
        open_now: is_on(&asked.open_now),
        slot_today: is_on(&asked.today),
        instantly: is_on(&asked.instant),
        price_max,
        certificate: certificate(asked, checks),
        comes: is_on(&asked.comes),
        ..SearchFilter::default()
    };
    filter.sort = if filter.allows(sort) { sort } else { Sort::Best };
    filter.after = cursor(asked, filter.sort, checks);
    Ok(filter)
}

/// A place with a radius around the origin.
const fn within(place: Area, radius_km: f64) -> Area {
    let (province, district) = match place {
        Area::Province(province) => (Some(province), None),
        Area::District { province, district } => (Some(province), Some(district)),
        Area::Near { province, district, .. } => (province, district),
        Area::Anywhere => (None, None),
    };
    Area::Near { radius_km, province, district }
}

/// Where the page begins; what cannot be read, or belongs to another order, is refused and begins anew.
fn cursor(asked: &Asked, sort: Sort, checks: &mut Checks) -> Cursor {
    if asked.after.is_empty() {
        return Cursor::START;
    }
    checks.keep("after", Cursor::read(&asked.after, sort).ok_or(Rule::UnknownChoice)).unwrap_or(Cursor::START)
}

fn is_on(word: &str) -> bool {
    matches!(word, "1" | "true" | "on" | "evet")
}

fn wanted(reference: &Reference, asked: &Asked, checks: &mut Checks) -> Wanted {
    if !asked.service.is_empty() {
        if let Some(service) = reference.find_service(&asked.service).filter(|service| service.is_active) {
            return Wanted::Service(service.id);
        }
        checks.refuse("service", Rule::UnknownChoice);
    }
    if !asked.category.is_empty() {
        if let Some(category) =
            reference.categories.iter().find(|category| category.slug == asked.category && category.is_active)
        {
            return Wanted::Category(category.id, services_below(reference, category.id));
        }
        checks.refuse("category", Rule::UnknownChoice);
    }
    let text = |text: &str, name: &str, checks: &mut Checks| checks.text(name, text, 0, TEXT_MAX);
    let name = text(&asked.name, "name", checks);
    if !fold(&name).is_empty() {
        return Wanted::Name(name);
    }
    let words = text(&asked.text, "q", checks);
    if fold(&words).is_empty() {
        return Wanted::Anything;
    }
    let services: Vec<ServiceId> =
        reference.search_services(&words, TEXT_SERVICES).into_iter().map(|service| service.id).collect();
    match services.as_slice() {
        [] => Wanted::Name(words),
        [only] => Wanted::Service(*only),
        // The whole name was typed or chosen from the suggestions.
        [first, ..]
            if reference
                .service(*first)
                .is_some_and(|s| fold(&s.name_tr) == fold(&words) || fold(&s.name_en) == fold(&words)) =>
        {
            Wanted::Service(*first)
        }
        _ => Wanted::Text(words, services),
    }
}

/// The services of a category and of all categories below it.
fn services_below(reference: &Reference, category: CategoryId) -> Vec<ServiceId> {
    let mut within = vec![category];
    let mut next = 0;
    while let Some(&parent) = within.get(next) {
        let children = reference.categories.iter().filter(|child| child.parent_id == Some(parent) && child.is_active);
        within.extend(children.map(|child| child.id));
        next += 1;
    }
    within.into_iter().flat_map(|category| reference.services_of(category)).map(|service| service.id).collect()
}

fn position(asked: &Asked, checks: &mut Checks) -> Option<(f64, f64)> {
    if asked.lat.is_empty() && asked.lon.is_empty() {
        return None;
    }
    let lat = degrees("lat", &asked.lat, 90.0, checks);
    let lon = degrees("lon", &asked.lon, 180.0, checks);
    lat.zip(lon)
}

fn degrees(name: &str, text: &str, limit: f64, checks: &mut Checks) -> Option<f64> {
    checks
        .keep(name, number(text).and_then(|value| if value.abs() <= limit { Ok(value) } else { Err(Rule::OutOfRange) }))
}

fn number(text: &str) -> std::result::Result<f64, Rule> {
    text.trim().parse::<f64>().ok().filter(|value| value.is_finite()).ok_or(if text.is_empty() {
        Rule::Required
    } else {
        Rule::NotANumber
    })
}

fn radius(asked: &Asked, checks: &mut Checks) -> Option<f64> {
    if asked.radius_km.is_empty() {
        return None;
    }
    let radius = number(&asked.radius_km.replace(',', "."))
        .and_then(|km| if (0.1..=RADIUS_MAX_KM).contains(&km) { Ok(km) } else { Err(Rule::OutOfRange) });
    checks.keep("radius_km", radius)
}

fn sort(asked: &Asked, checks: &mut Checks) -> Sort {
    if asked.sort.is_empty() {
        return Sort::default();
    }
    checks.keep("sort", Sort::parse(&asked.sort).ok_or(Rule::UnknownChoice)).unwrap_or_default()
}

fn rating(asked: &Asked, checks: &mut Checks) -> Option<Rating> {
    if asked.rating.is_empty() {
        return None;
    }
    checks.keep("rating", Rating::parse(&asked.rating).ok_or(Rule::UnknownChoice))
}

fn price_max(asked: &Asked, checks: &mut Checks) -> Option<i64> {
    if asked.price_max.is_empty() {
        return None;
    }
    let price = Money::parse(&asked.price_max).filter(|price| price.0 > 0).ok_or(Rule::NotANumber);
    checks.keep("price_max", price).map(|price| price.0)
}

fn certificate(asked: &Asked, checks: &mut Checks) -> Option<CertificateKind> {
    if asked.certificate.is_empty() {
        return None;
    }
    checks.keep("certificate", CertificateKind::from_slug(&asked.certificate).ok_or(Rule::UnknownChoice))
}

/// The area and its centre.
fn place(reference: &Reference, asked: &Asked, checks: &mut Checks) -> (Area, Option<(f64, f64)>) {
    let province = match asked.il.as_str() {
        "" => None,
        word => checks.keep("il", reference.find_province(word).ok_or(Rule::UnknownChoice)),
    };
    if !asked.ilce.is_empty() {
        let known = asked.il.is_empty() || province.is_some();
        let district = known.then(|| reference.find_district(&asked.ilce, province.map(|p| p.id))).flatten();
        if let Some(district) = checks.keep("ilce", district.ok_or(Rule::UnknownChoice)) {
            let area = Area::District { province: district.province_id, district: district.id };
            return (area, Some((district.lat, district.lon)));
        }
    }
    province
        .map_or((Area::Anywhere, None), |province| (Area::Province(province.id), Some((province.lat, province.lon))))
}

async fn own_car(scope: &mut Scope, customer: Option<CustomerId>, id: VehicleId) -> Result<Car> {
    match customer {
        Some(customer) => vehicles::bookable_by(scope, customer, id).await,
        None => vehicles::bookable(scope, id).await,
    }
}

/// What the rules of workshops ask about the car, and its body.
async fn car(
    scope: &mut Scope,
    customer: Option<CustomerId>,
    asked: &Asked,
    checks: &mut Checks,
) -> Result<Option<(CarSpec, String)>> {
    if !asked.vehicle.is_empty() {
        // Signed out since, somebody else's, shared to be seen only, removed: the search goes on without the car and says so.
        let own = match asked.vehicle.parse::<VehicleId>() {
            Ok(id) => match own_car(scope, customer, id).await {
                Ok(car) => Ok((car.spec(), car.body)),
                Err(error) if matches!(error.code, Code::NotFound | Code::Forbidden | Code::Unauthenticated) => {
                    Err(Rule::UnknownChoice)
                }
                Err(error) => return Err(error),
            },
            Err(_) => Err(Rule::UnknownChoice),
        };
        return Ok(checks.keep("vehicle", own));
    }
    if asked.variant.is_empty() {
        return Ok(None);
    }
    let (Ok(variant), Ok(year)) = (asked.variant.parse::<VariantId>(), asked.year.parse::<i16>()) else {
        checks.refuse("variant", Rule::UnknownChoice);
        return Ok(None);
    };
    let car = vehicles::car_of(scope, variant, year).await?;
    Ok(checks.keep("variant", car.ok_or(Rule::UnknownChoice)))
}
