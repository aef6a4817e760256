//! Names of people and workshops. Made from common words; no real firm or person is meant.

use super::{dice::Dice, trades::Trade};

const WOMEN: [&str; 40] = [
    "Ayşe", "Fatma", "Emine", "Hatice", "Zeynep", "Elif", "Meryem", "Merve", "Esra", "Büşra", "Zehra", "Sevgi",
    "Derya", "Gül", "Özlem", "Pınar", "Selin", "Ebru", "Gamze", "Tuğba", "Ceren", "İrem", "Nur", "Sibel", "Hülya",
    "Songül", "Aslı", "Burcu", "Nazlı", "Deniz", "Ece", "Melike", "Şule", "Yasemin", "Filiz", "Nermin", "Gizem",
    "Damla", "Sena", "Hande",
];
const MEN: [&str; 44] = [
    "Mehmet",
    "Mustafa",
    "Ahmet",
    "Ali",
    "Hüseyin",
    "Hasan",
    "İbrahim",
    "İsmail",
    "Osman",
    "Yusuf",
    "Murat",
    "Ömer",
    "Ramazan",
    "Halil",
    "Süleyman",
    "Abdullah",
    "Mahmut",
    "Recep",
    "Salih",
    "Fatih",
    "Kadir",
    "Emre",
    "Hakan",
    "Kemal",
    "Serkan",
    "Burak",
    "Volkan",
    "Cem",
    "Erkan",
    "Tolga",
    "Onur",
    "Barış",
    "Gökhan",
    "Uğur",
    "Selim",
    "Tuncay",
    "Levent",
    "Orhan",
    "Cengiz",
    "Şahin",
    "Yavuz",
    "Nihat",
    "Rıza",
    "Ferhat",
];
const SURNAMES: [&str; 72] = [
    "Yılmaz",
    "Kaya",
    "Demir",
    "Çelik",
    "Şahin",
    "Yıldız",
    "Yıldırım",
    "Öztürk",
    "Aydın",
    "Özdemir",
    "Arslan",
    "Doğan",
    "Kılıç",
    "Aslan",
    "Çetin",
    "Kara",
    "Koç",
    "Kurt",
    "Özkan",
    "Şimşek",
    "Polat",
    "Korkmaz",
    "Çakır",
    "Erdoğan",
    "Yalçın",
    "Can",
    "Acar",
    "Güneş",
    "Aktaş",
    "Kaplan",
    "Avcı",
    "Bulut",
    "Keskin",
    "Ünal",
    "Güler",
    "Taş",
    "Aksoy",
    "Bozkurt",
    "Uçar",
    "Işık",
    "Duman",
    "Turan",
    "Ateş",
    "Tekin",
    "Coşkun",
    "Sönmez",
    "Kahraman",
    "Deniz",
    "Gündüz",
    "Soylu",
    "Ertaş",
    "Toprak",
    "Karaca",
    "Erdem",
    "Uysal",
    "Özcan",
    "Tunç",
    "Ekinci",
    "Balcı",
    "Demirci",
    "Bakır",
    "Usta",
    "Yüksel",
    "Baran",
    "Çınar",
    "Sezer",
    "Altun",
    "Elmas",
    "Gök",
    "Sarı",
    "Bayram",
    "Durmaz",
];
/// What a workshop calls itself when it isn't named after its owner.
const WORDS: [&str; 48] = [
    "Güven",
    "Anadolu",
    "Yeni",
    "Star",
    "Başak",
    "Merkez",
    "Öz",
    "Doğu",
    "Batı",
    "Ege",
    "Yayla",
    "Zirve",
    "Usta",
    "Emek",
    "Kardeş",
    "Yol",
    "Ufuk",
    "Akın",
    "Çınaraltı",
    "Kuzey",
    "Güney",
    "Ova",
    "Bahar",
    "Şen",
    "Umut",
    "Mavi",
    "Kırmızı",
    "Gümüş",
    "Altın",
    "Bizim",
    "Dost",
    "Sağlam",
    "Hızlı",
    "Usta Eller",
    "Teknik",
    "Pusula",
    "Kadran",
    "Piston",
    "Krank",
    "Volan",
    "Rota",
    "Köprü",
    "Kavşak",
    "Çarşı",
    "Sanayi",
    "Atölye",
    "Tekerlek",
    "Devir",
];
const STREETS: [&str; 24] = [
    "Demirciler",
    "Kaportacılar",
    "Motorcular",
    "Tamirciler",
    "Sanayi",
    "Çıraklar",
    "Ustalar",
    "Akasya",
    "Menekşe",
    "Gül",
    "Lale",
    "Çamlık",
    "Fidanlık",
    "Bağlar",
    "Yeşilyurt",
    "Pınar",
    "Gazi",
    "Cumhuriyet",
    "İstiklal",
    "Atatürk",
    "Barış",
    "Zafer",
    "Kültür",
    "Gençlik",
];

