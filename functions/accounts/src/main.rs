//! The Lambda functions of the accounts area; `_HANDLER` names the one to run.

fn main() -> Result<(), shared_platform::actions::Failure> {
    accounts::actions().run()
}
