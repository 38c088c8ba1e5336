import type { PayingTexts } from "./en";

/** 中文文字；键与 `en.ts` 相同。 */
export const texts: PayingTexts = {
  lead: "请现在缴费：未缴纳申请费的申请不予处理。费用不予退还。",
  amount: "金额",
  method: "支付方式",
  wechatPay: "微信支付",
  start: "使用微信支付",
  newCode: "获取新的二维码",

  nothing: {
    not_due: "目前无需缴费，请先提交申请。",
    waived: "此申请免收申请费。",
  },

  scan: "扫码支付",
  codeLabel: "微信支付二维码",

  scanSteps: [
    "打开手机微信，选择“扫一扫”。",
    "扫描此二维码。如果正在同一部手机上浏览，请在另一块屏幕上打开本页。",
    "在微信中确认支付。",
  ],

  codeUntil: "二维码有效期至",
  waiting: "等待支付。支付后本页会自动更新。",
  paid: "申请费已缴纳",
  paidAt: "缴费时间",
  afterwards: "您的申请已转交学校审核，有结果后立即通知您。",
};
