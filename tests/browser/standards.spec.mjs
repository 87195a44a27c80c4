import assert from 'node:assert/strict'
import { until } from './house.mjs'

export const title = 'the standards browser tells limit, clause and date, and what is unverified; both languages'

export default async function ({ visit }) {
  const viewer = await visit('viewer')
  await viewer.goTo('/standards')
  const rows = viewer.at('limits').locator('tbody tr')
  await rows.first().waitFor()

  // PM2.5, day mean of class 2 areas: 60 in the transition from 2026-03-01, 75 before.
  const limitsOn = async (day) => {
    await viewer.at('standards-day').fill(day)
    await viewer.page.keyboard.press('Enter')
    await viewer.at('standard-GB 3095').first().or(viewer.page.locator('[data-testid^="standard-GB 3095"]').first()).click()
    return until(`limits on ${day}`, async () => {
      const told = await rows.allInnerTexts()
      return told.filter((row) => /PM2[.]5|PM₂\.₅|细颗粒物/.test(row)).length && told
    })
  }
  console.error((await limitsOn('2026-05-01')).slice(0, 10))
  console.error((await limitsOn('2020-05-01')).slice(0, 10))
}
