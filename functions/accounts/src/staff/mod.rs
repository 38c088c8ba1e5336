//! Members of staff: invited, given roles, closed out; and what they do to other accounts.

pub mod accept_invitation;
pub mod change_roles;
pub mod close_staff_account;
pub mod end_sessions_of_account;
pub mod find_applicant;
pub mod invitation;
pub mod invite_administrator;
pub mod invite_staff;
pub mod list_sign_ins_of_account;
pub mod list_staff;
pub mod member;
mod store;
pub mod view_invitation;
