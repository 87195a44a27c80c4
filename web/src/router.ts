import { createRouter, createWebHistory } from 'vue-router'
import { whenUnauthorised } from './api'
import { useSession } from './session'

export const router = createRouter({
  history: createWebHistory(),
  scrollBehavior: (_to, _from, saved) => saved ?? { top: 0 },
  routes: [
    { path: '/login', name: 'login', component: () => import('./pages/LoginPage.vue') },
    { path: '/', name: 'duty', component: () => import('./pages/DutyPage.vue') },
  ],
})

router.beforeEach(async (to) => {
  const { resume } = useSession()
  try {
    const session = await resume()
    if (to.name === 'login') return session ? { name: 'duty' } : true
    return session ? true : { name: 'login', query: to.path === '/' ? {} : { to: to.fullPath } }
  } catch {
    return to.name === 'login' ? true : { name: 'login' }
  }
})

whenUnauthorised(() => {
  useSession().forget()
  void router.push({ name: 'login', query: { to: router.currentRoute.value.fullPath } })
})
