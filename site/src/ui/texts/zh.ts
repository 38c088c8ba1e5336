import type { Texts } from "./en";

/** 中文文字；键与 `en.ts` 相同。 */
export const texts: Texts = {
  service: "来华留学服务",
  skipToContent: "跳到主要内容",
  chooseLanguage: "语言",
  loading: "正在加载……",
  tryAgain: "重试",
  back: "返回",
  next: "下一步",
  change: "修改",
  save: "保存",
  choose: "请选择",
  showMore: "显示更多",
  notGiven: "未填写",
  consoleName: "工作台",

  navigation: {
    label: "主导航",
    programmes: "招生项目",
    applications: "我的申请",
    notices: "通知",
    signIn: "登录",
    register: "注册",
    reviews: "审核",
    services: "服务",
    registration: "学期注册",
    roster: "学生名册",
    students: "学生",
    board: "看板",
    letters: "公函",
    semesters: "学期",
    staffSignIn: "工作人员登录",
    applicants: "申请人",
    catalogue: "招生目录",
    staff: "工作人员",
    signedInAs: "您的账号：",
    account: "账号",
    changePassword: "修改密码",
    sessions: "登录设备",
    signOut: "退出",
    unread: (count) => `（${count} 条新通知）`,
  },

  footer: {
    office: "如有疑问，请联系国际学生招生办公室：",
    orCall: "或致电",
    times: "时间均以北京时间显示；如与您所在时区不同，同时显示您的当地时间。",
    forStaff: "工作人员入口",
    forApplicants: "申请人入口",
  },

  errors: {
    titlePrefix: "错误",
    summary: "请更正以下问题",
    noConnection: "无法连接服务。请检查网络后重试，已保存的内容不会丢失。",
    unexpected: "出现问题，请稍后重试。",
    pageDidNotArrive: "页面未能加载",
    inField: (label, detail) => `${label}：${detail}`,
    wait: (amount, unit) =>
      `${amount} ${{ second: "秒", minute: "分钟", hour: "小时", day: "天" }[unit]}后可以重试，期间页面其他部分可照常使用。`,
    waited: "现在可以重试。",
    email: "请输入有效的电子邮箱，例如 name@example.org",
  },

  dates: {
    day: "日",
    month: "月",
    year: "年",
    beijing: (time) => `${time}（北京时间）`,
    own: (time, zone) => `${time}（您的时区，${zone}）`,
  },

  home: {
    title: "申请来华留学",
    lead: "选择项目、提交申请和材料、缴纳申请费、查看结果，一站完成；中英文均可，手机也能办理。",
    seeProgrammes: "查找项目",
    register: "注册",
    signIn: "登录",
    toApplications: "前往我的申请",
    isStudent: "已经在读？查看您的学籍",
    howHeading: "办理流程",
    steps: [
      { title: "注册", text: "用真实有效的电子邮箱注册，并点击我们发送的链接激活账号。" },
      { title: "选择并申请", text: "查找项目，阅读申请指南，填写表格并上传材料。草稿会随时保存。" },
      { title: "缴纳申请费", text: "提交后请缴纳申请费。未缴费的申请不予处理。" },
      { title: "查看结果", text: "审核有结果后，我们会发邮件并在系统内通知您。" },
    ],
    needHeading: "请准备好",
    need: ["有效期至少还有一年的普通护照", "白色或蓝色背景的正式证件照（JPEG 格式）", "项目申请指南要求的其他材料"],
  },

  banners: {
    label: "关于您的账号",
    emailTrouble: {
      bounced: (email) => `发往 ${email} 的邮件被退回，请提供能够收信的邮箱。`,
      complained: (email) => `发往 ${email} 的邮件被标记为垃圾邮件，我们已停止发送。请提供您愿意收信的邮箱。`,
    },
    changeEmail: "修改电子邮箱",
    emailOfRoster: (email) =>
      `您的邮箱 ${email} 来自学校名单，尚未确认。在您确认此邮箱或其他邮箱之前，不能用它登录，也不能通过邮件获取密码。`,
    confirmEmail: "确认电子邮箱",
    deletion: "您的账号将被删除，时间：",
    takeBack: "保留账号",
    deletionHeld: "您的账号暂时无法删除。",
  },

  links: {
    incomplete: "链接不完整，请从邮件中重新打开完整链接。",
  },

  done: {
    password_chosen: "新密码已保存，请用新密码登录。",
    password_changed: "密码已修改。您在此处保持登录，其他设备均已退出。",
    email_confirmed: "新的电子邮箱已确认，请重新登录。",
    sessions_ended: "您已在所有设备上退出。",
    account_made: "账号已就绪，请用密码和身份验证器上新的动态码登录。",
    preferences_saved: "设置已保存。",
    authenticator_changed: "新的身份验证器已启用，原来的不再有效。",
    codes_renewed: "新的恢复码已生成，原来的不再有效。",
    invited: "邀请已发出，链接三天内有效。",
    account_closed: "账号已关闭。",
    application_withdrawn: "申请已撤回。",
    appealed: "申诉已提交。",
    registration_submitted: "注册已提交，等待学校审核。",
    resubmitted: "修改后的申请已提交。",
    revision_requested: "要求已发送，申请人将收到邮件和站内通知。",
  },

  password: {
    show: "显示密码",
    hide: "隐藏密码",
    showShort: "显示",
    hideShort: "隐藏",
  },

  roles: {
    heading: "角色",
    none: "无",
    separator: "、",
    names: {
      reviewer: "审核员",
      finance: "财务",
      visa_officer: "签证专员",
      registrar: "学籍管理员",
      administrator: "管理员",
      viewer: "查看者",
    },
  },

  signInLog: {
    title: "登录记录",
    lead: "最近 180 天的登录，包括失败的尝试。如有不是您本人的成功登录：",
    none: "暂无记录。",
    at: "时间",
    outcome: "结果",
    device: "设备",
    address: "网络地址",
    outcomes: {
      signed_in: "登录成功",
      signed_in_at_university: "通过学校统一身份认证登录",
      wrong_password: "密码错误",
      code_missing: "密码正确，未输入动态码",
      wrong_code: "密码正确，动态码错误",
      temporary_password: "使用临时密码",
      not_activated: "尚未激活",
    },
    unknownDevice: "未知设备",
  },

  recoveryCodes: {
    title: "恢复码",
    left: (count) => `还剩 ${count} 个。`,
    renew: "生成新的恢复码",
  },

  states: {
    draft: "草稿",
    fee_due: "待缴申请费",
    ready_for_review: "学校审核中",
    revision_requested: "待修改",
    waitlisted: "候补中",
    accepted: "已录取",
    declined: "未录取",
    withdrawn: "已撤回",
  },

  student: {
    number: "学号",
    formerNumber: "原学号",
    name: "姓名",
    chineseName: "中文姓名",
    state: "学籍状态",
    programme: "专业",
    cohort: "年级",
    period: "学习期限",
    until: (from, to) => `${from}至${to}`,
    states: {
      admitted: "已录取",
      enrolled: "在读",
      suspended: "休学",
      left: "离校",
      revoked: "录取已终止",
    },
  },

  application: {
    backToTasks: "返回申请",
    documents: "申请材料",
    submitted: "提交时间",
    fee: "申请费",
    feeWaived: "免费",
    intake: "入学时间",
    fundingCategory: "经费类别",
    admissionType: "录取类型",
  },

  notFound: {
    title: "页面不存在",
    text: "此地址没有内容，或您无权查看。",
    home: "返回首页",
  },
};
