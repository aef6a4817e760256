//! A search as it stands in an address: `?hizmet=&il=&ilce=&konum=&yaricap=&arac=&sirala=`.

use crate::kernel::paths;

/// Every word of a search, as typed. Empty: not asked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Asked {
    /// Slug or id of a service.
    pub service: String,
    /// Slug of a category.
    pub category: String,
    /// Slug or plate code of a province.
    pub il: String,
    /// Slug of a district, short or with its province.
    pub ilce: String,
    pub lat: String,
    pub lon: String,
    pub radius_km: String,
    /// One of one's own cars.
    pub vehicle: String,
    /// A variant of the catalogue with its year, for cars that nobody has added.
    pub variant: String,
    pub year: String,
    /// `4` or `4.5`.
    pub rating: String,
    pub open_now: String,
    pub today: String,
    pub instant: String,
    /// The highest price in lira, as typed.
    pub price_max: String,
    /// Slug of a kind of certificate.
    pub certificate: String,
    /// Drives to the car.
    pub comes: String,
    /// Free text: services first, then names.
    pub text: String,
    /// Free text for names only.
    pub name: String,
    pub sort: String,
    pub after: String,
    /// Whether the list stands on a map too.
    pub pins: String,
    /// Slugs of the workshops that stood on the first page as adverts: the pages after it leave them out.
    pub seen: String,
}

impl Asked {
    /// Reads the parameters of an address; the first of a name wins, unknown ones are left alone.
    pub fn read(params: impl Iterator<Item = (String, String)>) -> Self {
        let mut asked = Self::default();
        for (key, value) in params {
            let value = value.trim();
            if key == "konum" {
                let (lat, lon) = value.split_once(',').unwrap_or_default();
                fill(&mut asked.lat, lat);
                fill(&mut asked.lon, lon);
            } else if let Some(field) = asked.field(&key) {
                fill(field, value);
            }
        }
        asked
    }

    fn field(&mut self, key: &str) -> Option<&mut String> {
        Some(match key {
            "hizmet" => &mut self.service,
            "kategori" => &mut self.category,
            "il" => &mut self.il,
            "ilce" => &mut self.ilce,
            "lat" => &mut self.lat,
            "lon" => &mut self.lon,
            "yaricap" => &mut self.radius_km,
            "arac" => &mut self.vehicle,
            "tip" => &mut self.variant,
            "yil" => &mut self.year,
            "puan" => &mut self.rating,
            "acik" => &mut self.open_now,
            "bugun" => &mut self.today,
            "aninda" => &mut self.instant,
            "enfazla" => &mut self.price_max,
            "belge" => &mut self.certificate,
            "yerinde" => &mut self.comes,
            "q" => &mut self.text,
            "ad" => &mut self.name,
            "sirala" => &mut self.sort,
            "sonra" => &mut self.after,
            "harita" => &mut self.pins,
            "gorulen" => &mut self.seen,
            _ => return None,
        })
    }

    /// The parameters as they go back into an address, in a fixed order.
    pub fn pairs(&self) -> Vec<(&'static str, String)> {
        let place = if self.lat.is_empty() || self.lon.is_empty() {
            String::new()
        } else {
            format!("{},{}", self.lat, self.lon)
        };
        let mut pairs = vec![
            ("q", self.text.clone()),
            ("ad", self.name.clone()),
            ("hizmet", self.service.clone()),
            ("kategori", self.category.clone()),
            ("il", self.il.clone()),
            ("ilce", self.ilce.clone()),
            ("konum", place),
            ("yaricap", self.radius_km.clone()),
            ("arac", self.vehicle.clone()),
            ("tip", self.variant.clone()),
            ("yil", self.year.clone()),
            ("puan", self.rating.clone()),
            ("acik", self.open_now.clone()),
            ("bugun", self.today.clone()),
            ("aninda", self.instant.clone()),
            ("enfazla", self.price_max.clone()),
            ("belge", self.certificate.clone()),
            ("yerinde", self.comes.clone()),
            ("sirala", self.sort.clone()),
            ("sonra", self.after.clone()),
            ("gorulen", self.seen.clone()),
            ("harita", self.pins.clone()),
        ];
        pairs.retain(|(_, value)| !value.is_empty());
        pairs
    }

    /// The parameters as one text: `hizmet=…&il=…`.
    pub fn query(&self) -> String {
        form_urlencoded::Serializer::new(String::new()).extend_pairs(self.pairs()).finish()
    }

    pub fn href(&self) -> String {
        let query = self.query();
        if query.is_empty() { paths::SEARCH.to_owned() } else { format!("{}?{query}", paths::SEARCH) }
    }

    /// The same address as seen from a page of the search, which repeats it dozens of times.
    pub fn here(&self) -> String {
        format!("?{}", self.query())
    }

    /// The same search with something changed, from its first page.
    #[must_use]
    pub fn with(&self, change: impl FnOnce(&mut Self)) -> Self {
        let mut asked = Self { after: String::new(), seen: String::new(), ..self.clone() };
        change(&mut asked);
        asked
    }

    /// The same page shown otherwise.
    #[must_use]
    pub fn on(&self, change: impl FnOnce(&mut Self)) -> Self {
        let mut asked = self.clone();
        change(&mut asked);
        asked
    }

    /// The filters beside what, where and which car.
    fn filters(&mut self) -> [&mut String; 7] {
        [
            &mut self.rating,
            &mut self.open_now,
            &mut self.today,
            &mut self.instant,
            &mut self.price_max,
            &mut self.certificate,
            &mut self.comes,
        ]
    }

    /// How many of them are on.
    pub fn filters_on(&self) -> usize {
        self.clone().filters().into_iter().filter(|value| !value.is_empty()).count()
    }

    /// The same search without any of them, from its first page.
    #[must_use]
    pub fn unfiltered(&self) -> Self {
        self.with(|asked| asked.filters().into_iter().for_each(String::clear))
    }
}

fn fill(field: &mut String, value: &str) {
    if field.is_empty() {
        value.trim().clone_into(field);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(query: &str) -> Asked {
        Asked::read(form_urlencoded::parse(query.as_bytes()).into_owned())
    }

    #[test]
    fn an_address_survives_reading_and_writing() {
        let asked = read("hizmet=on-fren-balata&konum=39.92,32.85&yaricap=10&puan=4.5&utm=x&hizmet=second");
        assert_eq!(asked.service, "on-fren-balata");
        assert_eq!((asked.lat.as_str(), asked.lon.as_str()), ("39.92", "32.85"));
        assert_eq!(asked.href(), "/usta-bul?hizmet=on-fren-balata&konum=39.92%2C32.85&yaricap=10&puan=4.5");
        assert_eq!(read(asked.href().trim_start_matches("/usta-bul?")), asked);
    }

    #[test]
    fn a_change_goes_back_to_the_first_page() {
        let asked = read("il=ankara&sonra=abc");
        assert_eq!(asked.with(|a| a.sort = "puan".into()).href(), "/usta-bul?il=ankara&sirala=puan");
        assert_eq!(Asked::default().href(), "/usta-bul");
    }
}
