// The proof of work on a thread of its own, so that the page stays alive meanwhile.
import { solved } from './sha256'

self.onmessage = ({ data }: MessageEvent<{ challenge: string; bits: number }>) => {
  self.postMessage(solved(data.challenge, data.bits))
}
