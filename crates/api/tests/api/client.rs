//! Calls the API over HTTP, as one person.

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

pub struct Client {
    http: reqwest::Client,
    base: String,
    token: Option<String>,
}

/// An answer: its status, headers and body (`Null` when it isn't JSON).
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: reqwest::header::HeaderMap,
    pub json: Value,
    pub text: String,
}

impl Answer {
    /// Fails the test, showing the body, when the status is another.
    #[track_caller]
    pub fn expect(self, status: u16) -> Self {
        assert_eq!(self.status.as_u16(), status, "{}", self.text);
        self
    }
    pub fn etag(&self) -> String {
        self.headers["etag"].to_str().unwrap().to_owned()
    }
    /// The stable kind of a problem.
    pub fn problem(&self) -> &str {
        assert_eq!(
            self.headers["content-type"], "application/problem+json",
            "{}",
            self.text
        );
        self.json["type"].as_str().unwrap()
    }
}

impl Client {
    pub fn new(base: &str) -> Self {
        Self {
            // Connections are not kept: the server ends idle ones, and a request must not meet one that is just ending.
            http: reqwest::Client::builder()
                .cookie_store(true)
                .pool_max_idle_per_host(0)
                .build()
                .unwrap(),
            base: base.to_owned(),
            token: None,
        }
    }
    pub fn with_token(mut self, token: &str) -> Self {
        self.token = Some(token.to_owned());
        self
    }
    /// Signs in and keeps the token for the calls that follow.
    pub async fn sign_in(&mut self, email: &str, password: &str) -> Answer {
        let answer = self
            .post("/auth/sign-in", json!({ "email": email, "password": password }))
            .await;
        self.token = answer.json["access_token"].as_str().map(str::to_owned);
        answer
    }
    pub fn request(&self, method: Method, path: &str) -> reqwest::RequestBuilder {
        let url = if path.starts_with('/')
            && !path.starts_with("/api/")
            && path != "/healthz"
            && path != "/readyz"
            && path != "/metrics"
        {
            format!("{}/api/v1{path}", self.base)
        } else {
            format!("{}{path}", self.base)
        };
        let request = self.http.request(method, url).header("x-cairn", "1");
        match &self.token {
            Some(token) => request.bearer_auth(token),
            None => request,
        }
    }
    /// Whether the server answers at all.
    pub async fn is_up(&self) -> bool {
        let ready = self.request(Method::GET, "/readyz").send().await;
        ready.is_ok_and(|r| r.status().is_success())
    }
    pub async fn send(&self, request: reqwest::RequestBuilder) -> Answer {
        let response = request.send().await.unwrap();
        let (status, headers) = (response.status(), response.headers().clone());
        let text = response.text().await.unwrap();
        Answer {
            status,
            headers,
            json: serde_json::from_str(&text).unwrap_or(Value::Null),
            text,
        }
    }
    pub async fn get(&self, path: &str) -> Answer {
        self.send(self.request(Method::GET, path)).await
    }
    pub async fn post(&self, path: &str, body: Value) -> Answer {
        self.send(self.request(Method::POST, path).json(&body)).await
    }
    pub async fn put(&self, path: &str, body: Value) -> Answer {
        self.send(self.request(Method::PUT, path).json(&body)).await
    }
    pub async fn delete(&self, path: &str) -> Answer {
        self.send(self.request(Method::DELETE, path)).await
    }
    /// A change to a version that was seen before.
    pub async fn changing(&self, method: Method, path: &str, etag: &str, body: Value) -> Answer {
        self.send(self.request(method, path).header("if-match", etag).json(&body))
            .await
    }
}
