// Words of 数据真实性.
export const suspicionZh = {
  suspicion: {
    title: '数据真实性', hint: '每日收盘后对每个自动监测排口研判一次，每条规则都与该排口自己的历史比较。疑点不是结论，须由人核查。', outlet: '排口', none: '这段时间没有疑点', noOutlets: '没有自动监测排口', findings: '疑点', strength: '强度', found: '可知于', also: '同时', evidence: '证据（对数几率）', doubt: '可疑 {n}%',
    confirm: '确认', refute: '排除', back: '收回认定', why: '理由', decided: '{who} 认定：{why}', done: '已认定，门槛已随之调整', days: '近 {n} 天',
  },
  suspicionState: { new: '待核', confirmed: '已确认', refuted: '已排除' },
  suspicionLine: { measured: '实测', expected: '旁证预期', witness: '另一排口', earlier: '更早的一段', limit: '限值' },
  suspicionWitness: { own: '本排口其他因子', power: '用电与负荷', neighbour: '相邻排口', video: '视频离线' },
}
