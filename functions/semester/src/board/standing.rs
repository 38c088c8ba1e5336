//! How students stand to the registration of a semester.

use serde::{Deserialize, Serialize};
use shared_domain::registration::RegistrationState;
use shared_platform::{Locale, texts};
use utoipa::ToSchema;

/// How a student stands to the registration of a semester.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = RegistrationStanding)]
pub(crate) enum Standing {
    /// The student has not saved anything yet.
    NotBegun,
    /// The student is writing it.
    Draft,
    /// It is before staff.
    ReadyForReview,
    /// Staff have returned some of it.
    Returned,
    /// The student has registered.
    Approved,
}

/// Which students a list shows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Listed {
    /// All.
    #[default]
    All,
    /// Those who have something to do still.
    Unregistered,
    /// Those who have not begun.
    NotBegun,
    /// Those who are writing.
    Draft,
    /// Those who wait for staff.
    ReadyForReview,
    /// Those who have to correct something.
    Returned,
    /// Those who have registered.
    Approved,
}

impl Standing {
    pub(crate) const fn of(state: Option<RegistrationState>) -> Self {
        match state {
            None => Self::NotBegun,
            Some(RegistrationState::Draft) => Self::Draft,
            Some(RegistrationState::ReadyForReview) => Self::ReadyForReview,
            Some(RegistrationState::Returned) => Self::Returned,
            Some(RegistrationState::Approved) => Self::Approved,
        }
    }

    /// Whether the student has something to do still.
    pub(crate) const fn is_open(self) -> bool {
        matches!(self, Self::NotBegun | Self::Draft | Self::Returned)
    }

    /// In a word.
    pub(crate) fn text(self, locale: Locale) -> String {
        let name = match self {
            Self::NotBegun => "sheet-not-begun",
            Self::Draft => "sheet-draft",
            Self::ReadyForReview => "sheet-ready-for-review",
            Self::Returned => "sheet-returned",
            Self::Approved => "sheet-approved",
        };
        texts::text(locale, name)
    }
}

impl Listed {
    /// Whether the list shows who stands so.
    pub(crate) fn shows(self, standing: Standing) -> bool {
        match self {
            Self::All => true,
            Self::Unregistered => standing.is_open(),
            Self::NotBegun => standing == Standing::NotBegun,
            Self::Draft => standing == Standing::Draft,
            Self::ReadyForReview => standing == Standing::ReadyForReview,
            Self::Returned => standing == Standing::Returned,
            Self::Approved => standing == Standing::Approved,
        }
    }
}
