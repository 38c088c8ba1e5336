//! Staff: invitations, and the directory, which is one partition; what staff read
//! of an applicant, and the record that they did.

use jiff::Timestamp;
use serde_json::json;
use shared_domain::account::{EmailTrouble, mail_feedback_key};
use shared_domain::application::{ApplicationHead, applicant_partition};
use shared_domain::ids::InvitationId;
use shared_domain::notices::SendMail;
use shared_domain::staff::mails::RolesChanged;
use shared_domain::staff::{DIRECTORY, directory_key};
use shared_platform::audit::{Deed, Told};
use shared_platform::auth::{StaffRole, account_key};
use shared_platform::ids::AccountId;
use shared_platform::store::{
    Change, CommitError, Condition, Cursor, IdempotentRequest, Item, Key, Label, Page, Query,
    StoreError, Table, Transaction, get_each, get_two,
};
use shared_platform::{Environment, InitError, Problem};

use crate::account::{Account, Credentials, EmailAddress};
use crate::mails::to_owner;
use crate::secrets::hash_of_secret;
use crate::staff::invitation::{Entrance, Invitation, InvitationSent, Present, invitation_invalid};
use crate::staff::member::StaffMember;
use crate::store::{ACCOUNT, AccountChange, EMAIL, Store, USER_NAME, name_key};

/// An invitation that is made, under the hash of its code.
const INVITATION: Label<Invitation> = Label::new("invitation");
/// The same in the directory.
const ROW: Label<Invitation> = Label::new("row");
/// An invitation that is used up or replaced, under the hash of its code.
pub(crate) const INVITATION_USED: Label<Invitation> = Label::new("invitation_used");
/// The same in the directory.
const ROW_USED: Label<Invitation> = Label::new("row_used");
/// The one open invitation of an address.
const INVITED: Label<Invitation> = Label::new("invited");
/// A member of staff in the directory.
const MEMBER_ROW: Label<StaffMember> = Label::new("directory");

/// Members of staff on a page.
const MEMBERS_PER_PAGE: i32 = 25;
/// Invitations that are shown: the newest ones.
const INVITATIONS_SHOWN: i32 = 100;

fn invitation_key(code_hash: &str) -> Key {
    Key::new(format!("INVITATION#{code_hash}"), "INVITATION")
}

/// Where the one open invitation of an address stands.
fn invited_key(email: &EmailAddress) -> Key {
    Key::new(format!("INVITED#{}", email.sign_in_name().as_str()), "INVITED")
}

fn invitation_row(invitation: InvitationId) -> Key {
    Key::new(DIRECTORY, format!("INVITATION#{invitation}"))
}

fn accepted(invitation: &Invitation, account: &Account) -> Told {
    let before = json!({ "invitation": invitation.id, "present": invitation.present.is_some() });
    Told::changed(account.id, before, json!({ "roles": account.roles }))
}

impl Store {
    /// Whose an address is, and the invitation that is open for it.
    pub(crate) async fn address_of_staff(
        &self,
        email: &EmailAddress,
        now: Timestamp,
    ) -> Result<(Option<Credentials>, Option<Invitation>), StoreError> {
        let name = name_key(&email.sign_in_name());
        let (owner, open): (Option<Credentials>, Option<Invitation>) =
            get_two((&self.accounts, &name), (&self.accounts, &invited_key(email))).await?;
        Ok((owner, open.filter(|open| !open.is_over(now))))
    }

