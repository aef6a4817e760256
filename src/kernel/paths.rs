//! Every address of the site, on one page. Turkish slugs in ASCII, the same in both languages.

mod cars;

pub use cars::*;

use super::ids::{
    AdvertId, AppointmentId, BayId, BrandId, CustomerId, DocumentId, ExportId, ImportId, MechanicId, ModelId, PersonId,
    SeasonId, VariantId,
};

pub const HOME: &str = "/";
pub const SEARCH: &str = "/usta-bul";
/// The map of a search, which its page shows in a frame.
pub const SEARCH_MAP: &str = "/usta-bul/harita";
pub const COMPARE: &str = "/karsilastir";
/// Where a visitor names a car for a search.
pub const CAR_CHOOSE: &str = "/arac-sec";
pub const SERVICES: &str = "/hizmetler";
pub const HOW_IT_WORKS: &str = "/nasil-calisir";
pub const BECOME_MECHANIC: &str = "/usta-ol";
pub const RANKING_RULES: &str = "/siralama-kurallari";
pub const REVIEW_RULES: &str = "/yorum-kurallari";
pub const DATA_SOURCES: &str = "/veri-kaynaklari";
pub const PRIVACY: &str = "/gizlilik";
pub const KVKK: &str = "/kvkk";
pub const COOKIES: &str = "/cerezler";
pub const TERMS: &str = "/kosullar";

pub const SIGN_IN: &str = "/giris";
pub const REGISTER: &str = "/kayit";
/// Where the second factor of a sign-in is asked.
pub const SECOND_FACTOR: &str = "/iki-adim";
/// Where somebody signed in proves once more who they are.
pub const STEP_UP: &str = "/onay";
/// Where a forgotten password is replaced.
pub const RESET_PASSWORD: &str = "/sifre-sifirla";
pub const VERIFY_EMAIL: &str = "/e-posta-dogrula";
/// Where somebody new who came by an identity provider says the rest.
pub const OIDC_SIGN_UP: &str = "/kayit/saglayici";
/// Where a code of a line of a service book is typed in.
pub const RECORD_PROOF: &str = "/defter-dogrula";
/// Where the mail leads that offers somebody a car.
pub const CAR_OFFER: &str = "/arac-devri";
/// Where the mail leads that asks somebody to share cars.
pub const HOUSEHOLD_INVITATION: &str = "/aile-daveti";
/// Where the mail leads whoever wants to hear of no more new workshops.
pub const SEARCH_NEWS: &str = "/arama-haberi";
/// The answer to "this wasn't me".
pub const NOT_ME: &str = "/ben-degildim";

/// Where a visitor says what they want without an account, types the code, and goes on once it is right.
pub const GUEST: &str = "/misafir";
pub const GUEST_CODE: &str = "/misafir/kod";
pub const GUEST_ON: &str = "/misafir/devam";

pub const ACCOUNT: &str = "/hesap";
pub const CARS: &str = "/hesap/araclar";
/// What comes due across all of one's cars.
pub const DUE: &str = "/hesap/hatirlatmalar";
pub const CAR_NEW: &str = "/hesap/araclar/yeni";
/// Where somebody proposes a car that the catalogue lacks.
pub const CAR_PROPOSE: &str = "/hesap/araclar/oner";
pub const APPOINTMENTS: &str = "/hesap/randevular";
/// The workshops one keeps.
pub const FAVOURITES: &str = "/hesap/favoriler";
/// With whom one shares cars.
pub const HOUSEHOLD: &str = "/hesap/aile";
/// What one's cars have cost.
pub const SPENDING: &str = "/hesap/harcamalar";
pub const SETTINGS: &str = "/hesap/ayarlar";
/// Where a photo is sent to.
pub const PHOTO_UPLOAD: &str = "/hesap/ayarlar/fotograf";
pub const SECURITY: &str = "/hesap/ayarlar/guvenlik";
/// Where an authenticator app is set up.
pub const AUTHENTICATOR: &str = "/hesap/ayarlar/guvenlik/dogrulayici";
pub const RECOVERY_CODES: &str = "/hesap/ayarlar/guvenlik/kurtarma-kodlari";
/// To whom invoices are made out.
pub const INVOICES: &str = "/hesap/ayarlar/fatura";
/// Places to search from.
pub const PLACES: &str = "/hesap/ayarlar/yerler";
pub const MY_PRIVACY: &str = "/hesap/ayarlar/gizlilik";

