//! CAS 3.0: the browser brings a ticket, which is checked once, by the exact address
//! that it was given for. A check that is refused uses the ticket up as well.

use std::collections::BTreeSet;

use form_urlencoded::Serializer;
use http::Request;
use quick_xml::NsReader;
use quick_xml::events::Event;
use quick_xml::name::{Namespace, ResolveResult};
use serde_json::Value;
use shared_domain::student::StudentNumber;
use shared_platform::{Environment, InitError};

use super::begun::Begun;
use super::configuration::address;
use super::provider::{number_in, service, with_query};
use super::web::{Unavailable, Web};

/// The namespace of every element of an answer.
const NAMESPACE: &str = "http://www.yale.edu/tp/cas";
/// The name of the attribute that means the name one signs in with at CAS.
const USER: &str = "user";

/// The university's CAS.
#[derive(Clone)]
pub(super) struct Cas {
    web: Web,
    /// Where tickets are checked: `…/p3/serviceValidate`.
    check_url: String,
    /// The attribute with the student number.
    attribute: String,
    page: String,
}

impl Cas {
    pub(super) fn of(environment: &Environment, page: String) -> Result<Self, InitError> {
        Ok(Self {
            web: Web::new()?,
            check_url: address(environment, "UNIVERSITY_CHECK_URL")?,
            attribute: environment.variable("UNIVERSITY_ATTRIBUTE")?.to_owned(),
            page,
        })
    }

    pub(super) async fn number(
        &self,
        begun: &Begun,
        ticket: &str,
    ) -> Result<Option<StudentNumber>, Unavailable> {
        let query = Serializer::new(String::new())
            .append_pair("service", &service(&self.page, begun))
            .append_pair("ticket", ticket)
            .finish();
        let request = Request::get(with_query(&self.check_url, &query));
        let answer = self.web.text(request, "application/xml, text/xml").await?;
        number_of(&answer, &self.attribute)
    }
}

/// The number in CAS's answer (CAS Protocol 3.0, appendix A). Of an attribute that is
/// there with two values none counts.
fn number_of(answer: &str, attribute: &str) -> Result<Option<StudentNumber>, Unavailable> {
    let wanted = match attribute {
        USER => vec!["serviceResponse", "authenticationSuccess", "user"],
        name => vec!["serviceResponse", "authenticationSuccess", "attributes", name],
    };
    let texts = texts_at(answer, &wanted)?;
    let texts: BTreeSet<String> = texts.into_iter().map(|text| text.trim().to_owned()).collect();
    match texts.len() {
        1 => Ok(texts.into_iter().next().and_then(|text| number_in(&Value::String(text)))),
        _ => Ok(None),
    }
}

/// The texts of all elements at a path of a success.
fn texts_at(answer: &str, wanted: &[&str]) -> Result<Vec<String>, Unavailable> {
    let malformed = || Unavailable::Malformed("no XML of CAS");
    let mut reader = NsReader::from_str(answer);
    let mut path: Vec<String> = Vec::new();
    let (mut succeeded, mut texts) = (false, Vec::new());
    loop {
        let (namespace, event) = reader.read_resolved_event().map_err(|_| malformed())?;
        let is_of_cas = matches!(namespace, ResolveResult::Bound(Namespace(NAMESPACE)));
        let is_wanted = path.iter().eq(wanted);
        match event {
            Event::Start(element) => {
                let name = element.local_name().as_ref().to_owned();
                path.push(if is_of_cas { name } else { String::new() });
                if path.iter().eq(["serviceResponse", "authenticationFailure"].iter()) {
                    return Err(Unavailable::Refused("that the ticket is not good".to_owned()));
                }
                succeeded |= path.iter().eq(["serviceResponse", "authenticationSuccess"].iter());
                if path.iter().eq(wanted) {
                    texts.push(String::new());
                }
            }
            Event::End(_) => {
                path.pop();
            }
            Event::Text(text) if is_wanted => say(&mut texts, &text.xml10_content()),
            Event::CData(text) if is_wanted => say(&mut texts, &text.xml10_content()),
            Event::GeneralRef(reference) if is_wanted => {
                let letter = reference.resolve_char_ref().map_err(|_| malformed())?;
                let letter = letter.map(String::from).or_else(|| {
                    quick_xml::escape::resolve_xml_entity(&reference).map(str::to_owned)
                });
                say(&mut texts, &letter.ok_or_else(malformed)?);
            }
            // CAS writes none, and what one declares is nothing we want to follow.
            Event::DocType(_) => return Err(malformed()),
            Event::Eof => break,
            _ => {}
        }
    }
    match succeeded && path.is_empty() {
        true => Ok(texts),
        false => Err(malformed()),
    }
}

