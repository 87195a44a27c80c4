import assert from 'node:assert/strict'

export const title = 'a street assesses itself with a file, the office reviews and publishes, one appeal is granted, the result is final for everybody'

export default async function ({ house, visit }) {
  const year = new Date().getFullYear() - 2
  const [office, street] = [await visit('assessor'), await visit('dongdajie')]
  const move = async (to) => {
    await office.goTo(`/plan/assessment?of=streets-${year}`)
    await office.at('assess-move').click()
    await office.at('assess-why').fill('按方案')
    await office.at('assess-go').click()
    await office.page.locator(`[data-testid="assess-state"][data-state="${to}"]`).waitFor()
  }
  const mine = `/plan/assessment/streets-${year}-dongdajie`

  await office.goTo('/plan/assessment')
  await office.at('assess-open').click()
  await office.at('open-year').locator('input').fill(String(year))
  await office.at('open-why').fill('开办')
  await office.at('open-until').fill(`${year + 4}-12-31`)
  await office.at('open-go').click()
  await office.page.locator('[data-testid="assess-state"][data-state="draft"]').waitFor()
  await move('telling')

  await street.goTo(mine)
  await street.at('points-duty').locator('input').fill('15')
  await street.at('words-duty').fill('每周部署，每日巡查')
  await street.at('item-duty').locator('input[type="file"]').setInputFiles({ name: '台账.png', mimeType: 'image/png', buffer: await street.page.screenshot() })
  await street.at('item-duty').locator('figure a').waitFor()
  await street.at('points-public').locator('input').fill('12')
  await street.at('words-public').fill('宣传十次')
  await street.at('points-model').locator('input').fill('0')
  await street.at('tell-hand-in').click()
  await street.at('item-duty').getByText('每周部署，每日巡查').first().waitFor()

  await move('review')
  const sheets = (await office.page.evaluate(async (of) => (await fetch(`/api/v1/plan/assessments/${of}`)).json(), `streets-${year}`)).sheets
  assert.ok(sheets.length > 5)
  for (const sheet of sheets) {
    await office.goTo(`/plan/assessment/${sheet.id}`)
    await office.at('points-duty').locator('input').fill('10')
    await office.at('words-duty').fill('缺四月台账')
    await office.at('points-public').locator('input').fill('12')
    await office.at('words-public').fill('属实')
    await office.at('points-model').locator('input').fill('0')
    await office.at('words-model').fill('无')
    await office.at('review-save').click()
    await office.at('item-duty').getByText('缺四月台账').first().waitFor()
    await office.page.waitForFunction(() => document.querySelector('[data-testid="item-duty"] [data-testid="item-final"]')?.textContent?.includes('10.00'))
  }
  await move('published')

  await street.goTo(mine)
  await street.at('appeal-item').click()
  await street.page.getByRole('option', { name: '责任落实' }).first().click()
  await street.at('appeal-grounds').fill('四月台账已补交')
  await street.at('appeal-send').click()
  await street.at('appeal-duty').waitFor()

  await office.goTo(mine)
  await office.at('answer-words').fill('属实，予以改定')
  await office.at('answer-points').locator('input').fill('14')
  await office.at('answer-grant').click()
  await office.at('appeal-duty').getByText('改定 14 分').waitFor()

  await street.goTo(mine)
  await street.at('appeal-duty').getByText('属实，予以改定').waitFor()
  await street.at('sheet-accept').click()
  await street.page.locator('[data-testid="sheet-state"][data-state="final"]').waitFor()
  assert.match(await street.at('item-duty').getByTestId('item-final').innerText(), /14\.00/)
  assert.equal(await street.at('appeal-form').count(), 0)
  await office.goTo(mine)
  await office.at('sheet-frozen').waitFor()
  assert.equal(await office.at('review-save').count(), 0, 'nobody writes on a final sheet')
  const status = await office.page.evaluate(async (id) => {
    const session = await (await fetch('/api/v1/session')).json()
    const headers = { 'Content-Type': 'application/json', 'X-Qingshan-Csrf': session.csrf }
    return (await fetch(`/api/v1/plan/sheets/${id}/review`, { method: 'POST', headers, body: JSON.stringify({ revision: 1, items: [] }) })).status
  }, `streets-${year}-dongdajie`)
  assert.equal(status, 409)
}
