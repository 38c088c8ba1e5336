## every action

problem-malformed-body = 无法读取请求
    .detail = 请求内容不是接口文档规定的 JSON。未做任何更改。
problem-malformed-query = 无法读取地址
    .detail = 请对照接口文档检查问号后的部分。
problem-unsupported-media-type = 请求不是 JSON
    .detail = 请以 application/json 发送。
problem-body-too-large = 请求过大
    .detail = 请减少一次发送的内容。文件请通过专用链接上传。
problem-not-found = 未找到
    .detail = 这里没有您可以查看的内容，请检查地址。
problem-sign-in-required = 请先登录
    .detail = 请登录后重试。
problem-token-expired = 登录已过期
    .detail = 请重新登录，已保存的内容不会丢失。
problem-token-invalid = 登录无效
    .detail = 请重新登录。
problem-not-permitted = 您的账户无权执行此操作
    .detail = 如有需要，请联系管理员。
problem-cross-site-request = 请求来自其他网站
    .detail = 请直接打开本系统后重试。
problem-not-through-the-distribution = 请求没有经过本系统的入口
    .detail = 请通过本系统的公开网址访问后重试。
problem-idempotency-key-required = 请求缺少 Idempotency-Key
    .detail = 请发送 8 至 128 个字符的 Idempotency-Key 请求头，每次新操作使用新的值。
problem-idempotency-key-reused = 该 Idempotency-Key 已用于其他请求
    .detail = 新的请求请使用新的值。
problem-invalid-input = 请更正标出的内容
    .detail = 未做任何更改。每一项都说明了如何更正。
problem-invalid-cursor = 无法从该处继续翻页
    .detail = 请从第一页开始。
problem-changed-meanwhile = 内容刚刚被他人更改
    .detail = 请重新查看后再操作。
problem-too-many-requests = 尝试次数过多
    .detail = 请稍候再试。
problem-unavailable = 暂时无法使用
    .detail = 请稍后再试，数据没有丢失。
problem-internal = 系统出现错误
    .detail = 请重试。如仍然出错，请将请求编号告知办公室。

field-required = 请填写此项。
field-malformed = 格式不正确。

## documents


field-unknown-slot = 该项目不需要此类材料，请从清单中选择。
field-format-not-taken = 此材料不接受该格式，可用格式见清单。
field-photo-not-jpeg = 照片必须是 JPEG 文件（.jpg 或 .jpeg）。
field-file-empty = 文件是空的，请选择其他文件。
field-file-too-large = 文件过大，大小上限见清单。请压缩后再试。
field-too-many-uploads = 本申请的上传次数已用完，请联系招生办公室。
field-too-many-files = 每次最多上传二十个文件。
field-date-in-future = 日期晚于今天，请填写材料上的日期。
field-not-a-web-address = 请填写以 https:// 开头的网址。

refusal-upload-altered = 收到的文件与您选择的不一致，请重新上传。
refusal-application-locked = 文件在您提交申请之后才到达，因此不计入申请。
refusal-type-mismatch = 文件内容与其名称不符。请另存为 JPEG、PNG 或 PDF 后重新上传。
refusal-file-damaged = 文件已损坏或不完整。请在本机打开检查；若显示正常，请另存后重新上传。
refusal-hidden-data = 该文件末尾之后藏有其他文件。请用图片或 PDF 软件另存后重新上传。
refusal-picture-kind-unsupported = 该图片种类少见，无法在此显示。请另存为普通 JPEG 后重新上传。
refusal-picture-too-large = 图片像素过多。单边最多 12 000 像素，总计最多 5000 万像素（照片为 2500 万），请缩小后重新上传。
refusal-unpacks-too-large = 文件解压后远大于一份材料所需。请用图片或 PDF 软件另存后重新上传。
refusal-pdf-encrypted = PDF 设有密码或限制。请另存一份不带限制的副本后重新上传。
refusal-pdf-active-content = PDF 含有脚本、表单程序、附件或影片。请打印为新的 PDF 后重新上传。
refusal-pdf-unreadable = PDF 的压缩方式无法检查。请打印为新的 PDF 后重新上传。
refusal-photo-not-jpeg = 照片必须是 JPEG 文件（.jpg 或 .jpeg）。
refusal-photo-too-small = 照片过小，至少需要 300 × 420 像素。
refusal-photo-not-portrait = 照片须为竖版证件照，宽高比约为 3:4。请裁剪后重新上传。
refusal-photo-background = 照片背景必须为纯白色或蓝色，请使用标准证件照。
refusal-photo-blank = 照片中央没有人像，请使用标准证件照。

