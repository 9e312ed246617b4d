//! The test's own test: what it must see, and what it must let pass.

use super::rules::{RULES, Rule, breaches_of};

#[test]
fn every_way_to_mention_a_room_is_seen() {
    let mentions = |room: &str, file: &str, source: &str| breaches_of(rule(room), file, source).len();
    for source in [
        "use crate::app::queue::Queue;",
        "pub use crate::{model::time, app::{self, queue}, wire};",
        "use super::app::state;",
        "use self::super::super::model::super::app::state as other;",
        "fn f() { let x: crate::app::Queue = todo!(); }",
        "fn f() { view! { <p>{move || super::app::name()}</p> } }",
        "mod inner { use super::super::app; }",
        "mod inner { mod deeper { use super::super::super::app; } }",
        "use crate as other;",
        "use crate::*;",
        "use super::*;",
        "use leptos::prelude::*;",
        "use {std::rc::Rc, ::leptos};",
        "fn f() { ::leptos::logging::log!(\"\"); }",
        "fn f() { leptos::logging::log!(\"\"); }",
        "extern crate leptos;",
        "fn f() -> impl Sized + use<'static> { g() } use crate::app;",
    ] {
        assert!(mentions("browser", "browser/mod.rs", source) > 0, "not seen: {source}");
    }
    assert!(mentions("browser", "browser/tab/lock.rs", "use super::super::super::app;") > 0);
}

#[test]
fn what_is_allowed_is_no_breach() {
    for (room, file, source) in [
        (
            "model",
            "model/time.rs",
            "// use crate::app;\n/* crate::app::x */ /// crate::app\nfn f() { g(\"crate::app::x\", 'a') }",
        ),
        (
            "model",
            "model/session/mod.rs",
            "use super::{time, text::{self}}; use std::fmt; use self::io::Input; mod io;",
        ),
        ("model", "model/avatar.rs", "#[cfg(test)] mod tests { use super::*; fn f() { super::super::time::now() } }"),
        (
            "wire",
            "wire/config/mod.rs",
            "mod api; use api::read; use serde_json::{Value, json}; use std::{fmt, sync::Arc};",
        ),
        ("wire", "wire/error.rs", "use crate::{model::time::Timestamp, wire::json}; fn f() { Value::from(1) }"),
        ("app", "app/mod.rs", "use crate::rest; use leptos::prelude::*; use super::wire::config::Config;"),
        (
            "components",
            "components/row.rs",
            "use crate::app::{handle::Chat, state::{ChannelState}}; use web_sys::Event;",
        ),
        (
            "browser",
            "browser/tab.rs",
            "enum A { B } use A::*; fn f() -> impl Sized + use<> { crate::model::time::now() }",
        ),
        ("components", "components/row.rs", "use super::{avatar, icon::icon}; use crate::browser::formats;"),
    ] {
        assert_eq!(breaches_of(rule(room), file, source), Vec::<String>::new(), "{source}");
    }
}

#[test]
fn what_is_near_to_allowed_is_a_breach() {
    for (room, file, source) in [
        ("components", "components/row.rs", "use crate::app;"),
        ("components", "components/row.rs", "use crate::app::handle_of::Chat;"),
        ("components", "components/row.rs", "use crate::app::{handle, driver};"),
        ("components", "components/row.rs", "use crate::browser::clock;"),
        ("app", "app/mod.rs", "use crate::components::ChatView;"),
        ("app", "app/mod.rs", "use crate::mount;"),
        ("wire", "wire/json.rs", "use serde_wasm_bindgen::from_value;"),
        ("model", "model/time.rs", "use crate::wire::WireError;"),
    ] {
        assert_eq!(breaches_of(rule(room), file, source).len(), 1, "{source}");
    }
}

#[test]
fn a_breach_is_reported_with_file_line_and_rule() {
    let told = breaches_of(rule("model"), "model/time.rs", "//! Time.\n\nuse crate::wire::{self, json};\n");
    assert_eq!(told.len(), 2);
    assert_eq!(
        told[1],
        "src/model/time.rs:3: model may not know crate::wire::json (the model knows no other room and no browser, so that \
         all of it can be tested natively)"
    );
}

fn rule(room: &str) -> &'static Rule {
    RULES.iter().find(|rule| rule.room == room).expect("a room")
}
