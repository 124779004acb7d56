//! The API as an outside system meets it: a real server on a socket, a real database.
//!
//! On SQLite by default; `TEST_DATABASE_URL` names a PostgreSQL server, where every test gets a database of its own.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod app;
mod client;
mod groups_world;
mod letters;
mod people;
mod recognition_world;
mod training_staff;
mod training_world;

mod arrows;
mod bad_days;
mod capacity;
mod commands;
mod cursors;
mod files;
mod finding;
mod groups;
mod groups_alerts;
mod groups_live;
mod groups_refused;
mod idempotency;
mod identity_invitations;
mod identity_me;
mod identity_people;
mod identity_people_refused;
mod identity_refused;
mod imports;
mod imports_reach;
mod imports_refused;
mod imports_withdrawing;
mod killed;
mod levels;
mod openapi;
mod operator;
mod oulad;
mod overview;
mod passwords_at_once;
mod permissions;
mod reading;
mod recognition_awards;
mod recognition_badges;
mod recognition_certificates;
mod recognition_evidence;
mod recognition_figures;
mod recognition_furnished;
mod recognition_giving;
mod recognition_hear;
mod recognition_paper;
mod recognition_wbl;
mod recruitment;
mod recruitment_interviews;
mod recruitment_selection;
mod schema;
mod schemes;
mod session;
mod training;
mod training_asked;
mod training_decided;
mod training_reach;
mod training_refused;