## accounts

problem-sign-in-failed = 用户名、密码或验证码有误
    .detail = 请检查后重试。登录名可以是用户名或电子邮箱。
problem-totp-required = 登录需要验证器上的六位数字
    .detail = 工作人员登录需要第二重验证。
problem-account-not-activated = 账户尚未激活
    .detail = 请打开发送到您邮箱的邮件中的链接。如未收到邮件，请在登录页面重新获取。
problem-activation-code-invalid = 此链接无效
    .detail = 链接可能已被使用，请尝试登录；如无法登录，请在登录页面重新获取链接。
problem-activation-code-expired = 此链接已过期
    .detail = 链接有效期为一天，请在登录页面重新获取链接。
problem-email-change-code-invalid = 此链接无效
    .detail = 它可能已经用过，或者密码后来修改过。请在账户中重新申请更换邮箱。
problem-email-change-code-expired = 此链接已过期
    .detail = 链接一天内有效。请在账户中重新申请更换邮箱。
problem-email-taken-meanwhile = 此邮箱现在属于另一个账户
    .detail = 您的账户仍使用原来的邮箱。请登录另一个账户，或换一个邮箱。
problem-challenge-required = 请先完成人机验证
    .detail = 该登录名已被多次尝试登录。请完成验证后重试。
problem-password-change-required = 请设置新密码
    .detail = 这是临时密码，只能用于设置新密码。
problem-temporary-password-wrong = 登录名或临时密码有误
    .detail = 临时密码只能使用一次，有效期为半小时。请从最新的邮件中复制，或重新获取。
problem-export-under-way = 正在准备一份数据导出
    .detail = 准备好后会发邮件通知您。同一时间只能有一份。
problem-deletion-refused = 现在无法删除您的账户
    .detail = 还有事项正在办理。请在办结后再次申请。
problem-invitation-invalid = 此邀请无效
    .detail = 邀请可能已被接受，请尝试登录；否则请联系管理员重新邀请。
problem-invitation-expired = 此邀请已过期
    .detail = 邀请的有效期为三天，请联系管理员重新邀请。
problem-invitation-address-taken = 您的邮箱已注册账户
    .detail = 申请人账户与工作人员账户不能使用同一邮箱，请联系管理员改用您的另一个邮箱发送邀请。
problem-own-account = 这是您自己的账户
    .detail = 请联系另一位管理员：任何人都不能更改自己的角色或关闭自己的账户，以确保始终有一位管理员。
problem-enrolment-over = 新的验证器已无法确认
    .detail = 请在一刻钟内完成确认。请重新开始，您现有的验证器仍然有效。
problem-session-over = 您已退出登录
    .detail = 请重新登录，已保存的内容不会丢失。

field-user-name-malformed = 请使用 4 至 32 个不带重音的字母、数字、点、下划线或连字符。
field-user-name-taken = 该用户名已被使用，请换一个。
field-email-malformed = 请输入电子邮箱，例如 name@example.org。
field-email-unchanged = 账户现在用的就是这个邮箱。
field-unknown-time-zone = 请从列表中选择时区。
field-password-wrong = 密码不正确。
field-application-under-review = 有一份申请正在审核。请等待结果，或请办公室终止该申请。
field-application-accepted = 您已被录取，学校需要保留您的申请。请联系办公室。
field-payment-on-the-way = 可能有一笔付款正在途中。请一天后再试。
field-password-differs = 两次输入的密码必须相同。
field-password-too-short = 至少使用 8 个字符。
field-password-too-long = 最多使用 128 个字符。
field-password-needs-upper-lower-digit = 请包含大写字母、小写字母和数字。
field-password-too-common = 此密码过于常见，容易被猜到，请换一个。
field-password-not-new = 新密码不能与当前密码相同。
field-password-contains-name = 密码中不要包含用户名、电子邮箱或“Sojourn”。
field-totp-wrong = 这不是验证器当前显示的六位数字，请检查设备时间，并输入下一组数字。
field-recovery-code-wrong = 恢复码不正确或已被使用。
field-email-has-account = 此邮箱已被申请人账户使用，请为工作人员使用另一个邮箱。
field-agreement-not-accepted = 请阅读并接受现行的注册协议。
field-challenge-unsolved = 未通过人机验证，请重试。
field-challenge-expired = 人机验证已过期，请重试。
field-challenge-used = 人机验证已被使用，请重试。

