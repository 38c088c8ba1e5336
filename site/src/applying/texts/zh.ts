import type { ApplyingTexts } from "./en";

/** 中文文字；键与 `en.ts` 相同。 */
export const texts: ApplyingTexts = {
  programmes: {
    title: "查找项目",
    steps: {
      intake: { title: "您希望何时入学？", missing: "请选择入学时间" },
      fundingCategory: { title: "学习费用由谁承担？", missing: "请选择经费类别" },
      admissionType: { title: "您申请哪种类型？", missing: "请选择录取类型" },
    },
    openUntil: (day) => `申请截止：${day}`,
    closedSince: (day) => `已于${day}截止`,
    department: "学院",
    anyDepartment: "全部学院",
    teachingLanguage: "授课语言",
    anyLanguage: "全部语言",
    teachingLanguages: { chinese: "中文", english: "英文", both: "中英双语", other: "其他语言" },
    text: "项目、专业或研究方向",
    onlyOpen: "仅看正在受理的项目",
    find: "查找",
    results: "项目列表",
    count: (count, more) =>
      more ? `前 ${count} 个项目` : count === 0 ? "没有符合条件的项目，请减少条件再试。" : `共 ${count} 个项目`,
    major: "专业",
    researchArea: "研究方向",
    duration: "学制",
    months: (months) => (months % 12 === 0 ? `${months / 12} 年` : `${months} 个月`),
    fee: "申请费",
    feeByCategory: "视经费类别而定",
    closes: "申请截止",
    apply: "申请",
    closed: "已截止",
  },

  programme: {
    title: "招生项目",
    backToSearch: "返回项目列表",
    guide: "申请指南",
    guideFrom: (publisher, day, version) => `${publisher}，${day}发布，版本 ${version}`,
    requirements: "申请条件",
    documents: "材料要求",
    deadline: "截止时间",
    warning: "注意",
    warningText: "请仔细阅读申请指南。不符合要求可能影响您的申请进度。",
    checklist: "需上传的材料",
    agreeText: "继续即表示您已阅读并同意申请指南。",
    agree: "同意并继续",
    signInFirst: "申请前需要登录账号。",
    signInAndApply: "登录并申请",
    chooseFirst: "请先选择经费类别和录取类型",
    closed: "该项目的申请已截止。",
    seats: "名额",
    seatsLeft: (left, total) => (left === 0 ? `${total} 个名额已满，可申请候补` : `共 ${total} 个，剩余 ${left} 个`),
    admits: "申请人范围",
    age: (least, most) =>
      least !== null && most !== null
        ? `开学当日年满 ${least} 至 ${most} 周岁`
        : least !== null
          ? `开学当日年满 ${least} 周岁`
          : `开学当日不超过 ${most} 周岁`,
    education: (level) => `最高学历不低于${level}`,
    nationality: (names) => `不招收以下国籍：${names}`,
    separator: "、",
    removed: "该项目已停止招生。",
    guideTitle: (version) => `申请指南（版本 ${version}）`,
    toProgramme: "查看项目现况",
  },

  eligibility: {
    heading: "您能否申请？",
    lead: "请先回答三个问题。开始申请之前不会保存任何内容。",
    birthDate: "出生日期",
    nationality: "国籍",
    highestEducation: "已取得的最高学历",
    missing: {
      birthDate: "请填写出生日期",
      nationality: "请选择国籍",
      highestEducation: "请选择最高学历",
    },
    check: "查询",
    again: "修改答案",
    yes: "您可以申请该项目。",
    no: "您不能申请该项目：",
  },

  applications: {
    title: "我的申请",
    none: "您还没有申请。",
    isStudent: "已经在读？您的学籍和学期注册在“服务”中。",
    start: "开始申请",
    changed: "最近修改",
  },

  notices: {
    title: "通知",
    latest: "最新通知",
    all: "全部通知",
    none: "暂无通知。",
    new: "新",
    markRead: "标为已读",
    markAll: "全部标为已读",
  },

  application: {
    title: "申请",
    backToHome: "我的申请",
    tasks: "办理事项",
    decision: "审核结果",
    outcomes: { accept: "您已被录取", decline: "您未被录取", waitlist: "您已列入候补" },
    locked: "申请已提交，不能再修改。如需更正，请联系办公室。",
  },

  tasks: {
    toDo: "待办",
    done: "已完成",
    paid: "已缴费",
    notYet: "尚未开始",
    documentsHint: "按项目申请指南的要求上传",
    submitHint: "再次核对全部内容并提交",
    paymentHint: "提交后缴纳",
    decisionHint: "缴费后由学校审核",
  },

  steps: {
    label: "申请步骤",
    done: "已完成",
    asInPassport: "姓名、性别、出生日期和地点、国籍、护照号码须与护照一致，否则可能影响签证办理。",
  },

  documents: {
    lead: "请为每一项选择文件。文件会立即上传并很快检查完毕，您可以继续上传下一项。",
    continue: "继续",
  },

  review: {
    title: "核对并提交",
    missing: "提交前请先完成：",
    warnings: "请再次核对以下内容，不影响提交。",
    declarationHeading: "声明",
    lockNote: "提交后不能再修改申请。",
    until: "提交截止时间",
    declaration: "我声明所填写和上传的全部内容真实无误",
    declarationMissing: "提交前请确认声明",
    changed: "您作出声明后，申请内容有变化。请重新核对，再次声明。",
    submit: "提交申请",
  },

  next: {
    heading: "下一步",
    by: { applicant: "等待您办理", office: "学校正在处理", nobody: "已全部办结" },
    until: "截止时间",
    expectedOn: (day) => `预计 ${day} 前有答复。`,
  },

  history: {
    heading: "办理记录",
    events: {
      started: "您开始填写申请",
      submitted: "您提交了申请",
      fee_settled: "申请费已缴纳",
      revision_requested: "学校要求修改申请",
      resubmitted: "您提交了修改后的申请",
      revision_overdue: "修改期限已过，申请退回学校处理",
      waitlisted: "学校将申请列入候补",
      accepted: "学校录取了您",
      declined: "学校未录取您",
      appealed: "您提出了申诉",
      reopened: "学校重新审议决定",
      category_changed: "学校变更了经费类别",
      withdrawn: "您撤回了申请",
    },
  },

  details: {
    heading: "申请信息",
    guide: "您同意的申请指南",
    guideVersion: (version) => `版本 ${version}`,
  },

  office: {
    heading: "有疑问或需要更正？",
    lead: "请写信或致电国际学生招生办公室，并注明您的用户名。",
  },

  decision: {
    reasons: "理由",
    conditions: "您还需满足的条件",
    by: (day) => `${day} 前`,
    appeal: "对决定提出申诉",
    appealUntil: "申诉截止时间",
  },

  revision: {
    heading: "请修改您的申请",
    until: "请在此时间前提交修改",
    lead: "只能修改以下内容。逾期未提交的，申请将按原样退回学校处理。",
    send: "核对并提交",
    asked: "这里需要您修改的内容",
    nothingHere: "这一步没有需要修改的内容。",
    rest: "这一步的其他内容",
    save: "保存并返回",
  },

  contact: {
    title: "请确认联系邮箱",
    lead: "确认后表示您能收到发往此邮箱的邮件。此邮箱在一份入学申请中填为联系邮箱。",
    confirm: "确认此邮箱",
    confirmed: (email) => `${email} 已确认，您可以继续申请。`,
    toApplications: "前往我的申请",
  },

  resubmit: {
    title: "核对并提交修改",
    note: "提交后不能再修改申请。",
    submit: "提交修改后的申请",
  },

  ways: {
    heading: "改变计划",
    restart: "用已填写的内容申请其他项目",
    withdraw: "撤回这份申请",
  },

  withdrawal: {
    title: "撤回申请",
    lead: "撤回意味着：",
    means: ["这份申请即告结束，不能恢复。", "只要同一入学时间的申请尚未截止，您可以重新申请。"],
    accepted: "您的录取名额将交还学校，由他人递补。",
    feePaid: "申请费不予退还，但可抵用于同一入学时间的下一份申请。",
    keeps: "您填写和上传的内容保留在账号中，可带入新的申请。",
    restart: "如果只是想换项目，请先开始新的申请：在那之前，这份申请继续有效。",
    sure: "是的，撤回这份申请",
    sureMissing: "请勾选以撤回申请",
    changed: "您勾选之后，申请有变化。请重新阅读撤回的后果，再次勾选。",
    submit: "撤回申请",
    closed: "这份申请已经结束，无需撤回。",
  },

  restart: {
    title: "申请其他项目",
    lead: "选择新的项目后，您填写和上传的内容将自动带入。",
    means: ["新项目不要求的内容不会带入，新增要求的内容需要补填。", "新项目要求同类材料的，材料将一并带入。"],
    replaces: "如果选择同一入学时间，新申请开始后，这份申请随即撤回；在那之前保持不变。",
    accepted: "届时您的录取名额也将交还学校，由他人递补。",
    feePaid: "已缴纳的申请费计入新的申请；如新申请费用更高，只需补足差额。",
    choose: "选择项目",
    from: "您在另一份申请中填写的内容将自动带入。",
    replaced: "如果那份申请属于同一入学时间，新申请开始后它随即撤回。",
    changed: "您的另一份申请已有变化。请先阅读现在重新申请的后果，再从那里继续：",
  },

  appeal: {
    title: "对决定提出申诉",
    lead: "请说明哪些情况被忽略或误解。工作人员将重新审核；若仍不录取，须由另一人确认。申诉只能提出一次。",
    until: "申诉截止时间",
    text: "申诉理由",
    hint: (most) => `不超过 ${most} 字`,
    missing: "请填写申诉理由",
    tooLong: (most) => `不得超过 ${most} 字`,
    submit: "提交申诉",
    closed: "目前不能提出申诉。",
  },
};
