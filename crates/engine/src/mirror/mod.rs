//! List once, then watch.
//!
//! The mirror subscribes to `/events`, then lists, then re-reads just what an event names. It never polls. What it knows is a [`State`];
//! whoever shows it holds a [`Subscription`], which says what changed since it was last asked, however much that was: a slow reader
//! gets fewer, larger changes and nothing piles up.
//!
//! Four facts about engines shape it:
//! - A `die` event is sent *before* the list shows the container as exited (moby writes the list's copy after it logs the event). So
//!   every re-read is done twice: soon, for the eye, and again a little later, for the truth. One that is still up then is read until it is not.
//! - An engine drops events for a subscriber that is slow to read. So events are read by a loop that does nothing else.
//! - A containerd store refuses a list of images when one of them goes while it lists. So a refused list is asked for again.
//! - A list of images may take seconds, on a slow disk half a minute. So the two lists are read by loops of their own.
//!
//! Known silences, for which there is a re-list: 20.10 says nothing when `BuildKit` tags or untags an image (after our own builds, and
//! when the window gains focus). No engine says that it gave a removal up half way (the container turns `dead`): that shows at the next
//! event of the container or the next connection.

mod ended;
mod events;
mod first_picture;
mod follow;
mod list;
mod pending;
mod state;

pub(crate) use first_picture::FirstPicture;
pub(crate) use follow::follow;
pub(crate) use list::{containers, images, images_of, name as image_name, sized as sized_containers};
pub(crate) use pending::Pending;
pub use state::Subscription;
pub(crate) use state::{Shared, Touched};