    /// Keeps an invitation and sends it; the one that was open for the address
    /// is worthless from then on. With a request, the reply to it is remembered.
    /// Refused by `INVITED` when the address was invited at the same moment.
    pub(crate) async fn invite(
        &self,
        invitation: &Invitation,
        replaced: Option<&Invitation>,
        mail: SendMail,
        request: Option<&IdempotentRequest>,
        deed: &Deed,
    ) -> Result<(), CommitError> {
        let before = json!(replaced.map(|open| json!({ "replaced": open.id })));
        let told = Told::changed(invitation.id, before, json!({ "roles": invitation.roles }));
        let mut transaction = self.audit.begin(deed, told)?;
        let code_hash = &invitation.code_hash;
        for (label, key) in
            [(INVITATION, invitation_key(code_hash)), (ROW, invitation_row(invitation.id))]
        {
            let item = Item::new(key, invitation)?.expiring(invitation.expires_at);
            transaction.create(label, &self.accounts, item)?;
        }
        let invited = Item::new(invited_key(&invitation.email), invitation)?;
        let invited = invited.expiring(invitation.expires_at);
        let none = Condition::item_missing().or(Condition::at_most("ttl", deed.now().as_second()));
        let as_read = replaced.map(|open| Condition::equals("id", open.id)).unwrap_or(none);
        transaction.put(INVITED, &self.accounts, invited, as_read)?;
        if let Some(open) = replaced {
            self.take_away(&mut transaction, open)?;
        }
        self.outbox.send(&mut transaction, mail)?;
        if let Some(request) = request {
            let reply = InvitationSent::from(invitation);
            request.remember(&mut transaction, &self.accounts, &reply, deed.now())?;
        }
        transaction.commit().await
    }

    /// The invitation of a code.
    ///
    /// # Errors
    /// 422 `invitation_invalid` when there is none, or none any more;
    /// `invitation_expired` when it is over.
    pub(crate) async fn open_invitation(
        &self,
        code: &str,
        now: Timestamp,
    ) -> Result<Invitation, Problem> {
        let found: Option<Invitation> =
            self.accounts.get(&invitation_key(&hash_of_secret(code))).await?;
        match found {
            None => Err(invitation_invalid()),
            Some(invitation) if invitation.is_over(now) => {
                Err(Problem::unprocessable("invitation_expired"))
            }
            Some(invitation) => Ok(invitation),
        }
    }

    /// Makes the account of an invitation and uses the invitation up. Refused by
    /// `INVITATION_USED` when it was used meanwhile, by `USER_NAME` or `EMAIL` when
    /// one is taken.
    pub(crate) async fn make_member(
        &self,
        invitation: &Invitation,
        (account, credentials): (&Account, &Credentials),
        entrance: &Entrance,
        deed: &Deed,
    ) -> Result<(), CommitError> {
        let mut transaction = self.audit.begin(deed, accepted(invitation, account))?;
        self.use_up_invitation(&mut transaction, invitation)?;
        let missing = Condition::item_missing;
        let free = missing().or(Condition::at_most("vanishesAt", deed.now()));
        let user_name = Item::new(name_key(&account.user_name.sign_in_name()), credentials)?;
        transaction.put(USER_NAME, &self.accounts, user_name, free)?;
        // Whoever only waits for the address does not have it.
        let email = Item::new(name_key(&account.email.sign_in_name()), credentials)?;
        transaction.put(EMAIL, &self.accounts, email, missing())?;
        let item = Item::new(account_key(account.id), account)?;
        transaction.create(ACCOUNT, &self.accounts, item)?;
        let item = Item::new(directory_key(account.id), &StaffMember::from(account))?;
        transaction.create(MEMBER_ROW, &self.accounts, item)?;
        self.add_recovery_codes(&mut transaction, account.id, &entrance.recovery_hashes)?;
        transaction.commit().await
    }

