//! Certificates: the institution's template, and one certificate for one award.

use super::grants::verify_url;
use crate::cohorts::entity::scheme;
use crate::ctx::Ctx;
use crate::problem::{Problem, Result};
use crate::recognition::certificate::{Artwork, Certificate, Language, Template, file_name};
use crate::recognition::entity::award_grant;
use crate::recognition::printing::pointers;
use crate::recognition::store::grants;
use crate::settings;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use cairn_domain::identity::Scope;
use cairn_domain::ids::AwardGrantId;
use cairn_domain::operations::Topic;
use cairn_domain::recognition as wire;
use cairn_domain::recognition::{AwardContent, CertificateTemplate, CertificateTemplateView};
use sea_orm::EntityTrait as _;
use std::collections::HashMap;
use uuid::Uuid;

const NAME: &str = "recognition.certificate";

/// A PDF and what to call it.
pub struct Printed {
    pub name: String,
    pub pdf: Vec<u8>,
}

async fn kept(ctx: &Ctx) -> Result<(Option<CertificateTemplate>, i32)> {
    settings::read(ctx.db(), NAME).await
}

/// The template; one to start from, at version 0, where nobody has set it.
///
/// # Errors
/// When the database can't be read.
pub async fn view(ctx: &Ctx) -> Result<CertificateTemplateView> {
    let (kept, version) = kept(ctx).await?;
    let template = kept.unwrap_or_else(|| starter(&ctx.app.config.institution));
    Ok(CertificateTemplateView { template, version })
}

fn starter(institution: &str) -> CertificateTemplate {
    let t = Template::starter(institution);
    CertificateTemplate {
        institution: t.institution,
        title: t.title,
        wording: t.wording,
        signatory_name: t.signatory_name,
        signatory_role: t.signatory_role,
        colour: t.colour,
        accent: t.accent,
        crest: None,
        signature: None,
    }
}

/// The institution as its certificates name it.
///
/// # Errors
/// When the database can't be read.
pub async fn institution(ctx: &Ctx) -> Result<String> {
    let (kept, _) = kept(ctx).await?;
    Ok(kept.map_or_else(|| ctx.app.config.institution.clone(), |t| t.institution))
}

fn artwork(at: &str, art: &wire::Artwork, faults: &mut Vec<(String, String)>) -> Option<Artwork> {
    let Ok(bytes) = STANDARD.decode(art.data.trim()) else {
        faults.push((format!("/{at}/data"), "Send the picture as base64.".to_owned()));
        return None;
    };
    Some(Artwork {
        media_type: art.media_type.clone(),
        bytes,
        description: art.description.clone(),
    })
}

/// The template as the press takes it.
///
/// # Errors
/// 422 with everything that there is to mend, by JSON pointer.
pub fn to_print(t: &CertificateTemplate) -> Result<Template> {
    let mut faults = Vec::new();
    let mut art =
        |at: &str, art: &Option<wire::Artwork>| art.as_ref().and_then(|a| artwork(at, a, &mut faults));
    let (crest, signature) = (art("crest", &t.crest), art("signature", &t.signature));
    let template = Template {
        institution: t.institution.trim().to_owned(),
        title: t.title.trim().to_owned(),
        wording: t.wording.trim().to_owned(),
        signatory_name: t.signatory_name.trim().to_owned(),
        signatory_role: t.signatory_role.trim().to_owned(),
        colour: t.colour.clone(),
        accent: t.accent.clone(),
        crest,
        signature,
    };
    if let Err(more) = template.check() {
        faults.extend(pointers(more));
    }
    if faults.is_empty() {
        Ok(template)
    } else {
        Err(Problem::invalid(faults))
    }
}

/// A certificate with made-up content, to see how a template looks. Nothing is kept.
///
/// # Errors
/// 422 for a template that can't be printed.
pub async fn preview(ctx: &Ctx, template: &CertificateTemplate) -> Result<Vec<u8>> {
    let (template, today) = (to_print(template)?, ctx.today());
    ctx.app
        .printer
        .print(move |press| press.proof(&template, today))
        .await
}

