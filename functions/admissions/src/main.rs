//! The Lambda binary of the admissions area.

fn main() -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
    admissions::actions().run()
}
