import assert from 'node:assert/strict'
import { connect } from 'node:net'
import { hour, until } from './house.mjs'
import { phone } from './visitor.mjs'

export const title = 'a firm\'s meters tell that its treatment was off: the list of firms, the Gantt with the clue, and the case with its picture'

const kMn = '41010444A8900016000000A3'
const kMinutes = 180 // from eight o'clock of yesterday
const kOff = [90, 130]

function crc(text) {
  let register = 0xffff
  for (const byte of Buffer.from(text)) {
    register = (register >> 8) ^ byte
    for (let i = 0; i < 8; i++) register = register & 1 ? (register >> 1) ^ 0xa001 : register >> 1
  }
  return register.toString(16).toUpperCase().padStart(4, '0')
}

function frame(begin, minute) {
  const at = new Date(begin + minute * 60_000 + 8 * hour).toISOString().replace(/\D/g, '').slice(0, 14)
  const off = minute >= kOff[0] && minute < kOff[1]
  const kw = { '01': off ? 86 : 106, '02': 80, '03': off ? 0.1 : 20 }
  const values = Object.entries(kw).map(([n, value]) => `d201${n}-Rtd=${value},d201${n}-Flag=N`).join(';')
  const segment = `QN=${at}000;ST=44;CN=2011;PW=123456;MN=${kMn};Flag=8;CP=&&DataTime=${at};${values}&&`
  return `##${String(segment.length).padStart(4, '0')}${segment}${crc(segment)}\r\n`
}

export default async function ({ house, visit }) {
  const day = new Date(Date.now() - 24 * hour + 8 * hour).toISOString().slice(0, 10)
  const begin = Date.parse(`${day}T08:00:00+08:00`)
  const line = connect(house.hj212, '127.0.0.1')
  for (let minute = 0; minute < kMinutes; minute++) line.write(frame(begin, minute))
  line.end()

  const duty = await visit('duty')
  const firms = async () => (await duty.page.request.get(`${house.origin}/api/v1/power/firms`)).json()
  const a3 = (await firms()).find((firm) => firm.name.endsWith('A3'))
  await until('the clue', async () => (await firms()).find((firm) => firm.id === a3.id).clues.p1)
  await duty.goTo('/power')
  const row = duty.page.locator(`[data-firm="${a3.id}"]`)
  await row.getByText('治污未开 1').waitFor()
  await row.getByRole('link').click()
  await duty.at('power-gantt').waitFor()
  await duty.at('power-days').getByText('3 天').click()
  const clue = duty.at('power-clues').locator('[data-code="p1"]')
  await clue.getByText('09:30 起 40 分钟').waitFor()
  assert.equal(await duty.at('power-gantt').locator('.mark.found').count() >= 2, true)
  await clue.getByTestId('clue-case').click()
  const picture = duty.page.locator('img[src*="/evidence/"]').first()
  await picture.waitFor()

  const street = await visit('admin', { viewport: phone, theme: 'light', locale: 'en' })
  await street.goTo(`/firms/${a3.id}`)
  await street.at('firm-power').click()
  await street.at('power-gantt').waitFor()
  const over = await street.page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
  assert.ok(over <= 0, `${over} px wider than the screen`)
}