erased-account = 您的账户及其会话、登录记录和数据导出
erased-sign-in-names = 您的登录名
erased-staff-directory = 您在工作人员名录中的条目
erased-applications = 申请及提交的内容
erased-documents = 上传材料的记录
erased-files = 文件
erased-review-index = 审核任务的索引
erased-reviews = 对您申请的审核
erased-notices = 通知
erased-mail-feedback = 关于您邮箱的记录
kept-accounting = 应缴和已缴的费用，仅以编号保存，不含您的姓名：会计法规要求保留。
kept-accountability = 账户操作日志，仅以编号和网络地址保存，不含您的姓名：本服务须能说明曾做过什么。

## notices

notice-application-submitted = 申请已提交
    .fee-due = 您申请的“{ $programme }”已提交，不能再修改。现在请缴纳申请费 { $fee }；未缴费的申请不予审理。
    .no-fee = 您申请的“{ $programme }”已提交，不能再修改。无需缴费，接下来由招生办公室审理。
notice-fee-settled = 申请费已到账
    .text = “{ $programme }”的申请费已到账。接下来由招生办公室审理您的申请。
notice-application-decided = 您的申请结果
    .accepted = 您已被“{ $programme }”录取，祝贺您！
    .declined = 很遗憾，您申请的“{ $programme }”未获通过。

role-reviewer = 审核员
role-finance = 财务
role-visa-officer = 签证专员
role-registrar = 学籍管理员
role-administrator = 管理员
role-viewer = 查看员

## admissions

problem-active-application-exists = 您在本季已有一份申请
    .detail = 每位申请人每季只能有一份申请，请继续填写已有的申请。
problem-guide-changed = 该专业的申请指南已更新
    .detail = 请阅读并同意最新的申请指南后重新开始。
problem-intake-closed = 目前不在申请时间内
    .detail = 该专业的申请尚未开始或已经截止，请选择正在开放的批次。
problem-application-locked = 该申请已不能修改
    .detail = 申请已提交。如内容有误，请发邮件联系招生办公室。
problem-version-conflict = 该申请已在别处被修改
    .detail = 可能在另一个窗口中打开了本申请。请重新加载后再修改，原有内容没有被覆盖。
problem-application-incomplete = 申请尚不完整
    .detail = 申请未提交。每一项都说明了缺少的内容及位置。
problem-claim-lost = 您已不再持有该任务
    .detail = 领取时间已过半小时，或任务已由他人领取。请重新领取后再作决定。
problem-already-decided = 该申请已有审核结果
    .detail = 请重新加载任务查看结果。
problem-not-ready-for-review = 该申请目前不能审核
    .detail = 申请尚未进入审核状态，请重新加载任务。

