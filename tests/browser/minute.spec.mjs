import assert from 'node:assert/strict'

export const title = 'the leader’s minute: twenty small trajectories with target and chance, what changed since yesterday; a paper issued; the plan for everybody'

export default async function ({ house, visit }) {
  const leader = await visit('leader')
  await leader.goTo('/minute')
  await leader.at('minute-indicators').waitFor()
  const cells = leader.at('minute-indicators').locator('> a')
  assert.equal(await cells.count(), 20, 'box 1 has twenty')
  assert.ok((await cells.locator('svg').count()) >= 15, 'small trajectories')
  assert.equal(await leader.at('minute-pm25').locator('line.target').count(), 1, 'with the line of the target')
  assert.match(await leader.at('minute-pm25').innerText(), /\d%/, 'and the chance')
  assert.equal(await leader.at('minute-pm25').getByTestId('simulated').count(), 1, 'it rests on simulated stations')
  for (const part of ['minute-tasks', 'minute-projects', 'minute-ranking', 'minute-news']) await leader.at(part).waitFor()

  // A task that is finished changes its light: told, and leading to its page.
  const admin = await visit('admin')
  const red = (await house.ask('/plan/tasks?plan=plan-145')).tasks.find((task) => task.light === 'red')
  await admin.goTo(`/plan/tasks/${red.id}`)
  await admin.at('move-finish').click()
  await admin.at('move-why').fill('验收通过')
  await admin.at('move-go').click()
  await admin.at('task-light').getByText('完成').waitFor()
  await leader.page.reload()
  const news = leader.at('news').filter({ hasText: red.title })
  await news.waitFor()
  assert.match(await news.innerText(), /红灯 → 完成/)
  await news.click()
  await leader.page.waitForURL(`**/plan/tasks/${red.id}`)

  // A bulletin of yesterday, issued from the page, is there for everybody at once.
  await admin.goTo('/plan?tab=documents')
  await admin.at('document-begin').click()
  await admin.at('document-why').fill('按日通报')
  await admin.at('document-go').click()
  await admin.page.locator('[data-testid^="document-day-"]').waitFor()
  const anybody = await visit(null)
  await anybody.goTo('/open/plan?tab=bulletins')
  await anybody.at('open-bulletins').waitFor()
  const link = anybody.page.locator('[data-testid$="daily_brief-docx"]')
  const [file] = await Promise.all([anybody.page.waitForEvent('download'), link.click()])
  assert.match(file.suggestedFilename(), /日报.*\.docx$/)

  await anybody.at('open-tab-indicators').click()
  const pm25 = await anybody.at('open-indicator-pm25').innerText()
  assert.match(pm25, /基数\s+50 [^]*目标\s+39 [^]*数据来源/)
  await anybody.at('open-tab-tasks').click()
  await anybody.at(`open-task-${red.id}`).getByText('已完成').waitFor()
  await anybody.at('open-tab-projects').click()
  await anybody.at('open-project-air-base').waitFor()
}
