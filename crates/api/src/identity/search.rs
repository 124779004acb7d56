//! Finding people in the database by what somebody types: a column that our own code folds, so that both databases agree.

use crate::identity::entity::person;
use cairn_domain::identity::search::{LONGEST, words};
use sea_orm::sea_query::{CaseStatement, Expr, ExprTrait as _, LikeExpr};
use sea_orm::{
    ColumnTrait as _, Condition, DatabaseConnection, DbErr, EntityTrait as _, QueryFilter as _,
    QueryOrder as _, QuerySelect as _,
};
use serde::Deserialize;
use uuid::Uuid;

/// What somebody typed to find people: as long as anybody would type.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(try_from = "String")]
pub struct Sought(String);

impl TryFrom<String> for Sought {
    type Error = String;
    fn try_from(typed: String) -> Result<Self, String> {
        if typed.chars().count() > LONGEST {
            return Err(format!("Use at most {LONGEST} characters."));
        }
        Ok(Self(typed))
    }
}

impl std::ops::Deref for Sought {
    type Target = str;
    fn deref(&self) -> &str {
        &self.0
    }
}

/// Every word is in a name, the address or the student number.
pub fn finds(typed: &str) -> Condition {
    words(typed).iter().fold(Condition::all(), |all, word| {
        all.add(key().like(containing(word)))
    })
}

/// Every word is in a name. The names end with their line.
pub fn names(typed: &str) -> Condition {
    words(typed).iter().fold(Condition::all(), |all, word| {
        let named = LikeExpr::new(format!("%{}%\n%", escaped(word))).escape('\\');
        all.add(key().like(named))
    })
}

fn key() -> Expr {
    Expr::col((person::Entity, person::Column::SearchKey))
}

/// Has this text in it, whatever signs it is made of.
pub fn containing(text: &str) -> LikeExpr {
    LikeExpr::new(format!("%{}%", escaped(text))).escape('\\')
}

fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_")
}

/// People of one statement.
const ROWS: u64 = 500;

/// Fills in what a search looks at for people who were there before there was such a column.
///
/// # Errors
/// When the database can't be read or written.
pub async fn fill(db: &DatabaseConnection) -> Result<(), DbErr> {
    let mut after = Uuid::nil();
    loop {
        let people = person::Entity::find()
            .filter(person::Column::SearchKey.eq(""))
            .filter(person::Column::Id.gt(after))
            .order_by_asc(person::Column::Id)
            .limit(ROWS)
            .all(db)
            .await?;
        let Some(last) = people.last() else {
            return Ok(());
        };
        after = last.id;
        let keys = people.iter().fold(CaseStatement::new(), |case, p| {
            case.case(person::Column::Id.eq(p.id), p.key())
        });
        person::Entity::update_many()
            .col_expr(person::Column::SearchKey, keys.finally("").into())
            .filter(person::Column::Id.is_in(people.iter().map(|p| p.id)))
            .filter(person::Column::SearchKey.eq(""))
            .exec(db)
            .await?;
    }
}
