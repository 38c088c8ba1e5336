//! The Lambda binary of the payments area.

fn main() -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
    payments::actions().run()
}
