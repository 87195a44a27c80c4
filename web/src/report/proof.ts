import type { Challenge } from './contract'

// Lets a thread of its own do the work of a challenge.
export function work({ challenge, bits }: Challenge): Promise<string> {
  return new Promise((done, fail) => {
    const worker = new Worker(new URL('./work.ts', import.meta.url), { type: 'module' })
    const end = () => worker.terminate()
    worker.onmessage = ({ data }: MessageEvent<string>) => {
      end()
      done(data)
    }
    worker.onerror = (event) => {
      end()
      fail(new Error(event.message))
    }
    worker.postMessage({ challenge, bits })
  })
}
