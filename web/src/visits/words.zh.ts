// Words of check lists and visits.
export const visitsZh = {
  visits: {
    title: '现场检查', begin: '开始检查', what: '检查对象', whatHint: '输入名称查找', mine: '检查人', mineHint: '至少两人时用顿号分开', note: '说明问题', photo: '拍照', photoNeeded: '须拍照', album: '选照片', veto: '一票否决',
    scoreNow: '目前得分', answered: '已查 {n}/{of}', hand: '交检查结果', handed: '检查结果已交，{n} 个问题已立案', handedClean: '检查结果已交，没有问题', sign: '被检查方签字', signHint: '请在框内用手指签名', signedBy: '签字人姓名', clear: '重签', remark: '备注', rectify: '{n} 天内整改', unverifiedList: '权重与整改天数为惯例',
    enforcement: '执法检查（两名检查人员签字）', inspector: '检查人员 {n}', lackHands: '执法检查须由两名检查人员分别签字',
    lackAbout: '请选择检查对象', lackInspectors: '请填写检查人', lackItem: '“{item}”还没有结论', lackPhoto: '“{item}”须附照片', lackNote: '请说明“{item}”的问题',
    ranking: '街道排名', rank: '名次', mean: '平均得分', count: '检查次数', faults: '问题', open: '待整改', recent: '最近的检查', none30: '这段时间没有检查', from: '起', until: '止', history: '历次检查', notYet: '还没有检查过', partial: '检查次数过多，只算最近 10000 次', tooMany: '对象较多，只列前 1000 个',
  },
  visitResult: { good: '符合', bad: '不符合', none: '不涉及' },
}
