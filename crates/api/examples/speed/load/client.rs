//! As little client as there can be: what it needs, the servers can't have.

use anyhow::{Context as _, bail, ensure};
use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::time::{Duration, Instant};

/// A request, ready to be sent.
pub struct Request(Vec<u8>);

impl Request {
    pub fn get(path: &str, token: Option<&str>) -> Self {
        let token = token.map_or(String::new(), |t| format!("Authorization: Bearer {t}\r\n"));
        Self(format!("GET {path} HTTP/1.1\r\nHost: localhost\r\n{token}\r\n").into_bytes())
    }
    pub fn post(path: &str, body: &serde_json::Value) -> Self {
        let body = body.to_string();
        let length = body.len();
        Self(
            format!(
                "POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n\r\n{body}"
            )
            .into_bytes(),
        )
    }
}

/// What was answered, and how fast.
#[derive(Default)]
pub struct Load {
    seconds: f64,
    /// Milliseconds of every answer.
    times: Vec<f32>,
}

impl Load {
    pub fn add(&mut self, other: Self) {
        self.seconds += other.seconds;
        self.times.extend(other.times);
    }
    /// Answers a second.
    pub fn throughput(&self) -> f64 {
        self.times.len() as f64 / self.seconds
    }
    pub fn percentile(&self, percent: usize) -> f32 {
        let mut times = self.times.clone();
        times.sort_by(f32::total_cmp);
        times
            .get(times.len() * percent / 100)
            .copied()
            .unwrap_or_default()
    }
}

struct Connection {
    stream: TcpStream,
    buffer: Vec<u8>,
}

impl Connection {
    fn open(to: SocketAddr) -> anyhow::Result<Self> {
        let stream = TcpStream::connect(to)?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(Duration::from_secs(20)))?;
        Ok(Self {
            stream,
            buffer: vec![0; 256 * 1024],
        })
    }

    /// Sends a request and reads the whole answer.
    fn ask(&mut self, request: &Request) -> anyhow::Result<&[u8]> {
        self.stream.write_all(&request.0)?;
        let mut filled = 0;
        let head = loop {
            let read = self.stream.read(&mut self.buffer[filled..])?;
            ensure!(read > 0, "the server hung up");
            filled += read;
            if let Some(at) = self.buffer[..filled].windows(4).position(|w| w == b"\r\n\r\n") {
                break at + 4;
            }
        };
        let text = std::str::from_utf8(&self.buffer[..head])?;
        if !text.starts_with("HTTP/1.1 200") {
            bail!("{}", text.lines().next().unwrap_or_default());
        }
        let length: usize = text
            .lines()
            .filter_map(|l| l.split_once(':'))
            .find(|(name, _)| name.eq_ignore_ascii_case("content-length"))
            .context("an answer without a length")?
            .1
            .trim()
            .parse()?;
        let end = head + length;
        if end > self.buffer.len() {
            self.buffer.resize(end, 0);
        }
        while filled < end {
            let read = self.stream.read(&mut self.buffer[filled..])?;
            ensure!(read > 0, "the server hung up");
            filled += read;
        }
        Ok(&self.buffer[head..end])
    }
}

/// Asks once.
///
/// # Errors
/// When the answer isn't 200 with JSON.
pub fn once(to: SocketAddr, request: &Request) -> anyhow::Result<serde_json::Value> {
    Ok(serde_json::from_slice(Connection::open(to)?.ask(request)?)?)
}

/// # Errors
/// When the server isn't there after ten seconds.
pub fn wait_until_ready(at: SocketAddr) -> anyhow::Result<()> {
    let ready = Request::get("/readyz", None);
    for _ in 0..1_000 {
        if Connection::open(at).is_ok_and(|mut c| c.ask(&ready).is_ok()) {
            return Ok(());
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    bail!("the server did not get ready")
}

/// Asks over and over on several connections until the time is up.
///
/// # Errors
/// When an answer isn't 200.
pub fn drive(to: SocketAddr, request: &Request, connections: usize, time: Duration) -> anyhow::Result<Load> {
    let start = Instant::now();
    let end = start + time;
    let one = || -> anyhow::Result<Vec<f32>> {
        let mut connection = Connection::open(to)?;
        let mut times = Vec::new();
        loop {
            let asked = Instant::now();
            if asked >= end {
                return Ok(times);
            }
            connection.ask(request)?;
            times.push(asked.elapsed().as_secs_f32() * 1e3);
        }
    };
    let times = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..connections).map(|_| scope.spawn(one)).collect();
        let mut times = Vec::new();
        for thread in threads {
            times.extend(
                thread
                    .join()
                    .map_err(|_| anyhow::anyhow!("a connection broke"))??,
            );
        }
        anyhow::Ok(times)
    })?;
    Ok(Load {
        seconds: start.elapsed().as_secs_f64(),
        times,
    })
}
