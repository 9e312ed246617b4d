//! A person who calls the API.

use reqwest::header::HeaderMap;
use reqwest::{Client, Method, RequestBuilder, redirect};
use serde_json::{Value, json};

#[derive(Clone)]
pub struct Caller {
    client: Client,
    url: String,
    pub token: Option<String>,
    pub id: String,
    pub name: String,
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error} in {:?}", self.text()))
    }

    /// A header's value; empty where it is absent.
    pub fn header(&self, name: &str) -> &str {
        let value = self.headers.get(name);
        value.and_then(|value| value.to_str().ok()).unwrap_or("")
    }

    /// The answer's JSON, where it is a success.
    #[track_caller]
    pub fn ok(&self) -> Value {
        assert_eq!(self.status, 200, "{}", self.text());
        self.json()
    }
}

impl Caller {
    pub fn stranger(url: &str) -> Self {
        let client = Client::builder().no_proxy().redirect(redirect::Policy::none()).build().expect("an HTTP client");
        Self { client, url: url.to_owned(), token: None, id: String::new(), name: String::new() }
    }

    pub async fn sign_in(url: &str, name: &str) -> Self {
        let mut caller = Self::stranger(url);
        let answer = caller.post("/login", json!({ "name": name })).await.ok();
        caller.token = answer["token"].as_str().map(str::to_owned);
        caller.id = answer["user"]["id"].as_str().unwrap_or("").to_owned();
        caller.name = name.to_owned();
        caller
    }

    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let request = self.client.request(method, format!("{}{path}", self.url));
        match &self.token {
            Some(token) => request.bearer_auth(token),
            None => request,
        }
    }

    /// Sends a request; an error is that of the connection.
    pub async fn try_send(request: RequestBuilder) -> reqwest::Result<Answer> {
        let response = request.send().await?;
        Ok(Answer {
            status: response.status().as_u16(),
            headers: response.headers().clone(),
            body: response.bytes().await?.to_vec(),
        })
    }

    pub async fn send(request: RequestBuilder) -> Answer {
        Self::try_send(request).await.expect("an answer")
    }

    pub async fn get(&self, path: &str) -> Answer {
        Self::send(self.request(Method::GET, path)).await
    }

    pub fn json_request(&self, path: &str, body: &Value) -> RequestBuilder {
        self.request(Method::POST, path).header("content-type", "application/json").body(body.to_string())
    }

    pub async fn post(&self, path: &str, body: Value) -> Answer {
        Self::send(self.json_request(path, &body)).await
    }

    pub async fn form(&self, path: &str, body: &str) -> Answer {
        let request = self
            .request(Method::POST, path)
            .header("content-type", "application/x-www-form-urlencoded")
            .body(body.to_owned());
        Self::send(request).await
    }

    pub async fn patch(&self, path: &str, body: Value) -> Answer {
        let request = self.request(Method::PATCH, path).header("content-type", "application/json");
        Self::send(request.body(body.to_string())).await
    }

    pub async fn put(&self, path: &str) -> Answer {
        Self::send(self.request(Method::PUT, path)).await
    }

    pub async fn delete(&self, path: &str) -> Answer {
        Self::send(self.request(Method::DELETE, path)).await
    }

    /// Uploads a file under a name.
    pub async fn upload_as(&self, client_id: &str, name: &str, content: &[u8]) -> Answer {
        let parts = [field("clientId", client_id), file(name, content)].concat();
        Self::send(self.multipart(parts)).await
    }

    /// Uploads a file, and gives what a message carries of it.
    pub async fn upload(&self, name: &str, content: &[u8]) -> Value {
        let client_id = uuid::Uuid::now_v7().to_string();
        self.upload_as(&client_id, name, content).await.ok()["attachment"].take()
    }

    /// A form of these parts.
    pub fn multipart(&self, parts: Vec<u8>) -> RequestBuilder {
        let request = self.request(Method::POST, "/api/attachments");
        let end = format!("--{BOUNDARY}--\r\n");
        request
            .header("content-type", format!("multipart/form-data; boundary={BOUNDARY}"))
            .body([parts, end.into_bytes()].concat())
    }

    /// Sends a message with files, and gives it back.
    pub async fn say_with(&self, content: &str, files: &[&Value]) -> Value {
        let ids: Vec<&Value> = files.iter().map(|file| &file["id"]).collect();
        let body = json!({ "content": content, "workspaceId": "demo-workspace", "attachments": ids });
        self.post("/api/messages", body).await.ok()["message"].take()
    }

    /// Says something in #general and gives the stored message back.
    pub async fn say(&self, content: &str) -> Value {
        self.say_in("general", content).await
    }

    pub async fn say_in(&self, channel: &str, content: &str) -> Value {
        let body = json!({ "content": content, "workspaceId": "demo-workspace", "channelId": channel });
        self.post("/api/messages", body).await.ok()["message"].take()
    }

    /// Says something in #general in answer to a message.
    pub async fn answer(&self, to: &Value, content: &str) -> Value {
        let body = json!({ "content": content, "workspaceId": "demo-workspace", "replyTo": to["id"] });
        self.post("/api/messages", body).await.ok()["message"].take()
    }

    /// Changes what a message says, and gives the message back.
    pub async fn edit(&self, message: &Value, content: &str) -> Value {
        self.patch(&path_of(message), json!({ "content": content })).await.ok()["message"].take()
    }

    /// Deletes a message, and gives its `rev` back.
    pub async fn delete_message(&self, message: &Value) -> i64 {
        self.delete(&path_of(message)).await.ok()["rev"].as_i64().expect("a rev")
    }

    /// Sets a reaction, and gives the message back.
    pub async fn react(&self, message: &Value, emoji: &str) -> Value {
        self.put(&reaction_path(message, emoji)).await.ok()["message"].take()
    }

    /// What changed since a cursor.
    pub async fn changes(&self, since: &Value) -> Value {
        let since = since.as_str().expect("a cursor");
        self.get(&format!("/api/messages/changes?workspaceId=demo-workspace&since={since}")).await.ok()
    }

    /// The cursor of the present place.
    pub async fn cursor(&self) -> Value {
        self.get("/api/messages/changes?workspaceId=demo-workspace").await.ok()["cursor"].take()
    }

    /// A message as the history has it now.
    pub async fn stored(&self, message: &Value) -> Value {
        let page = self.history("&limit=100").await;
        let messages = page["messages"].as_array().expect("messages");
        messages.iter().find(|other| other["id"] == message["id"]).expect("it is in the history").clone()
    }

    /// A page of #general's history, by further parameters such as `&limit=2`.
    pub async fn history(&self, more: &str) -> Value {
        let path = format!("/api/messages?workspaceId=demo-workspace{more}");
        self.get(&path).await.ok()
    }

    /// The contents of such a page.
    pub async fn contents(&self, more: &str) -> Vec<String> {
        let page = self.history(more).await;
        let messages = page["messages"].as_array().expect("messages");
        let content = |message: &Value| message["content"].as_str().unwrap_or("?").to_owned();
        messages.iter().map(content).collect()
    }
}

/// The boundary of every form.
pub const BOUNDARY: &str = "the-boundary-of-the-tests";

/// A text field of a form.
pub fn field(name: &str, value: &str) -> Vec<u8> {
    format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").into_bytes()
}

/// The file of a form. It claims to be a picture, whatever it is.
pub fn file(name: &str, content: &[u8]) -> Vec<u8> {
    let head = format!(
        "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
         Content-Type: image/png\r\n\r\n"
    );
    [head.as_bytes(), content, b"\r\n"].concat()
}

/// The path of the calls on one message.
pub fn path_of(message: &Value) -> String {
    format!("/api/messages/{}", message["id"].as_str().expect("an id"))
}

/// The path of one emoji at a message.
pub fn reaction_path(message: &Value, emoji: &str) -> String {
    let emoji: String = emoji.bytes().map(|byte| format!("%{byte:02X}")).collect();
    format!("{}/reactions/{emoji}", path_of(message))
}
