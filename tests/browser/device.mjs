// One device that speaks HJ 212 to the house, for a test that needs certain values.
import { once } from 'node:events'
import { connect } from 'node:net'

// HJ 212 annex A.
function crc(text) {
  let register = 0xffff
  for (const byte of Buffer.from(text)) {
    register = (register >> 8) ^ byte
    for (let bit = 0; bit < 8; bit++) register = register & 1 ? (register >> 1) ^ 0xa001 : register >> 1
  }
  return register.toString(16).toUpperCase().padStart(4, '0')
}

const kChinaMs = 8 * 3_600_000
export const compact = (t) => new Date(t + kChinaMs).toISOString().replace(/\D/g, '').slice(0, 14)

// Sends minute means, each acknowledged before the next: `minutes` = [[time, 'a21002-Avg=140,a21002-Flag=N;…'], …].
export async function sendMinutes(house, { mn, system }, minutes, stepMs) {
  const line = connect(Number(house.hj212), '127.0.0.1')
  await once(line, 'connect')
  for (const [at, values] of minutes) {
    const segment = `QN=${compact(at + stepMs)}000;ST=${system};CN=2051;PW=123456;MN=${mn};Flag=5;CP=&&DataTime=${compact(at)};${values}&&`
    line.write(`##${String(segment.length).padStart(4, '0')}${segment}${crc(segment)}\r\n`)
    await once(line, 'data')
  }
  line.destroy()
}
