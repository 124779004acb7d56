//! Open Badges: issuer, keys, credentials and the status list.
