// Photos of the field: kept on the phone by their SHA-256 until the service has them, with the place where the
// phone was when they were taken. The bytes stay as the camera made them.
import { address, api, ApiError, ask } from '@/api'
import type { Evidence } from '@/contract'
import { ahead } from './clock'
import { shelf } from './shelf'

const kPlaceMs = 8_000 // to wait for a position

export interface Photo {
  hash: string
  name: string
  type: string
  bytes: Blob
  at: number // by this phone's clock
  ahead: number | null
  place: [lon: number, lat: number, accuracy: number] | null
  sent: boolean
}

let owner = ''
const urls = new Map<string, string>() // of photos in this page

export function setPhotographer(user: string) {
  owner = user
  urls.forEach((url) => URL.revokeObjectURL(url))
  urls.clear()
}

const hex = (bytes: ArrayBuffer) => [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, '0')).join('')

// Browsers count digests and keep pages off line only where nobody can listen in.
export const canKeep = () => window.isSecureContext && !!crypto.subtle

export function whereAmI(): Promise<Photo['place']> {
  if (!navigator.geolocation) return Promise.resolve(null)
  return new Promise((done) =>
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => done([coords.longitude, coords.latitude, Math.round(coords.accuracy)]),
      () => done(null),
      { enableHighAccuracy: true, timeout: kPlaceMs, maximumAge: 30_000 },
    ))
}

export const photoUrl = (hash: string) => urls.get(hash) ?? api.thumbnailUrl(hash)

// Photos of a draft that was taken up again.
export async function recallPhotos(hashes: string[]) {
  for (const hash of hashes) {
    const photo = urls.has(hash) ? undefined : await (await shelf()).get<Photo>('photos', owner, hash)
    if (photo) urls.set(hash, URL.createObjectURL(photo.bytes))
  }
}

async function post(photo: Pick<Photo, 'name' | 'type' | 'bytes' | 'at' | 'ahead' | 'place'>): Promise<Evidence> {
  const headers: Record<string, string> = {
    'Content-Type': photo.type || 'application/octet-stream',
    'X-File-Name': encodeURIComponent(photo.name),
    'X-Made-At': String(photo.at),
  }
  if (photo.ahead !== null) headers['X-Clock-Ahead'] = String(photo.ahead)
  if (photo.place) headers['X-Phone-Place'] = photo.place.join(',')
  return (await ask('POST', address('/evidence'), { body: photo.bytes, headers })).json() as Promise<Evidence>
}

// A file that somebody chose or photographed. Without a net it stays here and goes before what names it.
// `located`: it has to say where it was taken.
export async function takeIn(file: File, located: boolean): Promise<Evidence> {
  const place = located && file.type.startsWith('image/') ? await whereAmI() : null
  const bytes = { name: file.name, type: file.type, bytes: file as Blob, at: file.lastModified || Date.now(), ahead: ahead.value, place }
  if (!canKeep()) return post(bytes)
  const hash = hex(await crypto.subtle.digest('SHA-256', await file.arrayBuffer()))
  const photo: Photo = { ...bytes, hash, sent: false }
  await (await shelf()).put('photos', owner, hash, photo)
  urls.set(hash, URL.createObjectURL(file))
  try {
    const kept = await post(photo)
    await (await shelf()).put('photos', owner, hash, { ...photo, sent: true })
    return kept
  } catch (fault) {
    if (fault instanceof ApiError && fault.status === 0)
      return { hash, name: file.name, type: file.type, size: file.size, taken_at: photo.at, place: place ? [place[0], place[1]] : undefined }
    await releasePhotos(owner, [hash])
    throw fault
  }
}

// Before the deed that names it is sent.
export async function handIn(user: string, hash: string) {
  const photo = await (await shelf()).get<Photo>('photos', user, hash)
  if (!photo || photo.sent) return // handed in while there was a net
  await post(photo)
  await (await shelf()).put('photos', user, hash, { ...photo, sent: true })
}

export async function releasePhotos(user: string, hashes: string[]) {
  for (const hash of hashes) {
    await (await shelf()).erase('photos', user, hash)
    const url = urls.get(hash)
    if (url) URL.revokeObjectURL(url)
    urls.delete(hash)
  }
}
