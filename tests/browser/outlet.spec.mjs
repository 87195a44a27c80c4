import assert from 'node:assert/strict'
import { keep } from './registers.mjs'

export const title = 'a firm’s mark is answered on its outlet’s page; amounts, calibrations and the district’s transmission are read there'

export default async function ({ house, visit }) {
  await keep(house, 'firm', 'test-firm', { name: '试验厂', credit_code: '91410104MA0000000L', control_class: 'key', state: 'operating' })
  const from = Math.floor(Date.now() / 3_600_000) * 3_600_000 - 5 * 3_600_000
  await keep(house, 'outlet_mark', 'test-mark', { station: 'outlet-gas-1', firm: 'test-firm', kind: 'maintenance', from_at: from, until_at: from + 3_600_000, reason: '更换滤芯' })
  await keep(house, 'outlet_check', 'test-check', { code: 'JZ-1', station: 'outlet-gas-1', firm: 'test-firm', kind: 'auto_gas', checked_at: from, results: [{ item: 'gas_zero', factor: 'a21026', drift: 6 }] })

  const officer = await visit('department')
  await officer.goTo('/sites/outlet-gas-1?tab=marks')
  const mark = officer.at('mark-test-mark')
  await mark.waitFor()
  assert.match(await mark.innerText(), /试验厂|更换滤芯/)
  assert.match(await mark.innerText(), /未核实/, 'the rule of marks is not verified')
  assert.ok(await officer.at('refuse-test-mark').isDisabled(), 'a refusal needs its reason')
  await officer.at('accept-test-mark').click()
  await officer.page.locator('[data-testid="mark-test-mark"][data-state="accepted"]').waitFor()

  await officer.goTo('/sites/outlet-gas-1?tab=control')
  await officer.at('control').getByText('JZ-1').waitFor()
  assert.match(await officer.at('control').innerText(), /失控/, 'a drift of 6 % is beyond ±5 %')
  await officer.goTo('/transmission')
  await officer.at('transmission-row').first().waitFor()
  const anybody = await visit(null)
  await anybody.goTo('/open/outlets')
  await anybody.at('open-outlet').first().waitFor()
  assert.match(await anybody.at('unaudited').innerText(), /未经审核的企业自行监测数据/)
}
