import { computed, ref } from 'vue'
import { api, ApiError, setCsrf } from './api'
import type { Role, Session } from './contract'

const session = ref<Session | null>(null)
let asked = false

function enter(found: Session | null) {
  session.value = found
  setCsrf(found?.csrf ?? '')
}

export const useSession = () => ({
  session,
  mayWork: computed(() => hasRole('district_duty', 'street', 'engineer', 'admin')),
  isStreet: computed(() => hasRole('street') && !hasRole('district_duty', 'admin')),
  isAdmin: computed(() => hasRole('admin')),
  isEngineer: computed(() => hasRole('engineer', 'admin', 'district_duty')),

  // Who is logged in, asked of the service once per page load.
  async resume(): Promise<Session | null> {
    if (!asked) {
      try {
        enter(await api.session())
      } catch (fault) {
        if (!(fault instanceof ApiError && fault.status === 401)) throw fault
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
    await api.logOut()
    enter(null)
  },
  // Asked anew after the account changed.
  renew: async () => enter(await api.session()),
  forget: () => enter(null),
})

function hasRole(...roles: Role[]): boolean {
  return session.value?.roles.some((role) => roles.includes(role)) ?? false
}
