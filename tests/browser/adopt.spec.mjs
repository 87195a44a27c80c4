import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'
import { root, until } from './house.mjs'
import { steps } from './recipe.mjs'

export const title = 'a third district: docs/adopt-a-district.md followed word for word, its own register used'

const run = promisify(execFile)
const kServe = 'qingshan serve '
const kNew = 'Qingxi-2026-well'
let afterwards = [] // what the document does once the district is served

async function follow(folder, { path, text, command }) {
  if (path) return writeFileSync(join(folder, path), text)
  const { stdout } = await run('sh', ['-ec', command], { cwd: folder, env: { ...process.env, PATH: join(folder, 'bin') + delimiter + process.env.PATH } })
  if (command.startsWith('qingshan pack check')) assert.match(stdout, /: 0 处错误/, `${command}: ${stdout}`)
}

export async function prepare(house) {
  const recipe = steps(readFileSync(join(root, 'docs/adopt-a-district.md'), 'utf8'))
  const serve = recipe.findIndex(({ command }) => command?.startsWith(kServe))
  assert.ok(serve > 0 && recipe.filter(({ path }) => path).length > 5, 'the document is read as a recipe')
  house.folder = join(house.data, 'adopted')
  mkdirSync(join(house.folder, 'bin'), { recursive: true })
  symlinkSync(house.binary, join(house.folder, 'bin/qingshan'))
  cpSync(join(root, 'packs/national'), join(house.folder, 'packs/national'), { recursive: true })
  for (const step of recipe.slice(0, serve)) await follow(house.folder, step)
  assert.ok(readFileSync(join(house.folder, 'book.md'), 'utf8').includes('水井'), 'the book tells of the new register')
  house.serving = recipe[serve].command.slice(kServe.length).split(' ')
  afterwards = recipe.slice(serve + 1)
}

async function chooseStreet(visitor, name) {
  await visitor.at('field-street').locator('.el-select').click()
  await visitor.page.getByRole('option', { name }).first().click()
}

export default async function ({ house, visit }) {
  const admin = await visit()
  const { page } = admin

  // The first log-in asks for a password of one's own, and then opens a duty page without any station.
  await admin.goTo('/login')
  await admin.at('login-user').fill('admin')
  await admin.at('login-password').fill(house.password)
  await admin.at('login-submit').click()
  await admin.at('password-old').locator('input').or(admin.at('password-old')).first().fill(house.password)
  for (const field of ['password-new', 'password-again']) await admin.at(field).locator('input').or(admin.at(field)).first().fill(kNew)
  await admin.at('password-save').click()
  await admin.at('duty-page').waitFor()
  for (const [path, handle] of [['/devices', 'devices-page'], ['/alerts', 'alerts-page'], ['/cases', 'cases-page'], ['/roster', 'roster-page'],
    ['/boards', 'board-page'], ['/chain', 'chain-page'], ['/checks', 'checks-page'], ['/charge', 'charge-page'], ['/system', 'system-page'], ['/people', 'people-page']]) {
    await admin.goTo(path)
    await admin.at(handle).waitFor()
  }

  // The register has what the file brought along, and takes a new well through the form made from the declaration.
  await admin.goTo('/registers')
  await admin.at('kinds-search').fill('水井')
  await admin.at('kind-well').click()
  await until('the three wells', async () => (await admin.at('record-count').innerText()).replace(/\D/g, '') === '3')
  await admin.at('new-record').click()
  await admin.at('record-form').waitFor()
  await admin.at('field-name').locator('input').fill('西山新凿井')
  await admin.at('field-code').locator('input').fill('QX-001')
  await admin.at('field-use').getByText('工业').click()
  await admin.at('field-depth_m').locator('input').fill('88.5')
  await chooseStreet(admin, '西山镇')
  await admin.at('place-text').locator('input').or(admin.at('place-text')).first().fill('113.530,34.530')
  await admin.at('place-take').click()
  await admin.at('record-save').click()
  await admin.at('fault-permit_until').waitFor() // required of industry
  await admin.at('field-permit_until').locator('input').fill('2099-12-31')
  await page.keyboard.press('Enter')
  await admin.at('record-save').click()
  await admin.at('fault-code').waitFor() // taken by another well
  await admin.at('field-code').locator('input').fill('QX-004')
  await admin.at('record-save').click()
  await admin.at('record-page').getByRole('heading', { name: '西山新凿井' }).waitFor()
  await admin.at('value-depth_m').getByText('88.5').waitFor()
  await page.waitForURL(/registers\/well\/(?!new)/)
  const id = decodeURIComponent(new URL(page.url()).pathname.split('/').pop())

  // Found by two characters, and on the map by its name.
  await admin.goTo('/registers/well')
  await admin.at('records-search').fill('新凿')
  await page.keyboard.press('Enter')
  await until('the one well', async () => (await admin.at('record-count').innerText()).replace(/\D/g, '') === '1')
  await admin.at(`record-${id}`).waitFor()
  await admin.goTo('/map')
  await admin.at('layer-search').fill('水井')
  await admin.at('map-layer-well').click()
  await until('tiles of the wells', () => admin.requests.some((url) => /\/api\/v1\/tiles\/well\//.test(url)))
  await admin.at('finder-input').locator('input').or(admin.at('finder-input')).first().fill('新凿')
  await admin.at(`found-${id}`).click()
  await admin.at('record-card').getByText('西山新凿井').waitFor()

  // It goes out as a file, and the permit that has ended is told.
  await admin.goTo('/registers/well')
  await admin.at('export').click()
  const [download] = await Promise.all([page.waitForEvent('download'), admin.at('export-csv').click()])
  const table = readFileSync(await download.path(), 'utf8')
  assert.equal(table.trim().split('\n').length, 5, table)
  assert.match(table, /西山新凿井.*QX-004.*工业.*88\.5/)
  await admin.goTo('/dues')
  await admin.at('due-jing-3').waitFor()
  assert.equal(await admin.at('due-jing-3').getAttribute('data-state'), 'overdue')

  // The related records of a well that the document brought along.
  await admin.goTo('/registers/well/jing-1')
  await admin.at('related-well_sample').getByText('jing-1-2024').waitFor()

  for (const step of afterwards) await follow(house.folder, step)
  const streets = readFileSync(join(house.folder, 'packs/qingxi/area/streets.geojson'), 'utf8')
  assert.doesNotMatch(streets, /113\.556,/, 'the shapes of the city were converted')
  assert.ok(existsSync(join(house.folder, 'data/demo-password')) === false, 'nobody was made up')
}
