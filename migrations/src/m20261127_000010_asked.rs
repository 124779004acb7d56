//! What a scheme asks of its mentors, and since when: something new is asked from a day that leaves those who are cleared time to
//! do it. The words of a code of conduct stay on record as they were signed, and those of a post as they were reported.

use super::create;
use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

/// Of what was reported before this, the words are those of the day of the change.
const REPORTED: &str = "UPDATE training_post_report SET body = COALESCE((SELECT p.body FROM training_post p \
     WHERE p.id = training_post_report.post_id), '')";

const ONE_OF_EACH: &str = "UPDATE training_completion SET external_key = NULL WHERE EXISTS (SELECT 1 FROM training_completion o \
     WHERE o.external_key = training_completion.external_key AND o.id < training_completion.id)";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn down(&self, m: &SchemaManager) -> Result<(), DbErr> {
        for (table, column) in [("training_post_report", "body"), ("conduct_signature", "text_id")] {
            let mut change = Table::alter();
            change.table(table).drop_column(column);
            m.alter_table(change).await?;
        }
        // The earlier version takes a reference once; of several, the first keeps it.
        m.get_connection().execute_unprepared(ONE_OF_EACH).await?;
        m.drop_index(
            Index::drop()
                .name("ux_training_completion_reference")
                .table("training_completion")
                .to_owned(),
        )
        .await?;
        m.create_index(
            Index::create()
                .name("ux_training_completion_external")
                .table("training_completion")
                .col("external_key")
                .unique()
                .to_owned(),
        )
        .await?;
        super::drop_all(m, &["training_asked", "conduct_text"]).await
    }

    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        create(
            m,
            "training_asked",
            vec![
                pk_uuid("id"),
                uuid("scheme_id"),
                // A module's id, `reference`, or `conduct:` with the version of the code.
                string("what"),
                // Absent: asked for as long as the scheme has asked for anything.
                date_null("asked_from"),
                // Who signed this version of the code or a later one has until `asked_from`; absent: everybody has.
                integer_null("after_version"),
            ],
            &[("ux_training_asked", &["scheme_id", "what"], true)],
        )
        .await?;
        create(
            m,
            "conduct_text",
            vec![
                pk_uuid("id"),
                uuid("scheme_id"),
                integer("version"),
                text("body"),
                timestamp_with_time_zone("since"),
            ],
            &[("ix_conduct_text", &["scheme_id", "version"], false)],
        )
        .await?;
        let mut change = Table::alter();
        change.table("conduct_signature").add_column(uuid_null("text_id"));
        m.alter_table(change).await?;
        // Two schemes may take completions from systems that count alike.
        m.drop_index(
            Index::drop()
                .name("ux_training_completion_external")
                .table("training_completion")
                .to_owned(),
        )
        .await?;
        m.create_index(
            Index::create()
                .name("ux_training_completion_reference")
                .table("training_completion")
                .col("scheme_id")
                .col("external_key")
                .unique()
                .to_owned(),
        )
        .await?;
        let mut change = Table::alter();
        change
            .table("training_post_report")
            .add_column(text("body").default("").to_owned());
        m.alter_table(change).await?;
        m.get_connection().execute_unprepared(REPORTED).await?;
        Ok(())
    }
}
