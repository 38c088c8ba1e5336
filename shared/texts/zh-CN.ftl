## every action

problem-malformed-body = 无法读取请求
    .detail = 请求内容不是接口文档规定的 JSON。未做任何更改。
problem-malformed-query = 无法读取地址
    .detail = 请对照接口文档检查问号后的部分。
problem-unsupported-media-type = 请求不是 JSON
    .detail = 请以 application/json 发送。
problem-body-too-large = 请求过大
    .detail = 请减少一次发送的内容。文件请通过专用链接上传。
problem-method-not-allowed = 此地址不支持该操作
    .detail = 请在接口文档中查看支持的方法。
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

problem-too-many-uploads = 本申请的上传次数已用完
    .detail = 每份申请最多可上传 200 次。如需更多，请联系招生办公室。

field-unknown-slot = 该项目不需要此类材料，请从清单中选择。
field-format-not-taken = 此材料不接受该格式，可用格式见清单。
field-photo-not-jpeg = 照片必须是 JPEG 文件（.jpg 或 .jpeg）。
field-file-empty = 文件是空的，请选择其他文件。
field-file-too-large = 文件过大，大小上限见清单。请压缩后再试。

refusal-upload-altered = 收到的文件与您选择的不一致，请重新上传。
refusal-application-locked = 文件在您提交申请之后才到达，因此不计入申请。
refusal-type-mismatch = 文件内容与其名称不符。请另存为 JPEG、PNG 或 PDF 后重新上传。
refusal-file-damaged = 文件已损坏或不完整。请在本机打开检查；若显示正常，请另存后重新上传。
refusal-hidden-data = 该文件末尾之后藏有其他文件。请用图片或 PDF 软件另存后重新上传。
refusal-picture-kind-unsupported = 该图片种类少见，无法在此显示。请另存为普通 JPEG 后重新上传。
refusal-picture-too-large = 图片像素过多。单边最多 12 000 像素，总计最多 5000 万像素（照片为 2500 万），请缩小后重新上传。
refusal-pdf-encrypted = PDF 设有密码或限制。请另存一份不带限制的副本后重新上传。
refusal-pdf-active-content = PDF 含有脚本、表单程序、附件或影片。请打印为新的 PDF 后重新上传。
refusal-pdf-unreadable = PDF 的压缩方式无法检查。请打印为新的 PDF 后重新上传。
refusal-photo-not-jpeg = 照片必须是 JPEG 文件（.jpg 或 .jpeg）。
refusal-photo-too-small = 照片过小，至少需要 300 × 420 像素。
refusal-photo-not-portrait = 照片须为竖版证件照，宽高比约为 3:4。请裁剪后重新上传。
refusal-photo-background = 照片背景必须为纯白色或蓝色，请使用标准证件照。
