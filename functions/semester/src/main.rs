//! The Lambda binary of the semester area.

fn main() -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
    semester::actions().run()
}
