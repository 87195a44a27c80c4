import { createRouter, createWebHistory } from 'vue-router'
import { whenUnauthorised } from './api'
import { shown } from './field/kept'
import { useSession } from './session'

export const router = createRouter({
  history: createWebHistory(),
  scrollBehavior: (_to, _from, saved) => saved ?? { top: 0 },
  routes: [
    { path: '/login', name: 'login', component: () => import('./pages/LoginPage.vue') },
    { path: '/report', name: 'report', meta: { open: true }, component: () => import('./pages/ReportPage.vue') },
    { path: '/follow', name: 'follow', meta: { open: true }, component: () => import('./pages/FollowPage.vue') },
    { path: '/', name: 'duty', component: () => import('./pages/DutyPage.vue') },
    { path: '/sites/:id', name: 'site', props: true, component: () => import('./pages/SitePage.vue') },
    { path: '/alerts', name: 'alerts', component: () => import('./pages/AlertsPage.vue') },
    { path: '/alerts/:id', name: 'alert', props: true, component: () => import('./pages/AlertPage.vue') },
    { path: '/cases', name: 'cases', component: () => import('./pages/CasesPage.vue') },
    { path: '/cases/:id', name: 'case', props: true, component: () => import('./pages/CasePage.vue') },
    { path: '/workflows/:id', name: 'workflow', props: true, component: () => import('./pages/WorkflowPage.vue') },
    { path: '/field', name: 'field', component: () => import('./pages/FieldPage.vue') },
    { path: '/visits', name: 'visits', component: () => import('./pages/VisitsPage.vue') },
    { path: '/visits/new/:list', name: 'visit', props: true, component: () => import('./pages/VisitPage.vue') },
    { path: '/devices', name: 'devices', component: () => import('./pages/DevicesPage.vue') },
    { path: '/standards', name: 'standards', component: () => import('./pages/StandardsPage.vue') },
    { path: '/roster', name: 'roster', component: () => import('./pages/RosterPage.vue') },
    { path: '/system', name: 'system', component: () => import('./pages/SystemPage.vue') },
    { path: '/map', name: 'map', component: () => import('./pages/MapPage.vue') },
    { path: '/registers', name: 'registers', component: () => import('./pages/RegistersPage.vue') },
    { path: '/registers/:name', name: 'register', props: true, component: () => import('./pages/RegisterPage.vue') },
    { path: '/registers/:kind/new', name: 'record-new', props: true, component: () => import('./pages/RecordPage.vue') },
    { path: '/registers/:kind/:id', name: 'record', props: true, component: () => import('./pages/RecordPage.vue') },
    { path: '/portal', name: 'portal', component: () => import('./pages/PortalPage.vue') },
    { path: '/firms/:id', name: 'firm', props: true, component: () => import('./pages/FirmPage.vue') },
    { path: '/dues', name: 'dues', component: () => import('./pages/DuesPage.vue') },
    { path: '/boards/:id?', name: 'boards', props: true, component: () => import('./pages/BoardPage.vue') },
    { path: '/vehicles', name: 'vehicles', component: () => import('./pages/VehiclesPage.vue') },
    { path: '/chain', name: 'chain', component: () => import('./pages/ChainPage.vue') },
    { path: '/checks', name: 'checks', component: () => import('./pages/ChecksPage.vue') },
    { path: '/inspections', name: 'inspections', component: () => import('./pages/InspectionsPage.vue') },
    { path: '/credit', name: 'credit', component: () => import('./pages/CreditPage.vue') },
    { path: '/open/inspections/:id?', name: 'open-inspections', props: true, meta: { open: true }, component: () => import('./pages/OpenInspectionsPage.vue') },
    { path: '/open/outlets', name: 'open-outlets', meta: { open: true }, component: () => import('./pages/OpenOutletsPage.vue') },
    { path: '/transmission', name: 'transmission', component: () => import('./pages/TransmissionPage.vue') },
    { path: '/open/plan', name: 'open-plan', meta: { open: true }, component: () => import('./pages/OpenPlanPage.vue') },
    { path: '/plan', name: 'plan', component: () => import('./pages/PlanPage.vue') },
    { path: '/minute', name: 'minute', component: () => import('./pages/MinutePage.vue') },
    // It fills the screen and stays where it is whatever happens.
    { path: '/wall', name: 'wall', meta: { bare: true, stays: true }, component: () => import('./pages/WallPage.vue') },
    { path: '/plan/streets/:id', name: 'plan-street', props: true, component: () => import('./pages/PlanStreetPage.vue') },
    { path: '/plan/units/:id', name: 'plan-unit', props: true, component: () => import('./pages/PlanUnitPage.vue') },
    { path: '/plan/assessment', name: 'assessments', component: () => import('./pages/AssessmentsPage.vue') },
    { path: '/plan/assessment/:id', name: 'assessment-sheet', props: true, component: () => import('./pages/AssessmentSheetPage.vue') },
    { path: '/plan/compensation', name: 'compensation', component: () => import('./pages/CompensationPage.vue') },
    { path: '/yield', name: 'yield', component: () => import('./pages/YieldPage.vue') },
    { path: '/plan/tasks/:id', name: 'plan-task', props: true, component: () => import('./pages/PlanTaskPage.vue') },
    { path: '/plan/projects/:id', name: 'plan-project', props: true, component: () => import('./pages/PlanProjectPage.vue') },
    { path: '/plan/indicators/:id', name: 'plan-indicator', props: true, component: () => import('./pages/PlanIndicatorPage.vue') },
    { path: '/burning', name: 'burning', component: () => import('./pages/BurningPage.vue') },
    { path: '/power', name: 'power', component: () => import('./pages/PowerPage.vue') },
    { path: '/power/firms/:id', name: 'power-firm', props: true, component: () => import('./pages/PowerFirmPage.vue') },
    { path: '/suspicion', name: 'suspicion', component: () => import('./pages/SuspicionPage.vue') },
    { path: '/charge', name: 'charge', component: () => import('./pages/ChargePage.vue') },
    { path: '/first-steps', name: 'first-steps', component: () => import('./pages/FirstStepsPage.vue') },
    { path: '/notices', name: 'notices', component: () => import('./pages/NoticesPage.vue') },
    { path: '/account', name: 'account', component: () => import('./pages/AccountPage.vue') },
    { path: '/people', name: 'people', component: () => import('./pages/PeoplePage.vue') },
    { path: '/audit', name: 'audit', component: () => import('./pages/AuditPage.vue') },
    { path: '/:rest(.*)', name: 'lost', component: () => import('./pages/LostPage.vue') },
  ],
})

router.beforeEach(async (to) => {
  if (to.meta.open) return true // for everybody, whoever is logged in
  const { resume } = useSession()
  try {
    const session = await resume()
    if (to.name === 'login') return session ? { name: 'duty' } : true
    if (session?.owes) return to.name === 'first-steps' ? true : { name: 'first-steps' }
    if (session && to.name === 'first-steps') return { name: 'duty' }
    if (session?.firm && to.name === 'duty') return { name: 'portal' } // a firm has no district to watch
    return session ? true : { name: 'login', query: to.path === '/' ? {} : { to: to.fullPath } }
  } catch {
    return to.name === 'login' ? true : { name: 'login' }
  }
})

router.afterEach(() => {
  shown.oldest = 0
})

// A part of the program that was never opened with a net cannot be loaded without one.
router.onError((_fault, to) => {
  if (to.name !== 'field' && !navigator.onLine) void router.replace({ name: 'field', query: { missing: to.fullPath } })
})

whenUnauthorised(() => {
  useSession().forget()
  if (router.currentRoute.value.meta.stays) return
  void router.push({ name: 'login', query: { to: router.currentRoute.value.fullPath } })
})
