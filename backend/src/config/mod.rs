//! The backend's settings: turns flags and environment variables into a checked [`Config`].

mod access;
mod attachments;
mod database;
mod pusher;
mod secret;

pub use database::Database;

use std::num::{NonZeroU32, NonZeroUsize};
use std::path::PathBuf;
use std::time::Duration;

use axum::http::HeaderValue;
use clap::Parser;
use clap::builder::FalseyValueParser;

use crate::attachments::Settings;
use crate::client::TrustedProxies;
use crate::features::Features;
use crate::limits;
use crate::pusher::Pusher;
use crate::realtime::Limits;

/// The placeholder in a channel pattern.
const WORKSPACE: &str = "{workspaceId}";
/// The contract's own pattern.
pub const DEFAULT_PATTERN: &str = "presence-workspace-{workspaceId}";
/// Pusher takes channel names of at most this many characters.
const PUSHER_CHANNEL_CHARS: usize = 164;

/// The reference backend of CollabSpace chat.
///
/// Without Pusher credentials this process serves live updates itself, which is enough for one process. Otherwise the
/// credentials come from the environment: PUSHER_APP_ID, PUSHER_KEY (or NEXT_PUBLIC_PUSHER_KEY), PUSHER_SECRET, and
/// PUSHER_CLUSTER (or NEXT_PUBLIC_PUSHER_CLUSTER) for hosted Pusher, or PUSHER_HOST, PUSHER_PORT and PUSHER_SCHEME
/// for your own server. SESSION_SECRET signs the sessions; without it a secret is generated and kept beside the
/// SQLite file. With MongoDB you must set it: all backends of one database need the same one.
#[derive(Debug, Parser)]
#[command(name = "collabspace-backend", version)]
pub struct Args {
    /// Address and port to listen on; port 0 picks a free one
    #[arg(long, env = "COLLABSPACE_LISTEN", default_value = "127.0.0.1:3000")]
    pub listen: String,
    /// The SQLite file; created if it does not exist
    #[arg(long, env = "COLLABSPACE_DATABASE", default_value = "collabspace.sqlite")]
    pub database: PathBuf,
    /// A MongoDB database (mongodb://… or mongodb+srv://…), instead of the SQLite file
    #[arg(long, env = "MONGODB_URI", hide_env_values = true)]
    pub store: Option<String>,
    /// The folder for the files of messages. Default: beside the SQLite file. With MongoDB there are no files unless
    /// this is set, and all backends of one database need the same folder
    #[arg(long, env = "COLLABSPACE_ATTACHMENTS")]
    pub attachments: Option<PathBuf>,
    /// The largest file, in MB; 0 turns files off
    #[arg(long, env = "COLLABSPACE_ATTACHMENT_MB", default_value = "25")]
    pub attachment_mb: u32,
    /// The total size of one person's files, in MB
    #[arg(long, env = "COLLABSPACE_ATTACHMENT_QUOTA_MB", default_value = "1000")]
    pub attachment_quota_mb: u32,
    /// The built page
    #[arg(long, env = "COLLABSPACE_DIST", default_value = "dist")]
    pub dist: PathBuf,
    /// A workspace whose members are all signed-in people; repeatable
    #[arg(long, env = "COLLABSPACE_WORKSPACE", value_delimiter = ',', default_value = "demo-workspace")]
    pub workspace: Vec<String>,
    /// A chat channel of every workspace; repeatable
    #[arg(long, env = "COLLABSPACE_CHANNEL", value_delimiter = ',', default_values = ["general", "random"])]
    pub channel: Vec<String>,
    /// Turn off every extension of the contract
    #[arg(long, env = "COLLABSPACE_BASELINE", value_parser = FalseyValueParser::new())]
    pub baseline: bool,
    /// Messages a second that one person may send; twice as many in a burst
    #[arg(long, env = "COLLABSPACE_RATE", default_value = "10")]
    pub rate: NonZeroU32,
    /// Calls a second for reading, and as many for authorizing, that one address may make; ten times as many in a
    /// burst
    #[arg(long, env = "COLLABSPACE_ADDRESS_RATE", default_value = "100")]
    pub address_rate: NonZeroU32,
    /// A proxy, by its address or network, whose X-Forwarded-For and X-Forwarded-Proto are trusted; repeatable
    #[arg(long, env = "COLLABSPACE_TRUSTED_PROXY", value_delimiter = ',')]
    pub trusted_proxy: Vec<String>,
    /// Every page reaches this backend over https, so cookies are Secure. A trusted proxy reports this with
    /// X-Forwarded-Proto
    #[arg(long, env = "COLLABSPACE_HTTPS", value_parser = FalseyValueParser::new())]
    pub https: bool,
    /// For demonstrations: people are signed in under any name that they type
    #[arg(long, env = "COLLABSPACE_DEMO_SIGN_IN", value_parser = FalseyValueParser::new())]
    pub demo_sign_in: bool,
    /// Allow --demo-sign-in on an address that other machines can reach
    #[arg(long, env = "COLLABSPACE_DEMO_SIGN_IN_ANYWHERE", value_parser = FalseyValueParser::new())]
    pub demo_sign_in_anywhere: bool,
    /// Connections at a time; further ones wait to be accepted
    #[arg(long, env = "COLLABSPACE_MAX_CONNECTIONS", default_value = "1000")]
    pub max_connections: NonZeroUsize,
    /// Seconds after which a connection is closed if it sends no request, or no further byte of one
    #[arg(long, env = "COLLABSPACE_IDLE_TIMEOUT", default_value = "30")]
    pub idle_timeout: NonZeroU32,
    /// Another origin whose pages may call the API, cookies included; repeatable
    #[arg(long, env = "COLLABSPACE_ALLOW_ORIGIN", value_delimiter = ',')]
    pub allow_origin: Vec<String>,
    /// Another origin whose pages may show this one in a frame; repeatable
    #[arg(long, env = "COLLABSPACE_FRAME_ANCESTOR", value_delimiter = ',')]
    pub frame_ancestor: Vec<String>,
    /// The name of a workspace's Pusher channel
    #[arg(long, env = "COLLABSPACE_CHANNEL_PATTERN", default_value = DEFAULT_PATTERN)]
    pub channel_pattern: String,
    /// Let members send events to each other (`client-…`), if this process serves live updates itself
    #[arg(long, env = "COLLABSPACE_CLIENT_EVENTS", value_parser = FalseyValueParser::new())]
    pub client_events: bool,
}

