// Words of the pages of outlets.
export const outletZh = {
  outlet: {
    measured: '实测', substituted: '替代', total: '本年累计', permitted: '许可 {amount}', noPermitted: '没有登记年许可排放量', year: '年度', none: '本年没有可核算的排放量', counted: '核算 {from} – {until}',
    runsOut: '预计 {day} 用完许可量（{early} – {late}）', lasts: '本年预计不会用完；年末 {year}（{low} – {high}）', range: '年末 {year}（{low} – {high}）', method: '按近 {n} 个有效日的平均排放量推算，范围为日排放量的四分位', noForecast: '有效日不足 7 天，不作预测',
    capture: '捕集率 {share}', captureOf: '有效 {measured} · 缺失 {missing} · 停运 {stopped}（{by}）', by_hour: '小时', by_day: '日', part: '时段', missingRun: '缺失时段', each: '每{by}替代值', from: '取自', manual: '手工监测', ofLast: '近 {n} 个有效{by}最大值', nothing: '捕集率不足，不得替代', why: '缺失替代',
    wait: '没有标记', kindOf: '标记内容', reason: '企业说明', effect: '数据标记', deadline: '应于 {time} 前标记', late: '逾期标记', filedAt: '{time} 提出', accept: '接受', refuse: '不接受', withdraw: '撤回', whyAnswer: '审核意见', answered: '已记录', file: '新增标记', versions: '经过', table: '标记规则', allFactors: '全部因子', answerHint: '不接受须说明理由',
    checks: '校准校验', check: '记录', at: '时间', item: '项目', drift: '漂移', verdict: '判别', noChecks: '没有校准记录', overdue: '{kind}逾期：上次 {last}，应于 {due} 前', lost: '失控：{factor} {from} – {until}，数据无效', samples: '手工比对', noSamples: '没有手工监测', hour: '时', manualValue: '手工', automatic: '自动', allowed: '允许 {bound}', notEnough: '对数或次数不足', unconverted: '近 30 日缺含氧量、未能折算、不评价的小时', limits: '许可与地方限值', noLimits: '没有登记', questions: '单位存疑', ask: '{factor}：{value}，平时约 {usual}（{ratio} 倍），单位是否有误？',
    district: '传输有效率', rows: '企业', outlook: '本月展望', noRow: '没有自动监测排口', passLine: '须达到 {pass}',
    sight: '许可监管', reports: '执行报告', due: '应于 {day} 前', handed: '{day} 提交', missing: '未提交', isLate: '逾期', inTime: '按时', waits: '未到期', compared: '报告与在线监测', reported: '报告', monitored: '监测', differs: '相差超过 {share}', agrees: '相符', monitoring: '自行监测', frequency: '频次', done: '近一年 {done} / {demanded}', kept: '已落实', short: '不足', findings: '发现的问题', noFindings: '没有发现问题', linked: '监管、监测、监察', supervision: '监管检查', enforcement: '执法处罚', nothingYet: '没有', noReports: '无须执行报告',
    publicTitle: '排污单位自动监测小时均值', unaudited: '未经审核的企业自行监测数据', within: '小时结束后 {n} 小时内公布', isBehind: '超过 {n} 小时未更新', last: '最近一小时', convertedTo: '折算', limitOf: '限值', ofFirm: '排放总量',
  },
  outletMark: { start: '启炉', stop: '停炉', out_of_service: '停运', process_fault: '生产或治理设施故障', warming: '烘炉、闷炉', maintenance: '设备维护', calibration: '设备校准', device_fault: '监测设备故障', device_off: '监测设备停用' },
  outletState: { filed: '待审核', accepted: '已接受', refused: '不接受', withdrawn: '已撤回' },
  outletDrift: { fine: '合格', adjust: '须调整', out: '失控' },
  outletItem: { pm_zero: '颗粒物零点', pm_span: '颗粒物量程', gas_zero: '气态零点', gas_span: '气态量程', velocity: '流速' },
  outletCheck: { auto_gas: '自动校准', manual_gas: '手动校准', manual_pm: '颗粒物校准', full_path: '全系统校准', check: '校验' },
  outletFrequency: { auto: '自动监测', day: '每日', month: '每月', quarter: '每季', half: '每半年', year: '每年' },
  outletFinding: { overlap: '许可证有效期与 {what} 重叠', no_outlet: '许可证载明的排放口 {what} 没有登记', not_in_permit: '排放口 {what} 不在许可证的监测要求中', limits_overlap: '{what} 的许可限值时段重叠' },
  outletReport: { permit_annual_report: '年度执行报告', permit_quarter_report: '季度执行报告' },
  outletQuestion: { asked: '待答复', wrong_unit: '单位有误', true_value: '数值属实' },
}
