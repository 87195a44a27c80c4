// Words of the pages of a plan.
export const planZh = {
  plan: {
    title: '规划', indicators: '指标', tasks: '任务', projects: '项目', days: '日历', search: '在规划中搜索', none: '还没有规划', issued: '{day} 印发', line: '原文第 {n} 行', found: '“{words}”：{n} 条',
    indicator: '指标', nature: '性质', base: '基数', target: '目标', words: '目标原文', reported: '最近上报', computed: '系统计算', task: '任务', units: '单位', due: '期限', nextMilestone: '下一节点', lastReport: '最近月报', overdue: '已过期', noReport: '还没有月报', anyUnit: '全部单位',
    stage: '阶段', sum: '合计', money: '资金', paidOf: '已付 {paid} / 计划 {planned} 万元', project: '项目', progress: '进度', paidShare: '资金支付', plannedEnd: '计划完工', effect: '效果', lateInAll: '过期未完成 {n} 项', nothingDue: '这个月没有到期的事', done: '已完成',
    record: '台账记录', reports: '月报', writeReport: '填报', problems: '困难与需协调', month: '月份', monthTaken: '这个月已有月报', whatDone: '进展', evidence: '依据', send: '上报', sent: '已上报', whyReport: '任务月报', noUnit: '原文没有写明单位', noDay: '原文没有写明期限', inWords: '原文：{words}', milestones: '节点', addMilestone: '新增节点', doneOn: '{day} 完成', toCome: '未到期',
    noStages: '还没有填写节点', noMoney: '还没有填写资金', aYear: '/ 年', works: '工期', today: '今天', definition: '定义', targets: '目标值', version: '第 {n} 版', streets: '街道分解', year: '年度', value: '数值', note: '说明', figures: '上报', writeFigure: '上报数值', whyFigure: '指标上报', better: '方向', lead: '牵头单位', standard: '评价标准', measure: '计算方法', isReported: '由单位上报',
    yearTaken: '这一年已有上报',
  },
  planNature: { binding: '约束性', expected: '预期性' },
  planBetter: { low: '越低越好', high: '越高越好' },
  planTaskState: { open: '进行中', done: '完成', dropped: '取消' },
  planUnits: { lead_units: '牵头', duty_units: '责任', coop_units: '配合' },
  planDue: { task: '任务到期', milestone: '任务节点', project: '计划完工', stage: '项目节点' },
}
