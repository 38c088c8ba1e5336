//! A ZIP file that is sent away while it is being made: at no time is more of
//! it in memory than one part.

use std::io::{self, Write};
use std::sync::{Arc, Mutex, PoisonError};

use jiff::Timestamp;
use serde_json::Value;
use shared_platform::actions::Failure;
use zip::write::{SimpleFileOptions, StreamWriter};
use zip::{CompressionMethod, DateTime, ZipWriter};

use crate::privacy::files::{Files, Sending};

/// How much is sent at once. S3 takes no less than five megabytes, and ten
/// thousand parts: this is enough for eighty gigabytes.
const PART_BYTES: usize = 8 * 1024 * 1024;

/// A ZIP file on its way into the bucket.
pub(crate) struct Archive<'a> {
    files: &'a Files,
    sending: Sending,
    zip: ZipWriter<StreamWriter<Spool>>,
    spool: Spool,
    options: SimpleFileOptions,
    /// Whether the JSON list that is open has an entry.
    has_entry: bool,
}

/// What was made and not sent yet.
#[derive(Clone, Default)]
struct Spool(Arc<Mutex<Vec<u8>>>);

impl Spool {
    fn with<T>(&self, look: impl FnOnce(&mut Vec<u8>) -> T) -> T {
        look(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Write for Spool {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.with(|spool| spool.write(bytes))
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> Archive<'a> {
    /// Begins a file.
    pub(crate) async fn begin(
        files: &'a Files,
        object: String,
        now: Timestamp,
    ) -> Result<Self, Failure> {
        let spool = Spool::default();
        // Photographs and PDF files are compressed already, and the rest is small.
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Stored)
            .last_modified_time(date_time(now))
            .unix_permissions(0o600);
        Ok(Self {
            sending: files.begin(object).await?,
            files,
            zip: ZipWriter::new_stream(spool.clone()),
            spool,
            options,
            has_entry: false,
        })
    }

    /// Begins an entry; what is written next is its content.
    pub(crate) fn entry(&mut self, name: &str) -> Result<(), Failure> {
        Ok(self.zip.start_file(name, self.options)?)
    }

    /// Writes to the entry that was begun last.
    pub(crate) async fn write(&mut self, bytes: &[u8]) -> Result<(), Failure> {
        self.zip.write_all(bytes)?;
        if self.spool.with(|spool| spool.len()) >= PART_BYTES {
            let part = self.spool.with(std::mem::take);
            self.files.send(&mut self.sending, part).await?;
        }
        Ok(())
    }

    /// Begins an entry that is a JSON list.
    pub(crate) async fn begin_list(&mut self, name: &str) -> Result<(), Failure> {
        self.has_entry = false;
        self.entry(name)?;
        self.write(b"[").await
    }

    /// Adds a value to the list.
    pub(crate) async fn add(&mut self, value: &Value) -> Result<(), Failure> {
        let separator: &[u8] = if self.has_entry { b",\n" } else { b"\n" };
        self.has_entry = true;
        self.write(separator).await?;
        self.write(&serde_json::to_vec_pretty(value)?).await
    }

    /// Ends the list.
    pub(crate) async fn end_list(&mut self) -> Result<(), Failure> {
        self.write(b"\n]\n").await
    }

    /// Completes the file: from now on it can be fetched.
    pub(crate) async fn complete(self) -> Result<(), Failure> {
        let Self { files, mut sending, zip, spool, .. } = self;
        zip.finish()?;
        files.send(&mut sending, spool.with(std::mem::take)).await?;
        files.complete(sending).await
    }
}

/// The instant as ZIP files keep it: in universal time, from 1980 on.
fn date_time(now: Timestamp) -> DateTime {
    let civil = jiff::tz::Offset::UTC.to_datetime(now);
    let part = |number: i8| u8::try_from(number).unwrap_or_default();
    let year = u16::try_from(civil.year()).unwrap_or_default();
    DateTime::from_date_and_time(
        year,
        part(civil.month()),
        part(civil.day()),
        part(civil.hour()),
        part(civil.minute()),
        part(civil.second()),
    )
    .unwrap_or_default()
}
