import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { sendMinutes } from './device.mjs'
import { hour, until } from './house.mjs'
import { keep, write } from './registers.mjs'
import { phone } from './visitor.mjs'

export const title = 'a firm at its portal: its outlets with limits, an excess explained with a file, a report filed, a card answered; the officer takes the evidence package, which verifies'

const kStepMs = 300_000
const kGas = { mn: '41010431A000000000000054', system: '31' }
const pdf = (name) => ({ name, mimeType: 'application/pdf', buffer: Buffer.from(`%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF ${name}\n`) })
const png = { name: '现场.png', mimeType: 'image/png', buffer: Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==', 'base64') }
const step = (who, name) => who.page.locator(`[data-testid="case-step"][data-step="${name}"]`).waitFor()

const kFirm = 'sim-firm-0001' // whose outlet the station is, in the demonstration
const kSecret = '青山绿水看得见 2026'

async function logIn(firm) {
  const { password } = await write(firm.house, '/people', { id: 'huanbao', name: '企业环保专员', roles: ['firm'], firm: kFirm })
  await firm.goTo('/login')
  await firm.at('login-user').fill('huanbao')
  await firm.at('login-password').fill(password)
  await firm.at('login-submit').click()
  await firm.at('password-old').fill(password)
  for (const field of ['password-new', 'password-again']) await firm.at(field).fill(kSecret)
  await firm.at('password-save').click()
  await firm.at('portal-page').waitFor()
}

// The excess: an hour at 140 mg/m3 and 6 % oxygen, 163.3 at the reference oxygen, of 150.
async function exceed(house) {
  const begin = Math.floor(Date.now() / hour) * hour - 2 * hour
  const values = 'a21002-Avg=140,a21002-Flag=N;a19001-Avg=6,a19001-Flag=N'
  await sendMinutes(house, kGas, Array.from({ length: 12 }, (_, i) => [begin + i * kStepMs, values]), kStepMs)
  return until('the case', async () => (await house.ask('/cases?workflow=outlet_excess')).items[0])
}

export default async function ({ house, visit }) {
  const found = await exceed(house)
  await keep(house, 'inspection', 'card', { number: '试验检查 1', kind: 'special', firm: kFirm, inspected_on: '2026-05-01', result: 'rectify', due_on: '2030-01-01', problems: '危废间无标识' })

  const firm = await visit(null, { viewport: phone })
  firm.expected = / (401|403|404|409|422) / // what is another's is refused
  await logIn(firm)
  assert.equal(new URL(firm.page.url()).pathname, '/portal')
  const outlet = firm.at('outlet-outlet-gas-1')
  await outlet.locator('[data-factor="a21002"]').getByText('超标').waitFor()
  assert.match(await outlet.locator('[data-factor="a21002"]').innerText(), /163\.3[^]*150/)
  assert.match(await outlet.innerText(), /企业未审核数据[^]*本月传输有效率/)
  await firm.at('see-outlet-gas-1').click()
  await firm.at('site-page').waitFor()

  // Another's station is not theirs.
  await firm.goTo('/sites/air-s1')
  await firm.page.getByText('your roles do not allow').first().waitFor()

  await firm.goTo('/portal')
  await firm.at('portal-tasks').getByTestId('next-explain').click()
  await step(firm, 'explain')
  await firm.at('case-text').fill('启炉阶段，氧含量未稳定')
  await firm.at('case-document').setInputFiles(pdf('情况说明.pdf'))
  await firm.at('act-explain').click()
  await step(firm, 'check')
  assert.equal(await firm.at('case-package').count(), 0, 'the package is not for the firm')

  // A report of its own.
  await firm.goTo('/portal')
  await firm.at('file-self_monitoring').click()
  await firm.at('field-code').locator('input').fill('自测-1')
  await firm.at('field-sampled_on').locator('input').fill('2026-05-02')
  await firm.page.keyboard.press('Enter')
  await firm.at('record-save').click()
  await until('the report', async () => (await house.ask('/records/self_monitoring?search=自测-1')).items.find((one) => one.fields.firm === kFirm))

  // The card: an inspection's order to put things right.
  await firm.goTo('/portal')
  await firm.at('portal-tasks').getByTestId('next-submit').click()
  await step(firm, 'rectify')
  await firm.at('case-text').fill('已补设标识')
  await firm.at('case-photo').setInputFiles(png)
  await firm.at('act-submit').click()
  await firm.at('action-more').waitFor()
  await firm.at('field-rectified_on').locator('input').fill('2026-05-03')
  await firm.page.keyboard.press('Enter')
  await firm.at('act-go').click()
  await step(firm, 'review')

  const officer = await visit('enforcement')
  await officer.goTo(`/cases/${encodeURIComponent(found.id)}`)
  await step(officer, 'check')
  const [download] = await Promise.all([officer.page.waitForEvent('download'), officer.at('case-package').getByTestId('take-package').click()])
  const file = join(house.data, 'package.zip')
  await download.saveAs(file)
  const { flaws, matter } = JSON.parse(execFileSync(house.binary, ['verify', file, '--json'], { cwd: house.data }))
  assert.deepEqual(flaws, [])
  assert.equal(matter.exceeding, 1)
}
