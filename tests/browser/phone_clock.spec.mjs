import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, request } from 'node:http'
import { hour, until } from './house.mjs'
import { write } from './registers.mjs'
import { phone } from './visitor.mjs'

export const title = 'a phone whose clock is five hours ahead: the photo stands at its true time with the flag; a new version is announced and taken over without losing a draft'

const ahead = 5 * hour
const near = 10 * 60_000
const street = 'dongdajie'

// The house behind a door of its own, which later hands out another worker.js, as after an update.
async function door(house) {
  let renewed = false
  const server = createServer((asked, answer) => {
    const inner = request(house.origin + asked.url, { method: asked.method, headers: { ...asked.headers, host: new URL(house.origin).host } }, async (told) => {
      if (asked.url !== '/worker.js' || !renewed) {
        answer.writeHead(told.statusCode, told.headers)
        told.pipe(answer)
        return
      }
      let text = ''
      for await (const piece of told.setEncoding('utf8')) text += piece
      const { 'content-length': _, etag: __, ...headers } = told.headers
      answer.writeHead(200, headers)
      answer.end(text.replace(/(version\\*":\\*")[0-9a-f]+/, '$1feedfeedfeed'))
    })
    inner.on('error', () => answer.destroy())
    asked.pipe(inner)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return { origin: `http://127.0.0.1:${server.address().port}`, renew: () => (renewed = true), close: () => server.closeAllConnections() ?? server.close() }
}

async function openFor(house) {
  const { id } = await write(house, '/cases', { workflow: 'supervision', title: '手机时钟不准', text: '请查清', street: '' })
  await write(house, `/cases/${encodeURIComponent(id)}/actions`, { verb: 'assign_street', text: '请办理', evidence: [], street })
  return `/cases/${encodeURIComponent(id)}`
}

export default async function ({ house, visit }) {
  const path = await openFor(house)
  const front = await door(house)
  try {
    const worker = await visit(null, { viewport: phone, serviceWorkers: 'allow', place: [113.6812, 34.7521] })
    worker.house = { ...house, origin: front.origin, password: house.password }
    await worker.context.addInitScript((shift) => {
      const True = Date
      globalThis.Date = class extends True {
        constructor(...given) {
          if (given.length) super(...given)
          else super(True.now() + shift)
        }
        static now() {
          return True.now() + shift
        }
      }
    }, ahead)
    await worker.logIn(street)
    await worker.goTo('/field')
    await worker.page.evaluate(() => navigator.serviceWorker.ready.then(() => true))
    await until('the worker to hold the page', () => worker.page.evaluate(() => !!navigator.serviceWorker.controller))

    await worker.goTo(path)
    await worker.at('case-text').fill('已经覆盖完毕')
    await worker.at('case-photo').setInputFiles({ name: '现场.png', mimeType: 'image/png', buffer: await worker.page.screenshot() })
    await worker.at('case-actions').locator('img').waitFor()
    await worker.at('act-reply').click()
    await worker.at('clock-ahead').waitFor()
    const told = await until('the answer on the time line', async () => (await house.ask(path)).timeline.find((event) => event.verb === 'reply'))
    const [photo] = told.evidence
    assert.ok(Math.abs(photo.ahead_s * 1000 - ahead) < near, `${photo.ahead_s} s ahead`)
    assert.ok(Math.abs(photo.taken_at - Date.now()) < near, 'the time of the photo is set right')
    assert.ok(Math.abs(told.at - Date.now()) < near)
    assert.deepEqual(photo.doubts.filter((word) => word === 'ahead'), [], 'set right, it is not of the future')

    // A draft, then a new version of the program.
    const next = await openFor(house)
    await worker.goTo(next)
    await worker.at('case-text').fill('写到一半')
    await worker.page.waitForTimeout(600)
    front.renew()
    await worker.page.evaluate(async () => (await navigator.serviceWorker.getRegistration()).update())
    await worker.at('new-version').waitFor()
    assert.equal(await worker.at('case-text').inputValue(), '写到一半', 'nothing moves before the person says so')
    await Promise.all([worker.page.waitForEvent('load'), worker.at('change-over').click()])
    await worker.at('draft-restored').waitFor()
    assert.equal(await worker.at('case-text').inputValue(), '写到一半')
    const kept = await worker.page.evaluate(() => caches.keys())
    assert.ok(kept.includes('shell-feedfeedfeed') && kept.every((name) => name.endsWith('feedfeedfeed')), kept.join(' '))
    await worker.at('new-version').waitFor({ state: 'detached' })
  } finally {
    front.close()
  }
}
