//! What the law gives the owner of an account: everything stored about them, and its end.

mod archive;
pub mod build_export;
pub mod cancel_deletion;
pub mod delete_due_accounts;
pub mod deletion;
pub mod export;
mod files;
pub mod list_exports;
pub mod request_deletion;
pub mod request_export;
mod store;
pub mod view_deletion_receipt;
