use crate::pages::recognition::staff::files::base64;
use crate::ui::{Field, Form};
use cairn_domain::recognition::Artwork;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// Biggest picture that is taken, in bytes: a crest in print quality stays far below.
const MOST_BYTES: f64 = 180.0 * 1024.0;

const KINDS: [&str; 3] = ["image/png", "image/jpeg", "image/svg+xml"];

/// A picture while it is being chosen.
#[derive(Clone, Copy)]
pub struct ArtworkDraft {
    /// Its media type and its bytes in Base64.
    picture: RwSignal<Option<(String, String)>>,
    description: RwSignal<String>,
    problem: RwSignal<&'static str>,
}

impl ArtworkDraft {
    pub fn of(art: Option<&Artwork>) -> Self {
        let picture = art.map(|a| (a.media_type.clone(), a.data.clone()));
        Self {
            picture: RwSignal::new(picture),
            description: RwSignal::new(art.map(|a| a.description.clone()).unwrap_or_default()),
            problem: RwSignal::new(""),
        }
    }

    pub fn read(self) -> Option<Artwork> {
        let (media_type, data) = self.picture.get()?;
        Some(Artwork {
            media_type,
            data,
            description: self.description.get().trim().to_owned(),
        })
    }

    fn take(self, files: Option<web_sys::FileList>) {
        let Some(file) = files.and_then(|f| f.get(0)) else {
            return;
        };
        let kind = file.type_();
        if !KINDS.contains(&kind.as_str()) {
            return self.problem.set("Choose a PNG, JPEG or SVG file.");
        }
        if file.size() > MOST_BYTES {
            return self.problem.set("Choose a picture of at most 180 kB.");
        }
        self.problem.set("");
        spawn_local(async move {
            match base64(&file).await {
                Some(data) => {
                    let _ = self.picture.try_set(Some((kind, data)));
                }
                None => {
                    let _ = self.problem.try_set("The file could not be read. Try again.");
                }
            }
        });
    }
}

/// Where a picture's parts stand in the template: JSON pointers.
#[derive(Clone, Copy)]
pub struct ArtworkAt {
    pub data: &'static str,
    pub description: &'static str,
}

/// Chooses a picture, shows it, and asks what it shows.
#[component]
pub fn ArtworkField(
    form: Form,
    at: ArtworkAt,
    #[prop(into)] label: &'static str,
    draft: ArtworkDraft,
    hint: &'static str,
) -> impl IntoView {
    let id = form.field_id(at.data);
    let shown = move || draft.picture.get().map(|picture| chosen(draft, label, picture));
    let fault = move || {
        let own = draft.problem.get();
        if own.is_empty() {
            form.fault(at.data)
        } else {
            Some(own.to_owned())
        }
    };
    let words = move || {
        draft.picture.with(Option::is_some).then(|| {
            view! {
                <Field
                    form
                    at=at.description
                    label=format!("What the {} shows", label.to_lowercase())
                    value=draft.description
                    hint="For those who can't see it."
                />
            }
        })
    };
    view! {
        <div class="mb-4 min-w-0">
            <label for=id.clone() class="block font-semibold mb-1">{label}</label>
            <p id=format!("{id}-hint") class="text-sm opacity-80 mb-1">{hint}</p>
            <input
                id=id.clone()
                type="file"
                class="file-input w-full"
                accept=KINDS.join(",")
                aria-describedby=format!("{id}-hint {id}-fault")
                aria-invalid=move || fault().is_some().to_string()
                on:change:target=move |ev| draft.take(ev.target().files())
            />
            <p id=format!("{id}-fault") role="status" class="text-sm text-error font-semibold mt-1 empty:hidden">{fault}</p>
            {shown} {words}
        </div>
    }
}

/// The picture that is chosen, and a way to be without it.
fn chosen(draft: ArtworkDraft, label: &str, (kind, data): (String, String)) -> AnyView {
    let remove = format!("Remove the {}", label.to_lowercase());
    view! {
        <div class="flex flex-wrap gap-3 items-center my-2">
            // Paper is white, also at night.
            <img
                class="h-20 max-w-full bg-white p-2 rounded-field border border-base-300"
                src=format!("data:{kind};base64,{data}")
                alt=move || draft.description.get()
            />
            <button type="button" class="btn btn-sm" aria-label=remove on:click=move |_| draft.picture.set(None)>"Remove"</button>
        </div>
    }
    .into_any()
}
