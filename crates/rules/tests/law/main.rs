//! The law as tables: commands at a small shop, and facts that were forged.

mod approvals;
mod bills;
mod books;
mod divided;
mod forged;
mod forged_returns;
mod goods;
mod kitchen;
mod labels;
mod local_staff;
mod master;
mod modifiers;
mod orders;
mod paid_first;
mod paying;
mod random;
mod ratings;
mod roles;
mod row_limits;
mod sale;
mod seats;
mod shop;
mod tables;
mod taken_back;
mod till_settings;
mod tills;
