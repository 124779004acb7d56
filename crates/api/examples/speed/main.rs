//! How fast Cairn is, in a release build: imports, forming groups, requests under load, a university's dashboards and certificates. `make bench` runs all of it.
//!
//!     speed import | formation | load [SECONDS] | scale | certificates | mdgp NAME BEST SHARE SECONDS < answer | table FILE
//!
//! Every finding is a line of JSON on standard output; `table` makes them readable. The database is SQLite in a temporary
//! folder, or PostgreSQL where `TEST_DATABASE_URL` names a server (`scripts/with-postgres`).

mod certificates;
mod cohort_file;
mod finding;
mod formation;
mod import;
mod installation;
mod load;
mod mdgp;

use anyhow::{Context as _, bail};

#[actix_web::main]
async fn main() -> anyhow::Result<()> {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let args: Vec<String> = std::env::args().skip(1).collect();
    let rest = args.get(1..).unwrap_or_default();
    match args.first().map(String::as_str) {
        Some("import") => import::measure(),
        Some(import::ONCE) => import::once(rest).await,
        Some("formation") => formation::measure(),
        Some("load") => {
            let seconds = rest.first().map_or(Ok(4.0), |s| s.parse())?;
            load::measure(seconds).await
        }
        Some("scale") => load::scale::measure().await,
        Some("certificates") => certificates::measure().await,
        Some("mdgp") => mdgp::judge(rest),
        Some("table") => finding::table(rest.first().context("Name the file with the findings.")?),
        _ => bail!(
            "Use: speed import | formation | load [SECONDS] | scale | certificates | mdgp … | table FILE"
        ),
    }
}
