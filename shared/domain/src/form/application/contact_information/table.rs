//! What the page of the section asks for.

use super::AdmissionDelivery;
use crate::form::table::{
    Group, Heading, Parts, Section, country, email, is, phone, radios, short, text, yes_no,
};

pub(crate) fn table() -> Section {
    let elsewhere = || is("sameAddress", [false]);
    let parts = Parts::new()
        .heading("home")
        .group(Group::new("home", address()))
        .fields([yes_no("sameAddress")])
        .heading(Heading::from("current").shown(elsewhere()))
        .group(Group::new("current", address()).shown(elsewhere()))
        .heading("reach")
        .fields([
            email("email").autocomplete("email"),
            phone("mobile").autocomplete("tel"),
            phone("phone").optional(),
            text("wechat").optional(),
            text("whatsapp").optional(),
            text("qq").optional(),
        ])
        .heading("letter")
        .fields([radios::<AdmissionDelivery>("admissionDelivery")])
        .group(receiver());
    Section::new("contact_information", parts)
}

fn address() -> Parts {
    Parts::new().fields([
        text("street").autocomplete("street-address"),
        text("city").autocomplete("address-level2"),
        country("country").autocomplete("country"),
        short("postCode").optional().autocomplete("postal-code"),
    ])
}

fn receiver() -> Group {
    let parts = Parts::new()
        .fields([text("name"), phone("mobile")])
        .group(Group::new("address", address()));
    Group::new("receiver", parts).shown(is("admissionDelivery", [AdmissionDelivery::Post]))
}
