//! Random histories of a registration: a student, two reviewers and a queue that
//! delivers late and twice, in any order, at once, and dying between two calls of the
//! database. After each step a checker looks at all that is stored.

use std::collections::BTreeMap;

use futures_util::future::join;
use proptest::prelude::*;
use serde_json::{Value, json};
use shared_domain::form::registration::Sections;
use shared_domain::form::reopening::Reopenable as _;
use shared_domain::ids::ReviewId;
use shared_domain::notices::PostNotice;
use shared_domain::registration::news::{RegistrationApproved, RegistrationReturned};
use shared_domain::registration::review::OpenRegistrationReview;
use shared_domain::registration::{RegistrationState, Stage, Submission};
use shared_domain::student::Student;
use shared_kit::properties::for_all;
use shared_kit::{Caller, Reply, is_notice};
use shared_platform::auth::StaffRole;

use crate::case::{Case, DOCUMENTS, SECTIONS, filled_in, verdicts};

const ITEMS: [&str; 4] = ["payment", "residence", "insurance", "visa"];

/// What somebody tries. Much of it is refused, and changes nothing then.
#[derive(Debug, Clone)]
enum Step {
    Save {
        section: usize,
        number: u8,
        behind: u64,
    },
    Upload {
        slot: usize,
    },
    Submit {
        behind: u64,
    },
    SubmitTwice,
    Deliver {
        message: usize,
    },
    Claim {
        reviewer: usize,
    },
    Judge {
        reviewer: usize,
        returned: Vec<&'static str>,
    },
    JudgeAtOnce {
        one: Vec<&'static str>,
        other: Vec<&'static str>,
    },
    /// The step, by a function that dies after so many calls.
    Dying {
        calls: usize,
        step: Box<Step>,
    },
}

impl Step {
    /// Whether it is a function of ours that does it: the rest are the tests' own.
    const fn is_of_a_function(&self) -> bool {
        !matches!(self, Self::Upload { .. } | Self::Claim { .. })
    }
}

fn any_step() -> impl Strategy<Value = Step> {
    let returned = || prop::sample::subsequence(ITEMS.to_vec(), 0..3);
    let whole = prop_oneof![
        3 => (0..SECTIONS.len(), 0..3_u8, prop::sample::select(vec![0_u64, 0, 0, 1]))
            .prop_map(|(section, number, behind)| Step::Save { section, number, behind }),
        2 => (0..DOCUMENTS.len()).prop_map(|slot| Step::Upload { slot }),
        4 => prop::sample::select(vec![0_u64, 0, 0, 1]).prop_map(|behind| Step::Submit { behind }),
        1 => Just(Step::SubmitTwice),
        4 => (0..4_usize).prop_map(|message| Step::Deliver { message }),
        4 => (0..2_usize).prop_map(|reviewer| Step::Claim { reviewer }),
        4 => (0..2_usize, returned())
            .prop_map(|(reviewer, returned)| Step::Judge { reviewer, returned }),
        1 => (returned(), returned()).prop_map(|(one, other)| Step::JudgeAtOnce { one, other }),
    ];
    (whole, prop::option::weighted(0.25, 0..6_usize)).prop_map(|(step, calls)| match calls {
        Some(calls) => Step::Dying { calls, step: Box::new(step) },
        None => step,
    })
}

/// A case with all that has been seen of it.
struct History {
    case: Case,
    reviewers: [Caller; 2],
    /// The student's record before anything was approved.
    record: Student,
    messages: Vec<OpenRegistrationReview>,
    notices: Vec<PostNotice>,
    frozen: BTreeMap<u32, Submission>,
}

impl History {
    async fn begin() -> Self {
        let case = Case::complete().await;
        let other = case.setting.world.staff(&[StaffRole::Reviewer]).await;
        let reviewers = [case.reviewer.clone(), other];
        let record = case.record().await;
        let (messages, notices, frozen) = (Vec::new(), Vec::new(), BTreeMap::new());
        Self { case, reviewers, record, messages, notices, frozen }
    }

