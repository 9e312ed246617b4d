//! One Message.

use collabspace_chat::model::message::{Body, Can, Edited, Message, Removal, Version};
use collabspace_chat::model::time::Timestamp;
use collabspace_chat::wire::WireError;
use collabspace_chat::wire::message::{Entry, channel_of, entry, message};
use serde_json::{Value, json};

use crate::support::{no_texts, refuses, whole_message, with, without};

fn read(value: Value) -> Result<Message, WireError> {
    message(&value, "", &mut Vec::new())
}

fn text_of(content: &str) -> String {
    read(with(whole_message(), "content", json!(content))).expect("a message").text().to_owned()
}

fn avatar_of(avatar: Value) -> Option<String> {
    let read =
        read(with(whole_message(), "senderAvatar", avatar)).expect("a picture is never a reason to lose a message");
    read.author.avatar.as_deref().map(str::to_owned)
}

#[test]
fn every_field_arrives() {
    let value = with(with(whole_message(), "clientId", json!("c-1")), "truncated", json!(true));
    let message = read(value).expect("a message");
    assert_eq!(&*message.id, "m1");
    assert_eq!(message.text(), "Hello, Ada");
    assert_eq!(message.created_at, Timestamp(1_795_437_685_123));
    assert_eq!(message.created_at.to_iso(), "2026-11-23T12:41:25.123Z");
    assert_eq!((&*message.author.id, &*message.author.name), ("u1", "Grace"));
    assert_eq!(message.author.avatar.as_deref(), Some("https://pictures.example/grace.png"));
    assert_eq!(message.client_id.as_deref(), Some("c-1"));
    assert!(message.content.is_cut);
}

#[test]
fn the_extensions_may_be_absent() {
    let message = read(whole_message()).expect("a message");
    assert_eq!(message.client_id, None);
    assert!(!message.content.is_cut);
}

#[test]
fn what_is_unknown_is_ignored() {
    let value = with(whole_message(), "mood", json!([{"emoji": "+1", "userId": 7}]));
    assert_eq!(read(value).expect("a message"), read(whole_message()).expect("a message"));
}

#[test]
fn a_required_text_that_is_none_is_named() {
    for (value, holds) in no_texts() {
        refuses(read(with(whole_message(), "content", value.clone())), "content", holds);
        refuses(read(with(whole_message(), "createdAt", value.clone())), "createdAt", holds);
        refuses(read(with(whole_message(), "id", value.clone())), "id", holds);
        refuses(read(with(whole_message(), "senderId", value)), "senderId", holds);
    }
    for name in ["id", "content", "senderId", "createdAt"] {
        refuses(read(without(whole_message(), name)), name, "nothing");
    }
}

#[test]
fn the_path_is_part_of_the_field_s_name() {
    let value = with(whole_message(), "createdAt", json!("yesterday"));
    refuses(message(&value, "messages[3]", &mut Vec::new()), "messages[3].createdAt", "\"yesterday\"");
    refuses(message(&json!("hello"), "messages[3]", &mut Vec::new()), "messages[3]", "\"hello\"");
    refuses(message(&json!([]), "", &mut Vec::new()), "the text", "a list of 0");
}

#[test]
fn ids_may_be_numbers() {
    let value = with(with(whole_message(), "id", json!(42)), "senderId", json!(-7));
    let message = read(value).expect("a message");
    assert_eq!((&*message.id, &*message.author.id), ("42", "-7"));
}

#[test]
fn a_number_that_javascript_would_round_is_no_id() {
    let largest = 9_007_199_254_740_991_u64;
    assert_eq!(&*read(with(whole_message(), "id", json!(largest))).expect("exact").id, "9007199254740991");
    refuses(read(with(whole_message(), "id", json!(largest + 1))), "id", "9007199254740992");
    refuses(read(with(whole_message(), "id", json!(u64::MAX))), "id", "18446744073709551615");
    refuses(read(with(whole_message(), "id", json!(i64::MIN))), "id", "-9223372036854775808");
}

#[test]
fn a_blank_id_is_none() {
    refuses(read(with(whole_message(), "id", json!(""))), "id", "\"\"");
    refuses(read(with(whole_message(), "senderId", json!(" \t"))), "senderId", "\" \"");
}

