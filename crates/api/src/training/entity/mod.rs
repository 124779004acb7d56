//! The tables of training.

pub mod conduct_signature;
pub mod conduct_text;
pub mod quiz_answer;
pub mod quiz_attempt;
pub mod training_asked;
pub mod training_completion;
pub mod training_module;
pub mod training_module_version;
pub mod training_notice;
pub mod training_path_item;
pub mod training_post;
pub mod training_post_report;
pub mod training_progress;
pub mod training_settings;
