//! The Lambda binary of the documents area.

fn main() -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
    documents::actions().run()
}
