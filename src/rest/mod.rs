//! The REST backend: one call in, one [`Reply`] out.

mod calls;
mod csrf;
mod early;
mod token;
mod upload;

use std::cell::Cell;
use std::rc::Rc;

use gloo_net::http::{Method, RequestBuilder, Response};
use web_sys::{AbortSignal, RequestCredentials, RequestMode, RequestRedirect, ResponseType};

use crate::model::failure::Failure;
use crate::model::history::Changes;
use crate::model::search::{Found, SearchCall};
use crate::model::session::{Call, Reply};
use crate::wire::config::{Api, Credentials};
use crate::wire::{answers, requests};

use self::calls::Outgoing;

pub use self::early::Early;
pub use self::token::Tokens;

/// A call without an answer is abandoned after this time, in milliseconds.
const TIMEOUT_MS: u32 = 15_000;

/// The backend of one workspace.
#[derive(Clone, Debug)]
pub struct Client(Rc<Inner>);

#[derive(Debug)]
struct Inner {
    api: Api,
    workspace: String,
    early: Early,
    tokens: Tokens,
    on_warning: fn(&str),
    /// True if POSTs carry headers that distinguish them from a cross-site form's. On another origin they cause a
    /// preflight, which the backend must expect.
    sends_csrf: Cell<bool>,
}

impl Client {
    /// Creates a client for this backend; `early` answers may already be there. Calls use one of `tokens`, if it has
    /// any. Warnings about malformed answers go to `on_warning`.
    #[must_use]
    pub fn new(api: Api, workspace: String, early: Early, tokens: Tokens, on_warning: fn(&str)) -> Self {
        let sends_csrf = Cell::new(csrf::is_own_origin(&api.base_url));
        Self(Rc::new(Inner { api, workspace, early, tokens, on_warning, sends_csrf }))
    }

    /// Makes a call, and returns its outcome.
    pub async fn call(&self, call: Call) -> Reply {
        let Outgoing { method, path, query, content } = self.outgoing(&call);
        let answer = self.exchange(method, &path, &query, content).await;
        self.reply(call, answer)
    }

    /// Searches the messages. Called only from a chunk, so its code is there.
    ///
    /// # Errors
    /// [`Failure`] says what can be done about it.
    pub async fn search(&self, call: SearchCall) -> Result<Found, Failure> {
        let Inner { api, workspace, .. } = &*self.0;
        let query = requests::search_query(workspace, &call);
        let path = [&*api.messages_path, "/search"].concat();
        let answer = self.exchange(Method::GET, &path, &query, None).await;
        self.read_list(answer, answers::found)
    }

    /// Reads the feed of changes from a cursor on. Returns the answer unchanged, for [`Client::read_changes`]. Only
    /// called from a chunk.
    ///
    /// # Errors
    /// [`Failure`] says what may be done about it.
    pub async fn changes(&self, since: &str) -> Result<String, Failure> {
        let Inner { api, workspace, .. } = &*self.0;
        let path = [&*api.messages_path, "/changes"].concat();
        self.exchange(Method::GET, &path, &requests::changes_query(workspace, since), None).await
    }

    /// Reads an answer of the feed. Only called from a chunk.
    ///
    /// # Errors
    /// The call failed, or its answer cannot be read.
    pub fn read_changes(&self, answer: Result<String, Failure>) -> Result<Changes, Failure> {
        self.read_list(answer, answers::changes)
    }

    /// Asks the backend to authorize this socket for this channel. Returns its answer unchanged.
    ///
    /// # Errors
    /// [`Failure`] says why it refused.
    pub async fn authorize(&self, socket_id: &str, channel: &str) -> Result<String, Failure> {
        let socket_id = js_sys::encode_uri_component(socket_id);
        let channel = js_sys::encode_uri_component(channel);
        let body = format!("socket_id={socket_id}&channel_name={channel}");
        self.exchange(Method::POST, &self.0.api.auth_path, &[], Some((FORM, body))).await
    }

