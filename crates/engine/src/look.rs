//! Which of several places an engine answers at.

use std::time::Duration;

use futures_util::StreamExt;
use futures_util::stream::FuturesUnordered;
use tokio::time::timeout;

/// Asks one place after the other, the next one as soon as one refuses or is silent for as long as `patience`, and takes the first that
/// answers. Where none does: why not, in the places' order.
///
/// Something that accepts and never answers must not hide the engines behind it; and no place is asked without need, because a mere
/// connection wakes some engines up (podman's, by systemd).
pub(crate) async fn first_of<T, E, F>(places: impl IntoIterator<Item = F>, patience: Duration) -> Result<T, Vec<E>>
where
    F: Future<Output = Result<T, E>>,
{
    let mut places = places.into_iter().enumerate();
    let mut asked = FuturesUnordered::new();
    let mut refused = Vec::new();
    loop {
        let answer = match places.next() {
            Some((order, place)) => {
                asked.push(async move { (order, place.await) });
                timeout(patience, asked.next()).await
            }
            // Behind the last there is nothing to go on to.
            None => Ok(asked.next().await),
        };
        match answer {
            Ok(Some((_, Ok(engine)))) => return Ok(engine),
            Ok(Some((order, Err(why)))) => refused.push((order, why)),
            Ok(None) => {
                refused.sort_by_key(|(order, _)| *order);
                return Err(refused.into_iter().map(|(_, why)| why).collect());
            }
            Err(_silent) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use std::future::pending;

    use futures_util::FutureExt;
    use futures_util::future::BoxFuture;
    use tokio::time::sleep;

    use super::*;

    type Place = BoxFuture<'static, Result<&'static str, &'static str>>;

    const HASTE: Duration = Duration::from_millis(1);
    const PATIENCE: Duration = Duration::from_mins(1);

    fn after(ms: u64, answer: Result<&'static str, &'static str>) -> Place {
        async move {
            sleep(Duration::from_millis(ms)).await;
            answer
        }
        .boxed()
    }

    #[tokio::test]
    async fn the_first_place_that_answers_is_taken_and_none_behind_it_is_asked() {
        let unasked: Place = async { unreachable!("a place behind one that answers was asked") }.boxed();
        assert_eq!(first_of([after(1, Err("no")), after(20, Ok("engine")), unasked], PATIENCE).await, Ok("engine"));
    }

    #[tokio::test]
    async fn what_accepts_and_stays_silent_hides_nothing_behind_it() {
        assert_eq!(first_of([pending().boxed(), after(5, Ok("engine"))], HASTE).await, Ok("engine"));
    }

    #[tokio::test]
    async fn what_answers_late_is_found_all_the_same() {
        assert_eq!(first_of([after(50, Ok("slow")), after(1, Err("no"))], HASTE).await, Ok("slow"));
    }

    #[tokio::test]
    async fn where_nothing_answers_every_place_says_why_in_order() {
        assert_eq!(first_of([after(50, Err("a")), after(1, Err("b")), after(1, Err("c"))], HASTE).await, Err(vec!["a", "b", "c"]));
        assert_eq!(first_of(Vec::<Place>::new(), HASTE).await, Err(vec![]));
    }
}
