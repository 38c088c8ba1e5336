//! Solves the proof-of-work challenge, as a browser does.

use altcha::{Challenge, Payload, SolveChallengeOptions, solve_challenge};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::Failure;
use crate::client::Client;
use crate::failure::OrFail;

/// Gets a challenge from the API at `front` and solves it: the value of the
/// field `challenge`.
///
/// # Errors
/// When there is no challenge, or none that can be solved.
pub async fn solved(client: &Client, front: &str) -> Result<String, Failure> {
    let reply = client.get(&format!("{front}/api/challenges")).await?;
    let challenge: Challenge = reply.successful("asking for a challenge")?.json()?;
    let solution = solve_challenge(SolveChallengeOptions::new(&challenge))
        .or_fail("solving the challenge")?
        .ok_or_else(|| Failure::new("the challenge has no solution"))?;
    let payload = serde_json::to_vec(&Payload { challenge, solution }).or_fail("the solution")?;
    Ok(STANDARD.encode(payload))
}
