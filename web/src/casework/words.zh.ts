// Words of the pages of cases and workflows.
export const caseworkZh = {
  work: {
    mine: '我的办件', board: '看板', calendar: '到期日历', all: '全部办件', statistics: '统计', none: '没有等您办理的事项', noneHint: '全部在办请看“全部办件”', more: '还有 {n} 件，先办最急的', find: '没有符合条件的办件',
    late: '已超期', today: '今天到期', soon: '三天内到期', later: '以后到期', open: '在办', closed: '已办结', anyStep: '全部环节', anyFlow: '全部流程', overdueOnly: '仅看超期', flow: '流程', step: '环节', waits: '待{who}',
    total: '合计', nothingOpen: '这个流程没有在办的办件', overdueOf: '{n} 件超期', openOf: '{n} 件在办', before: '此前到期仍在办 {n} 件', rest: '休', dueOn: '{day} 到期', noneDue: '这一天没有到期的办件', workflows: '办理流程', legend: '数字为在办件数，红色为其中超期',
  },
  stays: { by: '分组', month: '月份', street: '街道', unit: '责任单位', workflow: '流程', step: '环节', none: '未定', stays: '已办环节', onTime: '按时率', hours: '平均用时（小时）', returns: '退回率', table: '导出 CSV', empty: '这段时间没有办完的环节', meaning: '按离开环节的月份统计；用时不含中止时间；退回率为可退回环节中退回的比例。' },
  openCase: { title: '手工立案', button: '立案', flow: '按什么流程办理', name: '事项', text: '要求', textHint: '写明要办什么、办到什么程度', street: '街道', unit: '责任单位', firm: '企业', subject: '有关记录', due: '办结时限', dueHint: '不填则按流程时限', go: '立案', done: '已立案', need: '请选择流程，写明事项和要求' },
  story: {
    whole: '全程时限', record: '有关记录', firm: '企业', unit: '责任单位', opened: '立案人', parent: '拆分自', parts: '拆分为', orders: '督办', supervise: '督办此件', ordered: '所督办件', order: '督办：{title}', mergedInto: '已并入', returned: '退回', reopened: '重新立案', times: '{n} 次', picture: '看流程图', 
    paused: '计时已中止（{time} 起）', answering: '等待会办答复：{units}', lookBack: '回头看：{time}', taken: '拍摄于 {time}', takenAt: '地点 {place}', 
  },
  doubt: { far: '拍摄地点离现场较远', farBy: '拍摄地点距现场 {distance}', early: '拍摄时间早于立案', ahead: '拍摄时间晚于提交' },
  deed: {
    chosen: '{verb}：还需填写', go: '确认{verb}', cancel: '取消', street: '交给街道', unit: '交给单位', user: '指定人员', assignHint: '街道、单位、人员至少选一项', units: '请哪些单位会办', part: '第 {n} 件', partTitle: '事项', addPart: '再拆一件', removePart: '去掉第 {n} 件', into: '并入哪一件', intoHint: '同一流程的在办件', noInto: '没有同一流程的其他在办件',
    addDocument: '添加文件', located: '照片须带拍摄时间和地点：请用手机相机原图', moved: '刚刚有人办理了这一件，现在在“{step}”环节。您填写的内容都还在，请核对后再办。', movedClosed: '刚刚有人办结了这一件。您填写的内容还在，可以复制保留。', 
  },
  lack: { text: '请填写办理说明', photo: '请附现场照片', located_photo: '请附带拍摄时间和地点的照片', document: '请附文件', assign: '请选择街道、单位或人员', units: '请选择会办单位', parts: '请至少拆成两件，每件写明事项和承办街道或单位', into: '请选择并入哪一件', form: '请填写：{fields}' },
  keys: { title: '键盘', hint: '键盘操作', next: '下一件', back: '上一件', open: '打开', tabs: '切换到第几页', create: '手工立案', act: '办理第几项', text: '写办理说明', list: '回到我的办件', help: '显示或隐藏本说明', picture: '看流程图' },
  flow: {
    version: '版本 {version}', old: '不是现行版本', limit: '时限 {limit}', remind: '到期前 {when}提醒', escalate: '超期 {after}报{role}', ownArea: '本街道', ownUnit: '本单位', onDuty: '当班', may: '可：{verbs}', end: '办结', start: '立案', byHand: '{roles}手工立案', opens: '{kind}自动立案', opensAlert: '由预警立案', proof: '办结须有：{needs}', lookBack: '办结 {after} 后回头看', lookBackTo: '回头看', rejoin: '办结 {after} 内再发生，重开原件', calm: '办结前须平稳 {after}', needs: '须附 {needs}', print: '打印', by: '（{role}）', drawing: '{name}流程图', here: '现在', forward: '前进', back: '退回或重来', all: '全部流程',
  },
  needWord: { text: '说明', photo: '照片', located_photo: '带时间地点的照片', document: '文件' },
  limitWord: { wd: '{n} 个工作日', wh: '{n} 个工作小时', d: '{n} 天', h: '{n} 小时', m: '{n} 分钟', s: '{n} 秒' },
}
