use serde_json::Value;

use crate::support::Backend;

fn id(message: &Value) -> &str {
    message["id"].as_str().unwrap()
}

#[tokio::test]
async fn what_came_after_a_message_comes_oldest_first_and_says_whether_there_is_more() {
    let backend = Backend::start(&[]).await;
    let ada = backend.person("Ada").await;
    let first = ada.say("0").await;
    for number in 1..6 {
        ada.say(&number.to_string()).await;
        ada.say_in("random", "elsewhere").await;
    }
    let after = format!("&after={}", id(&first));
    let page = ada.history(&format!("{after}&limit=3")).await;
    assert_eq!(page["hasMore"], true);
    assert_eq!(ada.contents(&format!("{after}&limit=3")).await, ["1", "2", "3"]);
    let third = &page["messages"][2];
    let rest = format!("&after={}&limit=2", id(third));
    assert_eq!(ada.contents(&rest).await, ["4", "5"]);
    let page = ada.history(&rest).await;
    assert_eq!((&page["success"], &page["hasMore"]), (&true.into(), &false.into()));
}

#[tokio::test]
async fn after_the_newest_there_is_nothing() {
    let backend = Backend::start(&[]).await;
    let ada = backend.person("Ada").await;
    let newest = ada.say("last").await;
    let page = ada.history(&format!("&after={}", id(&newest))).await;
    assert_eq!((&page["messages"], &page["hasMore"]), (&Value::Array([].into()), &false.into()));
}

#[tokio::test]
async fn messages_of_one_millisecond_are_neither_lost_nor_doubled() {
    let backend = Backend::start(&["--rate", "1000"]).await;
    let ada = backend.person("Ada").await;
    let first = ada.say("start").await;
    let burst: Vec<String> = (0..60).map(|number| number.to_string()).collect();
    futures_util::future::join_all(burst.iter().map(|content| ada.say(content))).await;
    let mut at = id(&first).to_owned();
    let mut seen = Vec::new();
    loop {
        let page = ada.history(&format!("&after={at}&limit=7")).await;
        let messages = page["messages"].as_array().unwrap();
        seen.extend(messages.iter().map(|message| id(message).to_owned()));
        at = seen.last().unwrap().clone();
        if page["hasMore"] == false {
            break;
        }
    }
    let whole = ada.history("&limit=60").await;
    let whole: Vec<String> = whole["messages"].as_array().unwrap().iter().map(|m| id(m).to_owned()).collect();
    assert_eq!(seen, whole);
}
