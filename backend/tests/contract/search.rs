//! `GET /api/messages/search` (extension `search`).

use serde_json::{Value, json};

use crate::support::{Answer, Backend, Caller, Folder, Kind};

/// Searches with a query that is text, and further parameters such as `&limit=2`.
async fn search(person: &Caller, words: &str, more: &str) -> Answer {
    let q: String = words.bytes().map(|byte| format!("%{byte:02X}")).collect();
    person.get(&format!("/api/messages/search?workspaceId=demo-workspace&q={q}{more}")).await
}

async fn found(person: &Caller, words: &str, more: &str) -> Vec<String> {
    contents(&search(person, words, more).await.ok())
}

fn contents(answer: &Value) -> Vec<String> {
    let messages = answer["messages"].as_array().expect("messages");
    messages.iter().map(|message| message["content"].as_str().expect("content").to_owned()).collect()
}

async fn backend() -> (Backend, Caller, Caller) {
    let backend = Backend::start(&["--rate", "1000", "--channel", "general", "--channel", "news"]).await;
    let (ada, grace) = (backend.person("Ada").await, backend.person("Grace").await);
    (backend, ada, grace)
}

fn folds_all() -> bool {
    Kind::of_this_run() == Kind::Sqlite
}

#[tokio::test]
async fn every_word_is_a_piece_of_the_message_newest_first() {
    let (backend, ada, grace) = backend().await;
    let folds = backend.stranger().get("/api/capabilities").await.ok()["search"].take();
    let expected =
        if folds_all() { json!({ "folds": ["case", "accents", "width"] }) } else { json!({ "folds": ["case"] }) };
    assert_eq!(folds, expected);
    ada.say("The deployment is done").await;
    grace.say("deploy on friday?").await;
    ada.say_in("news", "We DEPLOYED on Friday").await;
    assert_eq!(found(&ada, "PLOY", "").await, ["We DEPLOYED on Friday", "deploy on friday?", "The deployment is done"]);
    // Anywhere, in any order, short words as well.
    assert_eq!(found(&ada, "friday on deploy", "").await, ["We DEPLOYED on Friday", "deploy on friday?"]);
    assert_eq!(found(&ada, "e", "").await.len(), 3);
    assert!(found(&ada, "deploy monday", "").await.is_empty());
    assert_eq!(found(&ada, "deploy", "&channelId=news").await, ["We DEPLOYED on Friday"]);
    assert_eq!(found(&ada, "deploy", &format!("&senderId={}", grace.id)).await, ["deploy on friday?"]);
    let answer = search(&ada, "deploy", &format!("&senderId={}&channelId=general", ada.id)).await.ok();
    let stored = &ada.history("").await["messages"][0];
    assert_eq!(answer, json!({ "messages": [stored], "hasMore": false }));
}

#[tokio::test]
async fn pages_follow_one_another_also_after_a_deletion() {
    let (_backend, ada, _) = backend().await;
    for number in 1..=5 {
        ada.say_in(if number % 2 == 0 { "news" } else { "general" }, &format!("number {number}")).await;
    }
    let mut page = search(&ada, "number", "&limit=2").await.ok();
    assert_eq!((contents(&page), page["hasMore"].as_bool()), (vec!["number 5".into(), "number 4".into()], Some(true)));
    // The last of a page is a place also when it is gone.
    ada.delete_message(&page["messages"][1]).await;
    let before = format!("&limit=2&before={}", page["messages"][1]["id"].as_str().unwrap());
    page = search(&ada, "number", &before).await.ok();
    assert_eq!((contents(&page), page["hasMore"].as_bool()), (vec!["number 3".into(), "number 2".into()], Some(true)));
    let before = format!("&limit=2&before={}", page["messages"][1]["id"].as_str().unwrap());
    page = search(&ada, "number", &before).await.ok();
    assert_eq!((contents(&page), page["hasMore"].as_bool()), (vec!["number 1".into()], Some(false)));
}

#[tokio::test]
async fn edits_and_deletions_are_known_at_once() {
    let (_backend, ada, _) = backend().await;
    let message = ada.say("a typo: teh end").await;
    ada.edit(&message, "no typo: the end").await;
    assert!(found(&ada, "teh", "").await.is_empty());
    assert_eq!(found(&ada, "the end", "").await, ["no typo: the end"]);
    assert_eq!(found(&ada, "no", "").await, ["no typo: the end"]);
    ada.delete_message(&message).await;
    for words in ["the end", "no", "typo"] {
        assert!(found(&ada, words, "").await.is_empty(), "{words:?}");
    }
}

#[tokio::test]
async fn nothing_that_is_typed_has_a_meaning() {
    let (_backend, ada, _) = backend().await;
    for text in
        ["100% of a_b", "say \"hi\" * 2", "f(x) = [a-z]+ \\d $1 ^2", "NEAR OR AND NOT", "it''s; DROP TABLE messages"]
    {
        ada.say(text).await;
    }
    for (words, count) in [
        ("%", 1),
        ("_", 1),
        ("0%", 1),
        ("a_b", 1),
        ("a%b", 0),
        ("aXb", 0),
        ("\"", 1),
        ("\"hi\"", 1),
        ("\"\"", 0),
        ("*", 1),
        ("hi*", 0),
        (".*", 0),
        ("f(x)", 1),
        ("f.x.", 0),
        ("[a-z]+", 1),
        ("\\d", 1),
        ("$1", 1),
        ("^2", 1),
        ("(", 1),
        ("[", 1),
        ("NEAR", 1),
        ("near or", 1),
        ("DROP TABLE", 1),
        ("';", 0),
        ("''s;", 1),
        ("-x", 0),
        ("folded:x", 0),
    ] {
        assert_eq!(found(&ada, words, "").await.len(), count, "{words:?}");
    }
}

