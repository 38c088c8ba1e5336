//! A year of students whose papers end, are renewed in time, late or never, while
//! the clock misses nights: nobody goes without a notice that is due, nobody gets one
//! twice. What is due is found here from days alone, without counters; and a year in
//! which somebody meddles with what is counted is found out.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use jiff::ToSpan as _;
use jiff::civil::Date;
use shared_domain::deadline::{Deadline, DeadlineKind};
use shared_domain::ids::StudentId;
use shared_domain::student::Student;
use shared_kit::World;
use shared_platform::clock::beijing_date;
use shared_platform::ids::AccountId;

use super::people::{change, deadline, enrol, enrolled, run, take_told, tasks, with_paper};

const A_YEAR: i32 = 365;
const HOUR: Duration = Duration::from_secs(60 * 60);
const KINDS: [DeadlineKind; 3] =
    [DeadlineKind::Passport, DeadlineKind::ResidencePermit, DeadlineKind::Insurance];

/// `cargo dev prove year` says more.
fn students() -> usize {
    let asked_for = std::env::var("SOJOURN_YEAR_STUDENTS").ok();
    asked_for.map_or(16, |students| students.parse().unwrap())
}

fn seed() -> u64 {
    std::env::var("SOJOURN_YEAR_SEED").ok().map_or(1, |seed| seed.parse().unwrap())
}

/// Who meddles with the year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mutant {
    /// Nobody.
    None,
    /// A step is counted and nobody is told.
    StepSkipped,
    /// A step is taken and not counted.
    CountedTwice,
    /// What falls into a night without a run is over with it.
    NightLost,
}

/// Chance that is the same for the same seed (splitmix64).
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: u32) -> u32 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        u32::try_from((bits ^ (bits >> 31)) % u64::from(end)).unwrap()
    }

    fn between(&mut self, first: i32, end: i32) -> i32 {
        first + i32::try_from(self.below(u32::try_from(end - first).unwrap())).unwrap()
    }
}

/// A paper of a student, as long as the record has it.
#[derive(Debug, Clone)]
struct Paper {
    student: StudentId,
    account: AccountId,
    kind: DeadlineKind,
    last_day: Date,
    /// From the run after this day on.
    known_from: Date,
    /// Until the run of this day.
    known_until: Date,
}

/// What was told of a paper on which days, and when an officer was asked.
#[derive(Debug, Default, PartialEq, Eq)]
struct Course {
    told: Vec<Date>,
    asked: Vec<Date>,
}

/// A year as it went.
struct Year {
    world: World,
    chance: Chance,
    papers: Vec<Paper>,
    /// The paper of each student and kind that the record has, as a place in `papers`.
    present: BTreeMap<(StudentId, DeadlineKind), usize>,
    /// Which present papers are renewed on a day.
    renewals: BTreeMap<Date, Vec<(StudentId, DeadlineKind)>>,
    runs: BTreeSet<Date>,
    courses: BTreeMap<(AccountId, DeadlineKind, Date), Course>,
    mutant: Mutant,
}

impl Year {
    async fn of(days: i32, students: usize, seed: u64, mutant: Mutant) -> Self {
        let mut year = Self {
            world: World::new().await,
            chance: Chance(seed),
            papers: Vec::new(),
            present: BTreeMap::new(),
            renewals: BTreeMap::new(),
            runs: BTreeSet::new(),
            courses: BTreeMap::new(),
            mutant,
        };
        for number in 0..students {
            year.begin(number).await;
        }
        year.pass(days).await;
        year
    }

    fn today(&self) -> Date {
        beijing_date(self.world.clock().now())
    }

    /// A student whose papers end somewhere around the year.
    async fn begin(&mut self, number: usize) {
        let mut student: Student = enrolled(number);
        let account = student.account.unwrap();
        for kind in KINDS {
            let last_day = self.today() + self.chance.between(-40, 480).days();
            student = with_paper(student, kind, last_day);
            let known_from = self.today() - 1.day();
            self.plan(student.id, account, kind, last_day, known_from);
        }
        enrol(&self.world, &student).await;
    }

    /// A paper, and whether it is renewed in time, late, or not at all.
    fn plan(
        &mut self,
        student: StudentId,
        account: AccountId,
        kind: DeadlineKind,
        last_day: Date,
        known_from: Date,
    ) {
        let days = match self.chance.below(10) {
            0..6 => -self.chance.between(1, 100),
            6..9 => self.chance.between(1, 50),
            _ => 10_000,
        };
        let renewed = last_day + days.days();
        if known_from < renewed {
            self.renewals.entry(renewed).or_default().push((student, kind));
        }
        let known_until = Date::MAX;
        self.present.insert((student, kind), self.papers.len());
        self.papers.push(Paper { student, account, kind, last_day, known_from, known_until });
    }

    async fn pass(&mut self, days: i32) {
        let mut nights_off = 0;
        for _ in 0..days {
            if nights_off == 0 && self.chance.below(12) == 0 {
                nights_off = self.chance.between(1, 12);
            }
            if nights_off > 0 {
                nights_off -= 1;
                self.lose_the_night().await;
            } else {
                self.night().await;
            }
            self.world.advance(HOUR * 6);
            self.renew().await;
            self.world.advance(HOUR * 18);
        }
        for ((student, kind, last_day), days) in tasks(&self.world).await {
            let paper = self.papers.iter().find(|paper| paper.student == student).unwrap();
            self.courses.entry((paper.account, kind, last_day)).or_default().asked = days;
        }
    }

