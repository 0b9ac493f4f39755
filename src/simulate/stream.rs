//! Random streams: one for each seed, replication, process and entity, so that no process disturbs another and the order of
//! threads does not matter. The generator is ChaCha8, keyed by SHA-256 of the four.

use rand::RngExt as _;
use rand::SeedableRng as _;
use rand::rngs::ChaCha8Rng;
use sha2::{Digest as _, Sha256};

/// A stream.
pub(super) struct Stream(ChaCha8Rng);

impl Stream {
    pub(super) fn new(seed: u64, replication: u64, process: &str, entity: &str) -> Self {
        let mut key = Sha256::new();
        key.update(seed.to_le_bytes());
        key.update(replication.to_le_bytes());
        key.update((process.len() as u64).to_le_bytes());
        key.update(process.as_bytes());
        key.update(entity.as_bytes());
        let bytes: [u8; 32] = key.finalize().into();
        Self(ChaCha8Rng::from_seed(bytes))
    }
    /// Uniform in 0..1.
    pub(super) fn share(&mut self) -> f64 {
        self.0.random::<f64>()
    }
    /// Uniform between two bounds.
    pub(super) fn between(&mut self, [low, high]: [f64; 2]) -> f64 {
        low + (high - low) * self.share()
    }
    /// Exponential with a mean.
    pub(super) fn waiting(&mut self, mean: f64) -> f64 {
        -mean * (1.0 - self.share()).ln()
    }
    /// Poisson with a mean, by waiting times.
    pub(super) fn events(&mut self, mean: f64) -> f64 {
        let (mut n, mut t) = (0.0, self.waiting(1.0));
        while t < mean && n < 10_000.0 {
            n += 1.0;
            t += self.waiting(1.0);
        }
        n
    }
    /// A fresh number, for tests.
    #[cfg(test)]
    pub(super) fn word(&mut self) -> u64 {
        self.0.random()
    }
}

#[cfg(test)]
mod tests {
    use super::Stream;

    #[test]
    fn streams_do_not_depend_on_each_other() {
        let mut a = Stream::new(1, 2, "attack", "gao");
        let first = a.word();
        let mut b = Stream::new(1, 2, "hold", "gao");
        let _ = (b.word(), a.word());
        assert_eq!(Stream::new(1, 2, "attack", "gao").word(), first);
        assert_ne!(Stream::new(1, 3, "attack", "gao").word(), first);
        assert_ne!(b.word(), first);
    }

    #[test]
    fn poisson_has_its_mean() {
        let mut s = Stream::new(7, 0, "p", "");
        let n = 20_000;
        let mean = (0..n).map(|_| s.events(2.5)).sum::<f64>() / f64::from(n);
        // Four standard errors: 4 × sqrt(2.5 / 20000) = 0.045.
        assert!((mean - 2.5).abs() < 0.045, "{mean}");
    }
}
