//! Who gets what: one row per server function and page. The objects in `{…}` belong to the first customer and the first
//! mechanic; `world.rs` makes them anew for every call.

/// One row: what is called, with what, and the status each of the six actors gets.
pub type Row = (&'static str, &'static str, [u16; 6]);

/// `GET` functions with their query.
pub const READS: &[Row] = &[
    //                                                                                 visitor cust. other mech. other admin
    ("auth/me", "", [401, 200, 200, 200, 200, 200]),
    ("users/export_status", "", [401, 200, 404, 404, 404, 404]),
    ("vehicles/brands", "", [200, 200, 200, 200, 200, 200]),
    ("vehicles/models", "brand=fiat", [200, 200, 200, 200, 200, 200]),
    ("vehicles/years", "model=00000000-0000-5000-8000-000000000031", [200, 200, 200, 200, 200, 200]),
    ("vehicles/variants", "model=00000000-0000-5000-8000-000000000031&year=2020", [200, 200, 200, 200, 200, 200]),
    ("vehicles/mine", "", [401, 200, 200, 200, 200, 200]),
    ("mechanics/search", "service=on-fren-balatasi-degisimi&il=ankara", [200, 200, 200, 200, 200, 200]),
    // Another's car is not found, so that it cannot be probed.
    ("mechanics/search", "vehicle={car}", [401, 200, 404, 404, 404, 404]),
    ("mechanics/profile", "slug={slug}", [200, 200, 200, 200, 200, 200]),
    ("mechanics/mine", "", [401, 404, 404, 200, 200, 404]),
    ("appointments/free_slots", "mechanic={workshop}&services={service}&days=3", [200, 200, 200, 200, 200, 200]),
    ("appointments/mine", "", [401, 200, 200, 200, 200, 200]),
    ("appointments/mine", "as=workshop", [401, 404, 404, 200, 200, 404]),
    ("reviews/of", "mechanic={workshop}", [200, 200, 200, 200, 200, 200]),
];

