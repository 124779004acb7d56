//! What staff decided about a clearance is kept beside what holds: training that lasts longer, a day that passes or a file does not
//! make it forgotten. References of evidence are a scheme's own.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

/// A decision that ran out was kept as lapsed, with its days; a pause has no day.
const FROM_BEFORE: &str = "UPDATE participant SET \
     decided = CASE WHEN clearance = 'lapsed' AND clearance_expires IS NULL THEN 'lapsed' ELSE 'cleared' END, \
     decided_from = CASE WHEN clearance = 'lapsed' AND clearance_expires IS NULL THEN NULL ELSE cleared_on END, \
     decided_until = clearance_expires \
     WHERE clearance_by = 'staff' AND clearance IN ('cleared', 'lapsed')";

const ONE_OF_EACH: &str = "UPDATE evidence SET external_key = NULL WHERE EXISTS (SELECT 1 FROM evidence o \
     WHERE o.external_key = evidence.external_key AND o.id < evidence.id)";

async fn references(
    m: &SchemaManager<'_>,
    before: &'static str,
    after: &'static str,
    by_scheme: bool,
) -> Result<(), DbErr> {
    m.drop_index(Index::drop().name(before).table("evidence").to_owned())
        .await?;
    let mut index = Index::create();
    index.name(after).table("evidence");
    if by_scheme {
        index.col("scheme_id");
    }
    m.create_index(index.col("external_key").unique().to_owned())
        .await
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn down(&self, m: &SchemaManager) -> Result<(), DbErr> {
        m.get_connection().execute_unprepared(ONE_OF_EACH).await?;
        references(m, "ux_evidence_reference", "ux_evidence_external", false).await?;
        for column in ["decided", "decided_from", "decided_until"] {
            let mut change = Table::alter();
            change.table("participant").drop_column(column);
            m.alter_table(change).await?;
        }
        Ok(())
    }

    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        for column in [
            // `cleared`, or `lapsed` for a pause; absent: training says.
            string_null("decided"),
            date_null("decided_from"),
            date_null("decided_until"),
        ] {
            let mut change = Table::alter();
            change.table("participant").add_column(column);
            m.alter_table(change).await?;
        }
        m.get_connection().execute_unprepared(FROM_BEFORE).await?;
        references(m, "ux_evidence_external", "ux_evidence_reference", true).await
    }
}
