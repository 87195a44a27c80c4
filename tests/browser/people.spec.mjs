import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { until } from './house.mjs'

export const title = 'an account from its first password to its second factor, lock-out and reset; a token within its scope; a street sees its own'

const street = 'dongdajie'
const user = 'zhoushiyan'
const fresh = '青山绿水看得见 2026'
const kStepMs = 30_000
const kMostTries = 5

// RFC 6238 with SHA-1, 6 digits.
function codeAt(secret, ms) {
  const bits = [...secret].map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0')).join('')
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)))
  const step = Buffer.alloc(8)
  step.writeBigUInt64BE(BigInt(Math.floor(ms / kStepMs)))
  const mac = createHmac('sha1', key).update(step).digest()
  return String((mac.readUInt32BE(mac.at(-1) & 15) & 0x7fffffff) % 1e6).padStart(6, '0')
}

async function type(who, password) {
  await who.goTo('/login')
  await who.at('login-user').fill(user)
  await who.at('login-password').fill(password)
  await who.at('login-submit').click()
}

async function changePassword(who, old, next) {
  await who.at('password-old').fill(old)
  await who.at('password-new').fill(next)
  await who.at('password-again').fill(next)
  await who.at('password-save').click()
}

async function makePerson(admin) {
  await admin.at('group-administration').click()
  await admin.at('nav-people').click()
  await admin.at('person-add').click()
  await admin.at('person-id').fill(user)
  await admin.at('person-name').fill('周试验')
  await admin.at('person-roles').click()
  await admin.page.getByRole('option', { name: '街道值班' }).click()
  await admin.page.keyboard.press('Escape')
  await admin.at('person-form').getByTestId('street-select').click()
  await admin.page.getByRole('option', { name: '东大街' }).click()
  await admin.at('person-why').fill('新到岗')
  await admin.at('person-save').click()
  return shownPassword(admin)
}

async function shownPassword(admin) {
  const password = await admin.at('fresh-password').locator('code').innerText()
  await admin.page.reload()
  await admin.at(`person-${user}`).waitFor()
  assert.equal(await admin.at('fresh-password').count(), 0, 'it is shown once')
  return password
}

async function press(admin, name) {
  await admin.at(`person-${user}`).getByRole('button', { name, exact: true }).click()
  await admin.page.locator('.el-message-box input').fill('本人申请')
  await admin.page.locator('.el-message-box').getByRole('button', { name: /确定|OK/ }).click()
}

async function setUpTotp(who) {
  await who.at('who').click()
  await who.at('totp-begin').click()
  await who.at('totp-qr').waitFor()
  const secret = (await who.at('totp-panel').locator('.secret').innerText()).replace(/[^A-Z2-7]/g, '')
  await who.at('totp-code').fill(codeAt(secret, Date.now()))
  await who.at('totp-password').fill(fresh)
  await who.at('totp-confirm').click()
  await who.at('totp-disable').waitFor()
  await who.at('log-out').click()
  return secret
}

async function logInWithCode(who, secret) {
  await type(who, fresh)
  await who.at('login-code').fill('000000')
  await who.at('login-submit').click()
  await who.at('login-error').waitFor()
  await who.at('login-code').fill(codeAt(secret, Date.now() + kStepMs)) // that of this step was used to confirm
  await who.at('login-submit').click()
  await who.at('duty-page').waitFor()
}

