//! The life of one container: what it is and how its last run ended ([`detail`]), and what happens to it ([`follow`]).
//!
//! Both are read for the page of a container only. The mirror has what a list shows; it is not made larger by what one page needs.

mod detail;
mod events;

pub(crate) use detail::detail;
pub(crate) use events::follow;
