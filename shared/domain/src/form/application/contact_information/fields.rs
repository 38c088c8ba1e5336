//! What is stored of the section.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The fields of section `contact_information`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct ContactInformationFields {
    /// Permanent address.
    pub home: AddressFields,
    /// Phone, E.164.
    pub phone: Option<String>,
    /// Mobile phone, E.164.
    pub mobile: Option<String>,
    /// Whether the present address is the permanent one.
    pub same_address: Option<bool>,
    /// Present address, where it is another.
    pub current: AddressFields,
    /// E-mail address.
    pub email: Option<String>,
    /// WeChat.
    pub wechat: Option<String>,
    /// WhatsApp.
    pub whatsapp: Option<String>,
    /// QQ.
    pub qq: Option<String>,
    /// How the admission letter is to come.
    pub admission_delivery: Option<AdmissionDelivery>,
    /// Who receives it, where it is sent by post.
    pub receiver: ReceiverFields,
}

/// A postal address.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct AddressFields {
    /// Street and number.
    pub street: Option<String>,
    /// City and region.
    pub city: Option<String>,
    /// Country, ISO 3166-1 alpha-2.
    pub country: Option<String>,
    /// Post code, where there is one.
    pub post_code: Option<String>,
}

/// Who receives the admission letter.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct ReceiverFields {
    /// Name.
    pub name: Option<String>,
    /// Mobile phone, E.164.
    pub mobile: Option<String>,
    /// Address.
    pub address: AddressFields,
}

/// How the admission letter is to come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum AdmissionDelivery {
    /// As a file, in the account.
    Electronic,
    /// By post.
    Post,
    /// Collected at the university.
    InPerson,
}
