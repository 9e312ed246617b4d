//! The names and attributes of cookies: those of a session, which scripts cannot read, and the one that names the
//! user, which the page reads.

use axum::http::header::SET_COOKIE;
use axum::http::{HeaderMap, HeaderName};
use axum::response::AppendHeaders;
use axum_extra::extract::cookie::{Cookie, CookieJar, SameSite};

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use super::token::LIFETIME_DAYS;

/// The name over http, and of every cookie that the first release set.
pub const PLAIN: &str = "collabspace_session";
/// The name over https. Browsers accept it only from this very host, so another subdomain cannot plant one.
pub const HOST: &str = "__Host-collabspace_session";

/// The name of the cookie that holds the user's id, percent-encoded. The page reads it (`userCookie` in config.json),
/// to show this person's draft before the first answer. It grants no access.
pub const USER: &str = "collabspace_user";

/// How the page reaches this backend, as far as that matters for cookies.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Site {
    pub is_https: bool,
    /// True if pages of other sites may call the API.
    pub has_other_origins: bool,
}

/// Returns the cookie that carries a token.
pub fn issue(token: String, site: Site) -> Cookie<'static> {
    let cookie = Cookie::build((if site.is_https { HOST } else { PLAIN }, token)).path("/").http_only(true);
    // Browsers accept `None` only over https. Every call that changes something checks its origin.
    let same_site = if site.is_https && site.has_other_origins { SameSite::None } else { SameSite::Lax };
    cookie.secure(site.is_https).same_site(same_site).max_age(time::Duration::days(LIFETIME_DAYS)).build()
}

/// Returns the header that sets the cookie with the user's id, or removes it.
pub fn user(id: Option<&str>, site: Site) -> AppendHeaders<[(HeaderName, String); 1]> {
    let mut cookie = issue(utf8_percent_encode(id.unwrap_or_default(), NON_ALPHANUMERIC).to_string(), site);
    cookie.set_name(USER);
    cookie.set_http_only(false);
    let cookie = if id.is_some() { cookie } else { removal(cookie) };
    AppendHeaders([(SET_COOKIE, cookie.to_string())])
}

/// Adds cookies to `jar` that make the browser drop the session's cookie, under either name.
pub fn remove(jar: CookieJar, site: Site) -> CookieJar {
    let jar = jar.add(removal(issue(String::new(), Site { is_https: false, ..site })));
    if site.is_https { jar.add(removal(issue(String::new(), site))) } else { jar }
}

fn removal(mut cookie: Cookie<'static>) -> Cookie<'static> {
    cookie.make_removal();
    cookie
}

/// Returns `true` if the request carries a cookie of a session.
pub fn is_in(headers: &HeaderMap) -> bool {
    let jar = CookieJar::from_headers(headers);
    jar.get(HOST).is_some() || jar.get(PLAIN).is_some()
}
