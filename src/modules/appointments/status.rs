//! The life of an appointment. Moves consume the state they start from and return the one they lead to.
//!
//! ```text
//! requested ─ confirm / accept_proposal ─▶ confirmed ─ complete ─▶ completed
//!   │  ▲ └── propose (another time, awaits the customer) ┘          no_show ─▶ no_show
//!   └─ decline ─▶ declined      requested, confirmed ─ cancel ─▶ cancelled (a workshop cancels only what it confirmed)
//! ```

use crate::kernel::error::{Code, Result};
use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    Requested,
    Confirmed,
    Declined,
    Cancelled,
    Completed,
    NoShow,
}

impl Status {
    pub const ALL: [Self; 6] =
        [Self::Requested, Self::Confirmed, Self::Declined, Self::Cancelled, Self::Completed, Self::NoShow];

    /// The word in the database and on the wire.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Requested => "requested",
            Self::Confirmed => "confirmed",
            Self::Declined => "declined",
            Self::Cancelled => "cancelled",
            Self::Completed => "completed",
            Self::NoShow => "no_show",
        }
    }

    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.word() == word)
    }

    /// Does it still occupy its bay?
    pub const fn is_live(self) -> bool {
        matches!(self, Self::Requested | Self::Confirmed)
    }
}

/// Who acts, or whose turn it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    Customer,
    Mechanic,
    System,
}

impl Side {
    pub const ALL: [Self; 3] = [Self::Customer, Self::Mechanic, Self::System];

    pub const fn word(self) -> &'static str {
        match self {
            Self::Customer => "customer",
            Self::Mechanic => "mechanic",
            Self::System => "system",
        }
    }

    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|side| side.word() == word)
    }
}

/// What can be done with an appointment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verb {
    Confirm,
    Decline,
    Cancel,
    Complete,
    NoShow,
    Propose,
    AcceptProposal,
}

impl Verb {
    pub const ALL: [Self; 7] =
        [Self::Confirm, Self::Decline, Self::Cancel, Self::Complete, Self::NoShow, Self::Propose, Self::AcceptProposal];

    /// Who may do it at all.
    pub const fn sides(self) -> &'static [Side] {
        match self {
            Self::Confirm | Self::Decline | Self::Complete | Self::NoShow | Self::Propose => &[Side::Mechanic],
            Self::AcceptProposal => &[Side::Customer],
            Self::Cancel => &[Side::Customer, Side::Mechanic, Side::System],
        }
    }
}

/// Where an appointment stands. `started`: its time has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct State {
    pub status: Status,
    /// Whose answer a request waits for.
    pub awaits: Option<Side>,
    pub started: bool,
}

impl State {
    /// How a new booking begins.
    pub const fn booked(instantly: bool) -> Self {
        if instantly {
            Self { status: Status::Confirmed, awaits: None, started: false }
        } else {
            Self { status: Status::Requested, awaits: Some(Side::Mechanic), started: false }
        }
    }

    const fn into(self, status: Status) -> Self {
        Self { status, awaits: None, started: self.started }
    }

    /// Does what `verb` says.
    ///
    /// # Errors
    /// `forbidden` when this side may never do it, `wrong_status` when it cannot be done now.
    pub fn apply(self, verb: Verb, by: Side) -> Result<Self> {
        if !verb.sides().contains(&by) {
            return Err(Code::Forbidden.into());
        }
        match verb {
            Verb::Confirm => self.confirm(),
            Verb::Decline => self.decline(),
            Verb::Cancel => self.cancel(by),
            Verb::Complete => self.close_after_start(Status::Completed),
            Verb::NoShow => self.close_after_start(Status::NoShow),
            Verb::Propose => self.propose(),
            Verb::AcceptProposal => self.accept_proposal(),
        }
    }

    /// The mechanic takes the request. A time that has passed cannot be promised.
    fn confirm(self) -> Result<Self> {
        only_if(self.status == Status::Requested && self.awaits == Some(Side::Mechanic) && !self.started)?;
        Ok(self.into(Status::Confirmed))
    }

    /// The mechanic turns the request down, also one that is already late or waits for the customer.
    fn decline(self) -> Result<Self> {
        only_if(self.status == Status::Requested)?;
        Ok(self.into(Status::Declined))
    }

    /// Customers cancel until the start; workshops what they confirmed (a request they decline); the house only what
    /// nobody answered in time.
    fn cancel(self, by: Side) -> Result<Self> {
        only_if(match by {
            Side::Customer => self.status.is_live() && !self.started,
            Side::Mechanic => self.status == Status::Confirmed,
            Side::System => self.status == Status::Requested && self.started,
        })?;
        Ok(self.into(Status::Cancelled))
    }

