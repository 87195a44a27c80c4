import type { caseworkZh } from './words.zh'

export const caseworkEn: typeof caseworkZh = {
  work: {
    mine: 'My work', board: 'Board', calendar: 'Due dates', all: 'All cases', statistics: 'Statistics', none: 'Nothing waits for you', noneHint: 'All open cases stand under “All cases”', more: '{n} more; the most urgent come first', find: 'No case is like that',
    late: 'Overdue', today: 'Due today', soon: 'Due within three days', later: 'Due later', open: 'Open', closed: 'Closed', anyStep: 'Any step', anyFlow: 'Any workflow', overdueOnly: 'Overdue only', flow: 'Workflow', step: 'Step', waits: 'waits for {who}',
    total: 'Total', nothingOpen: 'No case of this workflow is open', overdueOf: '{n} overdue', openOf: '{n} open', before: '{n} still open that were due before', rest: 'off', dueOn: 'Due on {day}', noneDue: 'Nothing is due on this day', workflows: 'Workflows', legend: 'Open cases; in red those overdue among them',
  },
  stays: { by: 'Grouped by', month: 'Month', street: 'Street', unit: 'Unit', workflow: 'Workflow', step: 'Step', none: 'none', stays: 'Steps done', onTime: 'On time', hours: 'Mean hours', returns: 'Sent back', table: 'Export as CSV', empty: 'No step was done in this time', meaning: 'Counted in the month in which a step was left; hours without pauses; sent back: of the steps that may send back.' },
  openCase: { title: 'Open a case', button: 'Open a case', flow: 'Which workflow', name: 'What it is about', text: 'What is asked', textHint: 'What is to be done, and how far', street: 'Street', unit: 'Unit', firm: 'Firm', subject: 'Record', due: 'To be closed by', dueHint: 'Empty: as the workflow says', go: 'Open', done: 'The case is open', need: 'Choose a workflow; say what it is about and what is asked' },
  story: {
    whole: 'Whole case due', record: 'Record', firm: 'Firm', unit: 'Unit', opened: 'Opened by', parent: 'Part of', orders: 'Orders about it', supervise: 'Order about this case', ordered: 'Order about', order: 'Order: {title}', parts: 'Split into', mergedInto: 'Merged into', returned: 'Returned', reopened: 'Re-opened', times: '{n} times', picture: 'See the workflow', 
    paused: 'The clock stands since {time}', answering: 'Waiting for answers of {units}', lookBack: 'Looked at again on {time}', taken: 'Taken {time}', takenAt: 'at {place}', 
  },
  doubt: { far: 'Taken far from the place', farBy: 'Taken {distance} from the place', early: 'Taken before the case began', ahead: 'Taken later than it was handed in' },
  deed: {
    chosen: '{verb}: what is still needed', go: '{verb}', cancel: 'Cancel', street: 'To a street', unit: 'To a unit', user: 'To a person', assignHint: 'A street, a unit or a person at least', units: 'Which units are asked', part: 'Part {n}', partTitle: 'What it is about', addPart: 'One more part', removePart: 'Without part {n}', into: 'Into which case', intoHint: 'An open case of the same workflow', noInto: 'No other case of this workflow is open',
    addDocument: 'Add a document', located: 'The photo must say when and where it was taken: use the original of the phone’s camera', moved: 'Somebody just moved this case on; it is now at “{step}”. All that you wrote is still here: check it and act again.', movedClosed: 'Somebody just closed this case. What you wrote is still here to be copied.', 
  },
  lack: { text: 'Please describe what was done', photo: 'Please add a photo of the site', located_photo: 'Please add a photo that says when and where it was taken', document: 'Please add a document', assign: 'Please choose a street, a unit or a person', units: 'Please choose units', parts: 'At least two parts, each with what it is about and a street or unit', into: 'Please choose a case', form: 'Please fill in: {fields}' },
  keys: { title: 'Keyboard', hint: 'Keyboard', next: 'Next case', back: 'Previous case', open: 'Open it', tabs: 'Go to a tab', create: 'Open a case by hand', act: 'Do the action of that number', text: 'Write what was done', list: 'Back to my work', help: 'Show or hide this', picture: 'See the workflow' },
  flow: {
    version: 'version {version}', old: 'Not the one in force', limit: '{limit}', remind: 'Reminded {when} before due', escalate: '{after} late: {role} is told', ownArea: 'own street', ownUnit: 'own unit', onDuty: 'on duty', may: 'May: {verbs}', end: 'Closed', start: 'Opened', byHand: 'By hand: {roles}', opens: 'By each {kind}', opensAlert: 'By alerts', proof: 'To close: {needs}', lookBack: 'Looked at again {after} after closing', lookBackTo: 'Look back', rejoin: 'Again within {after} of closing: the same case re-opens', calm: 'Calm for {after} before closing', needs: 'with {needs}', print: 'Print', by: ' ({role})', drawing: 'Drawing of {name}', here: 'now', forward: 'goes on', back: 'goes back', all: 'All workflows',
  },
  needWord: { text: 'text', photo: 'photo', located_photo: 'photo with time and place', document: 'document' },
  limitWord: { wd: '{n} working days', wh: '{n} working hours', d: '{n} d', h: '{n} h', m: '{n} min', s: '{n} s' },
}
