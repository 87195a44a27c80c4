import assert from 'node:assert/strict'
import { until } from './house.mjs'
import { phone } from './visitor.mjs'

export const title = 'hot spots of a satellite become fires with cases and people in charge; the streets are ranked, a bulletin is issued and printed'

const kHeader = 'latitude,longitude,bright_ti4,scan,track,acq_date,acq_time,satellite,instrument,confidence,version,bright_ti5,frp,daynight'
const row = (lon, lat, time, day) => `${lat},${lon},331,0.4,0.4,${day},${time},N20,VIIRS,n,2.0NRT,291,4.2,D`

export default async function ({ house, visit }) {
  const now = new Date().toISOString() // UTC, as satellites tell it; of the day that the page shows
  const day = now.slice(0, 10)
  const time = now.slice(11, 16).replace(':', '')
  const csv = [kHeader, row(113.745, 34.7, time, day), row(113.75, 34.7, time, day), row(120, 30, time, day), ''].join('\n')
  const duty = await visit('duty')
  await duty.goTo('/burning')
  await duty.at('burning-ranks').waitFor()
  const before = Number(await duty.at('total-found').innerText())
  await duty.at('deliver-file').setInputFiles({ name: 'bad.csv', mimeType: 'text/csv', buffer: Buffer.from('a,b\n1,2\n') })
  await duty.at('deliver-fault').waitFor()
  await duty.at('deliver-file').setInputFiles({ name: 'firms.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) })
  await duty.at('deliver-receipt').getByText('新增 2 个热点：立火点 1 处，归入已有火点 1 个').waitFor()
  await until('the fire to be counted', async () => Number(await duty.at('total-found').innerText()) === before + 1)
  const fire = duty.at('burning-fires').locator('li').first()
  await fire.getByText('四级责任人：一级（区）').waitFor()
  await duty.at('burning-issue').click()
  const paper = await duty.at('burning-paper').first().getAttribute('href')
  const printed = await duty.page.request.get(house.origin + paper)
  assert.equal((await printed.body()).subarray(0, 5).toString(), '%PDF-')
  await fire.getByText('办件').click()
  await duty.page.locator('[data-testid="case-step"][data-step="check"]').waitFor()

  const street = await visit('dongdajie', { viewport: phone, theme: 'light' })
  await street.goTo('/burning')
  await street.at('burning-ranks').waitFor()
  assert.equal(await street.at('burning-issue').count(), 0)
}
