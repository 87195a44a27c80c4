import assert from 'node:assert/strict'
import { keep } from './registers.mjs'

export const title = 'a firm’s dossier tells how complete it is, what is missing, and what happened when'

export default async function ({ house, visit }) {
  await keep(house, 'firm', 'test-firm', { name: '试验厂', credit_code: '91410104MA0000000L', control_class: 'key', state: 'operating' })
  const officer = await visit('admin')
  await officer.goTo('/firms/test-firm')
  await officer.at('firm-page').waitFor()
  const score = async () => parseInt(await officer.at('firm-score').innerText(), 10)
  const before = await score()
  assert.match(await officer.at('firm-missing').innerText(), /排污许可证/)

  await keep(house, 'permit', 'test-permit', { code: '91410104MA0000000L001P', firm: 'test-firm', management: 'key', issued_on: '2024-03-01', valid_until: '2029-02-28' })
  await officer.page.reload()
  await officer.at('firm-page').waitFor()
  assert.ok((await score()) > before, 'a permit makes it more complete')
  assert.doesNotMatch(await officer.at('firm-missing').innerText(), /排污许可证/)
  assert.match(await officer.at('firm-timeline').innerText(), /2024[^]*排污许可证/)
}
