//! What an appeal and a reopening write.

use serde_json::json;
use shared_domain::application::news::{AppealReceived, ApplicationReopened};
use shared_domain::application::{ApplicationState, SecondLook};
use shared_domain::notices;
use shared_domain::review::ReviewOccasion;
use shared_platform::audit::{Deed, Told};
use shared_platform::store::{CommitError, Item};

use crate::application::Application;
use crate::store::{ACTIVE, Active, ApplicationStore, Returning, active_key};

impl ApplicationStore {
    /// Puts an application before staff again that was decided and in state `from`.
    ///
    /// # Errors
    /// Refused under [`APPLICATION`](crate::store::APPLICATION) when it changed meanwhile, and
    /// under [`ACTIVE`] when another one of the intake is active by now.
    pub(crate) async fn look_again(
        &self,
        deed: &Deed,
        from: ApplicationState,
        again: &Application,
    ) -> Result<(), CommitError> {
        let head = &again.head;
        let after = json!({ "state": head.state(), "review": head.review() });
        let told = Told::changed(head.id, json!({ "state": from }), after);
        let mut transaction = self.audit.begin(deed, told)?;
        self.replace(&mut transaction, again)?;
        match from.is_active() {
            // Whoever is looked at again has no place for now.
            true => self.end_acceptance(&mut transaction, head)?,
            false => {
                let key = active_key(head.applicant, &head.intake);
                let active = Item::new(key, &Active { application: head.id })?;
                transaction.create(ACTIVE, &self.applications, active)?;
            }
        }
        let (application, programme) = (head.id, head.programme.name.clone());
        let occasion = match &head.second_look {
            Some(SecondLook::Appeal { .. }) => {
                let news = AppealReceived { application, programme };
                notices::tell(&self.outbox, &mut transaction, head.applicant, &news)?;
                ReviewOccasion::Appealed
            }
            Some(SecondLook::Reopening { .. }) | None => {
                let news = ApplicationReopened { application, programme };
                notices::tell(&self.outbox, &mut transaction, head.applicant, &news)?;
                ReviewOccasion::Reopened
            }
        };
        // Nobody has it first: somebody else than before may see what was overlooked.
        self.ask_for_review(&mut transaction, again, Returning { occasion, kept_for: None })?;
        transaction.commit().await
    }
}