#[tokio::test]
async fn any_script_is_found_from_one_character_on() {
    let (_backend, ada, _) = backend().await;
    for text in ["今天天气很好", "회의는 한국에서", "party 🎉 tonight", "हिन्दी में", "İstanbul'da ışık"]
    {
        ada.say(text).await;
    }
    for (words, text) in [
        ("气", "今天天气很好"),
        ("天气很", "今天天气很好"),
        ("한국", "회의는 한국에서"),
        ("🎉", "party 🎉 tonight"),
        ("हिन्दी", "हिन्दी में"),
        ("İstanbul", "İstanbul'da ışık"),
        ("ışık", "İstanbul'da ışık"),
    ] {
        assert_eq!(found(&ada, words, "").await, [text], "{words:?}");
    }
}

#[tokio::test]
async fn case_accents_and_width_do_not_count_if_the_backend_says_so() {
    let (_backend, ada, _) = backend().await;
    for text in ["Un Café", "CAFE\u{301}", "ｃａｆｅ", "Straße", "IŞIK"] {
        ada.say(text).await;
    }
    if folds_all() {
        assert_eq!(found(&ada, "cafe", "").await, ["ｃａｆｅ", "CAFE\u{301}", "Un Café"]);
        assert_eq!(found(&ada, "café", "").await.len(), 3);
        assert_eq!(found(&ada, "STRASSE", "").await, ["Straße"]);
        assert_eq!(found(&ada, "ışık", "").await, ["IŞIK"]);
    } else {
        assert_eq!(found(&ada, "CAFÉ", "").await, ["Un Café"]);
    }
}

#[tokio::test]
async fn what_cannot_be_searched_for_is_named() {
    let (backend, ada, _) = backend().await;
    ada.say("something").await;
    let workspace = "/api/messages/search?workspaceId=demo-workspace";
    let long = "x".repeat(10_000);
    for (more, status, names) in [
        ("", 400, vec!["q is missing"]),
        ("&q=", 400, vec!["q is"]),
        ("&q=%20%0A", 400, vec!["q is"]),
        ("&q=%CC%81", 400, vec!["q is"]),
        (&*format!("&q={long}"), 400, vec!["q has 10000 characters", "1 to 200"]),
        ("&q=a+b+c+d+e+f+g+h+i+j+k", 400, vec!["q has 11 words", "10"]),
        ("&q=x&limit=0", 400, vec!["limit", "\"0\""]),
        ("&q=x&limit=101", 400, vec!["limit"]),
        ("&q=x&before=a/b", 400, vec!["before", "a/b"]),
        ("&q=x&before=unknown", 404, vec!["before", "unknown"]),
        ("&q=x&senderId=", 400, vec!["senderId"]),
        ("&q=x&channelId=%27", 400, vec!["channelId"]),
        ("&q=x&channelId=elsewhere", 404, vec!["channelId", "elsewhere"]),
    ] {
        let answer = ada.get(&format!("{workspace}{more}")).await;
        assert_eq!(answer.status, status, "{more}: {}", answer.text());
        let text = answer.json()["error"].as_str().expect("a text").to_owned();
        assert!(names.iter().all(|name| text.contains(name)), "{more}: {text}");
    }
    assert_eq!(ada.get("/api/messages/search?q=x").await.status, 400);
    assert_eq!(ada.get("/api/messages/search?q=x&workspaceId=others").await.status, 403);
    assert_eq!(backend.stranger().get(&format!("{workspace}&q=x")).await.status, 401);
}

#[tokio::test]
async fn only_channels_that_the_caller_may_read_are_searched() {
    let folder = Folder::new();
    let store = Kind::of_this_run().flags(folder.path());
    let [name, value] = [&*store[0], &*store[1]];
    let both = [name, value, "--channel", "general", "--channel", "closed"];
    let backend = Backend::in_folder(Folder::new(), 9, &both).await;
    let ada = backend.person("Ada").await;
    ada.say("open word").await;
    ada.say_in("closed", "closed word").await;
    assert_eq!(found(&ada, "word", "").await.len(), 2);
    let one = Backend::in_folder(Folder::new(), 9, &[name, value, "--channel", "general"]).await;
    let ada = one.person("Ada").await;
    assert_eq!(found(&ada, "word", "").await, ["open word"]);
    assert_eq!(search(&ada, "word", "&channelId=closed").await.status, 404);
}

#[tokio::test]
async fn it_has_a_separate_limit() {
    let backend = Backend::start(&["--rate", "1"]).await;
    let ada = backend.person("Ada").await;
    let answers = futures_util::future::join_all([0, 1, 2].map(async |_| search(&ada, "x", "").await)).await;
    let refused: Vec<&Answer> = answers.iter().filter(|answer| answer.status != 200).collect();
    assert_eq!(refused.len(), 1);
    assert_eq!((refused[0].status, refused[0].header("retry-after")), (429, "1"));
    ada.say("x").await;
}
