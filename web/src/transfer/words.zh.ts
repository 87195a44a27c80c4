// Words of transfers and damage compensation.
export const transferZh = {
  transfer: {
    package: '移送材料包', take: '下载材料包', hint: '移送书、证据原件与清单（SHA-256、SM3）、办理经过，一个压缩包，收件机关可自行核验。每次下载都会记录。',
    none: '还没有人下载', personal: '含个人信息', files: '证据 {n} 件', clue: '转损害赔偿线索', clueWhy: '办件转生态环境损害赔偿线索', clueMade: '已转为损害赔偿线索', toClue: '损害赔偿线索', carried: '由办件办理，到办件中去',
  },
}
