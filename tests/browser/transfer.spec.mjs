import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { keep, write } from './registers.mjs'

export const title = 'a penalty that detains opens a transfer: approved by the leader, sent with its receipt, its package downloaded and checked; a case is taken as a damage clue'

const step = (who, name) => who.page.locator(`[data-testid="case-step"][data-step="${name}"]`).waitFor()
const pdf = (name) => ({ name, mimeType: 'application/pdf', buffer: Buffer.from(`%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF ${name}\n`) })
const day = (who, field, text) => who.at(`field-${field}`).locator('input').fill(text).then(() => who.page.keyboard.press('Enter'))

async function act(who, verb, text, fill = async () => {}, more = true) {
  await who.at('case-text').fill(text)
  await who.at(`act-${verb}`).click()
  if (!more) return
  await who.at('action-more').waitFor()
  await fill()
  await who.at('act-go').click()
}

export default async function ({ house, visit }) {
  const [firm] = (await house.ask('/records/firm?limit=1')).items
  const officer = await visit('department')
  const { revision } = await keep(house, 'penalty', 'browser-penalty', { firm: firm.id, number: '浏览器环罚 1', violation: '私设暗管排放', kind: 'detain', decided_on: '2026-05-02' })
  await write(house, '/records/penalty/browser-penalty/move', { verb: 'decide', revision })

  // The penalty's page leads to the transfer, and that to the case that carries it.
  await officer.goTo('/registers/penalty/browser-penalty')
  await officer.page.locator('a[href*="/registers/transfer/"]').first().click()
  await officer.at('transfer-package').waitFor()
  assert.equal(await officer.page.locator('[data-testid^="move-"]').count(), 0, 'the case carries it')
  const record = new URL(officer.page.url()).pathname
  await officer.at('to-case').click()
  await step(officer, 'prepare')
  const path = new URL(officer.page.url()).pathname

  await act(officer, 'submit', '拟移送公安机关', async () => {
    await officer.at('field-number').locator('input').fill('浏览器移〔2026〕1号')
    await officer.at('field-to_organ').getByText('公安机关').click()
    await officer.at('field-organ_name').locator('input').fill('某公安分局')
    await officer.at('field-facts').locator('textarea').fill('查明私设暗管，夜间排放')
    await officer.at('field-clause').locator('input').fill('（测试条款）')
  })
  await step(officer, 'approve')
  const leader = await visit('leader')
  leader.expected = / (401|403|409|422) / // a leader may not list people
  await leader.goTo(path)
  await act(leader, 'approve', '同意移送', undefined, false)
  await step(leader, 'send')

  await officer.goTo(path)
  await officer.at('case-document').setInputFiles(pdf('回执.pdf'))
  await act(officer, 'send', '已送达', async () => {
    await day(officer, 'sent_on', '2026-05-06')
    await day(officer, 'received_on', '2026-05-06')
    await day(officer, 'answer_due_on', '2026-05-20')
  })
  await step(officer, 'answer')

  // The package checks itself, and says so when a byte of it is another one.
  await officer.goTo(record)
  const [file] = await Promise.all([officer.page.waitForEvent('download'), officer.at('take-package').click()])
  assert.match(file.suggestedFilename(), /移送材料包.*\.zip/)
  const zip = join(house.data, 'package.zip')
  await file.saveAs(zip)
  assert.match(execFileSync(house.binary, ['verify', zip], { encoding: 'utf8' }), /every sum/)
  const bytes = readFileSync(zip)
  bytes[bytes.indexOf('%PDF-') + 8] ^= 1
  writeFileSync(zip, bytes)
  const told = spawnSync(house.binary, ['verify', zip], { encoding: 'utf8' })
  assert.equal(told.status, 1)
  assert.match(told.stdout, /letter\.pdf/)
  await officer.page.reload()
  await officer.at('transfer-package').getByText('生态环境分局经办').first().waitFor() // written down

  // One click makes a clue of a case; the second time it is there.
  await officer.goTo(path)
  await officer.at('take-clue').click()
  await officer.at('record-page').waitFor()
  assert.match(officer.page.url(), /\/registers\/damage_clue\//)
  await officer.goTo(path)
  await officer.at('to-clue').waitFor()
}
