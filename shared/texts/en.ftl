## every action

problem-malformed-body = The request could not be read
    .detail = The body is not JSON of the form that the API document gives. Nothing was changed.
problem-malformed-query = The address could not be read
    .detail = Check the part after the question mark against the API document.
problem-unsupported-media-type = The request is not JSON
    .detail = Send the body as application/json.
problem-body-too-large = The request is too large
    .detail = Send less at once. Files are uploaded by their own link.
problem-not-found = Not found
    .detail = There is nothing here that you can see. Check the address.
problem-sign-in-required = Sign in first
    .detail = Sign in and try again.
problem-token-expired = Your sign-in has run out
    .detail = Sign in again; what you saved is still there.
problem-token-invalid = Your sign-in is not valid
    .detail = Sign in again.
problem-not-permitted = Your account may not do this
    .detail = Ask an administrator if you need to.
problem-cross-site-request = The request came from another site
    .detail = Open this service directly and try again.
problem-not-through-the-distribution = The request came by another way
    .detail = Open this service by its public address and try again.
problem-idempotency-key-required = The request has no Idempotency-Key
    .detail = Send a header Idempotency-Key of 8 to 128 characters, new for each intent.
problem-idempotency-key-reused = The Idempotency-Key was used for something else
    .detail = Use a new key for a new request.
problem-invalid-input = Please correct what is marked
    .detail = Nothing was changed. Each entry says what to do.
problem-invalid-cursor = The page cannot be continued from there
    .detail = Start from the first page.
problem-changed-meanwhile = Somebody changed this at the same moment
    .detail = Look at it again and repeat what you did.
problem-too-many-requests = Too many tries
    .detail = Wait a little, then try again.
problem-unavailable = Not available just now
    .detail = Try again in a moment. Nothing was lost.
problem-internal = Something went wrong on our side
    .detail = Try again. If it stays, quote the request id to the office.

field-required = Fill this in.
field-malformed = This is not of the right form.

## documents


field-unknown-slot = This programme does not ask for such a document. Choose one from the list.
field-format-not-taken = This document is not taken in that format. The list says which formats are.
field-photo-not-jpeg = The photo must be a JPEG file (.jpg or .jpeg).
field-file-empty = The file is empty. Choose another one.
field-file-too-large = The file is too large. The list says how large it may be; make it smaller and try again.
field-too-many-uploads = This application has had all its uploads. Write to the admissions office.
field-too-many-files = Send at most twenty files at once.
field-date-in-future = This date is in the future. Enter the date on the document.
field-not-a-web-address = Enter an address that begins with https://.

refusal-upload-altered = The file that arrived is not the one you chose. Upload it again.
refusal-application-locked = The file came after you submitted the application, so it does not count.
refusal-type-mismatch = The file is not what its name says. Save it again as JPEG, PNG or PDF and upload that.
refusal-file-damaged = The file is damaged or not complete. Open it on your side; if it looks right, save it again and upload that.
refusal-hidden-data = Another file is hidden behind the end of this one. Save it again from your picture or PDF program and upload that.
refusal-picture-kind-unsupported = This is a rare kind of picture that cannot be shown here. Save it as an ordinary JPEG and upload that.
refusal-picture-too-large = The picture has too many pixels. Make it smaller: 12 000 on a side and 50 million in all are the most; 25 million for the photo.
refusal-unpacks-too-large = The file is packed so that it unpacks to far more than a document needs. Save it again from your picture or PDF program and upload that.
refusal-pdf-encrypted = The PDF is locked with a password or with restrictions. Save a copy without them and upload that.
refusal-pdf-active-content = The PDF contains a script, a form program, an attachment or a film. Print it to a new PDF and upload that.
refusal-pdf-unreadable = The PDF is packed in a way that cannot be checked. Print it to a new PDF and upload that.
refusal-photo-not-jpeg = The photo must be a JPEG file (.jpg or .jpeg).
refusal-photo-too-small = The photo is too small. It needs at least 300 × 420 pixels.
refusal-photo-not-portrait = The photo must be upright like an ID photo, about 3 wide to 4 high. Crop it and upload that.
refusal-photo-background = The background of the photo must be plain white or blue. Use an official ID photo.
refusal-photo-blank = There is no face in the middle of the photo. Use an official ID photo.