/// What happens after asking for deletion, and where it is taken back.
pub const DELETION: &str = "/hesap-silme";
/// Versions of what people agree to.
pub const TEXTS: &str = "/metinler";

pub const WORKSHOP: &str = "/atolye";
pub const WORKSHOP_CALENDAR: &str = "/atolye/takvim";
pub const WORKSHOP_APPOINTMENTS: &str = "/atolye/randevular";
/// Who has come to a workshop.
pub const WORKSHOP_CUSTOMERS: &str = "/atolye/musteriler";
/// What a workshop has earned, and the same as a file.
pub const WORKSHOP_EARNINGS: &str = "/atolye/kazanc";
pub const WORKSHOP_EARNINGS_CSV: &str = "/atolye/kazanc.csv";
pub const WORKSHOP_SERVICES: &str = "/atolye/hizmetler";
/// All offers of a workshop in one table.
pub const WORKSHOP_PRICES: &str = "/atolye/fiyat-tablosu";
/// All prices of a workshop at once.
pub const WORKSHOP_RAISE: &str = "/atolye/toplu-fiyat";
pub const WORKSHOP_PROFILE: &str = "/atolye/profil";
pub const WORKSHOP_HOURS: &str = "/atolye/calisma-saatleri";
pub const WORKSHOP_VEHICLES: &str = "/atolye/araclar";
pub const WORKSHOP_REVIEWS: &str = "/atolye/yorumlar";
/// What a workshop shows to be verified.
pub const WORKSHOP_APPLICATION: &str = "/atolye/basvuru";
/// Where its papers are sent to.
pub const DOCUMENT_UPLOAD: &str = "/atolye/basvuru/belge";
/// The account that a workshop's money goes to.
pub const WORKSHOP_PAYOUT: &str = "/atolye/odeme-hesabi";
/// What a workshop has proved that it may do.
pub const WORKSHOP_CERTIFICATES: &str = "/atolye/sertifikalar";
/// Where a certificate is sent to.
pub const CERTIFICATE_UPLOAD: &str = "/atolye/sertifikalar/belge";
/// The photos of a workshop, and where they are sent to.
pub const WORKSHOP_PHOTOS: &str = "/atolye/fotograflar";
/// The public page with what is typed in the profile's form, before it is saved.
pub const WORKSHOP_PREVIEW: &str = "/atolye/profil/onizleme";
/// Where a form with a map is sent to when the map is tapped.
pub const PIN: &str = "/konum-sec";
/// Places in the search that a workshop pays for.
pub const WORKSHOP_ADVERTS: &str = "/atolye/reklamlar";
/// Who belongs to the workshop.
pub const WORKSHOP_TEAM: &str = "/atolye/ekip";
/// What a shared tablet of a workshop shows while nobody is in.
pub const TABLET: &str = "/atolye-tableti";
/// Where the mail leads that asks somebody to join a workshop.
pub const STAFF_INVITATION: &str = "/atolye-daveti";

pub const ADMIN: &str = "/yonetim";
pub const ADMIN_USERS: &str = "/yonetim/kullanicilar";
/// The list of people as a file.
pub const ADMIN_USERS_CSV: &str = "/yonetim/kullanicilar.csv";
pub const ADMIN_MECHANICS: &str = "/yonetim/ustalar";
pub const ADMIN_CATEGORIES: &str = "/yonetim/kategoriler";
/// The catalogue of cars, and what people propose for it.
pub const ADMIN_CATALOGUE: &str = "/yonetim/katalog";
pub const ADMIN_PROPOSALS: &str = "/yonetim/katalog/oneriler";
/// The catalogue as a file, where such a file is brought, and where it is sent to.
pub const ADMIN_CATALOGUE_CSV: &str = "/yonetim/katalog.csv";
pub const ADMIN_IMPORTS: &str = "/yonetim/katalog/aktar";
pub const ADMIN_IMPORT_UPLOAD: &str = "/yonetim/katalog/aktar/dosya";
pub const ADMIN_REVIEWS: &str = "/yonetim/yorumlar";
pub const ADMIN_ADVERTS: &str = "/yonetim/reklamlar";
pub const ADMIN_AUDIT: &str = "/yonetim/denetim";
pub const ADMIN_PRIVACY: &str = "/yonetim/kvkk";

