//! The proof-of-work challenge that stands where others show a picture (S12):
//! self-hosted ALTCHA, accessible, and working wherever the service does.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use jiff::Timestamp;
use ring::digest::{SHA256, digest};
use secrecy::{ExposeSecret as _, SecretString};
use serde::Deserialize;
use shared_platform::clock::seconds_after;
use shared_platform::http::FieldError;
use shared_platform::store::CommitError;
use shared_platform::{Environment, InitError, Problem};
use utoipa::ToSchema;

use crate::store::CHALLENGE;
use crate::work::Work;

/// How long a challenge can be answered, in seconds.
const LIFETIME_SECONDS: i64 = 10 * 60;
/// How many derivations it takes is decided by the prefix: 256 on average.
const KEY_PREFIX: &str = "00";

/// How hard a challenge is, from 0 to 4: each level doubles the work.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Deserialize, ToSchema)]
#[serde(try_from = "u8")]
#[schema(value_type = u8, minimum = 0, maximum = 4)]
pub struct ChallengeLevel(u8);

impl ChallengeLevel {
    /// The easiest: what everybody is asked.
    pub const LEAST: Self = Self(0);
    /// The hardest.
    pub const MOST: Self = Self(4);

    /// The level of this number, or the hardest when it is beyond.
    #[must_use]
    pub fn at_most(number: u32) -> Self {
        u8::try_from(number).map_or(Self::MOST, Self).min(Self::MOST)
    }

    /// The level as a number.
    #[must_use]
    pub const fn number(self) -> u8 {
        self.0
    }

    /// Every level.
    fn all() -> impl DoubleEndedIterator<Item = Self> {
        (Self::LEAST.0..=Self::MOST.0).map(Self)
    }
}

/// There is no such level.
#[derive(Debug, thiserror::Error)]
#[error("not a level of challenges")]
pub struct NoSuchLevel;

impl TryFrom<u8> for ChallengeLevel {
    type Error = NoSuchLevel;

    fn try_from(number: u8) -> Result<Self, NoSuchLevel> {
        Self::all().find(|level| level.0 == number).ok_or(NoSuchLevel)
    }
}

/// Makes challenges and checks their solutions.
#[derive(Clone)]
pub struct Challenges {
    secret: SecretString,
    rounds: u32,
}

/// A challenge that was solved; it is good for one use.
#[derive(Debug)]
pub struct SolvedChallenge {
    /// A name for the challenge, under which its use is recorded.
    pub id: String,
    /// Until when it could be used.
    pub expires_at: Timestamp,
    /// How hard it was.
    pub level: ChallengeLevel,
}

impl Challenges {
    /// The challenges of the secret `challenge-secret`.
    ///
    /// # Errors
    /// [`InitError`] when the secret cannot be read.
    pub async fn of(environment: &Environment) -> Result<Self, InitError> {
        let secret = environment.secret("challenge-secret").await?;
        Ok(Self { secret, rounds: Work::of(environment).challenge_rounds })
    }

    /// A new challenge of a level.
    ///
    /// # Errors
    /// A problem when it cannot be made: a defect.
    pub fn issue(
        &self,
        level: ChallengeLevel,
        now: Timestamp,
    ) -> Result<altcha::Challenge, Problem> {
        altcha::create_challenge(altcha::CreateChallengeOptions {
            cost: self.rounds_of(level),
            key_prefix: KEY_PREFIX.to_owned(),
            expires_at: Some(seconds_after(now, LIFETIME_SECONDS).as_second()),
            hmac_signature_secret: Some(self.secret.expose_secret().to_owned()),
            ..altcha::CreateChallengeOptions::default()
        })
        .map_err(Problem::internal)
    }

