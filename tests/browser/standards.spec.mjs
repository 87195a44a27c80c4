import assert from 'node:assert/strict'
import { until } from './house.mjs'

export const title = 'the standards browser tells limit, clause and date, says what is unverified, in both languages'

// PM2.5, day mean of class 2 areas: the limit in force depends on the date.
const known = [
  { day: '2020-05-01', standard: 'GB 3095-2012', row: /GB 3095-2012/, upper: 75 },
  { day: '2026-05-01', standard: 'GB 3095-2026', row: /表1 过渡阶段/, upper: 60 },
  { day: '2031-05-01', standard: 'GB 3095-2026', row: /GB 3095-2026/, upper: 50 },
]

export default async function ({ visit }) {
  const viewer = await visit('viewer')
  await viewer.goTo('/standards')
  const rows = viewer.at('limits').locator('tbody tr')
  await rows.first().waitFor()

  const pm25 = async ({ day, standard, upper }) => {
    const date = viewer.page.getByRole('combobox', { name: '日期' })
    await date.fill(day)
    await date.press('Enter')
    await viewer.at(`standard-${standard}`).first().click()
    return until(`PM2.5 at ${upper} on ${day}`, async (note) => {
      const told = (await rows.allInnerTexts()).map((row) => row.replace(/\s+/g, ' '))
      note(told.slice(0, 8))
      return told.find((row) => /PM₂\.₅/.test(row) && row.includes(`≤ ${upper} `) && /日平均/.test(row))
    })
  }
  for (const one of known) assert.match(await pm25(one), one.row, 'the clause stands beside the limit')

  // A standard that nobody could verify says so, in the list and in every row.
  const unverified = viewer.page.locator('[data-testid^="standard-DB41"]', { has: viewer.at('unverified') }).first()
  await unverified.click()
  const name = await unverified.locator('strong').innerText()
  await until(`the rows of ${name}`, async () => (await rows.allInnerTexts()).every((row) => row.includes(name)))
  assert.ok((await rows.allInnerTexts()).every((row) => /待核实/.test(row)))

  await viewer.at('switch-language').click()
  await viewer.page.getByRole('heading', { level: 1, name: 'Standards' }).waitFor()
  await until('English words in the rows', async () => (await rows.allInnerTexts()).every((row) => /To be checked/.test(row)))
  await viewer.page.reload()
  await viewer.page.getByRole('heading', { level: 1, name: 'Standards' }).waitFor() // the choice is remembered
  await viewer.at('switch-language').click()
  await viewer.page.getByRole('heading', { level: 1, name: '标准限值' }).waitFor()
}