/// Names the advert that was opened, in the address it led to.
pub const ADVERT_PARAM: &str = "reklam";

pub const DEV_MAIL: &str = "/gelistirme/posta";
pub const SET_LANG: &str = "/dil";
/// The stream of hints that something changed.
pub const HINTS: &str = "/canli";

/// The page of a workshop, opened from one of its adverts.
pub fn from_advert(path: &str, id: AdvertId) -> String {
    let joint = if path.contains('?') { '&' } else { '?' };
    format!("{path}{joint}{ADVERT_PARAM}={id}")
}

/// The picture that messengers show of a workshop's page or a landing page.
pub fn shared_picture(path: &str) -> String {
    format!("/paylas{path}.png")
}

/// Where an identity provider sends its answer.
pub fn oidc_callback(provider: &str) -> String {
    format!("/giris/saglayici/{provider}")
}
pub fn appointment(id: AppointmentId) -> String {
    format!("{APPOINTMENTS}/{id}")
}
/// Where a completed appointment is reviewed.
pub fn review_new(id: AppointmentId) -> String {
    format!("{APPOINTMENTS}/{id}/yorum")
}
/// The calendar file of an appointment.
pub fn appointment_ics(id: AppointmentId) -> String {
    format!("{APPOINTMENTS}/{id}/takvim.ics")
}
pub fn workshop_appointment(id: AppointmentId) -> String {
    format!("{WORKSHOP_APPOINTMENTS}/{id}")
}
pub fn workshop_customer(id: CustomerId) -> String {
    format!("{WORKSHOP_CUSTOMERS}/{id}")
}
/// A brand, a model or a variant on the desk of the catalogue.
pub fn admin_brand(id: BrandId) -> String {
    format!("{ADMIN_CATALOGUE}?marka={id}")
}
pub fn admin_model(id: ModelId) -> String {
    format!("{ADMIN_CATALOGUE}?model={id}")
}
pub fn admin_variant(id: VariantId) -> String {
    format!("{ADMIN_CATALOGUE}?arac={id}")
}
/// A file with changes of the catalogue.
pub fn admin_import(id: ImportId) -> String {
    format!("{ADMIN_IMPORTS}/{id}")
}
/// A person as the desk sees them.
pub fn admin_user(id: &str) -> String {
    format!("{ADMIN_USERS}/{id}")
}
/// Where an account is emptied into another one of the same person.
pub fn admin_merge(id: &str) -> String {
    format!("{ADMIN_USERS}/{id}/birlestir")
}
/// An application as the desk sees it.
pub fn admin_mechanic(id: MechanicId) -> String {
    format!("{ADMIN_MECHANICS}/{id}")
}
/// An offer of one's workshop: its prices, parts, warranty.
pub fn workshop_price(service: &str) -> String {
    format!("{WORKSHOP_SERVICES}/{service}")
}
/// The hours of a season, for who runs the workshop.
pub fn workshop_season(id: SeasonId) -> String {
    format!("{WORKSHOP_HOURS}?sezon={id}#sezonlar")
}
/// Somebody who works at the cars, and a lift, for who runs the workshop.
pub fn workshop_person(id: PersonId) -> String {
    format!("{WORKSHOP_HOURS}?usta={id}#ustalar")
}
pub fn workshop_bay(id: BayId) -> String {
    format!("{WORKSHOP_HOURS}?lift={id}#liftler")
}
/// A paper of a workshop, for its owner and for admins.
pub fn document(id: DocumentId) -> String {
    format!("{DOCUMENT_UPLOAD}/{id}")
}
/// A photo by its name.
pub fn photo(key: &str) -> String {
    format!("/foto/{key}")
}
/// A photo on the page of all of one's own.
pub fn own_photo(id: &str) -> String {
    format!("{WORKSHOP_PHOTOS}#foto-{id}")
}
/// A photo of a workshop by its name and size.
pub fn workshop_photo(name: &str) -> String {
    format!("/foto/atolye/{name}")
}
/// Public profile of a workshop.
pub fn mechanic(slug: &str) -> String {
    format!("/usta/{slug}")
}
/// Why a search shows a workshop.
pub fn why(slug: &str) -> String {
    format!("/usta/{slug}/neden")
}
/// The booking page of a workshop.
pub fn book(slug: &str) -> String {
    format!("/usta/{slug}/randevu")
}
/// Workshops beside each other, with the price of a service.
pub fn compare(slugs: &[&str], service: Option<&str>) -> String {
    let pairs = slugs.iter().map(|slug| ("usta", *slug)).chain(service.map(|slug| ("hizmet", slug)));
    let query = pairs.map(|(name, value)| format!("{name}={}", encoded(value))).collect::<Vec<_>>().join("&");
    if query.is_empty() { COMPARE.to_owned() } else { format!("{COMPARE}?{query}") }
}
/// Landing page of a province.
pub fn landing_province(province: &str) -> String {
    format!("{SEARCH}/{province}")
}
/// Landing page of a service in a province.
pub fn landing(province: &str, service: &str) -> String {
    format!("{SEARCH}/{province}/{service}")
}
/// Landing page of a service in a district.
pub fn landing_in_district(province: &str, district: &str, service: &str) -> String {
    format!("{SEARCH}/{province}/{district}/{service}")
}

