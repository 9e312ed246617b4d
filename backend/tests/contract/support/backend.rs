//! A backend in this process, with its own folder and port.

use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::Parser;
use collabspace_backend::config::{Args, Config};
use collabspace_backend::realtime::Limits;
use collabspace_backend::server::Server;
use tokio::net::TcpListener;
use tokio::sync::oneshot;

use super::{Caller, Folder, Kind, free_port, rows};

pub const KEY: &str = "test-key";
pub const SECRET: &str = "test-secret";
pub const SESSION_SECRET: &str = "a secret for the tests alone";

pub struct Backend {
    pub url: String,
    folder: Folder,
    _stop: oneshot::Sender<()>,
}

impl Backend {
    /// A backend whose Pusher server is away.
    pub async fn start(flags: &[&str]) -> Self {
        Self::with_pusher_at(free_port(), flags).await
    }

    /// A backend that publishes to the server at this port.
    pub async fn with_pusher_at(port: u16, flags: &[&str]) -> Self {
        let folder = Folder::new();
        let store = Kind::of_this_run().flags(folder.path());
        let flags: Vec<&str> = store.iter().map(String::as_str).chain(flags.iter().copied()).collect();
        Self::in_folder(folder, port, &flags).await
    }

    /// A backend that signs nobody in by itself.
    pub async fn without_demo_sign_in() -> Self {
        let folder = Folder::new();
        let store = Kind::of_this_run().flags(folder.path());
        let flags: Vec<&str> = store.iter().map(String::as_str).collect();
        let config = config(&folder, Some(free_port()), &flags);
        Self::run(folder, config).await
    }

    /// A backend that is the Pusher server itself, within these limits.
    pub async fn embedded(flags: &[&str], change: impl FnOnce(&mut Limits)) -> Self {
        let folder = Folder::new();
        let store = Kind::of_this_run().flags(folder.path());
        let flags: Vec<&str> = store.iter().map(String::as_str).chain(flags.iter().copied()).collect();
        let flags = [&["--demo-sign-in"], &flags[..]].concat();
        let mut config = config(&folder, None, &flags);
        change(&mut config.realtime);
        Self::run(folder, config).await
    }

    /// A backend that keeps files that no message uses for this long.
    pub async fn sweeping_every(pause: Duration) -> Self {
        let folder = Folder::new();
        let store = Kind::of_this_run().flags(folder.path());
        let flags: Vec<&str> = ["--demo-sign-in"].into_iter().chain(store.iter().map(String::as_str)).collect();
        let mut config = config(&folder, Some(free_port()), &flags);
        config.attachments.as_mut().expect("it keeps files").sweep_every = pause;
        Self::run(folder, config).await
    }

    /// A backend with these flags alone for its store.
    pub async fn in_folder(folder: Folder, port: u16, flags: &[&str]) -> Self {
        let config = config(&folder, Some(port), &[&["--demo-sign-in"], flags].concat());
        Self::run(folder, config).await
    }

    async fn run(folder: Folder, config: Config) -> Self {
        let server = Server::open(config).await.expect("the backend opens");
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let url = format!("http://{}", listener.local_addr().expect("its address"));
        let (stop, stopped) = oneshot::channel::<()>();
        tokio::spawn(server.run(listener, async {
            let _ = stopped.await;
        }));
        Self { url, folder, _stop: stop }
    }

    /// The port that it listens on.
    pub fn port(&self) -> u16 {
        self.url.rsplit(':').next().and_then(|port| port.parse().ok()).expect("a port")
    }

    /// The key of the embedded server, as the page is given it.
    pub async fn live_key(&self) -> String {
        let config = self.stranger().get("/config.json").await.ok();
        assert_eq!(config["pusher"]["wsHost"], "self");
        config["pusher"]["key"].as_str().expect("a key").to_owned()
    }

    /// Signs a person in.
    pub async fn person(&self, name: &str) -> Caller {
        Caller::sign_in(&self.url, name).await
    }

    /// Somebody without a session.
    pub fn stranger(&self) -> Caller {
        Caller::stranger(&self.url)
    }

    /// All that is stored, in order.
    pub async fn rows(&self) -> Vec<String> {
        rows(self.folder.path()).await
    }

    /// Its folder, by which its database and its files are found.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Puts a file into `dist`.
    pub fn built(&self, name: &str, content: &[u8]) {
        let path: PathBuf = self.folder.path().join("dist").join(name);
        let folder = path.parent().unwrap_or(Path::new("/"));
        std::fs::create_dir_all(folder).expect("the folder is made");
        std::fs::write(path, content).expect("the file is written");
    }
}

/// A configuration with these flags, for the Pusher server at this port; without one, for the embedded server.
fn config(folder: &Folder, pusher_port: Option<u16>, flags: &[&str]) -> Config {
    let dist = folder.path().join("dist").display().to_string();
    let fixed = ["backend", "--dist", &dist];
    let args = Args::try_parse_from(fixed.iter().chain(flags)).expect("the flags are known");
    Config::new(args, |name| {
        let value = match (name, pusher_port) {
            ("SESSION_SECRET", _) => SESSION_SECRET.to_owned(),
            (_, None) => return None,
            ("PUSHER_APP_ID", _) => "test-app".to_owned(),
            ("PUSHER_KEY", _) => KEY.to_owned(),
            ("PUSHER_SECRET", _) => SECRET.to_owned(),
            ("PUSHER_HOST", _) => "127.0.0.1".to_owned(),
            ("PUSHER_PORT", Some(port)) => port.to_string(),
            _ => return None,
        };
        Some(value)
    })
    .expect("the configuration is good")
}