#[derive(Clone, Debug)]
pub struct Name {
    pub first: &'static str,
    pub last: &'static str,
}

impl Name {
    pub fn full(&self) -> String {
        format!("{} {}", self.first, self.last)
    }

    /// As it stands under a review: `Ayşe K.`
    pub fn public(&self) -> String {
        format!("{} {}.", self.first, self.last.chars().next().unwrap_or('A'))
    }
}

pub fn customer(dice: &mut Dice) -> Name {
    let first = if dice.chance(45) { dice.pick(&WOMEN) } else { dice.pick(&MEN) };
    Name { first, last: dice.pick(&SURNAMES) }
}

pub fn owner(dice: &mut Dice) -> Name {
    let first = if dice.chance(6) { dice.pick(&WOMEN) } else { dice.pick(&MEN) };
    Name { first, last: dice.pick(&SURNAMES) }
}

/// `Yıldız Fren Balata`, `Hasan Usta Oto Elektrik`, `Zirve Garaj`, `Çankaya Oto Klima`.
pub fn workshop(dice: &mut Dice, owner: &Name, district: &str, trade: &Trade) -> String {
    let suffix = dice.pick(trade.suffixes);
    match dice.below(10) {
        0..=2 => format!("{} {suffix}", owner.last),
        3 => format!("{} Kardeşler {suffix}", owner.last),
        4 => format!("{} Usta {suffix}", owner.first),
        5 if district.chars().count() < 16 => format!("{district} {} {suffix}", dice.pick(&WORDS)),
        6 => format!("{} {} {suffix}", dice.pick(&WORDS), owner.last),
        _ => format!("{} {suffix}", dice.pick(&WORDS)),
    }
}

/// A made-up address: a trading estate or a street that every town has.
pub fn address(dice: &mut Dice) -> String {
    let number = dice.between(1, 98);
    match dice.below(4) {
        0 | 1 => format!("Sanayi Sitesi {}. Blok No: {number}", dice.between(1, 40)),
        2 => format!("Küçük Sanayi Sitesi {}. Sokak No: {number}", dice.between(1, 60)),
        _ => format!("{} Sokak No: {number}", dice.pick(&STREETS)),
    }
}

/// A number with `000` in the middle, so that nobody's phone rings.
pub fn phone(dice: &mut Dice) -> String {
    format!("+905{:02}000{:04}", dice.between(30, 55), dice.between(0, 9_999))
}

/// A civil plate: province, letters without Q, W and X, digits.
pub fn plate(dice: &mut Dice, province: i16) -> String {
    const LETTERS: [char; 23] = [
        'A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'I', 'J', 'K', 'L', 'M', 'N', 'O', 'P', 'R', 'S', 'T', 'U', 'V', 'Y',
        'Z',
    ];
    let mut letters = |many: usize| -> String { (0..many).map(|_| dice.pick(&LETTERS)).collect() };
    let (letters, digits) = if province % 2 == 0 { (letters(3), 999) } else { (letters(2), 9_999) };
    let smallest = if digits == 999 { 10 } else { 100 };
    let number = dice.between(smallest, digits);
    let width = if digits == 999 { 3 } else { 4 };
    format!("{province:02} {letters} {number:0width$}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::text::{Phone, Plate, PlateClass};

    #[test]
    fn plates_and_phones_are_valid() {
        for number in 0..2_000 {
            let mut dice = Dice::new("plate", number);
            let province = i16::try_from(dice.between(1, 81)).expect("small");
            let text = plate(&mut dice, province);
            let plate = Plate::parse(&text);
            assert_eq!(plate.as_ref().map(Plate::as_str), Ok(text.as_str()));
            assert_eq!(plate.map(|plate| plate.class()), Ok(PlateClass::Civil));
            let text = phone(&mut dice);
            assert_eq!(Phone::parse(&text).as_ref().map(Phone::as_str), Ok(text.as_str()));
        }
    }
}
