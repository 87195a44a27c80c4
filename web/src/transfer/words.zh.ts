// Words of transfers and damage compensation.
export const transferZh = {
  package: {
    transfer: '移送材料包', transferHint: '移送书、证据原件与清单（SHA-256、SM3）、办理经过，一个压缩包，收件机关可自行核验。每次下载都会记录。',
    case: '证据材料包', caseHint: '各时值及其版本、原始报文、设备状态、校准记录、限值与条款、评价算式、办理经过和凭证，一个压缩包；qingshan verify 可在任何机器上重新解析、重算、核验。含设备报文原件，请妥善保管。每次下载都会记录。',
    take: '下载材料包', none: '还没有人下载', personal: '含个人信息', files: '证据 {n} 件',
  },
  transfer: {
    clue: '转损害赔偿线索', clueWhy: '办件转生态环境损害赔偿线索', clueMade: '已转为损害赔偿线索', toClue: '损害赔偿线索', carried: '由办件办理，到办件中去',
  },
}
