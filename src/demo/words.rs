//! Stories of workshops and texts of reviews, put together from pieces that fit the score and the work.

use super::{dice::Dice, workshops::Workshop};

const STORY_STARTS: [&str; 12] = [
    "Aileden gelen bir atölyeyiz; üçüncü kuşak ustalar olarak çalışıyoruz.",
    "Yıllardır aynı sanayi sitesinde, aynı ekiple hizmet veriyoruz.",
    "Çıraklıktan yetişmiş iki usta olarak kendi dükkânımızı açtık.",
    "Büyük servislerde edindiğimiz deneyimi kendi atölyemize taşıdık.",
    "Küçük bir ekibiz; gelen her araçla bizzat ilgileniyoruz.",
    "Aracınızı kendi aracımız gibi görüyoruz.",
    "Semtimizin en eski atölyelerinden biriyiz.",
    "Mahallenin ustası olarak bilinir, tavsiyeyle çalışırız.",
    "İşimizi severek, acele etmeden ve temiz yapıyoruz.",
    "Meslek lisesi mezunu ustalarımızla çalışıyoruz.",
    "Kendi aracına titiz olanların ustasıyız.",
    "On beş yılı aşkın süredir direksiyonun değil, kaputun başındayız.",
];
const STORY_MIDDLES: [&str; 12] = [
    "Uzmanlığımız {iş}.",
    "Ağırlıklı olarak {iş} üzerine çalışıyoruz.",
    "{İş} alanında güncel cihazlarla çalışıyoruz.",
    "En çok {iş} için tercih ediliyoruz.",
    "{İş} işlerinde garanti veriyoruz.",
    "Asıl işimiz {iş}; gerisi için dürüstçe yönlendiririz.",
    "{İş} için ölçmeden konuşmayız.",
    "Bütün ekibimiz {iş} eğitimi aldı.",
    "{İş} dışında bir şey gerekirse önce size sorarız.",
    "Günümüzün çoğu {iş} ile geçiyor.",
    "{İş} konusunda ikinci görüş için de gelebilirsiniz.",
    "Parça seçimini birlikte yapar, {iş} sürecini fotoğrafla anlatırız.",
];
const STORY_ENDS: [&str; 14] = [
    "Değişen parçaları size gösterir, isterseniz teslim ederiz.",
    "Onayınız olmadan ek iş yapmayız.",
    "Beklerken çayımız hazır.",
    "Fiyatı baştan söyler, sonradan sürpriz yapmayız.",
    "Randevuya sadık kalırız.",
    "Orijinal ve eşdeğer parça seçeneklerini birlikte konuşuruz.",
    "İşçiliğimiz altı ay garantilidir.",
    "Aracınızı yıkayıp teslim ederiz.",
    "Söz verdiğimiz saatte teslim etmeye özen gösteririz.",
    "Küçük ayarlardan ücret almayız.",
    "Her işin sonunda kısa bir deneme sürüşü yaparız.",
    "Kapımız sorusu olana da açıktır.",
    "Bekleme salonumuzda internet ve çocuk köşesi var.",
    "Toplu taşımaya yakınız; bırakıp işinize gidebilirsiniz.",
];

pub fn story(dice: &mut Dice, workshop: &Workshop<'_>) -> String {
    let middle = dice.pick(&STORY_MIDDLES);
    let specialty = workshop.trade.specialty;
    let middle = middle.replace("{iş}", specialty).replace("{İş}", &capital(specialty));
    format!("{} {middle} {}", dice.pick(&STORY_STARTS), dice.pick(&STORY_ENDS))
}

/// Pieces of one mood: how it began, what was done ({iş} is the work), how it ended.
struct Mood {
    starts: &'static [&'static str],
    middles: &'static [&'static str],
    ends: &'static [&'static str],
}

