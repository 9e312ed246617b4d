//! SIGTERM: what was acknowledged is stored and published before the end.

use futures_util::future::join_all;
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;

use crate::support::{Caller, Folder, Kind, Process, Sockudo, Subscriber, rows};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn it_ends_with_everything_stored_and_published() {
    let sockudo = Sockudo::start().await;
    let folder = Folder::new();
    let flags = ["--rate", "1000"];
    let backend = Process::start(folder.path(), Some(sockudo.port), &flags);
    let (ada, grace) = (Caller::sign_in(&backend.url, "Ada").await, Caller::sign_in(&backend.url, "Grace").await);
    let mut subscriber = Subscriber::new(sockudo.port, &grace).await;
    let said = join_all((0..60).map(|number| {
        let ada = ada.clone();
        async move { ada.say(&number.to_string()).await }
    }))
    .await;
    backend.terminate();
    let status = tokio::task::spawn_blocking(|| backend.ended()).await.unwrap();
    assert_eq!(status.code(), Some(0));
    assert_eq!(rows(folder.path()).await.len(), 60);
    let mut published = Vec::new();
    while published.len() < 60 {
        published.push(subscriber.event("new-message").await["id"].to_string());
    }
    let mut said: Vec<String> = said.iter().map(|message| message["id"].to_string()).collect();
    said.sort();
    if Kind::of_this_run() == Kind::MongoDb {
        // Stored beside one another, they may be published so as well.
        published.sort();
    }
    assert_eq!(published, said);
}

#[tokio::test]
async fn a_request_that_never_comes_to_its_end_does_not_hold_it() {
    let folder = Folder::new();
    let backend = Process::start(folder.path(), None, &[]);
    let mut stuck = TcpStream::connect(backend.url.trim_start_matches("http://")).await.unwrap();
    let begin = b"POST /login HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 9\r\n\r\n{";
    stuck.write_all(begin).await.unwrap();
    let ada = Caller::sign_in(&backend.url, "Ada").await;
    ada.say("kept").await;
    backend.terminate();
    let status = tokio::task::spawn_blocking(|| backend.ended()).await.unwrap();
    assert_eq!(status.code(), Some(0));
    assert_eq!(rows(folder.path()).await.len(), 1);
}

#[tokio::test]
async fn a_second_start_on_the_same_file_continues_where_the_first_ended() {
    let folder = Folder::new();
    for start in 0..3 {
        let backend = Process::start(folder.path(), None, &[]);
        let ada = Caller::sign_in(&backend.url, "Ada").await;
        ada.say(&start.to_string()).await;
        let expected: Vec<String> = (0..=start).map(|number: u32| number.to_string()).collect();
        assert_eq!(ada.contents("").await, expected);
    }
}
