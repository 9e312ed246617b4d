//! What MongoDB brings with it: data of the original application, a database that goes away, several backends.

mod away;
mod original_changes;
mod original_database;
mod several_backends;
mod startup;
