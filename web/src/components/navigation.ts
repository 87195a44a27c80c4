import { AlarmClock, Avatar, Bell, Camera, Checked, Collection, Cpu, DataAnalysis, DataLine, Files, Flag, Histogram, Iphone, Lightning, MapLocation, Medal, Notebook, Odometer, OfficeBuilding, Phone, Place, Reading, Share, Stamp, Sunny, Tickets, Upload, User, View } from '@element-plus/icons-vue'
import { computed, ref, type Component } from 'vue'
import { useRoute } from 'vue-router'
import { kFirm, recordPath } from '@/ledger/paths'
import { useSession } from '@/session'

export const kGroups = ['watch', 'work', 'registers', 'oversight', 'public', 'administration'] as const
export type Group = (typeof kGroups)[number]
export interface Room {
  name: string
  to: string
  icon: Component
  group: Group
}

// The rooms of the pages, by what people do in them.
const rooms: Room[] = [
  { name: 'duty', to: '/', icon: MapLocation, group: 'watch' },
  { name: 'alerts', to: '/alerts', icon: Bell, group: 'watch' },
  { name: 'map', to: '/map', icon: Place, group: 'watch' },
  { name: 'boards', to: '/boards', icon: Histogram, group: 'watch' },
  { name: 'cases', to: '/cases', icon: Files, group: 'work' },
  { name: 'field', to: '/field', icon: Iphone, group: 'work' },
  { name: 'dues', to: '/dues', icon: AlarmClock, group: 'work' },
  { name: 'roster', to: '/roster', icon: User, group: 'work' },
  { name: 'charge', to: '/charge', icon: Phone, group: 'work' },
  { name: 'registers', to: '/registers', icon: Notebook, group: 'registers' },
  { name: 'chain', to: '/chain', icon: Share, group: 'registers' },
  { name: 'checks', to: '/checks', icon: Stamp, group: 'registers' },
  { name: 'standards', to: '/standards', icon: Collection, group: 'registers' },
  { name: 'plan', to: '/plan', icon: Flag, group: 'oversight' },
  { name: 'inspections', to: '/inspections', icon: Checked, group: 'oversight' },
  { name: 'credit', to: '/credit', icon: Medal, group: 'oversight' },
  { name: 'transmission', to: '/transmission', icon: Upload, group: 'oversight' },
  { name: 'burning', to: '/burning', icon: Sunny, group: 'oversight' },
  { name: 'power', to: '/power', icon: Lightning, group: 'oversight' },
  { name: 'suspicion', to: '/suspicion', icon: DataLine, group: 'oversight' },
  { name: 'report', to: '/report', icon: Camera, group: 'public' },
  { name: 'published', to: '/open/inspections', icon: View, group: 'public' },
  { name: 'openPlan', to: '/open/plan', icon: Reading, group: 'public' },
  { name: 'openOutlets', to: '/open/outlets', icon: Odometer, group: 'public' },
  { name: 'devices', to: '/devices', icon: Cpu, group: 'administration' },
  { name: 'people', to: '/people', icon: Avatar, group: 'administration' },
  { name: 'audit', to: '/audit', icon: Tickets, group: 'administration' },
  { name: 'system', to: '/system', icon: DataAnalysis, group: 'administration' },
]
const kTabs = ['duty', 'alerts', 'cases', 'field'] // at the foot of a phone

// What a firm's manager needs: their outlets and tasks, their dossier, what is due, what is recorded and where it lies.
const roomsOfFirm = (firm: string): Room[] => [
  { name: 'portal', to: '/portal', icon: OfficeBuilding, group: 'work' },
  { name: 'dossier', to: recordPath(kFirm, firm), icon: Notebook, group: 'work' },
  ...['cases', 'dues', 'registers', 'map', 'standards'].flatMap((name) => rooms.find((room) => room.name === name) ?? []),
]

// 折叠: which groups this browser holds open; the group of the page is always open.
const kFolds = 'qingshan.rail'
const kOpenAtFirst: Partial<Record<Group, boolean>> = { watch: true, work: true }
function remembered(): Partial<Record<Group, boolean>> {
  try {
    return { ...kOpenAtFirst, ...(JSON.parse(localStorage.getItem(kFolds) ?? '{}') as object) }
  } catch {
    return kOpenAtFirst // what is kept there is no longer ours
  }
}
const folds = ref(remembered())

export function useNavigation() {
  const route = useRoute()
  const { session, isAdmin, isAuditor } = useSession()
  const shut = computed(() => [...(isAdmin.value ? [] : ['people']), ...(isAuditor.value ? [] : ['audit'])])
  const ofFirm = computed(() => session.value?.firm ?? '')
  const open = computed(() => (ofFirm.value ? roomsOfFirm(ofFirm.value) : rooms.filter((room) => !shut.value.includes(room.name))))
  const isHere = (room: Room) => room.to === route.path || (room.to !== '/' && route.path.startsWith(`${room.to}/`)) || (room.name === 'registers' && route.path.startsWith('/firms/') && !ofFirm.value)
  const groups = computed(() =>
    kGroups.flatMap((name) => {
      const own = open.value.filter((room) => room.group === name)
      return own.length ? [{ name, rooms: own, here: own.some(isHere) }] : []
    }),
  )
  // A handful needs no folding.
  const isOpen = (group: { name: Group; here: boolean }) => !!ofFirm.value || group.here || !!folds.value[group.name]
  function fold(group: { name: Group; here: boolean }) {
    folds.value = { ...folds.value, [group.name]: !isOpen(group) }
    localStorage.setItem(kFolds, JSON.stringify(folds.value))
  }
  const tabs = computed(() => (ofFirm.value ? open.value.slice(0, kTabs.length) : kTabs.flatMap((name) => open.value.find((room) => room.name === name) ?? [])))
  return { groups, tabs, isHere, isOpen, fold }
}
