// Words of the pages of a plan.
export const planZh = {
  plan: {
    title: '规划', tasks: '任务', projects: '项目', search: '在规划中搜索', none: '还没有规划', issued: '{day} 印发', line: '原文第 {n} 行', found: '“{words}”：{n} 条',
    indicator: '指标', nature: '性质', base: '基数', target: '目标', words: '目标原文', computed: '系统计算', task: '任务', units: '单位', due: '期限', nextMilestone: '下一节点', lastReport: '最近月报', overdue: '已过期', noReport: '还没有月报', anyUnit: '全部单位',
    stage: '阶段', sum: '合计', money: '资金', paidOf: '已付 {paid} / 计划 {planned} 万元', project: '项目', progress: '进度', paidShare: '资金支付', plannedEnd: '计划完工', effect: '效果', lateInAll: '过期未完成 {n} 项', nothingDue: '这个月没有到期的事', done: '已完成',
    record: '台账记录', reports: '月报', writeReport: '填报', problems: '困难与需协调', month: '月份', monthTaken: '这个月已有月报', whatDone: '进展', evidence: '依据', send: '上报', sent: '已上报', whyReport: '任务月报', noUnit: '原文没有写明单位', noDay: '原文没有写明期限', inWords: '原文：{words}', milestones: '节点', addMilestone: '新增节点', doneOn: '{day} 完成', toCome: '未到期',
    noStages: '还没有填写节点', noMoney: '还没有填写资金', aYear: '/ 年', works: '工期', today: '今天', definition: '定义', targets: '目标值', version: '第 {n} 版', streets: '街道分解', year: '年度', value: '数值', note: '说明', figures: '上报', writeFigure: '上报数值', whyFigure: '指标上报', better: '方向', lead: '牵头单位', standard: '评价标准', measure: '计算方法', isReported: '由单位上报',
    yearTaken: '这一年已有上报',
    rank: '名次', station: '站点', score: '得分', unranked: '不排名', tied: '并列', interview: '约谈', noRanking: '还没有排名规则', publish: '发布', published: '已发布', issue: '第 {n} 期', asPublished: '与发布时一致', nowDiffers: '现在重算与发布时不同',
    asTable: '逐月数值', lastOf: '{year} 年 {value}', minute: '一分钟', now: '现状', trajectory: '轨迹', rest: '反算', chance: '达标概率 {p}', notAccepted: '待审', reportedOn: '{day} 上报', soFar: '{year} 年累计', ofMonth: '当月', fan: '年末可能范围（5–95%）', samePeriod: '去年同期 {value}', asOf: '截至 {day}', noFigure: '还没有数据', clause: '依据',
    needSure: '剩余 {rest} 天怎样都能达标', needImpossible: '剩余 {rest} 天怎样都不能达标', needHits: '剩余 {rest} 天中还要 {n} 天达标', needMisses: '剩余 {rest} 天中最多 {n} 天超出', needAtMost: '剩余 {rest} 天平均须不高于 {mean}', needAtLeast: '剩余 {rest} 天平均须不低于 {mean}',
    outlookHow: '年末 {low}–{high}（5–95%）；按 {years} 年同季节重采样，另加 {spread}% 的共同偏差', byForecast: '；其中 {n} 天取自预报', byEarlier: '按 {standard}：{value}', byMonth: '各月对偏离目标的贡献', byPart: '各点位的贡献', monthN: '{n} 月', contradictions: '分解与上级目标不符', targetOf: '目标 {value}', sinceYesterday: '昨日以来', noNews: '没有变化', newsDone: '节点完成', newsDue: '到期', newsReported: '指标上报',
  },
  planTab: { indicators: '指标', tasks: '任务', projects: '项目', days: '日历', ranking: '排名' },
  planNature: { binding: '约束性', expected: '预期性' },
  planBetter: { low: '越低越好', high: '越高越好' },
  planLight: { red: '红灯', yellow: '黄灯', green: '绿灯', done: '完成' },
  planReason: { overdue: '已过期限', milestone_overdue: '节点过期', far_behind: '严重滞后', near: '临近期限', behind: '进度滞后', no_report: '月报缺报' },
  planContradiction: { differs: '下级合成为 {made}', looser: '{part} 低于上级要求', no_value: '{part} 没有数值', weights: '{part} 的权重有误' },
  planUnits: { lead_units: '牵头', duty_units: '责任', coop_units: '配合' },
  planDue: { task: '任务到期', milestone: '任务节点', project: '计划完工', stage: '项目节点' },
}
