//! `start_payment`: the applicant wants to pay the fee of a submitted
//! application (S61) by WeChat Pay (S62).
//!
//! The attempt is kept before WeChat hears of it, so that no order exists there
//! that we do not know. Asked again, the open attempt is given again; an
//! attempt whose time is over is looked up at WeChat before another is begun,
//! so that nobody is asked to pay twice.

use axum::Json;
use axum::extract::State;
use http::StatusCode;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use shared_domain::application::{ApplicationHead, Fee, Stage};
use shared_domain::ids::{ApplicationId, AttemptId, OrderId};
use shared_domain::payment::attempt::{Attempt, AttemptNumber, AttemptState, Method};
use shared_domain::payment::order::{Order, StartRefused};
use shared_domain::payment::{Provider, Purpose};
use shared_platform::audit::Deed;
use shared_platform::auth::Applicant;
use shared_platform::http::{Path, ProblemDocument};
use shared_platform::money::Money;
use shared_platform::store::CommitError;
use shared_platform::{
    Body, Environment, HttpAction, InitError, Problem, RequestContext, Route, route,
};
use utoipa::ToSchema;

use crate::ordering::view::AttemptView;
use crate::providers::wechat::configuration;
use crate::providers::wechat::{CallError, NativeOrder, Transaction, WechatPay};
use crate::settling::event::{Event, EventId};
use crate::store::{ORDER, Store};

/// The action.
#[derive(Clone)]
pub struct StartPayment {
    store: Store,
    wechat: std::sync::Arc<WechatPay>,
}

impl HttpAction for StartPayment {
    const NAME: &'static str = "start_payment";

    fn route() -> Route<Self> {
        route!(start_payment)
    }

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        let store = Store::of(environment)?;
        let merchant = configuration::merchant(environment)?;
        let (credentials, ()) =
            tokio::join!(configuration::credentials(environment, &merchant), store.warm());
        let endpoint = configuration::endpoint(environment)?;
        let wechat = WechatPay::new(endpoint, merchant, credentials?, environment.clock())
            .map_err(|_| InitError::Malformed("the machine's root certificates".to_owned()))?;
        Ok(Self { store, wechat: wechat.into() })
    }
}

/// How the applicant wants to pay.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PaymentStart {
    /// The way to pay.
    method: Method,
}

/// The attempt that can be paid now.
#[derive(Debug, Serialize, ToSchema)]
pub struct StartedPayment {
    attempt: AttemptView,
}

/// Start paying the fee of a submitted application.
#[utoipa::path(
    post,
    path = "/api/applications/{applicationId}/payments",
    operation_id = "start_payment",
    tag = "payments",
    params(("applicationId" = ApplicationId, Path, description = "The application.")),
    request_body = PaymentStart,
    responses(
        (status = 201, description = "A new attempt. Show its code to be scanned.", body = StartedPayment),
        (status = 200, description = "The attempt that was open already.", body = StartedPayment),
        (status = "4XX", description = "There is nothing to pay.", body = ProblemDocument),
        (status = "5XX", description = "WeChat Pay did not take the order. Ask again: it will be the same attempt.", body = ProblemDocument),
    ),
    security(("access_token" = [])),
)]
async fn start_payment(
    State(action): State<StartPayment>,
    applicant: Applicant,
    request: RequestContext,
    Path(application): Path<ApplicationId>,
    Body(start): Body<PaymentStart>,
) -> Result<(StatusCode, Json<StartedPayment>), Problem> {
    let found = action.store.application_and_order(applicant.account, application).await?;
    let (head, order) = found.ok_or_else(Problem::not_found)?;
    let deed = Deed::of(&applicant, StartPayment::NAME, &request);
    let purpose = Purpose::ApplicationFee { application };
    let fee = fee_due(&head)?;
    let order = order.unwrap_or_else(|| {
        Order::new(OrderId::new(), applicant.account, purpose, fee, request.now)
    });

    let order = action.without_expired_attempt(order, request.now).await?;
    let (status, order) = action.with_open_attempt(&deed, order, start.method).await?;
    let amount = order.amount;
    let attempt = action.with_code(order, request.now).await?;
    let attempt = AttemptView::of(&attempt, amount, request.now);
    Ok((status, Json(StartedPayment { attempt })))
}

/// The fee that is to be paid now: the application's own, never the client's.
fn fee_due(head: &ApplicationHead) -> Result<Money, Problem> {
    match (head.stage(), head.fee()) {
        // A waived fee never becomes an order: WeChat refuses a sum of nothing.
        (_, Fee::Waived) => Err(Problem::conflict("fee_waived")),
        (_, Fee::Settled { .. }) => Err(Problem::conflict("fee_settled")),
        // S61: only after submission, and while it is not taken back.
        (Stage::FeeDue { fee }, _) => Ok(*fee),
        (_, Fee::NotDue { .. } | Fee::Due { .. }) => Err(Problem::conflict("fee_not_due")),
    }
}

