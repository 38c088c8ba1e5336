//! What the page of the section asks for.

use super::{Relation, SupporterKind};
use crate::form::table::{
    Count, Group, Heading, List, Parts, Section, country, date, email, fact, is, is_not,
    paragraphs, phone, radios, select, short, text, tick, ticked, unticked, yes_no,
};

pub(crate) fn table() -> Section {
    let parts = Parts::new()
        .list(family())
        .heading("supporter")
        .group(supporter())
        .list(emergency())
        .heading(Heading::from("guardian").shown(fact("isMinor")))
        .group(guardian())
        .heading("agent")
        .fields([yes_no("throughAgent").optional()])
        .group(agent())
        .heading("criminalRecord")
        .fields([
            tick("criminalRecordConsent"),
            yes_no("criminalRecord").optional().shown(ticked("criminalRecordConsent")),
            paragraphs("criminalRecordDetails")
                .shown(ticked("criminalRecordConsent").and(is("criminalRecord", [true]))),
        ]);
    Section::new("additional_information", parts)
}

fn family() -> List {
    let known = || unticked("unknown");
    let parts = Parts::new().fields([
        select::<Relation>("relation"),
        tick("unknown"),
        text("name").shown(known()),
        country("nationality").optional().shown(known()),
        date("birthDate").optional().shown(known()),
        phone("phone").optional().shown(known()),
        email("email").optional().shown(known()),
        text("occupation").optional().shown(known()),
        text("employer").optional().shown(known()),
    ]);
    List::new("family", Count::Number(1), parts)
}

/// Who it is decides what is asked of them.
fn supporter() -> Group {
    use SupporterKind::{Applicant, Person, Scholarship};
    let person = || is("kind", [Person]);
    let another = || is_not("kind", [Applicant]);
    let parts = Parts::new().fields([
        radios::<SupporterKind>("kind"),
        text("name").shown(person()),
        text("relation").shown(person()),
        text("organisation").optional_where(person()).shown(another()),
        phone("phone").optional_where(is("kind", [Scholarship])).shown(another()),
        email("email").optional().shown(another()),
        text("address").optional().shown(another()),
    ]);
    Group::new("supporter", parts)
}

fn emergency() -> List {
    let parts = Parts::new().fields([
        text("name"),
        text("relation"),
        phone("phone"),
        phone("mobile").optional(),
        email("email").optional(),
        text("organisation").optional(),
        text("address").optional(),
        short("postCode").optional(),
    ]);
    List::new("emergency", Count::Number(1), parts)
}

fn guardian() -> Group {
    let parts = Parts::new().fields([text("name"), text("idNo"), phone("phone"), text("address")]);
    Group::new("guardian", parts).shown(fact("isMinor"))
}

fn agent() -> Group {
    let parts = Parts::new().fields([text("name"), text("contact")]);
    Group::new("agent", parts).shown(is("throughAgent", [true]))
}
