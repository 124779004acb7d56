//! What an installation keeps on disk is for its own eyes.
#![cfg(unix)]

use crate::app::TestApp;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

fn mode(path: &Path) -> u32 {
    std::fs::metadata(path).unwrap().permissions().mode() & 0o777
}

#[tokio::test]
async fn a_new_installation_can_be_read_by_its_owner_alone() {
    let app = TestApp::start_with(|c| {
        c.var_dir = c.var_dir.join("new/var");
        if c.is_sqlite() {
            c.database_url = format!("sqlite://{}?mode=rwc", c.var_dir.join("cairn.db").display());
        }
    })
    .await;
    let var = &app.app.config.var_dir;
    for folder in ["", "mail", "keys"] {
        assert_eq!(mode(&var.join(folder)), 0o700, "{folder}");
    }
    for file in std::fs::read_dir(var).unwrap() {
        let path = file.unwrap().path();
        if path.is_file() {
            assert_eq!(mode(&path), 0o600, "{}", path.display());
        }
    }
    assert_eq!(var.join("cairn.db").exists(), app.app.config.is_sqlite());
}

#[tokio::test]
async fn folders_that_are_there_already_stay_as_they_were_set() {
    let app = TestApp::start_with(|c| {
        c.var_dir = c.var_dir.join("shared");
        std::fs::create_dir(&c.var_dir).unwrap();
        std::fs::set_permissions(&c.var_dir, std::fs::Permissions::from_mode(0o750)).unwrap();
    })
    .await;
    let var = &app.app.config.var_dir;
    assert_eq!((mode(var), mode(&var.join("mail"))), (0o750, 0o700));
}
