import assert from 'node:assert/strict'
import { until } from './house.mjs'

export const title = 'a quarantined device is admitted with one click, and its values arrive'

const other = '41010499A890001600000000' // stays in quarantine

export default async function ({ house, visit }) {
  // Nobody but two unknown devices speaks, so what the station shows comes from the one that is admitted.
  const speak = () => house.simulate('--devices', 1, '--stranger', '--realtime', 2, '--minutes', 0)
  const before = speak()
  const engineer = await visit('engineer')
  await engineer.goTo('/devices')

  const entry = engineer.page.locator(`[data-testid^="quarantined-"]:not([data-testid$="${other}"])`)
  await entry.waitFor({ timeout: 120_000 }) // the page learns of it by itself
  const stranger = (await entry.getAttribute('data-testid')).replace('quarantined-', '')
  assert.match(await entry.innerText(), /CN=2011.*a34004-Rtd=/, 'the first frame is shown')
  const kept = await house.ask('/sites/air-m12/series?factors=a34004&cadence=realtime')
  assert.deepEqual(kept.flatMap((series) => series.points), [], 'nothing of a device is kept before')

  await engineer.at(`admit-site-${stranger}`).click()
  await engineer.page.getByRole('option', { name: /air-m12$/ }).click()
  await engineer.at(`admit-${stranger}`).click()
  await entry.waitFor({ state: 'detached' })
  await engineer.at(`device-${stranger}`).waitFor()
  await engineer.at(`quarantined-${other}`).waitFor()

  // The device dials again, and now it is known.
  await before.stop()
  speak()
  await until('a frame of the admitted device', async () => {
    await engineer.goTo('/sites/air-m12?tab=health')
    const choice = engineer.at('site-devices').locator('label', { hasText: stranger })
    await choice.click() // the pack's own device is silent
    return engineer.at('frames').getByText(`MN=${stranger}`).first().waitFor({ timeout: 5000 }).then(() => true, () => false)
  })
  const asked = engineer.page.waitForResponse(async (answer) => {
    if (!/air-m12\/series.*cadence=realtime/.test(answer.url())) return false
    return (await answer.json()).some((series) => series.points.length > 0)
  })
  await engineer.goTo('/sites/air-m12')
  await engineer.at('chart-cadence').getByText('实时').click()
  await asked
  await engineer.at('chart').locator('canvas').first().waitFor()
}
