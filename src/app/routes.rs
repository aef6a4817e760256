//! Every path of the site and the page behind it.

use super::{
    compose, desk, dev_mail, errors,
    layouts::Layout::{Account, Admin, Framed, Public, Workshop},
    show::{show, show_at},
};
use crate::modules::{appointments, auth, customers, mechanics, reviews, service_requests, users, vehicles};
use leptos::prelude::*;
use leptos_meta::provide_meta_context;
use leptos_router::{
    SsrMode::Async,
    components::{FlatRoutes, Route, Router},
    path,
};

#[expect(clippy::too_many_lines, reason = "the list of the site's pages, a line each")]
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    view! {
        <Router>
            <FlatRoutes fallback=|| show(Public, errors::not_found)>
                <Route path=path!("/") view=|| show(Public, mechanics::pages::home) ssr=Async/>
                <Route path=path!("/usta-bul") view=|| show(Public, mechanics::pages::search) ssr=Async/>
                <Route path=path!("/usta-bul/harita") view=|| show(Framed, mechanics::pages::search_map) ssr=Async/>
                <Route path=path!("/usta-bul/:il") view=|| show_at(Public, ["il"], |visit, [il]| mechanics::pages::landing(visit, vec![il])) ssr=Async/>
                <Route path=path!("/usta-bul/:il/:second") view=|| show_at(Public, ["il", "second"], |visit, words| mechanics::pages::landing(visit, words.into())) ssr=Async/>
                <Route path=path!("/usta-bul/:il/:second/:third") view=|| show_at(Public, ["il", "second", "third"], |visit, words| mechanics::pages::landing(visit, words.into())) ssr=Async/>
                <Route path=path!("/usta/:slug") view=|| show_at(Public, ["slug"], |visit, [slug]| compose::profile(visit, slug)) ssr=Async/>
                <Route path=path!("/usta/:slug/neden") view=|| show_at(Public, ["slug"], |visit, [slug]| mechanics::pages::why(visit, slug)) ssr=Async/>
                <Route path=path!("/usta/:slug/randevu") view=|| show_at(Public, ["slug"], |visit, [slug]| appointments::pages::book(visit, slug)) ssr=Async/>
                <Route path=path!("/arac-sec") view=|| show(Public, mechanics::pages::choose_car) ssr=Async/>
                <Route path=path!("/hizmetler") view=|| show(Public, mechanics::pages::services) ssr=Async/>
                <Route path=path!("/nasil-calisir") view=|| show(Public, mechanics::pages::how_it_works) ssr=Async/>
                <Route path=path!("/usta-ol") view=|| show(Public, mechanics::pages::become_mechanic) ssr=Async/>
                <Route path=path!("/karsilastir") view=|| show(Public, mechanics::pages::compare) ssr=Async/>
                <Route path=path!("/siralama-kurallari") view=|| show(Public, mechanics::pages::ranking_rules) ssr=Async/>
                <Route path=path!("/yorum-kurallari") view=|| show(Public, mechanics::pages::review_rules) ssr=Async/>
                <Route path=path!("/veri-kaynaklari") view=|| show(Public, mechanics::pages::data_sources) ssr=Async/>
                <Route path=path!("/gizlilik") view=|| show(Public, mechanics::pages::privacy) ssr=Async/>
                <Route path=path!("/kvkk") view=|| show(Public, mechanics::pages::kvkk) ssr=Async/>
                <Route path=path!("/cerezler") view=|| show(Public, users::pages::cookies) ssr=Async/>
                <Route path=path!("/metinler/:purpose/:version") view=|| show_at(Public, ["purpose", "version"], |visit, [purpose, version]| users::pages::consent_text(visit, purpose, version)) ssr=Async/>
                <Route path=path!("/hesap-silme") view=|| show(Public, users::pages::deletion) ssr=Async/>
                <Route path=path!("/kosullar") view=|| show(Public, mechanics::pages::terms) ssr=Async/>
                <Route path=path!("/misafir") view=|| show(Public, appointments::pages::guest) ssr=Async/>
                <Route path=path!("/misafir/kod") view=|| show(Public, appointments::pages::guest_code) ssr=Async/>
                <Route path=path!("/misafir/devam") view=|| show(Public, appointments::pages::guest_on) ssr=Async/>
                <Route path=path!("/giris") view=|| show(Public, auth::pages::sign_in) ssr=Async/>
                <Route path=path!("/kayit") view=|| show(Public, auth::pages::register) ssr=Async/>
                <Route path=path!("/iki-adim") view=|| show(Public, auth::pages::second_factor_page) ssr=Async/>
                <Route path=path!("/onay") view=|| show(Public, auth::pages::step_up_page) ssr=Async/>
                <Route path=path!("/e-posta-dogrula") view=|| show(Public, auth::pages::verify_email) ssr=Async/>
                <Route path=path!("/sifre-sifirla") view=|| show(Public, auth::pages::reset) ssr=Async/>
                <Route path=path!("/giris/saglayici/:name") view=|| show_at(Public, ["name"], |visit, [name]| auth::pages::provider_answer(visit, name)) ssr=Async/>
                <Route path=path!("/kayit/saglayici") view=|| show(Public, auth::pages::provider_sign_up) ssr=Async/>
                <Route path=path!("/ben-degildim") view=|| show(Public, auth::pages::not_me) ssr=Async/>
                <Route path=path!("/defter-dogrula") view=|| show(Public, vehicles::pages::proof_form) ssr=Async/>
                <Route path=path!("/defter-dogrula/:code") view=|| show_at(Public, ["code"], |visit, [code]| vehicles::pages::record_proof(visit, code)) ssr=Async/>
                <Route path=path!("/defter/:token") view=|| show_at(Public, ["token"], |visit, [token]| vehicles::pages::shared_book(visit, token)) ssr=Async/>
                <Route path=path!("/arama-haberi") view=|| show(Public, mechanics::pages::search_news) ssr=Async/>
                <Route path=path!("/arac-devri") view=|| show(Public, vehicles::pages::offered_car) ssr=Async/>
                <Route path=path!("/gelistirme/posta") view=|| show(Public, dev_mail::dev_mail) ssr=Async/>

                <Route path=path!("/hesap") view=|| show(Account, compose::account) ssr=Async/>
                <Route path=path!("/hesap/araclar") view=|| show(Account, vehicles::pages::list) ssr=Async/>
                <Route path=path!("/hesap/araclar/yeni") view=|| show(Account, vehicles::pages::new) ssr=Async/>
                <Route path=path!("/hesap/araclar/oner") view=|| show(Account, vehicles::pages::propose) ssr=Async/>
                <Route path=path!("/hesap/araclar/:id") view=|| show_at(Account, ["id"], |visit, [id]| vehicles::pages::car(visit, id)) ssr=Async/>
                <Route path=path!("/hesap/araclar/:id/model") view=|| show_at(Account, ["id"], |visit, [id]| vehicles::pages::model(visit, id)) ssr=Async/>
                <Route path=path!("/hesap/araclar/:id/defter") view=|| show_at(Account, ["id"], |visit, [id]| compose::service_book(visit, id)) ssr=Async/>
                <Route path=path!("/hesap/araclar/:id/defter/:record") view=|| show_at(Account, ["id", "record"], |visit, [id, record]| vehicles::pages::record(visit, id, record)) ssr=Async/>
                <Route path=path!("/hesap/araclar/:id/paylas") view=|| show_at(Account, ["id"], |visit, [id]| vehicles::pages::sharing(visit, id)) ssr=Async/>
                <Route path=path!("/aile-daveti") view=|| show(Public, vehicles::pages::household_invitation) ssr=Async/>
                <Route path=path!("/hesap/aile") view=|| show(Account, vehicles::pages::household) ssr=Async/>
                <Route path=path!("/hesap/aile/:id") view=|| show_at(Account, ["id"], |visit, [id]| vehicles::pages::shared_car(visit, id)) ssr=Async/>
                <Route path=path!("/hesap/araclar/:id/devret") view=|| show_at(Account, ["id"], |visit, [id]| vehicles::pages::handover(visit, id)) ssr=Async/>
                <Route path=path!("/hesap/araclar/:id/fotograflar") view=|| show_at(Account, ["id"], |visit, [id]| vehicles::pages::photos(visit, id)) ssr=Async/>
                <Route path=path!("/hesap/araclar/:id/hatirlatmalar") view=|| show_at(Account, ["id"], |visit, [id]| vehicles::pages::reminders(visit, id)) ssr=Async/>
                <Route path=path!("/hesap/randevular") view=|| show(Account, appointments::pages::mine) ssr=Async/>
                <Route path=path!("/hesap/randevular/:id") view=|| show_at(Account, ["id"], |visit, [id]| appointments::pages::show(visit, id)) ssr=Async/>
                <Route path=path!("/hesap/randevular/:id/yorum") view=|| show_at(Account, ["id"], |visit, [id]| reviews::pages::write(visit, id)) ssr=Async/>
                <Route path=path!("/hesap/favoriler") view=|| show(Account, mechanics::pages::favourites) ssr=Async/>
                <Route path=path!("/hesap/hatirlatmalar") view=|| show(Account, vehicles::pages::due) ssr=Async/>
                <Route path=path!("/hesap/harcamalar") view=|| show(Account, vehicles::pages::spending) ssr=Async/>
                <Route path=path!("/hesap/ayarlar/yerler") view=|| show(Account, compose::places) ssr=Async/>
                <Route path=path!("/hesap/ayarlar/fatura") view=|| show(Account, customers::pages::invoices) ssr=Async/>
                <Route path=path!("/hesap/ayarlar") view=|| show(Account, users::pages::settings) ssr=Async/>
                <Route path=path!("/hesap/ayarlar/guvenlik") view=|| show(Account, compose::security) ssr=Async/>
                <Route path=path!("/hesap/ayarlar/guvenlik/dogrulayici") view=|| show(Account, auth::pages::authenticator) ssr=Async/>
                <Route path=path!("/hesap/ayarlar/guvenlik/kurtarma-kodlari") view=|| show(Account, auth::pages::recovery_codes) ssr=Async/>
                <Route path=path!("/hesap/ayarlar/gizlilik") view=|| show(Account, users::pages::privacy) ssr=Async/>

                <Route path=path!("/atolye") view=|| show(Workshop, compose::workshop_home) ssr=Async/>
                <Route path=path!("/atolye/takvim") view=|| show(Workshop, appointments::pages::workshop_calendar) ssr=Async/>
                <Route path=path!("/atolye/randevular") view=|| show(Workshop, appointments::pages::workshop_list) ssr=Async/>
                <Route path=path!("/atolye/randevular/:id") view=|| show_at(Workshop, ["id"], |visit, [id]| appointments::pages::workshop_show(visit, id)) ssr=Async/>
                <Route path=path!("/atolye/musteriler") view=|| show(Workshop, appointments::pages::workshop_customers) ssr=Async/>
                <Route path=path!("/atolye/musteriler/:id") view=|| show_at(Workshop, ["id"], |visit, [id]| appointments::pages::workshop_customer(visit, id)) ssr=Async/>
                <Route path=path!("/atolye/kazanc") view=|| show(Workshop, appointments::pages::workshop_earnings) ssr=Async/>
                <Route path=path!("/atolye/hizmetler") view=|| show(Workshop, mechanics::pages::workshop::services) ssr=Async/>
                <Route path=path!("/atolye/hizmetler/:slug") view=|| show_at(Workshop, ["slug"], |visit, [slug]| mechanics::pages::workshop::price(visit, slug)) ssr=Async/>
                <Route path=path!("/atolye/fiyat-tablosu") view=|| show(Workshop, mechanics::pages::workshop::table) ssr=Async/>
                <Route path=path!("/atolye/toplu-fiyat") view=|| show(Workshop, mechanics::pages::workshop::raise) ssr=Async/>
                <Route path=path!("/atolye/calisma-saatleri") view=|| show(Workshop, mechanics::pages::workshop::hours) ssr=Async/>
                <Route path=path!("/atolye/araclar") view=|| show(Workshop, mechanics::pages::workshop::vehicles) ssr=Async/>
                <Route path=path!("/atolye/profil") view=|| show(Workshop, mechanics::pages::workshop::profile) ssr=Async/>
                <Route path=path!("/atolye/profil/onizleme") view=|| show(Public, compose::profile_draft) ssr=Async/>
                <Route path=path!("/atolye/fotograflar") view=|| show(Workshop, mechanics::pages::workshop::photos) ssr=Async/>
                <Route path=path!("/atolye/basvuru") view=|| show(Workshop, mechanics::pages::workshop::application) ssr=Async/>
                <Route path=path!("/atolye/odeme-hesabi") view=|| show(Workshop, mechanics::pages::workshop::payout) ssr=Async/>
                <Route path=path!("/atolye/sertifikalar") view=|| show(Workshop, mechanics::pages::workshop::certificates) ssr=Async/>
                <Route path=path!("/atolye/reklamlar") view=|| show(Workshop, mechanics::pages::workshop::adverts) ssr=Async/>
                <Route path=path!("/atolye/yorumlar") view=|| show(Workshop, reviews::pages::workshop) ssr=Async/>
                <Route path=path!("/atolye/ekip") view=|| show(Workshop, mechanics::pages::workshop::team) ssr=Async/>
                <Route path=path!("/atolye-tableti") view=|| show(Public, mechanics::pages::tablet) ssr=Async/>
                <Route path=path!("/atolye-daveti") view=|| show(Public, mechanics::pages::invitation) ssr=Async/>

                <Route path=path!("/yonetim") view=|| show(Admin, desk::desk) ssr=Async/>
                <Route path=path!("/yonetim/yorumlar") view=|| show(Admin, reviews::pages::admin_queue) ssr=Async/>
                <Route path=path!("/yonetim/ustalar") view=|| show(Admin, desk::mechanics) ssr=Async/>
                <Route path=path!("/yonetim/ustalar/:id") view=|| show_at(Admin, ["id"], |visit, [id]| desk::application(visit, id)) ssr=Async/>
                <Route path=path!("/yonetim/kullanicilar") view=|| show(Admin, desk::people) ssr=Async/>
                <Route path=path!("/yonetim/kullanicilar/:id") view=|| show_at(Admin, ["id"], |visit, [id]| desk::person(visit, id)) ssr=Async/>
                <Route path=path!("/yonetim/kullanicilar/:id/birlestir") view=|| show_at(Admin, ["id"], |visit, [id]| desk::merge(visit, id)) ssr=Async/>
                <Route path=path!("/yonetim/kategoriler") view=|| show(Admin, service_requests::pages::admin_categories) ssr=Async/>
                <Route path=path!("/yonetim/katalog") view=|| show(Admin, vehicles::pages::desk::catalogue) ssr=Async/>
                <Route path=path!("/yonetim/katalog/aktar") view=|| show(Admin, vehicles::pages::desk::sheets) ssr=Async/>
                <Route path=path!("/yonetim/katalog/aktar/:id") view=|| show_at(Admin, ["id"], vehicles::pages::desk::sheet) ssr=Async/>
                <Route path=path!("/yonetim/katalog/oneriler") view=|| show(Admin, vehicles::pages::desk::proposals) ssr=Async/>
                <Route path=path!("/yonetim/reklamlar") view=|| show(Admin, desk::adverts) ssr=Async/>
                <Route path=path!("/yonetim/denetim") view=|| show(Admin, desk::audit) ssr=Async/>
                <Route path=path!("/yonetim/kvkk") view=|| show(Admin, users::pages::admin_privacy) ssr=Async/>
            </FlatRoutes>
        </Router>
    }
}
