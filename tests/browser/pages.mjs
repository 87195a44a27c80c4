// Every page, with the handle that says that it is there.
export const pages = [
  { name: 'duty', path: '/', handle: 'duty-page' },
  { name: 'site-air', path: '/sites/air-s2', handle: 'site-page' },
  { name: 'site-calendar', path: '/sites/air-s2?tab=calendar', handle: 'calendar' },
  { name: 'site-calibration', path: '/sites/air-m01?tab=calibration', handle: 'calibration' },
  { name: 'site-completeness', path: '/sites/air-s2?tab=completeness', handle: 'completeness' },
  { name: 'site-health', path: '/sites/air-s2?tab=health', handle: 'site-devices' },
  { name: 'site-river', path: '/sites/river-1', handle: 'site-page' },
  { name: 'site-noise', path: '/sites/noise-2', handle: 'site-page' },
  { name: 'site-day-night', path: '/sites/noise-2?tab=dayNight', handle: 'day-night' },
  { name: 'site-outlet', path: '/sites/outlet-water-1', handle: 'site-page' },
  { name: 'alerts', path: '/alerts', handle: 'alerts-page' },
  { name: 'cases', path: '/cases', handle: 'cases-page' },
  { name: 'devices', path: '/devices', handle: 'devices-page' },
  { name: 'standards', path: '/standards', handle: 'standards-page' },
  { name: 'roster', path: '/roster', handle: 'roster-page' },
  { name: 'system', path: '/system', handle: 'system-page' },
]