    /// Checks a solution as a client sends it: base64 of ALTCHA's JSON payload.
    ///
    /// # Errors
    /// `challenge_unsolved` or `challenge_expired` at `/challenge`.
    pub fn check(&self, payload: &str, now: Timestamp) -> Result<SolvedChallenge, FieldError> {
        let unsolved = || FieldError::new("/challenge", "challenge_unsolved");
        let json = STANDARD.decode(payload).map_err(|_| unsolved())?;
        let payload: altcha::Payload = serde_json::from_slice(&json).map_err(|_| unsolved())?;
        let verified = altcha::verify_solution(altcha::VerifySolutionOptions::new(
            &payload.challenge,
            &payload.solution,
            self.secret.expose_secret(),
        ));
        let parameters = &payload.challenge.parameters;
        let expires_at = parameters.expires_at.and_then(|at| Timestamp::from_second(at).ok());
        match (verified, expires_at) {
            (Ok(result), Some(expires_at)) if result.expired || expires_at <= now => {
                Err(FieldError::new("/challenge", "challenge_expired"))
            }
            (Ok(result), Some(expires_at)) if result.verified => {
                let id = digest(&SHA256, parameters.nonce.as_bytes());
                let id = data_encoding::HEXLOWER.encode(id.as_ref());
                Ok(SolvedChallenge { id, expires_at, level: self.level_of(parameters.cost) })
            }
            _ => Err(unsolved()),
        }
    }

    fn rounds_of(&self, level: ChallengeLevel) -> u32 {
        self.rounds << level.0
    }

    /// The level of a challenge that asked for this many rounds. The number is
    /// signed, so it is as we chose it.
    fn level_of(&self, rounds: u32) -> ChallengeLevel {
        let reached = ChallengeLevel::all().rfind(|level| self.rounds_of(*level) <= rounds);
        reached.unwrap_or(ChallengeLevel::LEAST)
    }
}

/// The problem of a transaction that was refused: the challenge was used before,
/// or something else.
#[must_use]
pub fn refused_challenge(error: CommitError) -> Problem {
    match &error {
        CommitError::Refused(refused) if refused.is_of(CHALLENGE) => {
            Problem::from(FieldError::new("/challenge", "challenge_used"))
        }
        _ => error.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn challenges() -> Challenges {
        Challenges { secret: "a secret".to_owned().into(), rounds: 10 }
    }

    fn solve(challenge: altcha::Challenge) -> String {
        let solution = altcha::solve_challenge(altcha::SolveChallengeOptions::new(&challenge));
        let payload = altcha::Payload { challenge, solution: solution.unwrap().unwrap() };
        STANDARD.encode(serde_json::to_vec(&payload).unwrap())
    }

    #[test]
    fn a_solved_challenge_is_accepted_for_ten_minutes() {
        let now = Timestamp::now();
        let payload = solve(challenges().issue(ChallengeLevel::LEAST, now).unwrap());
        assert!(challenges().check(&payload, seconds_after(now, 599)).is_ok());
        let late = challenges().check(&payload, seconds_after(now, 601));
        assert_eq!(late.unwrap_err().code, "challenge_expired");
    }

    #[test]
    fn an_unsolved_or_foreign_challenge_is_refused() {
        let now = Timestamp::now();
        let challenge = challenges().issue(ChallengeLevel::LEAST, now).unwrap();
        let solution = altcha::Solution { counter: 0, derived_key: "00".to_owned(), time: None };
        let unsolved = altcha::Payload { challenge, solution };
        let unsolved = STANDARD.encode(serde_json::to_vec(&unsolved).unwrap());
        let foreign = Challenges { secret: "another".to_owned().into(), ..challenges() };
        let foreign = solve(foreign.issue(ChallengeLevel::LEAST, now).unwrap());
        for payload in [unsolved.as_str(), &foreign, "", "%%%", "AAAA"] {
            let error = challenges().check(payload, now).unwrap_err();
            assert_eq!(error.code, "challenge_unsolved", "{payload}");
        }
    }

    #[test]
    fn a_challenge_cannot_be_made_easier_or_seem_harder_by_the_client() {
        let now = Timestamp::now();
        let challenge = || challenges().issue(ChallengeLevel::LEAST, now).unwrap();
        let mut easier = challenge();
        easier.parameters.key_prefix = String::new();
        let mut harder = challenge();
        harder.parameters.cost *= 16;
        for changed in [easier, harder] {
            assert!(challenges().check(&solve(changed), now).is_err());
        }
    }

    #[test]
    fn a_solved_challenge_tells_how_hard_it_was() {
        let now = Timestamp::now();
        for level in ChallengeLevel::all() {
            let payload = solve(challenges().issue(level, now).unwrap());
            assert_eq!(challenges().check(&payload, now).unwrap().level, level);
        }
        assert!(ChallengeLevel::try_from(5).is_err());
    }
}
