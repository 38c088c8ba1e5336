//! `issue_letter`: gives a letter its number, sets it and puts it into the bucket, and
//! tells the student that it is ready (S102, S103). What cannot be set is prepared by
//! an officer. The approval does not wait for this, and the message may come twice.

use std::path::Path;
use std::sync::Arc;

use shared_domain::ids::{LetterId, ReviewId};
use shared_domain::letter::{self, IssuedLetter, LetterCase, Obstacle, PublicLetter, initials};
use shared_domain::registration::RegistrationId;
use shared_domain::review::Task;
use shared_domain::student::STUDENT;
use shared_letter::{
    CannotSet, Check, CheckCode, Fonts, LetterNumber, Series, VerificationCode, render,
};
use shared_platform::actions::Failure;
use shared_platform::audit::Deed;
use shared_platform::clock::beijing_date;
use shared_platform::outbox::Delivery;
use shared_platform::secret::{fill_randomly, hash_of_secret};
use shared_platform::store::CommitError;
use shared_platform::{Clock, Environment, InitError, MessageAction};

use super::facts::Facts;
use super::files::Files;
use super::matter::LetterMatter;
use super::store::{COUNT, Issuing, LETTER_CASE, ToIssue};
use crate::store::{Enrolment, RegistrationStore};

/// Where the fonts are that letters are set in.
const FONTS: &str = "LETTER_FONTS";
/// The public page that confirms letters.
const CHECK_PAGE: &str = "/verify-letter";
/// How often one looks again when another letter took the number, or the record
/// changed.
const ROUNDS: u32 = 20;

/// The action.
pub struct IssueLetter {
    store: RegistrationStore,
    files: Files,
    fonts: Arc<Fonts>,
    check_page: String,
    clock: Clock,
}

/// It was tried again and again, and others were faster each time.
#[derive(Debug, thiserror::Error)]
#[error("other letters took the number each time")]
struct Overtaken;

/// What one round came to.
enum Round {
    /// The request is answered, by this round or by a twin of it.
    Answered,
    /// Something changed meanwhile.
    Again,
}

impl MessageAction for IssueLetter {
    type Message = letter::IssueLetter;

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        let store = RegistrationStore::of(environment)?;
        let fonts = Fonts::read(Path::new(environment.variable(FONTS)?));
        let fonts = fonts.map_err(|error| InitError::Malformed(error.to_string()))?;
        let check_page = format!("{}{CHECK_PAGE}", environment.variable("PUBLIC_URL")?);
        let files = Files::of(environment)?;
        Ok(Self { store, files, fonts: Arc::new(fonts), check_page, clock: environment.clock() })
    }

    async fn handle(&self, delivery: Delivery<Self::Message>) -> Result<(), Failure> {
        let letter::IssueLetter { registration, request } = delivery.message;
        let deed = Deed::of_message::<Self>(delivery.id, self.clock.now());
        for _ in 0..ROUNDS {
            if let Round::Answered = self.answer(&registration, request, &deed).await? {
                return Ok(());
            }
        }
        Err(Overtaken.into())
    }
}

impl IssueLetter {
    async fn answer(
        &self,
        registration: &RegistrationId,
        request: u32,
        deed: &Deed,
    ) -> Result<Round, Failure> {
        let today = beijing_date(deed.now());
        let year = today.year().unsigned_abs();
        let series = format!("{}-{year}", Series::VISA_EXTENSION);
        let ToIssue { enrolment, case, settings, catalogue, count } =
            self.store.to_issue(registration, &series).await?;
        // Who is gone, or not approved any more, gets none.
        let Some(enrolment) = enrolment else { return Ok(Round::Answered) };
        let Some(case) = due(case, &enrolment, request) else { return Ok(Round::Answered) };
        let Some(settings) = settings else {
            return self.refer(&case, &enrolment, Obstacle::NotSetUp, deed).await;
        };
        let catalogue = catalogue.as_ref().map(|catalogue| &catalogue.content);
        let facts =
            Facts { enrolment: &enrolment, case: &case, settings: &settings, catalogue, today };
        let number = LetterNumber::new(Series::VISA_EXTENSION, year, count.count + 1);
        let check = self.check()?;
        let pdf = match self.set(&facts, number, &check)? {
            Ok(pdf) => pdf,
            Err(obstacle) => return self.refer(&case, &enrolment, obstacle, deed).await,
        };
        let letter = IssuedLetter {
            id: LetterId::new(),
            number: number.to_string(),
            issued_on: today,
            valid_until: facts.valid_until(),
        };
        let public = public(&letter, &case, initials(facts.name()), &check);
        // Under a name of its own: who comes second leaves the first one's file alone.
        self.files.write(&case.object(letter.id), pdf).await?;
        let issuing = Issuing {
            before: &case,
            letter: &letter,
            public: &public,
            student: &enrolment.student,
            semester: &enrolment.semester.name,
            settings: &settings,
            series: &series,
            count,
        };
        match self.store.issue(&issuing, deed).await {
            Ok(()) => Ok(Round::Answered),
            Err(CommitError::Refused(refused)) if refused.is_of(LETTER_CASE) => Ok(Round::Answered),
            Err(CommitError::Refused(refused))
                if refused.is_of(COUNT) || refused.is_of(STUDENT) =>
            {
                Ok(Round::Again)
            }
            Err(error) => Err(error.into()),
        }
    }

