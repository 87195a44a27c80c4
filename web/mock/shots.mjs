// Pictures of every page at desk and phone size, in both languages, under the strict policy.
// node mock/shots.mjs [folder] [name-filter]; says every error the browser met.
import { mkdirSync } from 'node:fs'
import { chromium } from 'playwright-core'
import { makeServer } from './server.mjs'
import { password } from './work.mjs'

const folder = process.argv[2] ?? 'shots'
const only = process.argv[3] ?? ''
const pages = [
  ['duty', '/'], ['site-air', '/sites/M17'], ['site-river', '/sites/W02'], ['site-noise', '/sites/N02'],
  ['picked', '/sites/A01', async (page) => {
    await page.getByTestId('chart').locator('canvas').click({ position: { x: 160, y: 180 } })
    await page.getByTestId('versions').waitFor()
  }],
  ['calendar', '/sites/A01?tab=calendar', async (page) => { for (let i = 0; i < 9; i++) await page.getByTestId('month-back').click() }],
  ['calibration', '/sites/M05?tab=calibration'],
  ['raw', '/sites/M05', async (page) => { await page.getByTestId('chart-raw').click() }],
  ['completeness', '/sites/A01?tab=completeness'], ['health', '/sites/A01?tab=health'], ['daynight', '/sites/N02?tab=dayNight'],
  ['alerts', '/alerts'], ['alert', '/alerts/AL-2208'], ['cases', '/cases'], ['case', '/cases/CA-1040'],
  ['devices', '/devices'], ['standards', '/standards'], ['roster', '/roster'], ['system', '/system'],
  ['registers', '/registers'], ['register', '/registers/firm'], ['register-map', '/registers/outfall?show=both&where=%5B%5B%22category%22%2C%22in%22%2C%5B%22rain%22%2C%22industrial%22%5D%5D%5D'],
  ['record', '/registers/permit/P12'], ['record-place', '/registers/outfall/O7'], ['form', '/registers/inspection/new?firm=F0012'], ['form-table', '/registers/permit/P12?edit=1'],
  ['history', '/registers/outfall/O7', async (page) => { await page.getByTestId('record-history').locator('.head').first().click() }],
  ['import', '/registers/firm', async (page) => {
    await page.getByTestId('import').click()
    await page.getByTestId('import-file').setInputFiles({ name: '企业_faults.xlsx', mimeType: 'application/octet-stream', buffer: Buffer.from('x') })
    await page.getByTestId('import-faults').waitFor()
  }],
  ['bulk', '/registers/firm', async (page) => { await page.locator('[data-testid^=record-F] input').first().check(); await page.getByTestId('bulk-open').click() }],
  ['firm', '/firms/F0012'], ['dues', '/dues'],
  ['map', '/map?layers=firm,outfall,water_body,noise_zone&record=outfall/O7'],
  ['map-inside', '/map?layers=firm,outfall', async (page) => {
    await page.getByTestId('tool-inside').click()
    const { x, y, width, height } = await page.getByTestId('map').boundingBox()
    for (const [fx, fy] of [[0.42, 0.45], [0.66, 0.45], [0.64, 0.72], [0.44, 0.7]]) await page.mouse.click(x + width * fx, y + height * fy)
    await page.getByTestId('area-list').waitFor()
  }],
]
const sizes = { desk: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } }
const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync', '--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader']

mkdirSync(folder, { recursive: true })
const server = makeServer()
await new Promise((done) => server.listen(0, '127.0.0.1', done))
const origin = `http://127.0.0.1:${server.address().port}`
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: flags })
let faults = 0

async function shoot(size, locale, theme, user) {
  const context = await browser.newContext({ viewport: sizes[size], hasTouch: size === 'phone', isMobile: size === 'phone', timezoneId: 'Asia/Shanghai' })
  await context.addInitScript(([l, t]) => { localStorage.setItem('qingshan.locale', l); localStorage.setItem('qingshan.theme', t) }, [locale, theme])
  const page = await context.newPage()
  const tag = `${size}-${locale}-${theme}`
  const fault = (text) => { faults++; console.log(`${tag} ${page.url()}: ${text}`) }
  page.on('console', (m) => ['error', 'warning'].includes(m.type()) && !/GPU stall|401/.test(m.text()) && fault(m.text()))
  page.on('pageerror', (e) => fault(e.message))
  page.on('request', (r) => !r.url().startsWith(origin) && !r.url().startsWith('blob:') && fault(`outside: ${r.url()}`))
  await page.goto(`${origin}/login`)
  await page.getByTestId('login-submit').waitFor()
  if (!only || 'login'.includes(only)) await page.screenshot({ path: `${folder}/login-${tag}.png` })
  await page.getByTestId('login-user').fill(user)
  await page.getByTestId('login-password').fill(password)
  await page.getByTestId('login-submit').click()
  await page.getByTestId('duty-page').waitFor()
  for (const [name, path, act] of pages.filter(([n]) => !only || n.includes(only))) {
    await page.goto(origin + path)
    await page.getByTestId('loading').first().waitFor({ state: 'detached' }).catch(() => fault('still loading'))
    await page.waitForTimeout(/duty|map/.test(name) ? 3500 : 1300)
    if (act) await act(page).then(() => page.waitForTimeout(800), (e) => fault(e.message))
    await page.screenshot({ path: `${folder}/${name}-${tag}.png` })
    const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    if (over > 0) fault(`${over} px wider than the screen`)
  }
  await context.close()
}

await shoot('desk', 'zh-CN', 'dark', 'duty')
if (!process.env.QUICK) {
  await shoot('phone', 'zh-CN', 'dark', 'street')
  await shoot('desk', 'en', 'light', 'duty')
  await shoot('phone', 'en', 'light', 'street')
}
await browser.close()
server.close()
server.closeAllConnections()
console.log(faults ? `${faults} faults` : 'no fault')
process.exitCode = faults ? 1 : 0
