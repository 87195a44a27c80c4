import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { commitmentOf, freshSecret } from '@/oversight/secret'
import { sha256 } from '@/oversight/sha256'

const known = (text: string) => createHash('sha256').update(text).digest('hex')

describe('sha256', () => {
  it('agrees with the standard at every length around a block', () => {
    expect(sha256('')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855')
    expect(sha256('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
    for (let length = 0; length < 200; length++) expect(sha256('q'.repeat(length))).toBe(known('q'.repeat(length)))
    expect(sha256('双随机抽取'.repeat(40))).toBe(known('双随机抽取'.repeat(40)))
  })
})

describe('a party', () => {
  it('makes secrets that nobody guesses', () => {
    expect(freshSecret()).toMatch(/^[0-9a-f]{64}$/)
    expect(freshSecret()).not.toBe(freshSecret())
  })
  it('binds itself to the pool, its name and its secret', () => {
    expect(commitmentOf('digest', '甲', 'secret')).toBe(known('digest\n甲\nsecret'))
  })
})