## accounts

problem-sign-in-failed = Name, password or code is wrong
    .detail = Check them and try again. The name is your user name or your e-mail address.
problem-totp-required = Enter the six digits of your authenticator
    .detail = Staff sign in with a second factor.
problem-account-not-activated = The account is not activated yet
    .detail = Open the link in the mail that was sent to your address. If there is none, ask for another one on the sign-in page.
problem-activation-code-invalid = This link does not work
    .detail = It may have been used already: try to sign in. Otherwise ask for another link on the sign-in page.
problem-activation-code-expired = This link has run out
    .detail = Links work for a day. Ask for another one on the sign-in page.
problem-email-change-code-invalid = This link does not work
    .detail = It may have been used already, or the password was changed since. Ask for the change again in your account.
problem-email-change-code-expired = This link has run out
    .detail = Links work for a day. Ask for the change again in your account.
problem-email-taken-meanwhile = This address belongs to another account now
    .detail = Your account keeps the address it has. Sign in to the other account, or choose another address.
problem-challenge-required = Show first that you are not a robot
    .detail = Somebody has tried to sign in with this name several times. Solve the check and try again.
problem-password-change-required = Choose a new password
    .detail = This is a temporary password. It only lets you choose a new one.
problem-temporary-password-wrong = Name or temporary password is wrong
    .detail = A temporary password works once, for half an hour. Copy it from the newest mail, or ask for another one.
problem-export-under-way = An export is being put together
    .detail = A mail tells you when it is ready. There is one at a time.
problem-deletion-refused = Your account cannot be deleted now
    .detail = Something is still under way. Ask again when it is over.
problem-invitation-invalid = This invitation does not work
    .detail = It may have been accepted already: try to sign in. Otherwise ask an administrator for a new one.
problem-invitation-expired = This invitation has run out
    .detail = Invitations work for three days. Ask an administrator for a new one.
problem-invitation-address-taken = Your address has an account already
    .detail = An applicant's account and one of staff cannot share an address. Ask an administrator to invite another address of yours.
problem-own-account = This is your own account
    .detail = Ask another administrator: nobody changes their own roles or closes their own account, so that one administrator always is left.
problem-enrolment-over = The new authenticator cannot be confirmed any more
    .detail = There is a quarter of an hour to do it. Begin again; your present authenticator still counts.
problem-session-over = You are signed out
    .detail = Sign in again; what you saved is still there.

field-user-name-malformed = Use 4 to 32 letters without accents, digits, dots, underscores or hyphens.
field-user-name-taken = Somebody has this user name already. Choose another.
field-email-malformed = Enter an e-mail address such as name@example.org.
field-email-unchanged = This is the address the account has already.
field-unknown-time-zone = Choose a time zone from the list.
field-password-wrong = This is not your password.
field-application-under-review = An application is under review. Wait for the decision, or ask the office to end it.
field-application-accepted = You are admitted: the university needs your application. Write to the office.
field-payment-on-the-way = A payment may be on the way to us. Look again in a day.
field-password-differs = Type the same password twice.
field-password-too-short = Use at least 8 characters.
field-password-too-long = Use at most 128 characters.
field-password-needs-upper-lower-digit = Use an upper-case letter, a lower-case letter and a digit.
field-password-too-common = Many people use this password, so it is tried first. Choose another one.
field-password-not-new = Choose a password that is not the one you have now.
field-password-contains-name = Do not use your user name, your e-mail address or the word Sojourn in the password.
field-totp-wrong = These are not the six digits that the authenticator shows now. Check its clock and try the next ones.
field-recovery-code-wrong = This is none of your recovery codes, or it was used already.
field-email-has-account = An applicant's account has this address. Staff need another one.
field-agreement-not-accepted = Read and accept the present registration agreement.
field-challenge-unsolved = The check that you are not a robot was not passed. Try again.
field-challenge-expired = The check that you are not a robot has run out. Try again.
field-challenge-used = The check that you are not a robot was used already. Try again.

