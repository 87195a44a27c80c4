import { computed, ref } from 'vue'
import { api, ApiError, setCsrf } from './api'
import type { Role, Session } from './contract'
import { whenSending } from './field/deeds'
import { hasLeft, isLeaving, lastOwner, ownerEnters, ownerLeaves } from './field/owner'

const session = ref<Session | null>(null)
let asked = false

function enter(found: Session | null) {
  session.value = found
  setCsrf(found?.csrf ?? '')
  if (found) void ownerEnters(found)
}

const statusOf = (fault: unknown) => (fault instanceof ApiError ? fault.status : -1)

// Somebody logged out where the service could not be reached: their session is closed now.
async function finishLeaving() {
  try {
    setCsrf((await api.session()).csrf)
    await api.logOut()
  } catch (fault) {
    if (statusOf(fault) !== 401) throw fault
  }
  setCsrf('')
  hasLeft()
}

// Before the queue of what was done off line goes out.
whenSending(async () => {
  const user = session.value?.user
  if (!session.value?.csrf) {
    try {
      const found = await api.session()
      if (found.user === user) {
        session.value = found
        setCsrf(found.csrf)
      }
    } catch (fault) {
      if (statusOf(fault) !== 401) throw fault
    }
  }
  return !!session.value?.csrf && session.value.user === user
})

export const useSession = () => ({
  session,
  mayWork: computed(() => hasRole('district_duty', 'street', 'engineer', 'admin')),
  isStreet: computed(() => hasRole('street') && !hasRole('district_duty', 'admin')),
  isAdmin: computed(() => hasRole('admin')),
  mayDraw: computed(() => hasRole('admin', 'district_duty', 'department')), // what inspections and audits are by lot
  isEngineer: computed(() => hasRole('engineer', 'admin', 'district_duty')),

  // Who is logged in, asked of the service once per page load.
  async resume(): Promise<Session | null> {
    if (!asked) {
      try {
        if (isLeaving()) await finishLeaving()
        else enter(await api.session())
      } catch (fault) {
        if (statusOf(fault) === 0 && !isLeaving()) session.value ??= lastOwner() // off line: who was here last
        if (statusOf(fault) === 0 && session.value) return session.value // and asked again at the next page
        if (statusOf(fault) !== 401) throw fault
        session.value = null
      }
      asked = true
    }
    return session.value
  },
  isAuditor: computed(() => hasRole('admin', 'auditor', 'district_duty')),
  async logIn(user: string, password: string, code?: string) {
    enter(await api.logIn(user, password, code))
    asked = true
  },
  async logOut() {
    const user = session.value?.user ?? ''
    let reached = true
    try {
      await api.logOut()
    } catch (fault) {
      if (![0, 401].includes(statusOf(fault))) throw fault
      reached = statusOf(fault) !== 0
    }
    enter(null)
    asked = reached
    await ownerLeaves(user, reached)
  },
  // Asked anew after the account changed.
  renew: async () => enter(await api.session()),
  forget: () => enter(null),
})

function hasRole(...roles: Role[]): boolean {
  return session.value?.roles.some((role) => roles.includes(role)) ?? false
}
