import vue from '@vitejs/plugin-vue'
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Plugin } from 'vite'
import { defineConfig } from 'vitest/config'

const service = 'http://127.0.0.1:8080'
const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const kLargest = 400_000 // bytes of a file that everybody's phone keeps; larger ones are kept when used

// Tells the service worker which files make the program and which version of it they are.
function shell(): Plugin {
  return {
    name: 'shell',
    apply: 'build',
    enforce: 'post',
    generateBundle(_options, bundle) {
      const worker = bundle['worker.js']
      if (worker?.type !== 'chunk') throw new Error('there is no worker.js')
      const size = (file: (typeof bundle)[string]) => (file.type === 'chunk' ? file.code : file.source).length
      const opens = (file: (typeof bundle)[string]) => file.type === 'chunk' && file.isEntry // nothing works without it
      const built = Object.values(bundle).filter((file) => file !== worker && (opens(file) || size(file) <= kLargest)).map((file) => file.fileName)
      const drawn = readdirSync(here('./public'))
      const files = [...new Set([...built, ...drawn, 'index.html'])].sort().map((name) => `/${name}`)
      const digest = createHash('sha256').update(files.join('\n')).update(worker.code)
      for (const name of drawn) digest.update(readFileSync(here(`./public/${name}`)))
      const told = JSON.stringify({ version: digest.digest('hex').slice(0, 12), files })
      worker.code = worker.code.replace(/["'`]__SHELL__["'`]/, () => JSON.stringify(told))
    },
  }
}

export default defineConfig({
  plugins: [vue(), shell()],
  resolve: { alias: { '@': here('./src') } },
  server: { proxy: { '/api': service, '/metrics': service } },
  build: {
    target: 'es2020',
    assetsInlineLimit: 0, // a data: URI would need a wider Content-Security-Policy
    chunkSizeWarningLimit: 1100, // MapLibre is one file of 970 kB, loaded only with the map
    rollupOptions: {
      input: { index: here('./index.html'), worker: here('./src/worker/worker.ts') },
      output: { entryFileNames: (chunk) => (chunk.name === 'worker' ? 'worker.js' : 'assets/[name]-[hash].js') },
    },
  },
  test: { environment: 'jsdom', include: ['tests/**/*.test.ts'] },
})
