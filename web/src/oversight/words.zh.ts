// Words of the pages of inspections by lot and of credit.
export const oversightZh = {
  inspections: {
    title: '双随机抽查', plan: '计划', draws: '抽取', workload: '工作量', publicPage: '公示页', year: '{n} 年', quarter: '第 {n} 季度', wholeYear: '全年', none: '还没有计划', makeYear: '公布年度计划', makeQuarter: '公布季度计划', made: '计划已公布', group: '监管类别', firms: '可抽企业', doubled: '加倍频次', spared: '正面清单（非现场）', visits: '全年次数', due: '累计应查（四个季度末）', drawnSoFar: '本年已抽', leftOver: '以前季度未完', quota: '本季应抽', inspectors: '检查人员 {n} 名', publishedAt: '公布于 {time}',
    share: '每季 {n}%', perInspector: '每名检查人员每年 {n} 家', everyYear: '每家每年至少一次', law: '抽查章法', publishDays: '检查后 {n} 个工作日内公示', drawn: '已抽', done: '已检查', published: '已公示', inTime: '按时公示', late: '超期', byGroup: '按类别', byInspector: '按检查人员', person: '检查人员', noTasks: '这一年还没有抽查任务', tasks: '抽查任务', sheet: '任务单', print: '打印',
  },
  draw: {
    begin: '开始抽取', beginHint: '名录库随即冻结。各方先后提交承诺，全部到齐后再揭示；种子由各方共同产生，任何一方都无法选定结果。', parties: '参加的各方', partiesHint: '至少两人，如主管部门与监督人', none: '还没有抽取过', number: '编号', stage: '阶段', firmsDrawn: '抽中企业', dueAt: '截止', frozen: '名录库快照', seed: '种子', party: '参加人', commitment: '承诺', secret: '揭示', waiting: '未提交', secretWaiting: '未揭示',
    yours: '轮到您', makeSecret: '生成我的暗号', secretHint: '暗号只在您的浏览器里生成，只显示这一次，服务器只收到它的摘要。请抄下或保存，揭示时要用；丢了，本次抽取将作废并公开是您未揭示。', kept: '我已妥善保存', sendCommitment: '提交承诺', sentCommitment: '承诺已提交', copy: '复制', copied: '已复制', tellSecret: '填入您保存的暗号', reveal: '揭示', revealed: '已揭示', wait: '等待其他各方', waitReveal: '承诺全部到齐后才能揭示', notParty: '您不是本次抽取的一方',
    voided: '本次抽取作废：{who} 未按时履行，永久公开', result: '抽取结果', firm: '企业', group: '类别', weight: '权重', weightOf: '信用 {credit} × 信访 {complaints} × 月数 {months} × 风险 {risk}', two: '检查人员', nobody: '抽不出两名检查人员', verify: '自行验证', verifyHint: '下载本次抽取的数据，用任何语言重算一遍：快照的 SHA-256、各方承诺、种子、结果必须全部相符。附 50 行的验证程序：', download: '下载数据（JSON）', program: '下载验证程序（Python）', run: '运行：python3 verify_draw.py {file}', began: '抽取已开始', pool: '名录库：{firms} 家企业，{inspectors} 名检查人员', 
  },
  drawStage: { committing: '待承诺', revealing: '待揭示', drawn: '已抽取', void: '作废' },
  barred: { certificate: '证件有效期不足', relation: '利害关系', same_firm: '上次查过该企业', same_area: '上次在该网格', workload: '任务已满' },
  controlGroup: { key: '重点', special: '特殊', general: '一般' },
  inspectionResult: { clean: '未发现问题', corrected: '现场改正', rectify: '责令改正', case: '立案' },
  published: { title: '双随机、一公开', results: '检查结果', noResults: '这一年还没有公示的结果', checkedOn: '检查日期', publishedOn: '公示日期', result: '结论', rectifyBy: '整改期限', draws: '抽取', how: '怎样保证谁也选不了结果', howText: '名录库先冻结并公布其 SHA-256；至少两方各自提交暗号的摘要（承诺），全部到齐后才公开暗号（揭示）；种子由快照摘要和全部暗号按顺序算出。承诺后不揭示的，本次作废并永久公开是谁。企业按权重、检查人员按回避规则抽取，任何人都能用公开数据重算。', logIn: '登录' },
  credit: {
    title: '环保信用', unrated: '没有信用事项的企业不列', firms: '企业', score: '得分', grade: '等级', band: '措施', events: '扣分事项', stands: '至少有效至', ending: '即将到期的事项', noEnding: '没有即将到期的事项', none: '还没有信用事项', law: '计分办法', points: '扣 {n} 分', months: '有效 {n} 个月', until: '有效期至', objection: '提出异议', repair: '申请修复', repairFrom: '{day} 起可申请修复', noEvents: '没有信用事项', register: '登记事项', mine: '环保信用', gradeRule: '{honest} 分以上且 {months} 个月内无处罚为诚信，{good} 分以上良好，{warning} 分以上警示，其余不良', below: '低于 {n} 分',
    grounds: '理由', sent: '已提交，等待部门决定',
  },
  appealHint: { objection: '写明事实与依据，可附材料后由部门核实', repair: '须已改正、罚款已缴，且期间没有新的记录' },
  creditGrade: { honest: '诚信', good: '良好', warning: '警示', bad: '不良' },
  creditState: { proposed: '待确认', confirmed: '计分中', revoked: '已撤销', repaired: '已修复', over: '已到期' },
}
