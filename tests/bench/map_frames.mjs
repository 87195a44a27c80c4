// How smooth the one map is with 100,000 points of one kind: the time between frames while it is dragged and
// zoomed in Chromium, beside the same movements over the bare district. Prints one line of JSON.
//   node tests/bench/map_frames.mjs <binary of qingshan> [points]
import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { House, until } from '../browser/house.mjs'
import { Visitor, launch } from '../browser/visitor.mjs'

const kKind = 'camera'
const kPatience = { maxBuffer: 1 << 26 }
const kDrags = 3
const kStepsOfDrag = 20
const [binary, points = '100000'] = process.argv.slice(2)

// Scattered evenly over the district's box, the same every time.
function table(count, [west, south, east, north], streets) {
  let seed = 20261122
  const dice = () => (seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0) / 2 ** 32
  const rows = Array.from({ length: count }, (_, i) =>
    `点位${i},${streets[i % streets.length]},road,online,"${(west + dice() * (east - west)).toFixed(6)},${(south + dice() * (north - south)).toFixed(6)}"`)
  return `name,street,kind,state,place\n${rows.join('\n')}\n`
}

async function filled(house) {
  await house.open()
  const { outline, streets } = await house.ask('/district')
  const corners = outline.coordinates.flat(outline.type === 'Polygon' ? 1 : 2)
  const [lons, lats] = [0, 1].map((axis) => corners.map((corner) => corner[axis]))
  const file = join(house.data, 'points.csv')
  writeFileSync(file, table(Number(points), [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)], streets.map((one) => one.id)))
  await house.shut()
  const began = Date.now()
  execFileSync(binary, ['records', 'import', file, '--data', house.data, '--kind', kKind, '--why', 'bench'], kPatience)
  const seconds = (Date.now() - began) / 1000
  await house.open()
  return seconds
}

// Milliseconds between frames while `move` runs.
async function frames(page, move) {
  await page.evaluate(() => {
    window.frames = []
    const tick = (now) => (window.frames.push(now), (window.ticking = requestAnimationFrame(tick)))
    window.ticking = requestAnimationFrame(tick)
  })
  await move()
  const at = await page.evaluate(() => (cancelAnimationFrame(window.ticking), window.frames))
  return at.slice(1).map((now, i) => now - at[i])
}

async function drag(page, { x, y, width, height }) {
  for (let i = 0; i < kDrags; ++i) {
    const back = i % 2 ? -1 : 1
    await page.mouse.move(x + width * (0.5 - 0.15 * back), y + height * 0.5)
    await page.mouse.down()
    await page.mouse.move(x + width * (0.5 + 0.15 * back), y + height * (0.5 + 0.1 * back), { steps: kStepsOfDrag })
    await page.mouse.up()
  }
}

async function zoom(page, { x, y, width, height }) {
  await page.mouse.move(x + width * 0.55, y + height * 0.5)
  for (const step of [-1, -1, 1, 1])
    for (let i = 0; i < 3; ++i) {
      await page.mouse.wheel(0, step * 120)
      await page.waitForTimeout(120)
    }
}

const ms = (value) => Math.round(value * 10) / 10
function told(spans) {
  const sorted = [...spans].sort((a, b) => a - b)
  const at = (share) => ms(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))])
  return { frames: spans.length, p50_ms: at(0.5), p95_ms: at(0.95), longest_ms: ms(sorted.at(-1)) }
}

async function measured(duty, path) {
  await duty.goTo(path)
  await duty.at('map-gl').waitFor()
  await duty.page.waitForTimeout(4000)
  const box = await duty.at('map').boundingBox()
  return { drag: told(await frames(duty.page, () => drag(duty.page, box))), zoom: told(await frames(duty.page, () => zoom(duty.page, box))) }
}

async function main() {
  const house = new House(binary)
  const browser = await launch()
  try {
    const imported = await filled(house)
    const duty = await Visitor.arrive(browser, house)
    duty.page.setDefaultTimeout(120_000)
    const tiles = []
    duty.page.on('response', async (answer) => {
      if (!/\/tiles\//.test(answer.url())) return
      const body = await answer.body().catch(() => Buffer.alloc(0))
      tiles.push({ bytes: body.length, ms: answer.request().timing().responseEnd })
    })
    await duty.logIn('duty')
    await until('all points to be there', async () => (await house.ask(`/counts/${kKind}`)).count >= Number(points))
    const bare = await measured(duty, '/map')
    const full = await measured(duty, `/map?layers=${kKind}`)
    const gl = await duty.page.evaluate(() => {
      const context = document.createElement('canvas').getContext('webgl')
      const about = context.getExtension('WEBGL_debug_renderer_info')
      return about ? context.getParameter(about.UNMASKED_RENDERER_WEBGL) : 'unknown'
    })
    const most = (field) => ms(Math.max(0, ...tiles.map((tile) => tile[field])))
    console.log(JSON.stringify({ points: Number(points), renderer: gl, import_s: imported, bare, full, tiles: tiles.length, largest_tile_bytes: most('bytes'), slowest_tile_ms: most('ms') }))
  } finally {
    await browser.close()
    await house.close()
  }
}

main().then(() => process.exit(0), (fault) => {
  console.error(fault)
  process.exit(1)
})
