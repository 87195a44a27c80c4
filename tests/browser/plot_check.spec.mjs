import assert from 'node:assert/strict'
import { keep } from './registers.mjs'

export const title = 'a project on a plot that is not surveyed is refused with the clause; on a clean one it is allowed'

const box = (west, south, east, north) => ({ type: 'Polygon', coordinates: [[[west, south], [east, south], [east, north], [west, north], [west, south]]] })

export default async function ({ house, visit }) {
  const outline = box(113.72, 34.74, 113.721, 34.741)
  await keep(house, 'plot', 'test-raw', { name: '试验未查地块', planned_use: 'industrial', state: 'not_surveyed', outline })
  const officer = await visit('duty')
  await officer.goTo('/checks?tab=plot&plot=test-raw')
  await officer.at('check-name').fill('新建厂房')
  await officer.at('check-trade').fill('C3311')
  await officer.at('check-ask').click()
  await officer.at('check-result').waitFor()
  assert.equal(await officer.at('check-result').getAttribute('data-answer'), 'forbidden')
  const told = await officer.at('plot-rules').innerText()
  assert.match(told, /未依法完成土壤污染状况调查/)
  assert.match(told, /第四章第三节/)
  const address = await officer.at('check-report').getAttribute('href')
  const report = await officer.page.evaluate(async (url) => {
    const answer = await fetch(url)
    return { type: answer.headers.get('content-type'), head: (await answer.text()).slice(0, 5) }
  }, address)
  assert.deepEqual(report, { type: 'application/pdf', head: '%PDF-' })
}