    /// One of its sides is gone: whatever still stands ends. `None` when it had ended already.
    pub const fn called_off(self) -> Option<Self> {
        if self.status.is_live() { Some(self.into(Status::Cancelled)) } else { None }
    }

    fn close_after_start(self, status: Status) -> Result<Self> {
        only_if(self.status == Status::Confirmed && self.started)?;
        Ok(self.into(status))
    }

    /// The mechanic offers another time; now it is the customer's turn.
    fn propose(self) -> Result<Self> {
        only_if(self.status == Status::Requested)?;
        Ok(Self { status: Status::Requested, awaits: Some(Side::Customer), started: false })
    }

    fn accept_proposal(self) -> Result<Self> {
        only_if(self.status == Status::Requested && self.awaits == Some(Side::Customer) && !self.started)?;
        Ok(self.into(Status::Confirmed))
    }
}

fn only_if(holds: bool) -> Result<()> {
    if holds { Ok(()) } else { Err(Code::WrongStatus.into()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Side::{Customer, Mechanic, System};
    use Status::{Cancelled, Completed, Confirmed, Declined, NoShow, Requested};

    /// Every state there is: status, whose turn, started or not.
    fn all_states() -> Vec<State> {
        let mut states = Vec::new();
        for started in [false, true] {
            for status in Status::ALL {
                let turns: &[Option<Side>] =
                    if status == Requested { &[Some(Mechanic), Some(Customer)] } else { &[None] };
                states.extend(turns.iter().map(|&awaits| State { status, awaits, started }));
            }
        }
        states
    }

    /// The whole table of legal moves, written out by hand.
    fn expected(state: State, verb: Verb, by: Side) -> Option<Status> {
        let State { status, awaits, started } = state;
        match (verb, by, status) {
            (Verb::Confirm, Mechanic, Requested) if awaits == Some(Mechanic) && !started => Some(Confirmed),
            (Verb::AcceptProposal, Customer, Requested) if awaits == Some(Customer) && !started => Some(Confirmed),
            (Verb::Decline, Mechanic, Requested) => Some(Declined),
            (Verb::Propose, Mechanic, Requested) => Some(Requested),
            (Verb::Cancel, Customer, Requested | Confirmed) if !started => Some(Cancelled),
            (Verb::Cancel, Mechanic, Confirmed) => Some(Cancelled),
            (Verb::Cancel, System, Requested) if started => Some(Cancelled),
            (Verb::Complete, Mechanic, Confirmed) if started => Some(Completed),
            (Verb::NoShow, Mechanic, Confirmed) if started => Some(NoShow),
            _ => None,
        }
    }

    #[test]
    fn only_the_legal_moves_are_possible() {
        let mut legal = 0;
        for state in all_states() {
            for verb in Verb::ALL {
                for by in Side::ALL {
                    let moved = state.apply(verb, by);
                    assert_eq!(
                        moved.as_ref().ok().map(|s| s.status),
                        expected(state, verb, by),
                        "{state:?} {verb:?} {by:?}"
                    );
                    legal += usize::from(moved.is_ok());
                }
            }
        }
        assert!(legal > 15, "the table cannot be empty: {legal}");
    }

    #[test]
    fn a_move_that_is_not_yours_is_forbidden_and_one_out_of_turn_is_a_wrong_status() {
        let state = State::booked(false);
        assert_eq!(state.apply(Verb::Confirm, Customer).map_err(|e| e.code), Err(Code::Forbidden));
        assert_eq!(state.apply(Verb::Complete, Mechanic).map_err(|e| e.code), Err(Code::WrongStatus));
    }

    #[test]
    fn exactly_requests_wait_for_somebody() {
        for state in all_states() {
            for verb in Verb::ALL {
                for by in Side::ALL {
                    if let Ok(next) = state.apply(verb, by) {
                        assert_eq!(next.awaits.is_some(), next.status == Requested);
                    }
                }
            }
        }
        assert_eq!(State::booked(true).awaits, None);
        assert_eq!(State::booked(false).awaits, Some(Mechanic));
    }

    #[test]
    fn words_are_read_back() {
        for status in Status::ALL {
            assert_eq!(Status::parse(status.word()), Some(status));
        }
        for side in Side::ALL {
            assert_eq!(Side::parse(side.word()), Some(side));
        }
        assert_eq!(Status::parse("lost"), None);
    }
}
