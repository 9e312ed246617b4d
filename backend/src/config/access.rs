//! Settings about who can reach the backend, and how.

use super::{Args, ConfigError};
use crate::client::TrustedProxies;
use crate::pusher::is_loopback;

/// Returns `true` if signing in by name alone is switched on. Refuses it on an address that other machines can reach,
/// unless that is allowed as well.
pub fn demo_sign_in(args: &Args) -> Result<bool, ConfigError> {
    let host = args.listen.rsplit_once(':').map_or(args.listen.as_str(), |(host, _)| host);
    if !args.demo_sign_in || args.demo_sign_in_anywhere || is_loopback(host) {
        return Ok(args.demo_sign_in);
    }
    Err(ConfigError(format!(
        "--demo-sign-in (COLLABSPACE_DEMO_SIGN_IN) lets anyone sign in as anyone, and other machines reach {}. Listen on \
         127.0.0.1, put your own session check into backend/src/session/mod.rs, or, if this is meant, add \
         --demo-sign-in-anywhere (COLLABSPACE_DEMO_SIGN_IN_ANYWHERE).",
        args.listen
    )))
}

/// Reads the proxies whose headers are trusted.
pub fn trusted_proxies(texts: &[String]) -> Result<TrustedProxies, ConfigError> {
    TrustedProxies::parse(texts).map_err(|wrong| {
        ConfigError(format!(
            "--trusted-proxy (COLLABSPACE_TRUSTED_PROXY) holds {wrong:?}; it must be an address or a network, such as \
             127.0.0.1 or 10.0.0.0/8."
        ))
    })
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;

    fn demo(flags: &[&str]) -> Result<bool, ConfigError> {
        demo_sign_in(&Args::try_parse_from([&["backend"], flags].concat()).unwrap())
    }

    #[test]
    fn the_demonstration_s_sign_in_is_asked_for_and_stays_on_this_machine() {
        assert_eq!(demo(&[]), Ok(false));
        for own in ["127.0.0.1:3000", "localhost:3000", "[::1]:3000", "127.1.2.3:0"] {
            assert_eq!(demo(&["--demo-sign-in", "--listen", own]), Ok(true), "{own}");
        }
        for open in ["0.0.0.0:3000", "[::]:3000", "192.168.1.5:3000", "chat.example:80", ":3000"] {
            let ConfigError(words) = demo(&["--demo-sign-in", "--listen", open]).unwrap_err();
            assert!(words.contains(open) && words.contains("--demo-sign-in-anywhere"), "{words}");
            assert_eq!(demo(&["--listen", open]), Ok(false));
            assert_eq!(demo(&["--demo-sign-in", "--demo-sign-in-anywhere", "--listen", open]), Ok(true));
        }
    }
}
