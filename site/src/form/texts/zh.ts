import type { FormTexts } from "./en";

/** 中文文字；键与 `en.ts` 相同。 */
export const texts: FormTexts = {
  optional: (label) => `${label}（选填）`,
  yesNo: { yes: "是", no: "否" },
  wordsAtLeast: (words) => `至少 ${words} 字（词）；一个汉字计为一字。`,
  row: (list, number) => `${list} ${number}`,
  addTo: (list) => `继续添加：${list}`,
  remove: "删除",
  saveAndNext: "保存并下一步",
  saveDraft: "保存草稿",
  loadNewer: "载入较新的版本",
  changedElsewhere: (fields) => `已在别处修改：${fields}。`,
  stillMissing: (count) => `还有 ${count} 项未完成`,
  lookAgain: "请再次核对以下内容",
  ticked: "是",
  unticked: "否",
  dateParts: { day: "日", month: "月", year: "年" },
  prefilled: "已按学校现有信息预填，请核对。",
  separator: "、",

  contact: {
    unconfirmed: (email) => `联系邮箱 ${email} 尚未确认。请在提交前确认，或改填您账号的邮箱。`,
    send: (email) => `发送链接到 ${email}`,
    sent: (email) => `链接已发送到 ${email}。请在提交前打开链接，期间可以继续填写。如未收到，请查看垃圾邮件。`,
    sendAgain: "重新发送链接",
  },

  saveStates: {
    unsaved: "即将保存修改。",
    saving: "正在保存……",
    saved: "修改已全部保存。",
    refused: "未保存，原因见页面顶部。",
    failed: "尚未保存：没有网络连接。将自动重试，请勿关闭页面。",
  },
};
