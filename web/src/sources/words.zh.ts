// Words of petrol stations' retention audits and of vehicles.
export const sourcesZh = {
  retention: {
    draw: '抽取留存审计', drawHint: '平台随机抽几天，要加油站交回当天的原始检测数据和卸油区视频', drawn: '已抽取',
    answer: '交回', answerHint: '一个文件可以覆盖多天：写明它从哪天到哪天', day: '哪一天', from: '文件起始日', until: '文件截止日', raw: '原始检测数据', video: '卸油区视频', file: '选择文件', handedIn: '已交回', left: '还有 {n} 天待交回',
  },
  vehicles: {
    title: '机动车', year: '{year} 年至今', checked: '年度抽检率', checkedHint: '目标：主要车型 80% 以上（规划第三章第四节）', kind: '类别', all: '在用', met: '已抽检', share: '占比', none: '还没有记录',
    methods: '抽检方式', method: '方式', passed: '合格', failed: '不合格', failedShare: '不合格率', repeats: '多次不合格', plate: '号牌', times: '次数', last: '最近一次', repaired: '已维修复检', notRepaired: '未维修复检', more: '共 {n} 辆',
    fleets: '车队新能源占比', newEnergy: '新能源', toChecks: '抽检台账', toFleets: '车队台账', board: '机动车',
  },
}