#[test]
fn an_instant_of_no_calendar_is_refused() {
    for date in
        ["2026-02-30T00:00:00Z", "2026-11-23", "1795437685123", "", "2026-11-23T12:41:25", "２０２６-11-23T12:41:25Z"]
    {
        refuses(read(with(whole_message(), "createdAt", json!(date))), "createdAt", &format!("\"{date}\""));
    }
    refuses(read(with(whole_message(), "createdAt", json!(1_795_437_685_123_u64))), "createdAt", "1795437685123");
}

#[test]
fn what_no_person_types_is_taken_out_of_the_text() {
    assert_eq!(text_of("a\u{0}b\u{7}c\u{1b}[31md\u{9f}"), "abc[31md");
    assert_eq!(text_of("two\r\nlines\tand a tab"), "two\nlines\tand a tab");
    assert_eq!(text_of("👩‍👩‍👧 שלום"), "👩‍👩‍👧 שלום");
}

#[test]
fn markup_is_text() {
    assert_eq!(text_of("<img src=x onerror=alert(1)>"), "<img src=x onerror=alert(1)>");
}

#[test]
fn a_text_of_any_length_arrives_whole() {
    let long = "ж".repeat(100_000);
    assert_eq!(text_of(&long), long);
    assert_eq!(text_of(""), "");
}

#[test]
fn a_text_cut_within_a_character_loses_the_half_character_only() {
    let cut = with(with(whole_message(), "content", json!("party 🎉\u{fffd}")), "truncated", json!(true));
    assert_eq!(read(cut).expect("a message").text(), "party 🎉");
    assert_eq!(text_of("a whole text may end in \u{fffd}"), "a whole text may end in \u{fffd}");
}

#[test]
fn a_sender_without_a_usable_name_is_shown_by_the_id() {
    for name in [json!(""), json!("  \n"), json!("\u{0}"), Value::Null, json!(5), json!(["Grace"])] {
        let message =
            read(with(whole_message(), "senderName", name)).expect("a name is never a reason to lose a message");
        assert_eq!(&*message.author.name, "u1");
    }
    assert_eq!(&*read(without(whole_message(), "senderName")).expect("a message").author.name, "u1");
}

#[test]
fn a_name_is_one_short_line() {
    let name = |name: &str| {
        let message = read(with(whole_message(), "senderName", json!(name))).expect("a message");
        message.author.name.to_string()
    };
    assert_eq!(name(" Grace\n\u{0}  Hopper "), "Grace Hopper");
    let shown = name(&"x".repeat(10_240));
    assert_eq!(shown.chars().count(), 81);
    assert!(shown.ends_with('…'));
}

#[test]
fn only_pictures_at_whole_addresses_of_http_are_kept() {
    for kept in ["https://a.example/p.png", "HTTP://a.example/p.png"] {
        assert_eq!(avatar_of(json!(kept)).as_deref(), Some(kept));
    }
    assert_eq!(avatar_of(json!("  https://a.example/p.png ")).as_deref(), Some("https://a.example/p.png"));
    for dropped in [
        "",
        " ",
        "/logout",
        "avatars/1.png",
        "//cdn.example/1",
        "?id=7:1",
        "\\\\cdn.example\\1",
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        "java\nscript:alert(1)",
        "\u{1}javascript:alert(1)",
        " javascript:alert(1)",
        "data:image/png;base64,AAAA",
        "blob:https://a.example/1",
        "file:///c/secret.png",
        "https://",
        "https:///p.png",
        "https:p.png",
    ] {
        assert_eq!(avatar_of(json!(dropped)), None, "{dropped:?}");
    }
    for (value, _) in no_texts() {
        assert_eq!(avatar_of(value), None);
    }
}

#[test]
fn bad_extras_do_not_lose_the_message() {
    for value in [json!(5), json!([]), json!(""), Value::Null] {
        let value = with(with(whole_message(), "clientId", value.clone()), "truncated", value);
        let message = read(value).expect("a message");
        assert_eq!((message.client_id, message.content.is_cut), (None, false));
    }
}

#[test]
fn the_channel_is_named_absent_or_wrong() {
    let of = |value: Value| channel_of(&with(whole_message(), "channelId", value), "");
    assert_eq!(of(json!("random")).expect("an id").as_deref(), Some("random"));
    assert_eq!(of(json!(3)).expect("an id").as_deref(), Some("3"));
    assert_eq!(of(json!("")).expect("absent"), None);
    assert_eq!(of(Value::Null).expect("absent"), None);
    assert_eq!(channel_of(&without(whole_message(), "channelId"), "").expect("absent"), None);
    // Taking it for the default channel would show the message where it was not written.
    refuses(of(json!({"id": "random"})), "channelId", "an object");
}

