//! Reads letters as people do: by opening the link in them.

use crate::app::TestApp;

impl TestApp {
    /// The secret of the link in the newest letter to an address.
    pub async fn link_sent_to(&self, address: &str) -> String {
        self.run_jobs().await;
        let text = self.newest_mail_to(address).await;
        let (_, rest) = text
            .split_once("#token=")
            .unwrap_or_else(|| panic!("no link in {text}"));
        rest.split_whitespace().next().unwrap().to_owned()
    }

    /// How many letters an address got.
    pub async fn letters_to(&self, address: &str) -> u64 {
        use cairn::mail::entity;
        use sea_orm::{ColumnTrait as _, EntityTrait as _, PaginatorTrait as _, QueryFilter as _};
        self.run_jobs().await;
        entity::Entity::find()
            .filter(entity::Column::ToAddress.eq(address))
            .count(&self.app.db)
            .await
            .unwrap()
    }
}