field-control-character = 请删除换行及其他不可见字符。
field-too-long = 请缩短内容。
field-invalid-name = 请按护照机读区填写英文字母 A 至 Z，中间可使用空格、' 和 -。
field-both-names-empty = 护照上至少有一个名字，请取消其中一个勾选。
field-invalid-chinese-name = 中文姓名请用汉字填写；没有中文姓名请勾选。
field-unknown-country = 请从列表中选择国家或地区。
field-unknown-language = 请从列表中选择语言。
field-invalid-date = 请按“年-月-日”填写真实日期，例如 2004-02-29。
field-date-not-past = 请填写过去的日期。
field-date-too-long-ago = 请检查年份。
field-passport-not-ordinary = 仅接受普通护照。如持有普通护照请选择“普通护照”，否则请联系招生办公室。
field-invalid-passport-number = 请按护照填写号码：5 至 20 位字母和数字，不含空格。
field-passport-expires-within-a-year = 护照有效期须至少还有一年，请先换发护照。
field-passport-expires-before-intake = 开学时护照须仍在有效期内，请先换发护照。
field-too-many-rows = 最多可填 20 行，请删除一些。
field-too-few-rows = 行数不足，请继续添加并逐行填写完整。
field-too-few-words = 字数不足，请写满该栏说明要求的字数。
field-date-past = 请填写今天或以后的日期。
field-date-before-birth = 该日期早于出生日期，请核对。
field-test-too-long-ago = 成绩有效期为两年。请填写新的成绩，或选择“未参加”。
field-invalid-month = 请填写年份和月份，例如 2021-09。
field-invalid-phone = 请填写带国家代码的号码，以 + 开头，例如 +86 10 1234 5678。
field-invalid-email-or-phone = 请填写电子邮箱，或带国家代码、以 + 开头的电话号码。
field-invalid-score = 请用数字填写成绩，例如 6.5。
field-score-not-possible = 该考试没有这样的分数，请核对考试和成绩。
field-invalid-rank = 请填写 1 至 999 的数字。
field-outside-the-programme = 请选择该项目起止日期之内的日期。
field-ends-before-start = 结束时间须晚于开始时间。
field-first-record-not-high-school = 请从高中开始填写，不必填写更早的学校。
field-not-in-order = 上面有一行的开始时间更晚，请按时间先后排列。
field-records-overlap = 与上面某一行重叠超过三个月，请更正起止月份。
field-mrz-malformed = 请完整抄录护照照片页底部的这一行：共 44 个字母、数字和 < 符号。
field-mrz-not-of-a-passport = 护照机读区第一行以 P 开头，请从护照上抄录。
field-mrz-check-digit-wrong = 该行的校验码不符，说明有字符抄错。请与护照逐字核对。
field-differs-from-mrz = 此项与护照机读区不一致，请核对。
field-document-missing = 请上传此材料。
field-document-not-inspected = 文件仍在检查中，或尚未发送。请稍候，或重新上传。
field-document-refused = 文件未通过检查，请重新上传。
field-too-few-documents = 此类材料数量不足，请继续上传。
field-document-too-old = 该材料已超过有效期，请办理新的材料后上传。
field-declaration-required = 请确认所填内容真实无误。
field-too-young-for-programme = 开学当日未达到本项目的最低年龄要求。请核对出生日期。
field-too-old-for-programme = 开学当日超过本项目的年龄上限。请核对出生日期。
field-education-too-low = 本项目要求更高的学历。
field-nationality-not-admitted = 本项目不招收该国籍的申请人。
field-unknown-programme = 没有该专业。
field-not-offered = 该专业不提供此选项，请重新选择。
field-guide-version-reused = 该版本号已发布过不同内容的指南，请为新内容使用新的版本号。
field-not-an-object = 文件须为一个 JSON 对象。
field-not-a-list = 此处须为列表。
field-unknown-field = 导入格式中没有该字段。
field-malformed-value = 此值缺失或格式不正确。
field-too-many-days = 最多可列400天，请删去已过去的日期。
field-duplicate-row = 前面已有同名的行。
field-closes-before-it-opens = 截止时间须晚于开放时间。
field-outside-the-intake = 专业的截止时间须在所属批次的申请时间内。
field-unknown-intake = 没有该批次。
field-unknown-department = 没有该院系。
field-unknown-admission-type = 没有该学生类别。
field-unknown-funding-category = 没有该经费类别。
field-admission-type-not-in-category = 该经费类别不面向此专业的学生类别。
field-unknown-content-type = 请使用 image/jpeg、image/png 或 application/pdf。
field-out-of-range = 数值过小或过大。

ineligible-too-young-for-programme = { $day } 开学当日您将为 { $age } 周岁，本项目招收年满 { $limit } 周岁的申请人。
ineligible-too-old-for-programme = { $day } 开学当日您将为 { $age } 周岁，本项目招收不超过 { $limit } 周岁的申请人。
ineligible-education-too-low = 开学前须至少具有{ $level }学历。
ineligible-nationality-not-admitted = 本项目不招收该国籍的申请人。如需了解可申请的项目，请咨询招生办公室。

education-elementary = 小学
education-junior-high = 初中
education-senior-high = 高中
education-technical-secondary = 中专
education-vocational-college = 大专
education-bachelor = 本科
education-master = 硕士研究生
education-doctorate = 博士研究生

## reviews

problem-claimed-by-another = 同事正在处理该任务
    .detail = 同事归还任务或半小时到期后即可领取。
problem-review-closed = 该任务已关闭
    .detail = 该申请已有审核结果。

## payments

problem-fee-not-due = 现在还无需缴费
    .detail = 提交申请后才需要缴纳申请费。
problem-fee-waived = 无需缴费
    .detail = 此申请的经费类别免收申请费。
problem-fee-settled = 申请费已缴纳
    .detail = 此申请无需再支付任何费用。
problem-payment-being-settled = 已收到您的付款
    .detail = 正在入账，请稍后再查看，不要重复付款。
problem-too-many-payment-attempts = 发起付款的次数过多
    .detail = 请联系办公室查明原因。
problem-payment-provider-refused = 支付服务未接受订单
    .detail = 没有扣款。请重试；如仍然不行，请把请求编号告知办公室。
problem-payment-provider-unavailable = 支付服务没有响应
    .detail = 没有扣款。请稍后重试，仍是同一笔付款。
