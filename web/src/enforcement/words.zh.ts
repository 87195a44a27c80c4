// Words of papers and of discretion.
export const enforcementZh = {
  papers: { title: '文书' },
  paperFormat: { docx: 'Word', pdf: 'PDF', xlsx: 'Excel' },
  discretion: {
    title: '裁量', offence: '违法行为', choose: '选择违法行为', range: '罚款幅度 {least}—{most} 元', fine: '裁量金额', band: '可在 {low}—{high} 元内决定，超出须写明理由并由有审批权的人决定', take: '采用此金额', missing: '还有 {n} 项因素未选',
  },
}
