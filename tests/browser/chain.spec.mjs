import assert from 'node:assert/strict'
import { keep } from './registers.mjs'

export const title = 'the chain is traced from a river up to a firm, a gap is found, and joined on the page'

export default async function ({ house, visit }) {
  await keep(house, 'water_body', 'test-river', { name: '试验河', kind: 'river' })
  await keep(house, 'outfall', 'test-mouth', { name: '试验排污口', class: 'industrial', water_body: 'test-river', state: 'found', place: { type: 'Point', coordinates: [113.72, 34.74] } })
  await keep(house, 'pipe', 'test-pipe', { name: '试验管', kind: 'sewage', outfall: 'test-mouth' })
  await keep(house, 'firm', 'test-firm', { name: '试验厂', credit_code: '91410104MA0000000L', control_class: 'general', state: 'operating' })
  await keep(house, 'water_outlet', 'test-outlet', { name: '试验排放口', code: 'DW001', firm: 'test-firm', kind: 'general', destination: 'sewer' })

  const officer = await visit('admin')
  await officer.goTo('/chain?kind=water_body&id=test-river&way=up')
  await officer.at('chain-node-test-pipe').waitFor()
  assert.equal(await officer.at('chain-node-test-outlet').count(), 0, 'the outlet leads nowhere yet')

  // The outlet is a gap: joined to the pipe by its declared field, with a reason.
  await officer.goTo('/chain?kind=water_outlet&id=test-outlet&way=down')
  await officer.at('chain-node-test-outlet').click()
  const box = officer.at('chain-node')
  await box.getByText('接入管线', { exact: true }).click()
  const picker = box.getByRole('combobox').first()
  await picker.click()
  await picker.fill('试验管')
  await officer.page.getByRole('option', { name: /试验管/ }).click()
  await officer.at('chain-why').fill('现场排查')
  await officer.at('chain-join').click()
  await officer.at('chain-node-test-river').waitFor()

  await officer.goTo('/chain?kind=water_body&id=test-river&way=up')
  await officer.at('chain-node-test-firm').waitFor()
}
