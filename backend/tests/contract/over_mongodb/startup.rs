use std::process::Command;

use crate::support::{SESSION_SECRET, free_port, process};

/// A backend with this address and environment ends at once; its one line is given back.
#[track_caller]
fn refused(address: &str, secret: Option<&str>) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_collabspace-backend"));
    command.env_clear().env("MONGODB_URI", address).envs(secret.map(|secret| ("SESSION_SECRET", secret)));
    let output = process::output(process::with_pusher(&mut command, free_port()).args(["--listen", "127.0.0.1:0"]));
    let text = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!((output.status.code(), text.lines().count()), (Some(1), 1), "{text}");
    text
}

#[test]
fn an_address_that_is_none_is_named_and_its_password_is_not() {
    for address in ["http://ada:hidden@127.0.0.1/", "mongodb://ada:hidden@/chat", "mongodb://ada:hidden@127.0.0.1:x/"] {
        let text = refused(address, Some(SESSION_SECRET));
        assert!(text.contains("MONGODB_URI") && text.contains("mongodb://") && !text.contains("hidden"), "{text}");
    }
}

#[test]
fn the_secret_that_all_backends_need_is_asked_for() {
    let text = refused("mongodb://127.0.0.1/chat", None);
    assert!(text.contains("SESSION_SECRET") && text.contains("every backend"), "{text}");
}