#[test]
fn an_error_shows_little_of_what_is_there() {
    let long = format!("line\n\u{0}{}", "y".repeat(1_000_000));
    let error = read(with(whole_message(), "createdAt", json!(long))).expect_err("no instant");
    crate::support::assert_presentable(&error);
    assert!(error.holds.starts_with("\"lineyyy") && error.holds.ends_with("…\""), "{}", error.holds);
}

#[test]
fn everything_that_can_change_arrives() {
    let mut value = whole_message();
    for (name, field) in [
        ("rev", json!(7)),
        ("updatedAt", json!("2026-11-23T12:50:00.000Z")),
        ("editedAt", json!("2026-11-23T12:49:00.000Z")),
        ("replyTo", json!("m0")),
        ("reply", json!({"id": "m0", "senderName": "Linus", "excerpt": "Well", "isDeleted": false})),
        ("reactions", json!([{"emoji": "\u{2764}\u{fe0f}", "userId": 7, "userName": "Ada"}])),
        (
            "attachments",
            json!([{"id": "a1", "type": "image", "url": "/files/a1", "name": "cat.png", "size": 12, "width": 4, "height": 3}]),
        ),
        ("can", json!(["edit"])),
    ] {
        value = with(value, name, field);
    }
    let mut bad = Vec::new();
    let message = message(&value, "", &mut bad).expect("a message");
    assert_eq!(bad, []);
    assert_eq!(message.version, Version::Rev(7), "a count is believed, not a time");
    assert!(matches!(message.content.edited, Some(Edited::At(_))));
    assert_eq!(message.content.reply_to.as_deref(), Some("m0"));
    let reply = message.content.reply.as_ref().expect("it was joined");
    assert_eq!((&*reply.author_name, &*reply.excerpt, reply.is_deleted), ("Linus", "Well", false));
    let reaction = &message.content.reactions[0];
    assert_eq!((&*reaction.emoji, &*reaction.person, reaction.name.as_deref()), ("\u{2764}", "7", Some("Ada")));
    let file = &message.content.attachments[0];
    assert_eq!((&*file.url, file.size, file.dimensions), ("/files/a1", Some(12), Some((4, 3))));
    assert_eq!(message.can, Some(Can { edit: true, delete: false }));
}

#[test]
fn a_bad_optional_field_costs_that_field_and_names_it() {
    for (name, field, path, holds) in [
        ("rev", json!(-1), "m.rev", "-1"),
        ("editedAt", json!("soon"), "m.editedAt", "\"soon\""),
        ("replyTo", json!([]), "m.replyTo", "a list of 0"),
        ("reply", json!(5), "m.reply", "5"),
        ("reactions", json!("+1"), "m.reactions", "\"+1\""),
        ("reactions", json!([{"emoji": "", "userId": 7}]), "m.reactions[0].emoji", "\"\""),
        ("attachments", json!([{"url": "javascript:alert(1)"}]), "m.attachments[0].url", "\"javascript:alert(1)\""),
        ("can", json!("edit"), "m.can", "\"edit\""),
    ] {
        let mut bad = Vec::new();
        let read = message(&with(whole_message(), name, field), "m", &mut bad).expect("the message itself is there");
        assert_eq!(read, self::read(whole_message()).expect("a message"), "{path}");
        let [error] = &bad[..] else { panic!("{path}: {bad:?}") };
        assert_eq!((error.field.as_str(), error.holds.as_str()), (path, holds));
    }
}

#[test]
fn what_this_page_cannot_show_is_never_text() {
    for value in [
        with(whole_message(), "kind", json!("poll")),
        with(whole_message(), "encrypted", json!({"v": 1})),
        without(with(whole_message(), "kind", json!("poll")), "content"),
    ] {
        let message = read(value).expect("a message");
        assert_eq!((&message.content.body, message.text()), (&Body::Unknown, ""));
    }
}

#[test]
fn a_deleted_message_needs_no_more_than_its_id() {
    let deleted = entry(&json!({"id": "m1", "isDeleted": true}), "", &mut Vec::new()).expect("a place");
    assert_eq!(deleted, Entry::Deleted(Removal { id: "m1".into() }));
}
