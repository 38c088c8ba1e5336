//! The papers of a student as staff have seen them last. They stand on the
//! student's record: from their dates it follows when something is to be renewed
//! (S104, S107), and from what they say what needs no new proof.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::form::registration::{Declared, PermitKind};

/// What is known of a student's papers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Papers {
    /// The passport, where its last day is known.
    pub passport: Option<Passport>,
    /// The visa or residence permit.
    pub permit: Option<Permit>,
    /// The insurance.
    pub insurance: Option<Insurance>,
    /// The contract of a flat.
    pub contract: Option<Contract>,
    /// When the student said so.
    pub said_at: SaidAt,
}

/// When the student last said what stands on the record, one by one, or of the passport
/// the roster; nothing, where nobody has, or it was filled in for the student and left so.
///
/// By this the newer paper is known, in whatever order registrations are approved: one
/// that was begun long ago, and corrected now, may still name the permit of then.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct SaidAt {
    /// The address.
    pub email: Option<Timestamp>,
    /// The passport.
    pub passport: Option<Timestamp>,
    /// The visa or residence permit.
    pub permit: Option<Timestamp>,
    /// The insurance.
    pub insurance: Option<Timestamp>,
    /// The contract of a flat.
    pub contract: Option<Timestamp>,
}

/// The papers that staff have seen, as they stand on a student's record beside the
/// passport (S107).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Seen {
    /// The visa or residence permit.
    pub permit: Option<Permit>,
    /// The insurance.
    pub insurance: Option<Insurance>,
    /// The contract of a flat.
    pub contract: Option<Contract>,
    /// When the student said what stands on the record.
    pub said_at: SaidAt,
}

/// A passport.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Passport {
    /// Its number.
    pub number: String,
    /// Its last day.
    pub expires: Date,
}

/// A visa or residence permit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Permit {
    /// Which of the two.
    pub kind: PermitKind,
    /// Its number.
    pub number: String,
    /// Its last day.
    pub expires: Date,
}

/// An insurance.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Insurance {
    /// The number of the policy.
    pub policy: String,
    /// When it is in force.
    pub period: Period,
}

/// The contract of a flat.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Contract {
    /// Whom it names.
    pub holder: String,
    /// When it is in force.
    pub period: Period,
}

/// From one day to another, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Period {
    /// The first day.
    pub starts: Date,
    /// The last day.
    pub ends: Date,
}

impl Papers {
    /// What is known once staff have approved what was declared (S107, S111): of each
    /// paper the newer one. What was not asked for stays as it was known.
    #[must_use]
    pub fn updated_by(&self, declared: &Declared) -> Self {
        let (known, said) = (self.said_at, declared.said_at);
        // Who says that the passport is the known one says nothing new of it, and neither
        // does who said so before the roster had another one, whose last day is not known.
        let is_new = declared.passport_changed && known.passport <= said.passport;
        let of_form = declared.passport.as_ref().filter(|_| is_new);
        let (passport, passport_at) =
            newer((self.passport.as_ref(), known.passport), (of_form, said.passport), |it| {
                (it.expires, it.number.clone())
            });
        let of_form = declared.permit.as_ref();
        let (permit, permit_at) =
            newer((self.permit.as_ref(), known.permit), (of_form, said.permit), |it| {
                (it.expires, it.number.clone(), it.kind == PermitKind::ResidencePermit)
            });
        let of_form = declared.insurance.as_ref();
        let (insurance, insurance_at) =
            newer((self.insurance.as_ref(), known.insurance), (of_form, said.insurance), |it| {
                (it.period.starts, it.period.ends, it.policy.clone())
            });
        let of_form = declared.residence.contract.as_ref();
        let (contract, contract_at) =
            newer((self.contract.as_ref(), known.contract), (of_form, said.contract), |it| {
                (it.period.starts, it.period.ends, it.holder.clone())
            });
        let said_at = SaidAt {
            email: known.email,
            passport: passport_at,
            permit: permit_at,
            insurance: insurance_at,
            contract: contract_at,
        };
        Self { passport, permit, insurance, contract, said_at }
    }
}

/// What is known of a kind of paper, and when the student said so.
type Said<'a, Paper> = (Option<&'a Paper>, Option<Timestamp>);

/// The newer of two papers of a kind: what the student said later. Where that is not
/// known of both, what the papers say themselves decides: the later one, by `of_itself`.
pub(crate) fn newer<Paper: Clone, Order: Ord>(
    known: Said<'_, Paper>,
    declared: Said<'_, Paper>,
    of_itself: impl Fn(&Paper) -> Order,
) -> (Option<Paper>, Option<Timestamp>) {
    let rank = |(paper, at): Said<'_, Paper>| paper.map(|paper| (at, of_itself(paper)));
    let (paper, at) = if rank(known) < rank(declared) { declared } else { known };
    (paper.cloned(), at)
}

/// Whether a paper is the one that staff have seen before.
#[must_use]
pub fn is_proven<Paper: PartialEq>(declared: &Option<Paper>, known: &Option<Paper>) -> bool {
    declared.is_some() && declared == known
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::registration::samples::{Setting, complete_sections};
    use crate::form::registration::{Location, Sections, read};

    fn after(setting: &Setting, change: impl FnOnce(&mut Sections)) -> Papers {
        let mut sections = complete_sections();
        change(&mut sections);
        let declared = read(&mut sections, setting.situation()).declared;
        setting.known.papers.updated_by(&declared)
    }

    #[test]
    fn approval_keeps_the_dates_of_permit_passport_and_insurance() {
        let papers = after(&Setting::default(), |_| {});
        let insurance = papers.insurance.unwrap();
        assert_eq!(insurance.period.ends.to_string(), "2028-08-31");
        assert_eq!(papers.permit.unwrap().expires.to_string(), "2028-07-15");
        assert_eq!(papers.passport.unwrap().expires.to_string(), "2033-01-31");
        assert_eq!(papers.contract.unwrap().holder, "Tester Anna Maria");
    }

    #[test]
    fn a_changed_passport_number_takes_the_place_of_the_known_one() {
        let papers = after(&Setting::default(), |all| {
            all.passport.passport_changed = Some(true);
            all.passport.passport_no = Some("xt7777777".to_owned());
            all.passport.passport_expiry = Some("2037-05-16".to_owned());
        });
        let passport = papers.passport.unwrap();
        assert_eq!(passport.number, "XT7777777");
        assert_eq!(passport.expires.to_string(), "2037-05-16");
    }

    #[test]
    fn from_abroad_the_known_permit_and_insurance_stay() {
        let mut setting = Setting::default();
        setting.known.papers = after(&setting, |_| {});
        let papers = after(&setting, |all| all.location.location = Some(Location::Abroad));
        assert_eq!(papers, setting.known.papers);
    }
}
