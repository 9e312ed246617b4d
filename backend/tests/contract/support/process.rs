//! The backend's real binary, for what a process alone can show.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Output, Stdio};
use std::time::{Duration, Instant};

use super::{KEY, Kind, PATIENCE, SECRET, free_port};

pub struct Process {
    child: Child,
    pub url: String,
}

/// The command, in `folder`, with nothing of this process's environment.
pub fn command(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_collabspace-backend"));
    command.current_dir(folder).env_clear().stdin(Stdio::null()).args(["--listen", "127.0.0.1:0", "--demo-sign-in"]);
    command
}

/// Adds the credentials of a Pusher server at this port.
pub fn with_pusher(command: &mut Command, port: u16) -> &mut Command {
    command
        .env("PUSHER_APP_ID", "test-app")
        .env("PUSHER_KEY", KEY)
        .env("PUSHER_SECRET", SECRET)
        .env("PUSHER_HOST", "127.0.0.1")
        .env("PUSHER_PORT", port.to_string())
}

impl Process {
    /// Starts it on the database of `folder`, its Pusher server at `pusher` or away.
    pub fn start(folder: &Path, pusher: Option<u16>, flags: &[&str]) -> Self {
        Self::with_store(Kind::of_this_run(), folder, pusher, flags)
    }

    pub fn with_store(kind: Kind, folder: &Path, pusher: Option<u16>, flags: &[&str]) -> Self {
        let mut command = command(folder);
        command.args(kind.flags(folder)).envs(kind.session_secret().map(|secret| ("SESSION_SECRET", secret)));
        with_pusher(&mut command, pusher.unwrap_or_else(free_port)).args(flags);
        Self::run(&mut command)
    }

    /// Starts it on the database of `folder`; it is the Pusher server itself.
    pub fn embedded(folder: &Path, flags: &[&str]) -> Self {
        let kind = Kind::of_this_run();
        let mut command = command(folder);
        command.args(kind.flags(folder)).envs(kind.session_secret().map(|secret| ("SESSION_SECRET", secret)));
        Self::run(command.args(flags))
    }

    /// The same, if the system lets it open so many files.
    pub fn embedded_with_files(folder: &Path, files: u32) -> Self {
        let kind = Kind::of_this_run();
        let own = command(folder);
        let mut limited = Command::new("sh");
        limited
            .args(["-c", &format!("ulimit -n {files} && exec \"$@\""), "sh"])
            .arg(own.get_program())
            .args(own.get_args());
        limited.current_dir(folder).env_clear().stdin(Stdio::null());
        limited.args(kind.flags(folder)).envs(kind.session_secret().map(|secret| ("SESSION_SECRET", secret)));
        Self::run(&mut limited)
    }

    fn run(command: &mut Command) -> Self {
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("the binary starts");
        let mut line = String::new();
        BufReader::new(child.stdout.take().expect("its output")).read_line(&mut line).expect("its first line");
        let url = line.split_whitespace().last().unwrap_or("").to_owned();
        assert!(url.starts_with("http://127.0.0.1:"), "it printed {line:?}");
        Self { child, url }
    }

    /// The port that it listens on.
    pub fn port(&self) -> u16 {
        self.url.rsplit(':').next().and_then(|port| port.parse().ok()).expect("a port")
    }

    /// SIGKILL: it has no chance to finish anything.
    pub fn kill(mut self) {
        self.child.kill().expect("it is killed");
        self.child.wait().expect("it ends");
    }

    /// SIGTERM.
    pub fn terminate(&self) {
        let id = self.child.id().to_string();
        let sent = Command::new("kill").args(["-TERM", &id]).status();
        assert!(sent.expect("kill runs").success());
    }

    /// Waits until it has ended.
    pub fn ended(mut self) -> ExitStatus {
        let begin = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().expect("its state") {
                return status;
            }
            assert!(begin.elapsed() < PATIENCE, "it does not end");
            std::thread::sleep(Duration::from_millis(5));
        }
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Runs it to its end, which must be near.
pub fn output(command: &mut Command) -> Output {
    let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the binary starts");
    child.wait_with_output().expect("it ends")
}
