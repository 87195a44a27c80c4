import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { placeOf } from '@/report/exif'
import { leadingZeroBits, sha256, solved } from '@/report/sha256'

const hex = (words: Uint32Array) => [...words].map((word) => word.toString(16).padStart(8, '0')).join('')

describe('the proof of work', () => {
  it('hashes as FIPS 180-4 does, at every length around a block', () => {
    expect(hex(sha256('abc'))).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
    for (let length = 0; length < 140; length++) {
      const text = '山'.repeat(length % 7) + 'x'.repeat(length)
      expect(hex(sha256(text)), String(length)).toBe(createHash('sha256').update(text).digest('hex'))
    }
  })
  it('counts the bits and finds an answer', () => {
    expect(leadingZeroBits(new Uint32Array([0, 1]))).toBe(63)
    expect(leadingZeroBits(new Uint32Array([0x80000000]))).toBe(0)
    const answer = solved('challenge', 10)
    expect(parseInt(createHash('sha256').update(`challenge.${answer}`).digest('hex').slice(0, 3), 16) >> 2).toBe(0)
  })
})

// A JPEG of nothing but its EXIF.
function jpeg(latRef: string, degrees: [number, number][], little = true): ArrayBuffer {
  const tiff = new DataView(new ArrayBuffer(200))
  const u16 = (at: number, v: number) => tiff.setUint16(at, v, little)
  const u32 = (at: number, v: number) => tiff.setUint32(at, v, little)
  tiff.setUint16(0, little ? 0x4949 : 0x4d4d)
  u16(2, 42)
  u32(4, 8)
  u16(8, 1)
  u16(10, 0x8825)
  u32(18, 30)
  u16(30, 4)
  const entry = (i: number, tag: number, value: number) => (u16(32 + i * 12, tag), u32(40 + i * 12, value))
  entry(0, 1, 0)
  tiff.setUint8(40, latRef.charCodeAt(0))
  entry(1, 2, 100)
  entry(2, 3, 0)
  tiff.setUint8(40 + 24, 'E'.charCodeAt(0))
  entry(3, 4, 130)
  degrees.forEach(([n, d], i) => (u32(100 + i * 8 + (i > 2 ? 6 : 0), n), u32(104 + i * 8 + (i > 2 ? 6 : 0), d)))
  const bytes = new Uint8Array(12 + 200)
  bytes.set([0xff, 0xd8, 0xff, 0xe1, 0, 208, 0x45, 0x78, 0x69, 0x66, 0, 0])
  bytes.set(new Uint8Array(tiff.buffer), 12)
  return bytes.buffer
}

describe('where a photo was taken', () => {
  const place: [number, number][] = [[34, 1], [45, 1], [0, 1], [113, 1], [42, 1], [36, 1]]
  it('is read from its EXIF, whatever its byte order', () => {
    for (const little of [true, false]) {
      const [lon, lat] = placeOf(jpeg('N', place, little)) ?? [0, 0]
      expect(lat).toBeCloseTo(34.75)
      expect(lon).toBeCloseTo(113.71)
    }
    expect(placeOf(jpeg('S', place))?.[1]).toBeCloseTo(-34.75)
  })
  it('is unknown of anything else', () => {
    expect(placeOf(jpeg('N', [[1, 0], [0, 0], [0, 0], [1, 1], [0, 1], [0, 1]]))).toBeNull()
    expect(placeOf(jpeg('N', [[91, 1], [0, 1], [0, 1], [1, 1], [0, 1], [0, 1]]))).toBeNull()
    expect(placeOf(new ArrayBuffer(0))).toBeNull()
    expect(placeOf(new TextEncoder().encode('not a photo').buffer as ArrayBuffer)).toBeNull()
    for (let cut = 0; cut < 212; cut += 7) expect(() => placeOf(jpeg('N', place).slice(0, cut))).not.toThrow()
  })
})
