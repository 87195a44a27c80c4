// Words of the page of open burning.
export const burningZh = {
  burning: {
    title: '禁烧', lead: '火点、到场用时与街道排名', day: '日', week: '周', date: '日期', found: '火点', confirmed: '属实', refuted: '不属实', waiting: '待核实', area: '过火面积 m²', minutes: '平均到场（分钟）', late: '超时到场', rank: '名次', street: '街道', tied: '并列', issue: '发布通报', noneIssued: '还没有发布过通报', issuedNow: '已发布并留存', csv: '表格（CSV）', register: '火点台账', sightings: '热点', heat: '固定热源', chiefs: '四级责任人', noChief: '未登记', fires: '火点与责任人', none: '本期没有火点', arrived: '{n} 分钟到场', notYet: '尚未到场', times: '{n} 次发现', toCase: '办件',
    rule: '名次依次比较{by}，都是越少越前；相同的并列，其后名次顺延。', gap: '有火点还没有到场用时，平均数不含', span: '{from} 至 {until}',
    deliver: '送入热点', deliverHint: 'FIRMS 的 CSV，或视频、无人机事件的 JSON', delivered: '新增 {kept} 个热点：立火点 {opened} 处，归入已有火点 {joined} 个，固定热源 {heat} 个，可信度不够 {weak} 个', also: '重复 {repeated} 个，区外 {outside} 个', refused: '有 {n} 行不能读：', refusedLine: '第 {line} 行 {text}',
  },
  fireMeasure: { confirmed: '属实火点数', area: '过火面积', late: '超时到场次数', mean_minutes: '平均到场用时' },
  fireState: { waiting: '待核实', confirmed: '属实', refuted: '不属实' },
}
