//! A real Pusher Channels server on a port of its own.

use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use super::{KEY, PATIENCE, SECRET, free_port};

pub struct Sockudo {
    child: Child,
    pub port: u16,
}

impl Sockudo {
    pub async fn start() -> Self {
        Self::start_at(free_port()).await
    }

    pub async fn start_at(port: u16) -> Self {
        let app = "SOCKUDO_DEFAULT_APP";
        let child = Command::new(binary())
            .env("HOST", "127.0.0.1")
            .env("PORT", port.to_string())
            .env("METRICS_ENABLED", "false")
            .env("RATE_LIMITER_ENABLED", "false")
            .env("HTTP_API_USAGE_ENABLED", "false")
            .env("QUEUE_DRIVER", "memory")
            .env("SHUTDOWN_GRACE_PERIOD", "1")
            .env(format!("{app}_ID"), "test-app")
            .env(format!("{app}_KEY"), KEY)
            .env(format!("{app}_SECRET"), SECRET)
            .env(format!("{app}_ENABLE_CLIENT_MESSAGES"), "true")
            .env(format!("{app}_ENABLE_USER_AUTHENTICATION"), "false")
            .env(format!("{app}_MAX_CONNECTIONS"), "5000")
            .env(format!("{app}_MAX_CLIENT_EVENTS_PER_SECOND"), "10")
            .env(format!("{app}_MAX_BACKEND_EVENTS_PER_SECOND"), "10000")
            .env(format!("{app}_MAX_READ_REQUESTS_PER_SECOND"), "10000")
            .env(format!("{app}_MAX_EVENT_PAYLOAD_IN_KB"), "10")
            .env(format!("{app}_MAX_EVENT_BATCH_SIZE"), "10")
            .env(format!("{app}_MAX_PRESENCE_MEMBER_SIZE_IN_KB"), "1")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("sockudo starts");
        let sockudo = Self { child, port };
        sockudo.ready().await;
        sockudo
    }

    async fn ready(&self) {
        let client = reqwest::Client::builder().no_proxy().build().expect("a client");
        let up = format!("http://127.0.0.1:{}/up", self.port);
        let begin = Instant::now();
        while !client.get(&up).send().await.is_ok_and(|answer| answer.status().is_success()) {
            assert!(begin.elapsed() < PATIENCE, "sockudo does not answer at {up}");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
}

impl Drop for Sockudo {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// `$SOCKUDO`, else the one that the project's set-up installs.
fn binary() -> PathBuf {
    if let Some(path) = std::env::var_os("SOCKUDO") {
        return path.into();
    }
    let home = std::env::var_os("HOME").map(PathBuf::from).unwrap_or_default();
    let tools = home.join(".cache/collabspace/tools");
    let found = std::fs::read_dir(&tools).into_iter().flatten().flatten().find_map(|entry| {
        let name = entry.file_name();
        let binary = entry.path().join("bin/sockudo");
        (name.to_string_lossy().starts_with("sockudo-") && binary.is_file()).then_some(binary)
    });
    found.unwrap_or_else(|| {
        panic!(
            "sockudo, the Pusher server that this test needs, is not in {}. `make test` installs \
             it; or set SOCKUDO to its path.",
            tools.display()
        )
    })
}
