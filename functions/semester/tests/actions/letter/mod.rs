//! Letters.

mod book_collection;
mod cancel_collection;
mod histories;
mod issue_letter;
mod list_collections;
mod mark_letter_collected;
mod prepare_letter;
mod reissue_letter;
mod set_letter_settings;
mod verify_letter;
mod view_letter;
mod view_letter_review;
mod view_letter_settings;
mod view_own_letter;
