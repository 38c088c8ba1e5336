//! What a semester registration is prefilled with and measured against, and what its
//! approval changes in the record (S107, S111).

use super::{Identity, PassportSource, Student};
use crate::form::registration::{Declared, Known};
use crate::names::PassportName;
use crate::registration::papers::{Papers, Passport, Seen};

impl Student {
    /// The papers, as staff have seen them last.
    #[must_use]
    pub fn papers(&self) -> Papers {
        let Seen { permit, insurance, contract } = self.seen.clone();
        let number = self.identity.passport_no.clone();
        let passport = self.identity.passport_expires.map(|expires| Passport { number, expires });
        Papers { passport, permit, insurance, contract }
    }

    /// What a registration is measured against. Who is on the roster without an
    /// address is reached at that of the account.
    #[must_use]
    pub fn known(&self, email_of_account: Option<&str>) -> Known {
        let email = self.email.as_deref().or(email_of_account);
        Known {
            name: self.identity.passport_name(),
            chinese_name: self.identity.chinese_name.clone(),
            email: email.map(str::to_owned),
            papers: self.papers(),
        }
    }

    /// The record once staff have approved what was declared, at this address.
    #[must_use]
    pub fn approved(&self, declared: &Declared, email: Option<&str>) -> Self {
        let Papers { passport, permit, insurance, contract } = self.papers().updated_by(declared);
        let email = email.map(str::to_owned).or_else(|| self.email.clone());
        let seen = Seen { permit, insurance, contract };
        let student = match passport {
            Some(Passport { number, expires }) => {
                self.with_passport(&number, Some(expires), PassportSource::Student)
            }
            None => self.clone(),
        };
        Self { email, seen, ..student }
    }
}

impl Identity {
    /// The name as in the passport; where its parts are not known, as one.
    #[must_use]
    pub fn passport_name(&self) -> PassportName {
        let (family, given) = (self.family_name.clone(), self.given_name.clone());
        let whole = family.is_none().then(|| self.name.clone());
        PassportName { family, given: given.or(whole) }
    }
}

#[cfg(test)]
mod tests {
    use shared_platform::ids::AccountId;

    use crate::form::registration::read;
    use crate::form::registration::samples::{Setting, complete_sections};
    use crate::ids::ApplicationId;
    use crate::samples;

    #[test]
    fn approval_updates_the_record_of_the_student() {
        let student =
            samples::student(&samples::application(AccountId::new(), ApplicationId::new()));
        let setting = Setting { known: student.known(None), ..Setting::default() };
        let mut sections = complete_sections();
        sections.passport.passport_changed = Some(true);
        sections.passport.passport_no = Some("xt7777777".to_owned());
        sections.passport.passport_expiry = Some("2037-05-16".to_owned());
        let declared = read(&mut sections, setting.situation()).declared;
        let after = student.approved(&declared, Some("anna.new@example.org"));
        // S111
        assert_eq!(after.identity.passport_no, "XT7777777");
        assert_eq!(after.identity.passport_expires.unwrap().to_string(), "2037-05-16");
        assert!(after.is_met_by(&student.identity.passport_no, student.identity.birth_date));
        // S107
        assert_eq!(after.papers(), student.papers().updated_by(&declared));
        assert_eq!(after.seen.insurance.as_ref().unwrap().policy, "PICC-2027-0042");
        assert_eq!(after.email.as_deref(), Some("anna.new@example.org"));
        // Who declares nothing is left as before.
        assert_eq!(after.approved(&Default::default(), None), after);
    }

    #[test]
    fn a_name_of_which_the_parts_are_not_known_is_compared_as_a_whole() {
        let mut student =
            samples::student(&samples::application(AccountId::new(), ApplicationId::new()));
        assert!(student.identity.passport_name().is("Anna Tester"));
        student.identity.family_name = None;
        student.identity.given_name = None;
        assert!(student.identity.passport_name().is("Tester Anna"));
        assert!(!student.identity.passport_name().is("Wang Xiaoming"));
    }
}
