import assert from 'node:assert/strict'
import { until } from './house.mjs'
import { phone } from './visitor.mjs'

export const title = 'a site is visited by the check list at the phone, off line too: score, signature, each fault a case with its day, the street ranked'

const street = 'dongdajie'
const items = ['fenced', 'covered', 'wet', 'washed', 'hardened', 'sealed', 'filmed', 'machines', 'no_concrete', 'no_mortar', 'supervisor', 'grid_worker', 'manager']
const day = (ms) => new Date(ms + 8 * 3_600_000).toISOString().slice(0, 10)

export default async function ({ house, visit }) {
  const worker = await visit(street, { viewport: phone, serviceWorkers: 'allow', place: [113.6812, 34.7521] })
  worker.expected = / (401|409|422) |ERR_INTERNET_DISCONNECTED|Failed to load resource/
  const sites = (await house.ask(`/records/site?where=${encodeURIComponent(JSON.stringify([['street', '=', street]]))}&limit=5`)).items
  assert.ok(sites.length, 'the demonstration has a site in the street')
  const site = sites[0]

  await worker.goTo('/field')
  await worker.page.evaluate(() => navigator.serviceWorker.ready.then(() => true))
  await until('the worker to hold the page', () => worker.page.evaluate(() => !!navigator.serviceWorker.controller))
  await worker.at('get-ready').click()
  await until('sites to choose from', async () => /[1-9]\d* 条/.test(await worker.at('kept').innerText()))
  await worker.goTo(`/visits/new/dust_eight?about=${encodeURIComponent(site.id)}`)
  await worker.at('item-fenced').waitFor()

  await worker.context.setOffline(true)
  await worker.page.reload()
  await worker.at('item-fenced').waitFor()
  await worker.at('visit-hand').click()
  await worker.at('visit-fault').waitFor() // nothing is answered yet
  for (const id of items) await worker.at(`${id}-${id === 'covered' ? 'bad' : 'good'}`).click()
  assert.equal(await worker.at('visit-score').innerText(), '90') // 10 of 100 weights are not met
  await worker.at('covered-note').fill('北侧堆土约 30 m² 未覆盖')
  await worker.at('visit-hand').click()
  assert.match(await worker.at('visit-fault').innerText(), /物料堆放覆盖 100%/) // a fault needs its photo
  await worker.at('covered-photo').setInputFiles({ name: '堆土.png', mimeType: 'image/png', buffer: await worker.page.screenshot() })
  await worker.at('item-covered').locator('img').waitFor()
  const pad = worker.at('signature')
  await pad.scrollIntoViewIfNeeded()
  const box = await pad.boundingBox()
  await worker.page.mouse.move(box.x + 30, box.y + 60)
  await worker.page.mouse.down()
  await worker.page.mouse.move(box.x + 160, box.y + 90, { steps: 8 })
  await worker.page.mouse.up()
  await worker.at('sign-again').waitFor()
  await worker.at('signed-by').fill('工地负责人')
  await worker.at('visit-hand').click()
  await worker.at('deed-waiting').waitFor()

  await worker.context.setOffline(false)
  const visits = () => house.ask(`/records/visit?where=${encodeURIComponent(JSON.stringify([['site', '=', site.id], ['signed_by', '=', '工地负责人']]))}`)
  const [kept] = await until('the visit to arrive', async () => (await visits()).items.length && (await visits()).items)
  await worker.at('deed-sent').waitFor()
  assert.equal((await visits()).items.length, 1, 'exactly one visit')
  assert.equal(kept.fields.score, 90)
  assert.equal(kept.fields.signature.length, 1)
  assert.equal(kept.fields.street, street)

  // Its one fault is one case, due at the end of the day after.
  const faults = (await house.ask(`/records/visit_fault?where=${encodeURIComponent(JSON.stringify([['visit', '=', kept.id]]))}`)).items
  assert.equal(faults.length, 1)
  assert.equal(faults[0].fields.due_on, day(Date.parse(kept.fields.checked_on) + 16 * 3_600_000))
  const cases = await until('its case', async () => (await house.ask(`/cases?subject=visit_fault/${faults[0].id}`)).items)
  assert.equal(cases.length, 1)
  assert.equal(day(cases[0].case_due_at - 1), faults[0].fields.due_on)

  // The site's page has its score and history; the street stands in the ranking.
  const duty = await visit('duty')
  await duty.goTo(`/registers/site/${encodeURIComponent(site.id)}`)
  await until('the latest score', async () => (await duty.at('latest-score').innerText()) === '90')
  await duty.goTo('/visits?list=dust_eight')
  await duty.at(`rank-${street}`).waitFor()
  await duty.at('visits-recent').waitFor()
}
