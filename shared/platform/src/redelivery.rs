//! When a message that failed comes again: later each time, so that what is only
//! unavailable for a while is neither hammered nor given up too early.

use aws_lambda_events::event::sqs::SqsMessage;

use crate::actions::Failure;
use crate::environment::Environment;

/// The first wait, in seconds.
const FIRST_SECONDS: i32 = 30;
/// The longest wait, in seconds: a quarter of an hour.
const LONGEST_SECONDS: i32 = 15 * 60;

/// How many seconds a message waits that was received so many times and failed.
const fn wait_seconds(received: u32) -> i32 {
    // Five doublings are past the longest wait.
    let doublings = if received > 5 { 5 } else { received.saturating_sub(1) };
    let wait = FIRST_SECONDS << doublings;
    if wait > LONGEST_SECONDS { LONGEST_SECONDS } else { wait }
}

/// Lets a message that failed wait before it comes again. Where that fails too,
/// it comes after the visibility timeout of its queue.
pub(crate) async fn put_off(environment: &Environment, message: &SqsMessage) {
    if let Err(failure) = change_visibility(environment, message).await {
        let cause = failure.to_string();
        let message_id = message.message_id.as_deref();
        tracing::warn!(message_id, cause, "the message comes after its queue's own wait");
    }
}

async fn change_visibility(environment: &Environment, message: &SqsMessage) -> Result<(), Failure> {
    let queue = message.event_source_arn.as_deref().and_then(queue_url);
    let receipt = message.receipt_handle.as_deref();
    let received = message.attributes.get("ApproximateReceiveCount");
    let received = received.and_then(|count| count.parse().ok()).unwrap_or(1);
    environment
        .sqs()
        .change_message_visibility()
        .queue_url(queue.ok_or("it does not say which queue it is of")?)
        .receipt_handle(receipt.ok_or("it has no receipt")?)
        .visibility_timeout(wait_seconds(received))
        .send()
        .await?;
    Ok(())
}

/// The address of a queue, which follows from its ARN.
fn queue_url(arn: &str) -> Option<String> {
    let mut parts = arn.split(':').skip(1);
    let (partition, _, region) = (parts.next()?, parts.next()?, parts.next()?);
    let (account, name) = (parts.next()?, parts.next()?);
    let domain = match partition {
        "aws-cn" => "amazonaws.com.cn",
        _ => "amazonaws.com",
    };
    Some(format!("https://sqs.{region}.{domain}/{account}/{name}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_wait_is_twice_the_one_before_up_to_a_quarter_of_an_hour() {
        let waits: Vec<i32> = (1..=9).map(wait_seconds).collect();
        assert_eq!(waits, [30, 60, 120, 240, 480, 900, 900, 900, 900]);
    }

    #[test]
    fn any_count_has_a_wait() {
        for count in [0, 1, u32::MAX] {
            assert!((30..=900).contains(&wait_seconds(count)), "{count}");
        }
    }

    #[test]
    fn the_address_of_a_queue_follows_from_its_arn() {
        for (arn, url) in [
            (
                "arn:aws:sqs:eu-central-1:123456789012:mail",
                "https://sqs.eu-central-1.amazonaws.com/123456789012/mail",
            ),
            (
                "arn:aws-cn:sqs:cn-north-1:123456789012:mail",
                "https://sqs.cn-north-1.amazonaws.com.cn/123456789012/mail",
            ),
        ] {
            assert_eq!(queue_url(arn).as_deref(), Some(url));
        }
        assert_eq!(queue_url("mail"), None);
    }
}