fn say(texts: &mut [String], more: &str) {
    if let Some(text) = texts.last_mut() {
        text.push_str(more);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use shared_kit::properties::any_text;

    use super::*;

    fn success(inside: &str) -> String {
        format!(
            "<cas:serviceResponse xmlns:cas=\"{NAMESPACE}\"><cas:authenticationSuccess>\
             <cas:user>u1</cas:user>{inside}</cas:authenticationSuccess></cas:serviceResponse>"
        )
    }

    fn attributes(inside: &str) -> String {
        success(&format!("<cas:attributes>{inside}</cas:attributes>"))
    }

    fn number(answer: &str, attribute: &str) -> Result<Option<String>, String> {
        let number = number_of(answer, attribute).map_err(|error| error.to_string())?;
        Ok(number.map(String::from))
    }

    #[test]
    fn the_number_is_the_attribute_of_that_name() {
        let answer = attributes(
            "<cas:mail>2025LX0009</cas:mail>\n  <cas:studentNumber> 2025LX0001\n</cas:studentNumber>",
        );
        assert_eq!(number(&answer, "studentNumber"), Ok(Some("2025LX0001".to_owned())));
        assert_eq!(number(&answer, "user"), Ok(Some("U1".to_owned())));
        let written = attributes("<cas:n><![CDATA[2025]]>L&#88;0001</cas:n>");
        assert_eq!(number(&written, "n"), Ok(Some("2025LX0001".to_owned())));
        let default = answer.replace("cas:", "").replace("xmlns:cas=", "xmlns=");
        assert_eq!(number(&default, "studentNumber"), Ok(Some("2025LX0001".to_owned())));
    }

    #[test]
    fn what_is_absent_empty_or_said_twice_is_no_number() {
        for inside in [
            "",
            "<cas:n/>",
            "<cas:n></cas:n>",
            "<cas:n>None</cas:n>",
            "<cas:n>2025LX0001</cas:n><cas:n>2025LX0002</cas:n>",
            "<cas:deep><cas:n>2025LX0001</cas:n></cas:deep>",
            "<n>2025LX0001</n>",
            "<x:n xmlns:x=\"urn:other\">2025LX0001</x:n>",
            "<cas:n><cas:m>2025LX0001</cas:m></cas:n>",
        ] {
            assert_eq!(number(&attributes(inside), "n"), Ok(None), "{inside}");
        }
        let twice = attributes("<cas:n>2025LX0001</cas:n><cas:n>2025LX0001</cas:n>");
        assert_eq!(number(&twice, "n"), Ok(Some("2025LX0001".to_owned())));
    }

    #[test]
    fn only_a_success_of_cas_names_anybody() {
        let failure = format!(
            "<cas:serviceResponse xmlns:cas=\"{NAMESPACE}\"><cas:authenticationFailure \
             code=\"INVALID_TICKET\">used</cas:authenticationFailure></cas:serviceResponse>"
        );
        assert!(number(&failure, "n").unwrap_err().contains("not good"));
        let good = attributes("<cas:n>2025LX0001</cas:n>");
        for other in [
            String::new(),
            "yes\n2025LX0001\n".to_owned(),
            "<html><body>2025LX0001".to_owned(),
            good.replace(NAMESPACE, "urn:other"),
            good.replace("authenticationSuccess", "proxySuccess"),
            good.replace("</cas:serviceResponse>", ""),
            format!("<!DOCTYPE a [<!ENTITY n \"2025LX0001\">]>{good}"),
            attributes("<cas:n>&n;</cas:n>"),
        ] {
            assert!(number(&other, "n").is_err(), "{other}");
        }
    }

    proptest! {
        #[test]
        fn no_answer_makes_reading_panic(text in any_text(0..200), inside in any_text(0..40)) {
            let _ = number_of(&text, "n");
            let _ = number_of(&attributes(&format!("<cas:n>{inside}</cas:n>")), "n");
        }
    }
}
