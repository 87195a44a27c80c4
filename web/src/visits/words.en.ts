// Words of check lists and visits.
export const visitsEn = {
  visits: {
    title: 'Visits', begin: 'Begin a visit', what: 'What is visited', whatHint: 'Type a name', mine: 'Inspectors', mineHint: 'Two or more, parted by commas', note: 'What is wrong', photo: 'Photo', photoNeeded: 'Photo needed', album: 'Choose photos', veto: 'Vetoes',
    scoreNow: 'Score so far', answered: '{n} of {of}', hand: 'Hand in', handed: 'Handed in; {n} faults became cases', handedClean: 'Handed in; no faults', sign: 'Signature of the visited', signHint: 'Sign with a finger in the box', signedBy: 'Name of who signs', clear: 'Sign again', remark: 'Remark', rectify: 'rectify within {n} days', unverifiedList: 'Weights and days are practice',
    enforcement: 'Enforcement visit (two inspectors sign)', inspector: 'Inspector {n}', lackHands: 'Two inspectors sign an enforcement visit, each for themselves',
    lackAbout: 'Choose what is visited', lackInspectors: 'Name the inspectors', lackItem: '"{item}" has no result yet', lackPhoto: '"{item}" needs a photo', lackNote: 'Say what is wrong with "{item}"',
    ranking: 'Streets', rank: 'Rank', mean: 'Mean score', count: 'Visits', faults: 'Faults', open: 'Open', recent: 'Recent visits', none30: 'No visits in this time', from: 'From', until: 'Until', history: 'Visits so far', notYet: 'Never visited', partial: 'Too many visits: the newest 10,000 count', tooMany: 'Only the first 1,000 are listed',
  },
  visitResult: { good: 'Good', bad: 'Bad', none: 'Does not apply' },
}
