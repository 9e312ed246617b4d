//! Who is online.

use collabspace_chat::wire::presence::{Roster, member, roster};
use serde_json::json;

use crate::support::refuses;

#[test]
fn everybody_and_the_visitor_arrive() {
    let json = json!({
        "members": {
            "u1": { "name": "Ada", "email": "ada@team.example", "avatar": "https://p.example/a.png" },
            "u2": { "name": "Grace", "email": "grace@team.example", "avatar": "" },
        },
        "me": { "id": "u2", "info": { "name": "Grace", "email": "grace@team.example" } },
    });
    let Roster { me, people, .. } = roster(&json.to_string()).expect("members");
    assert_eq!(me.map(|me| (me.id.to_string(), me.name.to_string())), Some(("u2".into(), "Grace".into())));
    let shown: Vec<_> = people.iter().map(|one| (&*one.id, &*one.name, one.avatar.as_deref())).collect();
    assert_eq!(shown, [("u1", "Ada", Some("https://p.example/a.png")), ("u2", "Grace", None)]);
}

#[test]
fn without_a_name_the_mailbox_is_shown_then_the_id() {
    let name = |info: serde_json::Value| {
        let member = member(&json!({ "id": "u1", "info": info }).to_string()).expect("a member");
        member.name.to_string()
    };
    assert_eq!(name(json!({ "name": "Ada", "email": "countess@team.example" })), "Ada");
    assert_eq!(name(json!({ "name": "", "email": "ada@team.example" })), "ada");
    assert_eq!(name(json!({ "name": 5, "email": "ada@team.example" })), "ada");
    assert_eq!(name(json!({ "email": "no address" })), "no address");
    assert_eq!(name(json!({ "email": "@team.example" })), "u1");
    assert_eq!(name(json!({ "email": ["ada"] })), "u1");
    assert_eq!(name(json!({})), "u1");
    assert_eq!(name(json!(null)), "u1");
    assert_eq!(name(json!("Ada")), "u1");
}

#[test]
fn an_unreadable_member_loses_no_other_member() {
    let json = json!({
        "members": { "u1": "Ada", "u2": { "name": "Grace" }, "u3": null, "u4": [], " ": { "name": "Nobody" } },
        "me": { "id": "u2", "info": 7 },
    });
    let roster = roster(&json.to_string()).expect("members");
    let shown: Vec<_> = roster.people.iter().map(|one| &*one.name).collect();
    assert_eq!(shown, ["u1", "Grace", "u3", "u4"]);
    assert_eq!(roster.me.as_ref().map(|me| &*me.id), Some("u2"));
    let fields: Vec<_> = roster.errors.iter().map(|error| (error.field.as_str(), error.holds.as_str())).collect();
    assert_eq!(
        fields,
        [("members", "\" \""), ("members.u1", "\"Ada\""), ("members.u4", "a list of 0"), ("me.info", "7")]
    );
}

#[test]
fn an_unreadable_me_loses_no_other_member() {
    for me in [json!({ "info": {} }), json!("u1"), json!({ "id": "" }), json!([])] {
        let roster = roster(&json!({ "members": { "u1": {} }, "me": me }).to_string()).expect("members");
        assert_eq!((roster.me, roster.people.len(), roster.errors.len()), (None, 1, 1), "{me}");
    }
    for json in [json!({ "members": { "u1": {} }, "me": null }), json!({ "members": { "u1": {} } })] {
        let roster = roster(&json.to_string()).expect("members");
        assert_eq!((roster.me, roster.people.len(), roster.errors), (None, 1, vec![]));
    }
}

#[test]
fn without_members_it_is_no_list() {
    refuses(roster("{}"), "members", "nothing");
    refuses(roster("{\"members\":null}"), "members", "nothing");
    refuses(roster("{\"members\":[\"u1\"]}"), "members", "a list of 1");
    refuses(roster("[]"), "the text", "a list of 0");
}

#[test]
fn a_member_needs_an_id() {
    assert_eq!(&*member("{\"id\":7,\"info\":{\"name\":\"Ada\"}}").expect("a member").id, "7");
    refuses(member("{\"info\":{\"name\":\"Ada\"}}"), "id", "nothing");
    refuses(member("{\"id\":{}}"), "id", "an object");
    refuses(member("null"), "the text", "nothing");
}

#[test]
fn a_name_of_ten_thousand_characters_is_cut() {
    let json = json!({ "id": "u1", "info": { "name": "n".repeat(10_240) } });
    assert_eq!(member(&json.to_string()).expect("a member").name.chars().count(), 81);
    let long_id = "i".repeat(10_240);
    let member = member(&json!({ "id": long_id }).to_string()).expect("a member");
    assert_eq!((member.id.len(), member.name.chars().count()), (10_240, 81));
}
