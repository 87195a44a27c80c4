// Words of the pages for everybody, and of sealed identities.
import type { reportZh } from './words.zh'

export const reportEn: typeof reportZh = {
  report: {
    title: 'Report pollution', lead: 'See it, take a picture, tell us', topic: 'What is it', text: 'What happens', textHint: 'What you see, since when, how large', place: 'Where', placeHint: 'Press the map', here: 'Use my position', noPosition: 'No position, please press the map', fromPhoto: 'Use the place of the photo', address: 'Address or landmark (if you like)',
    photos: 'Photos', addPhoto: 'Take or choose photos', photoLeft: '{n} more', tooBig: '“{name}” is larger than {n} MB and was left out', removePhoto: 'Remove photo {n}', who: 'How to reach you (if you like)', whoHint: 'Only few may open this, for a reason, and each opening is written down. Reports without it are taken too; a reward needs it.', name: 'Name', phone: 'Phone', send: 'Send',
    working: 'Checking…', sending: 'Sending…', sendingPhoto: 'Sending photo {n} of {total}', photoFailed: '{n} photos did not arrive; add them under “Follow”', need: 'Choose what it is, say a few words and press the map', done: 'Received', keep: 'Keep the number and the code; the code is shown this once', number: 'Number', code: 'Code', copy: 'Copy', copied: 'Copied', toFollow: 'Follow', another: 'Report another', toReport: 'Report pollution', logIn: 'Staff log in', urgent: 'In danger now? Call 12345', chosen: '{lon}, {lat}',
  },
  follow: {
    title: 'Follow a report', lead: 'See how your own report goes, by its number and code', ask: 'Look', joined: 'Somebody reported the same before: both go on together', received: 'Received {time}', reply: 'Answer', found: 'Found', photos: '{n} photos so far', satisfied: 'Are you satisfied', thanks: 'Thank you', reward: 'Reward', rewardApproved: '{n} yuan, approved; ask for it with your number', rewardPaid: '{n} yuan, paid', mine: 'Your report', added: 'Photos added', 
  },
  found: { true: 'True', partly: 'Partly true', false: 'Not true' },
  satisfiedWord: { yes: 'Satisfied', fair: 'Fairly', no: 'Not satisfied' },
  sealed: {
    title: 'Reporter (sealed)', none: 'No name or phone was left', kept: 'Name and phone are sealed', open: 'Open', why: 'Reason', whyHint: 'Why somebody must know who reported', go: 'Note it and open', openings: 'Opened by', noOpenings: 'Nobody opened it', byWhom: '{name} · {time}', write: 'Enter the reporter', name: 'Name', phone: 'Phone', writeWhy: 'Basis', save: 'Seal', saved: 'Sealed', noted: 'Written down', hide: 'Hide',
  },
}
