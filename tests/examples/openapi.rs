//! Prints the API document; `cargo dev api` writes it to docs/openapi.json.

#[expect(clippy::print_stdout, reason = "the document is what the program is asked for")]
fn main() {
    print!("{}", system_tests::api_document::text());
}
