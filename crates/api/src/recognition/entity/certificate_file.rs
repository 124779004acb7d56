//! `certificate_file`: a printed certificate of a batch, until the batch is thrown away.
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "certificate_file")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub batch_id: Uuid,
    pub scheme_id: Uuid,
    pub grant_id: Uuid,
    pub name: String,
    #[sea_orm(column_type = "Blob")]
    pub pdf: Vec<u8>,
}

impl ActiveModelBehavior for ActiveModel {}
