//! Tasks in the table: what is saved is what was read, and of two steps from one
//! version one is saved.

use serde_json::json;
use shared_domain::ids::ReviewId;
use shared_domain::review::{
    self, Claim, ClaimRefused, Closing, Moved, Review, Subject, TASK, Task, Unread, review_key,
    task_about, task_of_applicant_key,
};
use shared_kit::World;
use shared_platform::store::{CommitError, Query, Table, Transaction};

use crate::loan::{Answer, LARGE, Loan, LoanTask, SMALL, answer, blocked, colleagues, decided};
use crate::loan::{given_back, held, opened, proposed, start};

struct Case {
    /// It ends with the world.
    _world: World,
    reviews: Table,
}

impl Case {
    async fn new() -> Self {
        let world = World::new().await;
        let reviews = world.environment().table("REVIEWS").unwrap();
        Self { _world: world, reviews }
    }

    async fn create(&self, task: &LoanTask) -> Result<(), CommitError> {
        let mut transaction = Transaction::without_author();
        review::create(&mut transaction, &self.reviews, task).unwrap();
        transaction.commit().await
    }

    async fn save<S: Subject>(&self, moved: &Moved<S>) -> Result<(), CommitError> {
        let mut transaction = Transaction::without_author();
        review::save(&mut transaction, &self.reviews, moved).unwrap();
        transaction.commit().await
    }

    async fn withdraw(&self, review: ReviewId) -> Result<(), CommitError> {
        let mut transaction = Transaction::without_author();
        review::close_withdrawn(&mut transaction, &self.reviews, review, start()).unwrap();
        transaction.commit().await
    }

    async fn task(&self, review: ReviewId) -> LoanTask {
        task_about(&self.reviews, review).await.unwrap().unwrap()
    }

    /// The ids of the tasks that an index has under a value.
    async fn listed(&self, index: &str, value: &str) -> Vec<ReviewId> {
        let (name, key) = match index {
            "queue" => ("Queue", "queue"),
            _ => ("Holder", "holder"),
        };
        let query = Query::index(name, key, "queuedAt", value.to_owned());
        let page = self.reviews.list::<Task<Unread>>(query).await.unwrap();
        page.items.iter().map(|task| task.id()).collect()
    }
}

fn is_refused(outcome: Result<(), CommitError>) -> bool {
    match outcome {
        Ok(()) => false,
        Err(CommitError::Refused(refused)) => refused.is_of(TASK),
        Err(error) => panic!("{error}"),
    }
}

#[tokio::test]
async fn a_task_is_opened_once_and_found_from_its_applicant() {
    let case = Case::new().await;
    let task = blocked(SMALL);
    case.create(&task).await.unwrap();
    assert_eq!(case.task(task.id()).await, task);
    assert!(is_refused(case.create(&task).await));
    let pointer = task_of_applicant_key(task.matter().applicant, task.id());
    let found: Option<serde_json::Value> = case.reviews.get(&pointer).await.unwrap();
    assert_eq!(found.unwrap()["of"], "loan");
    assert_eq!(case.listed("queue", "GENERAL").await, [task.id()]);
}

#[tokio::test]
async fn every_step_is_read_as_it_was_saved_and_found_where_it_waits() {
    let case = Case::new().await;
    let [one, two, _] = colleagues();
    let task = opened(LARGE);
    case.create(&task).await.unwrap();
    let mut steps = vec![task.claimed_by(one.clone(), start()).unwrap()];
    let claimed = steps[0].clone().into_task();
    let said = claimed.decide(&one, &answer(Answer::Later), start());
    let waiting = proposed(said.clone());
    let review::Ruling::Proposed(moved, _) = said.unwrap() else { panic!("not proposed") };
    steps.push(moved);
    steps.push(waiting.claimed_by(two.clone(), start()).unwrap());
    let said = held(&waiting, &two).give_back(&two, "Look again.", start());
    let back = given_back(said.clone());
    let review::Ruling::GivenBack(moved) = said.unwrap() else { panic!("not given back") };
    steps.push(moved);
    let said = back.decide(&one, &answer(Answer::Refused), start());
    let closed = decided(said.clone());
    let review::Ruling::Decided(moved, _) = said.unwrap() else { panic!("not decided") };
    steps.push(moved);

    let mut places = Vec::new();
    for moved in steps {
        case.save(&moved).await.unwrap();
        let stored = case.task(task.id()).await;
        assert_eq!(stored, moved.into_task());
        let mut found = Vec::new();
        for queue in ["GENERAL", "WAITLIST", "CONFIRMATIONS"] {
            found.extend(case.listed("queue", queue).await.iter().map(|_| queue));
        }
        for (name, colleague) in [("one", &one), ("two", &two)] {
            let held = case.listed("holder", &colleague.id.to_string()).await;
            found.extend(held.iter().map(|_| name));
        }
        places.push(found.join(" "));
    }
    let expected = ["GENERAL one", "CONFIRMATIONS", "CONFIRMATIONS two", "GENERAL one", ""];
    assert_eq!(places, expected);
    assert_eq!(case.task(task.id()).await, closed);
}

