import assert from 'node:assert/strict'
import { openFor, street } from './cases.mjs'
import { hour, until } from './house.mjs'
import { phone } from './visitor.mjs'

export const title = 'a phone whose clock is five hours ahead: the photo stands at its true time, with the flag'

const ahead = 5 * hour
const near = 10 * 60_000

export default async function ({ house, visit }) {
  const duty = await visit('duty')
  const { path } = await openFor(duty, '手机时钟不准')
  const worker = await visit(null, { viewport: phone, place: [113.6812, 34.7521] })
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
    // The files that this phone makes go by the same clock.
    const made = Object.getOwnPropertyDescriptor(File.prototype, 'lastModified').get
    Object.defineProperty(File.prototype, 'lastModified', { get() { return made.call(this) + shift } })
  }, ahead)
  await worker.logIn(street)
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
}
