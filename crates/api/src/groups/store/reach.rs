//! Which groups a scope reaches: all of a scheme, a supervisor's programmes, or a personal tutor's students.

use crate::cohorts::entity::participant;
use crate::groups::entity::{group_member, mentor_group};
use cairn_domain::cohorts::ParticipantRole;
use cairn_domain::identity::Scope;
use cairn_domain::ids::SchemeId;
use sea_orm::Condition;
use sea_orm::sea_query::{Expr, ExprTrait as _, JoinType, Query, SelectStatement};

/// The people who are in the group of the query around it, now.
pub fn members(role: Option<ParticipantRole>) -> SelectStatement {
    use group_member::Column as M;
    let mut query = Query::select();
    query
        .from(group_member::Entity)
        .and_where(
            Expr::col((group_member::Entity, M::GroupId))
                .equals((mentor_group::Entity, mentor_group::Column::Id)),
        )
        .and_where(Expr::col((group_member::Entity, M::LeftAt)).is_null());
    if let Some(role) = role {
        query.and_where(Expr::col((group_member::Entity, M::Role)).eq(role.as_str()));
    }
    query
}

/// The same with what the scheme knows of them.
pub fn participants(role: Option<ParticipantRole>) -> SelectStatement {
    let mut query = members(role);
    query.join(
        JoinType::InnerJoin,
        participant::Entity,
        Expr::col((participant::Entity, participant::Column::Id))
            .equals((group_member::Entity, group_member::Column::ParticipantId)),
    );
    query
}

/// Any row at all.
pub fn any(mut query: SelectStatement) -> Expr {
    Expr::exists(query.expr(Expr::val(1)).to_owned())
}

/// Open groups of this scheme that the scope reaches.
pub fn groups(scope: &Scope, scheme: SchemeId) -> Condition {
    let all = Condition::all()
        .add(Expr::col((mentor_group::Entity, mentor_group::Column::SchemeId)).eq(scheme.0))
        .add(Expr::col((mentor_group::Entity, mentor_group::Column::ClosedAt)).is_null());
    let Some(programmes) = scope.programmes_in(scheme) else {
        return all;
    };
    let programmes: Vec<_> = programmes.into_iter().map(|p| p.0).collect();
    let tutor_groups: Vec<_> = scope.tutor_groups_in(scheme).into_iter().map(|t| t.0).collect();
    use participant::Column as P;
    let mut theirs = participants(Some(ParticipantRole::Mentee));
    theirs.cond_where(
        Condition::any()
            .add(Expr::col((participant::Entity, P::ProgrammeId)).is_in(programmes.clone()))
            .add(Expr::col((participant::Entity, P::TutorGroupId)).is_in(tutor_groups)),
    );
    all.add(
        Condition::any()
            .add(Expr::col((mentor_group::Entity, mentor_group::Column::ProgrammeId)).is_in(programmes))
            .add(any(theirs)),
    )
}
