mod compare_rounds;
mod open_review;
mod setting;
mod view_review;
