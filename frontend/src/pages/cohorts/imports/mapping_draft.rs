//! How to read a file, while it is being decided.

use cairn_domain::cohorts::{ColumnMapping, ImportDefaults, ImportField, ImportMapping, ValueReplacement};
use leptos::prelude::*;

#[derive(Clone, Copy)]
pub struct MappingDraft {
    /// The file's columns, each with the field that it holds.
    pub columns: RwSignal<Vec<(String, RwSignal<String>)>>,
    pub role: RwSignal<String>,
    pub level: RwSignal<String>,
    pub entry_status: RwSignal<String>,
    pub programme_code: RwSignal<String>,
    pub mode: RwSignal<String>,
    pub replacements: RwSignal<Vec<ValueReplacement>>,
    pub withdraw_missing: RwSignal<bool>,
}

impl MappingDraft {
    pub fn of(mapping: &ImportMapping) -> Self {
        let word = |w: Option<&str>| RwSignal::new(w.unwrap_or_default().to_owned());
        let columns = mapping
            .columns
            .iter()
            .map(|c| (c.column.clone(), word(c.field.map(ImportField::as_str))))
            .collect();
        let d = &mapping.defaults;
        Self {
            columns: RwSignal::new(columns),
            role: word(d.role.map(|r| r.as_str())),
            level: RwSignal::new(d.level.map(|l| l.get().to_string()).unwrap_or_default()),
            entry_status: word(d.entry_status.map(|s| s.as_str())),
            programme_code: word(d.programme_code.as_deref()),
            mode: word(d.mode.map(|m| m.as_str())),
            replacements: RwSignal::new(mapping.replacements.clone()),
            withdraw_missing: RwSignal::new(mapping.withdraw_missing),
        }
    }

    /// Takes a saved profile over: columns that this file doesn't have are passed by.
    pub fn adopt(self, mapping: &ImportMapping) {
        self.columns.with_untracked(|columns| {
            for (name, field) in columns {
                if let Some(known) = mapping.columns.iter().find(|c| c.column == *name) {
                    field.set(known.field.map_or("", ImportField::as_str).to_owned());
                }
            }
        });
        let d = Self::of(mapping);
        self.role.set(d.role.get_untracked());
        self.level.set(d.level.get_untracked());
        self.entry_status.set(d.entry_status.get_untracked());
        self.programme_code.set(d.programme_code.get_untracked());
        self.mode.set(d.mode.get_untracked());
        self.replacements.set(mapping.replacements.clone());
        self.withdraw_missing.set(mapping.withdraw_missing);
    }

    pub fn read(self) -> ImportMapping {
        let columns = self.columns.with_untracked(|columns| {
            columns
                .iter()
                .map(|(column, field)| ColumnMapping {
                    column: column.clone(),
                    field: field.get_untracked().parse().ok(),
                })
                .collect()
        });
        let level = self.level.get_untracked().parse::<u8>().ok();
        let code = self.programme_code.get_untracked().trim().to_owned();
        ImportMapping {
            columns,
            defaults: ImportDefaults {
                role: self.role.get_untracked().parse().ok(),
                level: level.and_then(|n| n.try_into().ok()),
                entry_status: self.entry_status.get_untracked().parse().ok(),
                programme_code: Some(code).filter(|c| !c.is_empty()),
                mode: self.mode.get_untracked().parse().ok(),
            },
            replacements: self.replacements.get_untracked(),
            withdraw_missing: self.withdraw_missing.get_untracked(),
        }
    }
}