async function useToken(who, house) {
  await who.goTo('/account')
  await who.at('token-name').fill('加油站大屏')
  await who.at('token-kinds').click()
  await who.page.getByRole('option', { name: '加油站', exact: true }).click()
  await who.page.keyboard.press('Escape')
  assert.equal(await who.at('token-area').count(), 0, 'somebody of a street has no other to choose')
  await who.at('token-make').click()
  const token = await who.at('token-made').locator('code').innerText()
  const ask = async (path, init) => (await fetch(`${house.origin}/api/v1${path}`, { ...init, headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' } })).status
  assert.equal(await ask('/records/petrol_station?limit=1'), 200)
  assert.equal(await ask('/records/firm?limit=1'), 403, 'another register')
  assert.equal(await ask('/records/petrol_station', { method: 'POST', body: '{"fields":{"name":"x"}}' }), 403, 'another right')
  await who.at('tokens').getByRole('button', { name: '吊销' }).click()
  await until('the token to be of no use', async () => (await ask('/records/petrol_station?limit=1')) === 401)
}

async function seesOwnStreetOnly(who, house) {
  const where = (op) => encodeURIComponent(JSON.stringify([['street', op, street]]))
  const { items: [other] } = await house.ask(`/records/firm?limit=1&where=${where('!=')}`)
  const { count } = await house.ask(`/counts/firm?where=${where('=')}`)
  await who.goTo('/registers/firm')
  await until('the firms of the street alone', async () => Number((await who.at('record-count').innerText()).replace(/\D/g, '')) === count)
  await who.goTo(`/registers/firm?search=${encodeURIComponent(other.title)}`)
  await who.at('empty').waitFor()
  await who.goTo(`/firms/${other.id}`)
  await who.at('load-error').waitFor()
  await who.goTo('/map?layers=firm')
  await who.at('finder-input').locator('input').or(who.at('finder-input')).first().fill(other.title)
  await who.page.getByText('没有找到').waitFor()
  const seen = await who.page.evaluate(async () => (await (await fetch('/api/v1/tiles/firm/6/52/25')).text()))
  assert.ok(!seen.includes(other.id), 'the tiles hold no other street')
}

async function lockOut(who) {
  for (let tries = 0; tries < kMostTries; ++tries) {
    await type(who, '不对的口令 1')
    await who.at('login-error').waitFor()
  }
  await type(who, fresh)
  await who.at('login-error').getByText(/wait|稍/).waitFor()
}

async function exports(admin) {
  await admin.at('nav-audit').click()
  for (const [tab, holds] of [['修改留痕', user], ['登录记录', user], ['个人信息查阅', 'kind']]) {
    await admin.page.getByRole('tab', { name: tab }).click()
    const pane = admin.page.getByRole('tabpanel', { name: tab })
    const [file] = await Promise.all([admin.page.waitForEvent('download'), pane.getByTestId('trail-export').click()])
    assert.match(await readFile(await file.path(), 'utf8'), new RegExp(holds), tab)
  }
  // The program's own writes are shown to those who ask for them.
  await admin.page.getByRole('tab', { name: '修改留痕' }).click()
  const rows = admin.page.getByRole('tabpanel', { name: '修改留痕' }).locator('tbody')
  await rows.getByText('周试验').first().waitFor()
  const program = rows.getByText(/^(flow|pack|reminder|gateway|notify|seal)\b/)
  assert.equal(await program.count(), 0)
  await admin.at('trail-program').click()
  await program.first().waitFor()
}

export default async function ({ house, visit }) {
  const admin = await visit('admin')
  const first = await makePerson(admin)

  const who = await visit()
  who.expected = / (401|403|422|429) / // it tries doors that are shut
  await type(who, first)
  await who.at('first-steps').waitFor()
  await who.goTo('/registers')
  await who.at('first-steps').waitFor() // nothing opens before
  await changePassword(who, first, fresh)
  await who.at('duty-page').waitFor()

  const secret = await setUpTotp(who)
  await logInWithCode(who, secret)
  await useToken(who, house)
  await seesOwnStreetOnly(who, house)
  await who.at('log-out').click()

  await lockOut(who)
  await press(admin, '重置口令')
  const second = await shownPassword(admin)
  await press(admin, '重置动态口令')
  await until('the second factor to be gone', async () => !(await admin.at(`person-${user}`).getByRole('button', { name: '重置动态口令' }).count()))
  await type(who, second)
  await who.at('first-steps').waitFor()
  await exports(admin)
}
