//! The actions of the documents area, in process: DynamoDB with the template's
//! tables, and a bucket that keeps files in memory.

mod permit;
mod registration;
mod samples;
mod setting;

mod inspecting {
    mod inspect_document;
}

mod uploading {
    mod copy_documents;
    mod erase_file;
    mod list_documents;
    mod list_permit_documents;
    mod list_registration_documents;
    mod remove_document;
    mod remove_permit_document;
    mod remove_registration_document;
    mod request_permit_uploads;
    mod request_registration_uploads;
    mod request_uploads;
}