    async fn take(&mut self, step: &Step) {
        match step {
            Step::Dying { calls, step } if step.is_of_a_function() => {
                // What the step looks up first is no part of it.
                let version = self.case.version().await;
                let review = self.review().await;
                self.case.setting.world.breakdown().after(*calls);
                self.step(step, version, review).await;
                self.case.setting.world.breakdown().repaired();
            }
            Step::Dying { step, .. } => self.alive(step).await,
            step => self.alive(step).await,
        }
        let items = self.case.setting.world.take_outbox().await;
        self.messages.extend(shared_kit::messages::<OpenRegistrationReview>(&items));
        self.notices.extend(shared_kit::messages::<PostNotice>(&items));
    }

    async fn alive(&self, step: &Step) {
        let version = self.case.version().await;
        let review = self.review().await;
        self.step(step, version, review).await;
    }

    /// The latest task.
    async fn review(&self) -> Option<ReviewId> {
        let latest = self.messages.last()?.review;
        self.case.task(latest).await.map(|task| task.id())
    }

    async fn step(&self, step: &Step, version: u64, review: Option<ReviewId>) {
        let case = &self.case;
        match step {
            Step::Save { section, number, behind } => {
                let (name, seen) = (SECTIONS[*section], version.saturating_sub(*behind));
                let mut fields = filled_in(name);
                match name {
                    "insurance" => fields["policyNo"] = json!(format!("PICC-{number}")),
                    "permit" => fields["permitNo"] = json!(format!("A{number}")),
                    "passport" => fields["passportNo"] = json!(format!("C765432{number}")),
                    "residence" => fields["registeredOn"] = json!(format!("2027-02-2{number}")),
                    _ => {}
                }
                case.save_seeing(name, &fields, seen, "save_draft").await;
            }
            Step::Upload { slot } => {
                // The area of documents takes it where the slot is open.
                let open = case.stored().await.map(|it| it.head.open_slots().clone());
                let name = DOCUMENTS[*slot];
                if open.is_some_and(|open| open.iter().any(|slot| slot.name() == name)) {
                    case.upload(name).await;
                }
            }
            Step::Submit { behind } => {
                case.submit_seeing(version.saturating_sub(*behind)).await;
            }
            Step::SubmitTwice => {
                join(case.submit_seeing(version), case.submit_seeing(version)).await;
            }
            Step::Deliver { message } => {
                let from_the_last = self.messages.iter().rev().nth(*message);
                if let Some(message) = from_the_last {
                    let _ = case.deliver(message.clone()).await;
                }
            }
            Step::Claim { reviewer } => {
                let Some(review) = review else { return };
                let Some(task) = case.task(review).await else { return };
                let now = case.setting.world.clock().now();
                if task.closing().is_none() && task.holder(now).is_none() {
                    case.claim(&self.reviewers[*reviewer], review).await;
                }
            }
            Step::Judge { reviewer, returned } => {
                let Some(review) = review else { return };
                allowed(&case.judge(&self.reviewers[*reviewer], review, &verdicts(returned)).await);
            }
            Step::JudgeAtOnce { one, other } => {
                let Some(review) = review else { return };
                let (one, other) = (verdicts(one), verdicts(other));
                let [first, second] = &self.reviewers;
                let both = join(
                    case.judge(first, review, &one),
                    join(case.judge(first, review, &other), case.judge(second, review, &other)),
                );
                let (one, (other, third)) = both.await;
                [&one, &other, &third].into_iter().for_each(allowed);
            }
            Step::Dying { .. } => unreachable!("steps die once"),
        }
    }

    /// What is true after every step.
    async fn check(&mut self) {
        let registration = self.case.stored().await.unwrap();
        let head = &registration.head;
        // S108: one registration, with a submission for each of its rounds.
        let items = self.case.setting.world.items("REGISTRATIONS").await;
        let of = |word: &str| {
            let begins = |item: &&Value| item["sk"].as_str().unwrap().starts_with(word);
            items.iter().filter(begins).count()
        };
        assert_eq!(of("REGISTRATION#"), 1);
        assert_eq!(of("SUBMISSION#"), head.round as usize);
        assert_eq!(registration.rounds.len(), head.round as usize);
        // What was submitted never changes.
        for round in 1..=head.round {
            let frozen = self.case.submission(round).await.unwrap();
            let before = self.frozen.entry(round).or_insert_with(|| frozen.clone());
            assert_eq!(*before, frozen, "round {round}");
        }
        // One message for each round, and so at most one task.
        let rounds: Vec<u32> = self.messages.iter().map(|message| message.round).collect();
        assert_eq!(rounds, (1..=head.round).collect::<Vec<_>>());
        self.check_tasks(head.stage()).await;
        self.check_told(head.stage().state(), &registration.rounds);
        self.check_record(head.stage().state()).await;
        if let Stage::Returned { submitted, .. } = head.stage() {
            self.check_locks(&registration.sections, submitted, &head.open_items());
        }
    }

