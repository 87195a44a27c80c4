// Words of the pages of the yearly assessment.
export const assessmentEn = {
  assess: {
    go: 'Go', title: 'Yearly assessment', none: 'No assessment yet', open: 'Open an assessment', opened: 'Opened', scheme: 'Scheme', year: 'Year', toldUntil: 'Self-assessment until', why: 'Reason', who: 'Assessed', total: 'Total', soFar: 'So far', grade: 'Grade', state: 'State', rank: 'Rank', handedIn: 'handed in {day}', notHandedIn: 'not handed in',
    moved: 'Moved', moveTo: 'To “{stage}”', appealUntil: 'appeals until {day}', publishedOn: 'published {day}', until: 'self-assessment until {day}', noSheets: 'No sheet to see', back: 'All sheets',
    goalIs: 'goal {goal}', computed: 'Computed', told: 'Told', reviewed: 'Reviewed', words: 'Words', evidence: 'Evidence', save: 'Save', handIn: 'Hand in', saved: 'Saved', handedInNow: 'Handed in', saveReview: 'Save the review', spared: 'spared', file: 'File {n}',
    sum: 'base {base} + bonus {bonus} − deduction {deduction}',
    appeals: 'Appeals', appealItem: 'Which item', grounds: 'Grounds', send: 'File the appeal', filed: 'Appeal filed', noAppeal: 'No appeal', answer: 'Answer', grant: 'Grant', refuse: 'Refuse', after: 'New points', answered: 'Answered', pointsFromTo: '{before} points before, {after} granted', pointsBefore: '{before} points before',
    accept: 'Accept the result', acceptHint: 'Once accepted the sheet is final and cannot be changed.', accepted: 'Accepted: the sheet is final', reopen: 'Open again', reopenUntil: 'Open until', reopened: 'Open again',
    frozen: 'Recomputed from the kept data and scheme: as published', frozenDiffers: 'Recomputed from the kept data: not as published', nowSame: 'Recomputed from today’s data: as published', nowDiffers: 'Recomputed from today’s data: {total} points', madeOf: 'Made of: scheme {scheme}, rules {rules}, ledger commit {ledger}, data {series}',
  },
  money: {
    title: 'Ecological compensation', none: 'No compensation this year', sum: 'Sum', paid: 'Paid', compute: 'Compute', computed: 'Computed', rule: 'Rule', month: 'Month', why: 'Reason', street: 'Street', yuan: 'yuan; above 0 given, below 0 paid', each: '{yuan} yuan for each {unit}', most: 'at most {yuan} yuan', balanced: 'zero-sum', noRewards: 'charges only', correction: 'issue {n}',
  },
  moneyState: { computed: 'Computed', confirmed: 'Confirmed', paid: 'Paid', replaced: 'Replaced' },
  moneyFault: { no_figure: 'no data', no_target: 'no target', nobody_to_give: 'nobody to give it to: nothing is due' },
  yield: {
    title: 'Yield per mu', none: 'No firm to rate this year', publish: 'Publish', published: 'Published', publishedAt: 'published {at}', preview: 'not published: as the register stands now', frozen: 'recomputed by the kept rules and data: the same', notFrozen: 'recomputed: not as published', differs: 'would differ by today’s rules', why: 'Reason', rank: 'Rank', firm: 'Firm', score: 'Score', unranked: 'not rated', share: '{n}% of the rated firms', vetoes: 'Veto: {words}', norm: 'Norm', value: 'Value', weight: 'weight {n}', year: 'Year', firms: '{n} firms', dossier: 'Dossier',
  },
  yieldFault: { missing: 'no data', zero_base: 'divided by nothing', zero_norm: 'the norm is zero' },
  assessPart: { bonus: 'bonus', deduction: 'deduction' },
  assessStage: { draft: 'Draft', telling: 'Self-assessment', review: 'Review', published: 'Published, open to appeals', final: 'Final' },
  assessFault: { no_figure: 'no data', no_goal: 'no goal', too_few: 'too few valid values to judge by', zero_base: 'the goal is zero: no share of it' },
  assessAppeal: { filed: 'Filed', granted: 'Granted', refused: 'Refused' },
}
