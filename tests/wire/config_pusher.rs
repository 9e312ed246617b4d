//! `config.json`: the Pusher app.

use serde_json::{Value, json};

use crate::config::{least, parse, refused};
use crate::support::{refuses, with};

fn pusher(value: Value) -> Value {
    with(least(), "pusher", value)
}

fn options(value: Value) -> Value {
    Value::Object(parse(&pusher(value)).expect("settings").pusher.options)
}

#[test]
fn the_key_has_no_default() {
    for key in [json!(""), json!(" "), json!("a b"), json!("a/b"), json!("a?b"), json!("schlüssel")] {
        let holds = key.to_string();
        refuses(parse(&pusher(json!({ "key": key, "cluster": "ap2" }))), "pusher.key", &holds);
    }
    refuses(parse(&pusher(json!({ "cluster": "ap2" }))), "pusher.key", "nothing");
    refuses(parse(&pusher(json!({ "key": null, "cluster": "ap2" }))), "pusher.key", "nothing");
    refuses(parse(&pusher(json!({ "key": 278, "cluster": "ap2" }))), "pusher.key", "278");
    refuses(parse(&json!({})), "pusher", "nothing");
    assert_eq!(parse(&pusher(json!({ "key": " abc123\n", "cluster": "ap2" }))).expect("settings").pusher.key, "abc123");
}

#[test]
fn the_cluster_or_a_host_has_to_be_there() {
    for value in [json!({ "key": "k" }), json!({ "key": "k", "cluster": null }), json!({ "key": "k", "wsHost": null })]
    {
        refuses(parse(&pusher(value)), "pusher.cluster", "nothing");
    }
    refuses(parse(&pusher(json!({ "key": "k", "cluster": "", "wsHost": "" }))), "pusher.cluster", "\"\"");
    assert_eq!(options(json!({ "key": "k", "cluster": "eu", "wsHost": "" })), json!({ "cluster": "eu" }));
    assert_eq!(options(json!({ "key": "k", "cluster": "", "wsHost": "h" })), json!({ "wsHost": "h" }));
    assert_eq!(options(json!({ "key": "k", "cluster": " eu " })), json!({ "cluster": "eu" }));
    let both = json!({ "cluster": "eu", "wsHost": "chat.example" });
    assert_eq!(options(with(both.clone(), "key", json!("k"))), both);
}

#[test]
fn what_the_delivered_file_holds_is_to_be_filled_in() {
    for (value, field) in [
        (json!({ "key": "your-pusher-key", "cluster": "ap2" }), "pusher.key"),
        (json!({ "key": "k", "cluster": "your-pusher-cluster" }), "pusher.cluster"),
    ] {
        let error = parse(&pusher(value)).expect_err("a placeholder");
        assert_eq!(error.field, field);
        assert!(error.expected.contains("of your Pusher app"), "{error}");
    }
}

#[test]
fn a_cluster_is_a_part_of_a_host_s_name() {
    for (wrong, holds) in
        [(json!("ap2.evil.example/"), "\"ap2.evil.example/\""), (json!("a b"), "\"a b\""), (json!(2), "2")]
    {
        refused("pusher.cluster", wrong, holds);
    }
}

#[test]
fn a_host_is_a_host_alone() {
    for host in ["chat.example", "localhost", "127.0.0.1", "[::1]", "chat_1.internal", "bücher.example"] {
        assert_eq!(options(json!({ "key": "k", "wsHost": host })), json!({ "wsHost": host }));
    }
    for wrong in ["https://chat.example", "chat.example:6001", "chat.example/ws", "::1", "[::1", "[x]", "a b", "a@b"] {
        refused("pusher.wsHost", json!(wrong), &format!("\"{wrong}\""));
    }
    refused("pusher.wsHost", json!(["chat.example"]), "a list of 1");
}

#[test]
fn ports_are_ports() {
    for name in ["pusher.wsPort", "pusher.wssPort"] {
        for (wrong, holds) in [
            (json!(0), "0"),
            (json!(65_536), "65536"),
            (json!(-1), "-1"),
            (json!(80.5), "80.5"),
            (json!("443"), "\"443\""),
        ] {
            refused(name, wrong, holds);
        }
        for port in [1, 65_535] {
            parse(&with(least(), name, json!(port))).expect("settings");
        }
    }
}

#[test]
fn tls_is_on_or_off() {
    refused("pusher.forceTLS", json!("true"), "\"true\"");
    refused("pusher.forceTLS", json!(1), "1");
}

#[test]
fn known_options_go_through_as_they_are() {
    let value = json!({
        "cluster": "eu", "wsHost": "h", "wsPort": 80, "wssPort": 443, "wsPath": "/ws", "forceTLS": true,
        "activityTimeout": 30_000, "pongTimeout": 5_000, "unavailableTimeout": 9_000,
    });
    let config = parse(&pusher(with(value.clone(), "key", json!("k")))).expect("settings");
    assert_eq!(Value::Object(config.pusher.options), value);
    assert_eq!(config.warnings, []);
    assert_eq!(options(json!({ "key": "k", "cluster": "eu", "wsPath": null })), json!({ "cluster": "eu" }));
}

#[test]
fn other_options_never_reach_pusher_js_and_are_named() {
    let value = json!({
        "key": "k", "cluster": "eu", "enableStats": true, "statsHost": "evil.example", "enabledTransports": ["xhr_polling"],
        "authEndpoint": "https://evil.example", "userAuthentication": {}, "httpHost": "evil.example", "nacl": {},
    });
    let config = parse(&pusher(value)).expect("settings");
    assert_eq!(Value::Object(config.pusher.options), json!({ "cluster": "eu" }));
    let mut named: Vec<_> = config.warnings.iter().map(|warning| warning.field.as_str()).collect();
    named.sort_unstable();
    let expected =
        ["authEndpoint", "enableStats", "enabledTransports", "httpHost", "nacl", "statsHost", "userAuthentication"];
    assert_eq!(named, expected.map(|name| format!("pusher.{name}")));
}

#[test]
fn a_path_and_time_outs_are_such() {
    for wrong in ["ws", "/ws?x=1", "/ws#x", "/w s", "//\\"] {
        refused("pusher.wsPath", json!(wrong), &format!("\"{wrong}\""));
    }
    for name in ["pusher.activityTimeout", "pusher.pongTimeout", "pusher.unavailableTimeout"] {
        for (wrong, holds) in
            [(json!(0), "0"), (json!(-1), "-1"), (json!(1.5), "1.5"), (json!("9"), "\"9\""), (json!(1e9), "1000000000")]
        {
            refused(name, wrong, holds);
        }
    }
}

#[test]
fn a_secret_in_the_page_is_refused_and_not_shown() {
    let error = parse(&with(least(), "pusher.secret", json!("s3cr3t"))).expect_err("a secret");
    assert_eq!(error.field, "pusher.secret");
    assert!(!error.to_string().contains("s3cr3t"), "{error}");
}
