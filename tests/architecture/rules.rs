//! The rules, and whether a mention breaks one.

use super::mentions::{Mention, mentions_of};

/// What one room may know.
pub struct Rule {
    pub room: &'static str,
    /// The paths of this crate, itself aside.
    knows: &'static [&'static str],
    crates: Crates,
    /// The rule in words, for whoever breaks it.
    words: &'static str,
}

enum Crates {
    /// These and the standard library.
    Only(&'static [&'static str]),
    /// All but those that begin so.
    But(&'static [&'static str]),
}

/// Everything that is a browser, or draws.
const BROWSER: &[&str] =
    &["leptos", "reactive_", "tachys", "web_sys", "js_sys", "wasm_bindgen", "gloo", "send_wrapper"];

/// The standard library.
const STANDARD: &[&str] = &["std", "core", "alloc"];

/// What draws.
const VIEW: &[&str] = &["leptos", "reactive_", "tachys"];

pub const RULES: &[Rule] = &[
    Rule {
        room: "model",
        knows: &[],
        crates: Crates::But(BROWSER),
        words: "the model knows no other room and no browser, so that all of it can be tested natively",
    },
    Rule {
        room: "wire",
        knows: &["model"],
        crates: Crates::Only(&["serde", "serde_json"]),
        words: "wire translates between JSON and the model: it knows the model and serde",
    },
    Rule {
        room: "pusher",
        knows: &["wire", "model"],
        crates: Crates::But(VIEW),
        words: "what wraps the outside knows the types of wire and model at most, and draws nothing",
    },
    Rule {
        room: "rest",
        knows: &["wire", "model"],
        crates: Crates::But(VIEW),
        words: "what wraps the outside knows the types of wire and model at most, and draws nothing",
    },
    Rule {
        room: "browser",
        knows: &["wire", "model"],
        crates: Crates::But(VIEW),
        words: "what wraps the outside knows the types of wire and model at most, and draws nothing",
    },
    Rule {
        room: "strings",
        knows: &["browser::formats", "model"],
        crates: Crates::But(VIEW),
        words: "strings are texts, and how a language writes times and numbers: they know nothing of who shows them",
    },
    Rule {
        room: "reactive",
        knows: &[],
        crates: Crates::Only(&["leptos", "send_wrapper"]),
        words: "signals know Leptos' graph, and nothing of what they hold",
    },
    Rule {
        room: "app",
        knows: &["browser", "model", "pusher", "reactive", "rest", "strings", "wire"],
        crates: Crates::But(&[]),
        words: "the app drives a session and is mounted with components by others: it knows none of them",
    },
    Rule {
        room: "embed",
        knows: &["app", "components", "model", "wire::config", "rest", "panic", "boot", "strings"],
        crates: Crates::But(&[]),
        words: "the embedded chat mounts the app for a host page, and tells it what happens",
    },
    Rule {
        room: "components",
        knows: &[
            "app::handle",
            "app::state",
            "reactive",
            "model",
            "strings",
            "browser::calendar",
            "browser::editing",
            "browser::formats",
            "browser::letters",
            "browser::observe",
        ],
        crates: Crates::But(&[]),
        words: "a component knows the handle, its signals, the strings, the model's types, and of the browser only the calendar, editing, formats, letters and observers",
    },
];

/// What a file (its path below `src/`) mentions against the rule, one line each.
pub fn breaches_of(rule: &Rule, file: &str, source: &str) -> Vec<String> {
    let mentions = match mentions_of(file, source) {
        Ok(mentions) => mentions,
        Err(error) => return vec![format!("src/{file}: cannot be read as Rust: {error}")],
    };
    let mut told = Vec::new();
    for mention in &mentions {
        if !is_allowed(rule, mention) {
            let path = mention.path.join("::");
            told.push(format!("src/{file}:{}: {} may not know {path} ({})", mention.line, rule.room, rule.words));
        }
    }
    told
}

fn is_allowed(rule: &Rule, mention: &Mention) -> bool {
    let first = mention.path[0].as_str();
    if first == "crate" {
        let path = mention.path[1..].join("::");
        let within = |room: &str| path == room || path.strip_prefix(room).is_some_and(|rest| rest.starts_with("::"));
        return within(rule.room) || rule.knows.iter().any(|room| within(room));
    }
    match rule.crates {
        Crates::But(prefixes) => !prefixes.iter().any(|prefix| first.starts_with(prefix)),
        Crates::Only(names) => !mention.is_import || STANDARD.contains(&first) || names.contains(&first),
    }
}
