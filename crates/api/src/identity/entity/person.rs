//! `person`.
use cairn_domain::identity::search::Findable;
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "person")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    #[sea_orm(unique)]
    pub student_number: Option<String>,
    #[sea_orm(unique)]
    pub ucas_pid: Option<String>,
    #[sea_orm(unique)]
    pub husid: Option<String>,
    pub email: Option<String>,
    /// The address in lower case: what makes two the same.
    #[sea_orm(unique)]
    pub email_key: Option<String>,
    pub given_name: String,
    pub family_name: String,
    pub preferred_name: Option<String>,
    /// What a search looks at: kept by [`ActiveModel::before_save`] and by whoever writes many rows at once.
    #[sea_orm(column_type = "Text")]
    pub search_key: String,
    pub pronouns: Option<String>,
    pub date_of_birth: Option<Date>,
    #[sea_orm(column_type = "Text", nullable)]
    pub about: Option<String>,
    #[sea_orm(column_type = "JsonBinary")]
    pub interests: Json,
    #[sea_orm(column_type = "JsonBinary")]
    pub languages: Json,
    pub availability: i32,
    #[sea_orm(column_type = "Text", nullable)]
    pub contact: Option<String>,
    #[sea_orm(column_type = "JsonBinary")]
    pub settings: Json,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub version: i32,
}

impl Model {
    /// What a search is to look at.
    pub fn key(&self) -> String {
        Findable {
            given_name: &self.given_name,
            family_name: &self.family_name,
            preferred_name: self.preferred_name.as_deref(),
            email: self.email.as_deref(),
            student_number: self.student_number.as_deref(),
        }
        .key()
    }
}

impl ActiveModel {
    /// The same, where all of it is known.
    fn key(&self) -> Option<String> {
        Some(
            Findable {
                given_name: self.given_name.try_as_ref()?,
                family_name: self.family_name.try_as_ref()?,
                preferred_name: self.preferred_name.try_as_ref()?.as_deref(),
                email: self.email.try_as_ref()?.as_deref(),
                student_number: self.student_number.try_as_ref()?.as_deref(),
            }
            .key(),
        )
    }
}

#[async_trait::async_trait]
impl ActiveModelBehavior for ActiveModel {
    /// Whoever changes a name or an address needn't think of the search.
    async fn before_save<C: ConnectionTrait>(mut self, _: &C, _: bool) -> Result<Self, DbErr> {
        if let Some(key) = self.key() {
            self.search_key.set_if_not_equals(key);
        }
        Ok(self)
    }
}
