//! What every handler shares.

use std::num::NonZeroU32;
use std::sync::Arc;

use axum::extract::FromRef;

use crate::config::Config;
use crate::error::ApiError;
use crate::person::Person;
use crate::pusher::Publisher;
use crate::rate::RateLimit;
use crate::session::Sessions;
use crate::store::Store;

/// How much oftener than a message a typing event may come: pages without a limit of their own
/// send one with every keystroke.
const TYPING_FACTOR: NonZeroU32 = NonZeroU32::new(3).unwrap();

/// The backend's parts.
pub struct App {
    pub config: Config,
    pub store: Arc<dyn Store>,
    pub publisher: Publisher,
    pub sessions: Sessions,
    pub message_rate: RateLimit,
    pub typing_rate: RateLimit,
}

impl App {
    /// Puts the parts together.
    pub fn new(config: Config, store: Arc<dyn Store>, publisher: Publisher) -> Self {
        Self {
            store,
            publisher,
            sessions: Sessions::new(config.session_secret.clone()),
            message_rate: RateLimit::per_second(config.rate),
            typing_rate: RateLimit::per_second(config.rate.saturating_mul(TYPING_FACTOR)),
            config,
        }
    }

    /// Refuses everybody who is not a member. In this demo whoever is signed in is a member of
    /// every workspace that is configured; a real site asks its own records.
    pub fn require_member(&self, _person: &Person, workspace_id: &str) -> Result<(), ApiError> {
        if self.config.workspaces.iter().any(|id| id == workspace_id) {
            return Ok(());
        }
        Err(ApiError::Forbidden(format!("You are not a member of the workspace {workspace_id:?}.")))
    }
}

/// Lets handlers extract a [`Person`] from the shared state.
impl FromRef<Arc<App>> for Sessions {
    fn from_ref(app: &Arc<App>) -> Self {
        app.sessions.clone()
    }
}
