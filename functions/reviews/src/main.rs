//! The Lambda binary of the reviews area.

fn main() -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
    reviews::actions().run()
}
