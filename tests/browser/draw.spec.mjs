import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './house.mjs'
import { phone } from './visitor.mjs'

export const title = 'two people commit and reveal in their browsers, firms and inspectors are drawn, anybody sees and verifies it; credit of the district and of a firm'

async function pick(who, handle, option) {
  await who.at(handle).locator('.el-select__wrapper').or(who.at(handle)).first().click()
  await who.page.getByRole('option', { name: option }).first().click()
  await who.page.keyboard.press('Escape')
}

async function commit(who, draw) {
  await who.goTo(`/inspections?tab=draws&draw=${draw}`)
  await who.at('draw-secret-make').click()
  const secret = await who.at('draw-secret').innerText()
  assert.match(secret, /^[0-9a-f]{64}$/)
  await who.at('draw-secret-kept').click()
  await who.at('draw-commit').click()
  await who.at('draw-commit').waitFor({ state: 'detached' })
  return secret
}

async function reveal(who, draw, secret) {
  await who.goTo(`/inspections?tab=draws&draw=${draw}`)
  await who.at('draw-told').fill(secret)
  await who.at('draw-reveal').click()
  await who.at('draw-reveal').waitFor({ state: 'detached' })
}

export default async function ({ house, visit }) {
  const duty = await visit('duty')
  await duty.goTo('/inspections')
  await duty.at('plan-quarter').click()
  await duty.page.locator('[data-testid^="plan-20"]').first().waitFor()
  await duty.goTo('/inspections?tab=draws')
  await pick(duty, 'draw-parties', '管理员')
  await duty.at('draw-go').click()
  await duty.page.locator('[data-testid="draw-rite"][data-stage="committing"]').waitFor()
  const draw = new URL(duty.page.url()).searchParams.get('draw') ?? (await duty.page.locator('[data-testid="draw-rite"] h2').innerText())
  const admin = await visit('admin', { viewport: phone })
  const secrets = [await commit(duty, draw), await commit(admin, draw)]
  await reveal(admin, draw, secrets[1])
  await reveal(duty, draw, secrets[0])
  await duty.at('draw-outcome').waitFor()
  const drawn = await duty.at('draw-outcome').locator('tbody tr').count()
  assert.ok(drawn > 0)

  const citizen = await visit(null, { viewport: phone })
  await citizen.goTo(`/open/inspections/${draw}`)
  await citizen.at('draw-outcome').waitFor()
  assert.equal(await citizen.at('draw-outcome').locator('tbody tr').count(), drawn)
  await citizen.at('open-results').waitFor()
  const told = await (await fetch(`${house.origin}/api/v1/public/inspections/draws/${draw}`)).text()
  const file = join(house.data, 'told.json')
  writeFileSync(file, told)
  assert.match(execFileSync('python3', [join(root, 'docs/verify_draw.py'), file], { encoding: 'utf8' }), /ok +result/)

  await duty.goTo('/inspections?tab=workload')
  await duty.at('workload-people').waitFor()
  await duty.goTo('/credit')
  await duty.at('credit-firms').locator('tbody tr a').first().click()
  await duty.at('firm-credit-score').waitFor()
}
