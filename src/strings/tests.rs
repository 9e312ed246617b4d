//! The words in English, and every catalogue against them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::table::PLACEHOLDERS;
use super::*;

/// Each language that there is a catalogue for, with the plural categories that its texts with forms must have. `many`
/// of French, Portuguese and Spanish is for millions: where it would be the same as `other`, it may be absent.
const LANGUAGES: [(&str, &[&str]); 9] = [
    ("ar", &["zero", "one", "two", "few", "many", "other"]),
    ("de", &["one", "other"]),
    ("es", &["one", "other"]),
    ("fr", &["one", "other"]),
    ("he", &["one", "two", "other"]),
    ("hi", &["one", "other"]),
    ("ja", &["other"]),
    ("pt", &["one", "other"]),
    ("zh", &["other"]),
];

fn folder() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("public/locales")
}

fn catalogue(language: &str) -> BTreeMap<String, String> {
    let text = std::fs::read_to_string(folder().join(language).with_extension("json")).expect("a catalogue");
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{language}.json: {error}"))
}

/// The names in a text's curly brackets.
fn placeholders(text: &str) -> BTreeSet<&str> {
    text.split('{').skip(1).filter_map(|part| Some(part.split_once('}')?.0)).collect()
}

/// What is wrong with a text, for a word that is filled with `known`.
fn faults(text: &str, known: &[&str], categories: &[&str]) -> Vec<String> {
    let mut faults = Vec::new();
    let known: BTreeSet<_> = known.iter().copied().collect();
    let has_forms = text.contains("plural");
    let forms: Vec<_> = if has_forms { pattern::forms(text).collect() } else { vec![("other", text)] };
    for (category, form) in &forms {
        let used = placeholders(form);
        // "One new message" does not have to say its number in digits.
        let must_say = |name: &&&str| **name != "count" || (*category == "other" && known.len() == 1);
        faults.extend(used.difference(&known).map(|name| format!("{category}: nothing is known of {{{name}}}")));
        faults
            .extend(known.difference(&used).filter(must_say).map(|name| format!("{category}: {{{name}}} is missing")));
        if form.trim() != *form || form.is_empty() {
            faults.push(format!("{category}: it is empty, or has space around it"));
        }
    }
    if has_forms {
        let has: BTreeSet<_> = forms.iter().map(|form| form.0).collect();
        let wanted: BTreeSet<_> = categories.iter().copied().collect();
        faults.extend(wanted.difference(&has).map(|name| format!("the form {name} is missing")));
        faults.extend(
            has.difference(&wanted).filter(|name| **name != "many").map(|name| format!("there is no form {name}")),
        );
        if !text.starts_with("{count, plural, ") || !text.ends_with("}}") {
            faults.push("the forms must be all of the text".to_owned());
        }
    }
    faults
}

#[test]
fn every_language_has_every_word_with_its_placeholders_and_forms() {
    let mut told = Vec::new();
    for (language, categories) in LANGUAGES {
        let words = catalogue(language);
        let keys: BTreeSet<_> = words.keys().map(String::as_str).collect();
        let wanted: BTreeSet<_> = english().map(|(key, _)| key).collect();
        told.extend(wanted.difference(&keys).map(|key| format!("{language}.json: {key} is missing")));
        told.extend(keys.difference(&wanted).map(|key| format!("{language}.json: there is no word {key}")));
        for ((key, _), known) in english().zip(PLACEHOLDERS) {
            let faults = words.get(key).map(|text| faults(text, known, categories)).unwrap_or_default();
            told.extend(faults.iter().map(|fault| format!("{language}.json: {key}: {fault}")));
        }
    }
    for ((key, english), known) in english().zip(PLACEHOLDERS) {
        told.extend(faults(english, known, &["one", "other"]).iter().map(|fault| format!("{key} in English: {fault}")));
    }
    assert_eq!(told, Vec::<String>::new());
}

/// A text by its forms, each without what it is filled with.
fn bare_forms(text: &str) -> Vec<String> {
    let forms: Vec<_> = match pattern::forms(text).map(|form| form.1).collect::<Vec<_>>() {
        forms if forms.is_empty() => vec![text],
        forms => forms,
    };
    let bare = |form: &&str| form.split('{').map(|part| part.split_once('}').map_or(part, |(_, rest)| rest)).collect();
    forms.iter().map(bare).collect()
}

/// What is written in another way than this language writes it.
fn unlike_the_language(language: &str, text: &str) -> Option<&'static str> {
    let before =
        |marks: &[char], wanted: &[char]| text.match_indices(marks).any(|(at, _)| !text[..at].ends_with(wanted));
    let has = |marks: &[char]| text.contains(marks);
    match language {
        _ if text.contains("...") || has(&['\'']) => Some("three full stops or a straight apostrophe"),
        "ar" if has(&[',', ';', '?']) => Some("a mark of Latin writing"),
        "de" if text.contains(" …") => Some("a space that may break a line before …"),
        "fr" if before(&[':', ';', '!', '?'], &['\u{a0}', '\u{202f}']) => Some("no no-break space before a mark"),
        "hi" if text.ends_with('.') => Some("a full stop in place of a danda"),
        "ja" | "zh" if has(&[',', ':', ';', '!', '?', '(', ')']) || text.ends_with('.') => Some("a mark of half width"),
        _ => None,
    }
}

