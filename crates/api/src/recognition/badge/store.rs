//! Badge keys on disk: one PKCS #8 file each below `keys/badges`, named by a UUIDv7, so that the name says when it was
//! made. `<name>.revoked` beside one holds the moment it was revoked. Files are never deleted: a key that is gone takes
//! every badge it signed with it.

use super::{BadgeKey, BadgeKeys, moment};
use crate::files::private_folder;
use anyhow::Context as _;
use chrono::{DateTime, Utc};
use std::io::Write as _;
use std::path::{Path, PathBuf};

/// Loads every key of a folder, making the first one if there is none.
///
/// # Errors
/// When the folder can't be read or written, or a file isn't a key.
pub fn load(dir: &Path) -> anyhow::Result<BadgeKeys> {
    let mut files = key_files(dir)?;
    if files.is_empty() {
        files.push(add(dir)?);
    }
    let keys = files
        .iter()
        .map(|file| read(file).with_context(|| format!("{} is not a badge key", file.display())))
        .collect::<anyhow::Result<_>>()?;
    Ok(BadgeKeys::new(keys))
}

/// Adds a new key, which signs from the next load on.
///
/// # Errors
/// When it can't be written.
pub fn add(dir: &Path) -> anyhow::Result<PathBuf> {
    private_folder(dir)?;
    let mut secret = [0u8; 32];
    getrandom::fill(&mut secret).map_err(|e| anyhow::anyhow!("no randomness: {e}"))?;
    let id = uuid::Uuid::now_v7();
    let path = dir.join(format!("{id}.pem"));
    let key = BadgeKey::from_secret(secret, made_at(&path)?)?;
    write_private(&path, &key.to_pem())?;
    Ok(path)
}

/// Revokes a key. Where none would be left to sign, a new one is made first.
///
/// A second revocation keeps the first moment.
///
/// # Errors
/// When there is no such key, or the folder can't be written.
pub fn revoke(dir: &Path, kid: &str, now: DateTime<Utc>) -> anyhow::Result<()> {
    let keys = load(dir)?;
    let mut found = None;
    for file in key_files(dir)? {
        if read(&file)?.kid == kid {
            found = Some(file);
        }
    }
    let file = found.with_context(|| format!("no badge key {kid}"))?;
    if keys.find(kid).is_some_and(|k| k.revoked_at.is_some()) {
        return Ok(());
    }
    if keys.current().is_ok_and(|k| k.kid == kid) {
        add(dir)?;
    }
    write_private(&file.with_extension("revoked"), &moment(now))?;
    Ok(())
}

fn key_files(dir: &Path) -> anyhow::Result<Vec<PathBuf>> {
    private_folder(dir).with_context(|| format!("can't make {}", dir.display()))?;
    let mut files: Vec<_> = std::fs::read_dir(dir)?
        .filter_map(Result::ok)
        .map(|e| e.path())
        .filter(|p| p.extension().is_some_and(|e| e == "pem"))
        .collect();
    files.sort();
    Ok(files)
}

fn read(file: &Path) -> anyhow::Result<BadgeKey> {
    let mut key = BadgeKey::from_pem(&std::fs::read_to_string(file)?, made_at(file)?)?;
    key.revoked_at = match std::fs::read_to_string(file.with_extension("revoked")) {
        Ok(text) => Some(text.trim().parse().context("the .revoked file holds no moment")?),
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => None,
        Err(e) => return Err(e.into()),
    };
    Ok(key)
}

/// When a key was made, to the second: what its file's name says.
fn made_at(file: &Path) -> anyhow::Result<DateTime<Utc>> {
    let stamp = file
        .file_stem()
        .and_then(|s| s.to_str())
        .and_then(|s| uuid::Uuid::parse_str(s).ok())
        .and_then(|id| id.get_timestamp())
        .context("its name is no UUIDv7")?;
    let (seconds, nanos) = stamp.to_unix();
    i64::try_from(seconds)
        .ok()
        .and_then(|s| DateTime::from_timestamp(s, nanos))
        .context("its name holds no moment")
}

fn write_private(path: &Path, text: &str) -> std::io::Result<()> {
    let mut file = std::fs::OpenOptions::new();
    file.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut file, 0o600);
    file.open(path)?.write_all(text.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_without_keys_gets_its_first_and_keeps_it() {
        let dir = tempfile::tempdir().unwrap();
        let first = load(dir.path()).unwrap().current().unwrap().kid.clone();
        assert_eq!(load(dir.path()).unwrap().current().unwrap().kid, first);
    }

    #[test]
    fn a_new_key_takes_over_and_the_old_one_stays() {
        let dir = tempfile::tempdir().unwrap();
        let first = load(dir.path()).unwrap().current().unwrap().kid.clone();
        add(dir.path()).unwrap();
        let keys = load(dir.path()).unwrap();
        assert_ne!(keys.current().unwrap().kid, first);
        assert!(keys.find(&first).unwrap().retired_at.is_some());
        assert!(keys.find(&first).unwrap().revoked_at.is_none());
    }

    #[test]
    fn revoking_the_key_that_signs_leaves_a_new_one_to_sign() {
        let dir = tempfile::tempdir().unwrap();
        let first = load(dir.path()).unwrap().current().unwrap().kid.clone();
        let now: DateTime<Utc> = "2026-03-01T09:00:00Z".parse().unwrap();
        revoke(dir.path(), &first, now).unwrap();
        revoke(dir.path(), &first, now + chrono::TimeDelta::days(1)).unwrap();
        let keys = load(dir.path()).unwrap();
        assert_eq!(keys.find(&first).unwrap().revoked_at, Some(now));
        assert_eq!(keys.iter().count(), 2);
        assert_ne!(keys.current().unwrap().kid, first);
        assert!(revoke(dir.path(), "0000000000000000", now).is_err());
    }
}