    async fn night(&mut self) {
        self.skip_a_step().await;
        let before = self.due_first().await;
        run(&self.world).await.unwrap();
        let today = self.today();
        self.runs.insert(today);
        for told in take_told(&self.world).await {
            self.courses.entry(told).or_default().told.push(today);
        }
        if let (Mutant::CountedTwice, Some(before)) = (self.mutant, before) {
            self.put(&before).await;
            self.mutant = Mutant::None;
        }
    }

    async fn renew(&mut self) {
        let today = self.today();
        for (student, kind) in self.renewals.remove(&today).unwrap_or_default() {
            let place = self.present[&(student, kind)];
            self.papers[place].known_until = today;
            let Paper { account, last_day, .. } = self.papers[place].clone();
            let last_day = last_day + self.chance.between(100, 400).days();
            change(&self.world, student, |record| with_paper(record, kind, last_day)).await;
            self.plan(student, account, kind, last_day, today);
        }
    }

    /// The first deadline with a step that tells, where somebody meddles.
    async fn due_first(&self) -> Option<Deadline> {
        if self.mutant == Mutant::None {
            return None;
        }
        for (student, kind) in self.present.keys() {
            let found = deadline(&self.world, *student, *kind).await.unwrap();
            let step = found.step(self.world.clock().now());
            if step.is_some_and(|(step, _)| step.tells) {
                return Some(found);
            }
        }
        None
    }

    async fn skip_a_step(&mut self) {
        if self.mutant == Mutant::StepSkipped
            && self.runs.len() > 5
            && let Some(found) = self.due_first().await
        {
            self.put(&found.step(self.world.clock().now()).unwrap().1).await;
            self.mutant = Mutant::None;
        }
    }

    async fn lose_the_night(&mut self) {
        if self.mutant == Mutant::NightLost {
            while let Some(found) = self.due_first().await {
                self.put(&found.step(self.world.clock().now()).unwrap().1).await;
            }
        }
    }

    async fn put(&self, deadline: &Deadline) {
        self.world.put("REGISTRATIONS", deadline.item().unwrap()).await;
    }

    /// What does not stand as the days say.
    fn faults(&self) -> Vec<String> {
        let mut courses = BTreeMap::new();
        for paper in &self.papers {
            let expected = paper.expected(&self.runs);
            if expected != Course::default() {
                courses.insert((paper.account, paper.kind, paper.last_day), expected);
            }
        }
        let all: BTreeSet<_> = courses.keys().chain(self.courses.keys()).collect();
        let differ =
            all.into_iter().filter(|paper| courses.get(*paper) != self.courses.get(*paper));
        let fault = |paper| {
            let (expected, found) = (courses.get(paper), self.courses.get(paper));
            format!("{paper:?}: due {expected:?}, told {found:?}")
        };
        differ.map(fault).collect()
    }
}

impl Paper {
    /// What is due of it by the days on which the clock ran.
    fn expected(&self, runs: &BTreeSet<Date>) -> Course {
        let runs = runs.iter().copied();
        let runs = runs.filter(|run| self.known_from < *run && *run <= self.known_until);
        let (before, after): (Vec<Date>, Vec<Date>) = runs.partition(|run| *run <= self.last_day);
        let mut course = Course::default();
        let mut looked = Date::MIN;
        for run in before {
            let steps = [90, 60, 30, 14, 7].map(|days: i32| self.last_day - days.days());
            if steps.into_iter().any(|step| looked < step && step <= run) {
                course.told.push(run);
            }
            looked = run;
        }
        let mut weeks = Vec::new();
        for run in after {
            let due = weeks.last().is_none_or(|last: &Date| *last + 7.days() <= run);
            if due && weeks.len() < 5 {
                weeks.push(run);
            }
        }
        course.asked = weeks.split_off(weeks.len().min(4));
        course.told.extend(weeks);
        course
    }
}

#[tokio::test]
async fn in_a_year_nobody_goes_without_a_notice_that_is_due_and_nobody_gets_one_twice() {
    let year = Year::of(A_YEAR, students(), seed(), Mutant::None).await;
    assert_eq!(year.faults(), [""; 0]);
    let told: usize = year.courses.values().map(|course| course.told.len()).sum();
    let asked: usize = year.courses.values().map(|course| course.asked.len()).sum();
    assert!(told > students() * 3 && asked > 0, "too quiet a year: {told} told, {asked} asked");
}

#[tokio::test]
async fn a_year_in_which_a_step_is_skipped_is_found_out() {
    assert_ne!(Year::of(60, 8, 2, Mutant::StepSkipped).await.faults(), [""; 0]);
}

#[tokio::test]
async fn a_year_in_which_a_step_is_not_counted_is_found_out() {
    assert_ne!(Year::of(60, 8, 3, Mutant::CountedTwice).await.faults(), [""; 0]);
}

#[tokio::test]
async fn a_year_in_which_a_night_is_lost_is_found_out() {
    assert_ne!(Year::of(60, 8, 4, Mutant::NightLost).await.faults(), [""; 0]);
}
