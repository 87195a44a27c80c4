import vue from '@vitejs/plugin-vue'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const service = 'http://127.0.0.1:8080'

export default defineConfig({
  plugins: [vue()],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  server: { proxy: { '/api': service, '/metrics': service } },
  build: {
    target: 'es2020',
    assetsInlineLimit: 0, // a data: URI would need a wider Content-Security-Policy
    chunkSizeWarningLimit: 1100, // MapLibre is one file of 970 kB, loaded only with the map
  },
  test: { environment: 'jsdom', include: ['tests/**/*.test.ts'] },
})
