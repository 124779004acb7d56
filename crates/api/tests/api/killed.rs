//! The process is killed in the middle of an import and of publishing: all of it happened, or nothing. Killed while it gives an award
//! to many, it goes on where it was, and nobody gets it twice.
//!
//! The real program, killed as the machine would (`SIGKILL`), at moments that move from far too early to after the answer.

use crate::app::database_url;
use crate::client::Client;
use crate::groups_world::cohort;
use crate::imports::upload;
use crate::people::PASSWORD;
use crate::schemes::scheme;
use reqwest::Method;
use serde_json::{Value, json};
use std::io::Write as _;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

const ADMIN: &str = "ruth@example.org";

/// An installation whose server can be killed and started again.
struct Installation {
    var: tempfile::TempDir,
    database: String,
    port: u16,
    server: Option<Child>,
}

impl Installation {
    async fn new() -> Self {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let var = tempfile::tempdir().unwrap();
        let database = database_url(var.path()).await;
        let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let port = free.local_addr().unwrap().port();
        let this = Self {
            var,
            database,
            port,
            server: None,
        };
        let user = [
            "user", "create", "--email", ADMIN, "--given", "Ruth", "--family", "Adeyemi",
        ];
        let mut create = this
            .command()
            .args(user)
            .arg("--password-stdin")
            .stdin(Stdio::piped())
            .spawn()
            .unwrap();
        writeln!(create.stdin.take().unwrap(), "{PASSWORD}").unwrap();
        assert!(create.wait().unwrap().success());
        this
    }

    fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_cairn"));
        command
            .current_dir(self.var.path())
            .env("CAIRN_VAR_DIR", self.var.path())
            .env("DATABASE_URL", &self.database)
            .env("PORT", self.port.to_string())
            .env("CAIRN_SIGN_INS_PER_MINUTE", "10000")
            .env("CAIRN_LOG", "error")
            .stdout(Stdio::null());
        command
    }

    /// Starts the server and signs its admin in.
    async fn start(&mut self) -> Client {
        self.server = Some(self.command().arg("serve").spawn().unwrap());
        let mut admin = Client::new(&format!("http://127.0.0.1:{}", self.port));
        for _ in 0..500 {
            if admin.is_up().await {
                admin.sign_in(ADMIN, PASSWORD).await.expect(200);
                return admin;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        panic!("the server did not start");
    }

    fn kill(&mut self) {
        if let Some(mut server) = self.server.take() {
            server.kill().unwrap();
            server.wait().unwrap();
        }
    }

    /// Sends a request, kills the server after a while, starts it again, and gives what is there then.
    async fn interrupted(&mut self, admin: &Client, path: &str, etag: &str, after: Duration) -> Client {
        let request = admin
            .request(Method::POST, path)
            .header("if-match", etag)
            .json(&json!({}))
            .send();
        let sent = tokio::spawn(request);
        tokio::time::sleep(after).await;
        self.kill();
        let _ = sent.await.unwrap();
        self.start().await
    }
}

impl Drop for Installation {
    fn drop(&mut self) {
        self.kill();
    }
}

/// Moments to be killed at, each twice as late as the one before.
fn moments() -> impl Iterator<Item = Duration> {
    (0..12).map(|n| Duration::from_millis(8 << n))
}

async fn count(admin: &Client, path: &str) -> u64 {
    admin.get(path).await.expect(200).json["total"].as_u64().unwrap()
}

async fn start_scheme(admin: &Client) -> String {
    let made = admin.post("/schemes", scheme("Autumn")).await.expect(201);
    made.json["id"].as_str().unwrap().to_owned()
}

/// Uploads and checks a cohort; gives its address.
async fn checked(admin: &Client, scheme: &str, people: (usize, usize)) -> String {
    let made = upload(admin, scheme, "cohort.csv", cohort(people.0, people.1))
        .await
        .expect(201);
    let path = format!("/cohort-imports/{}", made.json["id"].as_str().unwrap());
    admin.post(&format!("{path}/check"), json!({})).await.expect(200);
    path
}

#[tokio::test]
async fn an_import_that_is_killed_leaves_all_or_nothing() {
    let mut place = Installation::new().await;
    let mut admin = place.start().await;
    let scheme = start_scheme(&admin).await;
    let import = checked(&admin, &scheme, (100, 500)).await;
    let people = format!("/schemes/{scheme}/participants?limit=1");
    for (killed, after) in moments().enumerate() {
        let etag = admin.get(&import).await.expect(200).etag();
        admin = place
            .interrupted(&admin, &format!("{import}/apply"), &etag, after)
            .await;
        let state = admin.get(&import).await.expect(200).json["state"].clone();
        let there = count(&admin, &people).await;
        if state == "applied" {
            assert_eq!(there, 600);
            assert!(killed > 0, "no kill came before the end");
            return;
        }
        assert_eq!((state, there), (json!("checked"), 0), "after {after:?}");
    }
    panic!("the import never came to its end");
}

async fn draft(admin: &Client, scheme: &str) -> Value {
    let wish = json!({ "strategy": "aligned_tutor", "seed": 1 });
    let asked = admin
        .post(&format!("/schemes/{scheme}/proposals"), wish)
        .await
        .expect(202);
    let path = format!("/proposals/{}", asked.json["id"].as_str().unwrap());
    for _ in 0..500 {
        let now = admin.get(&path).await.expect(200).json;
        if now["state"] != "forming" {
            return now;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("the groups were not formed");
}

#[tokio::test]
async fn publishing_that_is_killed_leaves_all_or_nothing() {
    let mut place = Installation::new().await;
    let mut admin = place.start().await;
    let scheme = start_scheme(&admin).await;
    let import = checked(&admin, &scheme, (150, 900)).await;
    let etag = admin.get(&import).await.expect(200).etag();
    admin
        .changing(Method::POST, &format!("{import}/apply"), &etag, json!({}))
        .await
        .expect(200);
    let proposal = draft(&admin, &scheme).await;
    let groups = proposal["groups"].as_array().unwrap().len() as u64;
    let path = format!("/proposals/{}", proposal["id"].as_str().unwrap());
    for (killed, after) in moments().enumerate() {
        let etag = admin.get(&path).await.expect(200).etag();
        admin = place
            .interrupted(&admin, &format!("{path}/publish"), &etag, after)
            .await;
        let state = admin.get(&path).await.expect(200).json["state"].clone();
        let dashboard = admin
            .get(&format!("/schemes/{scheme}/groups/dashboard"))
            .await
            .expect(200)
            .json;
        let there = (
            dashboard["groups"].as_u64().unwrap(),
            dashboard["mentees_placed"].as_u64().unwrap(),
        );
        if state == "published" {
            assert_eq!(there, (groups, 900));
            assert!(killed > 0, "no kill came before the end");
            return;
        }
        assert_eq!((state, there), (json!("draft"), (0, 0)), "after {after:?}");
    }
    panic!("publishing never came to its end");
}

/// Lets the time pass after which a dead server's work is taken up by another.
async fn a_minute_later(database: &str) {
    use cairn::jobs::entity::{Column, Entity};
    use sea_orm::sea_query::Expr;
    use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _};
    let db = sea_orm::Database::connect(database).await.unwrap();
    let past = chrono::Utc::now() - chrono::Duration::seconds(1);
    Entity::update_many()
        .col_expr(Column::LockedUntil, Expr::value(past))
        .filter(Column::LockedUntil.is_not_null())
        .exec(&db)
        .await
        .unwrap();
    db.close().await.unwrap();
}

/// Asks again until an answer is right.
async fn until(admin: &Client, path: &str, is_right: impl Fn(&Value) -> bool) -> Value {
    for _ in 0..1500 {
        let now = admin.get(path).await.expect(200).json;
        if is_right(&now) {
            return now;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("{path} never came to what was waited for");
}

#[tokio::test]
async fn giving_an_award_that_is_killed_gives_everybody_one() {
    const MENTORS: usize = 240;
    let mut place = Installation::new().await;
    let mut admin = place.start().await;
    let scheme = start_scheme(&admin).await;
    let import = checked(&admin, &scheme, (MENTORS, 0)).await;
    let etag = admin.get(&import).await.expect(200).etag();
    admin
        .changing(Method::POST, &format!("{import}/apply"), &etag, json!({}))
        .await
        .expect(200);
    let day = chrono::Utc::now().date_naive() - chrono::Duration::days(1);
    let items: Vec<Value> = (0..MENTORS)
        .map(|n| {
            json!({ "reference": format!("r{n}"), "scheme_id": scheme, "student_number": format!("m{n}"), "kind": "hours",
                "happened_on": day, "minutes": 120, "text": "Met the group." })
        })
        .collect();
    admin
        .put("/evidence", json!({ "source": "attendance", "items": items }))
        .await
        .expect(200);
    let rule = json!({ "mode": "all", "blocks": [{ "mode": "all", "requirements": [{ "kind": "hours", "hours": 2 }] }] });
    let made = admin
        .post(
            "/awards",
            json!({ "scheme_id": scheme, "name": "Student Mentor Award", "description": "For staying in touch.", "rule": rule }),
        )
        .await
        .expect(201);
    let award = format!("/awards/{}", made.json["id"].as_str().unwrap());
    until(&admin, &award, |a| a["ready"] == MENTORS).await;
    let run = admin
        .post(&format!("{award}/grants"), json!({}))
        .await
        .expect(202);
    let run = format!("/grant-runs/{}", run.json["job_id"].as_str().unwrap());
    // Killed three times, each time when somebody more was given it.
    let mut given = 0;
    for _ in 0..3 {
        let now = until(&admin, &run, |r| {
            r["given"].as_u64().unwrap() > given || r["state"] == "done"
        })
        .await;
        place.kill();
        given = now["given"].as_u64().unwrap();
        a_minute_later(&place.database).await;
        admin = place.start().await;
        let after = admin.get(&run).await.expect(200).json["given"].as_u64().unwrap();
        assert!(after >= given, "{after} of {given} are left");
        given = after;
    }
    let done = until(&admin, &run, |r| r["state"] == "done").await;
    assert_eq!(
        (&done["given"], &done["kept"]),
        (&json!(MENTORS), &json!(0)),
        "{done}"
    );
    let award = admin.get(&award).await.expect(200).json;
    assert_eq!(
        (&award["grants"], &award["ready"]),
        (&json!(MENTORS), &json!(0)),
        "{award}"
    );
    let table = admin
        .request(Method::GET, &format!("/award-grants?scheme_id={scheme}"))
        .header("accept", "text/csv");
    let csv = admin.send(table).await.expect(200);
    let serials: std::collections::HashSet<&str> = csv
        .text
        .lines()
        .skip(1)
        .filter_map(|line| line.split(',').find(|cell| cell.starts_with("CAIRN-")))
        .collect();
    assert_eq!((csv.text.lines().count() - 1, serials.len()), (MENTORS, MENTORS));
}
