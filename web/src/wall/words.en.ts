// Words of the wall display.
export const wallEn = {
  wall: {
    open: 'Wall', next: 'Next', paused: 'Paused', resume: 'tap or press space to go on', keys: 'space pause · ← → turn · F full screen · Esc leave', every: 'Seconds each', leave: 'Leave the wall',
    netLost: 'The line is down, trying again', sessionLost: 'The log-in has ended; it goes on by itself after a new one', logIn: 'Log in', data: 'Data {time}', stale: 'No data since {time}', none: 'No data yet', left: '{n} s',
    red: 'Red tasks', noRed: 'No red task', dueNext: 'To be finished next', alerts: 'Firing now', noAlerts: 'No alert', cases: 'Open cases', overdue: 'Overdue', online: 'Devices online', money: 'Money', worst: 'Highest stations', byClass: 'Stations by class',
  },
  wallSlide: { minute: 'Indicators of the plan', map: 'Stations now', air: 'Air and alerts', ranking: 'Streets ranked', tasks: 'Tasks', projects: 'Projects' },
}
