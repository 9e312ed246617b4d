//! A backend in this process, with its own folder and port.

use std::path::{Path, PathBuf};

use clap::Parser;
use collabspace_backend::config::{Args, Config};
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
        Self::open(folder, free_port(), &flags).await
    }

    /// A backend with these flags alone for its store.
    pub async fn in_folder(folder: Folder, port: u16, flags: &[&str]) -> Self {
        Self::open(folder, port, &[&["--demo-sign-in"], flags].concat()).await
    }

    async fn open(folder: Folder, port: u16, flags: &[&str]) -> Self {
        let dist = folder.path().join("dist").display().to_string();
        let fixed = ["backend", "--dist", &dist];
        let args = Args::try_parse_from(fixed.iter().chain(flags)).expect("the flags are known");
        let port = port.to_string();
        let config = Config::new(args, |name| {
            let value = match name {
                "PUSHER_APP_ID" => "test-app",
                "PUSHER_KEY" => KEY,
                "PUSHER_SECRET" => SECRET,
                "PUSHER_HOST" => "127.0.0.1",
                "PUSHER_PORT" => &port,
                "SESSION_SECRET" => SESSION_SECRET,
                _ => return None,
            };
            Some(value.to_owned())
        })
        .expect("the configuration is good");
        let server = Server::open(config).await.expect("the backend opens");
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let url = format!("http://{}", listener.local_addr().expect("its address"));
        let (stop, stopped) = oneshot::channel::<()>();
        tokio::spawn(server.run(listener, async {
            let _ = stopped.await;
        }));
        Self { url, folder, _stop: stop }
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

    /// Its folder, by which its database is found.
    #[cfg(feature = "mongodb")]
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