/// A checked configuration.
#[derive(Clone)]
pub struct Config {
    pub listen: String,
    pub database: Database,
    pub dist: PathBuf,
    /// `None` if there are no files.
    pub attachments: Option<Settings>,
    /// At least one.
    pub workspaces: Vec<String>,
    pub channels: Vec<String>,
    pub features: Features,
    /// Messages a second and person.
    pub rate: NonZeroU32,
    /// Calls a second and address, to read and to authorize.
    pub address_rate: NonZeroU32,
    pub trusted_proxies: TrustedProxies,
    /// True if every page reaches this backend over https.
    pub https: bool,
    pub demo_sign_in: bool,
    pub max_connections: NonZeroUsize,
    /// How long a connection may be silent before or within a request.
    pub idle_timeout: Duration,
    /// Other origins whose pages may call the API.
    pub allow_origins: Vec<HeaderValue>,
    /// Other origins whose pages may show this one in a frame.
    pub frame_ancestors: Vec<String>,
    pub channel_pattern: String,
    pub pusher: Pusher,
    /// The limits of the embedded Pusher server.
    pub realtime: Limits,
    /// True if the embedded Pusher server accepts client events.
    pub client_events: bool,
    pub session_secret: Vec<u8>,
}

/// An invalid setting: its name, its value, and what to do.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("{0}")]
pub struct ConfigError(pub String);

impl Config {
    /// Checks the flags, and reads the other settings through `env`, the environment by name.
    ///
    /// If the environment has no SESSION_SECRET, this reads or creates the file beside the SQLite file that holds
    /// one.
    pub fn new(args: Args, env: impl Fn(&str) -> Option<String>) -> Result<Self, ConfigError> {
        // Many tools write an empty variable for "not set".
        let env = |name: &str| env(name).filter(|value| !value.is_empty());
        check_ids("--workspace (COLLABSPACE_WORKSPACE)", &args.workspace)?;
        check_ids("--channel (COLLABSPACE_CHANNEL)", &args.channel)?;
        check_pattern(&args.channel_pattern, &args.workspace)?;
        let demo_sign_in = access::demo_sign_in(&args)?;
        let database = Database::from_args(args.database, args.store)?;
        let session_secret = secret::load(env("SESSION_SECRET"), &database)?;
        let pusher = pusher::from_env(&env, &session_secret)?;
        pusher::check_client_events(args.client_events, &pusher.server)?;
        let attachments = attachments::settings(
            args.attachments,
            &database,
            args.attachment_mb,
            args.attachment_quota_mb,
            args.baseline,
        );
        Ok(Self {
            pusher,
            realtime: Limits::default(),
            client_events: args.client_events,
            session_secret,
            listen: args.listen,
            database,
            dist: args.dist,
            workspaces: args.workspace,
            channels: args.channel,
            features: Features::new(args.baseline, attachments.is_some()),
            attachments,
            rate: args.rate,
            address_rate: args.address_rate,
            trusted_proxies: access::trusted_proxies(&args.trusted_proxy)?,
            https: args.https,
            demo_sign_in,
            max_connections: args.max_connections,
            idle_timeout: Duration::from_secs(args.idle_timeout.get().into()),
            allow_origins: origins("--allow-origin (COLLABSPACE_ALLOW_ORIGIN)", &args.allow_origin)?,
            frame_ancestors: {
                origins("--frame-ancestor (COLLABSPACE_FRAME_ANCESTOR)", &args.frame_ancestor)?;
                args.frame_ancestor
            },
            channel_pattern: args.channel_pattern,
        })
    }

