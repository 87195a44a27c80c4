// 离线外壳: the service worker that keeps the program itself; a new version waits until the person says so.
import { ref } from 'vue'

const kLookMs = 30 * 60_000 // how often a page that stays open asks for a new version

export const newVersion = ref(false)
export const offersInstall = ref(false)
let arrived: ServiceWorker | null = null
let offer: (Event & { prompt?: () => Promise<unknown> }) | null = null

function tell(worker: ServiceWorker | null) {
  if (!worker) return
  const see = () => {
    // The first worker of all replaces nothing.
    if (worker.state !== 'installed' || !navigator.serviceWorker.controller) return
    arrived = worker
    newVersion.value = true
  }
  worker.addEventListener('statechange', see)
  see()
}

export async function startShell() {
  window.addEventListener('beforeinstallprompt', (event) => {
    event.preventDefault()
    offer = event
    offersInstall.value = true
  })
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return
  try {
    const registration = await navigator.serviceWorker.register('/worker.js')
    tell(registration.waiting)
    registration.addEventListener('updatefound', () => tell(registration.installing))
    setInterval(() => void registration.update().catch(() => undefined), kLookMs)
    // A page that opened while its worker was starting was not there to be claimed: it asks once more.
    const { active } = await navigator.serviceWorker.ready
    if (!navigator.serviceWorker.controller) active?.postMessage('hold')
  } catch {
    // no off-line shell here: a private window, or plain http; all else works
  }
}

// Drafts are on the phone already. The page is loaded anew as soon as the new worker has taken over.
export function changeOver() {
  navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true })
  arrived?.postMessage('take-over')
}

export async function install() {
  await offer?.prompt?.()
  offersInstall.value = false
}
