//! The Cairn server: a JSON API with its jobs, mail and live updates.
//!
//! A request goes route → extractors → service → domain rule → store, see `docs/architecture.md`.
//! One room per capability; beside them what they all stand on.

pub mod app;
pub mod audit;
pub mod cohorts;
pub mod config;
pub mod console;
pub mod ctx;
pub mod cursor;
pub mod db;
pub mod demo;
pub mod events;
pub mod export;
pub mod extract;
pub mod files;
pub mod groups;
pub mod idempotency;
pub mod identity;
pub mod jobs;
pub mod keys;
pub mod mail;
pub mod openapi;
pub mod operations;
pub mod problem;
pub mod query;
pub mod recognition;
pub mod recruitment;
pub mod settings;
mod shape;
pub mod spa;
pub mod training;
pub mod work;
