//! `config.json`: defaults, values, and the refusals of everything but Pusher's own names.

use collabspace_chat::model::timeline::Offered;
use collabspace_chat::model::upload::FileLimits;
use collabspace_chat::wire::WireError;
use collabspace_chat::wire::config::{Config, Credentials, Overrides, Theme};
use serde_json::{Value, json};

use crate::support::{assert_presentable, no_texts, refuses, with, without};

pub fn least() -> Value {
    json!({ "pusher": { "key": "abc123", "cluster": "ap2" }, "api": {}, "events": {} })
}

pub fn parse(value: &Value) -> Result<Config, WireError> {
    Config::parse(&value.to_string())
}

#[track_caller]
pub fn refused(path: &str, value: Value, holds: &str) {
    refuses(parse(&with(least(), path, value)), path, holds);
}

#[test]
fn the_key_and_the_cluster_are_enough() {
    let config = Config::parse("{\"pusher\":{\"key\":\"abc123\",\"cluster\":\"ap2\"}}").expect("settings");
    assert_eq!(config.pusher.key, "abc123");
    assert_eq!(Value::Object(config.pusher.options.clone()), json!({ "cluster": "ap2" }));
    assert_eq!((config.api.base_url.as_str(), config.api.credentials), ("/api", Credentials::SameOrigin));
    assert_eq!(config.api.messages_path, "/messages");
    assert_eq!(config.api.typing_path, "/messages/typing");
    assert_eq!(config.api.auth_path, "/pusher/auth");
    assert_eq!(config.api.headers, []);
    assert_eq!(config.workspace_id, "demo-workspace");
    let channels: Vec<_> = config.channels.iter().map(|one| (&*one.id, &*one.name)).collect();
    assert_eq!(channels, [("general", "general")]);
    assert_eq!(config.login_url.as_deref(), Some("/login"));
    assert!(config.frame_ancestors.is_empty());
    assert_eq!(config.pusher_channel(), "presence-workspace-demo-workspace");
    assert_eq!((config.events.new_message.as_str(), config.events.typing.as_str()), ("new-message", "typing"));
    assert_eq!((config.page_size, &config.locale, config.theme), (50, &None, None));
    assert!(config.strings.is_empty());
    assert_eq!(config.warnings, []);
}

#[test]
fn null_is_the_same_as_absent() {
    let nulls = [
        "api",
        "workspaceId",
        "channels",
        "frameAncestors",
        "channelPattern",
        "events",
        "features",
        "workspaceName",
        "workspaces",
        "pageSize",
        "locale",
        "strings",
        "theme",
        "serviceWorker",
        "keepMessages",
    ];
    let value = nulls.iter().fold(least(), |value, name| with(value, name, Value::Null));
    assert_eq!(parse(&value).expect("settings"), parse(&least()).expect("settings"));
}

#[test]
fn every_name_is_taken() {
    let value = json!({
        "$schema": "https://example.com/schema.json",
        "pusher": { "key": "abc123", "wsHost": "chat.example", "wsPort": 6001, "wssPort": 443, "forceTLS": true, "wsPath": "/ws" },
        "api": {
            "baseUrl": "https://api.example/v2/", "credentials": "include", "messagesPath": "/chat/messages",
            "typingPath": "/chat/typing", "authPath": "/auth", "headers": { "Authorization": "Bearer x", "X-Team": "7" },
        },
        "workspaceId": 42,
        "channels": [{ "id": "a", "name": "Alpha", "topic": "First", "unread": 9 }, { "id": 2 }],
        "loginUrl": "https://example.com/in?from=chat",
        "frameAncestors": ["https://intranet.example", "http://[::1]:8080"],
        "channelPattern": "private-team-{workspaceId}",
        "events": { "newMessage": "message", "typing": "typing-now" },
        "pageSize": 100, "locale": "de-CH", "strings": { "send": "Senden" }, "theme": "dark",
        "serviceWorker": false, "keepMessages": false,
    });
    let config = parse(&value).expect("settings");
    assert_eq!(
        Value::Object(config.pusher.options.clone()),
        json!({ "wsHost": "chat.example", "wsPort": 6001, "wssPort": 443, "forceTLS": true, "wsPath": "/ws" })
    );
    assert_eq!(config.api.base_url, "https://api.example/v2");
    assert_eq!(config.api.credentials, Credentials::Include);
    assert_eq!(config.api.messages_path, "/chat/messages");
    assert_eq!(config.api.typing_path, "/chat/typing");
    assert_eq!(config.api.auth_path, "/auth");
    let headers = [("Authorization".to_owned(), "Bearer x".to_owned()), ("X-Team".to_owned(), "7".to_owned())];
    assert_eq!(config.api.headers, headers);
    assert_eq!(config.pusher_channel(), "private-team-42");
    assert!(config.is_private() && !config.has_presence());
    let channels: Vec<_> =
        config.channels.iter().map(|one| (&*one.id, &*one.name, one.topic.as_deref(), one.unread)).collect();
    assert_eq!(channels, [("a", "Alpha", Some("First"), 0), ("2", "2", None, 0)]);
    assert_eq!(config.login_url.as_deref(), Some("https://example.com/in?from=chat"));
    assert_eq!(config.frame_ancestors, ["https://intranet.example", "http://[::1]:8080"]);
    assert_eq!((config.events.new_message.as_str(), config.events.typing.as_str()), ("message", "typing-now"));
    assert_eq!((config.page_size, config.locale.as_deref(), config.theme), (100, Some("de-CH"), Some(Theme::Dark)));
    assert_eq!(config.strings, [("send".to_owned(), "Senden".to_owned())]);
    assert_eq!(config.warnings, []);
}

