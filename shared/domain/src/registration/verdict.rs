//! What staff say of a registration: each item passes or is returned (S92, S106).

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use shared_platform::locale::{Bilingual, Locale};
use shared_platform::texts;
use utoipa::ToSchema;

use super::Item;

/// What staff say of an item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "verdict", rename_all = "snake_case")]
#[schema(as = RegistrationVerdict)]
pub enum Verdict {
    /// It is as it must be.
    Pass,
    /// The student is to correct it.
    Return {
        /// What is wrong with it (S106).
        reason: ReturnReason,
        /// What the student is to do, in the reviewer's words.
        note: Bilingual,
    },
}

/// What can be wrong with an item. Its text is `registration-return-<code>`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = RegistrationReturnReason)]
pub enum ReturnReason {
    /// A document cannot be read.
    Unreadable,
    /// A part of a document is missing.
    Incomplete,
    /// A document is another one than was asked for.
    WrongDocument,
    /// A document does not show what was typed.
    NotAsTyped,
    /// It is not under the student's own passport (S94).
    NotAsInPassport,
    /// It does not cover the semester.
    NotCovered,
    /// Whoever issued it does not confirm it (S92).
    NotConfirmed,
    /// The payment has not arrived, or is not all of it.
    NotPaid,
    /// It is over, or another one was issued since.
    Outdated,
    /// The accommodation is not registered with the police (R5).
    NotRegistered,
    /// Something else.
    Other,
}

impl ReturnReason {
    /// Every reason.
    pub const ALL: [Self; 11] = [
        Self::Unreadable,
        Self::Incomplete,
        Self::WrongDocument,
        Self::NotAsTyped,
        Self::NotAsInPassport,
        Self::NotCovered,
        Self::NotConfirmed,
        Self::NotPaid,
        Self::Outdated,
        Self::NotRegistered,
        Self::Other,
    ];

    pub(super) const fn text_name(self) -> &'static str {
        match self {
            Self::Unreadable => "registration-return-unreadable",
            Self::Incomplete => "registration-return-incomplete",
            Self::WrongDocument => "registration-return-wrong-document",
            Self::NotAsTyped => "registration-return-not-as-typed",
            Self::NotAsInPassport => "registration-return-not-as-in-passport",
            Self::NotCovered => "registration-return-not-covered",
            Self::NotConfirmed => "registration-return-not-confirmed",
            Self::NotPaid => "registration-return-not-paid",
            Self::Outdated => "registration-return-outdated",
            Self::NotRegistered => "registration-return-not-registered",
            Self::Other => "registration-return-other",
        }
    }

    /// The reason in words.
    #[must_use]
    pub fn text(self) -> Bilingual {
        let text = |locale| texts::text(locale, self.text_name());
        Bilingual { en: text(Locale::En), zh: text(Locale::Zh) }
    }
}

/// What staff say of all items that a registration has.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Verdicts(BTreeMap<Item, Verdict>);

/// Not of every item there is one verdict.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum VerdictsRefused {
    /// An item has none.
    #[error("{0:?} has no verdict")]
    Missing(Item),
    /// The registration has no such item.
    #[error("{0:?} is not asked of this student")]
    NotAsked(Item),
}

impl Verdicts {
    /// A verdict on each item of a registration, and on nothing else.
    ///
    /// # Errors
    /// [`VerdictsRefused`].
    pub fn new(verdicts: BTreeMap<Item, Verdict>, in_china: bool) -> Result<Self, VerdictsRefused> {
        let asked = Item::of_case(in_china);
        if let Some(item) = verdicts.keys().find(|item| !asked.contains(item)) {
            return Err(VerdictsRefused::NotAsked(*item));
        }
        match asked.iter().find(|item| !verdicts.contains_key(*item)) {
            Some(item) => Err(VerdictsRefused::Missing(*item)),
            None => Ok(Self(verdicts)),
        }
    }

    /// The items that the student is to correct; where there is none, the
    /// registration is approved.
    #[must_use]
    pub fn returned(&self) -> BTreeSet<Item> {
        let returned = self.0.iter().filter(|(_, verdict)| **verdict != Verdict::Pass);
        returned.map(|(item, _)| *item).collect()
    }

    /// Each item with what is said of it.
    pub fn iter(&self) -> impl Iterator<Item = (Item, &Verdict)> {
        self.0.iter().map(|(item, verdict)| (*item, verdict))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::samples::any_verdict;
    use super::*;

    #[test]
    fn every_reason_has_a_text_in_both_languages() {
        for reason in ReturnReason::ALL {
            let code = serde_json::to_value(reason).unwrap();
            let name = format!("registration-return-{}", code.as_str().unwrap().replace('_', "-"));
            assert_eq!(name, reason.text_name());
            assert!(texts::has(Locale::En, &name) && texts::has(Locale::Zh, &name), "{name}");
        }
    }

    #[test]
    fn a_return_carries_its_reason() {
        let without = serde_json::json!({ "verdict": "return", "note": { "en": "", "zh": "" } });
        assert!(serde_json::from_value::<Verdict>(without).is_err());
    }

    proptest! {
        #[test]
        fn there_is_one_verdict_on_each_item_of_the_case_and_on_no_other(
            verdicts in prop::collection::btree_map(
                prop::sample::select(Item::ALL.to_vec()), any_verdict(), 0..5,
            ),
            in_china in any::<bool>(),
        ) {
            let judged: Vec<Item> = verdicts.keys().copied().collect();
            let taken = Verdicts::new(verdicts.clone(), in_china);
            prop_assert_eq!(taken.is_ok(), judged == Item::of_case(in_china));
            if let Ok(taken) = taken {
                let returned = taken.returned();
                for (item, verdict) in taken.iter() {
                    prop_assert_eq!(returned.contains(&item), verdicts[&item] != Verdict::Pass);
                    prop_assert_eq!(verdict, &verdicts[&item]);
                }
            }
        }
    }
}
