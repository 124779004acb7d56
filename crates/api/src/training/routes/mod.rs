//! HTTP for training.

mod attempts;
mod completions;
mod dashboard;
mod learning;
mod modules;
mod path;
mod posts;

use utoipa_actix_web::service_config::ServiceConfig;

pub fn routes(c: &mut ServiceConfig) {
    c.service(learning::my_training)
        .service(learning::sign_code_of_conduct)
        .service(learning::learn_module)
        .service(learning::keep_progress)
        .service(learning::refresh_module)
        .service(attempts::start_attempt)
        .service(attempts::read_attempt)
        .service(attempts::keep_answers)
        .service(attempts::submit_attempt)
        .service(modules::list_modules)
        .service(modules::add_module)
        .service(modules::read_module)
        .service(modules::keep_draft)
        .service(modules::drop_draft)
        .service(modules::place_module)
        .service(modules::publish_module)
        .service(modules::archive_module)
        .service(modules::restore_module)
        .service(modules::export_module)
        .service(modules::read_version)
        .service(modules::preview_module)
        .service(modules::render_markdown)
        .service(posts::list_posts)
        .service(posts::add_post)
        .service(posts::change_post)
        .service(posts::remove_post)
        .service(posts::report_post)
        .service(posts::settle_reports)
        .service(posts::list_post_reports)
        .service(path::set_path)
        .service(path::read_training_settings)
        .service(path::change_training_settings)
        .service(path::read_institution)
        .service(path::change_institution)
        .service(dashboard::show_training)
        .service(dashboard::list_mentors)
        .service(dashboard::list_questions)
        .service(dashboard::remind_mentors)
        .service(completions::read_mentor)
        .service(completions::accept_prior_learning)
        .service(completions::withdraw_completion)
        .service(completions::note_reference)
        .service(completions::take_completions);
}
