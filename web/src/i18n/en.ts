import { assessmentEn } from '@/assessment/words.en'
import { burningEn } from '@/burning/words.en'
import { powerEn } from '@/power/words.en'
import { caseworkEn } from '@/casework/words.en'
import { enforcementEn } from '@/enforcement/words.en'
import { fieldEn } from '@/field/words.en'
import { sourcesEn } from '@/sources/words.en'
import { transferEn } from '@/transfer/words.en'
import { visitsEn } from '@/visits/words.en'
import { outletEn } from '@/outlet/words.en'
import { oversightEn } from '@/oversight/words.en'
import { peopleEn } from '@/people/words.en'
import { planEn } from '@/plan/words.en'
import { portalEn } from '@/portal/words.en'
import { reportEn } from '@/report/words.en'
import { suspicionEn } from '@/suspicion/words.en'
import { wallEn } from '@/wall/words.en'
import type { Messages } from './zh'

export const en: Messages = {
  app: { name: 'Qingshan', full: 'Environmental Supervision', skip: 'Skip to content' },
  navGroup: { watch: 'Watch', work: 'Work', registers: 'Records', oversight: 'Oversight', public: 'Public', administration: 'Admin' },
  nav: {
    burning: 'Burning', power: 'Power use', plan: 'Plan', registers: 'Registers', map: 'Map', dues: 'Due', boards: 'Boards', chain: 'Chain', checks: 'Siting', charge: 'Who', duty: 'Duty', alerts: 'Alerts', cases: 'Cases', field: 'Field', devices: 'Devices', standards: 'Limits', roster: 'Roster', people: 'People', audit: 'Audit', dossier: 'Dossier', system: 'System', more: 'More', inspections: 'Inspections', credit: 'Credit', report: 'Report', published: 'Published', openPlan: 'Plan, public', transmission: 'Transmission', openOutlets: 'Outlets', suspicion: 'Truth', portal: 'My firm',
    main: 'Main navigation',
  },
  common: {
    yes: 'Yes', no: 'No', district: 'Whole district', all: 'All', search: 'Search', close: 'Close', save: 'Save', retry: 'Try again',
    reason: 'Reason', value: 'Value', state: 'State', street: 'Street', site: 'Station', factor: 'Factor',
    from: 'From', until: 'Until', empty: 'Nothing here yet', loading: 'Loading', failed: 'Could not load', done: 'Done',
    unverified: 'Unverified', simulated: 'Simulated', unverifiedHint: 'Not yet checked against the text of the standard', more: 'See all',
    total: '{n} in all', now: 'Now', day: 'Day',
  },
  fault: { unreachable: 'The service cannot be reached; check the network', timeout: 'The service took too long; try again', at: '{text} ({place})', gone: 'There is no such page' },
  notices: { title: 'My notices', bell: 'Notices, {n} unread', unread: '{n} unread', readAll: 'Mark all as read', none: 'No notices yet' },
  link: { live: 'Live', connecting: 'Connecting', lost: 'Connection lost', updated: 'Updated {time}' },
  user: { logIn: 'Log in', logOut: 'Log out', user: 'User name', password: 'Password', welcome: 'A sky to see, work that gets done', language: '中文', switchLanguage: 'Switch to Chinese', switchTheme: 'Switch theme', needUser: 'Enter your user name', needPassword: 'Enter your password' },
  role: { assessor: 'Assessment office', district_duty: 'District duty', department: 'Department', firm: 'Firm', auditor: 'Auditor', leader: 'Leader', enforcement: 'Enforcement', grid_worker: 'Grid worker', street: 'Street', engineer: 'Engineer', viewer: 'Viewer', admin: 'Administrator' },
  kind: { air_standard: 'Standard air', air_micro: 'Micro air', river: 'River', noise: 'Noise', outlet: 'Outlet', power: 'Power use' },
  transmissionEnd: { sure: 'The month is safe', open: 'The month is open', missed: 'The month is missed' },
  status: { ok: 'Normal', silent: 'Silent', alarm: 'Alarm', quarantined: 'Quarantined' },
  unit: { seconds: '{n} s', minutes: '{n} min', hours: '{n} h', days: '{n} d' },
  duty: {
    title: 'Duty screen', airNow: 'Air stations now', worst: 'Highest', targets: 'Year targets', goodShare: 'Good-day share',
    goodDays: '{good} good / {valid} valid days', pm25: 'PM2.5 mean', pm10: 'PM10 mean', target: 'target {value}', noTarget: 'no target', reached: 'on target', missed: 'off target',
    firing: 'Firing', openCases: 'Open cases', overdue: 'Overdue', online: 'Online', alertsNow: 'Alerts now', casesByStreet: 'Open cases by street', noAlerts: 'No alert at the moment',
    noCases: 'No street has an open case', map: 'Map of the stations', layers: 'Layers', primary: 'Primary pollutant', station: 'Open station', zoomIn: 'Zoom in', zoomOut: 'Zoom out', fit: 'Whole district',
    slider: 'Last 72 hours', play: 'Play', pause: 'Pause', toNow: 'Back to now', atTime: 'Showing {time}', streetNames: 'Street names', figures: "Today's figures", others: '{n} more targets',
  },
  alerts: {
    title: 'Alerts', filterState: 'State', began: 'Began', fired: 'Fired', resolved: 'Resolved', threshold: 'Threshold', peak: 'Peak', limit: 'Judged by', multiple: 'Exceedance multiple', silence: 'Silence', silenceUntil: 'Silent until', silenced: 'Silenced', history: 'History',
    severity: 'Severity', noLimit: 'District rule, no limit of a standard', lasting: 'for {time}', toCase: 'Open case', empty: 'No alert matches',
  },
  alertState: { pending: 'Pending', firing: 'Firing', resolved: 'Resolved', silenced: 'Silenced' },
  severity: { notice: 'Notice', warning: 'Warning', serious: 'Serious', critical: 'Critical' },
  cases: {
    title: 'Cases', assignee: 'Assignee', unassigned: 'Nobody assigned', opened: 'Opened', due: 'Due', remaining: '{time} left', overdueBy: '{time} overdue',
    escalated: 'Escalated', closed: 'Closed', timeline: 'Time line', actions: 'Act', nothing: 'Nothing for you to do at this step', text: 'What was done', addPhoto: 'Take or choose photos', textHint: 'What was found and what was done', uploading: 'Uploading', acted: 'Done', alert: 'Alert', seeAlert: 'See alert', took: 'took {time}', remove: 'Remove', system: 'System', photoBig: 'Photo {name}',
  },
  verb: { open: 'Opened', reopen: 'Reopened', dispatch: 'Dispatched', accept: 'Accepted', recall: 'Recalled', reply: 'Replied', return: 'Returned', close: 'Closed', escalate: 'Escalated', remind: 'Reminded', overdue: 'Overdue', note: 'Noted', condition_over: 'Back to normal', join: 'Alert joined', duty_change: 'Passed to next shift', look_back: 'Looked at again', part_closed: 'Part closed', merged: 'Merged in', migrate: 'Workflow revised', assign: 'Assigned', invite: 'Others asked', answer: 'Answered', pause: 'Clock stopped', resume: 'Clock resumed', extend: 'Extended', split: 'Split', merge: 'Merged' },
  site: {
    chart: 'Chart', calendar: 'Calendar', waterClass: 'Water class', byMonth: 'Month means', monthRuns: 'Month not ended: it is judged when it is over', noOxygen: 'Hours without valid O₂, not converted and not judged: {n}', byDay: 'Day means', classOf: 'Class', mainPollutants: 'Main pollutants (times over class III)', withinTarget: 'Meets target', overTarget: 'Worse than target', converted: 'at ref. O₂', exceeding: 'Over the limit:', dayNight: 'Day / night', calibration: 'Calibration', completeness: 'Completeness', health: 'Device', factors: 'Factors', cadence: 'Cadence', range: 'Range', compare: 'Compare with',
    last24h: '24 hours', last3d: '3 days', last7d: '7 days', last30d: '30 days', lastYear: 'One year', both: 'Both standards', goodDays: '{n} good days', noIndex: 'No valid result', differs: '{n} days differ',
    marks: 'Marks', amounts: 'Amounts', control: 'Quality control', transmission: 'Transmission efficiency', month: 'Month', owed: 'Owed (hours)', transmissionOf: 'transmission {rate} × validity {validity}; {pass} is to be reached', transmissionEnd: 'as it goes so far {expected} at the end; {worst} if nothing more comes, {best} if all does and is valid',
    target: 'Target class {value}', zone: 'Noise zone {value}', prevMonth: 'Previous month', nextMonth: 'Next month', day: 'Day', night: 'Night', limitOf: '{period} limit', exceed: 'Exceeds', meet: 'Meets', due: 'Due', received: 'Received', valid: 'Valid', completenessHint: 'Valid share of the values due in each hour', noFactors: 'Choose a factor', noValue: 'No data', points: '{n} points', index: 'Index', compareHint: 'Another station',
  },
  calibration: {
    now: 'Fit in force', line: 'Corrected', raw: 'raw', rawOf: '{name} · raw', showRaw: 'Raw beside', slope: 'Slope', offset: 'Offset', r2: 'R² before → after', pairs: 'Paired hours', references: 'Standard stations', terms: 'Slopes of the channels', validFrom: 'Valid from', made: 'Fitted', applied: 'Applied', drift: 'Drift of slope and offset', history: 'All fits',
    none: 'No fit yet: the first one needs {pairs} hours in pair with a standard station within {km} km', noPlan: 'The packs of this district declare no calibration', notApplied: 'No fit is good enough; raw values are shown', hint: 'Refitted every Monday on the pairs of the {weeks} weeks before, {pairs} at least; only later hours are corrected. Raw values are kept and a person\'s decision wins. R² is of hours the fit had not seen; the offset is with the other channels at their means.',
  },
  calibrationOccasion: { first: 'first', weekly: 'weekly' },
  calibrationReason: { few_pairs: 'Too few pairs', degenerate: 'A channel does not vary', unproven: 'Could not be proved', blind: 'Sensor is blind', not_better: 'No better than raw' },
  cadence: { realtime: 'Real time', minute: 'Minute', hour: 'Hour', day: 'Day', month: 'Month' },
  scope: { day: 'day', night: 'night', site: 'site boundary', reference: 'reference', drinking: 'drinking-water source', coal: 'coal', oil: 'oil', gas: 'gas', biomass: 'biomass', kiln: 'kiln', dryer: 'dryer', special: 'special limit', general: 'general', large: 'large', medium: 'medium', small: 'small', paddy: 'paddy field', orchard: 'orchard', pasture: 'pasture', other: 'other', all: 'all', wwtp: 'public sewage works', car_making: 'car making', table1: 'table 1', table2: 'table 2', table3: 'table 3' },
  statistic: { any: 'Any', screening: 'Screening', control: 'Control', p90: '90th percentile', p98: '98th percentile', growing_season: 'Growing season', hour: '1 hour', day: '24 hours', mda8: 'Daily max 8 h', month: 'Month', season: 'Season', year: 'Year', instant: 'Single', day_noise: 'Day', night_noise: 'Night', p95: '95th percentile' },
  mark: { N: 'Normal', F: 'Stopped', M: 'Maintenance', S: 'Manual', D: 'Fault', C: 'Calibration', T: 'Over range', B: 'Link fault', inv: 'Judged invalid', insf: 'Too few valid data', '?': 'Other mark', Md: 'No data', L: 'Below detection', St: 'Starting', Sd: 'Shutting down', noO2: 'Not converted: no valid O₂' },
  audit: {
    title: 'Data audit', hint: 'Pick a point in the chart, or set a range', decision: 'Decision', valid: 'Valid', invalid: 'Invalid', replace: 'Replace', newValue: 'New value', submit: 'Submit', done: '{n} values revised', frame: 'Raw frame', reasonNeeded: 'Give a reason', rangeNeeded: 'Pick a point or a range first', device: 'Device', imported: 'Imported', derived: 'Statistic', calibrated: 'Calibrated', audit: 'Audit', chosen: 'Chosen range', valueNeeded: 'Give the new value',
  },
  frame: { title: 'Raw frame', decoded: 'Decoded', list: 'Recent frames' },
  devices: {
    title: 'Devices', quarantined: 'Quarantined', admitted: 'Admitted', admit: 'Admit', admitTo: 'Admit to station', admitDone: 'Admitted', quarantineHint: 'Unknown devices are sending; their data are not kept yet', chooseSite: 'Choose the station', online: 'Online', offline: 'Offline', onlineRate: 'Online rate', captureRate: 'Capture rate', clockOffset: 'Clock offset', refusals: 'Refused', deviations: 'Deviations', switches: 'Detected', lastSeen: 'Last seen', searchHint: 'Number or station', unhealthy: 'Only unhealthy', seconds: '{n} s', noDevice: 'No device',
  },
  system: { '21': 'Surface water', '22': 'Ambient air', '23': 'Noise', '31': 'Flue gas', '32': 'Waste water', '27': 'Building dust' },
  command: { title: 'Device commands', ask: 'Send a command', choose: 'Choose a command', reason: 'Reason', sent: 'Command sent', empty: 'No command yet', c1011: 'Read device time', c1012: 'Set device time', c1014: 'Renew the key', c1061: 'Read real-time interval', c1062: 'Set real-time interval', c2011: 'Fetch real-time data', c2051: 'Fetch minute data', c2061: 'Fetch hour data', c2031: 'Fetch day data', c3015: 'Keep a sample', begin: 'Begin', end: 'End', interval: 'Interval (s)' },
  commandState: { queued: 'Queued', sent: 'Sent', accepted: 'Accepted', done: 'Done', failed: 'Failed', timeout: 'Timed out' },
  kindOfFault: {
    crc_lower_case: 'CRC in lower case', crc_modbus: 'Modbus CRC', crc_modbus_swapped: 'Modbus CRC swapped', length_in_characters: 'length in characters', length_off: 'length off', line_feed_only: 'line feed only', line_end_doubled: 'line end doubled', line_end_missing: 'no line end', segment_over_1024: 'segment over 1024', gbk_text: 'GBK text',
    qn_missing: 'no QN', qn_short: 'short QN', flag_missing: 'no Flag', flag_of_other_edition: 'Flag of other edition', split_without_numbers: 'split, no numbers', packet_number_irregular: 'odd packet number', packets_share_qn: 'packets share QN', st_irregular: 'odd ST', st_not_interaction: 'answer not ST 91', mn_irregular: 'odd MN', password_irregular: 'odd password', field_order: 'field order', field_case: 'field case',
    data_time_12_digits: 'time of 12 digits', data_time_17_digits: 'time of 17 digits', data_time_is_end: 'time is the end', comma_after_data_time: 'comma after time', comma_between_factors: 'comma between factors', trailing_separator: 'trailing separator', doubled_separator: 'doubled separator', blank_in_item: 'blank in item', key_repeated: 'key repeated', key_misspelt: 'key misspelt', key_private: 'private key', codes_of_two_editions: 'codes of two editions', factor_alias: 'factor alias', unit_suspected: 'unit suspected', encrypted_before_2025: 'encrypted before 2025', cp_unclosed: 'CP unclosed',
    value_empty: 'empty value', value_not_finite: 'value not finite', value_sentinel: 'sentinel value', value_full_range: 'full-range value', sample_time_bad: 'bad sample time', value_out_of_order: 'out of order', clock_off: 'clock off', garbage: 'garbage', truncated: 'truncated', crc_wrong: 'CRC wrong', crc_variant: 'CRC variant', length_wrong: 'length wrong', empty: 'empty frame', encrypted: 'cannot decrypt', mn_missing: 'no MN', mn_unknown: 'unknown device', password_wrong: 'wrong password', command_missing: 'no command', command_unknown: 'unknown command',
    data_time_missing: 'no data time', data_time_bad: 'bad time', data_time_past: 'time too early', data_time_future: 'time in future', value_text: 'value is text', factor_unknown: 'unknown factor', packets_absurd: 'absurd packets', packets_timeout: 'packets timed out', too_many_pairs: 'too many pairs', flood: 'flood', queue_full: 'queue full', not_stored: 'not stored', idle: 'idle', too_many_connections: 'too many connections',
  },
  standards: { title: 'Limits of the standards', onDay: 'Day', scope: 'Scope', statistic: 'Statistic', limit: 'Limit', inForce: 'In force', confidence: 'Checked', count: 'limits: {n}', stillInForce: 'in force', all: 'All standards', allFactors: 'All factors', empty: 'No limit under these conditions', clauseOf: 'Source' },
  confidence: { verified: 'Checked with the text', 'public library': 'Public library', memory: 'To be checked', practice: 'Practice' },
  roster: { title: 'Roster', today: 'Today', week: 'This week', day: 'Day shift', night: 'Night shift', change: 'Change', changed: 'Roster changed', book: 'Hand-over book', receiver: 'Receiver', text: 'Hand-over text', textHint: 'What is going on, which stations to watch', submit: 'Hand over', sign: 'Sign', signed: 'Signed', unsigned: 'Unsigned', handed: 'Handed over', signedDone: 'Signed', empty: 'No roster', noBook: 'No hand-over yet', needReceiver: 'Choose the receiver', needText: 'Write the hand-over text' },
  proofs: { title: 'Proof', series: 'Series', ledger: 'Ledger', digest: 'Digest', frames: 'Frames', samples: 'Values', revisions: 'Revisions', hint: 'A hash chain over each day: any change shows' },
  forwards: {
    title: 'Forwarding', hint: 'To the superior platforms', queued: 'Unanswered', behind: 'To be forwarded', resent: 'Sent again', acked: 'Acknowledged', refused: 'Refused', setAside: 'Set aside', lastError: 'Last error', oldest: 'Oldest waiting', proof: 'Proof of delivery', noProof: 'none yet', healthy: 'Flowing', stuck: 'Held up', away: 'Not connected', paused: 'Paused', empty: 'No forwarding target',
    add: 'Add a platform', edit: 'Change', declare: 'Superior platform', id: 'Id (a-z, 0-9, -)', nameZh: 'Chinese name', nameEn: 'English name', host: 'Address', port: 'Port', dialect: 'Dialect', media: 'Kinds of station', cadences: 'Data', allMedia: 'All stations', allCadences: 'All data', sites: 'Names of stations', sitesHint: 'One per line: station MN [ST]; as here when not given', badSites: 'Names of stations, line {n}: station MN [ST]', password: 'Password', key: 'SM4 key (32 hex digits)', keep: 'blank: unchanged', pause: 'Paused', history: 'With what is kept already', reason: 'Reason', saved: 'Saved, in effect now', needAll: 'Id, name, address and reason are needed',
  },
  registers: { title: 'Registers', kinds: '{n} kinds', searchKinds: 'Find a register', noKind: 'No such register' },
  register: {
    filters: 'Filters', active: 'filtered', without: '(blank)', fewer: 'Show fewer', allValues: 'All {n}', least: 'Least', most: 'Most', contains: 'Contains', inArea: 'Within the drawn area', clear: 'Clear all',
    table: 'Table', both: 'Both', map: 'Map', savedFilters: 'Saved filters', noFilters: 'No filter saved yet', filterName: 'Name of the filter', share: 'Share with all', shared: 'shared', filterSaved: 'Filter saved',
    columns: 'Columns', standardColumns: 'Back to the usual columns', export: 'Export', exportHint: 'What the filters show now', import: 'Import', add: 'Add', searchHint: 'Search', empty: 'No record fits', loadMore: '{n} shown, load more',
    select: 'Select', selectAll: 'Select all', selectNone: 'Select none', selected: '{n} selected', bulkEdit: 'Change together', bulkTitle: 'Change {n} records together', bulkFields: 'Choose the fields to change', bulkClears: 'Left blank, the field is cleared', bulkApply: 'Change all', bulkDone: '{n} changed',
    placed: '{n} with a place', firstOnly: 'first 1000 only', drawArea: 'Filter by area', areaDone: 'Use this area',
  },
  exportFormat: { xlsx: 'Spreadsheet (xlsx)', csv: 'Text (csv)', geojson: 'Geodata (GeoJSON)', json: 'Data (json)' },
  imports: {
    title: 'Import', hint: 'The whole file is checked first; nothing is applied with a fault, and what is applied can be undone.', template: 'Download the template', datum: 'Coordinates', choose: 'Choose or drop a file', checking: 'Checking', checked: 'Checked', unknownFormat: 'Only xlsx, csv, geojson or json',
    rows: 'rows', fresh: 'new', changed: 'changed', same: 'unchanged', faults: 'faults', mend: 'Mend these in the file and import it again:', row: 'Row', column: 'Column', fault: 'Fault', matches: 'These rows look like known records; unticked, they become new ones:', matchOf: 'Row {row} changes',
    apply: 'Apply', undo: 'Undo this import', applied: 'Applied', undone: 'Undone', another: 'Import another file', recent: 'Recent imports',
  },
  importState: { checked: 'Waiting', applied: 'Applied', undone: 'Undone' },
  record: {
    new: 'New: {kind}', edit: 'Edit', erase: 'Delete', eraseHint: 'It will be shown no more; its history is kept.', erased: 'deleted', cancel: 'Cancel', print: 'Print', revision: 'Revision {n}', asOn: 'See it as on', seenThen: 'As it was on {time}', seeThen: 'See all as it was then',
    required: 'Required', changed: 'Changed', changes: '{n} changes', saved: 'Saved', leave: 'Your changes are not saved. Leave all the same?', whyHint: 'Why', whyNeeded: 'Say why', whyNew: 'New entry', choose: 'Choose', searchReference: 'Type a name', addFile: 'Add a file', addRow: 'Add a row', rows: '{n} rows', files: '{n} files',
    showEmpty: 'Show {n} blank fields', hideEmpty: 'Hide blank fields', retired: 'retired', history: 'History', compare: 'Compare two', earlier: 'Earlier', later: 'Later', chooseTwo: 'Choose the earlier and the later one', noDifference: 'No difference', cleared: 'cleared', relations: 'Relations', noRelations: 'Nothing refers to it', dues: 'Validity and duties', validUntil: 'Valid until',
  },
  section: { basic: 'General', place: 'Place', people: 'Contact', figures: 'Figures', terms: 'Dates', tables: 'Details', papers: 'Photos and files', more: 'Other' },
  conflict: { title: 'Somebody else has just changed this record', hint: 'What you typed is not lost: bring both together and save.', theirs: 'What they changed', both: 'Fields that both changed', takeTheirs: 'Theirs', keepMine: 'Mine', noClash: 'You changed different fields: they can be merged as they are.', merge: 'Merge and save', goOn: 'Go on typing' },
  place: {
    how_point: 'Press on the map; drag to move', how_line: 'Press on the map point by point', how_area: 'Press on the map corner by corner', here: 'Where I am', undo: 'Back one point', clear: 'Clear', coordinates: 'coordinates', take: 'Take', paste_point: 'or paste "lon,lat" or GeoJSON', paste_line: 'or paste GeoJSON, or "lon,lat" line by line', paste_area: 'or paste GeoJSON, or "lon,lat" line by line',
    unreadable: 'No coordinates in it', type: 'Another type of geometry is needed', swapped: 'Latitude stands before longitude', outside: 'Outside China', noPosition: 'Your position is not known',
  },
  chain: {
    title: 'Water, outfalls, pipes, sources', start: 'Start from which record', startKind: 'Register', up: 'Upstream', down: 'Downstream', reached: '{n} nodes', circle: 'Water runs in a circle', more: 'The nearest {n} are drawn', graph: 'The chain as a graph', chooseNode: 'Press a node to read its record or to join it', open: 'Open the record', startHere: 'Start here',
    join: 'Join to', joinDo: 'Join', joined: 'Joined', gaps: 'Gaps', noGaps: 'No gaps', record: 'Record', lacks: 'Lacks', noSource: 'where it comes from', noWay: 'where it goes', mend: 'Mend',
  },
  checks: {
    title: 'Siting and plot checks', siting: 'Siting', plotCheck: 'Plot', changes: 'Red line changes', project: 'Project', trade: 'Sector code, such as C2631', place: 'Place of the project', byArea: 'Area', byPoint: 'Point', emissions: 'Emissions', addEmission: 'Add a pollutant', factor: 'Pollutant code', amount: 'Amount a year', remedial: 'Itself risk control or remediation', ask: 'Check', answered: 'Answered and kept', before: 'Earlier checks', none: 'Nothing was checked yet',
    plot: 'Plot', landClass: 'Land class', class0: 'As registered', class1: 'Class 1 land', class2: 'Class 2 land', report: 'Report (PDF)', unit: 'Control unit', share: 'Share', answer: 'Answer', rule: 'Rule', clause: 'Clause', outcome: 'Outcome', outside: '{share} lies outside all control units on record', cap: '({factor} at most {most} t/a, asked {emitted})', noRules: 'No rule of these units touches the sector or its emissions', noPlotRules: 'No rule applies; the authority must decide', listed: 'On the list of control and repair', notListed: 'Not on the list',
    since: 'Since', noChanges: 'No area changed', record: 'Patch', areaBefore: 'Before, km²', areaAfter: 'Now, km²', change: 'Change, km²', when: 'Changed',
  },
  unitGrade: { g1: 'priority', g2: 'key', g3: 'general' },
  answer: { allowed: 'Allowed', restricted: 'Restricted', forbidden: 'Forbidden' },
  ruleOutcome: { met: 'Met', broken: 'Broken', to_prove: 'To prove' },
  dimension: { space: 'Where', discharge: 'Discharges', risk: 'Risk', resource: 'Resources' },
  charge: { title: 'Who is in charge here', place: 'Place', ask: 'Press the map, paste coordinates or take your own place', metres: '{n} m', nobody: 'Nobody is on record', nothing: 'Nothing on record here: {what}', help: 'Nearest help' },
  boards: { title: 'Boards', none: 'No board to see', noStreet: 'No street' },
  firm: { dossier: 'Dossier', score: 'complete', scoreHint: 'How much of what a dossier must hold is there', record: 'Record', missing: '{n} things are missing', timeline: 'Timeline', dues: 'Due', noDues: 'Nothing is due', cases: 'Open cases', noCases: 'No open case', revised: 'Revision {n} · {who}' },
  dues: { title: 'Due', kinds: 'By register', empty: 'Nothing is due', what: 'What', duty: 'Duty', until: 'Until', clause: 'Clause', overBy: '{n} days over', today: 'due today', leftDays: '{n} days left', first: 'The {n} most urgent only', done: 'Done this time', record: 'Record it' },
  dueState: { overdue: 'Overdue', due: 'Due soon' },
  every: { P7D: 'weekly', P14D: 'every two weeks', P1M: 'monthly', P3M: 'quarterly', P6M: 'twice a year', P1Y: 'yearly' },
  map: {
    title: 'One map', stations: 'Stations', cases: 'Open cases', clearLayers: 'Clear layers', searchLayers: 'Find a layer', wholeShelf: 'All of it', find: 'Find a station or a record', nothing: 'Nothing found', open: 'Open', nothingInside: 'Nothing in this area', several: '{n} here, press to come nearer', asRegister: 'See as a register', tools: 'Tools',
    distance: 'Distance', surface: 'Area', inside: 'Look inside', print: 'Print', sheetTitle: 'Title', legend: 'Legend',
  },
  metrics: { title: 'Running figures', uptime: 'Up for', version: 'Version', seq: 'Sequence', status: 'State', ok: 'well', all: 'All figures' },
  ...enforcementEn,
  ...fieldEn,
  ...sourcesEn,
  ...transferEn,
  ...visitsEn,
  ...caseworkEn,
  ...outletEn,
  ...oversightEn,
  ...peopleEn,
  ...planEn,
  ...portalEn,
  ...assessmentEn,
  ...burningEn,
  ...powerEn,
  ...reportEn,
  ...suspicionEn,
  ...wallEn,
}
