// Words of transfers and damage compensation.
export const transferEn = {
  package: {
    transfer: 'Package of the transfer', transferHint: 'Letter, untouched evidence with its list (SHA-256, SM3) and the story in one zip that the other organ can check by itself. Each download is written down.',
    case: 'Evidence package', caseHint: 'Every value in all its versions, raw frames, state of the device, calibrations, limits with clause, the arithmetic of the verdict, the story and its evidence in one zip; qingshan verify reads, reckons and checks it again on any machine. It holds frames as devices sent them: keep it safe. Each download is written down.',
    take: 'Download the package', none: 'Nobody has downloaded it', personal: 'with personal data', files: '{n} pieces of evidence',
  },
  transfer: {
    clue: 'Take as a damage clue', clueWhy: 'Case taken as a clue for damage compensation', clueMade: 'Taken as a clue for damage compensation', toClue: 'Damage clue', carried: 'A case carries it: go there',
  },
}
