import { Bell, Collection, Cpu, DataAnalysis, Files, MapLocation, User } from '@element-plus/icons-vue'

// The rooms of the pages, in the order of a duty officer's day. A phone shows the first four.
export const navigation = [
  { name: 'duty', to: '/', icon: MapLocation },
  { name: 'alerts', to: '/alerts', icon: Bell },
  { name: 'cases', to: '/cases', icon: Files },
  { name: 'roster', to: '/roster', icon: User },
  { name: 'devices', to: '/devices', icon: Cpu },
  { name: 'standards', to: '/standards', icon: Collection },
  { name: 'system', to: '/system', icon: DataAnalysis },
] as const

export const kTabs = 4
