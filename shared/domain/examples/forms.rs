//! Prints the tables of all forms; `cargo dev api` writes them to docs/forms.json.

use shared_domain::form::Forms;

#[expect(clippy::print_stdout, reason = "the document is what the program is asked for")]
fn main() {
    print!("{}", Forms::all().document());
}
