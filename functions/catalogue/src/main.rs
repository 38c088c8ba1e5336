//! The Lambda binary of the catalogue area.

fn main() -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
    catalogue::actions().run()
}
