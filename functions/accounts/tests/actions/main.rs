//! The actions of the accounts area, in process. One module per action, in the
//! rooms of the source; what several rooms promise together stands beside them.

mod belongings;
mod colleague;
mod equal_work;
mod holder;
mod interleavings;
mod setting;

mod own_account {
    mod confirm_email_change;
    mod edit_account;
    mod request_email_change;
    mod view_account;
}

mod passwords {
    mod change_password;
    mod issue_temporary_password;
    mod request_temporary_password;
    mod reset_password;
}

mod privacy {
    mod build_export;
    mod cancel_deletion;
    mod delete_due_accounts;
    mod list_exports;
    mod request_deletion;
    mod request_export;
    mod view_deletion_receipt;
}

mod registration {
    mod activate;
    mod issue_activation_link;
    mod issue_challenge;
    mod register;
    mod resend_activation;
}

mod second_factor {
    mod confirm_authenticator;
    mod enrol_authenticator;
    mod factor;
    mod renew_recovery_codes;
}

mod sessions {
    mod end_all_sessions;
    mod end_session;
    mod list_sessions;
    mod refresh_session;
    mod sign_out;
}

mod sign_in {
    mod list_sign_ins;
    #[expect(clippy::module_inception, reason = "as in the source")]
    mod sign_in;
}

mod university {
    mod finish_university_sign_in;
    mod provider;
    mod roster_address;
    mod setting;
    mod start_university_sign_in;
    mod view_university_sign_in;
}

mod staff {
    mod accept_invitation;
    mod change_roles;
    mod close_staff_account;
    mod end_sessions_of_account;
    mod find_applicant;
    mod invite_administrator;
    mod invite_staff;
    mod list_sign_ins_of_account;
    mod list_staff;
    mod view_invitation;
}