#[test]
fn a_file_that_is_no_settings_is_named() {
    for (text, holds) in
        [("", "nothing"), ("<!doctype html>", "a page of HTML"), ("[]", "a list of 0"), ("null", "nothing")]
    {
        refuses(Config::parse(text), "config.json", holds);
    }
    let error = Config::parse("{\"pusher\":}").expect_err("no JSON");
    assert_eq!(error.field, "config.json");
    assert!(error.holds.contains("line 1 column"), "{error}");
}

#[test]
fn misspelt_names_are_warned_of_and_no_error() {
    let value =
        with(with(with(least(), "workspaceID", json!("x")), "api.baseURL", json!("/v2")), "events.message", json!("m"));
    let config = parse(&value).expect("settings");
    let fields: Vec<_> = config.warnings.iter().map(|warning| warning.field.as_str()).collect();
    assert_eq!(fields, ["workspaceID", "api.baseURL", "events.message"]);
    assert!(config.warnings[0].expected.contains("workspaceId"), "{}", config.warnings[0]);
    config.warnings.iter().for_each(assert_presentable);
}

#[test]
fn a_name_of_any_length_makes_a_warning_of_some() {
    let config = parse(&with(least(), &"n\n".repeat(50_000), json!("x"))).expect("settings");
    assert_presentable(&config.warnings[0]);
}

#[test]
fn sections_are_objects() {
    for name in ["pusher", "api", "events", "strings"] {
        refused(name, json!("x"), "\"x\"");
        refused(name, json!([]), "a list of 0");
    }
    refused("api.headers", json!(["a: b"]), "a list of 1");
    refused("channels", json!({ "general": {} }), "an object");
    refused("channels", json!("general"), "\"general\"");
}

#[test]
fn texts_are_texts() {
    for path in [
        "api.baseUrl",
        "api.credentials",
        "api.messagesPath",
        "channelPattern",
        "events.typing",
        "locale",
        "strings.a",
        "theme",
    ] {
        for (value, holds) in no_texts().into_iter().skip(1) {
            let value = if path == "strings.a" {
                with(least(), "strings", json!({ "a": value }))
            } else {
                with(least(), path, value)
            };
            refuses(parse(&value), path, holds);
        }
    }
}

#[test]
fn channels_have_ids_and_each_its_own() {
    let channels = |value: Value| parse(&with(least(), "channels", value));
    assert_eq!(&*channels(json!([])).expect("settings").channels[0].id, "general");
    refuses(channels(json!([{ "id": "a" }, { "id": "b" }, { "id": "a" }])), "channels[2].id", "\"a\"");
    refuses(channels(json!([{ "id": "1" }, { "id": 1 }])), "channels[1].id", "1");
    refuses(channels(json!([{ "name": "a" }])), "channels[0].id", "nothing");
    refuses(channels(json!([{ "id": "" }])), "channels[0].id", "\"\"");
    refuses(channels(json!(["a"])), "channels[0]", "\"a\"");
    refuses(channels(json!([{ "id": "a", "name": 1 }])), "channels[0].name", "1");
    refuses(channels(json!([{ "id": "a", "topic": {} }])), "channels[0].topic", "an object");
}

