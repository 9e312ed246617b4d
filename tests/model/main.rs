//! The rules of the model, one file per behaviour, told as stories of one tab.

mod arrived;
mod catch_up;
mod channels;
mod check;
mod connection;
mod echo;
mod gap;
mod order;
mod paging;
mod performance;
mod polling;
mod presence;
mod refusal;
mod restore;
mod retry;
mod seek;
mod sending;
mod signed_out;
mod support;
mod text;
mod time;
mod typing;
mod unknown_answer;
mod unknown_visitor;
mod values;
