//! What the person at the terminal sees, with the store that there is without any setting.

use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::process::{Command, Stdio};

use crate::support::{Backend, Caller, Kind, Process, free_port, process};

/// Exit code 1, and one line that names all of these.
#[track_caller]
fn fails(command: &mut Command, names: &[&str]) {
    let output = process::output(command);
    let text = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{text}");
    assert_eq!(text.lines().count(), 1, "{text}");
    assert!(output.stdout.is_empty());
    for name in names {
        assert!(text.contains(name), "{name:?} is not in {text:?}");
    }
}

#[tokio::test]
async fn it_prints_its_address_and_answers_there() {
    let folder = tempfile::tempdir().unwrap();
    let backend = Process::with_store(Kind::Sqlite, folder.path(), None, &[]);
    let ada = Caller::sign_in(&backend.url, "Ada").await;
    ada.say("Hello").await;
    assert!(folder.path().join("collabspace.sqlite").is_file());
}

#[test]
fn it_says_where_live_updates_come_from() {
    for (server, expected) in
        [(None, "by this process itself"), (Some(6_001), "by the Pusher server at http://127.0.0.1:6001")]
    {
        let folder = tempfile::tempdir().unwrap();
        let mut command = process::command(folder.path());
        if let Some(port) = server {
            process::with_pusher(&mut command, port);
        }
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("the binary starts");
        let lines = BufReader::new(child.stdout.take().expect("its output")).lines().take(2);
        let lines: Vec<String> = lines.map(|line| line.expect("text")).collect();
        child.kill().expect("it is killed");
        child.wait().expect("it ends");
        assert!(lines[0].contains("listens on http://127.0.0.1:"), "{lines:?}");
        assert!(lines[1].starts_with("Live updates: ") && lines[1].contains(expected), "{lines:?}");
    }
}

#[tokio::test]
async fn the_secret_made_at_the_first_start_keeps_sessions_good() {
    let folder = tempfile::tempdir().unwrap();
    let first = Process::with_store(Kind::Sqlite, folder.path(), None, &[]);
    let mut ada = Caller::sign_in(&first.url, "Ada").await;
    drop(first);
    let second = Process::with_store(Kind::Sqlite, folder.path(), None, &[]);
    let token = ada.token.take();
    ada = Caller::stranger(&second.url);
    ada.token = token;
    assert_eq!(ada.get("/api/me").await.ok()["name"], "Ada");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let secret = std::fs::metadata(folder.path().join("collabspace.sqlite.secret")).unwrap();
        assert_eq!(secret.permissions().mode() & 0o077, 0, "others can read the secret");
    }
    // Another backend, with another secret, does not know her.
    let other = Backend::start(&[]).await;
    let mut stranger = other.stranger();
    stranger.token = ada.token;
    assert_eq!(stranger.get("/api/me").await.status, 401);
}

#[cfg(unix)]
#[tokio::test]
async fn the_database_is_its_owner_s_alone_also_one_that_was_there_before() {
    use std::fs::{Permissions, metadata, set_permissions};
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let files = ["", "-wal", "-shm", ".secret"].map(|ending| folder.path().join(format!("collabspace.sqlite{ending}")));
    for _ in 0..2 {
        let backend = Process::with_store(Kind::Sqlite, folder.path(), None, &[]);
        Caller::sign_in(&backend.url, "Ada").await.say("between us").await;
        for file in &files {
            let mode = metadata(file).unwrap().permissions().mode();
            assert_eq!(mode & 0o077, 0, "{} is {mode:o}", file.display());
        }
        // As the first release left them.
        backend.kill();
        files.iter().for_each(|file| set_permissions(file, Permissions::from_mode(0o644)).unwrap());
    }
}

#[test]
fn a_port_in_use() {
    let folder = tempfile::tempdir().unwrap();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let mut command = Command::new(env!("CARGO_BIN_EXE_collabspace-backend"));
    command.current_dir(folder.path()).env_clear().args(["--listen", &address]);
    let command = process::with_pusher(&mut command, free_port());
    fails(command, &[&address, "in use", "--listen"]);
}

#[test]
fn an_address_that_is_none() {
    let folder = tempfile::tempdir().unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_collabspace-backend"));
    command.current_dir(folder.path()).env_clear().env("COLLABSPACE_LISTEN", "nowhere");
    let command = process::with_pusher(&mut command, free_port());
    fails(command, &["nowhere", "--listen"]);
}

#[test]
fn a_database_that_cannot_be_opened() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("notes.txt"), "no database, ".repeat(100)).unwrap();
    let path = |name: &str| folder.path().join(name).display().to_string();
    for database in [path("notes.txt"), path(".")] {
        let mut command = process::command(folder.path());
        command.args(["--database", &database]).env("SESSION_SECRET", "a secret for the tests");
        let command = process::with_pusher(&mut command, free_port());
        fails(command, &[&database, "--database"]);
    }
    let mut command = process::command(folder.path());
    command.args(["--database", "missing/chat.sqlite"]);
    let command = process::with_pusher(&mut command, free_port());
    fails(command, &["missing/chat.sqlite", "--database"]);
}

#[test]
fn a_demonstration_that_other_machines_reach() {
    let folder = tempfile::tempdir().unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_collabspace-backend"));
    command.current_dir(folder.path()).env_clear();
    command.env("COLLABSPACE_LISTEN", "0.0.0.0:0").env("COLLABSPACE_DEMO_SIGN_IN", "1");
    let command = process::with_pusher(&mut command, free_port());
    fails(command, &["0.0.0.0:0", "--demo-sign-in", "anyone", "backend/src/session/mod.rs"]);
}

#[test]
fn missing_credentials() {
    for name in ["PUSHER_APP_ID", "PUSHER_KEY", "PUSHER_SECRET", "PUSHER_HOST"] {
        let folder = tempfile::tempdir().unwrap();
        let mut command = process::command(folder.path());
        process::with_pusher(&mut command, free_port()).env_remove(name);
        fails(&mut command, &[name, "Set", "this process brings live updates itself"]);
    }
}

#[test]
fn values_that_cannot_be_used() {
    for (name, value) in [
        ("COLLABSPACE_WORKSPACE", "a b"),
        ("COLLABSPACE_CHANNEL", "general,a/b"),
        ("COLLABSPACE_CHANNEL_PATTERN", "public"),
        ("SESSION_SECRET", "short"),
        ("COLLABSPACE_TRUSTED_PROXY", "127.0.0.1,proxy"),
        ("COLLABSPACE_CLIENT_EVENTS", "1"),
        ("PUSHER_PORT", "many"),
        ("PUSHER_SCHEME", "ws"),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let mut command = process::command(folder.path());
        process::with_pusher(&mut command, free_port()).env(name, value);
        fails(&mut command, &[name]);
    }
}
