import assert from 'node:assert/strict'
import { keep, write } from './registers.mjs'

export const title = 'a case goes to a department, another unit is asked and answers, it is split; a repeat is merged; a complaint is filled in on the way'

const step = (who, name) => who.page.locator(`[data-testid="case-step"][data-step="${name}"]`).waitFor()
const kUnfoldMs = 400 // of a list that opens
const option = (who, words) => who.page.locator('[role="option"]:visible').filter({ hasText: words }).first()
const pathOf = (id) => `/cases/${encodeURIComponent(id)}`

// Types into a list and takes the first that is left.
async function choose(who, input, words) {
  await input.click()
  await input.fill(words)
  await option(who, words).waitFor()
  await who.page.waitForTimeout(kUnfoldMs)
  await option(who, words).click()
  await who.at('action-more').locator('legend').click() // a list of several stays open
  await option(who, words).waitFor({ state: 'hidden' })
}

// Chooses an action that asks for more, fills that in, and does it.
async function act(who, verb, text, more) {
  await who.at(`act-${verb}`).click()
  await who.at('action-more').waitFor()
  await more()
  if (text) await who.at('case-text').fill(text)
  await who.at('act-go').click()
}

async function toDepartment(duty, id) {
  await duty.goTo(pathOf(id))
  await step(duty, 'assign')
  await act(duty, 'assign_unit', '', () => choose(duty, duty.at('assign-unit').locator('input').first(), '生态环境主管部门'))
  await step(duty, 'unit')
}

async function jointWork(house, visit) {
  const { id } = await write(house, '/cases', { workflow: 'supervision', title: '潮河支流岸边堆料', text: '查清来源，限期清理' })
  const duty = await visit('duty')
  await toDepartment(duty, id)

  const department = await visit('department')
  await department.goTo('/cases')
  await department.at('my-work').getByText('潮河支流岸边堆料').click()
  await step(department, 'unit')
  await act(department, 'invite', '请水利部门核实河道管理范围', () => choose(department, department.at('invite-units').locator('input').first(), '水利部门'))
  await department.page.getByText('等待会办答复').waitFor()

  const water = await visit('water')
  await water.goTo(pathOf(id))
  await water.at('case-text').fill('堆料在河道管理范围内')
  await water.at('act-answer').click()
  await water.page.getByText('等待会办答复').waitFor({ state: 'detached' })

  await department.goTo(pathOf(id))
  await act(department, 'split', '两处堆料分别办理', async () => {
    for (const [n, name, street] of [[1, '北岸堆料', '金岱'], [2, '南岸堆料', '南曹']]) {
      const part = department.at(`part-${n}`)
      await part.locator('input').first().fill(name)
      await choose(department, part.locator('.el-select input').first(), street)
    }
  })
  await department.page.getByText('北岸堆料').first().waitFor()
  const { items } = await house.ask(`/cases?parent=${encodeURIComponent(id)}`)
  assert.deepEqual(items.map((part) => part.title_zh).sort(), ['北岸堆料', '南岸堆料'])
  const { timeline } = await house.ask(pathOf(id))
  assert.deepEqual(timeline.map((event) => event.verb).filter((verb) => verb !== 'remind'), ['open', 'assign_unit', 'invite', 'answer', 'split'])
  return duty
}

async function merged(house, duty) {
  const name = '同一处堆料'
  const [first, repeat] = [
    await write(house, '/cases', { workflow: 'supervision', title: name, text: '限期清理' }),
    await write(house, '/cases', { workflow: 'supervision', title: '又报同一处堆料', text: '限期清理' }),
  ]
  await duty.goTo(pathOf(repeat.id))
  await act(duty, 'merge', '与在办件为同一处', async () => {
    await duty.at('merge-into').locator('.el-select__wrapper').or(duty.at('merge-into')).first().click()
    await option(duty, name).click()
  })
  await step(duty, 'closed')
  assert.equal((await house.ask(pathOf(repeat.id))).merged_into, first.id)
}

// What the steps of the work ask for is filled in on the record, which moves along.
async function complaint(house, visit, duty) {
  await keep(house, 'complaint', 'tousu-1', { number: '20261122001', channel: '12345', received_on: '2026-11-22', kind: 'dust', street: 'dongdajie', text: '工地夜间扬尘', state: 'received' })
  const { items: [item] } = await house.ask('/cases?subject=complaint/tousu-1')
  await duty.goTo(pathOf(item.id))
  await step(duty, 'accept')
  await duty.at('act-accept').click()
  await step(duty, 'assign')
  await act(duty, 'assign', '', async () => {
    await duty.at('assign-street').locator('.el-select__wrapper').or(duty.at('assign-street')).first().click()
    await option(duty, '东大街').click()
  })
  await step(duty, 'visit')

  const street = await visit('dongdajie')
  const photo = async (name) => {
    await street.at('case-photo').setInputFiles({ name, mimeType: 'image/png', buffer: await street.page.screenshot() })
    await street.at('case-actions').locator('img').first().waitFor()
  }
  await street.goTo(pathOf(item.id))
  await street.at('case-text').fill('已到工地')
  await photo('到场.png')
  await street.at('act-arrive').click()
  await step(street, 'handle')
  await photo('整改.png')
  await act(street, 'submit', '已责令停工覆盖', async () => {
    await street.at('action-more').getByText('属实', { exact: true }).click()
    await street.at('action-more').locator('textarea').first().fill('裸土全部覆盖，夜间停工')
  })
  await step(street, 'review')
  const record = await house.ask('/records/complaint/tousu-1')
  assert.equal(record.fields.true_word, 'true')
  assert.equal(record.fields.state, 'review')
}

export default async function ({ house, visit }) {
  const duty = await jointWork(house, visit)
  await merged(house, duty)
  await complaint(house, visit, duty)
}