const GLAD: Mood = Mood {
    starts: &[
        "Çok memnun kaldım.",
        "Gönül rahatlığıyla tavsiye ederim.",
        "İlk kez geldim, iyi ki gelmişim.",
        "Tam bir usta.",
        "Yıllardır aradığım atölye.",
        "Dürüst ve işini bilen insanlar.",
        "Beklediğimden çok daha iyiydi.",
        "Elinize sağlık.",
        "Arkadaşımın tavsiyesiyle geldim.",
        "Her şey planlandığı gibi gitti.",
        "Güler yüzlü karşıladılar.",
        "Harika bir deneyimdi.",
        "Sonunda güvenebileceğim bir yer buldum.",
        "Saatinde aldılar, saatinde teslim ettiler.",
    ],
    middles: &[
        "{İş} için gittim, tertemiz yaptılar.",
        "{İş} tam söylenen fiyata yapıldı.",
        "{İş} söylenenden erken bitti.",
        "{İş} sırasında her adımı anlattılar.",
        "{İş} için başka yerde iki katını istemişlerdi.",
        "{İş} sonrası araç sıfır gibi oldu.",
        "{İş} yapılırken çıkan parçaları tek tek gösterdiler.",
        "{İş} için gelmiştim, gereksiz hiçbir şey satmaya çalışmadılar.",
        "{İş} işini ustası bizzat yaptı.",
        "{İş} çok titiz yapıldı, bir damla yağ bile bulaşmamış.",
        "Randevu saatimde aldılar, {iş} bir saatten biraz fazla sürdü.",
        "{İş} öncesi ve sonrası fotoğraf gönderdiler.",
    ],
    ends: &[
        "Artık başka yere gitmem.",
        "Teşekkürler ustam.",
        "Bir sonraki bakımda yine buradayım.",
        "Ailedeki diğer araçları da getireceğim.",
        "Fiyat da gayet makul.",
        "Çay için ayrıca teşekkürler.",
        "İletişimleri çok iyi.",
        "Kesinlikle hak ettikleri puan bu.",
        "Gözünüz kapalı gidin.",
        "Aracın sesi bile değişti.",
        "Beklerken sıkılmadım.",
        "Allah bereket versin.",
        "Beş yıldızı sonuna kadar hak ediyorlar.",
        "",
    ],
};
const CONTENT: Mood = Mood {
    starts: &[
        "Genel olarak memnunum.",
        "İyi bir atölye.",
        "Fena değil, işlerini biliyorlar.",
        "İşçilik iyi.",
        "Beklentimi karşıladı.",
        "Sorunsuz bir ziyaretti.",
        "Güvenilir bir yer.",
        "İlgili davrandılar.",
        "Temiz iş çıkardılar.",
        "Tavsiye üzerine geldim, doğruymuş.",
    ],
    middles: &[
        "{İş} yapıldı, şimdilik bir sorun yok.",
        "{İş} iyi oldu ama biraz bekledim.",
        "{İş} için fiyat ortalamanın biraz üstünde.",
        "{İş} düzgün yapıldı, teslim yarım saat gecikti.",
        "{İş} konusunda bilgililer.",
        "{İş} işini hızlı hallettiler.",
        "{İş} sonrası küçük bir ayar gerekti, onu da ücretsiz yaptılar.",
        "{İş} için söylenen fiyat değişmedi.",
        "{İş} tamam, bekleme yeri biraz dar.",
        "{İş} yapılırken bilgi verdiler.",
    ],
    ends: &[
        "Yine gelirim.",
        "Park yeri bulmak biraz zor.",
        "Bekleme salonu daha iyi olabilirdi.",
        "Fiyat performans olarak iyi.",
        "Telefonla ulaşmak kolay.",
        "Randevusuz gitmeyin.",
        "Teşekkür ederim.",
        "Tekrar tercih ederim.",
        "Biraz daha hızlı olabilirlerdi.",
        "",
    ],
};
const MIXED: Mood = Mood {
    starts: &[
        "İdare eder.",
        "Ne iyi ne kötü.",
        "Beklentimin biraz altında kaldı.",
        "İşçilik fena değil ama iletişim zayıf.",
        "Ortalama bir deneyim.",
        "İş yapıldı ama süreç yordu.",
        "Kararsız kaldım.",
        "Daha iyisini görmüştüm.",
    ],
    middles: &[
        "{İş} için randevum vardı, yine de kırk dakika bekledim.",
        "{İş} yapıldı ama fiyat sonradan arttı.",
        "{İş} bitti, araç kirli teslim edildi.",
        "{İş} söylenenden iki saat uzun sürdü.",
        "{İş} konusunda sorularıma kısa cevaplar aldım.",
        "{İş} tamam ama koltukta yağ lekesi kalmıştı.",
        "{İş} yapıldı, fatura için hatırlatmam gerekti.",
        "{İş} sonrası bir kez daha uğramam gerekti.",
    ],
    ends: &[
        "Bir daha gelir miyim, emin değilim.",
        "Biraz daha özen bekliyorum.",
        "Fiyatı baştan net söyleseler iyi olur.",
        "Yoğun oldukları belliydi.",
        "Umarım geri bildirim dikkate alınır.",
        "Usta iyi, düzen zayıf.",
        "",
    ],
};
const SORRY: Mood = Mood {
    starts: &[
        "Maalesef memnun kalmadım.",
        "Bir daha gelmem.",
        "Hayal kırıklığı.",
        "Zamanıma yazık oldu.",
        "Söylenenle yapılan aynı değildi.",
        "Beklediğim özeni göremedim.",
        "Tavsiye etmiyorum.",
        "İlk ve son gelişim.",
    ],
    middles: &[
        "{İş} için gittim, sorun iki gün sonra geri geldi.",
        "{İş} bahanesiyle ek işlem yapmaya çalıştılar.",
        "{İş} söylenen saatte bitmedi, haber de verilmedi.",
        "{İş} fiyatı teslimde yükseldi.",
        "{İş} yarım yapılmış, ikinci kez gitmem gerekti.",
        "{İş} için randevum olmasına rağmen iki saat bekledim.",
        "{İş} sonrası ses hâlâ devam ediyor.",
        "{İş} yapılırken araçta çizik oluştu, kabul etmediler.",
    ],
    ends: &[
        "Telefonlarıma dönülmedi.",
        "Paramın karşılığını almadım.",
        "Başka bir ustaya düzelttirdim.",
        "Umarım kendilerini geliştirirler.",
        "Dikkatli olun.",
        "Açıklama bile yapılmadı.",
        "",
    ],
};