#[test]
fn frame_ancestors_are_origins_as_browsers_write_them() {
    refused("frameAncestors", json!("https://intranet.example"), "\"https://intranet.example\"");
    refused("frameAncestors", json!({}), "an object");
    for wrong in [
        "*",
        "'self'",
        "intranet.example",
        "https://",
        "https://*.example",
        "https://intranet.example/",
        "https://Intranet.example",
        "https://intranet.example:443",
        "http://intranet.example:80",
        "https://intranet.example:",
        "https://a b",
        "https://a;script-src",
        "ftp://intranet.example",
    ] {
        let value = with(least(), "frameAncestors", json!(["https://one.example", wrong]));
        refuses(parse(&value), "frameAncestors[1]", &format!("\"{wrong}\""));
    }
    refuses(parse(&with(least(), "frameAncestors", json!([7]))), "frameAncestors[0]", "7");
    refuses(parse(&with(least(), "frameAncestors", json!([null]))), "frameAncestors[0]", "nothing");
}

#[test]
fn a_page_has_1_to_100_messages() {
    for size in [1, 50, 100] {
        assert_eq!(parse(&with(least(), "pageSize", json!(size))).expect("settings").page_size, size);
    }
    for (wrong, holds) in
        [(json!(0), "0"), (json!(101), "101"), (json!(-1), "-1"), (json!(1.5), "1.5"), (json!("50"), "\"50\"")]
    {
        refused("pageSize", wrong, holds);
    }
    refused("pageSize", json!(4_294_967_297_u64), "4294967297");
}

#[test]
fn what_is_switched_off_says_yes_or_no() {
    for name in ["serviceWorker", "keepMessages"] {
        assert!(parse(&with(least(), name, json!(true))).is_ok());
        refused(name, json!("no"), "\"no\"");
    }
    let keeps = |value: Value| parse(&value).expect("settings").keeps_messages;
    assert!(keeps(least()) && !keeps(with(least(), "keepMessages", json!(false))));
}

#[test]
fn a_site_can_switch_each_feature_off() {
    let features = |value: Value| parse(&with(least(), "features", value)).expect("settings").features;
    let all =
        Offered { edit: true, delete: true, react: true, reply: true, search: true, attach: Some(FileLimits::NONE) };
    assert_eq!(features(json!({})), all);
    assert_eq!(features(json!({ "edit": false, "replies": true })), Offered { edit: false, ..all });
    assert_eq!(
        features(
            json!({ "delete": false, "reactions": false, "replies": false, "search": false, "attachments": false })
        ),
        Offered { edit: true, ..Offered::default() }
    );
    refuses(parse(&with(least(), "features", json!({ "edit": "no" }))), "features.edit", "\"no\"");
    refuses(parse(&with(least(), "features", json!(["edit"]))), "features", "a list of 1");
    let warnings = parse(&with(least(), "features", json!({ "threads": true }))).expect("settings").warnings;
    assert_eq!(warnings.len(), 1, "a name that nothing knows is most likely misspelt");
}

fn asking(value: &Value, id: &str) -> Result<String, WireError> {
    let overrides = Overrides { asked_workspace: Some(id.into()), ..Overrides::default() };
    Config::parse_with(&value.to_string(), overrides).map(|config| config.workspace_id)
}

#[test]
fn the_address_selects_a_workspace_only_if_the_settings_allow_it() {
    let own = with(least(), "workspaceId", json!("own"));
    assert_eq!(asking(&own, "other").as_deref(), Ok("own"), "an address that means nothing changes nothing");
    let list = with(own.clone(), "workspaces", json!(["own", "other"]));
    assert_eq!(asking(&list, "other").as_deref(), Ok("other"));
    refuses(asking(&list, "third"), "workspaces", "a list of 2");
    let pattern = with(own.clone(), "workspaces", json!("team-*-x"));
    assert_eq!(asking(&pattern, "team-7-x").as_deref(), Ok("team-7-x"));
    for wrong in ["team--x", "team-7", "a-team-7-x", "team-x"] {
        refuses(asking(&pattern, wrong), "workspaces", "\"team-*-x\"");
    }
    for wrong in [json!("team"), json!(7)] {
        assert!(asking(&with(own.clone(), "workspaces", wrong), "team").is_err());
    }
}

