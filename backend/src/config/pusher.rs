//! The Pusher credentials, under the variable names that sites already use.

use hmac::Mac;

use super::ConfigError;
use crate::pusher::{Pusher, Server, hmac_sha256, is_loopback};

/// The default port of one's own server without TLS (sockudo's and soketi's own).
const OWN_PORT: u16 = 6001;

/// All variables that may name a Pusher server. If none is set, this process is the server.
const VARIABLES: [&str; 7] = [
    "PUSHER_APP_ID",
    "PUSHER_KEY",
    "NEXT_PUBLIC_PUSHER_KEY",
    "PUSHER_SECRET",
    "PUSHER_CLUSTER",
    "NEXT_PUBLIC_PUSHER_CLUSTER",
    "PUSHER_HOST",
];

/// Reads the credentials through `env`. Those of the embedded server are derived from the session secret, so that
/// they survive a restart and open pages can reconnect.
pub fn from_env(env: &impl Fn(&str) -> Option<String>, session_secret: &[u8]) -> Result<Pusher, ConfigError> {
    if VARIABLES.iter().all(|name| env(name).is_none()) {
        let derived = |what: &str| hex::encode(hmac_sha256(session_secret, what.as_bytes()).finalize().into_bytes());
        let mut key = derived("the key of the embedded Pusher server");
        key.truncate(20);
        let secret = derived("the secret of the embedded Pusher server");
        return Ok(Pusher { app_id: "embedded".into(), key, secret, server: Server::Embedded });
    }
    let first = |names: &[&str]| names.iter().find_map(|name| env(name));
    let needed = |names: &[&str]| {
        first(names).ok_or_else(|| {
            ConfigError(format!(
                "{} is not set. Set it to the value that the Pusher dashboard, or your own server's configuration, shows \
                 for the app; {}",
                names.join(" or "),
                or_none()
            ))
        })
    };
    let pusher = Pusher {
        app_id: needed(&["PUSHER_APP_ID"])?,
        key: needed(&["PUSHER_KEY", "NEXT_PUBLIC_PUSHER_KEY"])?,
        secret: needed(&["PUSHER_SECRET"])?,
        server: match env("PUSHER_HOST") {
            Some(host) => own(host, env)?,
            None => Server::Hosted {
                cluster: first(&["PUSHER_CLUSTER", "NEXT_PUBLIC_PUSHER_CLUSTER"]).ok_or_else(|| {
                    ConfigError(format!(
                        "Neither PUSHER_CLUSTER (or NEXT_PUBLIC_PUSHER_CLUSTER) nor PUSHER_HOST is set. Set the cluster \
                         for hosted Pusher, or the host of your own server; {}",
                        or_none()
                    ))
                })?,
            },
        },
    };
    // These become parts of an address; any other character in them is a mistake.
    let parts = [("PUSHER_APP_ID", &pusher.app_id), ("PUSHER_KEY", &pusher.key)];
    for (name, value) in parts.into_iter().chain(match &pusher.server {
        Server::Hosted { cluster } => Some(("PUSHER_CLUSTER", cluster)),
        Server::Own { .. } | Server::Embedded => None,
    }) {
        if !crate::limits::is_id(value) {
            return Err(ConfigError(format!(
                "{name} holds {value:?}; it must be letters, digits, \"_\", \"-\" or \".\" only."
            )));
        }
    }
    Ok(pusher)
}

/// The alternative for incomplete settings.
fn or_none() -> String {
    format!("or remove all of {}: then this process brings live updates itself.", VARIABLES.join(", "))
}

/// Refuses a switch without effect: on another server, client events are that server's own setting.
pub fn check_client_events(are_on: bool, server: &Server) -> Result<(), ConfigError> {
    if !are_on || *server == Server::Embedded {
        return Ok(());
    }
    Err(ConfigError(format!(
        "--client-events (COLLABSPACE_CLIENT_EVENTS) is for live updates from this process, but they are sent \
         {server}. Switch client events on there, and remove this setting."
    )))
}