    /// Gives the account of an invitation new ways in and uses the invitation
    /// up: its sessions and its old recovery codes end.
    ///
    /// # Errors
    /// 422 `invitation_invalid` when the invitation was used meanwhile, or the
    /// account was closed or has another address, or all its sessions were ended
    /// since: by a new password, say.
    pub(crate) async fn restore_member(
        &self,
        invitation: &Invitation,
        present: &Present,
        entrance: &Entrance,
        deed: &Deed,
    ) -> Result<(), Problem> {
        let (member, old_hashes) =
            tokio::join!(self.member(present.account), self.recovery_hashes(present.account));
        let member = member?.filter(|(account, member)| {
            member.closed_at.is_none()
                && account.email == invitation.email
                && account.session_generation == present.generation
        });
        let (account, _) = member.ok_or_else(invitation_invalid)?;

        let mut transaction = self.audit.begin(deed, accepted(invitation, &account))?;
        self.use_up_invitation(&mut transaction, invitation)?;
        let over = Change::new().add("sessionGeneration", 1);
        let step = entrance.totp_step.max(account.last_totp_step);
        let change = AccountChange {
            credentials: over
                .clone()
                .set("password", &entrance.password)
                .set("totp", &entrance.totp),
            account: over.set("lastTotpStep", step),
        };
        self.change_account(&mut transaction, &account, change)?;
        self.remove_recovery_codes(&mut transaction, account.id, &old_hashes?)?;
        self.add_recovery_codes(&mut transaction, account.id, &entrance.recovery_hashes)?;
        self.tell_of_authenticator(&mut transaction, &account, deed.now())?;
        transaction.commit().await.map_err(|error| match error {
            CommitError::Refused(refused) if refused.is_of(INVITATION_USED) => invitation_invalid(),
            error => error.into(),
        })
    }

    fn use_up_invitation(
        &self,
        transaction: &mut Transaction,
        invitation: &Invitation,
    ) -> Result<(), StoreError> {
        let invited = invited_key(&invitation.email);
        let open = Condition::equals("id", invitation.id);
        transaction.delete(INVITED, &self.accounts, invited, open)?;
        self.take_away(transaction, invitation)
    }

    /// Makes the code of an invitation worthless; refused by `INVITATION_USED` when
    /// it is so already.
    fn take_away(
        &self,
        transaction: &mut Transaction,
        invitation: &Invitation,
    ) -> Result<(), StoreError> {
        let kept = invitation_key(&invitation.code_hash);
        let row = invitation_row(invitation.id);
        transaction.delete(INVITATION_USED, &self.accounts, kept, Condition::item_exists())?;
        transaction.delete(ROW_USED, &self.accounts, row, Condition::item_exists())
    }

    /// A page of the directory.
    pub(crate) async fn members(
        &self,
        after: Option<Cursor>,
    ) -> Result<Page<StaffMember>, StoreError> {
        let query = Query::partition(DIRECTORY).prefix("ACCOUNT#");
        self.accounts.list(query.limit(MEMBERS_PER_PAGE).after(after)).await
    }

    /// The invitations that can still be accepted, newest first.
    pub(crate) async fn invitations(&self, now: Timestamp) -> Result<Vec<Invitation>, StoreError> {
        let query = Query::partition(DIRECTORY).prefix("INVITATION#");
        let query = query.newest_first().limit(INVITATIONS_SHOWN);
        let mut page: Page<Invitation> = self.accounts.list(query).await?;
        page.items.retain(|invitation| !invitation.is_over(now));
        Ok(page.items)
    }

    /// Why mails do not reach members of staff, in their order.
    pub(crate) async fn email_troubles(
        &self,
        members: &[StaffMember],
    ) -> Result<Vec<Option<EmailTrouble>>, StoreError> {
        let keys: Vec<Key> =
            members.iter().map(|member| mail_feedback_key(member.email.as_str())).collect();
        get_each(&self.notices, &keys).await
    }

    /// A member of staff, with the account.
    pub(crate) async fn member(
        &self,
        account: AccountId,
    ) -> Result<Option<(Account, StaffMember)>, StoreError> {
        let (account, member) = get_two(
            (&self.accounts, &account_key(account)),
            (&self.accounts, &directory_key(account)),
        )
        .await?;
        Ok(account.zip(member))
    }

