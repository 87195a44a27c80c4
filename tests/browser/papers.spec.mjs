import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { until } from './house.mjs'
import { phone } from './visitor.mjs'

export const title = 'a fine is reckoned by big buttons, decided, and its decision saved as Word; a statement that is taken off line is there once and is printed'

const levels = ['times.heavy', 'area.ordinary', 'lasted.days', 'again.first', 'conduct.ordered'] // 40 points
const words = (file) =>
  execFileSync('python3', ['-c', 'import re,sys,zipfile;print(re.sub("<[^>]+>","",zipfile.ZipFile(sys.argv[1]).read("word/document.xml").decode()))', file], { encoding: 'utf8' })

async function choose(visitor, field, option) {
  await visitor.at(field).click()
  await visitor.page.locator('.el-select-dropdown__item:visible').filter({ hasText: option }).first().click()
}
async function save(visitor, button) {
  const [file] = await Promise.all([visitor.page.waitForEvent('download'), visitor.at(button).click()])
  return { name: file.suggestedFilename(), path: await file.path() }
}
const fill = (visitor, field, text, control = 'input') => visitor.at(`field-${field}`).locator(control).first().fill(text)

async function penalty({ house, visit }, firm) {
  const officer = await visit('enforcement')
  officer.expected = / (401|404|409|422) |Failed to load resource/
  await officer.goTo(`/registers/penalty/new?firm=${encodeURIComponent(firm.id)}`)
  await choose(officer, 'offence', '超过大气污染物排放标准排放')
  for (const level of levels) await officer.at(`level-${level}`).click()
  await until('the fine', async () => (await officer.at('fine-amount').innerText()) === '460,000')
  assert.ok(await officer.at('unverified').count(), 'the page says that the table is unverified')
  await officer.at('level-conduct.mended').click()
  await until('the fine of a better conduct', async () => (await officer.at('fine-amount').innerText()) === '325,000')
  await officer.at('take-fine').click()
  await fill(officer, 'violation', '锅炉烟气超标排放', 'textarea')
  await choose(officer, 'field-kind', '罚款')
  await fill(officer, 'number', '浏环罚决〔2026〕7号')
  await fill(officer, 'decided_on', '2026-11-20')
  await officer.page.keyboard.press('Enter')
  await officer.at('record-save').click()
  await officer.at('record-papers').waitFor()
  assert.equal(await officer.at('paper-penalty_decision-docx').count(), 0, 'it is only proposed')
  await officer.at('move-decide').click()
  await officer.at('move-go').click()
  await officer.at('paper-penalty_decision-docx').waitFor()
  const made = await save(officer, 'paper-penalty_decision-docx')
  assert.match(made.name, /^行政处罚决定书-浏环罚决〔2026〕7号\.docx$/)
  const text = words(made.path)
  for (const said of [firm.title, '锅炉烟气超标排放', '325000元', '叁拾贰万伍仟元整', '主动改正并消除影响', '二〇二六年十一月二十日']) assert.ok(text.includes(said), `${said} in ${text}`)
  const printed = await save(officer, 'paper-penalty_decision-pdf')
  assert.match(printed.name, /\.pdf$/)
  const [kept] = (await house.ask(`/records/penalty?where=${encodeURIComponent(JSON.stringify([['number', '=', '浏环罚决〔2026〕7号']]))}`)).items
  assert.equal(kept.fields.amount, 325_000)
  assert.equal(kept.fields.state, 'decided')
}

async function sign(officer, pad) {
  await pad.scrollIntoViewIfNeeded()
  const box = await pad.boundingBox()
  await officer.page.mouse.move(box.x + 30, box.y + 60)
  await officer.page.mouse.down()
  await officer.page.mouse.move(box.x + 160, box.y + 90, { steps: 8 })
  await officer.page.mouse.up()
}

async function statement({ house, visit }, firm) {
  const officer = await visit('enforcement', { viewport: phone, serviceWorkers: 'allow' })
  officer.expected = / (401|404|409|422) |ERR_INTERNET_DISCONNECTED|Failed to load resource/
  await officer.goTo('/field')
  await officer.page.evaluate(() => navigator.serviceWorker.ready.then(() => true))
  await until('the worker to hold the page', () => officer.page.evaluate(() => !!navigator.serviceWorker.controller))
  await officer.at('begin-statement').waitFor()
  await officer.at('get-ready').click()
  await until('firms to choose from', async () => /[1-9]\d* 条/.test(await officer.at('kept').innerText()))
  await officer.at('begin-statement').click()
  await officer.at('record-form').waitFor()
  await officer.context.setOffline(true)
  await officer.at('field-firm').locator('.el-select').click()
  await officer.page.keyboard.type(firm.title)
  await officer.page.locator('.el-select-dropdown__item:visible').filter({ hasText: firm.title }).first().click()
  await officer.at('field-kind').getByText('现场检查（勘验）笔录').click()
  for (const [field, text] of [['number', '浏笔录〔2026〕3号'], ['site', '二车间'], ['inspector_a', '甲'], ['certificate_a', 'A1'], ['inspector_b', '乙'], ['certificate_b', 'B2']]) await fill(officer, field, text)
  await fill(officer, 'begun_at', '2026-11-20 09:30:00')
  await officer.page.keyboard.press('Enter')
  await officer.at('field-informed').getByText('是').click()
  await fill(officer, 'findings', '布袋除尘器未运行。', 'textarea')
  await sign(officer, officer.at('field-signature').getByTestId('signature'))
  await officer.at('field-signature').getByTestId('sign-again').waitFor()
  await officer.at('record-save').click()
  await officer.at('deed-waiting').waitFor()

  await officer.context.setOffline(false)
  const asked = () => house.ask(`/records/statement?where=${encodeURIComponent(JSON.stringify([['number', '=', '浏笔录〔2026〕3号']]))}`)
  const [kept] = await until('the statement to arrive', async () => (await asked()).items.length && (await asked()).items)
  await officer.at('deed-sent').waitFor()
  assert.equal((await asked()).items.length, 1, 'exactly one statement')
  assert.equal(kept.fields.firm, firm.id)
  assert.equal(kept.fields.signature.length, 1)
  await officer.goTo(`/registers/statement/${encodeURIComponent(kept.id)}`)
  await officer.at('record-papers').waitFor()
  const made = await save(officer, 'paper-statement_inspection-docx')
  assert.ok(words(made.path).includes('布袋除尘器未运行'))
}

export default async function (world) {
  const [firm] = (await world.house.ask('/records/firm?limit=1')).items
  await penalty(world, firm)
  await statement(world, firm)
}