erased-account = Your account with its sessions, sign-ins and exports
erased-sign-in-names = The names you signed in with
erased-staff-directory = Your entry among the staff
erased-applications = Applications and what was submitted
erased-documents = Entries of uploaded documents
erased-files = Files
erased-review-index = Pointers to reviews
erased-reviews = Reviews of your applications
erased-notices = Notices
erased-mail-feedback = What was noted of your address
kept-accounting = What you were to pay and have paid, by numbers and without your name: the law on accounting asks for it.
kept-accountability = The log of what was done in your account, by numbers and network addresses and without your name: the service must be able to show it.

## notices

notice-application-submitted = Application submitted
    .fee-due = Your application for { $programme } was submitted and cannot be changed any more. The application fee of { $fee } is now due; applications are looked at only after it is paid.
    .no-fee = Your application for { $programme } was submitted and cannot be changed any more. There is no fee to pay; the office will look at it next.
notice-fee-settled = Application fee received
    .text = The application fee for { $programme } was received. The office will look at your application next.
notice-application-decided = A decision on your application
    .accepted = You are admitted to { $programme }. Congratulations!
    .declined = Your application for { $programme } was not successful.

role-reviewer = reviewer
role-finance = finance
role-visa-officer = visa officer
role-registrar = registrar
role-administrator = administrator
role-viewer = viewer

## admissions

problem-active-application-exists = You have an application for this intake already
    .detail = Each applicant has one application per intake. Go on with the one you have.
problem-guide-changed = The guide of this programme has changed
    .detail = Read the present guide, agree to it and start again.
problem-intake-closed = Applications are not open now
    .detail = The time to apply for this programme has not begun or is over. Look for an intake that is open.
problem-application-locked = This application can no longer be changed
    .detail = It has been submitted. If something in it is wrong, write to the office.
problem-version-conflict = This application was changed elsewhere
    .detail = Perhaps it is open in another window. Load it again and repeat your change; nothing was overwritten.
problem-application-incomplete = The application is not complete
    .detail = It was not submitted. Each entry says what is missing and where.
problem-claim-lost = You no longer hold this task
    .detail = Your half hour is over or somebody else has taken it. Claim it again before you decide.
problem-already-decided = This application has been decided
    .detail = Load the task again to see the decision.
problem-not-ready-for-review = This application cannot be decided now
    .detail = It is not ready for review. Load the task again.

