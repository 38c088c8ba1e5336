//! The same question to every action: does it refuse everybody it must refuse?

use shared_platform::auth::StaffRole;

use super::{Call, World};

/// Stops the test unless the call is refused to nobody, to expired and tampered
/// tokens, and to staff of every role.
pub async fn refuses_all_but_applicants(world: &World, call: impl Fn() -> Call) {
    refuses_bad_tokens(world, &call).await;
    call()
        .by(&world.staff(&StaffRole::ALL).await)
        .send()
        .await
        .expect_problem(403, "not_permitted");
}

/// Stops the test unless the call is refused to nobody, to expired and tampered
/// tokens, to applicants, and to staff of all other roles together.
pub async fn refuses_all_but(world: &World, role: StaffRole, call: impl Fn() -> Call) {
    refuses_all_but_any(world, &[role], call).await;
}

/// The same where each of several roles will do.
pub async fn refuses_all_but_any(world: &World, roles: &[StaffRole], call: impl Fn() -> Call) {
    refuses_bad_tokens(world, &call).await;
    call().by(&world.applicant()).send().await.expect_problem(403, "not_permitted");
    let others: Vec<StaffRole> =
        StaffRole::ALL.into_iter().filter(|other| !roles.contains(other)).collect();
    call().by(&world.staff(&others).await).send().await.expect_problem(403, "not_permitted");
    call().by(&world.staff(&[]).await).send().await.expect_problem(403, "not_permitted");
    for role in roles {
        refuses_whose_standing_is_lost(world, *role, &call).await;
    }
}

/// A role that was taken away and a session that was ended count at once,
/// whatever the token still says.
async fn refuses_whose_standing_is_lost(world: &World, role: StaffRole, call: &impl Fn() -> Call) {
    let demoted = world.staff(&[role]).await;
    world.set_roles(&demoted, &[]).await;
    let signed_out = world.staff(&[role]).await;
    world.end_session(&signed_out).await;
    for (staff, code) in [(demoted, "not_permitted"), (signed_out, "session_over")] {
        let reply = call().by(&staff).send().await;
        assert_eq!(reply.code(), code, "a standing that was lost still counts: {:#}", reply.body);
    }
}

async fn refuses_bad_tokens(world: &World, call: &impl Fn() -> Call) {
    call().send().await.expect_problem(401, "sign_in_required");
    let applicant = world.applicant();
    call().by(&world.expired(&applicant)).send().await.expect_problem(401, "token_expired");
    let tampered = format!("{}A", applicant.token);
    call().bearer(&tampered).send().await.expect_problem(401, "token_invalid");
}
