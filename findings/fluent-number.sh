#!/usr/bin/env bash
# Amounts and numbers in a Fluent text, in Rust.
#
# Expected: NUMBER() of a text that holds a number formats it, or is reported as an error, as a function
#           that does not exist is. maximumFractionDigits rounds, useGrouping groups, as in Fluent for
#           JavaScript, from which the texts can come.
# Happens:  NUMBER() of a text prints `NUMBER()` in the message, with an empty list of errors.
#           minimumFractionDigits is kept; maximumFractionDigits and useGrouping are taken and ignored.
#           So an amount prints all its digits, and 1 with two digits is not [1] in a choice.
# Matters:  an amount that came as text (from JSON, a header, a form) turns a receipt into "You paid
#           NUMBER() CNY", and the check "no errors while formatting" stays green.
# Seen:     fluent-bundle 0.16.0, 2026-11-30

source "$(dirname "${BASH_SOURCE[0]}")/prelude"

rust texts '
fluent-bundle = "=0.16.0"
unic-langid = { version = "=0.9.6", features = ["macros"] }
' <<'RUST'
use fluent_bundle::{FluentArgs, FluentBundle, FluentResource};
use unic_langid::langid;

const TEXTS: &str = "
text = 已支付 { NUMBER($text) } 元
unknown = 已支付 { MONEY($text) } 元
least = { NUMBER($amount, minimumFractionDigits: 2) }
most = { NUMBER($amount, maximumFractionDigits: 0) }
grouped = { NUMBER($large, useGrouping: 1) }
choice = { NUMBER($one, minimumFractionDigits: 2) ->
    [1] exactly one
   *[other] not one
}
";

fn main() {
    let mut bundle = FluentBundle::new(vec![langid!("zh-CN")]);
    bundle.set_use_isolating(false);
    bundle.add_builtins().expect("NUMBER");
    bundle.add_resource(FluentResource::try_new(TEXTS.to_owned()).expect("texts")).expect("names of their own");
    let mut values = FluentArgs::new();
    values.set("text", "400");
    values.set("amount", 400.5);
    values.set("large", 1_234_567);
    values.set("one", 1);
    for name in ["text", "unknown", "least", "most", "grouped", "choice"] {
        let pattern = bundle.get_message(name).and_then(|message| message.value()).expect("a text");
        let mut errors = Vec::new();
        let shown = bundle.format_pattern(pattern, Some(&values), &mut errors).into_owned();
        println!("{name}: {shown} ({} errors)", errors.len());
    }
}
RUST

expect "$texts" <<'SEEN'
text: 已支付 NUMBER() 元 (0 errors)
unknown: 已支付 {MONEY()} 元 (1 errors)
least: 400.50 (0 errors)
most: 400.5 (0 errors)
grouped: 1234567 (0 errors)
choice: not one (0 errors)
SEEN
