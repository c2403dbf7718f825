//! Whether the node reads and writes, asked by whoever likes: a true answer holds
//! for a moment, so that many who ask are no more work for the writer than one.

use tokio::sync::Mutex;

/// Milliseconds that a true answer holds.
const HOLDS_MS: u64 = 1_000;

/// When the node was last found well, in milliseconds since its start.
#[derive(Debug, Default)]
pub struct Readiness(Mutex<Option<u64>>);

impl Readiness {
    /// Asks, unless it was found well within the last second; those who ask meanwhile share the answer.
    ///
    /// # Errors
    /// What the question fails with; that is never kept.
    pub async fn ask<E>(
        &self,
        now_ms: u64,
        question: impl Future<Output = Result<(), E>>,
    ) -> Result<(), E> {
        let mut well = self.0.lock().await;
        if well.is_some_and(|at| now_ms < at + HOLDS_MS) {
            return Ok(());
        }
        question.await?;
        *well = Some(now_ms);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU32, Ordering};

    use super::*;

    #[tokio::test]
    async fn a_true_answer_holds_for_a_second_and_a_false_one_not_at_all() {
        let (readiness, asked) = (Readiness::default(), AtomicU32::new(0));
        let answer = async |told: Result<(), &'static str>| {
            asked.fetch_add(1, Ordering::SeqCst);
            told
        };
        for (now_ms, told, said, times) in [
            (0, Err("busy"), Err("busy"), 1),
            (0, Ok(()), Ok(()), 2),
            (999, Err("busy"), Ok(()), 2),
            (1_000, Err("busy"), Err("busy"), 3),
            (1_001, Ok(()), Ok(()), 4),
        ] {
            assert_eq!(readiness.ask(now_ms, answer(told)).await, said, "{now_ms}");
            assert_eq!(asked.load(Ordering::SeqCst), times, "{now_ms}");
        }
    }
}
