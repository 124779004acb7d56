//! Awards that a scheme offers, and trying a rule out.
