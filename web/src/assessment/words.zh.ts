// Words of the pages of the yearly assessment.
export const assessmentZh = {
  assess: {
    go: '确定', title: '年度考核', none: '还没有开办过考核', open: '开办考核', opened: '已开办', scheme: '方案', year: '年度', toldUntil: '自评截止', why: '事由', who: '被考核方', total: '总分', soFar: '暂计', grade: '等次', state: '状态', rank: '名次', handedIn: '{day} 提交', notHandedIn: '未提交自评',
    moved: '已流转', moveTo: '转入“{stage}”', appealUntil: '申诉截止 {day}', publishedOn: '{day} 公布', until: '自评截至 {day}', noSheets: '没有可看的考核表', back: '全部考核表',
    goalIs: '目标 {goal}', computed: '系统计分', told: '自评', reviewed: '复核', words: '说明', evidence: '依据文件', save: '保存', handIn: '提交自评', saved: '已保存', handedInNow: '自评已提交', saveReview: '保存复核', spared: '不参加', file: '文件 {n}',
    sum: '基本分 {base} ＋ 加分 {bonus} － 扣分 {deduction}',
    appeals: '申诉', appealItem: '申诉哪一项', grounds: '理由', send: '提出申诉', filed: '申诉已提出', noAppeal: '没有申诉', answer: '答复', grant: '成立', refuse: '不成立', after: '改定分', answered: '已答复', pointsFromTo: '原 {before} 分，改定 {after} 分', pointsBefore: '原 {before} 分',
    accept: '认可结果', acceptHint: '认可之后考核表定案，不能再改。', accepted: '已认可，考核表定案', reopen: '重新开放', reopenUntil: '开放至', reopened: '已重新开放',
    frozen: '按公布时的数据和方案复算，与公布一致', frozenDiffers: '按公布时的数据复算与公布不一致', nowSame: '按现在的数据重算，与公布一致', nowDiffers: '按现在的数据重算为 {total} 分', madeOf: '所据：方案 {scheme}，规则 {rules}，台账第 {ledger} 次提交，数据 {series}',
  },
  money: {
    title: '生态补偿', none: '这一年没有生态补偿记录', sum: '合计', paid: '已兑付', compute: '计算', computed: '已计算', rule: '规则', month: '月份', why: '事由', street: '街道', yuan: '元，正为奖励，负为扣缴', each: '每差 1 {unit} {yuan} 元', most: '至多 {yuan} 元', balanced: '收支平衡', noRewards: '只扣不奖', correction: '更正第 {n} 期',
  },
  moneyState: { computed: '已计算', confirmed: '已确认', paid: '已兑付', replaced: '已更正' },
  moneyFault: { no_figure: '没有数据', no_target: '没有目标', nobody_to_give: '没有可奖励的街道，不计' },
  yield: {
    title: '亩均论英雄', none: '这一年没有参评企业', publish: '公布', published: '已公布', publishedAt: '{at} 公布', preview: '未公布，按现在的台账试算', frozen: '按公布时的章法和数据复算一致', notFrozen: '复算与公布不一致', differs: '按现在的章法会不同', why: '事由', rank: '名次', firm: '企业', score: '得分', unranked: '不参评', share: '占参评企业 {n}%', vetoes: '一票否决：{words}', norm: '标准值', value: '本企业', weight: '权重 {n}', year: '年度', firms: '{n} 家', dossier: '企业档案',
  },
  yieldFault: { missing: '没有数据', zero_base: '除数为零', zero_norm: '标准值为零' },
  assessPart: { bonus: '加分', deduction: '扣分' },
  assessStage: { draft: '起草', telling: '自评', review: '复核', published: '公布（可申诉）', final: '定案' },
  assessFault: { no_figure: '没有数据', no_goal: '没有目标', too_few: '有效数据太少，不评价', zero_base: '目标为零，无法按比例计分' },
  assessAppeal: { filed: '待答复', granted: '成立', refused: '不成立' },
}