    /// The page, or why it cannot be set.
    fn set(
        &self,
        facts: &Facts<'_>,
        number: LetterNumber,
        check: &Check,
    ) -> Result<Result<Vec<u8>, Obstacle>, Failure> {
        let letter = match facts.letter(number, check.clone()) {
            Ok(letter) => letter.letter(),
            Err(obstacle) => return Ok(Err(obstacle)),
        };
        match render(&letter, &self.fonts) {
            Ok(pdf) => Ok(Ok(pdf)),
            Err(CannotSet::Characters(characters)) => Ok(Err(Obstacle::Characters { characters })),
            Err(CannotSet::TooLong) => Ok(Err(Obstacle::TooLong)),
            Err(defect @ CannotSet::Unwritable(_)) => Err(defect.into()),
        }
    }

    /// Codes that nobody can guess.
    fn check(&self) -> Result<Check, Failure> {
        let (mut code, mut verification) = ([0; 10], [0; 16]);
        fill_randomly(&mut code)?;
        fill_randomly(&mut verification)?;
        Ok(Check {
            page: self.check_page.clone(),
            code: CheckCode::of_random(code),
            verification: VerificationCode::of_random(verification),
        })
    }

    async fn refer(
        &self,
        case: &LetterCase,
        enrolment: &Enrolment,
        obstacle: Obstacle,
        deed: &Deed,
    ) -> Result<Round, Failure> {
        let Enrolment { student, semester, .. } = enrolment;
        let matter = LetterMatter {
            applicant: case.account,
            registration: case.registration(),
            name: student.identity.name.clone(),
            number: student.number.clone(),
            semester: semester.name.clone(),
            obstacle,
        };
        let task = Task::open(ReviewId::new(), matter, Vec::new(), None, deed.now());
        match self.store.refer(case, &task, deed).await {
            Ok(()) => Ok(Round::Answered),
            Err(CommitError::Refused(refused)) if refused.is_of(LETTER_CASE) => Ok(Round::Answered),
            Err(error) => Err(error.into()),
        }
    }
}

/// The request, if it waits to be answered: it is for a registration that is approved
/// in China, of a student who is on the roster, and nobody has answered it.
fn due(case: Option<LetterCase>, enrolment: &Enrolment, request: u32) -> Option<LetterCase> {
    let registration = enrolment.registration.as_ref()?;
    let gets_letter = registration.is_approved()
        && registration.sections.in_china()
        && enrolment.student.state.is_on_roster();
    let head = &registration.head;
    let case = case.unwrap_or_else(|| LetterCase::requested(head.account, head.id()));
    Some(case).filter(|case| gets_letter && case.is_due(request))
}

/// What is kept of the codes proves them and does not give them away.
fn public(
    letter: &IssuedLetter,
    case: &LetterCase,
    initials: String,
    check: &Check,
) -> PublicLetter {
    PublicLetter {
        id: letter.id,
        number: letter.number.clone(),
        account: case.account,
        registration: case.registration(),
        initials,
        valid_until: letter.valid_until,
        check_code_hash: hash_of_secret(&check.code.to_string()),
        verification_hash: hash_of_secret(&check.verification.to_string()),
        replaced_at: None,
    }
}
