//! Figures of this process in Prometheus' text: requests by route and status,
//! how long they took, what is under way. Labels are the table's own words, so
//! that nobody outside can make them grow.

use std::{
    collections::BTreeMap,
    fmt::Write,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicI64, Ordering},
    },
};

/// Upper bounds of the classes of duration, microseconds, with the seconds they are written as.
const CLASSES: [(u64, &str); 9] = [
    (1_000, "0.001"),
    (2_500, "0.0025"),
    (5_000, "0.005"),
    (10_000, "0.01"),
    (25_000, "0.025"),
    (100_000, "0.1"),
    (500_000, "0.5"),
    (2_500_000, "2.5"),
    (10_000_000, "10"),
];

#[derive(Clone, Copy, Debug, Default)]
struct Durations {
    classes: [u64; CLASSES.len()],
    count: u64,
    sum_us: u64,
}

#[derive(Debug, Default)]
struct Seen {
    requests: BTreeMap<(String, String, u16), u64>,
    durations: BTreeMap<String, Durations>,
}

/// The figures.
#[derive(Debug, Default)]
pub struct Metrics {
    seen: Mutex<Seen>,
    under_way: AtomicI64,
}

/// A request under way; counted until it is dropped.
#[derive(Debug)]
pub struct UnderWay<'a>(&'a AtomicI64);

impl Drop for UnderWay<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Metrics {
    /// A request begins.
    pub fn begin(&self) -> UnderWay<'_> {
        self.under_way.fetch_add(1, Ordering::Relaxed);
        UnderWay(&self.under_way)
    }

    /// A request of a route of the table ended.
    pub fn ended(&self, method: &str, route: &str, status: u16, took_us: u64) {
        let method = known(method);
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        *seen
            .requests
            .entry((method.to_owned(), route.to_owned(), status))
            .or_default() += 1;
        let durations = seen.durations.entry(route.to_owned()).or_default();
        for (class, (most, _)) in durations.classes.iter_mut().zip(CLASSES) {
            *class += u64::from(took_us <= most);
        }
        durations.count += 1;
        durations.sum_us += took_us;
    }

    /// The text of `/metrics`; `gauges` are figures that are looked up for it.
    pub fn text(&self, gauges: &[(&str, &str, u64)]) -> String {
        let mut text = String::new();
        // Writing into a String never fails.
        let _ = self.write(&mut text, gauges);
        text
    }

    fn write(&self, out: &mut String, gauges: &[(&str, &str, u64)]) -> std::fmt::Result {
        let seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        head(
            out,
            "nusa_http_requests_total",
            "counter",
            "Requests by route and status.",
        )?;
        for ((method, route, status), count) in &seen.requests {
            writeln!(
                out,
                "nusa_http_requests_total{{method=\"{method}\",route=\"{route}\",status=\"{status}\"}} {count}"
            )?;
        }
        head(
            out,
            "nusa_http_request_seconds",
            "histogram",
            "How long requests took, by route.",
        )?;
        for (route, durations) in &seen.durations {
            write_durations(out, route, durations)?;
        }
        head(out, "nusa_http_under_way", "gauge", "Requests under way.")?;
        writeln!(
            out,
            "nusa_http_under_way {}",
            self.under_way.load(Ordering::Relaxed)
        )?;
        for (name, words, value) in gauges {
            head(out, name, "gauge", words)?;
            writeln!(out, "{name} {value}")?;
        }
        Ok(())
    }
}

/// The methods of HTTP by name; a word that somebody made up is "other", or each would be kept for ever.
fn known(method: &str) -> &str {
    match method {
        "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE" | "OPTIONS" | "TRACE" | "CONNECT" => {
            method
        }
        _ => "other",
    }
}

fn head(out: &mut String, name: &str, kind: &str, words: &str) -> std::fmt::Result {
    writeln!(out, "# HELP {name} {words}\n# TYPE {name} {kind}")
}

fn write_durations(out: &mut String, route: &str, durations: &Durations) -> std::fmt::Result {
    let name = "nusa_http_request_seconds";
    for (count, (_, seconds)) in durations.classes.iter().zip(CLASSES) {
        writeln!(
            out,
            "{name}_bucket{{route=\"{route}\",le=\"{seconds}\"}} {count}"
        )?;
    }
    let Durations { count, sum_us, .. } = durations;
    writeln!(
        out,
        "{name}_bucket{{route=\"{route}\",le=\"+Inf\"}} {count}"
    )?;
    writeln!(
        out,
        "{name}_sum{{route=\"{route}\"}} {}.{:06}",
        sum_us / 1_000_000,
        sum_us % 1_000_000
    )?;
    writeln!(out, "{name}_count{{route=\"{route}\"}} {count}")
}

#[cfg(test)]
mod tests {
    use super::Metrics;

    #[test]
    fn methods_that_somebody_made_up_do_not_make_the_figures_grow() {
        let metrics = Metrics::default();
        for made_up in 0..100 {
            metrics.ended(&format!("M{made_up}"), "other", 405, 1);
        }
        let text = metrics.text(&[]);
        let lines = text
            .lines()
            .filter(|line| line.starts_with("nusa_http_requests_total{"));
        assert_eq!(
            lines.collect::<Vec<_>>(),
            ["nusa_http_requests_total{method=\"other\",route=\"other\",status=\"405\"} 100"]
        );
    }

    #[test]
    fn figures_are_told_as_prometheus_reads_them() {
        let metrics = Metrics::default();
        metrics.ended("POST", "/api/v1/sales", 201, 2_000);
        metrics.ended("POST", "/api/v1/sales", 201, 1_500_000);
        let _under_way = metrics.begin();
        let text = metrics.text(&[("nusa_unsent_facts", "Facts that the centre lacks.", 7)]);
        for line in [
            "nusa_http_requests_total{method=\"POST\",route=\"/api/v1/sales\",status=\"201\"} 2",
            "nusa_http_request_seconds_bucket{route=\"/api/v1/sales\",le=\"0.001\"} 0",
            "nusa_http_request_seconds_bucket{route=\"/api/v1/sales\",le=\"0.0025\"} 1",
            "nusa_http_request_seconds_bucket{route=\"/api/v1/sales\",le=\"+Inf\"} 2",
            "nusa_http_request_seconds_sum{route=\"/api/v1/sales\"} 1.502000",
            "nusa_http_under_way 1",
            "nusa_unsent_facts 7",
        ] {
            assert!(text.lines().any(|seen| seen == line), "{line}\n{text}");
        }
    }
}
