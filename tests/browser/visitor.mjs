// Somebody at a browser: a window of their own, what it asked for, and every fault that it met.
import { createRequire } from 'node:module'

const { chromium } = createRequire(new URL('../../web/package.json', import.meta.url))('playwright-core')

const kFlags = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync',
  '--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader']
const kPatienceMs = 60_000 // two slow cores draw a WebGL map in software
const kRefusals = / (401|409|422) / // answers that a page expects and tells; the browser notes them all the same
const kHere = ['127.0.0.1', 'localhost']
export const desk = { width: 1440, height: 900 }
export const phone = { width: 390, height: 844 }

export const launch = () => chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: kFlags })

// The address leaves the machine; blob: and data: never reach a network.
export function leaves(address) {
  const url = new URL(address)
  return !['blob:', 'data:', 'about:'].includes(url.protocol) && !kHere.includes(url.hostname)
}

export class Visitor {
  requests = []
  faults = []
  expected = kRefusals // a visit that tries what is not allowed names more
  welcome = [] // hosts outside that this visit may ask

  // `serviceWorkers`: 'allow' for who works off line; `place`: where the phone says that it is.
  static async arrive(browser, house, { viewport = desk, locale = 'zh-CN', theme = 'dark', scale = 1, serviceWorkers = 'block', place } = {}) {
    const small = viewport.width < 760
    const context = await browser.newContext({ viewport, locale, timezoneId: 'Asia/Shanghai', hasTouch: small, isMobile: small, deviceScaleFactor: scale, serviceWorkers,
      ...(place && { geolocation: { longitude: place[0], latitude: place[1], accuracy: 12 }, permissions: ['geolocation'] }) })
    await context.addInitScript((chosen) => { // as somebody who chose once; the page's own switch stays free
      if (!localStorage.getItem('qingshan.locale')) localStorage.setItem('qingshan.locale', chosen.locale)
      if (!localStorage.getItem('qingshan.theme')) localStorage.setItem('qingshan.theme', chosen.theme)
    }, { locale, theme })
    const visitor = new Visitor()
    visitor.house = house
    visitor.context = context
    visitor.page = await context.newPage()
    visitor.page.setDefaultTimeout(kPatienceMs)
    visitor.#listen()
    return visitor
  }

  #listen() {
    this.context.on('request', (request) => this.requests.push(request.url()))
    this.page.on('websocket', (socket) => this.requests.push(socket.url()))
    this.page.on('pageerror', (error) => this.faults.push(error.message))
    this.page.on('console', (line) => {
      if (line.type() === 'error' && !this.expected.test(line.text())) this.faults.push(line.text())
    })
  }

  at(handle) {
    return this.page.getByTestId(handle)
  }

  async goTo(path) {
    await this.page.goto(this.house.origin + path)
  }

  async logIn(user) {
    await this.goTo('/login')
    await this.at('login-user').fill(user)
    await this.at('login-password').fill(this.house.password)
    await this.at('login-submit').click()
    await this.at('duty-page').waitFor()
  }

  get outside() {
    return this.requests.filter((address) => leaves(address) && !this.welcome.includes(new URL(address).hostname))
  }

  leave() {
    return this.context.close()
  }
}
