import { accountTexts } from "./account/use-texts";
import { applyingTexts } from "./applying/use-texts";
import { consoleTexts } from "./console/use-texts";
import { applicationLabels } from "./form/application/use-texts";
import { documentTexts } from "./form/documents/use-texts";
import { registrationLabels } from "./form/registration/use-texts";
import { formTexts } from "./form/use-texts";
import { letterTexts } from "./letters/use-texts";
import { paths } from "./paths";
import { payingTexts } from "./paying/use-texts";
import { documentTextsInBoth, formTextsInBoth, registrationLabelsInBoth } from "./registering/form/use-texts";
import { registeringTexts } from "./registering/use-texts";
import { page } from "./router";
import type { Room, Route } from "./router";

const frame: Room = { texts: [] };
const account: Room = { texts: [accountTexts], styles: () => import("./account/account.scss") };
const applying: Room = { texts: [applyingTexts, documentTexts], styles: () => import("./applying/applying.scss") };
/** Where an application is filled in, or what was filled in is spoken of. */
const filling: Room = { ...applying, texts: [applyingTexts, documentTexts, formTexts, applicationLabels] };
const paying: Room = { texts: [payingTexts], styles: () => import("./paying/paying.scss") };
const registering: Room = { texts: [registeringTexts], styles: () => import("./registering/registering.scss") };
/** Where a registration is filled in, in both languages at once. */
const registeringForm: Room = {
  ...registering,
  texts: [
    registeringTexts,
    formTexts,
    documentTexts,
    registrationLabels,
    formTextsInBoth,
    documentTextsInBoth,
    registrationLabelsInBoth,
  ],
};
/** The letter for the visa, and what follows from it. */
const letters: Room = { texts: [letterTexts, documentTexts] };
const console: Room = {
  texts: [consoleTexts, formTexts, applicationLabels, registrationLabels],
  styles: () => import("./console/console.scss"),
};

/** The rooms by their names, for whoever wants to know what their pages load. */
export const ROOMS = { frame, account, applying, filling, paying, registering, registeringForm, letters, console };

