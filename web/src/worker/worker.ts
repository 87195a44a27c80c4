/// <reference lib="webworker" />
// The service worker: keeps the program's own files, so that it opens without a net. Nothing that the service
// answers passes through here; what people read is kept by the page itself, under their name.
export {}
declare const self: ServiceWorkerGlobalScope

const shell = JSON.parse('__SHELL__') as { version: string; files: string[] } // by vite.config.ts
const kShell = `shell-${shell.version}`
const kAssets = `assets-${shell.version}` // large files, kept when they are first used
const kServices = /^\/(api|ogc|metrics)(\/|$)/

self.addEventListener('install', (event) => {
  event.waitUntil(caches.open(kShell).then((cache) => cache.addAll(shell.files)))
})

self.addEventListener('activate', (event) => {
  const old = (name: string) => name !== kShell && name !== kAssets
  event.waitUntil((async () => {
    for (const name of await caches.keys()) if (old(name)) await caches.delete(name)
    await self.clients.claim()
  })())
})

self.addEventListener('message', (event) => {
  if (event.data === 'take-over') void self.skipWaiting()
  if (event.data === 'hold') event.waitUntil(self.clients.claim())
})

async function page(request: Request): Promise<Response> {
  return (await caches.match('/index.html', { cacheName: kShell })) ?? fetch(request)
}

async function file(request: Request): Promise<Response> {
  const kept = await caches.match(request, { ignoreSearch: true })
  if (kept) return kept
  const answer = await fetch(request)
  if (answer.ok && new URL(request.url).pathname.startsWith('/assets/')) {
    const copy = answer.clone()
    void caches.open(kAssets).then((cache) => cache.put(request, copy))
  }
  return answer
}

self.addEventListener('fetch', (event) => {
  const { request } = event
  const url = new URL(request.url)
  if (request.method !== 'GET' || url.origin !== location.origin || kServices.test(url.pathname)) return
  event.respondWith(request.mode === 'navigate' ? page(request) : file(request))
})
