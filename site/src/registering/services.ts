import type { TwoLanguages } from "../api/types";
import { paths } from "../paths";

/** Whose service it is. */
export const SCHOOLS = [
  {
    id: "international_education",
    name: { en: "School of International Education", zh: "国际教育学院" },
    // As some write it, and as its students are called.
    words: "SIE college international students 留学生 国际学生 來華留學 來华留学 国教院 國際教育學院 留學生",
  },
  {
    id: "account",
    name: { en: "Your account", zh: "我的账号" },
    words: "account profile 帐号 账户 个人中心 帳號",
  },
] as const;

/** Something that somebody comes for. */
export interface Service {
  school: (typeof SCHOOLS)[number]["id"];
  name: TwoLanguages;
  text: TwoLanguages;
  /** What else it is called, in any language: people search as they speak. */
  words: string;
  href: string;
}

/**
 * Every service, with the words by which it is found (S78). Unlike all texts it has both languages at once: who
 * reads English may type 签证, and who reads Chinese "visa".
 */
export const SERVICES: readonly Service[] = [
  {
    school: "international_education",
    name: { en: "Semester registration", zh: "学期注册" },
    text: {
      en: "When you can register, and how you stand: payment, insurance, residence and visa are looked at in one",
      zh: "注册时间与状态；缴费、保险、住宿、签证一并审核",
    },
    words:
      "register enrol enroll term check-in visa residence permit extension insurance accommodation tuition payment " +
      "报到 开学 注册 签证 居留许可 延期 保险 住宿 学费 缴费 註冊 簽證",
    href: paths.registration,
  },
  {
    school: "international_education",
    name: { en: "My dates", zh: "我的日期" },
    text: {
      en: "When passport, permit, visa and insurance end; tell of a move or an arrival",
      zh: "护照、居留许可、签证、保险的到期日；报告入境与搬迁",
    },
    words:
      "expiry expire deadline due passport visa residence permit insurance accommodation police registration move arrival " +
      "到期 有效期 护照 签证 居留许可 保险 住宿登记 派出所 搬家 入境 護照 簽證",
    href: paths.myDates,
  },
  {
    school: "international_education",
    name: { en: "Claim your student record", zh: "认领学籍" },
    text: {
      en: "Connect this account to your student number",
      zh: "将本账号与您的学号关联",
    },
    words: "student number link connect bind identity roster 学号 绑定 关联 身份 名册 在校生 學號",
    href: paths.claimStudentRecord,
  },
  {
    school: "international_education",
    name: { en: "Apply to study", zh: "入学申请" },
    text: { en: "Programmes, what they ask for, and the way in", zh: "招生项目、申请条件与申请入口" },
    words:
      "application admission programme degree scholarship language course 报名 招生 项目 奖学金 入学 錄取 录取 新生",
    href: paths.programmes,
  },
  {
    school: "international_education",
    name: { en: "My applications", zh: "我的申请" },
    text: {
      en: "Status, documents, application fee, decision",
      zh: "申请状态、材料、报名费与录取结果",
    },
    words: "upload status result offer admission letter fee pay 进度 查询 上传 材料 补充 报名费 缴费 结果 通知书",
    href: paths.applications,
  },
  {
    school: "international_education",
    name: { en: "Notices", zh: "通知" },
    text: { en: "What the office has told you", zh: "办公室发给您的消息" },
    words: "news messages mail 消息 公告 提醒",
    href: paths.notices,
  },
  {
    school: "account",
    name: { en: "Account and settings", zh: "账号与设置" },
    text: { en: "E-mail address, language, time zone", zh: "电子邮箱、语言、时区" },
    words: "email mail address language time zone 邮箱 修改 时区",
    href: paths.account,
  },
  {
    school: "account",
    name: { en: "Change password", zh: "修改密码" },
    text: { en: "Choose another password", zh: "更换登录密码" },
    words: "security sign-in login 安全 登录 登陆",
    href: paths.password,
  },
  {
    school: "account",
    name: { en: "Your data", zh: "我的数据" },
    text: { en: "A copy of everything we store about you", zh: "导出我们保存的全部个人数据" },
    words: "export download privacy personal information 隐私 下载 个人信息",
    href: paths.export,
  },
];

/** One form of letters: full-width ones become plain, and case counts nothing. */
const plain = (text: string) => text.normalize("NFKC").toLowerCase();

/** All by which a service is found, its school among it. */
function wordsOf({ school, name, text, words }: Service): string {
  const of = SCHOOLS.find(({ id }) => id === school);
  const parts = [name.en, name.zh, text.en, text.zh, words, of?.name.en, of?.name.zh, of?.words];
  return plain(parts.join(" "));
}

/** Whether `word` is found, or is Chinese words one behind the other, which are: 留学生注册. */
function isIn(word: string, words: string): boolean {
  if (words.includes(word)) return true;
  if (!/^\p{Script=Han}+$/u.test(word)) return false;
  for (let end = word.length - 2; end >= 2; end--) {
    if (words.includes(word.slice(0, end)) && isIn(word.slice(end), words)) return true;
  }
  return false;
}

/** The services that have every word of `query`; all of them where it has none. */
export function servicesWith(query: string): readonly Service[] {
  const wanted = plain(query)
    .split(/[\s,，、/]+/u)
    .filter(Boolean);
  return SERVICES.filter((service) => wanted.every((word) => isIn(word, wordsOf(service))));
}