/** Every page: its room, its path, its code in a file of its own that is loaded when it is first opened, and for whom it is. */
export const ROUTES: readonly Route[] = [
  page(frame, paths.home, () => import("./frame/pages/home")),
  page(account, paths.signIn, () => import("./account/pages/sign-in")),
  page(account, paths.universitySignIn, () => import("./account/pages/university-sign-in")),
  page(account, paths.register, () => import("./account/pages/register")),
  page(account, paths.registered, () => import("./account/pages/registered")),
  page(account, paths.activate, () => import("./account/pages/activate")),
  page(account, paths.resendActivation, () => import("./account/pages/resend-activation")),
  page(account, paths.forgottenPassword, () => import("./account/pages/forgotten-password")),
  page(account, paths.resetPassword, () => import("./account/pages/reset-password")),
  page(account, paths.confirmEmail, () => import("./account/pages/confirm-email")),
  page(applying, paths.confirmContactEmail, () => import("./applying/pages/confirm-contact-email")),
  page(account, paths.invitation, () => import("./account/pages/invitation")),
  page(account, paths.deletionReceipt, () => import("./account/pages/deletion-receipt")),
  page(account, paths.account, () => import("./account/pages/account"), "account"),
  page(account, paths.preferences, () => import("./account/pages/preferences"), "account"),
  page(account, paths.password, () => import("./account/pages/password"), "account"),
  page(account, paths.email, () => import("./account/pages/email"), "account"),
  page(account, paths.sessions, () => import("./account/pages/sessions"), "account"),
  page(account, paths.signIns, () => import("./account/pages/sign-ins"), "account"),
  page(account, paths.export, () => import("./account/pages/export"), "account"),
  page(account, paths.deletion, () => import("./account/pages/deletion"), "account"),
  page(account, paths.authenticator, () => import("./account/pages/authenticator"), "staff"),
  page(account, paths.recoveryCodes, () => import("./account/pages/recovery-codes"), "staff"),
  page(applying, paths.programmes, () => import("./applying/pages/programmes")),
  page(applying, paths.programme, () => import("./applying/pages/programme")),
  page(applying, paths.guide, () => import("./applying/pages/guide")),
  page(applying, paths.applications, () => import("./applying/pages/applications"), "applicant"),
  page(filling, paths.application, () => import("./applying/pages/application"), "applicant"),
  page(filling, paths.sections.basic_information, () => import("./applying/pages/basic-information"), "applicant"),
  page(filling, paths.sections.study_plan, () => import("./applying/pages/study-plan"), "applicant"),
  page(
    filling,
    paths.sections.education_and_employment,
    () => import("./applying/pages/education-and-employment"),
    "applicant",
  ),
  page(
    filling,
    paths.sections.additional_information,
    () => import("./applying/pages/additional-information"),
    "applicant",
  ),
  page(filling, paths.sections.contact_information, () => import("./applying/pages/contact-information"), "applicant"),
  page(filling, paths.documents, () => import("./applying/pages/documents"), "applicant"),
  page(filling, paths.reviewAndSubmit, () => import("./applying/pages/review-and-submit"), "applicant"),
  page(paying, paths.payment, () => import("./paying/pages/payment"), "applicant"),
  page(applying, paths.withdrawal, () => import("./applying/pages/withdrawal"), "applicant"),
  page(applying, paths.restart, () => import("./applying/pages/restart"), "applicant"),
  page(applying, paths.appeal, () => import("./applying/pages/appeal"), "applicant"),
  page(applying, paths.notices, () => import("./applying/pages/notices"), "applicant"),
  page(registering, paths.services, () => import("./registering/pages/services"), "applicant"),
  page(registering, paths.registration, () => import("./registering/pages/registration"), "applicant"),
  page(registeringForm, paths.registrationForm, () => import("./registering/pages/registration-form"), "applicant"),
  page(registeringForm, paths.checkRegistration, () => import("./registering/pages/check-registration"), "applicant"),
  page(registering, paths.confirmRegistrationEmail, () => import("./registering/pages/confirm-registration-email")),
  page(letters, paths.letter, () => import("./letters/pages/letter"), "applicant"),
  page(letters, paths.verifyLetter, () => import("./letters/pages/verify-letter")),
  page(registering, paths.claimStudentRecord, () => import("./registering/pages/claim-student-record")),
  page(registering, paths.myDates, () => import("./registering/pages/my-dates"), "applicant"),
  page(frame, paths.console, () => import("./console/pages/start")),
  page(account, paths.staffSignIn, () => import("./account/pages/staff-sign-in")),
  page(console, paths.reviews, () => import("./console/pages/reviews"), "staff"),
  page(console, paths.review, () => import("./console/pages/review"), "staff"),
  page(console, paths.registrationReview, () => import("./console/pages/registration-review"), "staff"),
  page(console, paths.letterReview, () => import("./console/pages/letter-review"), "visa_officer"),
  page(console, paths.permitReview, () => import("./console/pages/permit-review"), "visa_officer"),
  page(console, paths.revision, () => import("./console/pages/request-revision"), "staff"),
  page(console, paths.comparison, () => import("./console/pages/comparison"), "staff"),
  page(console, paths.deadlineReview, () => import("./console/pages/deadline-review"), "visa_officer"),
  page(console, paths.applicants, () => import("./console/pages/applicants"), "staff"),
  page(console, paths.letters, () => import("./console/pages/letters"), "visa_officer"),
  page(console, paths.letterSettings, () => import("./console/pages/letter-settings"), "visa_officer"),
  page(console, paths.roster, () => import("./console/pages/roster"), "registrar"),
  page(console, paths.students, () => import("./console/pages/students"), "student_office"),
  page(console, paths.student, () => import("./console/pages/student"), "student_office"),
  page(console, paths.unknownNumber, () => import("./console/pages/unknown-number"), "registrar"),
  page(console, paths.semesters, () => import("./console/pages/semesters"), "registrar"),
  page(console, paths.board, () => import("./console/pages/board"), "student_office"),
  page(console, paths.catalogue, () => import("./console/pages/catalogue"), "administrator"),
  page(console, paths.staff, () => import("./console/pages/staff"), "administrator"),
  page(console, paths.invite, () => import("./console/pages/invite"), "administrator"),
  page(console, paths.colleague, () => import("./console/pages/colleague"), "administrator"),
];

export const NOT_FOUND: Route = page(frame, "", () => import("./frame/pages/not-found"));
