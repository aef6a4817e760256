//! Kinds of workshops: what they call themselves, what they do, when they are open.

/// A kind of workshop.
#[derive(Debug)]
pub struct Trade {
    /// How often it comes, of about 100.
    pub weight: usize,
    pub suffixes: &'static [&'static str],
    /// Categories of which it does nearly everything.
    pub main: &'static [&'static str],
    /// Categories of which it does a few things.
    pub side: &'static [&'static str],
    pub specialty: &'static str,
    /// Its places of work: `Lift 1`.
    pub bay: &'static str,
    pub open: Open,
}

/// Patterns of opening hours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Open {
    /// 08.30–18.30 with lunch, Saturdays too.
    Workshop,
    /// Every day, long.
    Daily,
    /// Day and night.
    Always,
}

const TRADES: [Trade; 15] = [
    Trade {
        weight: 30,
        suffixes: &["Oto Servis", "Otomotiv", "Oto Tamir", "Oto Bakım", "Garaj", "Motor Oto", "Oto"],
        main: &["periyodik-bakim", "fren", "motor"],
        side: &["on-takim", "sogutma", "elektrik-elektronik", "sanziman-debriyaj", "muayene"],
        specialty: "mekanik ve periyodik bakım",
        bay: "Lift",
        open: Open::Workshop,
    },
    Trade {
        weight: 9,
        suffixes: &["Fren Balata", "Fren", "Balata Oto", "Fren ve Ön Takım"],
        main: &["fren", "on-takim"],
        side: &["periyodik-bakim", "lastik-jant", "muayene"],
        specialty: "fren ve ön takım",
        bay: "Lift",
        open: Open::Workshop,
    },
    Trade {
        weight: 10,
        suffixes: &["Lastik", "Lastik ve Jant", "Oto Lastik", "Rot Balans"],
        main: &["lastik-jant", "on-takim"],
        side: &["fren", "periyodik-bakim", "cekici-yol-yardim"],
        specialty: "lastik, jant ve rot balans",
        bay: "Lift",
        open: Open::Daily,
    },
    Trade {
        weight: 9,
        suffixes: &["Oto Elektrik", "Elektronik", "Akü Marş Dinamo", "Oto Elektrik ve Klima"],
        main: &["elektrik-elektronik", "klima"],
        side: &["anahtar-kilit", "doseme-aksesuar", "hibrit-elektrikli"],
        specialty: "oto elektrik ve elektronik",
        bay: "Lift",
        open: Open::Workshop,
    },
    Trade {
        weight: 9,
        suffixes: &["Kaporta Boya", "Oto Boya", "Boya ve Kaporta", "Kaporta"],
        main: &["kaporta-boya", "cam"],
        side: &["yikama-detay", "on-takim", "elektrik-elektronik"],
        specialty: "kaporta, boya ve göçük düzeltme",
        bay: "Kabin",
        open: Open::Workshop,
    },
    Trade {
        weight: 5,
        suffixes: &["Şanzıman", "Otomatik Şanzıman", "Debriyaj Şanzıman", "Vites"],
        main: &["sanziman-debriyaj", "motor"],
        side: &["periyodik-bakim", "elektrik-elektronik"],
        specialty: "otomatik ve manuel şanzıman",
        bay: "Lift",
        open: Open::Workshop,
    },
    Trade {
        weight: 5,
        suffixes: &["Oto Klima", "Klima ve Radyatör", "Radyatör", "Klima Servis"],
        main: &["klima", "sogutma"],
        side: &["elektrik-elektronik", "periyodik-bakim"],
        specialty: "klima, kalorifer ve soğutma",
        bay: "Lift",
        open: Open::Workshop,
    },
    Trade {
        weight: 4,
        suffixes: &["LPG", "Otogaz", "LPG Montaj"],
        main: &["lpg", "yakit-enjeksiyon"],
        side: &["periyodik-bakim", "egzoz-emisyon", "elektrik-elektronik"],
        specialty: "LPG montajı ve bakımı",
        bay: "Lift",
        open: Open::Workshop,
    },
    Trade {
        weight: 4,
        suffixes: &["Egzoz", "Egzoz ve Partikül", "Mazot Pompa", "Dizel Servis"],
        main: &["egzoz-emisyon", "yakit-enjeksiyon"],
        side: &["motor", "muayene"],
        specialty: "egzoz, partikül filtresi ve enjeksiyon",
        bay: "Lift",
        open: Open::Workshop,
    },
    Trade {
        weight: 3,
        suffixes: &["Elektrikli Araç Servisi", "Hibrit Teknik", "E-Oto"],
        main: &["hibrit-elektrikli", "elektrik-elektronik"],
        side: &["periyodik-bakim", "klima", "fren"],
        specialty: "hibrit ve elektrikli araçlar",
        bay: "Lift",
        open: Open::Workshop,
    },
    Trade {
        weight: 6,
        suffixes: &["Oto Yıkama", "Detay", "Oto Kuaför", "Detailing"],
        main: &["yikama-detay"],
        side: &["cam", "kaporta-boya", "doseme-aksesuar"],
        specialty: "yıkama, kaplama ve detaylı temizlik",
        bay: "Peron",
        open: Open::Daily,
    },
    Trade {
        weight: 4,
        suffixes: &["Oto Ekspertiz", "Ekspertiz", "Ekspertiz Merkezi"],
        main: &["ekspertiz", "muayene"],
        side: &["elektrik-elektronik", "fren"],
        specialty: "ekspertiz ve muayene hazırlığı",
        bay: "Kanal",
        open: Open::Daily,
    },
    Trade {
        weight: 4,
        suffixes: &["Oto Kurtarma", "Çekici", "Yol Yardım"],
        main: &["cekici-yol-yardim"],
        side: &["lastik-jant", "elektrik-elektronik", "anahtar-kilit"],
        specialty: "çekici ve yol yardım",
        bay: "Araç",
        open: Open::Always,
    },
    Trade {
        weight: 4,
        suffixes: &["Oto Cam", "Oto Anahtar", "Döşeme ve Aksesuar", "Oto Aksesuar"],
        main: &["anahtar-kilit", "doseme-aksesuar", "cam"],
        side: &["elektrik-elektronik"],
        specialty: "cam, anahtar ve aksesuar",
        bay: "Yer",
        open: Open::Workshop,
    },
    Trade {
        weight: 8,
        suffixes: &["Özel Servis", "Özel Oto Servis"],
        main: &["periyodik-bakim", "motor", "fren"],
        side: &["sanziman-debriyaj", "elektrik-elektronik", "on-takim", "sogutma", "klima"],
        specialty: "tek marka uzmanlığı",
        bay: "Lift",
        open: Open::Workshop,
    },
];

/// Which brands a workshop of one brand takes together.
pub const SPECIALISTS: [&[&str]; 12] = [
    &["volkswagen", "audi", "seat", "skoda", "cupra"],
    &["renault", "dacia", "nissan"],
    &["fiat", "tofas", "alfa-romeo", "lancia"],
    &["bmw", "mini"],
    &["mercedes-benz", "smart"],
    &["ford"],
    &["peugeot", "citroen", "ds"],
    &["opel", "chevrolet"],
    &["toyota", "lexus"],
    &["hyundai", "kia"],
    &["honda", "mazda", "suzuki", "mitsubishi"],
    &["volvo", "land-rover", "jaguar"],
];

impl Trade {
    pub fn all() -> &'static [Self] {
        &TRADES
    }

    /// The workshop of the demo account.
    pub fn general() -> &'static Self {
        let [general, ..] = &TRADES;
        general
    }

    pub fn is_single_brand(&self) -> bool {
        self.specialty == "tek marka uzmanlığı"
    }

    pub fn is_electric(&self) -> bool {
        self.main.contains(&"hibrit-elektrikli")
    }
}