/// A review for work called `work` whose stars average to `overall`; now and then somebody gives stars only.
pub fn review(dice: &mut Dice, overall: f64, work: &str) -> String {
    let mood = match overall {
        o if o >= 4.5 => &GLAD,
        o if o >= 3.6 => &CONTENT,
        o if o >= 2.6 => &MIXED,
        _ => &SORRY,
    };
    if dice.chance(7) {
        return String::new();
    }
    let middle = dice.pick(mood.middles).replace("{iş}", &small(work)).replace("{İş}", work);
    let (start, end) = (dice.pick(mood.starts), dice.pick(mood.ends));
    match dice.below(10) {
        0 => start.to_owned(),
        1 | 2 => middle,
        3 | 4 => format!("{start} {middle}"),
        _ => format!("{start} {middle} {end}").trim_end().to_owned(),
    }
}

/// What a workshop answers.
pub fn reply(dice: &mut Dice, overall: f64) -> &'static str {
    const THANKS: [&str; 8] = [
        "Güzel sözleriniz için teşekkür ederiz, her zaman bekleriz.",
        "Teşekkürler, yolunuz açık olsun.",
        "Bizi tercih ettiğiniz için teşekkür ederiz.",
        "Ne güzel yazmışsınız, ekibimiz adına teşekkürler.",
        "Memnun kalmanıza sevindik, kazasız günler dileriz.",
        "Çayımız her zaman hazır, yine bekleriz.",
        "Teşekkür ederiz; bir sonraki bakımda görüşmek üzere.",
        "İyi günlerde kullanın.",
    ];
    const EXCUSES: [&str; 6] = [
        "Yaşadığınız aksaklık için özür dileriz; uğrarsanız ücretsiz kontrol edelim.",
        "Geri bildiriminiz için teşekkürler, teslim sürelerimizi gözden geçiriyoruz.",
        "Sizi memnun edemediğimiz için üzgünüz. Bir kahve içmeye bekleriz, konuyu konuşalım.",
        "Haklısınız, o gün yoğunluk vardı. Bir dahaki sefere telafi etmek isteriz.",
        "Bize ulaşırsanız konuyu birlikte çözelim.",
        "Uyarınızı ekibimizle paylaştık, teşekkür ederiz.",
    ];
    if overall >= 3.6 { dice.pick(&THANKS) } else { dice.pick(&EXCUSES) }
}

