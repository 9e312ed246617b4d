//! How much there is room for: the quota, the rate, the disk.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use crate::support::{Backend, Caller, Folder, KEY, Kind, SECRET, SESSION_SECRET};

const MB: usize = 1 << 20;

fn new_id() -> String {
    uuid::Uuid::now_v7().to_string()
}

#[tokio::test]
async fn one_person_s_files_have_a_quota_that_deleting_frees() {
    let backend = Backend::start(&["--attachment-quota-mb", "2"]).await;
    let (ada, grace) = (backend.person("Ada").await, backend.person("Grace").await);
    let first = ada.upload("one", &vec![b'x'; MB + MB / 2]).await;
    let sent = ada.say_with("", &[&first]).await;
    let id = new_id();
    let refused = ada.upload_as(&id, "two", &vec![b'x'; MB]).await;
    assert_eq!(refused.status, 413, "{}", refused.text());
    assert!(refused.text().contains("of 2097152 bytes"), "{}", refused.text());
    grace.upload("hers", &vec![b'x'; MB]).await;
    ada.delete_message(&sent).await;
    assert_eq!(ada.upload_as(&id, "two", &vec![b'x'; MB]).await.status, 200);
}

#[tokio::test]
async fn uploads_have_a_rate_of_their_own() {
    let backend = Backend::start(&["--rate", "1"]).await;
    let ada = backend.person("Ada").await;
    let mut answers = Vec::new();
    for _ in 0..10 {
        answers.push(ada.upload_as(&new_id(), "a", b"x").await);
    }
    let refused = answers.iter().find(|answer| answer.status != 200).expect("there is a limit");
    assert_eq!((refused.status, refused.header("retry-after")), (429, "1"));
    ada.say("words pass").await;
}

/// A process may write no larger files than the system lets it, which fails as a full disk does.
#[cfg(unix)]
#[tokio::test]
async fn a_disk_without_room_is_507_and_messages_go_on() {
    let folder = Folder::new();
    let mut child = Command::new("sh")
        .args(["-c", r#"trap '' XFSZ; ulimit -f 2048; exec "$0" --listen 127.0.0.1:0 --demo-sign-in "$@""#])
        .arg(env!("CARGO_BIN_EXE_collabspace-backend"))
        .args(Kind::of_this_run().flags(folder.path()))
        .env_clear()
        .envs([("SESSION_SECRET", SESSION_SECRET), ("PUSHER_APP_ID", "test-app"), ("PUSHER_KEY", KEY)])
        .envs([("PUSHER_SECRET", SECRET), ("PUSHER_HOST", "127.0.0.1"), ("PUSHER_PORT", "9")])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("the binary starts");
    let mut line = String::new();
    BufReader::new(child.stdout.take().expect("its output")).read_line(&mut line).expect("its first line");
    let ada = Caller::sign_in(line.split_whitespace().last().unwrap_or(""), "Ada").await;
    let refused = ada.upload_as(&new_id(), "a", &vec![b'x'; 4 * MB]).await;
    ada.say("words pass").await;
    ada.upload("small", b"words").await;
    child.kill().expect("it is killed");
    child.wait().expect("it ends");
    assert_eq!(refused.status, 507, "{}", refused.text());
    assert!(refused.text().contains("no room"), "{}", refused.text());
}
