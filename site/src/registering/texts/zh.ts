import type { RegisteringTexts } from "./en";

/** 中文文字；键与 `en.ts` 相同。 */
export const texts: RegisteringTexts = {
  services: {
    all: "全部服务",
    search: "查找服务",
    searchHint: "中英文均可，例如：注册、签证、留学生、registration、visa",
    count: (count) => `${count} 项服务`,
    none: "没有符合的服务。请换一个词，或与办公室联系（联系方式见页面底部）。",
  },

  studies: {
    noneHeading: "您在本校就读吗？",
    noneText: "本账号尚未关联学籍。如果您在学生名册上，请凭学号认领学籍。",
    claim: "认领学籍",
    recordHeading: "我的学籍",
    semester: "学期",
    extended: "办公室已为您延长时间。",
    opens: "开放时间",
    opened: "开放时间",
    closes: "截止时间",
    closed: "截止时间",
    office: "办公室",
    officeClosed: (date) => `今天不办公，${date}恢复办公。您照常可以提交。`,
    answer: "答复",
    answersBy: (date) => `今天提交的，办公室最迟于${date}答复`,
  },

  claim: {
    title: "认领学籍",
    lead: "请输入学号。如果学号在名册上，我们会向学校登记的您的邮箱发送链接。认领后，学籍归当前登录的账号。",
    number: "学号",
    numberHint: "见学生证；原学号也可以",
    numberMissing: "请输入学号：最多 20 个字母、数字和连字符",
    send: "发送链接",
    sent: (number) => `如果 ${number} 在名册上，链接已发出。`,
    notes: [
      "链接发送到名册上登记的邮箱，可能与本账号的邮箱不同。请同时查看垃圾邮件。",
      "链接一天内有效，只能使用一次，且只对本账号有效：请先登录本账号，再打开链接。",
      "如果没有收到邮件，可能名册上没有您的邮箱或邮箱已失效，也可能您的另一个账号已认领该学籍。请与办公室联系（联系方式见页面底部）。",
    ],
    signInFirst: "学籍需要归入一个账号。请登录，或用任何您能收信的邮箱注册账号。",
    signInForLink: "请登录申请认领的账号，用户名见邮件。在此期间链接会保留。",
    confirmLead: "确认后，学籍归当前登录的账号。",
    confirm: "认领学籍",
    done: "学籍已归您的账号。",
  },
};
