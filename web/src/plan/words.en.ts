// Words of the pages of a plan.
export const planEn = {
  plan: {
    title: 'Plan', tasks: 'Tasks', projects: 'Projects', search: 'Search the plan', none: 'No plan yet', issued: 'issued {day}', line: 'line {n} of the text', found: '“{words}”: {n} found',
    indicator: 'Indicator', nature: 'Nature', base: 'Base', target: 'Target', words: 'Words of the goal', computed: 'computed', task: 'Task', units: 'Units', due: 'Due', nextMilestone: 'Next milestone', lastReport: 'Last monthly report', overdue: 'Overdue', noReport: 'No report yet', anyUnit: 'All units',
    stage: 'Stage', sum: 'All', money: 'Money', paidOf: '{paid} paid of {planned} planned, 10,000 yuan', project: 'Project', progress: 'Progress', paidShare: 'Paid', plannedEnd: 'Planned end', effect: 'Effect', lateInAll: '{n} overdue', nothingDue: 'Nothing is due this month', done: 'Done',
    record: 'Record', reports: 'Monthly reports', writeReport: 'Report', problems: 'Problems', month: 'Month', monthTaken: 'This month has a report already', whatDone: 'What was done', evidence: 'Evidence', send: 'Send', sent: 'Reported', whyReport: 'monthly report', noUnit: 'The text names no unit', noDay: 'The text names no date', inWords: 'in the text: {words}', milestones: 'Milestones', addMilestone: 'New milestone', doneOn: 'done {day}', toCome: 'To come',
    noStages: 'No milestones yet', noMoney: 'No money yet', aYear: 'a year', works: 'Works', today: 'Today', definition: 'Definition', targets: 'Targets', version: 'version {n}', streets: 'By street', year: 'Year', value: 'Value', note: 'Note', figures: 'Reports', writeFigure: 'Report a value', whyFigure: 'indicator report', better: 'Better', lead: 'Lead', standard: 'Standard', measure: 'Measure', isReported: 'Reported by units',
    yearTaken: 'This year has a report already',
    rank: 'Rank', station: 'Station', score: 'Score', unranked: 'Not ranked', tied: 'tied', interview: 'interview', noRanking: 'No ranking is declared', publish: 'Publish', published: 'Published', issue: 'Issue {n}', asPublished: 'still as published', nowDiffers: 'would differ now',
    asTable: 'Month by month', lastOf: '{year}: {value}', minute: 'One minute', now: 'Now', trajectory: 'Trajectory', rest: 'Rest of the year', chance: 'Chance {p}', notAccepted: 'not reviewed', reportedOn: 'reported {day}', soFar: '{year} so far', ofMonth: 'Month', fan: 'Where the year may end (5–95%)', samePeriod: 'same period last year {value}', asOf: 'as of {day}', noFigure: 'No figure yet', clause: 'Basis',
    needSure: 'met whatever the {rest} days left bring', needImpossible: 'missed whatever the {rest} days left bring', needHits: '{n} of the {rest} days left must be within', needMisses: 'at most {n} of the {rest} days left may be beyond', needAtMost: 'the {rest} days left may average {mean} at most', needAtLeast: 'the {rest} days left must average {mean} at least',
    outlookHow: 'year end {low}–{high} (5–95%); resampled from the same season of {years}, with a common spread of {spread}%', byForecast: '; {n} days of it by the forecast', byEarlier: 'By {standard}: {value}', byMonth: 'What each month moved away from the goal', byPart: 'What each site moved', monthN: 'month {n}', contradictions: 'Parts that contradict their target', targetOf: 'target {value}', sinceYesterday: 'Since yesterday', noNews: 'Nothing changed', newsDone: 'milestone done', newsDue: 'due', newsReported: 'indicator reported',
  },
  planTab: { indicators: 'Indicators', tasks: 'Tasks', projects: 'Projects', days: 'Calendar', ranking: 'Ranking' },
  planNature: { binding: 'Binding', expected: 'Expected' },
  planBetter: { low: 'The lower the better', high: 'The higher the better' },
  planLight: { red: 'Red', yellow: 'Yellow', green: 'Green', done: 'Done' },
  planReason: { overdue: 'overdue', milestone_overdue: 'milestone overdue', far_behind: 'far behind', near: 'due soon', behind: 'behind', no_report: 'no report' },
  planContradiction: { differs: 'the parts make {made}', looser: '{part} promises less', no_value: '{part} has no value', weights: 'weight of {part} is wrong' },
  planUnits: { lead_units: 'Lead', duty_units: 'Responsible', coop_units: 'Cooperating' },
  planDue: { task: 'Task due', milestone: 'Milestone', project: 'Planned end', stage: 'Project milestone' },
}
