// Words of the pages about people.
export const peopleZh = {
  account: {
    title: '我的账号', change: '修改口令', old: '当前口令', fresh: '新口令', again: '再输一次', rules: '至少 10 个字符，不含用户名，不用常见口令', differ: '两次输入不一致', changed: '口令已修改，其他会话已退出',
    totp: '动态口令', totpOn: '已启用', totpOff: '未启用', totpHint: '用手机上的验证器应用扫码，登录时除口令外再输 6 位动态码', totpBegin: '启用动态口令', totpScan: '扫码或手工输入密钥，再填应用显示的 6 位动态码和当前口令', secret: '密钥', code: '6 位动态码', confirm: '确认启用', enabled: '动态口令已启用', disable: '停用动态口令', disabled: '动态口令已停用', picture: '动态口令二维码',
    sessions: '登录会话', current: '本机', seen: '最近活动', opened: '登录于', close: '退出', closed: '会话已退出',
    tokens: '接口令牌', tokensHint: '程序代您访问接口，权限不超过您本人与所选范围', tokenName: '名称', verbs: '权限范围', expires: '到期', allKinds: '全部台账', kinds: '限于台账', area: '限于街道', wholeArea: '本人全部范围', used: '最近使用', never: '未使用', make: '新建令牌', revoke: '吊销', revoked: '已吊销', expired: '已过期', shownOnce: '只显示这一次，请立即妥善保存', needToken: '请填写名称并选择权限范围', noToken: '没有令牌', made: '令牌已生成',
    firstPassword: '首次登录，请先修改口令', firstTotp: '您的角色须启用动态口令', unit: '单位', firm: '企业', account: '账号',
  },
  verbOf: { read: '查看监测、预警、办件', record: { read: '查看台账', export: '导出台账', write: '填报、修改台账', import: '导入台账' }, personal: { read: '查看个人信息' }, journal: { read: '查看审计' } },
  way: { password: '口令', totp: '口令与动态码', oidc: '单点登录' },
  people: {
    title: '人员', add: '新增人员', edit: '修改', roles: '角色', phone: '电话', email: '电子邮箱', channels: '页内通知之外还经由', quiet: '免打扰时段', quietHint: '如 22:00-07:00，不要填 none', subject: '单点登录标识', disabled: '停用', active: '在用', locked: '已锁定', mustChange: '待改口令', resetPassword: '重置口令', resetTotp: '重置动态口令', password: '初始口令', id: '用户名', idHint: '小写字母、数字、- . _', name: '姓名', saved: '已保存', shownOnce: '只显示这一次，请当面或另经渠道告知本人；首次登录须修改', search: '姓名、用户名', rights: '角色与权限', right: '权限', totpReset: '动态口令已重置', needAll: '请填写用户名、姓名、角色和理由', secondFactor: '须动态口令', more: '操作',
  },
  channel: { sms: '短信', email: '电子邮件', wecom: '企业微信', dingtalk: '钉钉', plain: '通用推送' },
  ownKind: { user: '人员账号', api_token: '接口令牌', case: '办件', case_event: '办理经过', case_step: '环节用时', workflow: '流程文本', due_digest: '到期摘要', due_notice: '到期提醒', alert: '预警', silence: '预警静默', roster: '值班', handover: '交接班', device: '设备', command: '反控命令', forward: '数据转发', evidence: '附件', import: '导入', saved_filter: '常用筛选', audit: '数据审核', station: '站点', calibration: '校准', siting_check: '研判', outbox: '待发通知', period_mark: '评价进度', login_event: '登录记录', personal_read: '个人信息查阅' },
  scopeOf: { everywhere: '全区', own_area: '本街道', own_firm: '本企业' },
  right: { all: '全部', read: '查看监测', record: '台账', personal: '个人信息', case: '办件', alert: '预警静默', evidence: '上传附件', roster: '排班', handover: '交接班', user: '人员', frame: '原始报文', device: '设备', forward: '数据转发', proof: '存证', journal: '审计', audit: '数据审核' },
  trail: {
    title: '审计', journal: '修改留痕', logins: '登录记录', reads: '个人信息查阅', export: '导出 CSV', who: '人员', what: '台账', record: '记录', outcome: '结果', way: '方式', peer: '来源', count: '次数', at: '时间', erased: '已删除', revision: '第 {n} 版', unknownUser: '无此用户', whoHint: '用户名', kindHint: '台账类', program: '含系统自动记录', none: '没有符合条件的记录', more: '更早的',
  },
  outcome: { success: '成功', wrong: '口令错误', wrong_code: '动态码错误', locked: '锁定', refused: '被拒' },
  signOn: { use: '使用{name}登录', code: '动态码', needCode: '请输入动态码', codeHint: '验证器应用上的 6 位数字', expired: '单点登录已过期，请重试', denied: '认证平台拒绝了本次登录', unreachable: '认证平台暂时无法访问', refused: '认证结果不可信，已拒绝', unknown: '您的账号尚未在本平台开通' },
}