/// `POST` functions with their fields, `name=value` with `&` between. Signing out comes last: it ends the sessions.
pub const WRITES: &[Row] = &[
    //                                                                                 visitor cust. other mech. other admin
    (
        "auth/register",
        "email=yeni{n}@ornek.test&password=denizde-kirmizi-balik&full_name=Yeni Kişi&kind=customer&accept_terms=true",
        [200, 200, 200, 200, 200, 200],
    ),
    ("auth/sign_in", "email=kimse@ornek.test&password=yanlis-parola-1", [401, 401, 401, 401, 401, 401]),
    ("users/save_settings", "full_name=Deneme Kişi&phone=&lang=tr&theme=light", [401, 200, 200, 200, 200, 200]),
    ("users/save_consents", "shown=true&marketing_email=true", [401, 200, 200, 200, 200, 200]),
    ("users/accept_terms", "version=2026-11-24&next=/hesap", [401, 200, 200, 200, 200, 200]),
    ("users/request_export", "", [401, 200, 200, 200, 200, 200]),
    ("users/send_request", "kind=access&text=Hakkımda neler tutuyorsunuz?", [401, 200, 200, 200, 200, 200]),
    (
        "users/answer_request",
        "request_id={privacy request}&state=answered&answer=Kopyanız hazırlandı.",
        [401, 404, 404, 404, 404, 200],
    ),
    // The address is not theirs: what follows the right one ends the session, and has tests of its own.
    ("users/request_deletion", "confirm=kimse@ornek.test", [401, 422, 422, 422, 422, 422]),
    ("users/cancel_deletion", "code=yanlis", [410, 410, 410, 410, 410, 410]),
    ("vehicles/add", "plate=34 ABC {n}&variant_id={variant}&model_year=2020&km=10", [401, 200, 200, 200, 200, 200]),
    ("vehicles/edit", "vehicle_id={spare car}&plate=34 EDT {n}&km=70000", [401, 200, 404, 404, 404, 404]),
    ("vehicles/make_default", "vehicle_id={spare car}", [401, 200, 404, 404, 404, 404]),
    ("vehicles/remove", "vehicle_id={spare car}", [401, 200, 404, 404, 404, 404]),
    // Mechanics have one workshop each: who has it already gets its name again.
    (
        "mechanics/open",
        "name=İkinci Oto&phone=0532 555 00 00&address=Cadde 1&il=ankara&ilce=ankara-cankaya",
        [401, 404, 404, 200, 200, 404],
    ),
    (
        "mechanics/save_profile",
        "name=Oto {n}&phone=0532 555 00 00&address=Cadde 1&il=ankara&ilce=ankara-cankaya",
        [401, 404, 404, 200, 200, 404],
    ),
    (
        "mechanics/save_booking_settings",
        "lead_minutes=60&window_days=30&buffer_minutes=0",
        [401, 404, 404, 200, 200, 404],
    ),
    (
        "mechanics/save_services",
        "rows[0][service_id]={service}&rows[0][price]=2600&rows[0][minutes]=60&rows[0][active]=true",
        [401, 404, 404, 200, 200, 404],
    ),
    ("mechanics/remove_service", "service_id={service}", [401, 404, 404, 200, 200, 404]),
    (
        "mechanics/save_hours",
        "days[0][weekday]=6&days[0][opens]=10:00&days[0][closes]=14:00",
        [401, 404, 404, 200, 200, 404],
    ),
    ("mechanics/add_exception", "from_on=2027-03-01&reason=izin", [401, 404, 404, 200, 200, 404]),
    ("mechanics/remove_exception", "exception_id={exception}", [401, 404, 404, 200, 404, 404]),
    ("mechanics/add_vehicle_rule", "brand_id=renault&includes=false", [401, 404, 404, 200, 200, 404]),
    ("mechanics/remove_vehicle_rule", "rule_id={rule}", [401, 404, 404, 200, 404, 404]),
    ("mechanics/verify", "mechanic_id={workshop}", [401, 404, 404, 404, 404, 200]),
    ("mechanics/suspend", "mechanic_id={workshop}&reason=Şikayetler inceleniyor", [401, 404, 404, 404, 404, 200]),
    ("mechanics/reinstate", "mechanic_id={workshop}", [401, 404, 404, 404, 404, 200]),
    (
        "service_requests/save_category",
        "id={category}&name_tr=Kategori {n}&name_en=Category&position=9&active=true",
        [401, 404, 404, 404, 404, 200],
    ),
    ("service_requests/remove_category", "id={category}", [401, 404, 404, 404, 404, 200]),
    (
        "service_requests/save_service",
        "category_id=00000000-0000-5000-8000-000000000001&name_tr=Hizmet {n}&name_en=Service&typical_minutes=30&position=9&active=true",
        [401, 404, 404, 404, 404, 200],
    ),
    ("service_requests/remove_service", "id={unused service}", [401, 404, 404, 404, 404, 200]),
    // The car is the first customer's: nobody else books with it.
    (
        "appointments/book",
        "mechanic_id={workshop}&vehicle_id={car}&service_ids[0]={service}&start={slot}&note=yalnizca-ustaya&idempotency_key=anahtar-{n}",
        [401, 200, 404, 404, 404, 404],
    ),
    ("appointments/confirm", "appointment_id={requested}", [401, 403, 404, 200, 404, 404]),
    ("appointments/decline", "appointment_id={requested}&reason=O gün kapalıyız", [401, 403, 404, 200, 404, 404]),
    (
        "appointments/propose",
        "appointment_id={requested}&start={slot}&reason=Daha uygun",
        [401, 403, 404, 200, 404, 404],
    ),
    ("appointments/accept_proposal", "appointment_id={proposed}", [401, 200, 404, 403, 404, 404]),
    ("appointments/cancel", "appointment_id={confirmed}&reason=Gelemiyorum", [401, 200, 404, 200, 404, 404]),
    ("appointments/complete", "appointment_id={under way}", [401, 403, 404, 200, 404, 404]),
    ("appointments/no_show", "appointment_id={under way}", [401, 403, 404, 200, 404, 404]),
    (
        "reviews/write",
        "appointment_id={completed}&quality=5&price=5&punctuality=5&communication=5&cleanliness=5&text=İyi iş",
        [401, 200, 404, 404, 404, 404],
    ),
    ("reviews/reply", "review_id={published review}&text=Teşekkür ederiz", [401, 404, 404, 200, 404, 404]),
    ("reviews/moderate", "review_id={pending review}&decision=approve", [401, 404, 404, 404, 404, 200]),
    ("auth/sign_out", "", [200, 200, 200, 200, 200, 200]),
];

