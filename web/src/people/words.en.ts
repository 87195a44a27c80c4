import type { peopleZh } from './words.zh'

export const peopleEn: typeof peopleZh = {
  account: {
    title: 'My account', change: 'Change password', old: 'Present password', fresh: 'New password', again: 'Once more', rules: 'At least 10 characters, without your user name, not a common one', differ: 'The two differ', changed: 'Password changed, other sessions closed',
    totp: 'Second factor', totpOn: 'In use', totpOff: 'Not in use', totpHint: 'Scan with an authenticator app; log-in then asks for its 6 digits besides the password', totpBegin: 'Set up', totpScan: 'Scan or type the secret, then enter the 6 digits shown and your password', secret: 'Secret', code: '6 digits', confirm: 'Confirm', enabled: 'Second factor in use', disable: 'Give up', disabled: 'Second factor given up', picture: 'QR code of the second factor',
    sessions: 'Sessions', current: 'This one', seen: 'Last seen', opened: 'Opened', close: 'Close', closed: 'Session closed',
    tokens: 'API tokens', tokensHint: 'A program uses the interface for you, with no more rights than you and the scope chosen', tokenName: 'Name', verbs: 'Rights', expires: 'Expires', allKinds: 'All registers', kinds: 'Registers', area: 'Street', wholeArea: 'All that is yours', used: 'Last used', never: 'not used', make: 'New token', revoke: 'Revoke', revoked: 'Revoked', expired: 'Expired', shownOnce: 'Shown only this once: keep it safely now', needToken: 'Give a name and choose rights', noToken: 'No tokens', made: 'Token made',
    firstPassword: 'First log-in: change your password', firstTotp: 'Your role needs a second factor', unit: 'Unit', firm: 'Firm', account: 'Account',
  },
  verbOf: { read: 'See monitoring, alerts, cases', record: { read: 'Read registers', export: 'Export registers', write: 'Write registers', import: 'Import registers' }, personal: { read: 'See personal data' }, journal: { read: 'Read the audit trail' } },
  way: { password: 'Password', totp: 'Password and code', oidc: 'Single sign-on' },
  people: {
    title: 'People', add: 'Add somebody', edit: 'Change', roles: 'Roles', phone: 'Phone', email: 'E-mail', channels: 'Notices also by', quiet: 'Quiet hours', quietHint: 'such as 22:00-07:00; none: never quiet', subject: 'Single sign-on subject', disabled: 'Disabled', active: 'Active', locked: 'Locked', mustChange: 'Password due', resetPassword: 'Reset password', resetTotp: 'Reset second factor', password: 'First password', id: 'User name', idHint: 'small letters, digits, - . _', name: 'Name', saved: 'Saved', shownOnce: 'Shown only this once: tell it in person or another way; it must be changed at the first log-in', search: 'Name or user name', rights: 'Roles and rights', right: 'Right', totpReset: 'Second factor reset', needAll: 'User name, name, roles and reason are needed', secondFactor: 'second factor', more: 'Actions',
  },
  channel: { sms: 'Short message', email: 'E-mail', wecom: 'WeCom', dingtalk: 'DingTalk', plain: 'Plain webhook' },
  ownKind: { user: 'Account', api_token: 'API token', case: 'Case', case_event: 'Case step', alert: 'Alert', silence: 'Silence', roster: 'Roster', handover: 'Hand-over', device: 'Device', command: 'Device command', forward: 'Forwarding', evidence: 'File', import: 'Import', saved_filter: 'Saved filter', audit: 'Data audit', station: 'Station', calibration: 'Calibration', siting_check: 'Siting check', outbox: 'Notice', period_mark: 'Progress of judgement', login_event: 'Log-in', personal_read: 'Reading of personal data' },
  scopeOf: { everywhere: 'district', own_area: 'own street', own_firm: 'own firm' },
  right: { all: 'Everything', read: 'Monitoring', record: 'Registers', personal: 'Personal data', case: 'Cases', alert: 'Silence alerts', evidence: 'Upload files', roster: 'Roster', handover: 'Hand-over', user: 'People', frame: 'Raw frames', device: 'Devices', forward: 'Forwarding', proof: 'Proof', journal: 'Audit trail', audit: 'Data audit' },
  trail: {
    title: 'Audit trail', journal: 'Changes', logins: 'Log-ins', reads: 'Personal data read', export: 'Export CSV', who: 'Who', what: 'Register', record: 'Record', outcome: 'Outcome', way: 'Way', peer: 'From', count: 'Times', at: 'Time', erased: 'erased', revision: 'revision {n}', unknownUser: 'no such user', whoHint: 'User name', kindHint: 'Kind of record', program: 'With the program’s own writes', none: 'Nothing under these conditions', more: 'Earlier',
  },
  outcome: { success: 'Success', wrong: 'Wrong password', wrong_code: 'Wrong code', locked: 'Locked', refused: 'Refused' },
  signOn: { use: 'Log in with {name}', code: 'Code', needCode: 'Enter the code', codeHint: '6 digits of your authenticator app', expired: 'The single sign-on took too long, try again', denied: 'The identity service refused this log-in', unreachable: 'The identity service cannot be reached now', refused: 'The answer of the identity service could not be trusted', unknown: 'You have no account here yet' },
}