impl StartPayment {
    /// The order with an attempt that is open: one that was, or a new one.
    async fn with_open_attempt(
        &self,
        deed: &Deed,
        mut order: Order,
        method: Method,
    ) -> Result<(StatusCode, Order), Problem> {
        if order.open_attempt().is_some() {
            return Ok((StatusCode::OK, order));
        }
        let attempt = Attempt::new(AttemptId::new(), method, deed.now());
        order.start(attempt.clone()).map_err(refused_start)?;
        match self.store.save_attempt(deed, order, &attempt).await {
            Ok(order) => Ok((StatusCode::CREATED, order)),
            // The same was asked a moment before: its attempt serves both.
            Err(CommitError::Refused(refused)) => match refused.at(ORDER)? {
                Some(order) if order.settlement().is_some() => {
                    Err(refused_start(StartRefused::Settled))
                }
                Some(order) => Ok((StatusCode::OK, order)),
                None => Err(CommitError::Refused(refused).into()),
            },
            Err(error) => Err(error.into()),
        }
    }

    /// The open attempt with a code to scan, which WeChat gives.
    async fn with_code(&self, mut order: Order, now: Timestamp) -> Result<Attempt, Problem> {
        let amount = order.amount;
        let attempt = match order.open_attempt() {
            Some(attempt) if attempt.state == AttemptState::Pending => return Ok(attempt.clone()),
            Some(attempt) => attempt.clone(),
            None => return Err(Problem::conflict("changed_meanwhile")),
        };
        let number = attempt.number();
        let told = NativeOrder { out_trade_no: &number, amount, expires_at: attempt.expires_at };
        match self.wechat.order(told).await {
            Ok(code_url) => {
                let order = self.change(order, &number, |attempt| attempt.receive_code(&code_url));
                let attempt = order.await?.attempt(&number).cloned();
                attempt.ok_or_else(|| Problem::conflict("changed_meanwhile"))
            }
            Err(error) if error.is_about_the_order() => {
                self.give_up(order, &number, now).await?;
                Err(not_taken(error))
            }
            Err(error) => Err(not_taken(error)),
        }
    }

    /// The order without an open attempt whose time is over.
    async fn without_expired_attempt(
        &self,
        mut order: Order,
        now: Timestamp,
    ) -> Result<Order, Problem> {
        match order.open_attempt() {
            Some(attempt) if attempt.is_expired(now) => {
                let number = attempt.number();
                self.give_up(order, &number, now).await
            }
            _ => Ok(order),
        }
    }

    /// Gives up an attempt, once WeChat has said that it was not paid. A payment
    /// that we had not heard of is settled instead.
    async fn give_up(
        &self,
        order: Order,
        number: &AttemptNumber,
        now: Timestamp,
    ) -> Result<Order, Problem> {
        match self.wechat.query(number).await {
            Ok(transaction) if transaction.trade_state.was_paid() => {
                self.settle(transaction, now).await?;
                Err(Problem::conflict("payment_being_settled"))
            }
            Ok(_) | Err(CallError::Refused { status: StatusCode::NOT_FOUND, .. }) => {
                self.change(order, number, Attempt::close).await
            }
            Err(error) => Err(not_taken(error)),
        }
    }

    /// Has a payment settled that WeChat told us of when we asked.
    async fn settle(&self, transaction: Transaction, now: Timestamp) -> Result<(), Problem> {
        let id = EventId::of_query(transaction.transaction_id.as_deref().unwrap_or_default());
        let reported = Some(self.wechat.merchant().report(&transaction).into());
        let provider = Provider::WechatPay;
        let event = Event { id, provider, received_at: now, body: None, reported, outcome: None };
        self.store.record(&event).await?;
        Ok(())
    }

    async fn change(
        &self,
        order: Order,
        number: &AttemptNumber,
        change: impl Fn(&mut Attempt),
    ) -> Result<Order, Problem> {
        let order = self.store.change_order(order, |order| {
            if let Some(attempt) = order.attempt(number) {
                change(attempt);
            }
        });
        Ok(order.await?)
    }
}

fn refused_start(refused: StartRefused) -> Problem {
    match refused {
        StartRefused::Settled => Problem::conflict("fee_settled"),
        StartRefused::AttemptOpen => Problem::conflict("changed_meanwhile"),
        StartRefused::TooManyAttempts => Problem::conflict("too_many_payment_attempts"),
    }
}

/// A call to WeChat did not come to anything; the attempt stands as it did.
fn not_taken(error: CallError) -> Problem {
    let (status, code) = match &error {
        CallError::Refused { .. } => (StatusCode::BAD_GATEWAY, "payment_provider_refused"),
        CallError::Unknown(_) => (StatusCode::SERVICE_UNAVAILABLE, "payment_provider_unavailable"),
    };
    Problem::new(status, code).caused_by(error)
}
