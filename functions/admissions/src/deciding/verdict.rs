//! What a colleague decides, read from the request.

use jiff::civil::Date;
use shared_domain::application::decision::{
    AdmissionCondition, ConditionCode, DecisionOutcome, DecisionReason, Grounds,
};
use shared_domain::review::Decision;
use shared_platform::http::FieldError;
use shared_platform::locale::Bilingual;

use crate::examining::ApplicationMatter;
use crate::wording::{LONGEST_NOTE, LONGEST_TEXT};

/// Most conditions.
const MOST_CONDITIONS: usize = 20;

/// A decision on an application with what it rests on.
pub type Verdict = Decision<ApplicationMatter>;

/// The decision, if it is one that can be told to an applicant.
///
/// # Errors
/// What is wrong in it.
pub fn read(
    outcome: DecisionOutcome,
    grounds: Grounds,
    today: Date,
) -> Result<Verdict, Vec<FieldError>> {
    let mut errors = Vec::new();
    let grounds = Grounds {
        note_to_applicant: text("/noteToApplicant", grounds.note_to_applicant, &mut errors),
        justification: text("/justification", grounds.justification, &mut errors),
        ..grounds
    };
    check_reasons(outcome, &grounds, &mut errors);
    check_conditions(outcome, &grounds.conditions, today, &mut errors);
    check_exceptions(outcome, &grounds, &mut errors);
    match errors.is_empty() {
        true => Ok(Verdict { outcome, grounds }),
        false => Err(errors),
    }
}

/// A text without blanks around it; none where nothing is left.
fn text(pointer: &str, given: Option<String>, errors: &mut Vec<FieldError>) -> Option<String> {
    let given = given.map(|given| given.trim().to_owned()).filter(|given| !given.is_empty())?;
    if given.chars().count() > LONGEST_TEXT {
        errors.push(FieldError::new(pointer, "too_long"));
    }
    Some(given)
}

/// Rules are set aside for an acceptance only, and never without a word.
fn check_exceptions(outcome: DecisionOutcome, grounds: &Grounds, errors: &mut Vec<FieldError>) {
    let is_justified = grounds.justification.is_some();
    let mut wrong = |pointer, code| errors.push(FieldError::new(pointer, code));
    if outcome == DecisionOutcome::Accept {
        if grounds.without_place && !is_justified {
            wrong("/justification", "required");
        }
        return;
    }
    for (pointer, is_there) in
        [("/justification", is_justified), ("/withoutPlace", grounds.without_place)]
    {
        if is_there {
            wrong(pointer, "only_with_acceptance");
        }
    }
}

fn check_reasons(outcome: DecisionOutcome, grounds: &Grounds, errors: &mut Vec<FieldError>) {
    let reasons = &grounds.reasons;
    let accepts = outcome == DecisionOutcome::Accept;
    if reasons.is_empty() && !accepts {
        errors.push(FieldError::new("/reasons", "required"));
    }
    for (place, reason) in reasons.iter().enumerate() {
        let pointer = format!("/reasons/{place}");
        if !reason.is_for(outcome) {
            errors.push(FieldError::new(pointer, "reason_not_for_outcome"));
        } else if reasons.iter().take(place).any(|earlier| earlier == reason) {
            errors.push(FieldError::new(pointer, "duplicate_row"));
        }
    }
    // "Something else" alone tells an applicant nothing.
    let unsaid = reasons.contains(&DecisionReason::Other) && grounds.note_to_applicant.is_none();
    if unsaid && !accepts {
        errors.push(FieldError::new("/noteToApplicant", "required"));
    }
}

fn check_conditions(
    outcome: DecisionOutcome,
    conditions: &[AdmissionCondition],
    today: Date,
    errors: &mut Vec<FieldError>,
) {
    if outcome != DecisionOutcome::Accept && !conditions.is_empty() {
        errors.push(FieldError::new("/conditions", "only_with_acceptance"));
    }
    if conditions.len() > MOST_CONDITIONS {
        errors.push(FieldError::new("/conditions", "too_many_rows"));
    }
    for (place, condition) in conditions.iter().enumerate() {
        let pointer = format!("/conditions/{place}");
        let is_again = |earlier: &AdmissionCondition| earlier.code == condition.code;
        match (condition.code, &condition.note) {
            (ConditionCode::Other, None) => {
                errors.push(FieldError::new(format!("{pointer}/note"), "required"));
            }
            (ConditionCode::Other, Some(_)) => {}
            _ if conditions.iter().take(place).any(is_again) => {
                errors.push(FieldError::new(&pointer, "duplicate_row"));
            }
            _ => {}
        }
        condition.note.iter().for_each(|note| check_note(&pointer, note, errors));
        if condition.due_on.is_some_and(|due_on| due_on < today) {
            errors.push(FieldError::new(format!("{pointer}/dueOn"), "date_past"));
        }
    }
}