#[test]
fn a_workspace_may_have_a_name() {
    let name = |value: Value| parse(&with(least(), "workspaceName", value)).expect("settings").workspace_name;
    assert_eq!(name(json!(" Team\u{202e} A ")).as_deref(), Some("Team A"));
    assert_eq!(name(Value::Null), None);
    refused("workspaceName", json!("\u{200b}"), "\"\u{200b}\"");
    refused("workspaceName", json!(7), "7");
}

#[test]
fn a_language_is_a_tag() {
    for tag in ["de", "en-GB", "zh-Hant-TW", "gsw", "de-CH-1996", "ar-u-nu-latn"] {
        assert_eq!(parse(&with(least(), "locale", json!(tag))).expect("settings").locale.as_deref(), Some(tag));
    }
    for wrong in ["", "en_US", "e", "languages", "de-", "-de", "1a", "de CH", "déu"] {
        refused("locale", json!(wrong), &format!("\"{wrong}\""));
    }
}

#[test]
fn a_theme_is_one_of_three() {
    for (name, theme) in [("light", Theme::Light), ("dark", Theme::Dark), ("system", Theme::System)] {
        assert_eq!(parse(&with(least(), "theme", json!(name))).expect("settings").theme, Some(theme));
    }
    refused("theme", json!("auto"), "\"auto\"");
    refused("theme", json!(""), "\"\"");
}

#[test]
fn the_delivered_file_is_read_once_its_placeholders_are_filled_in() {
    let delivered: Value = serde_json::from_str(include_str!("../../public/config.json")).expect("JSON");
    let filled = with(with(delivered.clone(), "pusher.key", json!("abc123")), "pusher.cluster", json!("ap2"));
    assert_eq!(parse(&filled).expect("settings").warnings, []);
    refuses(parse(&delivered), "pusher.key", "\"your-pusher-key\"");
    refuses(parse(&without(delivered, "pusher")), "pusher", "nothing");
}

/// Settings of a document, each laid over the least that there has to be.
fn documented<'a>(examples: impl Iterator<Item = &'a str>) -> Vec<Config> {
    let read = |example: &str| {
        let value: Value = serde_json::from_str(example).expect("JSON");
        let fields = value.as_object().expect("an object").clone();
        let config = fields.into_iter().fold(least(), |all, (name, value)| with(all, &name, value));
        let config = parse(&config).expect("settings");
        assert_eq!(config.warnings, []);
        config
    };
    examples.map(read).collect()
}

#[test]
fn the_documents_show_settings_that_are_taken() {
    let readme = include_str!("../../README.md");
    let start = readme.find("    {\n      \"pusher\"").expect("the README shows config.json");
    let end = start + readme[start..].find("\n    }\n").expect("its end") + "\n    }".len();
    assert_eq!(documented(std::iter::once(&readme[start..end]))[0].workspace_id, "my-team");

    let blocks =
        |document: &'static str| document.split("```json\n").skip(1).filter_map(|rest| rest.split("```").next());
    let hosting = documented(blocks(include_str!("../../docs/hosting.md")));
    assert_eq!(hosting.len(), 3);
    assert_eq!(hosting[2].frame_ancestors, ["https://intranet.example"]);
    assert_eq!(
        documented(blocks(include_str!("../../docs/embedding.md")))[0].frame_ancestors,
        hosting[2].frame_ancestors
    );
}

#[test]
fn what_the_page_around_sets_goes_before_the_settings() {
    let parse = |workspace: Option<&str>, channel: Option<&str>| {
        let overrides = Overrides {
            workspace: workspace.map(str::to_owned),
            channel: channel.map(str::to_owned),
            ..Overrides::default()
        };
        let settings = with(
            least(),
            "channels",
            json!([{ "id": "general", "name": "General" }, { "id": "random", "name": "Random" }]),
        );
        Config::parse_with(&settings.to_string(), overrides)
    };
    let config = parse(Some("acme"), Some("random")).expect("settings");
    assert_eq!(config.pusher_channel(), "presence-workspace-acme");
    assert_eq!((&*config.opens, config.channels.len()), ("random", 2));
    let config = parse(None, Some("support-42")).expect("settings");
    assert_eq!((&*config.opens, &*config.channels[2].name), ("support-42", "support-42"));
    assert_eq!(&*parse(None, Some("")).expect("settings").opens, "general");
    assert_eq!(parse(Some("no good"), None).expect_err("a space").field, "workspaceId");
}
