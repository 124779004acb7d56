//! Certificates: the template, one to download, many in a ZIP, and the public check.
