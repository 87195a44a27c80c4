// Words of transfers and damage compensation.
export const transferEn = {
  transfer: {
    package: 'Package of the transfer', take: 'Download the package', hint: 'Letter, untouched evidence with its list (SHA-256, SM3) and the story in one zip that the other organ can check by itself. Each download is written down.',
    none: 'Nobody has downloaded it', personal: 'with personal data', files: '{n} pieces of evidence', clue: 'Take as a damage clue', clueWhy: 'Case taken as a clue for damage compensation', clueMade: 'Taken as a clue for damage compensation', toClue: 'Damage clue', carried: 'A case carries it: go there',
  },
}
