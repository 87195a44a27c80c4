import assert from 'node:assert/strict'
import { lastFullHour, until } from './house.mjs'

export const title = 'a value is audited as invalid, and both versions stand with the reason'

const site = 'air-s1'
const reason = '采样口被遮挡，数据不代表环境'

export default async function ({ house, visit }) {
  house.simulate('--history', 8, '--realtime', 0, '--minutes', 0)
  const last = lastFullHour()
  await until('the last hour to be judged', async (note) => {
    const { at } = (await house.ask('/sites')).find((one) => one.id === site)
    note(at)
    return at >= last
  })

  const engineer = await visit('engineer')
  await engineer.goTo(`/sites/${site}`)
  const canvas = engineer.at('chart').locator('canvas').first()
  await canvas.waitFor()
  const { width, height } = await canvas.boundingBox()
  // The nearest point is picked, so any place right of the middle of a chart of three days is a point of today.
  await until('a point to be picked', async () => {
    await canvas.click({ position: { x: width * 0.9, y: height / 2 } })
    return engineer.at('versions').isVisible()
  })
  const versions = engineer.at('versions').locator('li')
  assert.equal(await versions.count(), 1)
  assert.match(await versions.first().innerText(), /正常/)

  await engineer.at('show-frame').click()
  await engineer.at('frame').getByText('CN=2061').first().waitFor() // the raw frame of the value
  await engineer.page.keyboard.press('Escape')

  await engineer.at('audit-submit').click()
  await engineer.at('audit-fault').waitFor() // not without a reason
  await engineer.at('audit-invalid').click()
  await engineer.at('audit-reason').fill(reason)
  await engineer.at('audit-submit').click()
  await engineer.at('audit-done').waitFor()

  await until('both versions', async () => (await versions.count()) === 2)
  const told = await versions.allInnerTexts()
  const audited = told.find((text) => text.includes(reason))
  assert.ok(audited, 'the reason is shown')
  assert.match(audited, /审核无效/)
  assert.ok(told.some((text) => /正常/.test(text) && !text.includes(reason)), 'the device’s own version stays')
}
