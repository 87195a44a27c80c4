import assert from 'node:assert/strict'
import { until } from './house.mjs'
import { phone } from './visitor.mjs'

export const title = 'a case is opened by hand, assigned, paused, answered with a photo and closed; two people act at once; board, calendar, keyboard'

const street = 'dongdajie'
const step = (who, name) => who.page.locator(`[data-testid="case-step"][data-step="${name}"]`).waitFor()
const count = async (who, handle) => Number((await who.at(handle).innerText()).split('\n')[0])

async function pick(who, handle, option) {
  await who.at(handle).locator('.el-select__wrapper').or(who.at(handle)).first().click()
  await who.page.getByRole('option', { name: option }).first().click()
}

async function openByHand(duty, name) {
  await duty.goTo('/cases')
  await duty.at('cases-page').waitFor()
  await duty.page.keyboard.press('n')
  await duty.at('open-case-form').waitFor()
  await duty.at('open-go').click()
  await duty.at('open-fault').waitFor() // neither what nor why
  await duty.at('open-title').fill(name)
  await duty.at('open-text').fill('请查清原因，落实覆盖和冲洗，按期回报')
  await duty.at('open-go').click()
  await step(duty, 'assign')
  return decodeURIComponent(new URL(duty.page.url()).pathname.split('/cases/')[1])
}

async function assignToStreet(duty) {
  await duty.page.locator('h1').click() // nowhere to type
  await duty.page.keyboard.press('2')
  await duty.at('action-more').waitFor()
  await duty.at('act-go').click()
  await duty.at('case-fault').waitFor() // to whom?
  await pick(duty, 'assign-street', '东大街')
  await duty.at('act-go').click()
  await step(duty, 'street')
}

// The worker's answer is held on its way until somebody else was faster.
async function overtaken(worker, colleague, path) {
  await worker.at('case-text').fill('已经覆盖完毕，附照片')
  await colleague.goTo(path)
  await colleague.at('case-text').fill('先等检测报告')
  let held
  const arrived = new Promise((done) => (held = done))
  let release
  const free = new Promise((done) => (release = done))
  await worker.page.route('**/actions', async (route) => {
    held()
    await free
    await route.continue()
  })
  await worker.at('case-photo').setInputFiles({ name: '现场.png', mimeType: 'image/png', buffer: await worker.page.screenshot() })
  await worker.at('case-actions').locator('img').waitFor()
  await worker.at('act-reply').click()
  await arrived
  await colleague.at('act-reply').waitFor()
  await colleague.at('case-photo').setInputFiles({ name: '复核.png', mimeType: 'image/png', buffer: await colleague.page.screenshot() })
  await colleague.at('case-actions').locator('img').waitFor()
  await colleague.at('act-reply').click()
  await step(colleague, 'review')
  release()
  await worker.at('overtaken').waitFor()
  await worker.page.unroute('**/actions')
  await step(worker, 'review')
  assert.equal(await worker.at('case-text').inputValue(), '已经覆盖完毕，附照片', 'nothing that was typed is lost')
}

export default async function ({ house, visit }) {
  const duty = await visit('duty')
  const name = '紫荆山路裸土未覆盖'
  const id = await openByHand(duty, name)
  const path = `/cases/${encodeURIComponent(id)}`

  // My work has it first, names what to do, and the keyboard opens it.
  await duty.goTo('/cases')
  await duty.at('my-work').getByText(name).waitFor()
  await duty.at('next-assign_unit').first().waitFor()
  await duty.page.keyboard.press('j')
  await duty.page.keyboard.press('Enter')
  await step(duty, 'assign')
  await assignToStreet(duty)

  // The board and the calendar know where it stands and when it is due; both lead to it.
  await duty.goTo('/cases?tab=board&workflow=supervision')
  await until('the board to count it', async () => (await count(duty, `cell-street-${street}`)) === 1)
  await duty.at(`cell-street-${street}`).click()
  await duty.at(`case-${id}`).waitFor()
  const { due_at } = await house.ask(path)
  const day = new Date(due_at + 8 * 3_600_000).toISOString().slice(0, 10)
  await duty.goTo(`/cases?tab=calendar&day=${day}`)
  await duty.at('due-list').getByText(name).waitFor()
  assert.match(await duty.at(`due-day-${day}`).innerText(), /1/)

  // The street's people at the phone: the clock stands and runs again.
  const worker = await visit(street, { viewport: phone })
  await worker.goTo(path)
  await step(worker, 'street')
  await worker.at('act-pause').click()
  await worker.at('case-fault').waitFor() // why?
  await worker.at('case-text').fill('等待第三方检测')
  await worker.at('act-pause').click()
  await worker.at('paused').waitFor()
  await worker.at('act-resume').click()
  await worker.at('act-reply').waitFor()
  assert.equal(await worker.at('paused').count(), 0)

  await overtaken(worker, await visit(`${street}-2`), path)

  // Closed by the district; the story has all of it, and its workflow is a picture.
  await duty.goTo(path)
  await step(duty, 'review')
  await duty.at('case-text').fill('复核属实，同意办结')
  await duty.at('act-close').click()
  await step(duty, 'closed')
  const told = await duty.at('case-timeline').locator('li').evaluateAll((items) => items.map((item) => item.dataset.verb).reverse())
  assert.deepEqual(told.filter((verb) => verb !== 'remind'), ['open', 'assign_street', 'pause', 'resume', 'reply', 'close'])
  await duty.page.locator('h1').click()
  await duty.page.keyboard.press('w')
  await duty.at('workflow-drawing').locator('[data-step="street"]').waitFor()
  await duty.page.keyboard.press('Escape')
  await duty.goTo('/cases')
  await duty.at('keys-hint').waitFor()
  await duty.page.keyboard.press('Shift+?')
  await duty.at('keys-help').waitFor()
}