/// One version of a text that people agree to.
pub fn consent_text(purpose: &str, version: &str) -> String {
    format!("{TEXTS}/{purpose}/{version}")
}
/// The file with everything kept about a person.
pub fn export_file(id: ExportId) -> String {
    format!("{MY_PRIVACY}/dosya/{id}")
}
/// The mailed way back from a planned deletion.
pub fn cancel_deletion(code: &str) -> String {
    format!("{DELETION}?kod={code}")
}

/// Where to prove once more who one is, before going on to `next`.
pub fn step_up(next: &str) -> String {
    format!("{STEP_UP}?next={}", encoded(next))
}

/// A text as the value of a query parameter.
pub fn encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

/// The form target of a server function, e.g. `api("auth/sign_in")`.
pub fn api(endpoint: &str) -> String {
    format!("/api/{endpoint}")
}

/// The longest address that anybody is sent back to: a choice of services with the longest note, every letter of it escaped.
const OWN_MAX: usize = 16_000;

/// An address as a log may hold it: without the keys that some of ours are.
pub fn logged(path: &str) -> std::borrow::Cow<'_, str> {
    match path.strip_prefix("/defter/") {
        Some(rest) => format!("/defter/…{}", rest.find('/').map_or("", |end| &rest[end..])).into(),
        None => path.into(),
    }
}

/// A path of this site that a request may be sent back to: starts with one slash and holds nothing that a browser or a
/// header could read as another host or line. Anything else becomes `fallback`.
pub fn own_path(path: &str, fallback: &str) -> String {
    let bytes = path.as_bytes();
    let second_is_safe = !matches!(bytes.get(1), Some(b'/' | b'\\'));
    let printable = bytes.iter().all(|b| (0x21..0x7f).contains(b) && *b != b'\\');
    if bytes.first() == Some(&b'/') && second_is_safe && printable && path.len() <= OWN_MAX {
        path.to_owned()
    } else {
        fallback.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_log_holds_a_key() {
        assert_eq!(logged("/defter/gizli"), "/defter/…");
        assert_eq!(logged("/defter/gizli/kagit.pdf"), "/defter/…/kagit.pdf");
        assert_eq!(logged("/defter-dogrula/ABC"), "/defter-dogrula/ABC", "what everybody may read");
    }

    #[test]
    fn nobody_is_sent_to_another_host() {
        assert_eq!(own_path("/hesap?x=1", "/"), "/hesap?x=1");
        assert_eq!(own_path(&format!("/{}", "x".repeat(OWN_MAX)), "/"), "/");
        for path in ["//evil.test", "/\\evil.test", "https://evil.test", "/a\r\nSet-Cookie: x", "", "hesap", "/ışık"]
        {
            assert_eq!(own_path(path, "/"), "/", "{path:?}");
        }
    }
}
