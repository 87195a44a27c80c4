// Words of the pages of a plan.
export const planEn = {
  plan: {
    title: 'Plan', indicators: 'Indicators', tasks: 'Tasks', projects: 'Projects', days: 'Calendar', search: 'Search the plan', none: 'No plan yet', issued: 'issued {day}', line: 'line {n} of the text', found: '“{words}”: {n} found',
    indicator: 'Indicator', nature: 'Nature', base: 'Base', target: 'Target', words: 'Words of the goal', reported: 'Last report', computed: 'computed', task: 'Task', units: 'Units', due: 'Due', nextMilestone: 'Next milestone', lastReport: 'Last monthly report', overdue: 'Overdue', noReport: 'No report yet', anyUnit: 'All units',
    stage: 'Stage', sum: 'All', money: 'Money', paidOf: '{paid} paid of {planned} planned, 10,000 yuan', project: 'Project', progress: 'Progress', paidShare: 'Paid', plannedEnd: 'Planned end', effect: 'Effect', lateInAll: '{n} overdue', nothingDue: 'Nothing is due this month', done: 'Done',
    record: 'Record', reports: 'Monthly reports', writeReport: 'Report', problems: 'Problems', month: 'Month', monthTaken: 'This month has a report already', whatDone: 'What was done', evidence: 'Evidence', send: 'Send', sent: 'Reported', whyReport: 'monthly report', noUnit: 'The text names no unit', noDay: 'The text names no date', inWords: 'in the text: {words}', milestones: 'Milestones', addMilestone: 'New milestone', doneOn: 'done {day}', toCome: 'To come',
    noStages: 'No milestones yet', noMoney: 'No money yet', aYear: 'a year', works: 'Works', today: 'Today', definition: 'Definition', targets: 'Targets', version: 'version {n}', streets: 'By street', year: 'Year', value: 'Value', note: 'Note', figures: 'Reports', writeFigure: 'Report a value', whyFigure: 'indicator report', better: 'Better', lead: 'Lead', standard: 'Standard', measure: 'Measure', isReported: 'Reported by units',
    yearTaken: 'This year has a report already',
  },
  planNature: { binding: 'Binding', expected: 'Expected' },
  planBetter: { low: 'The lower the better', high: 'The higher the better' },
  planTaskState: { open: 'Open', done: 'Done', dropped: 'Dropped' },
  planUnits: { lead_units: 'Lead', duty_units: 'Responsible', coop_units: 'Cooperating' },
  planDue: { task: 'Task due', milestone: 'Milestone', project: 'Planned end', stage: 'Project milestone' },
}
