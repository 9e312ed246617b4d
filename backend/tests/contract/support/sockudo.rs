//! A real Pusher Channels server on a port of its own.

use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use super::installed::program;
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
        let child = Command::new(program("SOCKUDO", "sockudo", "sockudo"))
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
            .env(format!("{app}_ENABLE_CLIENT_MESSAGES"), "false")
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
