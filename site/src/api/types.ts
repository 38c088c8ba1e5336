import type { operations } from "./schema";

type Success<Responses> = Responses extends { 200: infer Reply }
  ? Reply
  : Responses extends { 201: infer Reply }
    ? Reply
    : never;
type Content<T> = T extends { content: { "application/json": infer Body } } ? Body : never;

/** What an action answers, by its name in the API document. */
export type ReplyOf<Action extends keyof operations> = Content<Success<operations[Action]["responses"]>>;
/** What an action takes, by its name in the API document. */
export type BodyOf<Action extends keyof operations> = Content<NonNullable<operations[Action]["requestBody"]>>;

export type Account = ReplyOf<"view_account">;
export type Application = ReplyOf<"view_application">;
export type ApplicationStatus = ReplyOf<"view_status">;
export type ApplicationSummary = ReplyOf<"list_applications">["items"][number];
export type Catalogue = ReplyOf<"view_catalogue">;
export type CatalogueChange = ImportReply["changes"][number];
export type ChecklistItem = ReplyOf<"view_programme">["checklist"][number];
export type Comparison = ReplyOf<"compare_rounds">;
/** Something that falls due for a student. */
export type DeadlineDate = ReplyOf<"view_own_dates">["dates"][number];
export type DeadlineKind = DeadlineDate["deadline"];
export type DeadlineReview = ReplyOf<"view_deadline_review">;
export type DeadlineOutcome = BodyOf<"settle_deadline">["outcome"];
export type FallingDeadline = ReplyOf<"list_deadlines">["items"][number];
export type RegisteringStudent = ReplyOf<"list_registrations">["items"][number];
export type ReminderResult = ReplyOf<"send_reminders">["results"][number];
export type StudentEventKind = BodyOf<"report_event">["what"];
export type DecisionOutcome = BodyOf<"decide_application">["outcome"];
export type DecisionReason = NonNullable<BodyOf<"decide_application">["reasons"]>[number];
export type AdmissionCondition = NonNullable<BodyOf<"decide_application">["conditions"]>[number];
export type DeletionReceipt = ReplyOf<"view_deletion_receipt">;
export type EligibilityAnswers = Omit<BodyOf<"check_eligibility">, "fundingCategory">;
export type EligibilityReply = ReplyOf<"check_eligibility">;
export type Export = ReplyOf<"list_exports">["items"][number];
export type FoundApplicant = ReplyOf<"find_applicant">;
export type FoundApplication = FoundApplicant["applications"][number];
export type ImportReply = ReplyOf<"import_programmes">;
export type Invitation = ReplyOf<"view_invitation">;
export type Money = { amountFen: number; currency: string };
export type Notice = ReplyOf<"list_notices">["items"][number];
export type OpenSession = ReplyOf<"list_sessions">["items"][number];
export type Payment = ReplyOf<"view_payment">;
export type PaymentAttempt = ReplyOf<"start_payment">["attempt"];
export type Programme = ReplyOf<"view_programme">;
export type ProgrammeSummary = ReplyOf<"find_programmes">["items"][number];
/** The registration of a student for a semester. */
export type Registration = ReplyOf<"view_registration">;
/** The sections of its form. */
export type RegistrationSection = keyof Registration["sections"];
/** What staff pass or return of it. */
export type RegistrationItem = Registration["openItems"][number];
export type RegistrationRound = Registration["rounds"][number];
export type RegistrationReview = ReplyOf<"view_registration_review">;
export type RegistrationVerdict = BodyOf<"review_registration">["verdicts"][string];
export type RegistrationReturnReason = Extract<RegistrationVerdict, { verdict: "return" }>["reason"];
/** Whether a letter is good. */
export type LetterAnswer = ReplyOf<"verify_letter">;
export type LetterReview = ReplyOf<"view_letter_review">;
export type LetterSettings = ReplyOf<"set_letter_settings">;
export type LetterWithFile = ReplyOf<"view_letter">;
/** The new visa or permit that follows a letter. */
export type NewPermit = ReplyOf<"view_new_permit">;
export type OwnLetter = ReplyOf<"view_own_letter">;
export type OwnRegistration = ReplyOf<"list_own_registrations">["items"][number];
export type PermitReview = ReplyOf<"view_permit_review">;
/** Whether one can register, and when. */
export type RegistrationWindow = ReplyOf<"view_registration_window">;
export type OwnStudentRecord = ReplyOf<"view_own_student_record">;
export type RosterReply = ReplyOf<"import_roster">;
export type RosterChange = RosterReply["changes"][number];
export type RosterImport = ReplyOf<"list_roster_imports">["items"][number];
export type Semester = ReplyOf<"list_semesters">["items"][number];
export type StudentSummary = ReplyOf<"list_students">["items"][number];
export type StudentView = ReplyOf<"view_student">;
/** Whether somebody studies. */
export type StudentState = StudentSummary["state"]["is"];
export type Review = ReplyOf<"list_reviews">["items"][number];
export type Proposal = NonNullable<Review["proposal"]>;
export type ReviewQueue = NonNullable<NonNullable<operations["list_reviews"]["parameters"]["query"]>["queue"]>;
export type RevisionItem = NonNullable<ReplyOf<"view_application">["revision"]>["items"][number];
export type RequestedUpload = ReplyOf<"request_uploads">["items"][number];
export type RevisionReason = BodyOf<"request_revision">["items"][number]["reason"];
export type ReviewDetails = ReplyOf<"view_review">;
/** The sections of an application's form. */
export type SectionName = keyof Application["sections"];
export type Session = ReplyOf<"sign_in">;
export type SignInEntry = ReplyOf<"list_sign_ins">["items"][number];
export type StaffAccount = ReplyOf<"list_staff">["items"][number];
export type StaffPage = ReplyOf<"list_staff">;
export type StaffRole = StaffAccount["roles"][number];
export type TwoLanguages = { en: string; zh: string };
export type UploadedDocument = ReplyOf<"list_documents">["items"][number];
