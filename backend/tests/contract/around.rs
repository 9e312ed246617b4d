use serde_json::Value;

use crate::support::{Backend, Caller};

fn id(message: &Value) -> &str {
    message["id"].as_str().unwrap()
}

/// A backend where Ada has said "0" to "9" in #general, and as much elsewhere in between.
async fn ten() -> (Backend, Caller, Vec<Value>) {
    let backend = Backend::start(&["--rate", "1000"]).await;
    let ada = backend.person("Ada").await;
    let mut said = Vec::new();
    for number in 0..10 {
        said.push(ada.say(&number.to_string()).await);
        ada.say_in("random", "elsewhere").await;
    }
    (backend, ada, said)
}

#[tokio::test]
async fn a_message_stands_in_the_middle_of_what_is_around_it_oldest_first() {
    let (_backend, ada, said) = ten().await;
    let around = |limit: u32| format!("&around={}&limit={limit}", id(&said[5]));
    assert_eq!(ada.contents(&around(5)).await, ["3", "4", "5", "6", "7"]);
    // Of an even number, the one that is left over comes before it.
    assert_eq!(ada.contents(&around(4)).await, ["3", "4", "5", "6"]);
    assert_eq!(ada.contents(&around(2)).await, ["4", "5"]);
    assert_eq!(ada.contents(&around(1)).await, ["5"]);
    let page = ada.history(&around(5)).await;
    assert_eq!((&page["success"], page.get("hasMore")), (&true.into(), None));
    let newest = ada.history("&limit=5").await;
    assert_eq!(page["messages"][2], newest["messages"][0], "it is the same message as on any other page");
}

#[tokio::test]
async fn at_an_end_of_the_channel_there_is_less_on_that_side() {
    let (_backend, ada, said) = ten().await;
    let around = |at: usize| format!("&around={}&limit=5", id(&said[at]));
    assert_eq!(ada.contents(&around(0)).await, ["0", "1", "2"]);
    assert_eq!(ada.contents(&around(1)).await, ["0", "1", "2", "3"]);
    assert_eq!(ada.contents(&around(9)).await, ["7", "8", "9"]);
    let whole = format!("&around={}&limit=100", id(&said[4]));
    assert_eq!(ada.contents(&whole).await.len(), 10);
}

#[tokio::test]
async fn among_messages_of_one_millisecond_the_right_ones_are_around_it() {
    let backend = Backend::start(&["--rate", "1000"]).await;
    let ada = backend.person("Ada").await;
    let burst: Vec<String> = (0..60).map(|number| number.to_string()).collect();
    futures_util::future::join_all(burst.iter().map(|content| ada.say(content))).await;
    let whole = ada.history("&limit=60").await;
    let whole = whole["messages"].as_array().unwrap();
    for at in 3..57 {
        let page = ada.history(&format!("&around={}&limit=7", id(&whole[at]))).await;
        assert_eq!(page["messages"].as_array().unwrap()[..], whole[at - 3..=at + 3]);
    }
}
