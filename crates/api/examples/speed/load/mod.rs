//! Requests under load: Cairn beside a bare actix handler that runs the same statements on the same database.
//!
//! Both servers are in this process, with as many workers and connections. They take turns in short slices, so that whatever
//! else the machine does falls on both. The loop is closed: a connection asks again as soon as it is answered.

mod bare;
mod client;
mod record;
pub mod scale;
mod world;

use crate::finding::{Finding, thousands};
use crate::installation::database;
use anyhow::Context as _;
use cairn::config::Config;
use cairn::ctx::App;
use client::{Load, Request};
use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::time::Duration;
use world::World;

/// Share of the bare handler's throughput that Cairn has to reach.
const BAR: f64 = 0.8;
/// Turns that each server takes.
const TURNS: u32 = 6;

/// One operation, as both servers are asked for it.
struct Case {
    what: &'static str,
    connections: usize,
    cairn: Request,
    bare: Request,
}

/// Drives every case for this many seconds a server.
///
/// # Errors
/// When a server doesn't start or answers anything but 200.
pub async fn measure(seconds: f64) -> anyhow::Result<()> {
    let world = World::make().await?;
    let config = &world.installation.config;
    let bare = bare::start(config.clone(), record::record(&world)?)?;
    let cairn = start(config.clone(), |_| Ok(()))?;
    let token = world.sign_in(cairn, &world.lead)?;
    let mine = world.sign_in(cairn, &world.mentee)?;
    let cases = [
        Case {
            what: "Group list, 50 of a page",
            connections: 16,
            cairn: Request::get(&world.groups_path(), Some(&token)),
            bare: Request::get("/groups", None),
        },
        Case {
            what: "My group",
            connections: 16,
            cairn: Request::get("/api/v1/me/groups", Some(&mine)),
            bare: Request::get("/mine", None),
        },
        Case {
            what: "Sign-in",
            connections: 8,
            cairn: Request::post("/api/v1/auth/sign-in", &world.mentee),
            bare: Request::post("/sign-in", &world.mentee),
        },
    ];
    for case in cases {
        let (ours, theirs) = take_turns(&case, cairn, bare, seconds)?;
        let ratio = ours.throughput() / theirs.throughput();
        let times = |load: &Load| {
            format!(
                "{} a second, p50 {:.1} ms, p95 {:.1} ms",
                thousands(load.throughput() as u64),
                load.percentile(50),
                load.percentile(95)
            )
        };
        let measured = format!("{ratio:.2}: Cairn {}; bare {}", times(&ours), times(&theirs));
        Finding::new(case.what, database(), measured)
            .against(format!("{BAR} of bare"), ratio >= BAR)
            .tell()?;
    }
    Ok(())
}

fn take_turns(
    case: &Case,
    cairn: SocketAddr,
    bare: SocketAddr,
    seconds: f64,
) -> anyhow::Result<(Load, Load)> {
    let slice = Duration::from_secs_f64(seconds / f64::from(TURNS));
    let warm = Duration::from_millis(300);
    client::drive(cairn, &case.cairn, case.connections, warm)?;
    client::drive(bare, &case.bare, case.connections, warm)?;
    let (mut ours, mut theirs) = (Load::default(), Load::default());
    for turn in 0..TURNS {
        // Who goes first changes, too.
        for first in [turn % 2 == 0, turn % 2 == 1] {
            let (load, at, request) = if first {
                (&mut ours, cairn, &case.cairn)
            } else {
                (&mut theirs, bare, &case.bare)
            };
            load.add(client::drive(at, request, case.connections, slice)?);
        }
    }
    Ok((ours, theirs))
}

/// Starts Cairn as `cairn serve` does, in threads of its own that end with the process. `prepare` may change it first.
///
/// # Errors
/// When it doesn't get ready.
fn start(
    config: Config,
    prepare: impl FnOnce(&mut App) -> anyhow::Result<()> + Send + 'static,
) -> anyhow::Result<SocketAddr> {
    cairn::operations::log::start(&config);
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let address = listener.local_addr()?;
    in_a_thread(move || async move {
        let mut app = cairn::app::open(config).await?;
        prepare(Arc::get_mut(&mut app).context("nobody else has it yet")?)?;
        cairn::app::serve_on(app, listener).await
    });
    client::wait_until_ready(address)?;
    Ok(address)
}

/// Runs a server. Its database connections are opened there, too: the thread that drives the load would keep them waiting.
fn in_a_thread<F: Future<Output = anyhow::Result<()>>>(server: impl FnOnce() -> F + Send + 'static) {
    std::thread::spawn(move || {
        if let Err(error) = actix_web::rt::System::new().block_on(server()) {
            eprintln!("a server stopped: {error}");
        }
    });
}
