//! The table of a run.

use std::time::Duration;

use crate::Failure;
use crate::cold::Series;
use crate::process::Sample;

/// A run.
pub(crate) struct Report {
    pub(crate) hello: Series,
    pub(crate) floor: Series,
    pub(crate) rows: Vec<Row>,
}

/// A function, perhaps with the same one of another work tree.
pub(crate) struct Row {
    pub(crate) title: String,
    pub(crate) now: Series,
    pub(crate) before: Option<Series>,
}

impl Report {
    /// Everything that takes turns.
    pub(crate) fn series(&mut self) -> impl Iterator<Item = &mut Series> {
        let rows = self.rows.iter_mut().flat_map(|row| row.before.iter_mut().chain([&mut row.now]));
        [&mut self.hello, &mut self.floor].into_iter().chain(rows)
    }

    /// Prints the table.
    ///
    /// # Errors
    /// When a binary is gone.
    #[expect(clippy::print_stdout, reason = "the table is what the program is asked for")]
    pub(crate) fn print(&self, rounds: usize) -> Result<(), Failure> {
        let beside = self.rows.iter().any(|row| row.before.is_some());
        println!(
            "\nThe median of {rounds} cold starts each, taking turns; from spawning to the first reply, with real TLS.\n"
        );
        print!("| function | hello ms | floor ms |");
        println!(
            "{} now ms | 90 % ms | of hello | of floor | CPU ms | CPU of hello | peak MB | binary MB | connections |",
            if beside {
                " beside ms | beside CPU ms | beside peak MB | beside binary MB |"
            } else {
                ""
            }
        );
        println!("|---|{}", "---:|".repeat(if beside { 15 } else { 11 }));
        let (hello, floor) = (Summary::of(&self.hello)?, Summary::of(&self.floor)?);
        let line = |title: &str, now: &Summary, before: Option<&Summary>| {
            print!("| {title} | {:.2} | {:.2} |", hello.wall, floor.wall);
            match before {
                Some(it) => {
                    print!(" {:.2} | {:.2} | {:.1} | {:.1} |", it.wall, it.cpu, it.peak, it.binary)
                }
                None if beside => print!(" – | – | – | – |"),
                None => (),
            }
            println!(
                " {:.2} | {:.2} | {:.2} | {:.2} | {:.2} | {:.2} | {:.1} | {:.1} | {} |",
                now.wall,
                now.wall_90,
                now.wall / hello.wall,
                now.wall / floor.wall,
                now.cpu,
                now.cpu / hello.cpu,
                now.peak,
                now.binary,
                now.connections,
            );
        };
        line("hello", &hello, None);
        line("floor", &floor, None);
        for row in &self.rows {
            let before = row.before.as_ref().map(Summary::of).transpose()?;
            line(&row.title, &Summary::of(&row.now)?, before.as_ref());
        }
        Ok(())
    }
}

/// What stands in a row: milliseconds and megabytes.
struct Summary {
    wall: f64,
    wall_90: f64,
    cpu: f64,
    peak: f64,
    binary: f64,
    connections: usize,
}

impl Summary {
    fn of(series: &Series) -> Result<Self, Failure> {
        let samples = &series.samples;
        let milliseconds = |time: Duration| time.as_secs_f64() * 1000.0;
        let peak = samples.iter().map(|sample| sample.peak_kib).max().unwrap_or_default();
        let connections = samples.iter().map(|sample| sample.connections).max();
        let size = u32::try_from(series.size()? / 1000)?;
        Ok(Self {
            wall: milliseconds(percentile(samples, 50, |sample| sample.wall)),
            wall_90: milliseconds(percentile(samples, 90, |sample| sample.wall)),
            cpu: milliseconds(percentile(samples, 50, |sample| sample.cpu)),
            peak: f64::from(u32::try_from(peak)?) / 1024.0,
            binary: f64::from(size) / 1000.0,
            connections: connections.unwrap_or_default(),
        })
    }
}

fn percentile(samples: &[Sample], percent: usize, of: fn(&Sample) -> Duration) -> Duration {
    let mut times: Vec<Duration> = samples.iter().map(of).collect();
    times.sort();
    let place = times.len().saturating_sub(1) * percent / 100;
    times.get(place).copied().unwrap_or_default()
}
