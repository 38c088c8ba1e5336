//! The proof-of-work challenge that stands where others show a picture (S12):
//! self-hosted ALTCHA, accessible, and working wherever the service does.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use jiff::Timestamp;
use ring::digest::{SHA256, digest};
use secrecy::{ExposeSecret as _, SecretString};
use shared::clock::seconds_after;
use shared::http::FieldError;
use shared::{Environment, InitError, Problem};

/// How long a challenge can be answered, in seconds.
const LIFETIME_SECONDS: i64 = 10 * 60;
/// The work: how many derivations of this many rounds it takes is decided by
/// the prefix, 256 on average; about a second on a phone.
const ROUNDS: u32 = 2_000;
const KEY_PREFIX: &str = "00";

/// Makes challenges and checks their solutions.
#[derive(Clone)]
pub struct Challenges {
    secret: SecretString,
}

/// A challenge that was solved; it is good for one use.
#[derive(Debug)]
pub struct SolvedChallenge {
    /// A name for the challenge, under which its use is recorded.
    pub id: String,
    /// Until when it could be used.
    pub expires_at: Timestamp,
}

impl Challenges {
    /// The challenges of the secret `challenge-secret`.
    ///
    /// # Errors
    /// [`InitError`] when the secret cannot be read.
    pub async fn of(environment: &Environment) -> Result<Self, InitError> {
        Ok(Self { secret: environment.secret("challenge-secret").await? })
    }

    /// A new challenge.
    ///
    /// # Errors
    /// A problem when it cannot be made: a defect.
    pub fn issue(&self, now: Timestamp) -> Result<altcha::Challenge, Problem> {
        altcha::create_challenge(altcha::CreateChallengeOptions {
            cost: ROUNDS,
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
                Ok(SolvedChallenge { id: data_encoding::HEXLOWER.encode(id.as_ref()), expires_at })
            }
            _ => Err(unsolved()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn challenges() -> Challenges {
        Challenges { secret: "a secret".to_owned().into() }
    }

    fn solve(challenge: altcha::Challenge) -> String {
        let solution = altcha::solve_challenge(altcha::SolveChallengeOptions::new(&challenge));
        let payload = altcha::Payload { challenge, solution: solution.unwrap().unwrap() };
        STANDARD.encode(serde_json::to_vec(&payload).unwrap())
    }

    #[test]
    fn a_solved_challenge_is_accepted_until_it_ends() {
        let now = Timestamp::now();
        let payload = solve(challenges().issue(now).unwrap());
        assert!(challenges().check(&payload, now).is_ok());
        let late = challenges().check(&payload, seconds_after(now, LIFETIME_SECONDS + 1));
        assert_eq!(late.unwrap_err().code, "challenge_expired");
    }

    #[test]
    fn an_unsolved_or_foreign_challenge_is_refused() {
        let now = Timestamp::now();
        let challenge = challenges().issue(now).unwrap();
        let solution = altcha::Solution { counter: 0, derived_key: "00".to_owned(), time: None };
        let unsolved = altcha::Payload { challenge, solution };
        let unsolved = STANDARD.encode(serde_json::to_vec(&unsolved).unwrap());
        let foreign = Challenges { secret: "another".to_owned().into() };
        let foreign = solve(foreign.issue(now).unwrap());
        for payload in [unsolved.as_str(), &foreign, "", "%%%", "AAAA"] {
            let error = challenges().check(payload, now).unwrap_err();
            assert_eq!(error.code, "challenge_unsolved", "{payload}");
        }
    }

    #[test]
    fn a_challenge_cannot_be_made_easier_by_the_client() {
        let now = Timestamp::now();
        let mut challenge = challenges().issue(now).unwrap();
        challenge.parameters.key_prefix = String::new();
        let payload = solve(challenge);
        assert!(challenges().check(&payload, now).is_err());
    }
}
