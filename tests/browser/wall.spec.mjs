import assert from 'node:assert/strict'

export const title = 'the wall turns by itself for who may only read, waits when it is told to, and comes back from a lost net and a lost session'

export default async function ({ house, visit }) {
  const wall = await visit('viewer', { viewport: { width: 1920, height: 1080 } })
  wall.expected = / (401|409|422) |ERR_INTERNET_DISCONNECTED|ERR_FAILED/
  const page = wall.at('wall-page')
  const slide = () => page.getAttribute('data-slide')
  const turned = (from) => wall.page.locator(`[data-testid="wall-page"]:not([data-slide="${from}"])`).waitFor()

  await wall.goTo('/wall?every=5')
  await wall.at('wall-minute').waitFor()
  assert.equal(await wall.at('wall-indicator').count(), 20)
  assert.match(await wall.at('wall-clock').innerText(), /\d\d:\d\d:\d\d/)
  assert.match(await wall.at('wall-next').innerText(), /站点实时/)
  await turned('minute')
  assert.equal(await slide(), 'map', 'by itself')
  await turned('map')

  await wall.page.keyboard.press(' ')
  await wall.at('wall-held').waitFor()
  const held = await slide()
  await wall.page.keyboard.press('ArrowRight')
  await turned(held)
  await wall.page.keyboard.press('ArrowLeft')
  await wall.page.locator(`[data-testid="wall-page"][data-slide="${held}"]`).waitFor()
  await page.click({ position: { x: 900, y: 500 } })
  await wall.page.locator('[data-testid="wall-page"][data-held="false"]').waitFor()

  // The net is gone: it is said, the pictures go on turning; the net is back: it passes.
  await wall.context.setOffline(true)
  await wall.page.locator('[data-trouble="net"]').waitFor()
  const before = await slide()
  await turned(before)
  await wall.context.setOffline(false)
  await wall.at('wall-trouble').waitFor({ state: 'detached' })

  // The session is gone: the wall stays, says so, and goes on after a log-in beside it.
  const cookies = await wall.context.cookies()
  await wall.context.clearCookies()
  await wall.context.setOffline(true) // the stream has to ask anew
  await wall.page.locator('[data-trouble]').waitFor()
  await wall.context.setOffline(false)
  await wall.page.locator('[data-trouble="session"]').waitFor()
  assert.match(wall.page.url(), /\/wall/)
  await wall.context.addCookies(cookies)
  await wall.at('wall-trouble').waitFor({ state: 'detached' })

  // Two pictures beside each other where there is room.
  await wall.page.setViewportSize({ width: 3840, height: 1080 })
  await wall.goTo('/wall?show=ranking,tasks,projects')
  await wall.at('wall-ranking').waitFor()
  await wall.at('wall-tasks').waitFor()
  assert.ok(await wall.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth))
}
