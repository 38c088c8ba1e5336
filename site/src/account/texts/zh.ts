import type { AccountTexts } from "./en";

/** 中文文字；键与 `en.ts` 相同。 */
export const texts: AccountTexts = {
  signIn: {
    title: "登录",
    staffTitle: "工作人员登录",
    name: "用户名或电子邮箱",
    password: "密码",
    submit: "登录",
    nameMissing: "请输入用户名或电子邮箱",
    passwordMissing: "请输入密码",
    useConsole: "工作人员请由此登录",
    forgottenPassword: "忘记密码？",
    noActivation: "没有收到激活邮件？",
    resendActivation: "重新发送激活邮件",
    backToSignIn: "登录",
    ended: "您已退出登录。请重新登录，已保存的内容仍在。",
    newHere: "初次使用？",
    newHereText: "申请前需要先注册账号，只需几分钟。",
  },

  secondFactor: {
    labels: { totp: "身份验证器动态码", recoveryCode: "恢复码" },
    hints: { totp: "六位数字", recoveryCode: "您保存的十个恢复码之一，每个只能用一次。" },
    missing: { totp: "请输入身份验证器上的动态码", recoveryCode: "请输入恢复码" },
    use: { totp: "改用身份验证器", recoveryCode: "改用恢复码" },
  },

  forgottenPassword: {
    title: "忘记密码",
    lead: "请输入用户名或电子邮箱，我们会把临时密码发送到该账号的邮箱。",
    submit: "发送临时密码",
    sentTitle: "请查收邮件",
    sentLead: "如果存在这个账号，我们已向其邮箱发送临时密码。",
    notes: [
      "邮件可能需要几分钟才能送达，请同时查看垃圾邮件箱。",
      "临时密码 30 分钟内有效，只能用来设置新密码。",
      "设置新密码之前，原密码仍然有效。",
    ],
    toReset: "我已收到临时密码",
  },

  resetPassword: {
    title: "设置新密码",
    lead: "请输入邮件中的临时密码，并设置您自己的密码。",
    leadFromSignIn: "您输入的是临时密码。请设置您自己的密码后继续。",
    temporaryPassword: "临时密码",
    temporaryPasswordHint: "见邮件，可以复制粘贴。",
    temporaryPasswordMissing: "请输入临时密码",
    submit: "保存新密码",
    askAgain: "重新获取临时密码",
  },

  resendActivation: {
    title: "重新发送激活邮件",
    lead: "请输入用户名或电子邮箱，我们会向该账号的邮箱发送新的激活链接。",
    submit: "重新发送激活邮件",
    sentTitle: "请查收邮件",
    sentLead: "如果存在这个账号且尚未激活，我们已发送新的链接。",
    notes: [
      "邮件可能需要几分钟才能送达，请同时查看垃圾邮件箱。",
      "链接只能使用一次，一天后失效。",
      "如果一直没有收到，可能是邮箱填错了，请用正确的邮箱重新注册。",
    ],
  },

  confirmEmail: {
    title: "确认新的电子邮箱",
    lead: "确认后，请用此邮箱登录，我们的邮件也将发送到这里。届时需要重新登录。",
    confirm: "确认此邮箱",
    askAgain: "重新获取链接",
  },

  account: {
    title: "账号",
    detailsHeading: "基本资料",
    userName: "用户名",
    email: "电子邮箱",
    password: "密码",
    since: "注册时间",
    agreement: "注册协议",
    agreementVersion: (version) => `已同意，版本 ${version}`,
    preferencesHeading: "设置",
    locale: "邮件语言",
    locales: { en: "英文（English）", zh: "中文" },
    timeZone: "时区",
    noticeMails: "邮件通知",
    noticeMailsOn: "接收",
    noticeMailsOff: "不接收，仅在系统内查看",
    securityHeading: "安全",
    dataHeading: "您的数据",
    ways: {
      sessions: { title: "登录设备", text: "查看设备和时间，可退出其中一个或全部" },
      signIns: { title: "登录记录", text: "谁登录过或尝试登录您的账号" },
      authenticator: { title: "身份验证器", text: "换用其他手机或应用" },
      recoveryCodes: { title: "恢复码" },
      export: { title: "导出个人数据", text: "获取我们保存的关于您的全部内容" },
      deletion: { title: "删除账号", text: "哪些会删除，哪些须保留，以及如何撤回" },
    },
  },

  preferences: {
    title: "设置",
    localeHint: "网站的语言请在页面顶部切换。",
    timeZoneHint: "时间以北京时间和该时区显示。",
    useDevice: (zone) => `使用本设备的时区：${zone}`,
    noticeMails: "申请有新进展时同时发邮件给我",
    noticeMailsHint: "与账号本身有关的邮件（如密码已修改）始终会发送。",
  },

  changePassword: {
    title: "修改密码",
    lead: "修改后您在此处保持登录，其他设备均会退出。我们会发邮件告知。",
    oldPassword: "原密码",
    oldPasswordMissing: "请输入原密码",
  },

  changeEmail: {
    title: "修改电子邮箱",
    lead: "我们会向新邮箱发送链接。打开链接并确认后修改才生效，在此之前仍使用原邮箱。",
    email: "新的电子邮箱",
    same: "这就是您目前的邮箱，请输入其他邮箱",
    submit: "发送链接",
    sent: (email) => `如果 ${email} 可以使用，我们已向其发送链接。`,
    notes: [
      "请打开链接并确认。链接只能使用一次，一天后失效。",
      "确认后，您将在所有设备上退出，需要重新登录。",
      "我们也会写信到原邮箱，以免他人擅自修改。",
    ],
  },

  sessions: {
    title: "登录设备",
    lead: "如有不认识的设备，请将其退出并修改密码。",
    current: "本设备",
    opened: "登录时间",
    lastUsed: "最近使用",
    end: "退出",
    ended: (device) => `已退出 ${device}。`,
    endAllHeading: "退出所有设备",
    endAllText: "所有设备都会退出，包括本设备，之后需要重新登录。",
    endAll: "全部退出",
  },

  export: {
    title: "导出个人数据",
    lead: "您将得到一个 ZIP 文件，内有我们保存的关于您的全部内容：资料、申请、缴费和通知（JSON 格式），以及您上传的文件。文件在后台生成，完成后我们会发邮件告知。",
    askHeading: "申请导出",
    submit: "申请导出",
    requested: "申请时间",
    until: "下载截止",
    states: { building: "生成中", ready: "已完成", failed: "失败" },
    building: "需要几分钟，您可以离开此页。",
    download: "下载",
    gone: "该文件已不存在，请重新申请。",
  },

  deletion: {
    title: "删除账号",
    lead: "提出申请七天后，账号将被永久删除。在此之前可以撤回。",
    erasedHeading: "将会删除",
    erased: ["姓名、电子邮箱、密码和登录记录", "草稿和未录取的申请，以及上传的全部材料", "系统通知"],
    keptHeading: "法律要求保留",
    kept: ["缴费及账目记录（不含姓名）", "操作记录（不含姓名）"],
    exportFirst: "您可以先保存一份：",
    askHeading: "申请删除",
    understood: "我知道七天之后无法恢复",
    understoodMissing: "请先确认",
    submit: "删除我的账号",
    scheduled: "您的账号已安排删除。",
    due: "删除时间",
    untilThen: "在此之前不会丢失任何内容，您可以随时撤回。",
    hindrances: {
      application_under_review: "有一份申请正在审核。请等待结果，或请办公室终止该申请。",
      application_accepted: "您已被录取，学校需要保留您的申请。请联系办公室。",
      payment_on_the_way: "可能有一笔付款正在途中。",
    },
    heldUntil: "我们每天会再次检查，一旦没有阻碍，账号即会删除。",
    lookedAtAgain: "下次检查",
    cancel: "保留账号",
  },

  deletionReceipt: {
    title: "删除回执",
    lead: "账号已删除。如需证明，请保存此回执。",
    requested: "申请时间",
    erasedAt: "删除时间",
    erased: "已删除的内容",
    kept: "保留的内容及原因",
    nothingKept: "无。",
    until: "保留至",
    print: "打印",
  },

  authenticator: {
    title: "身份验证器",
    lead: "换用其他应用前，请先证明是您本人：输入密码，以及现有应用的动态码或恢复码。",
    qrLabel: "身份验证器二维码",
    steps: ["在手机上打开身份验证器应用，例如密码管理器自带的。", "用它扫描此二维码。", "输入应用显示的六位数字。"],
    open: "在本设备的应用中打开",
    byHand: "无法扫描时，请在应用中输入此密钥：",
    code: "身份验证器动态码",
    codeHint: "六位数字，每 30 秒更新。",
    codeMissing: "请输入应用显示的六位数字",
    confirm: "确认",
  },

  recoveryCodes: {
    lead: "请把这十个恢复码保存在只有您能找到的地方，不要放在装有身份验证器的手机里。没有验证器时，每个可登录一次。恢复码只在此时显示。",
    renewText: "新的十个恢复码将取代原来的，您在其他设备上会退出。",
    copy: "复制",
    copied: "已复制。",
    notCopied: "浏览器不允许，请自行选中并复制。",
    download: "下载",
    fileName: "sojourn-恢复码.txt",
    fileHeading: "Sojourn 恢复码，每个只能用一次",
    print: "打印",
    kept: "我已妥善保存",
    keptMissing: "请先保存恢复码，再确认",
    goOn: "继续",
  },

  invitation: {
    title: "您受邀加入工作团队",
    invitedBy: "邀请人",
    until: "接受期限",
    again: "您的账号将设置新的密码、身份验证器和恢复码，其他内容不变。",
    accountHeading: "您的账号",
    submit: "接受邀请",
  },

  agreement: {
    title: "注册协议",
    version: (version) => `版本 ${version}。请仔细阅读以下条款，同意后方可注册。`,
    articles: [
      { title: "一、您的账号", text: "您应以本人名义注册，填写真实信息和可正常收信的电子邮箱，并妥善保管密码。" },
      {
        title: "二、个人信息的用途",
        text: "您填写和上传的信息用于审核您的申请；如被录取，还用于办理入学和签证材料。除法律要求外，不向其他人提供。",
      },
      {
        title: "三、材料的真实性",
        text: "您填写的信息应与护照和材料一致。提供伪造或虚假材料的，取消申请，已缴费用不予退还。",
      },
      { title: "四、申请费", text: "需要缴纳申请费的，应在提交申请后缴纳；无论结果如何，费用不予退还。" },
      { title: "五、您的权利", text: "您可以查询、更正您的个人信息，也可以联系国际学生招生办公室要求删除。" },
    ],
    accept: "同意",
    close: "不注册，关闭",
  },

  register: {
    title: "注册",
    allCompulsory: "以下各项均为必填。",
    labels: {
      userName: "用户名",
      email: "电子邮箱",
    },
    hints: {
      userName: "4 至 32 位字母、数字、点、连字符或下划线",
      email: "请填写真实邮箱：激活链接将发送到该邮箱，它也是找回密码的唯一途径",
    },
    userNameMissing: "请输入 4 至 32 位由字母、数字、点、连字符或下划线组成的用户名",
    submit: "注册",
    close: "关闭",
  },

  password: {
    password: "密码",
    confirmPassword: "确认密码",
    newPassword: "新密码",
    confirmNewPassword: "确认新密码",
    again: "您的密码",
    againHint: "再次输入密码，以免捡到您设备的人进行此操作。",
    errors: {
      password: "请输入符合下列全部要求的密码",
      passwordConfirmation: "请再次输入相同的密码",
    },
    rulesHeading: "密码须满足：",
    strength: (strength) => `密码强度：${strength}`,
    strengths: { weak: "弱", fair: "尚不符合要求", good: "良好", strong: "强" },
    rules: {
      length: "至少 8 个字符",
      upper: "含大写字母（A-Z）",
      lower: "含小写字母（a-z）",
      digit: "含数字（0-9）",
      common: "不是常见密码，如 Password1",
      personal: "不包含用户名、邮箱名或“Sojourn”",
    },
    met: "（已满足）",
  },

  challenge: {
    working: "正在确认您不是自动程序。设备需要计算片刻，您可以继续填写。",
    progress: "验证进度",
    solved: "已确认您不是自动程序。",
    failed: "验证未完成，请检查网络连接。",
  },

  registered: {
    title: "请查收邮件",
    lead: "如果所填信息可以注册，我们已向您发送邮件，内有您的用户名和账号激活链接。",
    notes: [
      "邮件可能需要几分钟才能送达，请同时查看垃圾邮件箱。",
      "链接只能使用一次，一天后失效。",
      "账号激活后方可使用。",
    ],
  },

  activate: {
    title: "激活账号",
    lead: "只差一步，激活后即可登录。",
    confirm: "激活我的账号",
    done: "账号已激活",
    userName: (userName) => `您的用户名是 ${userName}，现在可以登录。`,
    codeMissing: "链接不完整，请从邮件中重新打开完整链接。如果已经激活，请直接登录。",
  },
};
