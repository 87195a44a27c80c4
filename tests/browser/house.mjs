// The real program, started for one test and gone after it: the server, and the devices that speak to it.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = resolve(fileURLToPath(new URL('../..', import.meta.url)))
export const hour = 3_600_000
const kReadyMs = 120_000
const kStopMs = 10_000
const kKeptOutput = 20_000 // characters of each process that a failure shows
const kAskEveryMs = 300

export const pause = (ms) => new Promise((done) => setTimeout(done, ms))

// Asks until the answer is worth something; a fault names what was waited for and what was last seen.
export async function until(what, ask, patience = 120_000) {
  const end = Date.now() + patience
  for (let last; ; await pause(kAskEveryMs)) {
    const answer = await ask((seen) => (last = seen))
    if (answer) return answer
    if (Date.now() > end) throw new Error(`waited ${patience / 1000} s for ${what}${last === undefined ? '' : `; last seen: ${JSON.stringify(last)}`}`)
  }
}

// A port that is free now: for what must know the address before the program stands.
export async function freePort() {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address()
  server.close()
  return port
}

// A child dies with this process however this process ends, where the system can promise that.
const setpriv = ['/usr/bin/setpriv', '/bin/setpriv'].find(existsSync)
function start(program, args, cwd = root) {
  const words = setpriv ? [setpriv, '--pdeathsig', 'KILL', program, ...args] : [program, ...args]
  const child = spawn(words[0], words.slice(1), { cwd, stdio: ['ignore', 'pipe', 'pipe'] })
  child.said = ''
  for (const pipe of [child.stdout, child.stderr]) pipe.on('data', (bytes) => (child.said = (child.said + bytes).slice(-kKeptOutput)))
  child.gone = once(child, 'exit')
  child.gone.catch(() => {})
  return child
}

async function stop(child) {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill('SIGTERM')
  const impatient = setTimeout(() => child.kill('SIGKILL'), kStopMs)
  await child.gone
  clearTimeout(impatient)
}

export class House {
  #children = []
  #cookie = ''
  port = 0 // any free one
  pages = join(root, 'web/dist')

  constructor(binary) {
    this.binary = resolve(binary)
    this.data = mkdtempSync(join(tmpdir(), 'qingshan-browser-'))
    this.folder = root // a spec may let another district be served from elsewhere, before it opens
    this.serving = ['--pack', 'packs/guancheng', '--data', this.data, '--demo-people']
  }

  async open() {
    this.server = start(this.binary, ['serve', ...this.serving, '--pages', this.pages, '--port', String(this.port),
      '--hj212-port', '0'], this.folder)
    this.#children.push(this.server)
    const [, http, hj212] = await until('the program to be ready', () => {
      if (this.server.exitCode !== null) throw new Error(`the program ended: ${this.server.said}`)
      return this.server.said.match(/ready http=(\d+) hj212=(\d+)/)
    }, kReadyMs)
    this.origin = `http://127.0.0.1:${http}`
    this.hj212 = hj212
    const demo = join(this.data, 'demo-password')
    this.password = existsSync(demo) ? readFileSync(demo, 'utf8').trim() : (await this.#firstPassword())
    return this
  }

  // What the program prints once, when nobody is known to it yet.
  #firstPassword() {
    return until('the first password', () => this.server.said.match(/first start: log in as admin with (\S+)/)?.[1])
  }

  // Devices of the pack on the air; further arguments as `qingshan simulate --help` names them.
  simulate(...args) {
    const devices = start(this.binary, ['simulate', '--pack', 'packs/guancheng', '--port', this.hj212, ...args.map(String)])
    this.#children.push(devices)
    return { stop: () => stop(devices) }
  }

  // Asks the interface as the duty officer, to know when something has happened; pages do the rest.
  async ask(path) {
    if (!this.#cookie) {
      const answer = await fetch(`${this.origin}/api/v1/session`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ user: 'duty', password: this.password }),
      })
      if (!answer.ok) throw new Error(`log-in answered ${answer.status}`)
      this.#cookie = answer.headers.get('set-cookie').split(';')[0]
    }
    const answer = await fetch(`${this.origin}/api/v1${path}`, { headers: { Cookie: this.#cookie } })
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`)
    return answer.json()
  }

  // The program ends, its data stay: `open` begins it anew.
  async shut() {
    await Promise.all(this.#children.splice(0).map(stop))
    this.#cookie = ''
  }

  async close() {
    await this.shut()
    rmSync(this.data, { recursive: true, force: true })
  }

  get said() {
    return this.#children.map((child) => child.said).join('\n')
  }
}

// The hour that ended last at `now`, by its beginning.
export const lastFullHour = (now = Date.now()) => Math.floor(now / hour) * hour - hour
