//! Work-based learning: outcomes, claims and portfolios.
