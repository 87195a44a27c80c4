// Where a JPEG says that it was taken, read here so that the place can be offered before anything is sent. The
// service reads the original again by itself.
const kApp1 = 0xe1, kScan = 0xda
const kGpsPointer = 0x8825, kLatRef = 1, kLat = 2, kLonRef = 3, kLon = 4
const kMostEntries = 500

class Tiff {
  private readonly little: boolean
  constructor(private readonly view: DataView) {
    this.little = view.getUint16(0) === 0x4949
  }
  u16 = (at: number) => this.view.getUint16(at, this.little)
  u32 = (at: number) => this.view.getUint32(at, this.little)

  // tag → where its value (or the place of its value) stands
  entries(at: number): Map<number, number> {
    const out = new Map<number, number>()
    const count = Math.min(this.u16(at), kMostEntries)
    for (let i = 0; i < count; i++) out.set(this.u16(at + 2 + i * 12), at + 2 + i * 12 + 8)
    return out
  }
  letter = (at: number) => String.fromCharCode(this.view.getUint8(at))
  degrees(at: number): number {
    const from = this.u32(at)
    const [d = NaN, m = NaN, s = NaN] = [0, 8, 16].map((step) => this.u32(from + step) / this.u32(from + step + 4))
    return d + m / 60 + s / 3600
  }
}

function placeIn(tiff: Tiff): [number, number] | null {
  const gps = tiff.entries(tiff.u32(4)).get(kGpsPointer)
  if (gps === undefined) return null
  const tags = tiff.entries(tiff.u32(gps))
  const at = (tag: number) => tags.get(tag) ?? NaN
  const lat = tiff.degrees(at(kLat)) * (tiff.letter(at(kLatRef)) === 'S' ? -1 : 1)
  const lon = tiff.degrees(at(kLon)) * (tiff.letter(at(kLonRef)) === 'W' ? -1 : 1)
  return Math.abs(lat) <= 90 && Math.abs(lon) <= 180 ? [lon, lat] : null
}

export function placeOf(jpeg: ArrayBuffer): [lon: number, lat: number] | null {
  try {
    const view = new DataView(jpeg)
    if (view.getUint16(0) !== 0xffd8) return null
    for (let at = 2; view.getUint8(at) === 0xff && view.getUint8(at + 1) !== kScan; at += 2 + view.getUint16(at + 2)) {
      const isExif = view.getUint8(at + 1) === kApp1 && view.getUint32(at + 4) === 0x45786966
      if (isExif) return placeIn(new Tiff(new DataView(jpeg, at + 10)))
    }
  } catch {
    // cut off or damaged: it says nothing
  }
  return null
}
