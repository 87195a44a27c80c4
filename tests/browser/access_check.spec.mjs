import assert from 'node:assert/strict'
import { keep } from './registers.mjs'

export const title = 'a project in a control unit is answered with the unit, its share and each rule met, broken or to prove'

const box = (west, south, east, north) => ({ type: 'Polygon', coordinates: [[[west, south], [east, south], [east, north], [west, north], [west, south]]] })

export default async function ({ house, visit }) {
  await keep(house, 'control_unit', 'test-unit', {
    code: 'ZH41010429999', name: '试验管控单元', class: 'key', outline: box(113.70, 34.70, 113.76, 34.78),
    rules: [
      { dimension: 'space', effect: 'forbid', trades: 'C26', text: '禁止新建化工项目', clause: '试验清单第一条' },
      { dimension: 'discharge', effect: 'cap', factor: 'w01018', most: 10, text: '化学需氧量总量控制', clause: '试验清单第二条' },
    ],
  })
  const officer = await visit('duty')
  const ask = async (trade, code, amount) => {
    await officer.goTo('/checks')
    await officer.page.getByText('点位', { exact: true }).click()
    await officer.at('check-name').fill('试验项目')
    await officer.at('check-trade').fill(trade)
    await officer.at('place-text').fill('113.72,34.74')
    await officer.at('place-take').click()
    if (code) {
      await officer.at('add-emission').click()
      await officer.page.getByLabel('污染物编码').fill(code)
      await officer.page.getByLabel('年排放量').fill(String(amount))
      await officer.page.keyboard.press('Tab')
    }
    await officer.at('check-ask').click()
    await officer.at('check-result').waitFor()
    return officer.at('check-result').getAttribute('data-answer')
  }
  assert.equal(await ask('C2631'), 'forbidden')
  assert.match(await officer.at('check-rules').innerText(), /禁止新建化工项目[^]*不符合/)
  assert.match(await officer.at('check-units').innerText(), /ZH41010429999/)
  assert.equal(await ask('C3311', 'w01018', 12), 'forbidden')
  assert.equal(await ask('C3311', 'w01018', 8), 'allowed')
  assert.match(await officer.at('check-rules').innerText(), /化学需氧量总量控制[^]*符合/)
  assert.ok(await officer.at('checks-before').getByRole('button').count() >= 3, 'answers stay')
}