field-control-character = Remove the line breaks and other invisible characters.
field-too-long = Shorten this text.
field-invalid-name = Write the name in the letters A to Z as in the lower lines of the passport; spaces, ' and - may stand between them.
field-both-names-empty = A passport has at least one name. Take one of the two ticks off.
field-invalid-chinese-name = Write the Chinese name in Chinese characters, or tick that you have none.
field-unknown-country = Choose a country from the list.
field-unknown-language = Choose a language from the list.
field-invalid-date = Enter a real date as year-month-day, for example 2004-02-29.
field-date-not-past = Enter a date in the past.
field-date-too-long-ago = Check the year.
field-passport-not-ordinary = Only an ordinary passport is accepted. Choose "ordinary" if you have one, else write to the office.
field-invalid-passport-number = Enter the number as it stands in the passport: 5 to 20 letters and digits without spaces.
field-passport-expires-within-a-year = The passport must be valid for at least another year. Renew it first.
field-passport-expires-before-intake = The passport must still be valid when the studies begin. Renew it first.
field-too-many-rows = At most 20 rows can be kept. Remove some.
field-too-few-rows = Add more rows, and fill in each of them.
field-too-few-words = This is too short. Write at least as many words as the note at the field says.
field-date-past = Enter a date that is not over yet.
field-date-before-birth = This day lies before the date of birth. Check both.
field-test-too-long-ago = Results older than two years do not count. Choose "not taken", or enter a newer result.
field-invalid-month = Enter a year and a month, for example 2021-09.
field-invalid-phone = Enter the number with + and the country code, for example +86 10 1234 5678.
field-invalid-email-or-phone = Enter an e-mail address, or a phone number with + and the country code.
field-invalid-score = Enter the score as a number, for example 6.5.
field-score-not-possible = This test does not give such a score. Check the test and the score.
field-invalid-rank = Enter a number from 1 to 999.
field-outside-the-programme = Choose a day between the beginning and the end of the programme.
field-ends-before-start = The end must lie after the beginning.
field-first-record-not-high-school = Begin with your senior high school. Leave out earlier schools.
field-not-in-order = An earlier row begins later. Put the rows in order, the oldest first.
field-records-overlap = This overlaps an earlier row by more than three months. Correct the months.
field-mrz-malformed = Copy the whole line from the foot of the photo page: 44 letters, digits and < signs.
field-mrz-not-of-a-passport = The first line of a passport begins with P. Copy it from the passport.
field-mrz-check-digit-wrong = The check digits of this line do not fit, so something was misread. Compare it with the passport, sign by sign.
field-differs-from-mrz = This differs from the machine-readable lines of your passport. Check both.
field-document-missing = Upload this document.
field-document-not-inspected = The file is still being checked, or was never sent. Wait a moment, or upload it again.
field-document-refused = The file was refused. Upload another one.
field-too-few-documents = Upload more files of this kind.
field-document-too-old = This document is too old by now. Get a newer one and upload that.
field-declaration-required = Confirm that everything is true and correct.
field-too-young-for-programme = This programme does not admit applicants who are so young on the first day of the studies. Check the date of birth.
field-too-old-for-programme = This programme does not admit applicants who are so old on the first day of the studies. Check the date of birth.
field-education-too-low = This programme asks for a higher level of education.
field-nationality-not-admitted = This programme does not admit citizens of this country.
field-unknown-programme = There is no such programme.
field-not-offered = The programme is not offered like this. Choose again.
field-guide-version-reused = Another text was published under this version of the guide. Give the new text a new version.
field-not-an-object = The file must be one JSON object.
field-not-a-list = This must be a list.
field-unknown-field = The import format has no such field.
field-malformed-value = This value is missing or not of the right form.
field-too-many-days = At most 400 days can be listed. Leave out those that are over.
field-duplicate-row = There is a row of this name before.
field-closes-before-it-opens = The window must close after it opens.
field-outside-the-intake = The programme must close within the window of its intake.
field-unknown-intake = There is no such intake.
field-unknown-department = There is no such department.
field-unknown-admission-type = There is no such admission type.
field-unknown-funding-category = There is no such funding category.
field-admission-type-not-in-category = This funding category is not open to the programme's admission type.
field-unknown-content-type = Use image/jpeg, image/png or application/pdf.
field-out-of-range = This number is too small or too large.

ineligible-too-young-for-programme = On { $day }, the first day of the studies, you will be { $age }. This programme admits applicants from { $limit } years on.
ineligible-too-old-for-programme = On { $day }, the first day of the studies, you will be { $age }. This programme admits applicants of up to { $limit } years.
ineligible-education-too-low = By the first day of the studies you need at least { $level }.
ineligible-nationality-not-admitted = This programme does not admit citizens of this country. Ask the office which programmes do.

education-elementary = elementary school
education-junior-high = junior high school
education-senior-high = senior high school
education-technical-secondary = technical secondary school
education-vocational-college = vocational college
education-bachelor = a bachelor's degree
education-master = a master's degree
education-doctorate = a doctorate

## reviews

problem-claimed-by-another = A colleague is working on this
    .detail = It is free again when the colleague gives it back or the half hour is over.
problem-review-closed = This task is closed
    .detail = The application has been decided.

## payments

problem-fee-not-due = There is nothing to pay yet
    .detail = The fee is due after the application has been submitted.
problem-fee-waived = There is nothing to pay
    .detail = The funding category of this application asks for no fee.
problem-fee-settled = The fee is paid
    .detail = Nothing more is to be paid for this application.
problem-payment-being-settled = Your payment has arrived
    .detail = It is being entered now. Look again in a moment; do not pay again.
problem-too-many-payment-attempts = There have been too many tries to pay
    .detail = Write to the office; it can look into what went wrong.
problem-payment-provider-refused = The payment service did not take the order
    .detail = Nothing was charged. Try again; if it stays, quote the request id to the office.
problem-payment-provider-unavailable = The payment service does not answer
    .detail = Nothing was charged. Try again in a moment; it will be the same payment.