fn check_note(pointer: &str, note: &Bilingual, errors: &mut Vec<FieldError>) {
    for (language, text) in [("en", &note.en), ("zh", &note.zh)] {
        let pointer = format!("{pointer}/note/{language}");
        if text.trim().is_empty() {
            errors.push(FieldError::new(pointer, "required"));
        } else if text.chars().count() > LONGEST_NOTE {
            errors.push(FieldError::new(pointer, "too_long"));
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    const TODAY: Date = date(2027, 3, 1);

    fn condition(code: ConditionCode) -> AdmissionCondition {
        AdmissionCondition { code, note: None, due_on: None }
    }

    fn noted(en: &str, zh: &str) -> AdmissionCondition {
        let note = Some(Bilingual { en: en.to_owned(), zh: zh.to_owned() });
        AdmissionCondition { note, ..condition(ConditionCode::Other) }
    }

    fn accepted_if(conditions: Vec<AdmissionCondition>) -> Vec<(String, &'static str)> {
        let grounds = Grounds { conditions, ..Grounds::default() };
        wrong_in(DecisionOutcome::Accept, grounds)
    }

    fn because(
        outcome: DecisionOutcome,
        reasons: &[DecisionReason],
    ) -> Vec<(String, &'static str)> {
        wrong_in(outcome, Grounds { reasons: reasons.to_vec(), ..Grounds::default() })
    }

    fn wrong_in(outcome: DecisionOutcome, grounds: Grounds) -> Vec<(String, &'static str)> {
        let errors = read(outcome, grounds, TODAY).err().unwrap_or_default();
        errors.into_iter().map(|error| (error.pointer, error.code)).collect()
    }

    fn one(pointer: &str, code: &'static str) -> Vec<(String, &'static str)> {
        vec![(pointer.to_owned(), code)]
    }

    #[test]
    fn who_is_not_accepted_is_told_why() {
        assert_eq!(because(DecisionOutcome::Accept, &[]), []);
        for outcome in [DecisionOutcome::Decline, DecisionOutcome::Waitlist] {
            assert_eq!(because(outcome, &[]), one("/reasons", "required"));
            assert_eq!(because(outcome, &[DecisionReason::NoPlaceLeft]), []);
            let unsaid = because(outcome, &[DecisionReason::Other]);
            assert_eq!(unsaid, one("/noteToApplicant", "required"));
        }
    }

    #[test]
    fn a_reason_fits_the_decision_and_stands_once() {
        let met = DecisionReason::RequirementsMet;
        assert_eq!(because(DecisionOutcome::Accept, &[met]), []);
        let misfit = because(DecisionOutcome::Decline, &[DecisionReason::NoPlaceLeft, met]);
        assert_eq!(misfit, one("/reasons/1", "reason_not_for_outcome"));
        assert_eq!(
            because(DecisionOutcome::Accept, &[met, met]),
            one("/reasons/1", "duplicate_row")
        );
    }

    #[test]
    fn a_condition_says_in_both_languages_what_and_until_when() {
        let of_other = condition(ConditionCode::Other);
        assert_eq!(accepted_if(vec![of_other]), one("/conditions/0/note", "required"));
        assert_eq!(
            accepted_if(vec![noted("Bring it", " ")]),
            one("/conditions/0/note/zh", "required")
        );
        let long = "a".repeat(501);
        assert_eq!(
            accepted_if(vec![noted(&long, "带来")]),
            one("/conditions/0/note/en", "too_long")
        );
        let transcript = condition(ConditionCode::FinalTranscript);
        let yesterday =
            AdmissionCondition { due_on: Some(date(2027, 2, 28)), ..transcript.clone() };
        assert_eq!(accepted_if(vec![yesterday]), one("/conditions/0/dueOn", "date_past"));
        let today = AdmissionCondition { due_on: Some(TODAY), ..transcript };
        assert_eq!(accepted_if(vec![today.clone(), noted("One", "一"), noted("Two", "二")]), []);
        assert_eq!(accepted_if(vec![today.clone(), today]), one("/conditions/1", "duplicate_row"));
        let many = vec![noted("One", "一"); 21];
        assert_eq!(accepted_if(many), one("/conditions", "too_many_rows"));
    }

    #[test]
    fn conditions_and_a_justification_go_with_an_acceptance_only() {
        let grounds = Grounds {
            reasons: vec![DecisionReason::NoPlaceLeft],
            conditions: vec![condition(ConditionCode::FinalTranscript)],
            justification: Some("An agreement of the faculties.".to_owned()),
            without_place: true,
            ..Grounds::default()
        };
        let wrong = wrong_in(DecisionOutcome::Decline, grounds);
        let pointers = ["/conditions", "/justification", "/withoutPlace"];
        assert_eq!(wrong, pointers.map(|pointer| (pointer.to_owned(), "only_with_acceptance")));
    }

    #[test]
    fn who_admits_without_a_place_says_why() {
        let grounds = Grounds { without_place: true, ..Grounds::default() };
        assert_eq!(wrong_in(DecisionOutcome::Accept, grounds), one("/justification", "required"));
    }
}
