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
fn other_options_go_through_as_they_are() {
    let value =
        json!({ "cluster": "eu", "activityTimeout": 30_000, "enabledTransports": ["ws"], "nested": { "a": [null] } });
    assert_eq!(options(with(value.clone(), "key", json!("k"))), value);
    assert_eq!(options(json!({ "key": "k", "cluster": "eu", "wsPath": null })), json!({ "cluster": "eu" }));
}

#[test]
fn a_secret_in_the_page_is_refused_and_not_shown() {
    let error = parse(&with(least(), "pusher.secret", json!("s3cr3t"))).expect_err("a secret");
    assert_eq!(error.field, "pusher.secret");
    assert!(!error.to_string().contains("s3cr3t"), "{error}");
}
