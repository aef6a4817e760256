//! What a workshop has told of itself, and what customers still miss on its page. Cars are no step: a workshop without rules takes
//! every car.

pub mod store;

/// Letters of a story that tells something.
pub const STORY_ENOUGH: i32 = 200;

/// Something that a complete profile has, in the order in which it is best done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    Services,
    Hours,
    Photo,
    Story,
    Phone,
    Pin,
    Papers,
}

impl Step {
    pub const ALL: [Self; 7] =
        [Self::Services, Self::Hours, Self::Photo, Self::Story, Self::Phone, Self::Pin, Self::Papers];
}
