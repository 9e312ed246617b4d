//! The schema of a SQLite file: an older one is brought up to date, a newer one is refused.

use std::path::{Path, PathBuf};

use rusqlite::Connection;
use serde_json::json;

use crate::support::{Caller, Kind, Process, process};

/// A file that release 0.1.0 has made, with two messages of Ada's and a session that was signed out.
const OF_RELEASE_0_1_0: &[u8] = include_bytes!("support/release-0.1.0.db");
const ID: &str = "0190163d-8694-739b-aea5-966c26f8ad91";

fn old_file(folder: &Path) -> PathBuf {
    let file = folder.join("collabspace.sqlite");
    std::fs::write(&file, OF_RELEASE_0_1_0).unwrap();
    file
}

/// The statements of release 0.1.0.
fn contents_as_0_1_0_reads(file: &Path) -> Vec<String> {
    let connection = Connection::open(file).unwrap();
    let mut query = connection
        .prepare(
            "SELECT id, workspace_id, channel_id, content, sender_id, sender_name, sender_avatar, created_at, client_id
             FROM messages ORDER BY created_at, id",
        )
        .unwrap();
    query.query_map([], |row| row.get(3)).unwrap().collect::<Result<_, _>>().unwrap()
}

#[tokio::test]
async fn a_file_of_the_first_release_keeps_its_messages_and_takes_changes() {
    let folder = tempfile::tempdir().unwrap();
    old_file(folder.path());
    let backend = Process::with_store(Kind::Sqlite, folder.path(), None, &[]);
    let ada = Caller::sign_in(&backend.url, "Ada").await;
    let page = ada.history("").await;
    assert_eq!(ada.contents("").await, ["Hello", "from 0.1.0"]);
    assert!(page["messages"].as_array().unwrap().iter().all(|message| message["rev"] == 0), "{page}");
    let message = &page["messages"][0];
    ada.edit(message, "Hello again").await;
    ada.react(message, "👍").await;
    let changed = ada.changes(&page["cursor"]).await;
    assert_eq!(changed["messages"].as_array().unwrap().len(), 1);
    assert_eq!(changed["messages"][0]["content"], "Hello again");
    // They are found, by what they say now.
    for (word, content) in [("0.1", "from 0.1.0"), ("again", "Hello again")] {
        let found = ada.get(&format!("/api/messages/search?workspaceId=demo-workspace&q={word}")).await.ok();
        assert_eq!((&found["messages"][0]["content"], &found["hasMore"]), (&json!(content), &json!(false)));
    }
    // Sent again, its message is known by its client id.
    let body = json!({ "content": "x", "workspaceId": "demo-workspace", "clientId": ID });
    assert_eq!(ada.post("/api/messages", body).await.ok()["message"]["content"], "from 0.1.0");
}

#[tokio::test]
async fn a_copy_of_it_is_kept_for_its_owner_alone_and_never_overwritten() {
    let folder = tempfile::tempdir().unwrap();
    let copies = ["schema-0", "schema-0-2"].map(|name| folder.path().join(format!("collabspace.sqlite.{name}.bak")));
    for copy in &copies {
        let file = old_file(folder.path());
        for ending in ["-wal", "-shm"] {
            let _ = std::fs::remove_file(format!("{}{ending}", file.display()));
        }
        assert!(!copy.exists());
        drop(Process::with_store(Kind::Sqlite, folder.path(), None, &[]));
        assert_eq!(contents_as_0_1_0_reads(copy), ["Hello", "from 0.1.0"]);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            assert_eq!(std::fs::metadata(copy).unwrap().permissions().mode() & 0o077, 0, "others can read it");
        }
    }
    // A file that is up to date, or new, is not copied.
    drop(Process::with_store(Kind::Sqlite, folder.path(), None, &[]));
    let count = || std::fs::read_dir(folder.path()).unwrap().flatten().filter(is_copy).count();
    assert_eq!(count(), copies.len());
}

fn is_copy(entry: &std::fs::DirEntry) -> bool {
    entry.file_name().to_string_lossy().ends_with(".bak")
}

#[tokio::test]
async fn the_first_release_still_opens_it_and_what_it_adds_is_in_the_feed() {
    let folder = tempfile::tempdir().unwrap();
    let file = old_file(folder.path());
    let backend = Process::with_store(Kind::Sqlite, folder.path(), None, &[]);
    let ada = Caller::sign_in(&backend.url, "Ada").await;
    let cursor = ada.cursor().await;
    drop(backend);
    assert_eq!(contents_as_0_1_0_reads(&file), ["Hello", "from 0.1.0"]);
    let added = Connection::open(&file).unwrap().execute(
        "INSERT INTO messages (id, workspace_id, channel_id, content, sender_id, sender_name, sender_avatar,
         created_at, client_id) VALUES ('01a0163d-8694-739b-aea5-966c26f8ad91', 'demo-workspace', 'general',
         'added by 0.1.0', 'ada', 'Ada', '', 1796000000000, NULL)",
        [],
    );
    assert_eq!(added, Ok(1));
    let backend = Process::with_store(Kind::Sqlite, folder.path(), None, &[]);
    let ada = Caller::sign_in(&backend.url, "Ada").await;
    let changed = ada.changes(&cursor).await;
    assert_eq!(changed["messages"][0]["content"], "added by 0.1.0");
    assert!(changed["messages"][0]["rev"].as_i64() > Some(0));
    let found = ada.get("/api/messages/search?workspaceId=demo-workspace&q=added").await.ok();
    assert_eq!(found["messages"][0]["content"], "added by 0.1.0");
}

#[tokio::test]
async fn what_was_deleted_is_in_no_file_once_the_backend_has_ended() {
    let folder = tempfile::tempdir().unwrap();
    let backend = Process::with_store(Kind::Sqlite, folder.path(), None, &[]);
    let ada = Caller::sign_in(&backend.url, "Ada").await;
    let posted = ada.say("a pasted password").await;
    ada.say("something else").await;
    ada.delete_message(&posted).await;
    backend.terminate();
    assert!(backend.ended().success());
    let holds = |words: &str| {
        let files = std::fs::read_dir(folder.path()).unwrap().flatten().filter(|file| file.path().is_file());
        files.filter(|file| String::from_utf8_lossy(&std::fs::read(file.path()).unwrap()).contains(words)).count()
    };
    assert_eq!((holds("something else"), holds("pasted password")), (1, 0));
}

#[tokio::test]
async fn a_file_of_a_newer_release_is_refused_and_left_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let file = old_file(folder.path());
    Connection::open(&file).unwrap().pragma_update(None, "user_version", 99).unwrap();
    let mut command = process::command(folder.path());
    let output = process::output(process::with_pusher(&mut command, 9));
    let text = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!((output.status.code(), text.lines().count()), (Some(1), 1), "{text}");
    for words in ["collabspace.sqlite", "newer release", "99", "restore a copy"] {
        assert!(text.contains(words), "{words:?} is not in {text:?}");
    }
    assert_eq!(contents_as_0_1_0_reads(&file), ["Hello", "from 0.1.0"]);
}
