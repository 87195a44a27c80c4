import assert from 'node:assert/strict'
import { until } from './house.mjs'

export const title = 'the one map: layers, a record found and opened, an area looked into, a distance measured, a street alone'

export default async function ({ house, visit }) {
  const duty = await visit('duty')
  const tiles = () => duty.requests.filter((url) => /\/api\/v1\/tiles\/petrol_station\//.test(url))
  await duty.goTo('/map')
  await duty.at('map').waitFor()
  await duty.at('layer-search').fill('加油站')
  await duty.at('map-layer-petrol_station').click()
  await until('tiles of the layer', () => tiles().length > 0)
  assert.match(duty.page.url(), /layers=petrol_station/, 'a link shares the layers')

  // A record is found by its words and flown to; its card leads to its page.
  const [first] = (await house.ask('/records/petrol_station?limit=1')).items
  await duty.at('finder-input').locator('input').or(duty.at('finder-input')).first().fill(first.title)
  await duty.at(`found-${first.id}`).click()
  await duty.at('record-card').getByText(first.title).waitFor()
  await duty.at('open-record').waitFor()

  // The figures of an area that holds the whole district are those of the register.
  const { count } = await house.ask('/counts/petrol_station')
  await duty.goTo('/map?layers=petrol_station')
  await duty.at('map-fit').waitFor()
  await duty.at('layer-stations').click() // markers would take the presses
  await duty.at('tool-inside').click()
  await duty.at('map-zoom-out').click()
  await duty.at('map-zoom-out').click()
  await duty.page.waitForTimeout(1500) // the map comes to rest
  const { x, y, width, height } = await duty.at('map').boundingBox()
  for (const [fx, fy] of [[0.3, 0.2], [0.9, 0.2], [0.9, 0.85], [0.3, 0.85]]) await duty.page.mouse.click(x + width * fx, y + height * fy)
  await until('the figure of the area', async (note) => {
    const told = await duty.at('area-petrol_station').innerText()
    note(told)
    return Number(told.replace(/\D/g, '')) === count
  })

  await duty.at('tool-distance').click()
  for (const fx of [0.4, 0.6]) await duty.page.mouse.click(x + width * fx, y + height * 0.5)
  await duty.at('tool-told').getByText(/ km$/).waitFor()

  // One street alone: the tiles are asked for it.
  await duty.at('street-select').click()
  await duty.page.getByRole('option', { name: '东大街' }).click()
  await until('tiles of one street', () => tiles().some((url) => url.endsWith('?street=dongdajie')))
}
