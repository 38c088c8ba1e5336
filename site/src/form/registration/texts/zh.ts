import type { RegistrationLabels } from "./en";

/** 中文文字；键与 `en.ts` 相同，页面上与英文同时显示（S109）。 */
export const texts: RegistrationLabels = {
  sections: {
    contact: "联系方式",
    passport: "护照",
    tuition: "学费",
    location: "所在地",
    residence: "在华住宿",
    insurance: "在华保险",
    permit: "签证或居留许可",
    regulations: "规定",
  },

  fields: {
    contact: {
      email: ["电子邮箱", "如已不再使用，请更正。更换的邮箱须通过链接确认。"],
    },
    passport: {
      passportChanged: ["护照有无变更？", "自上次注册以来；首次注册的，自申请入学以来"],
      passportNo: ["新护照号码"],
      passportExpiry: ["新护照有效期至", "例如：2031年9月30日"],
    },
    tuition: {
      payment: ["本学期学费的缴费方式"],
      remittanceClaim: ["已确认的汇款编号", "见已确认的汇款申请"],
    },
    location: {
      location: ["您目前在哪里？"],
      entryDate: ["最近一次入境日期", "以护照上的入境章为准"],
    },
    residence: {
      residence: ["校内住宿还是校外住宿？"],
      movedInOn: ["入住日期"],
      registeredOn: ["公安机关住宿登记日期", "每次入境、每次搬迁后 24 小时内须登记"],
      contractHolder: ["合同承租人姓名", "须为本人，与护照一致"],
      contractStart: ["合同起始日期"],
      contractEnd: ["合同截止日期"],
    },
    insurance: {
      policyNo: ["保险单号", "本学期续保的保险单号"],
      startsOn: ["保险起始日期"],
      endsOn: ["保险截止日期"],
    },
    permit: {
      permitType: ["您的在华停留居留证件"],
      permitNo: ["签证或居留许可号码"],
      permitExpiry: ["签证或居留许可有效期至"],
    },
    regulations: {
      agreedTo: ["我已阅读并同意上述规定"],
    },
  },

  headings: {},
  groups: {},

  choices: {
    tuitionPayment: {
      online_platform: "在线缴费平台（首选）",
      remittance: "银行汇款",
      scholarship: "由奖学金支付",
      other: "其他方式（须有电子票据）",
    },
    location: { in_china: "在中国大陆", abroad: "不在中国大陆" },
    residenceKind: { on_campus: "校内住宿", off_campus: "校外住宿" },
    permitKind: { visa: "签证", residence_permit: "居留许可" },
  },

  guide: {
    heading: "学期注册指南",
    publisher: "国际学生办公室",
    from: (publisher, date, version) => `${publisher}，${date}，版本 ${version}`,
    steps: [
      "缴费、住宿、保险、签证填写一张表，由学校一并审核。",
      "请在为您规定的时间内注册，不要等到最后一天。",
      "填写和上传的内容会随时保存。用手机拍摄的照片只要完整清晰即可。",
      "如有内容被退回，只需修改被退回的部分，再次提交。",
    ],
    notReplaced: "本注册不代替其他任何登记：学院报到、选课、公安机关住宿登记仍须另行办理。",
  },

  payment: {
    heading: "缴费说明",
    ways: [
      "请首选在线缴费平台，学校可直接看到您的缴费情况。",
      "银行汇款：请先办理汇款确认，再在此填写已确认的编号。",
      "奖学金：仅在奖学金支付本学期全部学费时选择。",
      "其他方式：请上传载有姓名、金额和日期的电子票据。",
    ],
  },

  regulations: {
    version: (version) => `版本 ${version}`,
    rules: [
      "办理居留延期证明前，须缴清学费和保险费。",
      "校外住宿须以本人护照签订合同，每次入境、每次搬迁后 24 小时内到公安机关登记。",
      "护照、保险、居留许可须保持有效；居留许可到期前至少 30 天申请延期。",
      "换发护照或签证后，须在 10 天内变更居留许可，并告知办公室。",
      "逾期未注册的，可能取消学籍。",
      "我所填写的内容真实，上传的材料为本人所有。",
    ],
  },
};
