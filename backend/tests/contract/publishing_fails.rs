use std::time::Duration;

use serde_json::json;
use tokio::net::{TcpListener, TcpStream};
use tokio::time::timeout;

use crate::support::{Backend, Sockudo, Subscriber, free_port};

/// Below what the page would wait, with room for a busy machine.
const SOON: Duration = Duration::from_secs(10);

#[tokio::test]
async fn with_no_server_the_message_is_stored_and_the_caller_gets_the_answer() {
    let backend = Backend::start(&[]).await;
    let ada = backend.person("Ada").await;
    let posted = timeout(SOON, ada.say("stored")).await.expect("an answer soon");
    assert_eq!(ada.history("").await["messages"][0]["id"], posted["id"]);
    let typing = json!({ "workspaceId": "demo-workspace", "channelId": "general", "isTyping": true });
    let answer = timeout(SOON, ada.post("/api/messages/typing", typing)).await;
    assert_eq!(answer.expect("an answer soon").ok(), json!({ "success": true }));
}

#[tokio::test]
async fn a_server_that_never_answers_delays_no_one() {
    // It accepts connections, by the system's queue, and reads nothing.
    let silent = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let backend = Backend::with_pusher_at(silent.local_addr().unwrap().port(), &[]).await;
    let ada = backend.person("Ada").await;
    let say_all = async {
        for number in 0..15 {
            ada.say(&number.to_string()).await;
        }
    };
    timeout(SOON, say_all).await.expect("fifteen answers soon");
    assert_eq!(backend.rows().await.len(), 15);
}

#[tokio::test]
async fn once_the_server_is_there_events_flow_again() {
    let port = free_port();
    let backend = Backend::with_pusher_at(port, &[]).await;
    let ada = backend.person("Ada").await;
    ada.say("while it was away").await;
    let sockudo = Sockudo::start_at(port).await;
    let mut subscriber = Subscriber::new(port, &ada).await;
    ada.say("and now").await;
    // The first may be delivered late, if its server was there soon enough.
    while subscriber.event("new-message").await["content"] != "and now" {}
    assert_eq!(ada.contents("").await, ["while it was away", "and now"]);
    drop(sockudo);
}

#[tokio::test]
async fn a_server_that_is_back_in_a_moment_gets_the_event_after_all() {
    let sockudo = Sockudo::start().await;
    // In front of it: a place that breaks the first connections, as one of several servers does that has just ended.
    let front = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = front.local_addr().unwrap().port();
    let behind = sockudo.port;
    tokio::spawn(async move {
        for _ in 0..4 {
            drop(front.accept().await);
        }
        forward(front, behind).await;
    });
    let backend = Backend::with_pusher_at(port, &[]).await;
    let ada = backend.person("Ada").await;
    let mut subscriber = Subscriber::new(behind, &ada).await;
    ada.say("late, but there").await;
    assert_eq!(subscriber.event("new-message").await["content"], "late, but there");
}

#[tokio::test]
async fn a_call_that_has_no_answer_is_made_again() {
    let sockudo = Sockudo::start().await;
    // In front of it: a place that keeps the first connection open and says nothing on it.
    let front = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = front.local_addr().unwrap().port();
    let behind = sockudo.port;
    tokio::spawn(async move {
        let _silent = front.accept().await;
        forward(front, behind).await;
    });
    let backend = Backend::with_pusher_at(port, &[]).await;
    let ada = backend.person("Ada").await;
    let mut subscriber = Subscriber::new(behind, &ada).await;
    ada.say("late, but there").await;
    assert_eq!(subscriber.event("new-message").await["content"], "late, but there");
}

#[tokio::test]
async fn typing_does_not_crowd_out_a_message() {
    let sockudo = Sockudo::start().await;
    // In front of it: a place that lets nothing through for a while.
    let front = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = front.local_addr().unwrap().port();
    let behind = sockudo.port;
    let (open, opened) = tokio::sync::oneshot::channel::<()>();
    tokio::spawn(async move {
        let _ = opened.await;
        forward(front, behind).await;
    });
    let backend = Backend::with_pusher_at(port, &["--rate", "1000"]).await;
    let ada = backend.person("Ada").await;
    let mut subscriber = Subscriber::new(behind, &ada).await;
    let body = json!({ "workspaceId": "demo-workspace", "channelId": "general", "isTyping": true });
    for _ in 0..1_140 {
        ada.post("/api/messages/typing", body.clone()).await.ok();
    }
    ada.say("between the keystrokes").await;
    open.send(()).unwrap();
    assert_eq!(subscriber.event("new-message").await["content"], "between the keystrokes");
}

/// Hands every connection on to the server at the port `behind`.
async fn forward(front: TcpListener, behind: u16) {
    while let Ok((mut client, _)) = front.accept().await {
        tokio::spawn(async move {
            let mut server = TcpStream::connect(("127.0.0.1", behind)).await.unwrap();
            let _ = tokio::io::copy_bidirectional(&mut client, &mut server).await;
        });
    }
}
