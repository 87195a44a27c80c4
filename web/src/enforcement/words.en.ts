export const enforcementEn = {
  papers: { title: 'Papers' },
  paperFormat: { docx: 'Word', pdf: 'PDF', xlsx: 'Excel' },
  discretion: {
    title: 'Discretion', offence: 'Offence', choose: 'Choose the offence', range: 'Fine of {least} to {most} yuan', fine: 'Computed fine', band: 'May be decided from {low} to {high} yuan; beyond it a reason and somebody who may approve are needed', take: 'Take this amount', missing: '{n} factors not yet chosen',
  },
}
