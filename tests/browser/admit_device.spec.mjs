import assert from 'node:assert/strict'

export const title = 'a quarantined device is admitted with one click, and its values arrive'

const stranger = '41010499A890001600STRANGE'
const other = '41010499A890001600000000' // stays in quarantine

export default async function ({ house, visit }) {
  // Nobody but two unknown devices speaks, so what the station shows comes from the one that is admitted.
  house.simulate('--devices', 1, '--stranger', '--realtime', 2, '--minutes', 0)
  const engineer = await visit('engineer')
  await engineer.goTo('/devices')

  const entry = engineer.at(`quarantined-${stranger}`) // the page learns of it by itself
  await entry.waitFor({ timeout: 120_000 })
  assert.match(await entry.innerText(), /CN=2011.*a34004-Rtd=/, 'the first frame is shown')
  assert.deepEqual((await house.ask('/sites/air-m12')).factors, [], 'nothing is kept before')

  await engineer.at(`admit-site-${stranger}`).click()
  await engineer.page.getByRole('option', { name: /air-m12$/ }).click()
  await engineer.at(`admit-${stranger}`).click()
  await entry.waitFor({ state: 'detached' })
  await engineer.at(`device-${stranger}`).waitFor()
  await engineer.at(`quarantined-${other}`).waitFor()

  await engineer.goTo('/sites/air-m12?tab=health')
  await engineer.at('frames').getByText(`MN=${stranger}`).first().waitFor()
  const asked = engineer.page.waitForResponse(async (answer) => {
    if (!/air-m12\/series.*cadence=realtime/.test(answer.url())) return false
    return (await answer.json()).some((series) => series.points.length > 0)
  })
  await engineer.goTo('/sites/air-m12')
  await engineer.at('chart-cadence').getByText('实时').click()
  await asked
  await engineer.at('chart').locator('canvas').first().waitFor()
}
