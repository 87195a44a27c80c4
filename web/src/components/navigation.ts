import { AlarmClock, Avatar, Bell, Checked, Collection, Cpu, DataAnalysis, Files, Flag, Histogram, Iphone, MapLocation, Medal, Notebook, OfficeBuilding, Phone, Place, Share, Stamp, Sunny, Tickets, User } from '@element-plus/icons-vue'
import { computed, type Component } from 'vue'
import { kFirm, recordPath } from '@/ledger/paths'
import { useSession } from '@/session'

export interface Room {
  name: string
  to: string
  icon: Component
  group: 'now' | 'known' | 'house'
}

// The rooms of the pages, in the order of a duty officer's day: what happens now, what is known, what it
// runs on. A phone shows the first four.
const rooms: Room[] = [
  { name: 'duty', to: '/', icon: MapLocation, group: 'now' },
  { name: 'alerts', to: '/alerts', icon: Bell, group: 'now' },
  { name: 'cases', to: '/cases', icon: Files, group: 'now' },
  { name: 'field', to: '/field', icon: Iphone, group: 'now' },
  { name: 'plan', to: '/plan', icon: Flag, group: 'known' },
  { name: 'registers', to: '/registers', icon: Notebook, group: 'known' },
  { name: 'map', to: '/map', icon: Place, group: 'known' },
  { name: 'dues', to: '/dues', icon: AlarmClock, group: 'known' },
  { name: 'boards', to: '/boards', icon: Histogram, group: 'known' },
  { name: 'chain', to: '/chain', icon: Share, group: 'known' },
  { name: 'checks', to: '/checks', icon: Stamp, group: 'known' },
  { name: 'burning', to: '/burning', icon: Sunny, group: 'known' },
  { name: 'charge', to: '/charge', icon: Phone, group: 'known' },
  { name: 'inspections', to: '/inspections', icon: Checked, group: 'known' },
  { name: 'credit', to: '/credit', icon: Medal, group: 'known' },
  { name: 'roster', to: '/roster', icon: User, group: 'house' },
  { name: 'devices', to: '/devices', icon: Cpu, group: 'house' },
  { name: 'standards', to: '/standards', icon: Collection, group: 'house' },
  { name: 'people', to: '/people', icon: Avatar, group: 'house' },
  { name: 'audit', to: '/audit', icon: Tickets, group: 'house' },
  { name: 'system', to: '/system', icon: DataAnalysis, group: 'house' },
]

// What a firm's manager needs: their own firm, what is due, what is recorded and where it lies.
const roomsOfFirm = (firm: string): Room[] => [
  { name: 'dossier', to: recordPath(kFirm, firm), icon: OfficeBuilding, group: 'now' },
  ...['dues', 'registers', 'map', 'standards'].flatMap((name) => rooms.find((room) => room.name === name) ?? []),
]

export const kTabs = 4

export function useNavigation() {
  const { session, isAdmin, isAuditor } = useSession()
  const shut = computed(() => [...(isAdmin.value ? [] : ['people']), ...(isAuditor.value ? [] : ['audit'])])
  const open = computed(() => (session.value?.firm ? roomsOfFirm(session.value.firm) : rooms.filter((room) => !shut.value.includes(room.name))))
  const groups = computed(() => [...new Set(open.value.map((room) => room.group))].map((name) => ({ name, rooms: open.value.filter((room) => room.group === name) })))
  return { rooms: open, groups }
}
