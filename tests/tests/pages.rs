//! Every page that a mail or news lead to is a page of the site.

use shared_domain::notices::SendMail;
use shared_domain::notices::samples::{Given, all};
use system_tests::repository::read;

/// Where the site has its paths.
const PATHS: &str = "site/src/paths.ts";
/// Pages that the site does not have yet. Who builds one takes it out.
const MISSING: [&str; 1] = ["/claim-student-record"];

/// The paths of the site, with names for what varies: `/applications/:applicationId`.
fn patterns() -> Vec<String> {
    let text = read(PATHS);
    let (_, paths) = text.split_once("export const paths = {").expect("the paths");
    let (paths, _) = paths.split_once("} as const;").expect("the end of the paths");
    let quoted = paths.split('"').skip(1).step_by(2);
    let found: Vec<String> = quoted.filter(|text| text.starts_with('/')).map(Into::into).collect();
    assert!(found.len() > 40, "only {} paths in {PATHS}", found.len());
    found
}

fn follows(path: &str, pattern: &str) -> bool {
    let (words, names) = (path.split('/'), pattern.split('/'));
    words.clone().count() == names.clone().count()
        && words
            .zip(names)
            .all(|(word, name)| word == name || (name.starts_with(':') && !word.is_empty()))
}

/// The pages that mails and news lead to, each with the mail in one of its forms.
fn pages() -> Vec<(&'static str, String)> {
    let page = |mail: &SendMail| mail.page().map(|page| page.path().to_owned());
    let samples = all(&Given::ORDINARY).into_iter();
    let found: Vec<_> =
        samples.filter_map(|sample| page(&sample.mail).map(|path| (sample.case, path))).collect();
    assert!(found.len() > 20, "only {} mails lead to a page", found.len());
    found
}

#[test]
fn every_page_that_a_mail_leads_to_is_a_page_of_the_site() {
    let patterns = patterns();
    let has = |path: &str| patterns.iter().any(|pattern| follows(path, pattern));
    let nowhere: Vec<_> = pages()
        .into_iter()
        .filter(|(_, path)| !has(path) && !MISSING.contains(&path.as_str()))
        .collect();
    assert!(nowhere.is_empty(), "mails that lead to no page of {PATHS}: {nowhere:?}");
    let built: Vec<_> = MISSING.iter().filter(|path| has(path)).collect();
    assert!(built.is_empty(), "pages that the site has by now: {built:?}");
}

#[test]
fn a_path_follows_a_pattern_word_by_word() {
    assert!(follows("/applications/app_1/payment", "/applications/:applicationId/payment"));
    for wrong in ["/applications/app_1", "/applications//payment", "/applications/app_1/pay"] {
        assert!(!follows(wrong, "/applications/:applicationId/payment"), "{wrong}");
    }
}
