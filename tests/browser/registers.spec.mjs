import assert from 'node:assert/strict'
import { until } from './house.mjs'
import { phone } from './visitor.mjs'

export const title = 'a register: found, filtered, filled in on a phone, changed by two at once, its history compared, imported and undone'

const base = `/registers/petrol_station`
const told = async (visitor, handle) => Number((await visitor.at(handle).innerText()).replace(/\D/g, ''))

async function choose(visitor, field, text) {
  await visitor.at(`field-${field}`).locator('.el-select').click()
  await visitor.page.getByRole('option', { name: text }).first().click()
}

export default async function ({ house, visit }) {
  const duty = await visit('duty')

  // The catalogue knows the register, and its count is that of the register.
  await duty.goTo('/registers')
  await duty.at('kinds-search').fill('加油站')
  await duty.at('kind-petrol_station').click()
  await duty.at('records').waitFor()
  const all = await until('the count', () => told(duty, 'record-count'))

  // A street narrows the list, and the link says so to whoever opens it.
  const facet = duty.at('facet-street').locator('.value').first()
  const inStreet = Number((await facet.locator('.num').innerText()).replace(/\D/g, ''))
  await facet.click()
  await until('the narrowed count', async () => (await told(duty, 'record-count')) === inStreet)
  assert.ok(inStreet < all)
  const shared = new URL(duty.page.url())
  const engineer = await visit('engineer')
  await engineer.goTo(shared.pathname + shared.search)
  await until('the same filter elsewhere', async () => (await told(engineer, 'record-count')) === inStreet)
  await engineer.at('clear-filters').click()
  await until('all of them again', async () => (await told(engineer, 'record-count')) === all)

  // Somebody of the grid adds a record with its place on a phone; what is missing is told beside its field.
  const street = await visit('dongdajie', { viewport: phone })
  await street.goTo(`${base}/new`)
  await street.at('record-form').waitFor()
  await street.at('record-save').click().catch(() => {}) // not to be pressed while nothing is typed
  await street.at('field-name').locator('input').fill('浏览器加油站')
  await choose(street, 'street', '东大街')
  await street.at('place-text').locator('input').or(street.at('place-text')).first().fill('34.742,113.690')
  await street.at('place-take').click()
  await street.page.getByText('经纬度颠倒了').waitFor()
  await street.at('place-text').locator('input').or(street.at('place-text')).first().fill('113.690,34.742')
  await street.at('place-take').click()
  await street.page.getByText('113.690000° E').waitFor()
  await street.at('record-save').click()
  await street.at('record-page').getByRole('heading', { name: '浏览器加油站' }).waitFor()
  await street.page.waitForURL(/petrol_station\/(?!new)/)
  const path = new URL(street.page.url()).pathname

  // Two people change it: the second is told, and nothing of either is lost.
  const open = async (visitor) => {
    await visitor.goTo(`${path}?edit=1`)
    await visitor.at('record-form').waitFor()
  }
  await open(duty)
  await open(street)
  await street.at('field-address').locator('input').fill('紫荆山路 1 号')
  await street.at('record-why').fill('补地址')
  await street.at('record-save').click()
  await street.at('value-address').getByText('紫荆山路 1 号').waitFor()
  await duty.at('field-name').locator('input').fill('浏览器第二加油站')
  await duty.at('record-why').fill('更名')
  await duty.at('record-save').click()
  await duty.at('conflict').getByText('紫荆山路 1 号').waitFor()
  await duty.at('conflict-merge').click()
  await duty.at('value-address').getByText('紫荆山路 1 号').waitFor()
  await duty.at('record-page').getByRole('heading', { name: '浏览器第二加油站' }).waitFor()

  // The history has all three, and the first and the last differ by name and address.
  await duty.at('revision-3').waitFor()
  await duty.at('compare').click()
  await duty.at('revision-1').locator('input[name=left]').check()
  await duty.at('revision-3').locator('input[name=right]').check()
  const compared = duty.page.getByTestId('compared')
  await compared.getByText('浏览器加油站', { exact: true }).waitFor()
  await compared.getByText('紫荆山路 1 号').waitFor()

  // A file with faults names each and applies none.
  await duty.goTo(base)
  await duty.at('import').click()
  await duty.at('import-file').setInputFiles({ name: '加油站.csv', mimeType: 'text/csv', buffer: Buffer.from('名称,街道,联系电话\n甲站,dongdajie,0371-1\n,dongdajie,电话\n') })
  await duty.at('import-faults').waitFor()
  assert.equal(await duty.at('import-apply').count(), 0, 'nothing can be applied with faults')
  await duty.at('import-another').click()
  await duty.at('import-file').setInputFiles({ name: '加油站.csv', mimeType: 'text/csv', buffer: Buffer.from('名称,街道\n甲站,dongdajie\n乙站,dongdajie\n') })
  await duty.at('import-why').fill('浏览器测试')
  await duty.at('import-apply').click()
  await until('both stations', async () => (await house.ask('/counts/petrol_station')).count === all + 3)
  await duty.at('import-why').fill('撤回')
  await duty.at('import-undo').click()
  await until('none of the two', async () => (await house.ask('/counts/petrol_station')).count === all + 1)
}