    /// The task of a round is closed when the round is judged, and at no other time.
    async fn check_tasks(&self, stage: &Stage) {
        for message in &self.messages {
            let Some(task) = self.case.task(message.review).await else { continue };
            let waits = matches!(stage, Stage::ReadyForReview { review } if *review == task.id());
            assert_eq!(task.closing().is_none(), waits, "round {}", message.round);
        }
    }

    /// S102: the student is told of each judgement once.
    fn check_told(&self, state: RegistrationState, rounds: &[semester::registration::Round]) {
        let judged = rounds.iter().filter(|round| round.judged.is_some()).count();
        let approved = usize::from(state == RegistrationState::Approved);
        let told = |is: fn(&PostNotice) -> bool| self.notices.iter().filter(|it| is(it)).count();
        assert_eq!(told(is_notice::<RegistrationApproved>), approved);
        assert_eq!(told(is_notice::<RegistrationReturned>), judged - approved);
    }

    /// S107, S111: the record has what was approved, and nothing before that.
    async fn check_record(&self, state: RegistrationState) {
        let record = self.case.record().await;
        if state != RegistrationState::Approved {
            assert_eq!(record, self.record);
            return;
        }
        let sections = &self.frozen.values().last().unwrap().sections;
        assert_eq!(Some(&record.identity.passport_no), sections.passport.passport_no.as_ref());
        let permit = record.seen.permit.map(|permit| permit.number);
        assert_eq!(permit, sections.permit.permit_no);
        let insurance = record.seen.insurance.map(|insurance| insurance.policy);
        assert_eq!(insurance, sections.insurance.policy_no);
        assert_eq!(record.version, self.record.version + 1);
    }

    /// S101: nothing else than what was returned is another than it was submitted.
    fn check_locks(
        &self,
        sections: &Sections,
        submitted: &Sections,
        open: &std::collections::BTreeSet<shared_domain::registration::Item>,
    ) {
        for (section, field) in sections.differing_from(submitted) {
            let is_open = open.iter().any(|item| item.sections().contains(&section));
            assert!(is_open, "{section:?} {field}");
        }
    }
}

/// A judgement may be refused, or lost on its way; a defect it never is.
fn allowed(reply: &Reply) {
    let code = reply.code();
    assert!(code != "internal" || reply.status == 503, "{:#}", reply.body);
}

#[test]
fn whatever_happens_one_registration_is_judged_round_by_round_and_what_is_approved_is_recorded() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    for_all(12, prop::collection::vec(any_step(), 10..40), |steps| {
        runtime.block_on(async {
            let mut history = History::begin().await;
            for step in &steps {
                history.take(step).await;
                history.check().await;
            }
        });
        Ok(())
    });
}

/// A way that is often gone, at each call of which the function dies once.
#[tokio::test]
async fn a_judgement_that_dies_anywhere_is_made_whole_by_saying_it_again() {
    for calls in 0.. {
        let (case, review) = Case::claimed().await;
        let said = verdicts(&[]);
        case.setting.world.breakdown().after(calls);
        let first = case.judge(&case.reviewer, review, &said).await;
        let died = case.setting.world.breakdown().repaired();
        let is_recorded = case.record().await.seen.permit.is_some();
        let is_approved = case.stored().await.unwrap().is_approved();
        let is_closed = case.task(review).await.unwrap().closing().is_some();
        assert_eq!((is_recorded, is_closed), (is_approved, is_approved), "after {calls} calls");
        let again = case.judge(&case.reviewer, review, &said).await;
        let _ = again.expect(200);
        assert!(case.record().await.seen.permit.is_some());
        assert_eq!(case.setting.world.sent::<PostNotice>().await.len(), 1);
        if !died {
            let _ = first.expect(200);
            assert!(calls >= 4, "it died at each of its calls before");
            return;
        }
    }
}
