//! Which shape of query answers a search cheapest. Wrong guesses cost time, never results: all shapes find the same.

use super::{
    facts::{FEW, Facts},
    filter::{Area, SearchFilter, Sort, Wanted},
};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Along the index of the order, until the page is full.
    Walk,
    /// Everything in the area, then sorted.
    Area,
    /// Everybody who offers the services, then sorted.
    Services,
    /// Along the prices of each service, until the page is full.
    Prices,
    /// Those with a mark that few have, then sorted.
    Marked(Mark),
    /// By similarity of the name.
    Names,
}

/// What few workshops may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// The certificate that is asked for.
    Certificate,
    /// They drive to the car.
    Comes,
    /// They are open now.
    Open,
}

impl Mark {
    pub const fn word(self) -> &'static str {
        match self {
            Self::Certificate => "certificate",
            Self::Comes => "comes",
            Self::Open => "open",
        }
    }
}

/// So many rows are quickly looked at and sorted.
const SMALL_AREA: i64 = 3000;

/// `within`: about how many public workshops stand in the radius, when there is one.
pub fn choose(filter: &SearchFilter, facts: &Facts, within: i64) -> Shape {
    if let Wanted::Name(_) = filter.wanted {
        return Shape::Names;
    }
    let services = filter.wanted.services();
    if services.is_some_and(|ids| facts.offering(ids) < FEW) {
        return Shape::Services;
    }
    if let Some(mark) = facts.few_carry(filter) {
        return Shape::Marked(mark);
    }
    // Only sorting everything in the area knows both borders.
    if filter.radius_m().is_some() && filter.province().is_some() {
        return Shape::Area;
    }
    let small = filter.province().is_some() && facts.in_area(filter.province(), filter.district()) < SMALL_AREA;
    // In the middle of a large town every order soon comes by somebody within the radius.
    let bounded = match filter.area {
        Area::Near { .. } => within < SMALL_AREA,
        Area::District { .. } => true,
        Area::Province(_) | Area::Anywhere => false,
    };
    match filter.sort {
        Sort::Distance if small => Shape::Area,
        Sort::Distance => Shape::Walk,
        Sort::Price if small || bounded => Shape::Area,
        Sort::Price => Shape::Prices,
        Sort::Best | Sort::Rating | Sort::Earliest if bounded => Shape::Area,
        Sort::Best | Sort::Rating | Sort::Earliest => Shape::Walk,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::ids::ServiceId;
    use crate::modules::mechanics::certificates::model::CertificateKind;
    use crate::modules::mechanics::search::ServiceFact;
    use uuid::Uuid;

    const COMMON: ServiceId = ServiceId(Uuid::from_u128(1));
    const RARE: ServiceId = ServiceId(Uuid::from_u128(2));

    fn facts() -> Facts {
        Facts {
            total: 100_000,
            by_province: [(34, 18_000), (69, 90)].into(),
            by_district: [(1, 700)].into(),
            certified: [(CertificateKind::Lpg, 12), (CertificateKind::Myk, FEW)].into(),
            visiting: FEW,
            mostly_closed: false,
            services: [
                (COMMON, ServiceFact { offering: FEW, from_kurus: Some(1) }),
                (RARE, ServiceFact { offering: 3, from_kurus: Some(1) }),
            ]
            .into(),
        }
    }

    fn shape(wanted: Wanted, area: Area, sort: Sort) -> Shape {
        choose(&SearchFilter { wanted, area, sort, ..SearchFilter::default() }, &facts(), 700)
    }

    const fn near(province: Option<i16>) -> Area {
        Area::Near { radius_km: 10.0, province, district: None }
    }

    #[test]
    fn common_work_is_walked_and_rare_work_is_gathered() {
        assert_eq!(shape(Wanted::Service(COMMON), Area::Anywhere, Sort::Best), Shape::Walk);
        assert_eq!(shape(Wanted::Service(RARE), Area::Anywhere, Sort::Best), Shape::Services);
        assert_eq!(shape(Wanted::Anything, Area::Province(34), Sort::Rating), Shape::Walk);
    }

    #[test]
    fn a_mark_that_few_have_is_where_the_search_starts() {
        let of = |certificate, comes| {
            let wanted = Wanted::Service(COMMON);
            choose(&SearchFilter { wanted, certificate, comes, ..SearchFilter::default() }, &facts(), 0)
        };
        assert_eq!(of(Some(CertificateKind::Lpg), false), Shape::Marked(Mark::Certificate));
        assert_eq!(of(Some(CertificateKind::TseHyb), false), Shape::Marked(Mark::Certificate), "nobody has it");
        assert_eq!((of(Some(CertificateKind::Myk), false), of(None, true)), (Shape::Walk, Shape::Walk));
    }

    #[test]
    fn at_night_the_open_ones_are_where_the_search_starts() {
        let filter = SearchFilter { wanted: Wanted::Service(COMMON), open_now: true, ..SearchFilter::default() };
        let at = |mostly_closed| choose(&filter, &Facts { mostly_closed, ..facts() }, 0);
        assert_eq!((at(true), at(false)), (Shape::Marked(Mark::Open), Shape::Walk));
    }

    #[test]
    fn small_areas_are_sorted_whole() {
        let district = Area::District { province: 34, district: 1 };
        assert_eq!(shape(Wanted::Service(COMMON), district, Sort::Best), Shape::Area);
        assert_eq!(shape(Wanted::Service(COMMON), near(None), Sort::Price), Shape::Area);
        assert_eq!(shape(Wanted::Service(COMMON), Area::Province(69), Sort::Price), Shape::Area);
        assert_eq!(shape(Wanted::Service(COMMON), Area::Province(34), Sort::Price), Shape::Prices);
    }

    #[test]
    fn a_radius_in_a_large_town_is_walked() {
        let of = |sort, within| {
            let wanted = Wanted::Service(COMMON);
            choose(&SearchFilter { wanted, area: near(None), sort, ..SearchFilter::default() }, &facts(), within)
        };
        assert_eq!((of(Sort::Best, SMALL_AREA - 1), of(Sort::Best, SMALL_AREA)), (Shape::Area, Shape::Walk));
        assert_eq!((of(Sort::Price, SMALL_AREA - 1), of(Sort::Price, SMALL_AREA)), (Shape::Area, Shape::Prices));
    }

    #[test]
    fn the_nearest_are_found_from_the_middle_outwards() {
        assert_eq!(shape(Wanted::Service(COMMON), near(None), Sort::Distance), Shape::Walk);
        assert_eq!(shape(Wanted::Service(COMMON), near(Some(34)), Sort::Distance), Shape::Area);
        assert_eq!(shape(Wanted::Name("isik".into()), Area::Anywhere, Sort::Best), Shape::Names);
    }
}
