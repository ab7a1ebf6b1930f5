//! Measures the mirror against its floor on the engine of `DOCKER_HOST`: a line of JSON for each pair, in milliseconds.
//! `cargo run --release -p naru-engine --example mirror-bench -- PAIRS`

use naru_engine::{Environment, measure};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let pairs: u32 = std::env::args().nth(1).map_or(Ok(5), |pairs| pairs.parse())?;
    let environment = Environment::of_process();
    // The first pair warms the engine's own caches and is not counted.
    measure::list_pair(&environment).await?;
    for _ in 0..pairs {
        let pair = measure::list_pair(&environment).await?;
        let (ours, peer) = (pair.mirror.as_secs_f64() * 1e3, pair.floor.as_secs_f64() * 1e3);
        println!("{}", serde_json::json!({ "ours": ours, "peer": peer, "containers": pair.containers }));
    }
    Ok(())
}
