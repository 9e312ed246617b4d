//! Foreign addresses for use in the page: only those that the browser fetches over HTTP.

/// Returns the address of a picture if it is a full HTTP address. A relative one, such as `/logout`, would make each
/// reader's browser call the page's own site with the reader's cookie.
pub(super) fn picture(text: &str) -> Option<&str> {
    let text = text.trim();
    (is_plain(text) && is_http(text)).then_some(text)
}

/// Returns an address that a site configures: over HTTP, or recognisably a path (`/…`, `./…`, `../…`), so that a host
/// without its `https://` is not taken for a path.
pub(super) fn of_site(text: &str) -> Option<&str> {
    let text = text.trim();
    let path = || ["/", "./", "../"].iter().any(|start| text.starts_with(start));
    (is_plain(text) && (is_http(text) || path())).then_some(text)
}

/// Returns an origin as browsers write it: in lowercase, without a path, and without the scheme's default port.
pub(super) fn is_origin(text: &str) -> bool {
    let of = |scheme: &str, own_port: &str| {
        let host = text.strip_prefix(scheme)?;
        let (name, port) = match host.rsplit_once(':') {
            Some((name, port)) if !host.ends_with(']') => (name, Some(port)),
            _ => (host, None),
        };
        let is_name = |byte: u8| {
            byte.is_ascii_lowercase()
                || byte.is_ascii_digit()
                || matches!(byte, b'.' | b'-' | b'_' | b':' | b'[' | b']')
        };
        let is_port =
            |port: &str| port != own_port && !port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit());
        Some(!name.is_empty() && name.bytes().all(is_name) && port.is_none_or(is_port))
    };
    of("https://", "443").or_else(|| of("http://", "80")).unwrap_or(false)
}

/// Browsers drop line breaks and tabs anywhere in an address, so that `java\nscript:` is a scheme to them.
fn is_plain(text: &str) -> bool {
    !text.is_empty() && !text.contains(char::is_control)
}

fn is_http(text: &str) -> bool {
    let after = |scheme: &str| match text.get(..scheme.len()) {
        Some(start) if start.eq_ignore_ascii_case(scheme) => text.get(scheme.len()..),
        _ => None,
    };
    let host = after("https://").or_else(|| after("http://"));
    host.is_some_and(|host| !host.is_empty() && !host.starts_with(['/', '?', '#', ':']))
}
