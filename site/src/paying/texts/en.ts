/** What the pages of paying say, in English. `zh.ts` has the same keys; TypeScript sees to it. */
export const texts = {
  lead: "Pay the fee now: applications without the application fee paid will not be processed. The fee is not returned.",
  amount: "Amount",
  method: "Payment method",
  wechatPay: "WeChat Pay",
  start: "Pay with WeChat Pay",
  newCode: "Get a new code",

  nothing: {
    not_due: "There is nothing to pay yet: submit the application first.",
    waived: "There is no fee for this application.",
  },

  scan: "Scan to pay",
  codeLabel: "QR code for WeChat Pay",

  scanSteps: [
    "Open WeChat on your phone and choose Scan.",
    "Scan this code. If this page is open on the same phone, open it on a second screen.",
    "Confirm the payment in WeChat.",
  ],

  codeUntil: "The code can be used until",
  waiting: "Waiting for the payment. This page notices it by itself.",
  paid: "Fee paid",
  paidAt: "Paid",
  afterwards: "Your application now goes to the staff of the university. You are told as soon as they have decided.",
};

export type PayingTexts = typeof texts;
