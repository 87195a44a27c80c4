// Words of the work outside.
export const fieldEn = {
  field: {
    title: 'Field', net: 'Network', online: 'On line', offline: 'Off line', login: 'Log in again: then it is sent by itself', toLogin: 'Log in', missing: 'This page was never opened with a network and cannot be opened now',
    keptNote: 'Off line: what you see was read at {time} ({age} ago)', readAgain: 'Read again', version: 'There is a new version of the program; what you are typing stays', changeOver: 'Change over', install: 'Install on this phone',
    noKeeping: 'This address is no secure connection (https): the browser keeps nothing for off line',
    clock: 'Phone clock', clockRight: 'right', clockUnknown: 'not compared yet', clockFast: '{time} fast', clockSlow: '{time} slow', clockNote: 'This phone shows a wrong time: times are set right by the platform, and the difference is kept',
    kept: 'Readable off line', keptOf: '{cases} cases, {records} records', keptAt: 'newest {time}', nothingKept: 'nothing yet', getReady: 'Get ready for off line', getting: 'Reading {done} of {of}',
    waiting: 'To be sent', none: 'All is sent', sending: 'Sending', sendNow: 'Send now', trouble: 'Needs you', sent: 'Sent', made: 'Done {time}', sentAt: 'Arrived {time}', photos: '{n} photos',
    waitingN: '{n} to be sent', troubleN: '{n} need you', behind: 'Goes when the one before it is settled',
    refused: 'Refused: {text}', overtaken: 'Somebody acted before you: {text}', mend: 'Mend it', again: 'Send as it is', drop: 'Drop it', dropSure: 'Drop "{title}"? What was typed and its photos are removed from this phone.', dropped: 'Dropped',
    keptHere: 'Kept on this phone, sent as soon as there is a network', waitsHere: 'Your "{title}" is still on this phone and goes as soon as there is a network', toQueue: 'See',
    leaveSure: '{n} are not sent yet. Logging out removes them from this phone.',
    restored: 'What you had not finished is back', madeAt: 'Done off line at {time}', told: 'Place said by the phone', ahead: 'Phone clock {time} fast', behindClock: 'Phone clock {time} slow',
    camera: 'Take a photo',
  },
}
