import assert from 'node:assert/strict'
import { phone } from './visitor.mjs'

export const title = 'somebody without a log-in reports with a phone, follows it, sends another photo, is answered, judges and is rewarded; few may learn who it was'

const kPhone = '13712340000'
const kHtml = '<img src=x onerror="document.title=1">裸土未覆盖，车过扬尘'

// Somebody of the office, over the interface: their pages have tests of their own.
async function staff(house, user) {
  const body = JSON.stringify({ user, password: house.password })
  const headers = { 'Content-Type': 'application/json' }
  const answer = await fetch(`${house.origin}/api/v1/session`, { method: 'POST', headers, body })
  const { csrf } = await answer.json()
  const cookie = answer.headers.get('set-cookie').split(';')[0]
  return async (method, path, sent, more = {}) => {
    const said = await fetch(`${house.origin}/api/v1${path}`, {
      method, headers: { ...headers, Cookie: cookie, 'X-Qingshan-Csrf': csrf, ...more },
      body: sent === undefined || sent instanceof Buffer ? sent : JSON.stringify(sent),
    })
    return { status: said.status, ...(await said.json()) }
  }
}

async function report(who) {
  await who.goTo('/login')
  await who.at('to-report').click()
  await who.at('report-form').waitFor()
  await who.at('report-send').click()
  await who.at('report-fault').waitFor() // nothing said yet
  await who.at('topic-dust').check({ force: true })
  await who.at('report-text').fill(kHtml)
  await who.at('report-photo').setInputFiles({ name: '现场.png', mimeType: 'image/png', buffer: await who.page.screenshot() })
  const box = await who.at('report-map').boundingBox()
  await who.page.mouse.click(box.x + box.width / 2, box.y + box.height / 2)
  await who.at('report-phone').fill(kPhone)
  await who.at('report-send').click()
  await who.at('report-done').waitFor()
  return { number: await who.at('report-number').innerText(), code: await who.at('report-code').innerText() }
}

const stage = (who, id) => who.page.locator(`[data-testid="stage-now"][data-stage="${id}"]`).waitFor()

async function look(who, name) {
  await who.goTo('/follow')
  await who.at('follow-number').fill(name.number)
  await who.at('follow-code').fill(name.code)
  await who.at('follow-ask').click()
}

async function handled(duty, street, name, photo) {
  const { items } = await duty('GET', `/cases?subject=complaint/${name.number}`)
  const act = async (who, deed) => {
    const done = await who('POST', `/cases/${encodeURIComponent(items[0].id)}/actions`, deed)
    assert.equal(done.status, 200, JSON.stringify(done))
  }
  const { hash } = await street('POST', '/evidence', photo, { 'Content-Type': 'image/png', 'X-File-Name': 'there.png' })
  await act(duty, { verb: 'accept' })
  await act(duty, { verb: 'assign', street: items[0].street })
  await act(street, { verb: 'arrive', text: '到场，裸土未覆盖', evidence: [hash] })
  await act(street, { verb: 'submit', text: '已覆盖', evidence: [hash], form: { true_word: 'true', measures: '督促覆盖' } })
  await act(duty, { verb: 'close', form: { reply: '情况属实，已覆盖防尘网。' } })
}

async function rewarded(officer, name) {
  const propose = (amount) => officer('POST', '/records/reward', { fields: { complaint: name.number, rule: 'dust', amount } })
  const beyond = await propose(500)
  assert.equal(beyond.status, 422)
  assert.match(beyond.faults[0].zh, /标准为 20 至 100 元.*未核对/)
  const reward = await propose(50)
  assert.equal(reward.status, 201, JSON.stringify(reward))
  assert.equal((await propose(50)).status, 422, 'once per report')
  const approved = await officer('POST', `/records/reward/${reward.id}/move`, { verb: 'approve', revision: reward.revision })
  assert.equal(approved.status, 200, JSON.stringify(approved))
}

export default async function ({ house, visit }) {
  const citizen = await visit(null, { viewport: phone, theme: 'light' })
  citizen.expected = / (401|404|422) /
  const name = await report(citizen)
  await citizen.at('to-follow').click()
  await stage(citizen, 'received')
  assert.doesNotMatch(citizen.page.url(), new RegExp(name.code), 'the code is in no address')
  assert.equal(await citizen.at('follow-photos').innerText(), '已有 1 张照片')
  await citizen.at('report-photo').setInputFiles({ name: '补充.png', mimeType: 'image/png', buffer: await citizen.page.screenshot() })
  await citizen.at('follow-add').click()
  await citizen.at('follow-said').waitFor()
  assert.equal(await citizen.at('follow-photos').innerText(), '已有 2 张照片')

  // Whoever has the wrong code learns nothing.
  const stranger = await visit(null, { viewport: phone, theme: 'dark', locale: 'en' })
  stranger.expected = / (401|404) /
  await look(stranger, { ...name, code: '2222-2222-2222' })
  await stranger.at('follow-fault').waitFor()

  const duty = await staff(house, 'duty')
  const record = await duty('GET', `/records/complaint/${name.number}`)
  const street = await staff(house, record.fields.street)
  await handled(duty, street, name, await citizen.page.screenshot())
  await rewarded(await staff(house, 'department'), name)

  await look(citizen, name)
  await stage(citizen, 'closed')
  assert.equal(await citizen.at('follow-reply').innerText(), '情况属实，已覆盖防尘网。')
  assert.match(await citizen.at('follow-reward').innerText(), /50 元/)
  await citizen.page.getByText(kHtml).waitFor() // html is text
  await citizen.at('satisfied-yes').click()
  await citizen.at('follow-said').waitFor()
  assert.equal((await duty('GET', `/records/complaint/${name.number}`)).fields.satisfied, 'yes')

  // An officer opens the seal for a reason; the duty officer may not, and sees who did.
  const officer = await visit('department')
  await officer.goTo(`/registers/complaint/${name.number}`)
  await officer.at('identity-open').click()
  await officer.at('identity-why').fill('联系发放奖励')
  await officer.at('identity-go').click()
  assert.match(await officer.at('identity-plain').innerText(), new RegExp(kPhone))
  const watcher = await visit('duty')
  await watcher.goTo(`/registers/complaint/${name.number}`)
  await watcher.at('identity-openings').getByText('联系发放奖励').waitFor()
  assert.equal(await watcher.at('identity-open').count(), 0)
  assert.equal(await watcher.page.getByText(kPhone).count(), 0)
}