    /// Changes the row of a member of staff in the directory.
    pub(crate) fn change_in_directory(
        &self,
        transaction: &mut Transaction,
        account: AccountId,
        change: Change,
    ) -> Result<(), StoreError> {
        let there = Condition::item_exists();
        transaction.update(MEMBER_ROW, &self.accounts, directory_key(account), change, there)
    }

    /// Gives a member of staff other roles, and tells them. When one is taken
    /// away, all their sessions end.
    pub(crate) async fn change_roles(
        &self,
        account: &Account,
        roles: &[StaffRole],
        deed: &Deed,
    ) -> Result<(), CommitError> {
        let mut transaction = self.begin_of_other_roles(account, roles, deed)?;
        let keeps_all = account.roles.iter().all(|role| roles.contains(role));
        let others = Change::new().set("roles", roles);
        let change = if keeps_all { others } else { others.add("sessionGeneration", 1) };
        let change = AccountChange { credentials: change.clone(), account: change };
        self.change_account(&mut transaction, account, change)?;
        let row = Change::new().set("roles", roles);
        self.change_in_directory(&mut transaction, account.id, row)?;
        transaction.commit().await
    }

    /// Closes the account of a member of staff: nobody signs in with its names
    /// any more, all sessions end, and the names are free.
    pub(crate) async fn close_member(
        &self,
        account: &Account,
        recovery_hashes: &[String],
        deed: &Deed,
    ) -> Result<(), CommitError> {
        let nothing: [StaffRole; 0] = [];
        let mut transaction = self.begin_of_other_roles(account, &nothing, deed)?;
        self.free_names(&mut transaction, account)?;
        let closed = Change::new().set("roles", nothing);
        let over = closed.clone().add("sessionGeneration", 1);
        self.change_own(&mut transaction, account, over)?;
        let row = closed.set("closedAt", deed.now());
        self.change_in_directory(&mut transaction, account.id, row)?;
        self.remove_recovery_codes(&mut transaction, account.id, recovery_hashes)?;
        transaction.commit().await
    }

    /// The transaction that gives a member of staff other roles, or none, of
    /// which they are told.
    fn begin_of_other_roles(
        &self,
        account: &Account,
        roles: &[StaffRole],
        deed: &Deed,
    ) -> Result<Transaction, StoreError> {
        let (before, after) = (json!({ "roles": account.roles }), json!({ "roles": roles }));
        let mut transaction = self.audit.begin(deed, Told::changed(account.id, before, after))?;
        let user_name = account.user_name.as_str().to_owned();
        let mail = RolesChanged { user_name, roles: roles.to_vec() };
        self.outbox.send(&mut transaction, to_owner(account.id, &mail))?;
        Ok(transaction)
    }
}

/// So many applications of one person are shown.
const MOST_APPLICATIONS: i32 = 50;

/// The Applications table, as far as the office finds applications by applicant.
#[derive(Debug, Clone)]
pub(crate) struct ApplicationsOfApplicant {
    applications: Table,
}

impl ApplicationsOfApplicant {
    pub(crate) fn of(environment: &Environment) -> Result<Self, InitError> {
        Ok(Self { applications: environment.table("APPLICATIONS")? })
    }

    /// The applications of an applicant, the latest first.
    pub(crate) async fn latest(
        &self,
        applicant: AccountId,
    ) -> Result<Vec<ApplicationHead>, StoreError> {
        let query = Query::partition(applicant_partition(applicant))
            .prefix("APPLICATION#")
            .newest_first()
            .limit(MOST_APPLICATIONS);
        Ok(self.applications.list(query).await?.items)
    }
}

impl Store {
    /// Records that a colleague has looked an applicant up.
    pub(crate) async fn record_finding(
        &self,
        applicant: AccountId,
        deed: &Deed,
    ) -> Result<(), CommitError> {
        let told = Told::new(applicant, json!({ "shown": "applications" }));
        self.audit.begin(deed, told)?.commit().await
    }
}