    /// Returns the Pusher channel of a workspace.
    pub fn pusher_channel(&self, workspace_id: &str) -> String {
        self.channel_pattern.replace(WORKSPACE, workspace_id)
    }
}

fn check_ids(name: &str, ids: &[String]) -> Result<(), ConfigError> {
    match ids.iter().find(|id| !limits::is_id(id)) {
        None => Ok(()),
        Some(id) => {
            Err(ConfigError(format!("{name} holds {id:?}; it must be 1 to 64 letters, digits, \"_\", \"-\" or \".\".")))
        }
    }
}

/// An origin is a scheme and a host, with a port unless it is the scheme's default: as browsers send it in `Origin`.
fn origins(name: &str, origins: &[String]) -> Result<Vec<HeaderValue>, ConfigError> {
    let parse = |origin: &String| {
        let host = origin.strip_prefix("https://").or_else(|| origin.strip_prefix("http://"))?;
        let is_host = !host.is_empty()
            && host.bytes().all(|byte| {
                byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'.' | b'-' | b':' | b'[' | b']')
            });
        is_host.then(|| HeaderValue::from_str(origin).ok())?
    };
    let wrong = |origin| {
        ConfigError(format!(
            "{name} holds {origin:?}; it must be an origin as browsers write it, in lowercase and without a path, such as \
             \"https://chat.example\"."
        ))
    };
    origins.iter().map(|origin| parse(origin).ok_or_else(|| wrong(origin))).collect()
}

fn check_pattern(pattern: &str, workspaces: &[String]) -> Result<(), ConfigError> {
    let rest = pattern.replacen(WORKSPACE, "", 1);
    let kind_known = ["presence-", "private-"].iter().any(|kind| pattern.starts_with(kind))
        && !pattern.starts_with("private-encrypted-");
    let characters_known = rest.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-=@,.;".contains(&byte));
    let longest = workspaces.iter().map(String::len).max().unwrap_or(0);
    if rest != pattern && kind_known && characters_known && rest.len() + longest <= PUSHER_CHANNEL_CHARS {
        return Ok(());
    }
    Err(ConfigError(format!(
        "--channel-pattern (COLLABSPACE_CHANNEL_PATTERN) holds {pattern:?}; it must begin with \
         \"presence-\" or \"private-\", contain \"{WORKSPACE}\" once, and be a channel name that Pusher \
         accepts, such as \"{DEFAULT_PATTERN}\"."
    )))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pattern(pattern: &str) -> bool {
        check_pattern(pattern, &["demo-workspace".into()]).is_ok()
    }

    #[test]
    fn an_origin_is_as_browsers_write_it() {
        let of = |origin: &str| origins("--allow-origin", &[origin.to_owned()]);
        for taken in ["https://chat.example", "http://127.0.0.1:8080", "http://[::1]:8080"] {
            assert_eq!(of(taken), Ok(vec![HeaderValue::from_str(taken).unwrap()]));
        }
        for refused in ["*", "chat.example", "https://", "https://chat.example/", "https://Chat.example", "https://a b"]
        {
            let ConfigError(words) = of(refused).unwrap_err();
            assert!(words.contains("--allow-origin") && words.contains(refused), "{words}");
        }
    }

    #[test]
    fn a_pattern_is_a_presence_or_private_channel_of_one_workspace() {
        assert!(pattern(DEFAULT_PATTERN));
        assert!(pattern("private-{workspaceId}-chat"));
        for refused in [
            "presence-workspace",
            "{workspaceId}",
            "public-{workspaceId}",
            "private-encrypted-{workspaceId}",
            "presence-{workspaceId}-{workspaceId}",
            "presence-{workspaceId} ",
            "presence-{other}-{workspaceId}",
        ] {
            assert!(!pattern(refused), "{refused} was taken");
        }
        assert!(!pattern(&format!("presence-{WORKSPACE}{}", "x".repeat(150))));
    }
}
