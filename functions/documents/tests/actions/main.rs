//! The actions of the documents area, in process: DynamoDB with the template's
//! tables, and a bucket that keeps files in memory.

mod inspect_document;
mod list_documents;
mod request_upload;
mod samples;
mod setting;
