// 谁的手机: whose things are kept on this phone, and who may look at them off line.
import { setReader, tidyAnswers } from './kept'
import { openQueue, sync } from './deeds'
import { setPhotographer } from './photos'
import { kDrawers, shelf } from './shelf'
import { setDraftsOf } from './useDraft'
import type { Session } from '@/contract'

const kOwner = 'qingshan.owner'
const kLeaving = 'qingshan.leaving'
const kLongestMs = 7 * 86_400_000 // without having asked the service once

interface Owner {
  session: Session
  at: number
}

// Somebody is here: their own things are opened, what another person read is gone. What another person did and
// could not send yet stays theirs, unseen, until they come back.
export async function ownerEnters(session: Session) {
  localStorage.setItem(kOwner, JSON.stringify({ session: { ...session, csrf: '' }, at: Date.now() } satisfies Owner))
  opens(session.user)
  await (await shelf()).forget(['answers'], (user) => user !== session.user)
  await tidyAnswers()
}

let open = ''

function opens(user: string) {
  if (user && user === open) return void sync() // a session that was asked anew: what is on its way stays so
  open = user
  setReader(user)
  setPhotographer(user)
  setDraftsOf(user)
  void openQueue(user)
}

// Who was here last, for a page that is opened off line.
export function lastOwner(): Session | null {
  try {
    const owner = JSON.parse(localStorage.getItem(kOwner) ?? 'null') as Owner | null
    if (!owner || localStorage.getItem(kLeaving) || Date.now() - owner.at > kLongestMs) return null
    opens(owner.session.user)
    return owner.session
  } catch {
    return null
  }
}

// Log-out: nothing of theirs is left on the phone. `reached`: the service closed the session; otherwise it is
// closed before anybody sees a page again.
export async function ownerLeaves(user: string, reached: boolean) {
  localStorage.removeItem(kOwner)
  if (!reached) localStorage.setItem(kLeaving, '1')
  opens('')
  await (await shelf()).forget(kDrawers, (whose) => whose === user)
}

export const isLeaving = () => localStorage.getItem(kLeaving) !== null
export const hasLeft = () => localStorage.removeItem(kLeaving)
