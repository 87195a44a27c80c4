// Words of the pages of power use.
export const powerZh = {
  power: {
    title: '用电监控', lead: '企业的生产与治理设施此刻是否在运行，近七天发现了什么', firm: '企业', running: '生产运行', silent: '无数据表计', clues: '近七天线索', lasting: '进行中', newest: '最新数据', none: '还没有接入用电表计的企业', idle: '停产', of: '{n} 台', unwired: '{n} 块表计没有接到数采仪', quiet: '无', search: '按企业名称查找',
    firmTitle: '用电甘特图', back: '全部企业', day: '日期', days: '天数', oneDay: '1 天', threeDays: '3 天', week: '7 天', dossier: '企业档案', register: '表计台账', orders: '管控令', clueRegister: '线索台账', noRuns: '这段时间没有数据', found: '线索', noClues: '这段时间没有线索', toCase: '办件', picture: '甘特图', learned: '阈值：运行 ≥ {run} kW，停机 < {off} kW，常态 {typical} kW', rated: '额定 {kw} kW', outlet: '排口', until: '至 {time}', soFar: '仍在持续', ground: '依据：{clause}',
  },
  meterState: { unknown: '无数据', off: '停', standby: '待机', run: '运行' },
  meterLook: { run: '生产运行', treat: '治理运行', standby: '待机', unknown: '无数据', order: '管控时段', found: '线索' },
  productionOrder: { stop: '停产', reduce: '限产', peak: '错峰', night: '夜间生产许可' },
  powerCode: { p1: '治污未开', p2: '后启', p3: '先停', p4: '低负荷治污', p5: '管控期生产', p6: '夜间异常生产', p7: '断电离线', p8: '电参数异常', p9: '表计跳变', p10: '错峰未落实', p11: '治污空转', p12: '疑似旁路', p13: '负功率', p14: '一设备两表' },
}
