import assert from 'node:assert/strict'

export const title = 'a plan is searched and read; a task is reported, sent back with a reason and reported again; a figure is reported'

const kTask = 'g-6-1-5' // 鼓励餐厨垃圾资源化利用, line 281 of the text

export default async function ({ house, visit }) {
  const admin = await visit('admin')
  await admin.goTo('/plan')
  await admin.at('indicator-pm25').waitFor()
  assert.match(await admin.at('indicator-nox_reduction').innerText(), /完成市定目标/, 'no figure where the text has none')

  await admin.at('plan-search').fill('餐厨垃圾')
  await admin.at('plan-search').press('Enter')
  await admin.at(`found-${kTask}`).click()
  await admin.at('task-content').waitFor()
  assert.match(await admin.at('task-content').innerText(), /合理布局垃圾收集点和生活垃圾中转站/)
  assert.match(await admin.at('quote').innerText(), /第 281 行/)

  const before = await admin.at('task-reports').locator('article').count()
  await admin.at('report-begin').click()
  await admin.at('report-done').fill('试点小区两处')
  await admin.at('report-send').click()
  await admin.at('task-reports').locator('article').nth(before).waitFor()
  const report = admin.at('task-reports').locator('article').first()
  assert.match(await report.innerText(), /试点小区两处/)
  assert.equal(await report.getByTestId('record-state').getAttribute('data-state'), 'submitted')

  await admin.at('report-begin').click()
  await admin.page.getByText('这个月已有月报').waitFor()
  assert.ok(await admin.at('report-send').isDisabled(), 'one report a month')

  await report.getByTestId('move-return').click()
  assert.ok(await admin.at('move-go').isDisabled(), 'a reason is needed')
  await admin.at('move-why').fill('没有附依据')
  await admin.at('move-go').click()
  await admin.page.locator('[data-testid="task-reports"] article [data-state="returned"]').waitFor()

  await admin.goTo('/plan/indicators/rural_sewage?year=2024')
  await admin.at('figure-begin').click()
  await admin.at('figure-value').locator('input').fill('88')
  await admin.at('figure-send').click()
  await admin.at('indicator-figures').getByText('88%').waitFor()

  await admin.goTo('/minute')
  await admin.at('minute-indicators').waitFor()
  assert.equal(await admin.at('minute-indicators').locator('> a').count(), 20, 'box 1 has twenty')
  const tasks = (await house.ask('/plan/tasks?plan=plan-145')).tasks
  assert.equal(tasks.length, 87)
}
