import assert from 'node:assert/strict'
import { headersOf, openFor, street } from './cases.mjs'
import { until } from './house.mjs'
import { phone } from './visitor.mjs'

export const title = 'a phone off line: photographed, filled in, closed and opened again, sent once when back; overtaken deeds are mended; log-out leaves nothing'

const serviceWorkers = 'allow'

// A colleague is faster.
async function replyAs(who, { path }) {
  const headers = await headersOf(who)
  const hash = await who.page.evaluate(async (sent) => {
    const bytes = await new Promise((done) => document.createElement('canvas').toBlob(done, 'image/png'))
    const answer = await fetch('/api/v1/evidence', { method: 'POST', body: bytes, headers: { ...sent, 'X-File-Name': 'wash.png' } })
    return (await answer.json()).hash
  }, headers)
  const done = await who.page.request.post(`${who.house.origin}/api/v1${path}/actions`, { headers, data: { verb: 'reply', text: '已冲洗', evidence: [hash] } })
  assert.equal(done.status(), 200, await done.text())
}

// What the phone keeps, by its keys.
const inDrawer = (who, drawer) => who.page.evaluate((name) => new Promise((done) => {
  const request = indexedDB.open('qingshan-field', 1)
  request.onsuccess = () => {
    const keys = request.result.transaction(name).objectStore(name).getAllKeys()
    keys.onsuccess = () => done(keys.result.map((key) => key.join(' ')))
  }
}), drawer)

const replies = (item) => item.timeline.filter((event) => event.verb === 'reply')

export default async function ({ house, visit }) {
  const duty = await visit('duty')
  const first = await openFor(duty, '紫荆山路裸土未覆盖')
  const second = await openFor(duty, '商城路渣土车带泥')

  const worker = await visit(street, { viewport: phone, serviceWorkers, place: [113.6812, 34.7521] })
  worker.expected = / (401|409|422) |ERR_INTERNET_DISCONNECTED|Failed to load resource/
  await worker.goTo('/field')
  await worker.at('field-page').waitFor()
  await worker.page.evaluate(() => navigator.serviceWorker.ready.then(() => true))
  await until('the worker to hold the page', () => worker.page.evaluate(() => !!navigator.serviceWorker.controller))
  for (const { path } of [second, first]) {
    await worker.goTo(path)
    await worker.at('act-reply').waitFor()
    await until(`${path} to be kept`, async () => (await inDrawer(worker, 'answers')).some((key) => key.endsWith(path)))
  }

  // The net is gone; the program is closed and opened again, and still has the case, with its age.
  await worker.context.setOffline(true)
  await worker.page.reload()
  await worker.at('act-reply').waitFor()
  await worker.at('kept-note').waitFor()
  await worker.at('case-text').fill('已用密目网覆盖完毕')
  await worker.at('case-photo').setInputFiles({ name: '现场.png', mimeType: 'image/png', buffer: await worker.page.screenshot() })
  await worker.at('case-actions').locator('img').waitFor()
  await worker.page.waitForTimeout(600)
  await worker.page.reload() // in the middle of it: nothing that was typed or photographed is lost
  await worker.at('draft-restored').waitFor()
  assert.equal(await worker.at('case-text').inputValue(), '已用密目网覆盖完毕')
  await worker.at('case-actions').locator('img').waitFor()
  await worker.at('act-reply').click()
  await worker.at('act-waits').waitFor()
  assert.equal(await worker.at('act-reply').count(), 0, 'what waits cannot be done twice')

  // A second case, which a colleague will move before the phone is back.
  await worker.page.goto(`${house.origin}${second.path}`)
  await worker.at('act-pause').waitFor()
  await worker.at('case-text').fill('等待检测报告')
  await worker.at('act-pause').click()
  await worker.at('act-waits').waitFor()
  await worker.at('bar-waiting').click()
  await until('both to wait', async () => (await worker.at('deed-waiting').count()) === 2)
  await replyAs(await visit(`${street}-2`), second)

  // The answer to the first deed is lost on its way: the phone sends it again, and it counts once.
  let lost = 0
  await worker.page.route('**/actions', async (route) => {
    if (lost++ > 0) return route.continue()
    await route.fetch()
    await route.abort('connectionreset')
  })
  await worker.context.setOffline(false)
  await until('the first to arrive', async () => replies(await house.ask(first.path)).length > 0)
  await until('the queue to know', async () => (await worker.at('deed-sent').count()) >= 1)
  const told = await house.ask(first.path)
  assert.equal(replies(told).length, 1, 'exactly one record of what was done off line')
  const [reply] = replies(told)
  assert.equal(reply.text, '已用密目网覆盖完毕')
  assert.equal(reply.evidence.length, 1)
  assert.ok(reply.made_at && reply.made_at <= reply.at, 'it says when it was done')
  assert.ok(lost >= 2, 'it was sent twice')

  // What somebody else overtook waits for its person: mended, or dropped.
  await worker.at('deed-overtaken').waitFor()
  await worker.at('deed-mend').click()
  await worker.at('draft-restored').waitFor()
  assert.equal(await worker.at('case-text').inputValue(), '等待检测报告', 'nothing that was typed is lost')

  // Another person on this phone sees none of it; nothing is left after log-out.
  await worker.goTo('/field')
  await worker.at('log-out').click()
  await worker.at('login-user').waitFor()
  for (const drawer of ['deeds', 'answers', 'photos', 'drafts'])
    assert.deepEqual(await inDrawer(worker, drawer), [], 'nothing of the person is left on the phone')
}