    /// A call that was refused for its token is made once more if there is another token.
    async fn exchange(
        &self,
        method: Method,
        path: &str,
        query: &[(&'static str, String)],
        content: Option<(&str, String)>,
    ) -> Result<String, Failure> {
        let tokens = &self.0.tokens;
        let token = tokens.current();
        let answer = self.send(method.clone(), path, query, content.as_ref(), token.as_deref()).await;
        if answer == Err(Failure::SignedOut) && tokens.renew(token.as_deref()).await {
            let answer = self.send(method, path, query, content.as_ref(), tokens.current().as_deref()).await;
            if answer != Err(Failure::SignedOut) {
                tokens.tell_taken();
            }
            return answer;
        }
        answer
    }

    async fn send(
        &self,
        method: Method,
        path: &str,
        query: &[(&'static str, String)],
        content: Option<&(&str, String)>,
        token: Option<&str>,
    ) -> Result<String, Failure> {
        let mut request = self.request(method, path).query(query.iter().map(|(name, value)| (*name, value.as_str())));
        if let Some(token) = token {
            request = request.header("authorization", &["Bearer ", token].concat());
        }
        let has_own_headers = token.is_some() || !self.0.api.headers.is_empty();
        let request = request.redirect(RequestRedirect::Manual);
        let request = match content {
            Some((content_type, body)) => {
                let headers = if self.0.sends_csrf.get() { csrf::headers(&self.0.api.csrf) } else { Vec::new() };
                let request = headers.iter().fold(request, |request, (name, value)| request.header(name, value));
                request.header("content-type", content_type).body(body.clone())
            }
            None => request.build(),
        };
        let request = request.map_err(|_| Failure::NoAnswer)?;
        let url = request.url();
        let early = if content.is_none() { self.0.early.take(&url).await } else { None };
        let reply = match early {
            Some(reply) => reply,
            None => {
                let response = request.send().await.map_err(|_| Failure::NoAnswer)?;
                if response.type_() != ResponseType::Opaqueredirect {
                    read(response).await?
                } else if content.is_some() || has_own_headers {
                    return Err(Failure::redirected());
                } else {
                    self.follow(&url).await?
                }
            }
        };
        understood(reply)
    }

    /// Follows the redirect of a GET that carries nothing of the user's except cookies, as long as it stays on the
    /// page's origin. A redirect to another origin, or to an HTML page such as a sign-in page, is not an answer of
    /// the backend.
    async fn follow(&self, url: &str) -> Result<early::Reply, Failure> {
        let request = self.settled(RequestBuilder::new(url).method(Method::GET)).mode(RequestMode::SameOrigin);
        let response = request.send().await.map_err(|_| Failure::redirected())?;
        if response.headers().get("content-type").is_some_and(|kind| kind.starts_with("text/html")) {
            return Err(Failure::redirected());
        }
        read(response).await
    }

    fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let api = &self.0.api;
        let request = self.settled(RequestBuilder::new(&format!("{}{path}", api.base_url)).method(method));
        api.headers.iter().fold(request, |request, (name, value)| request.header(name, value))
    }

    /// The headers of every call.
    fn settled(&self, request: RequestBuilder) -> RequestBuilder {
        let credentials = match self.0.api.credentials {
            Credentials::SameOrigin => RequestCredentials::SameOrigin,
            Credentials::Include => RequestCredentials::Include,
            Credentials::Omit => RequestCredentials::Omit,
        };
        request
            .credentials(credentials)
            .header("accept", "application/json")
            .abort_signal(Some(&AbortSignal::timeout_with_u32(TIMEOUT_MS)))
    }
}

const JSON: &str = "application/json";
const FORM: &str = "application/x-www-form-urlencoded";

async fn read(response: Response) -> Result<early::Reply, Failure> {
    let (status, retry_after) = (response.status(), response.headers().get("retry-after"));
    // The body can be cut off, too.
    let text = response.text().await.map_err(|_| Failure::NoAnswer)?;
    Ok(early::Reply { status, retry_after, text })
}

fn understood(early::Reply { status, retry_after, text }: early::Reply) -> Result<String, Failure> {
    if (200..300).contains(&status) || status == 409 && answers::is_conflict(&text) {
        return Ok(text);
    }
    let retry_after = retry_after.and_then(|text| text.trim().parse::<u32>().ok());
    let retry_after = retry_after.map(|seconds| i64::from(seconds.min(3600)) * 1000);
    Err(Failure::from_status(status, &answers::error_words(&text), retry_after))
}

fn unreadable(error: &crate::wire::WireError) -> Failure {
    Failure::unexpected(&error.to_string())
}