/// Sets the template, once it has been printed with.
///
/// # Errors
/// 403 for anybody but institution admins, 412 when changed meanwhile, 422 for one that can't be printed.
pub async fn change(
    ctx: &Ctx,
    scope: &Scope,
    seen: i32,
    template: CertificateTemplate,
) -> Result<CertificateTemplateView> {
    if !scope.is_institution() {
        return Err(Problem::forbidden());
    }
    preview(ctx, &template).await?;
    let mut work = ctx.begin(scope).await?;
    let version = settings::write(&work, NAME, seen, &template).await?;
    let sentence = "Changed how certificates look.";
    work.audit(None, "recognition.template_changed", None, sentence)
        .await?;
    work.announce(Topic::Recognition, Uuid::nil(), None);
    work.commit().await?;
    Ok(CertificateTemplateView { template, version })
}

/// The template that certificates are printed with.
///
/// # Errors
/// 409 where the institution has not set it.
pub async fn template(ctx: &Ctx) -> Result<Template> {
    let (kept, _) = kept(ctx).await?;
    let kept = kept.ok_or_else(|| {
        Problem::conflict("no-template", "Certificates are not ready yet.")
            .detail("An institution admin has to set the certificate's template first.")
    })?;
    to_print(&kept)
}

/// What the certificates of these awards say; none for one without a certificate. In one query.
///
/// # Errors
/// When the database can't be read.
pub async fn contents(ctx: &Ctx, rows: &[award_grant::Model]) -> Result<HashMap<Uuid, Certificate>> {
    use sea_orm::{ColumnTrait as _, QueryFilter as _};
    let schemes = scheme::Entity::find()
        .filter(scheme::Column::Id.is_in(rows.iter().map(|r| r.scheme_id)))
        .all(ctx.db())
        .await?;
    let schemes: HashMap<Uuid, scheme::Model> = schemes.into_iter().map(|s| (s.id, s)).collect();
    let mut found = HashMap::new();
    for row in rows {
        let award: AwardContent = serde_json::from_value(row.award.clone())?;
        let Some(scheme) = schemes.get(&row.scheme_id) else {
            continue;
        };
        if award.has_certificate {
            found.insert(row.id, certificate(ctx, row, award, scheme));
        }
    }
    Ok(found)
}

fn certificate(
    ctx: &Ctx,
    row: &award_grant::Model,
    award: AwardContent,
    scheme: &scheme::Model,
) -> Certificate {
    let (hours, tenths) = (row.minutes / 60, row.minutes % 60 / 6);
    Certificate {
        name: row.name.clone(),
        award: award.name,
        tier: award.tier.map(|t| t.label().to_owned()),
        scheme: scheme.name.clone(),
        academic_year: scheme.academic_year.clone(),
        hours: Some(if tenths == 0 {
            hours.to_string()
        } else {
            format!("{hours}.{tenths}")
        }),
        date: row.granted_on,
        serial: row.serial.clone(),
        verify_url: verify_url(ctx, &row.code),
        language: Language::English,
    }
}

/// The certificate of an award that the caller reaches: staff by its mentor, a mentor their own.
///
/// # Errors
/// 404 out of reach or without a certificate, 409 for an award that was taken back or where there is no template, 422 for a name
/// that no font here can print.
pub async fn of_grant(ctx: &Ctx, scope: &Scope, id: AwardGrantId) -> Result<Printed> {
    let row = grants::one(ctx.db(), scope, id, false).await?;
    if row.revoked_at.is_some() {
        return Err(Problem::conflict("revoked-already", "This award was taken back.")
            .detail("There is no certificate of it any more."));
    }
    let mut contents = contents(ctx, std::slice::from_ref(&row)).await?;
    let content = contents
        .remove(&row.id)
        .ok_or_else(|| Problem::not_found("certificate"))?;
    let template = template(ctx).await?;
    let name = file_name(&content);
    let print = ctx
        .app
        .printer
        .print(move |press| press.print(&template, &content));
    Ok(Printed {
        name,
        pdf: print.await?,
    })
}
