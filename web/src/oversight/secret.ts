import { sha256 } from './sha256'

const kBytes = 32

// What only this person knows until all parties have bound themselves.
export function freshSecret(): string {
  return [...crypto.getRandomValues(new Uint8Array(kBytes))].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

export const commitmentOf = (digest: string, party: string, secret: string) => sha256(`${digest}\n${party}\n${secret}`)
