//! The HEAR register and its entries.
