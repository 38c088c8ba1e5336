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
  separator: "、",

  saveStates: {
    unsaved: "即将保存修改。",
    saving: "正在保存……",
    saved: "修改已全部保存。",
    refused: "未保存，原因见页面顶部。",
    failed: "尚未保存：没有网络连接。将自动重试，请勿关闭页面。",
  },
};