/// Pages by their route, with the address that is asked for.
pub const PAGES: &[Row] = &[
    //                                                                                 visitor cust. other mech. other admin
    ("/", "/", [200, 200, 200, 200, 200, 200]),
    ("/usta-bul", "/usta-bul?il=ankara", [200, 200, 200, 200, 200, 200]),
    ("/usta-bul/*", "/usta-bul/ankara", [200, 200, 200, 200, 200, 200]),
    ("/usta-bul/*/*", "/usta-bul/ankara/on-fren-balatasi-degisimi", [200, 200, 200, 200, 200, 200]),
    ("/usta-bul/*/*/*", "/usta-bul/ankara/cankaya/on-fren-balatasi-degisimi", [200, 200, 200, 200, 200, 200]),
    ("/usta/*", "/usta/{slug}", [200, 200, 200, 200, 200, 200]),
    ("/usta/*/randevu", "/usta/{slug}/randevu", [200, 200, 200, 200, 200, 200]),
    ("/hizmetler", "/hizmetler", [200, 200, 200, 200, 200, 200]),
    ("/nasil-calisir", "/nasil-calisir", [200, 200, 200, 200, 200, 200]),
    ("/usta-ol", "/usta-ol", [200, 200, 200, 200, 200, 200]),
    ("/siralama-kurallari", "/siralama-kurallari", [200, 200, 200, 200, 200, 200]),
    ("/yorum-kurallari", "/yorum-kurallari", [200, 200, 200, 200, 200, 200]),
    ("/veri-kaynaklari", "/veri-kaynaklari", [200, 200, 200, 200, 200, 200]),
    ("/gizlilik", "/gizlilik", [200, 200, 200, 200, 200, 200]),
    ("/kvkk", "/kvkk", [200, 200, 200, 200, 200, 200]),
    ("/cerezler", "/cerezler", [200, 200, 200, 200, 200, 200]),
    ("/kosullar", "/kosullar", [200, 200, 200, 200, 200, 200]),
    ("/metinler/*/*", "/metinler/terms/2026-11-24", [200, 200, 200, 200, 200, 200]),
    ("/hesap-silme", "/hesap-silme", [200, 200, 200, 200, 200, 200]),
    ("/giris", "/giris", [200, 200, 200, 200, 200, 200]),
    ("/kayit", "/kayit", [200, 200, 200, 200, 200, 200]),
    ("/hesap", "/hesap", [303, 200, 200, 200, 200, 200]),
    ("/hesap/araclar", "/hesap/araclar", [303, 200, 200, 200, 200, 200]),
    ("/hesap/araclar/yeni", "/hesap/araclar/yeni", [303, 200, 200, 200, 200, 200]),
    ("/hesap/araclar/*", "/hesap/araclar/{car}", [303, 200, 404, 404, 404, 404]),
    ("/hesap/randevular", "/hesap/randevular", [303, 200, 200, 200, 200, 200]),
    ("/hesap/randevular/*", "/hesap/randevular/{confirmed}", [303, 200, 404, 404, 404, 404]),
    ("/hesap/randevular/*/yorum", "/hesap/randevular/{completed}/yorum", [303, 200, 404, 404, 404, 404]),
    ("/hesap/randevular/*/takvim.ics", "/hesap/randevular/{confirmed}/takvim.ics", [401, 200, 404, 200, 404, 404]),
    ("/hesap/ayarlar", "/hesap/ayarlar", [303, 200, 200, 200, 200, 200]),
    ("/hesap/ayarlar/guvenlik", "/hesap/ayarlar/guvenlik", [303, 200, 200, 200, 200, 200]),
    ("/hesap/ayarlar/gizlilik", "/hesap/ayarlar/gizlilik", [303, 200, 200, 200, 200, 200]),
    ("/hesap/ayarlar/gizlilik/dosya/*", "/hesap/ayarlar/gizlilik/dosya/{export}", [303, 200, 404, 404, 404, 404]),
    ("/atolye", "/atolye", [303, 404, 404, 200, 200, 404]),
    ("/atolye/takvim", "/atolye/takvim", [303, 404, 404, 200, 200, 404]),
    ("/atolye/randevular", "/atolye/randevular", [303, 404, 404, 200, 200, 404]),
    ("/atolye/randevular/*", "/atolye/randevular/{requested}", [303, 404, 404, 200, 404, 404]),
    ("/atolye/hizmetler", "/atolye/hizmetler", [303, 404, 404, 200, 200, 404]),
    ("/atolye/calisma-saatleri", "/atolye/calisma-saatleri", [303, 404, 404, 200, 200, 404]),
    ("/atolye/araclar", "/atolye/araclar", [303, 404, 404, 200, 200, 404]),
    ("/atolye/profil", "/atolye/profil", [303, 404, 404, 200, 200, 404]),
    ("/atolye/yorumlar", "/atolye/yorumlar", [303, 404, 404, 200, 200, 404]),
    ("/yonetim", "/yonetim", [303, 404, 404, 404, 404, 200]),
    ("/yonetim/yorumlar", "/yonetim/yorumlar", [303, 404, 404, 404, 404, 200]),
    ("/yonetim/ustalar", "/yonetim/ustalar", [303, 404, 404, 404, 404, 200]),
    ("/yonetim/kullanicilar", "/yonetim/kullanicilar", [303, 404, 404, 404, 404, 200]),
    ("/yonetim/kategoriler", "/yonetim/kategoriler", [303, 404, 404, 404, 404, 200]),
    ("/yonetim/denetim", "/yonetim/denetim", [303, 404, 404, 404, 404, 200]),
    ("/yonetim/kvkk", "/yonetim/kvkk", [303, 404, 404, 404, 404, 200]),
    // The kept mails are for development only; production answers 404 (its own test below).
    ("/gelistirme/posta", "/gelistirme/posta", [200, 200, 200, 200, 200, 200]),
    ("/dil", "/dil?lang=tr&next=/hesap", [303, 303, 303, 303, 303, 303]),
    ("/healthz", "/healthz", [200, 200, 200, 200, 200, 200]),
    ("/readyz", "/readyz", [200, 200, 200, 200, 200, 200]),
    ("/robots.txt", "/robots.txt", [200, 200, 200, 200, 200, 200]),
    ("/sitemap.xml", "/sitemap.xml", [200, 200, 200, 200, 200, 200]),
];
