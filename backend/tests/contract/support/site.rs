//! A backend with the server that brings its live updates.

use super::{Backend, Caller, KEY, Sockudo, Subscriber};

const CHANNEL: &str = "presence-workspace-demo-workspace";

pub struct Site {
    pub backend: Backend,
    /// Where subscribers connect.
    port: u16,
    key: String,
    _sockudo: Option<Sockudo>,
}

impl Site {
    /// A backend that publishes to sockudo, and one that is the server itself: each event is the same from both.
    pub async fn both(flags: &[&str]) -> [Self; 2] {
        [Self::with_sockudo(flags).await, Self::embedded(flags).await]
    }

    async fn with_sockudo(flags: &[&str]) -> Self {
        let sockudo = Sockudo::start().await;
        let backend = Backend::with_pusher_at(sockudo.port, flags).await;
        Self { backend, port: sockudo.port, key: KEY.to_owned(), _sockudo: Some(sockudo) }
    }

    async fn embedded(flags: &[&str]) -> Self {
        let backend = Backend::embedded(flags, |_| ()).await;
        Self { port: backend.port(), key: backend.live_key().await, backend, _sockudo: None }
    }

    /// Signs a person in.
    pub async fn person(&self, name: &str) -> Caller {
        self.backend.person(name).await
    }

    /// Subscribes a person to the workspace's channel.
    pub async fn subscriber(&self, person: &Caller) -> Subscriber {
        self.subscriber_of(person, CHANNEL).await
    }

    pub async fn subscriber_of(&self, person: &Caller, channel: &str) -> Subscriber {
        println!("a subscriber of {channel} at port {}, key {}", self.port, self.key);
        Subscriber::at(self.port, &self.key, person, channel).await
    }
}