#[tokio::test]
async fn of_two_steps_from_one_version_one_is_saved_and_the_loser_learns_who_and_when() {
    let case = Case::new().await;
    let [one, two, _] = colleagues();
    for _ in 0..10 {
        let task = opened(SMALL);
        case.create(&task).await.unwrap();
        let claims = [&one, &two].map(|by| task.claimed_by(by.clone(), start()).unwrap());
        let (first, second) = tokio::join!(case.save(&claims[0]), case.save(&claims[1]));
        let (winner, lost, loser) = match (first, second) {
            (Ok(()), lost) => (&one, lost, &two),
            (lost, Ok(())) => (&two, lost, &one),
            neither => panic!("{neither:?}"),
        };
        let Err(CommitError::Refused(refused)) = lost else { panic!("{lost:?}") };
        let present = refused.at(TASK).unwrap().unwrap();
        let told = present.claimed_by(loser.clone(), start());
        let until = "2026-11-22T03:51:00Z".parse().unwrap();
        let claim = Claim { by: winner.clone(), until };
        assert_eq!(told, Err(ClaimRefused::HeldByAnother(claim)));
    }
}

#[tokio::test]
async fn a_step_from_an_old_version_is_not_saved_whatever_it_is() {
    let case = Case::new().await;
    let [one, two, _] = colleagues();
    let task = opened(SMALL);
    case.create(&task).await.unwrap();
    let claimed = task.claimed_by(one.clone(), start()).unwrap();
    case.save(&claimed).await.unwrap();
    let claimed = claimed.into_task();
    let released = claimed.released_by(one.id, start()).unwrap().unwrap();
    case.save(&released).await.unwrap();
    // By now the claim is given back, and somebody else has the task.
    let taken = released.into_task().claimed_by(two, start()).unwrap();
    case.save(&taken).await.unwrap();
    let returned = claimed.held_by(&one, start()).unwrap().undecided().unwrap();
    assert!(is_refused(case.save(&returned.request_revision()).await));
    let ruling = claimed.decide(&one, &answer(Answer::Granted), start()).unwrap();
    let review::Ruling::Decided(decision, _) = ruling else { panic!("{ruling:?}") };
    assert!(is_refused(case.save(&decision).await));
    assert_eq!(case.task(task.id()).await, taken.into_task());
}

#[tokio::test]
async fn what_is_withdrawn_is_closed_whoever_holds_it_unless_it_was_decided() {
    let case = Case::new().await;
    let [one, ..] = colleagues();
    let waiting =
        proposed(held(&opened(LARGE), &one).decide(&one, &answer(Answer::Granted), start()));
    for task in [opened(SMALL), held(&opened(SMALL), &one), waiting] {
        case.create(&task).await.unwrap();
        case.withdraw(task.id()).await.unwrap();
        let closed = case.task(task.id()).await;
        assert_eq!(closed.closing(), Some(&Closing::Withdrawn { at: start() }));
        assert_eq!((closed.claim(), closed.version()), (None, task.version() + 1));
        assert!(is_refused(case.withdraw(task.id()).await));
        // A step that was made before comes too late.
        if let Ok(claim) = task.claimed_by(one.clone(), start()) {
            assert!(is_refused(case.save(&claim).await));
        }
    }
    for index in ["GENERAL", "CONFIRMATIONS"] {
        assert_eq!(case.listed("queue", index).await, []);
    }
    assert_eq!(case.listed("holder", &one.id.to_string()).await, []);
    assert!(is_refused(case.withdraw(ReviewId::new()).await));
    let decision =
        decided(held(&opened(SMALL), &one).decide(&one, &answer(Answer::Granted), start()));
    case.create(&decision).await.unwrap();
    assert!(is_refused(case.withdraw(decision.id()).await));
    assert_eq!(case.task(decision.id()).await, decision);
}

#[tokio::test]
async fn a_task_about_something_else_is_no_task_of_this_kind() {
    let case = Case::new().await;
    let task = opened(SMALL);
    let mut other = serde_json::to_value(&task).unwrap();
    other["matterKind"] = json!("bicycle");
    let item = shared_platform::store::Item::new(review_key(task.id()), &other).unwrap();
    case.reviews.put(item, shared_platform::store::Condition::item_missing()).await.unwrap();
    assert_eq!(task_about::<Loan>(&case.reviews, task.id()).await.unwrap(), None);
    assert_eq!(task_about::<Loan>(&case.reviews, ReviewId::new()).await.unwrap(), None);
    // The queue has it all the same.
    let seen: Task<Unread> = case.reviews.get(&review_key(task.id())).await.unwrap().unwrap();
    assert_eq!(Review::of(&seen, start()).subject["kind"], "bicycle");
}

#[tokio::test]
async fn the_queue_moves_a_task_that_it_cannot_read_and_loses_nothing_of_it() {
    let case = Case::new().await;
    let [one, ..] = colleagues();
    let task = blocked(SMALL);
    case.create(&task).await.unwrap();
    // An index has no matter; what is claimed from there is whole in the table.
    let query = Query::index("Queue", "queue", "queuedAt", "GENERAL".to_owned());
    let page = case.reviews.list::<Task<Unread>>(query).await.unwrap();
    let [listed] = page.items.as_slice() else { panic!("{page:?}") };
    assert_eq!(Review::of(listed, start()), Review::of(&task, start()));
    case.save(&listed.claimed_by(one.clone(), start()).unwrap()).await.unwrap();
    assert_eq!(case.task(task.id()).await, held(&task, &one));
}
