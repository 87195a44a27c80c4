import assert from 'node:assert/strict'
import { hour, lastFullHour, until } from './house.mjs'
import { phone } from './visitor.mjs'

export const title = 'a station goes bad; the street handles the case and the district closes it'

const site = 'air-s2'
const street = 'hanghaidonglu'
const kBad = 4 // moderately polluted and worse, HJ 633 table 2
const verbs = ['open', 'accept', 'note', 'note', 'reply', 'close']

const ourSite = async (house) => (await house.ask('/sites')).find((one) => one.id === site)
const iso = (ms) => new Date(ms).toISOString().replace(/\.\d+/, '')

// The district up to the hour before the last full one, and quiet.
async function quietDistrict(house, last) {
  const history = house.simulate('--from', iso(last), '--history', 3, '--realtime', 0, '--minutes', 0)
  await until('the hours before to be judged', async (note) => {
    const { at, index } = await ourSite(house)
    note({ at, index })
    return at === last - hour && index
  })
  await history.stop()
}

async function watchItGoBad(house, duty, last) {
  const marker = duty.at(`marker-${site}`)
  await marker.waitFor()
  const before = { ...(await ourSite(house)).index, text: await marker.innerText(), colour: await colourOf(marker) }
  assert.ok(Number(before.category) < kBad, `begins below category ${kBad}: ${before.category}`)
  const critical = duty.at('alert-feed').locator(`[data-testid^="alert-air_heavily_polluted~${site}~"]`)
  assert.equal(await critical.count(), 0)

  // An hour passes in 15 s; the episode is over this station only.
  await duty.page.evaluate(() => (window.neverReloaded = true))
  house.simulate('--from', iso(last), '--speed', 240, '--realtime', 600, '--minutes', 0, '--incident', `episode:${site}:0:7200:12`)
  await critical.waitFor({ timeout: 120_000 })
  await until('the marker to change', async () =>
    (await marker.innerText()) !== before.text && (await colourOf(marker)) !== before.colour)
  const after = (await ourSite(house)).index
  assert.ok(Number(after.category) >= kBad, `ends at category ${kBad} or worse: ${after.category}`)
  await until('the marker to be in alarm', async () => (await marker.getAttribute('data-status')) === 'alarm')
  assert.ok(await duty.page.evaluate(() => window.neverReloaded), 'all of it live')
  return critical
}

const colourOf = (marker) => marker.evaluate((element) => element.style.getPropertyValue('--c'))
const step = (who, name) => who.page.locator(`[data-testid="case-step"][data-step="${name}"]`).waitFor()

async function note(who, text) {
  await who.at('case-text').fill(text)
  await who.at('act-note').click()
}

async function handleAtThePhone(worker, colleague, id, photo) {
  await worker.at('tab-cases').click()
  await worker.at('cases-tab-all').click() // at night a colleague is on duty
  await worker.at(`case-${id}`).click()
  await step(worker, 'accept')
  await worker.at('act-accept').click()
  await step(worker, 'handle')
  await note(worker, '已到现场，洒水车两台')
  await worker.at('case-timeline').locator('[data-verb="note"]').waitFor()

  await worker.at('case-text').fill('工地已覆盖，道路已冲洗')
  await worker.at('act-reply').click()
  await worker.at('case-fault').waitFor() // no photo, no reply
  await colleague.goTo(`/cases/${encodeURIComponent(id)}`)
  await note(colleague, '第二台洒水车到场')
  await worker.at('case-timeline').locator('[data-verb="note"]').nth(1).waitFor()
  assert.ok(await worker.at('case-fault').isVisible(), 'what somebody else notes takes no fault away')
  await worker.at('case-photo').setInputFiles({ name: '现场 1.png', mimeType: 'image/png', buffer: photo })
  await worker.at('case-actions').locator('img').waitFor()
  await worker.at('act-reply').click()
  await step(worker, 'review')
}

export default async function ({ house, visit }) {
  const last = lastFullHour()
  await quietDistrict(house, last)
  const duty = await visit('duty')
  const alert = await watchItGoBad(house, duty, last)

  await alert.click()
  await duty.at('to-case').click()
  await step(duty, 'accept')
  const id = decodeURIComponent(duty.page.url().split('/cases/')[1])

  const [worker, colleague] = [await visit(street, { viewport: phone }), await visit(street)]
  await handleAtThePhone(worker, colleague, id, await worker.page.screenshot())

  await step(duty, 'review') // the district's page follows by itself
  const picture = duty.at('case-timeline').locator('[data-verb="reply"] img')
  await picture.scrollIntoViewIfNeeded()
  await until('the photo to be seen', () => picture.evaluate((image) => image.naturalWidth > 0))
  await duty.at('case-text').fill('复核属实，同意办结')
  await duty.at('act-close').click()
  await step(duty, 'closed')

  const told = await duty.at('case-timeline').locator('li').evaluateAll((items) => items.map((item) => item.dataset.verb).reverse())
  assert.deepEqual(told.filter((verb) => verbs.includes(verb)), verbs)
  const kept = await house.ask(`/cases/${encodeURIComponent(id)}`)
  assert.equal(kept.state, 'closed')
  assert.deepEqual(kept.timeline.filter((event) => event.verb === 'reply').map((event) => event.who), [street])
}
