//! The states of a review and the decisions that move it.

use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// A moderator looks first.
    Pending,
    Published,
    Hidden,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Decision {
    Approve,
    Hide,
}

impl Status {
    pub const ALL: [Self; 3] = [Self::Pending, Self::Published, Self::Hidden];

    /// The word in the database, in addresses and on the wire.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Published => "published",
            Self::Hidden => "hidden",
        }
    }

    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.word() == word)
    }

    /// Where a decision leads; `None` when there is nothing to decide any more.
    pub fn after(self, decision: Decision) -> Option<Self> {
        Some(decision.leads_to()).filter(|to| *to != self)
    }
}

impl Decision {
    pub const fn leads_to(self) -> Status {
        match self {
            Self::Approve => Status::Published,
            Self::Hide => Status::Hidden,
        }
    }

    /// Words of the states in which it has something to decide.
    pub fn starts(self) -> Vec<String> {
        let open = Status::ALL.into_iter().filter(|status| status.after(self).is_some());
        open.map(|status| status.word().to_owned()).collect()
    }

    pub const fn word(self) -> &'static str {
        match self {
            Self::Approve => "approve",
            Self::Hide => "hide",
        }
    }

    pub fn parse(word: &str) -> Option<Self> {
        [Self::Approve, Self::Hide].into_iter().find(|decision| decision.word() == word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_decision_is_taken_back_by_its_opposite() {
        let published = Status::Pending.after(Decision::Approve);
        assert_eq!(published, Some(Status::Published));
        let hidden = published.and_then(|status| status.after(Decision::Hide));
        assert_eq!(hidden, Some(Status::Hidden));
        assert_eq!(hidden.and_then(|status| status.after(Decision::Approve)), Some(Status::Published));
    }

    #[test]
    fn what_is_decided_is_not_decided_the_same_way_again() {
        assert_eq!(Status::Published.after(Decision::Approve), None);
        assert_eq!(Status::Hidden.after(Decision::Hide), None);
    }

    #[test]
    fn words_are_read_back() {
        for status in Status::ALL {
            assert_eq!(Status::parse(status.word()), Some(status));
        }
        assert_eq!((Decision::parse("hide"), Decision::parse("delete")), (Some(Decision::Hide), None));
    }
}
