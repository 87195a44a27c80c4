import { AlarmClock, Bell, Collection, Cpu, DataAnalysis, Files, Histogram, MapLocation, Notebook, Phone, Place, Share, Stamp, User } from '@element-plus/icons-vue'

// The rooms of the pages, in the order of a duty officer's day: what happens now, what is known, what it
// runs on. A phone shows the first four.
export const navigation = [
  { name: 'duty', to: '/', icon: MapLocation, group: 'now' },
  { name: 'alerts', to: '/alerts', icon: Bell, group: 'now' },
  { name: 'cases', to: '/cases', icon: Files, group: 'now' },
  { name: 'registers', to: '/registers', icon: Notebook, group: 'known' },
  { name: 'map', to: '/map', icon: Place, group: 'known' },
  { name: 'dues', to: '/dues', icon: AlarmClock, group: 'known' },
  { name: 'boards', to: '/boards', icon: Histogram, group: 'known' },
  { name: 'chain', to: '/chain', icon: Share, group: 'known' },
  { name: 'checks', to: '/checks', icon: Stamp, group: 'known' },
  { name: 'charge', to: '/charge', icon: Phone, group: 'known' },
  { name: 'roster', to: '/roster', icon: User, group: 'house' },
  { name: 'devices', to: '/devices', icon: Cpu, group: 'house' },
  { name: 'standards', to: '/standards', icon: Collection, group: 'house' },
  { name: 'system', to: '/system', icon: DataAnalysis, group: 'house' },
] as const

export const groups = [...new Set(navigation.map((item) => item.group))].map((name) => ({ name, items: navigation.filter((item) => item.group === name) }))
export const kTabs = 4