fn own(host: String, env: &impl Fn(&str) -> Option<String>) -> Result<Server, ConfigError> {
    let in_brackets = host.starts_with('[') && host.ends_with(']');
    if host.contains(['/', '?', '#', '@']) || host.contains(char::is_whitespace) || (host.contains(':') && !in_brackets)
    {
        return Err(ConfigError(format!(
            "PUSHER_HOST holds {host:?}; it must be only a host name or an address, such as \
             chat.example or [::1]: the scheme goes to PUSHER_SCHEME, the port to PUSHER_PORT."
        )));
    }
    let tls = match env("PUSHER_SCHEME").as_deref() {
        Some("https") => true,
        Some("http") => false,
        None => !is_loopback(&host),
        Some(other) => {
            return Err(ConfigError(format!("PUSHER_SCHEME holds {other:?}; it must be \"http\" or \"https\".")));
        }
    };
    let port = match env("PUSHER_PORT") {
        None if tls => 443,
        None => OWN_PORT,
        Some(port) => port
            .parse()
            .map_err(|_| ConfigError(format!("PUSHER_PORT holds {port:?}; it must be a port number, such as 6001.")))?,
    };
    Ok(Server::Own { host, port, tls })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(variables: &[(&str, &str)]) -> Result<Pusher, ConfigError> {
        let env = |name: &str| {
            let found = variables.iter().find(|(key, _)| *key == name);
            found.map(|(_, value)| (*value).to_owned())
        };
        from_env(&env, b"a secret")
    }

    const APP: [(&str, &str); 3] =
        [("PUSHER_APP_ID", "1"), ("NEXT_PUBLIC_PUSHER_KEY", "key"), ("PUSHER_SECRET", "secret")];

    fn server(more: &[(&str, &str)]) -> Server {
        read(&[&APP, more].concat()).unwrap().server
    }

    #[test]
    fn hosted_pusher_is_found_by_its_cluster() {
        for name in ["PUSHER_CLUSTER", "NEXT_PUBLIC_PUSHER_CLUSTER"] {
            let pusher = read(&[&APP[..], &[(name, "ap2")]].concat()).unwrap();
            assert_eq!(pusher.api_url(), "https://api-ap2.pusher.com");
            assert_eq!(pusher.key, "key");
        }
    }

    #[test]
    fn ones_own_server_is_found_by_its_host() {
        let own = |host: &str, port, tls| Server::Own { host: host.into(), port, tls };
        let host = ("PUSHER_HOST", "chat.example");
        assert_eq!(server(&[host]), own("chat.example", 443, true));
        assert_eq!(server(&[host, ("PUSHER_SCHEME", "http"), ("PUSHER_PORT", "80")]), own("chat.example", 80, false));
        assert_eq!(server(&[("PUSHER_HOST", "127.0.0.1"), ("PUSHER_CLUSTER", "mt1")]), own("127.0.0.1", 6001, false));
    }

    #[test]
    fn without_credentials_this_process_is_the_server_with_the_same_key_after_a_restart() {
        let pusher = read(&[]).unwrap();
        assert_eq!(pusher.server, Server::Embedded);
        assert_eq!(pusher.key, read(&[]).unwrap().key);
        assert_ne!(pusher.key, from_env(&|_| None, b"another secret").unwrap().key);
        assert_ne!(pusher.secret, pusher.key);
    }

    #[test]
    fn settings_that_say_only_how_name_no_server() {
        let how = [("PUSHER_PORT", "443"), ("PUSHER_SCHEME", "https")];
        assert_eq!(read(&how).unwrap().server, Server::Embedded);
    }

    #[test]
    fn client_events_are_switched_on_at_the_server_that_takes_them() {
        assert_eq!(check_client_events(true, &Server::Embedded), Ok(()));
        let other = server(&[("PUSHER_HOST", "chat.example")]);
        assert_eq!(check_client_events(false, &other), Ok(()));
        let ConfigError(words) = check_client_events(true, &other).unwrap_err();
        assert!(words.contains("COLLABSPACE_CLIENT_EVENTS") && words.contains("https://chat.example:443"), "{words}");
    }

    #[test]
    fn what_is_missing_or_wrong_is_named() {
        let error = |variables: &[(&str, &str)]| read(variables).err().unwrap().0;
        for (missing, name) in ["PUSHER_APP_ID", "PUSHER_KEY", "PUSHER_SECRET"].into_iter().enumerate() {
            let mut variables = APP.to_vec();
            variables.remove(missing);
            assert!(error(&variables).contains(name));
        }
        assert!(error(&APP).contains("PUSHER_CLUSTER"));
        for wrong in [
            [("PUSHER_HOST", "http://x"), ("PUSHER_PORT", "1")],
            [("PUSHER_HOST", "chat.example:6001"), ("PUSHER_PORT", "1")],
            [("PUSHER_PORT", "no"), ("PUSHER_HOST", "x")],
            [("PUSHER_SCHEME", "ws"), ("PUSHER_HOST", "x")],
        ] {
            let text = error(&[&APP[..], &wrong].concat());
            assert!(text.contains(wrong[0].0) && text.contains(wrong[0].1), "{text}");
        }
    }
}
