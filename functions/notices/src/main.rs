//! The Lambda binary of the notices area.

fn main() -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
    notices::actions().run()
}
