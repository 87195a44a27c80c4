// Every *.spec.mjs beside this file against the real program and a real browser; a line per test.
//   node tests/browser/run.mjs <binary> [a test's name: plan]
// A spec exports `title` and a default async function of {house, visit}; one that needs another house than the
// demonstration of Guancheng exports `prepare`, which gets the house before it opens.
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { House, root } from './house.mjs'
import { Visitor, launch } from './visitor.mjs'

const kTestMs = 300_000 // below the time that ctest gives, so that the reason is still printed

const [binary, only = ''] = process.argv.slice(2)
if (!binary || !existsSync(binary)) {
  console.error('usage: node tests/browser/run.mjs <binary of qingshan> [name]')
  process.exit(2)
}
if (!existsSync(join(root, 'web/dist/index.html'))) {
  console.error('web/dist is missing: the pages are not built (cd web && npm install --no-save && npm run build)')
  process.exit(1)
}

const within = (ms, work) => {
  let timer
  const late = new Promise((_, fail) => (timer = setTimeout(() => fail(new Error(`not done after ${Math.round(ms / 1000)} s`)), ms)))
  return Promise.race([work, late]).finally(() => clearTimeout(timer))
}

// What a spec may not leave behind or do, whatever else it looked at.
function inspect(visitors) {
  const outside = visitors.flatMap((visitor) => visitor.outside)
  if (outside.length) throw new Error(`left the machine: ${outside.join(' ')}`)
  const faults = visitors.flatMap((visitor) => visitor.faults)
  if (faults.length) throw new Error(`the page said: ${faults.join(' | ')}`)
}

async function run(spec, browser) {
  const house = new House(binary)
  const visitors = []
  const visit = async (user, look) => {
    const visitor = await Visitor.arrive(browser, house, look)
    visitors.push(visitor)
    if (user) await visitor.logIn(user)
    return visitor
  }
  try {
    await within(kTestMs, (async () => {
      await spec.prepare?.(house)
      await house.open()
      await spec.default({ house, visit })
    })())
    inspect(visitors)
  } catch (fault) {
    const shown = visitors.at(-1)?.page
    if (process.env.QS_PICTURES) await shown?.screenshot({ path: join(process.env.QS_PICTURES, 'failed.png') }).catch(() => {})
    fault.where = shown?.url()
    fault.said = house.said
    throw fault
  } finally {
    await Promise.allSettled(visitors.map((visitor) => visitor.leave()))
    await house.close()
  }
}

const here = join(root, 'tests/browser')
const specs = readdirSync(here).filter((file) => file.endsWith('.spec.mjs') && (!only || file === `${only}.spec.mjs`)).sort()
const browser = await launch()
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(1)) // children die with us
let failed = 0
for (const file of specs) {
  const spec = await import(join(here, file))
  const began = Date.now()
  const took = () => `${((Date.now() - began) / 1000).toFixed(1)} s`
  try {
    await run(spec, browser)
    console.log(`ok      ${spec.title} (${took()})`)
  } catch (fault) {
    ++failed
    console.log(`FAILED  ${spec.title} (${took()}): ${fault.message.split('\n').slice(0, 6).join(' ')}`)
    console.error(`${fault.stack}\nat ${fault.where}\n${(fault.said ?? '').split('\n').slice(-15).join('\n')}`)
  }
}
await browser.close()
console.log(`${specs.length - failed} of ${specs.length} browser tests passed`)
process.exit(failed || !specs.length ? 1 : 0)