#[test]
fn every_language_has_its_own_marks_and_ends_where_english_does() {
    let ending = |text: &str| match text.chars().last() {
        Some('.' | '。' | '।') => ".",
        Some('…') => "…",
        _ => "",
    };
    let mut told = Vec::new();
    for (language, _) in LANGUAGES {
        let words = catalogue(language);
        for (key, english) in english() {
            let wanted = bare_forms(english).pop().map(|form| ending(&form).to_owned());
            for form in words.get(key).map(|text| bare_forms(text)).unwrap_or_default() {
                told.extend(unlike_the_language(language, &form).map(|what| format!("{language}.json: {key}: {what}")));
                // "No suggestions" says nothing of how to choose.
                if key != "suggestion_count" && Some(ending(&form)) != wanted.as_deref() {
                    told.push(format!("{language}.json: {key}: it does not end as the English text does"));
                }
            }
        }
    }
    assert_eq!(told, Vec::<String>::new());
}

#[test]
fn what_is_written_unlike_its_language_is_seen() {
    for (language, text) in [
        ("es", "Enviando..."),
        ("he", "צ'אט"),
        ("ar", "فتح, إغلاق"),
        ("de", "Wird geladen …"),
        ("fr", "Envoyé : non"),
        ("fr", "Envoyé?"),
        ("hi", "भेजें."),
        ("ja", "送信:"),
        ("zh", "(我)"),
    ] {
        assert!(unlike_the_language(language, text).is_some(), "not seen: {text}");
    }
    assert_eq!(unlike_the_language("fr", "Envoyé\u{a0}: non"), None);
    assert_eq!(bare_forms("{count, plural, one {a {count}} other {{count} b}}"), ["a ", " b"]);
}

#[test]
fn there_is_no_catalogue_that_is_not_looked_at() {
    let mut files: Vec<_> = std::fs::read_dir(folder())
        .expect("the catalogues' folder")
        .map(|file| file.expect("a file").file_name().to_string_lossy().into_owned())
        .collect();
    files.sort();
    assert_eq!(files, LANGUAGES.map(|(language, _)| format!("{language}.json")));
}

#[test]
fn what_a_catalogue_lacks_or_has_wrong_is_seen() {
    let categories = &["one", "other"];
    for (text, known) in [
        ("", &[] as &[&str]),
        (" Send", &[]),
        ("Send {it}", &[]),
        ("Not sent", &["why"]),
        ("Not sent: {wy}", &["why"]),
        ("{count, plural, other {{count} new}}", &["count"]),
        ("{count, plural, one {new} other {new}}", &["count"]),
        ("{count, plural, one {new} few {{count}} other {{count} new}}", &["count"]),
        ("So {count, plural, one {new} other {{count} new}}", &["count"]),
        ("{count, plural, one {is typing} other {{names} are typing, {count}}}", &["count", "names"]),
    ] {
        assert!(!faults(text, known, categories).is_empty(), "not seen: {text}");
    }
    assert_eq!(
        faults("{count, plural, one {one new message} other {{count} new}}", &["count"], categories),
        Vec::<String>::new()
    );
}

#[test]
fn a_key_is_there_once() {
    let keys: BTreeSet<_> = english().map(|(key, _)| key).collect();
    assert_eq!(keys.len(), english().count());
}

#[test]
fn what_a_site_s_own_word_is_not_filled_with_is_told() {
    let told = |key, text| fault(key, text).map(|(holds, _)| holds).unwrap_or_default();
    assert_eq!(told("sign_in", "Come in"), "");
    assert_eq!(told("sign_im", "Come in"), "a word");
    assert_eq!(told("message_to", "Ask {channel}"), "");
    assert_eq!(told("message_to", "Ask {chanel}, {channel}"), "{chanel}");
    assert_eq!(told("unread", "{count, plural, one {new} other {{count} of {all}}}"), "{all}");
}

#[test]
fn a_reason_reads_in_english_as_it_is_logged_and_kept() {
    let all = [
        Reason::NoAnswer,
        Reason::SignedOut,
        Reason::TooMany,
        Reason::Redirected,
        Reason::Unexpected("".into()),
        Reason::Unexpected("`messages` is missing".into()),
        Reason::Failed(503),
        Reason::Refused(403),
        Reason::NoOlder,
        Reason::PageClosed,
        Reason::UnknownChat,
        Reason::Unsubscribed,
        Reason::NoFiles,
        Reason::NoBytes,
        Reason::Unsaid,
    ];
    for reason in all {
        assert_eq!(Strings::english().reason(&reason), reason.to_string());
    }
}

#[test]
fn a_reason_has_no_full_stop() {
    let reason = |words: &str| Strings::english().reason(&Reason::words(words));
    assert_eq!(reason(" "), "no reason was given");
    assert_eq!(Strings::english().refused(&reason("too long.")), "Not sent: too long.");
    for full_stop in [".", "。", "।"] {
        assert_eq!(reason(&["x", full_stop].concat()), "x");
    }
}

#[test]
fn what_is_written_in_another_direction_is_held_apart_with_its_sign() {
    assert_eq!(Strings::english().said("عمر", "hi"), "\u{2068}عمر\u{2069}: hi");
    assert_eq!(Strings::english().messages_in("عام"), "Messages in \u{2068}#عام\u{2069}");
    assert_eq!(Strings::english().messages_in("general"), "Messages in #general");
}

#[test]
fn a_name_in_any_script_from_right_to_left_is_held_apart() {
    for name in ["עמר", "ߒߞߏ", "𞤀𞤣𞤤𞤢𞤥"] {
        assert_eq!(Strings::english().said(name, "hi"), ["\u{2068}", name, "\u{2069}: hi"].concat());
    }
}

#[test]
fn a_wait_that_is_over_is_not_counted() {
    assert_eq!(Strings::english().not_sent_yet(&Reason::NoAnswer, 0), "Not sent yet: the server did not answer.");
}

#[test]
fn no_one_types_without_a_name() {
    assert_eq!(Strings::english().who_types::<&str>(&[]), None);
    assert_eq!(Strings::english().who_types(&["Ada", "Grace", "Linus"]).as_deref(), Some("Several people are typing"));
}
