//! State shared by all handlers.

use std::net::IpAddr;
use std::num::NonZeroU32;
use std::sync::Arc;

use axum::extract::FromRef;

use crate::attachments::{Folder, Settings, Signer};
use crate::config::Config;
use crate::error::ApiError;
use crate::message::Message;
use crate::person::Person;
use crate::pusher::Publisher;
use crate::rate::RateLimit;
use crate::session::Sessions;
use crate::store::Store;

/// How many typing events are allowed per message: pages that do not limit them send one with every keystroke.
const TYPING_FACTOR: NonZeroU32 = NonZeroU32::new(3).unwrap();
/// How many reading calls are allowed per sign-in, because a person rarely signs in.
const SIGN_IN_PART: u32 = 50;

/// The backend's parts.
pub struct App {
    pub config: Config,
    pub store: Arc<dyn Store>,
    pub publisher: Publisher,
    pub sessions: Sessions,
    /// `None` if there are no files.
    pub files: Option<Files>,
    pub signer: Signer,
    pub message_rate: RateLimit<String>,
    pub upload_rate: RateLimit<String>,
    pub edit_rate: RateLimit<String>,
    pub delete_rate: RateLimit<String>,
    pub reaction_rate: RateLimit<String>,
    pub mark_rate: RateLimit<String>,
    pub search_rate: RateLimit<String>,
    pub typing_rate: RateLimit<String>,
    pub read_rate: RateLimit<IpAddr>,
    pub authorize_rate: RateLimit<IpAddr>,
    pub sign_in_rate: RateLimit<IpAddr>,
}

/// Where the files of messages are, and how large they may be.
#[derive(Clone)]
pub struct Files {
    pub folder: Folder,
    pub settings: Settings,
}

impl App {
    /// Assembles the parts.
    pub fn new(config: Config, store: Arc<dyn Store>, publisher: Publisher, files: Option<Files>) -> Self {
        let revocations = Arc::clone(&store);
        let sign_ins = config.address_rate.get().div_ceil(SIGN_IN_PART);
        Self {
            store,
            publisher,
            sessions: Sessions::new(config.session_secret.clone(), revocations),
            files,
            signer: Signer::new(&config.session_secret),
            message_rate: RateLimit::per_person(config.rate),
            upload_rate: RateLimit::per_person(config.rate),
            edit_rate: RateLimit::per_person(config.rate),
            // One limit for each kind, so that many edits or reactions never delay the deletion of a pasted password.
            delete_rate: RateLimit::per_person(config.rate),
            reaction_rate: RateLimit::per_person(config.rate),
            mark_rate: RateLimit::per_person(config.rate),
            // Each costs the database more than a page, and the page searches while its reader types.
            search_rate: RateLimit::per_person(config.rate),
            typing_rate: RateLimit::per_person(config.rate.saturating_mul(TYPING_FACTOR)),
            read_rate: RateLimit::per_address(config.address_rate),
            authorize_rate: RateLimit::per_address(config.address_rate),
            sign_in_rate: RateLimit::per_address(NonZeroU32::new(sign_ins).unwrap_or(NonZeroU32::MIN)),
            config,
        }
    }

    /// A message as a caller sees it: only offered fields, with file addresses that are valid for a day.
    pub fn shown(&self, message: Message) -> Message {
        let mut message = self.config.features.shown(message);
        self.signer.sign_all(&mut message);
        message
    }

    /// Refuses a person who is not a member of the workspace. In this demonstration every signed-in person is a
    /// member of every configured workspace; a real site asks its own records.
    pub fn require_member(&self, _person: &Person, workspace_id: &str) -> Result<(), ApiError> {
        if self.config.workspaces.iter().any(|id| id == workspace_id) {
            return Ok(());
        }
        Err(ApiError::Forbidden(format!("You are not a member of the workspace {workspace_id:?}.")))
    }

    /// The channels of a workspace that a person may read. In this demonstration a member may read all of them.
    pub fn readable_channels(&self, _person: &Person, _workspace_id: &str) -> Vec<String> {
        self.config.channels.clone()
    }

    /// Refuses a channel that is not configured: its messages would be stored where no one looks.
    pub fn require_channel(&self, channel_id: &str) -> Result<(), ApiError> {
        if self.config.channels.iter().any(|id| id == channel_id) {
            return Ok(());
        }
        Err(ApiError::NotFound(format!("channelId is {channel_id:?}; there is no such channel.")))
    }
}

/// Lets handlers extract a [`Person`] from the shared state.
impl FromRef<Arc<App>> for Sessions {
    fn from_ref(app: &Arc<App>) -> Self {
        app.sessions.clone()
    }
}