/// Texts that a moderator looks at first, with the signal that fired.
pub fn doubtful(dice: &mut Dice) -> (&'static str, &'static str) {
    dice.pick(&[
        ("Fiyat için beni 0555 000 12 34 numarasından arayın, aynısını yarı fiyatına yaptırıyorum.", "phone"),
        ("Daha ucuzu www.ornek-usta.test adresinde var, oraya bakın.", "link"),
        ("Bunlar tam bir şerefsiz, sakın gitmeyin!", "profanity"),
        ("Kaporayı TR33 0006 1005 1978 6457 8413 26 hesabına istediler.", "iban"),
    ])
}

/// Why a visit didn't happen.
pub fn cancel_reason(dice: &mut Dice, by_mechanic: bool) -> &'static str {
    if by_mechanic {
        dice.pick(&["Parça gelmedi.", "Ustamız hastalandı.", "O gün yerimiz kalmadı.", "Bu işi bu araçta yapmıyoruz."])
    } else {
        dice.pick(&[
            "İşim çıktı.",
            "Aracı sattım.",
            "Şehir dışındayım.",
            "Başka bir güne alacağım.",
            "Sorun kendiliğinden geçti.",
        ])
    }
}

pub fn note(dice: &mut Dice) -> &'static str {
    dice.pick(&[
        "",
        "",
        "",
        "Sağ önden ses geliyor.",
        "Soğukken ilk çalıştırmada titriyor.",
        "Öğlene kadar bitmesi lazım, mümkün mü?",
        "Parçalar eşdeğer olabilir.",
        "Frene basınca direksiyon titriyor.",
        "Klima da az soğutuyor, bakabilir misiniz?",
        "Aracı sabah bırakıp akşam alacağım.",
    ])
}

/// `motor` → `Motor`, `iş` → `İş`.
fn capital(text: &str) -> String {
    let mut letters = text.chars();
    match letters.next() {
        Some('i') => format!("İ{}", letters.as_str()),
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => String::new(),
    }
}

/// `Ön fren` → `ön fren`, `İç` → `iç`; abbreviations such as `DSG` stay.
fn small(text: &str) -> String {
    let mut letters = text.chars();
    let (first, second) = (letters.next(), letters.clone().next());
    match (first, second) {
        (Some(_), Some(second)) if second.is_uppercase() || second.is_numeric() => text.to_owned(),
        (Some('I'), _) => format!("ı{}", letters.as_str()),
        (Some('İ'), _) => format!("i{}", letters.as_str()),
        (Some(first), _) => first.to_lowercase().chain(letters).collect(),
        (None, _) => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn texts_vary_and_abbreviations_stay() {
        let texts: HashSet<String> =
            (0..2_000).map(|number| review(&mut Dice::new("text", number), 4.8, "Ön fren balatası değişimi")).collect();
        assert!(texts.len() > 200, "{}", texts.len());
        assert!(texts.iter().all(|text| !text.contains('{')));
        assert_eq!(small("DSG bakımı"), "DSG bakımı");
        assert_eq!(small("İç-dış yıkama"), "iç-dış yıkama");
        assert_eq!(capital("işçilik"), "İşçilik");
    }
}
