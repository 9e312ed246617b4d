//! Arbitrary JSON: nothing panics, every error can be shown, and nothing that is readable is lost.

use collabspace_chat::wire::config::Config;
use collabspace_chat::wire::{WireError, answers, events, message, presence, record};
use proptest::prelude::*;
use serde_json::{Map, Value, json};

use crate::support::{assert_presentable, whole_message};

/// The names that the readers look for, so that arbitrary objects get far into them.
const NAMES: &[&str] = &[
    "id",
    "content",
    "senderId",
    "senderName",
    "senderAvatar",
    "channelId",
    "createdAt",
    "clientId",
    "truncated",
    "userId",
    "userName",
    "isTyping",
    "members",
    "me",
    "info",
    "name",
    "email",
    "avatar",
    "success",
    "messages",
    "message",
    "hasMore",
    "version",
    "features",
    "channels",
    "topic",
    "unread",
    "error",
    "v",
    "channel",
    "text",
    "anchor",
    "at",
    "refused",
    "pusher",
    "key",
    "cluster",
    "wsHost",
    "wsPort",
    "api",
    "baseUrl",
    "headers",
    "loginUrl",
    "workspaceId",
    "channelPattern",
    "events",
    "pageSize",
    "locale",
    "strings",
    "theme",
];

fn name() -> impl Strategy<Value = String> {
    prop_oneof![8 => prop::sample::select(NAMES).prop_map(str::to_owned), 1 => any::<String>()]
}

fn json_value() -> impl Strategy<Value = Value> {
    let text = prop_oneof![
        any::<String>(),
        Just("2026-11-23T12:41:25.123Z".to_owned()),
        Just("presence-x".to_owned()),
        Just("/api".to_owned()),
    ];
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        text.prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 64, 12, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::vec((name(), inner), 0..12)
                .prop_map(|fields| Value::Object(fields.into_iter().collect::<Map<_, _>>())),
        ]
    })
}

/// Hands a text to every reader, and looks at every error.
fn read_by_all(text: &str) {
    let mut errors: Vec<WireError> = Vec::new();
    errors.extend(answers::posted(text).err());
    errors.extend(answers::me(text).err());
    errors.extend(answers::channels(text).err());
    match events::data_of_all(&format!("[{text}]")) {
        Ok(all) => {
            errors.extend(all.iter().filter_map(|data| events::whole_message(data, &mut Vec::new()).err()));
            errors.extend(all.iter().filter_map(|data| events::typing(data).err()));
        }
        Err(error) => errors.push(error),
    }
    errors.extend(presence::member(text).err());
    errors.extend(record::record_from_json(text).err());
    errors.extend(answers::page(text).map_or_else(|error| vec![error], |(_, errors)| errors));
    errors.extend(presence::roster(text).map_or_else(|error| vec![error], |roster| roster.errors));
    errors.extend(Config::parse(text).map_or_else(|error| vec![error], |config| config.warnings));
    errors.iter().for_each(assert_presentable);
    let words = answers::error_words(text);
    assert!(words.chars().count() <= 300 && !words.contains(char::is_control), "{words:?}");
    let _ = answers::features(text);
}

/// A field's value that a message can have.
fn good_message() -> impl Strategy<Value = Value> {
    let id = prop_oneof!["[a-z0-9]{1,24}".prop_map(Value::from), (0_u32..).prop_map(Value::from)];
    (id.clone(), any::<String>(), id, json_value()).prop_map(|(id, content, sender, extra)| {
        let mut message = whole_message();
        message["id"] = id;
        message["content"] = content.into();
        message["senderId"] = sender;
        message["senderName"] = extra.clone();
        message["senderAvatar"] = extra.clone();
        message["clientId"] = extra.clone();
        message["extra"] = extra;
        message
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_json_panics(value in json_value()) {
        read_by_all(&value.to_string());
    }

    #[test]
    fn no_text_panics(text in any::<String>()) {
        read_by_all(&text);
    }

    #[test]
    fn no_escape_panics(text in r#"[{\[:, "]{0,4}"([\\ud8cf0"aЖ😀+]{0,24})"[}\] ]{0,3}"#) {
        read_by_all(&text);
    }

    #[test]
    fn no_damage_to_good_json_panics(value in json_value(), at in any::<prop::sample::Index>(), with in any::<char>()) {
        let text = json!({ "messages": [whole_message(), value] }).to_string();
        let mut characters: Vec<char> = text.chars().collect();
        let at = at.index(characters.len());
        characters[at] = with;
        read_by_all(&characters.iter().collect::<String>());
        read_by_all(&text.chars().take(at).collect::<String>());
    }

    #[test]
    fn every_readable_message_of_a_page_arrives(
        list in prop::collection::vec(prop_oneof![good_message(), json_value()], 0..20)
    ) {
        let readable: Vec<_> = list.iter().filter_map(|value| message::message(value, "", &mut Vec::new()).ok()).collect();
        let (page, errors) = answers::page(&json!({ "messages": list }).to_string()).expect("a page");
        prop_assert_eq!(page.count, list.len());
        prop_assert_eq!(errors.len(), list.len() - readable.len());
        prop_assert_eq!(page.messages, readable);
    }

    #[test]
    fn a_message_that_has_what_it_needs_is_readable(value in good_message()) {
        let read = message::message(&value, "", &mut Vec::new()).map_err(|error| TestCaseError::fail(error.to_string()))?;
        let content = value["content"].as_str().expect("a text");
        let kept: String = content.chars().filter(|c| !c.is_control()).collect();
        let shown: String = read.text().chars().filter(|c| !c.is_control()).collect();
        prop_assert_eq!(shown, kept);
        prop_assert!(!read.author.name.is_empty());
    }

    #[test]
    fn half_characters_lose_nothing_but_themselves(units in prop::collection::vec(any::<u16>(), 0..40)) {
        // As JSON.stringify writes a text, and as JavaScript reads one.
        let escaped: String = units.iter().map(|unit| format!("\\u{unit:04x}")).collect();
        let expected: String =
            char::decode_utf16(units).map(|c| c.unwrap_or('\u{fffd}')).filter(|c| !c.is_control()).collect();
        let json = whole_message().to_string().replace("Hello, Ada", &escaped);
        let data = events::data_of_all(&format!("[{json}]")).map_err(|error| TestCaseError::fail(error.to_string()))?;
        let (_, read) = events::whole_message(&data[0], &mut Vec::new()).map_err(|error| TestCaseError::fail(error.to_string()))?;
        let shown: String = read.text().chars().filter(|c| !c.is_control()).collect();
        prop_assert_eq!(shown, expected);
    }

    #[test]
    fn every_member_arrives(members in prop::collection::btree_map("[a-z]{1,8}", json_value(), 0..20), me in json_value()) {
        let json = json!({ "members": members, "me": me }).to_string();
        let people = presence::roster(&json).map_err(|error| TestCaseError::fail(error.to_string()))?.people;
        let ids: Vec<_> = people.iter().map(|one| one.id.to_string()).collect();
        prop_assert_eq!(ids, members.keys().cloned().collect::<Vec<_>>());
        prop_assert!(people.iter().all(|one| !one.name.is_empty()));
    }
}
