// What a phone keeps while there is no net: a few drawers of things, each somebody's own. Kept in IndexedDB;
// a twin in memory for tests, and where a browser keeps nothing.
export type Drawer = 'answers' | 'deeds' | 'photos' | 'drafts'
export const kDrawers: readonly Drawer[] = ['answers', 'deeds', 'photos', 'drafts']

export interface Shelf {
  get<T>(drawer: Drawer, user: string, id: string): Promise<T | undefined>
  put(drawer: Drawer, user: string, id: string, thing: unknown): Promise<void>
  erase(drawer: Drawer, user: string, id: string): Promise<void>
  list<T>(drawer: Drawer, user: string): Promise<T[]> // by id
  // Takes things from one drawer to another in one step; nothing is lost between.
  move(from: [Drawer, string], to: [Drawer, string], user: string, thing: unknown): Promise<void>
  forget(drawers: readonly Drawer[], who: (user: string) => boolean): Promise<void>
}

export class MemoryShelf implements Shelf {
  private readonly things = new Map<string, unknown>()
  private key = (drawer: Drawer, user: string, id: string) => JSON.stringify([drawer, user, id])

  async get<T>(drawer: Drawer, user: string, id: string) {
    return this.things.get(this.key(drawer, user, id)) as T | undefined
  }
  async put(drawer: Drawer, user: string, id: string, thing: unknown) {
    this.things.set(this.key(drawer, user, id), thing)
  }
  async erase(drawer: Drawer, user: string, id: string) {
    this.things.delete(this.key(drawer, user, id))
  }
  async list<T>(drawer: Drawer, user: string) {
    const begin = JSON.stringify([drawer, user, '']).slice(0, -2)
    return [...this.things].filter(([key]) => key.startsWith(begin)).sort(([a], [b]) => (a < b ? -1 : 1)).map(([, thing]) => thing as T)
  }
  async move(from: [Drawer, string], to: [Drawer, string], user: string, thing: unknown) {
    await this.put(to[0], user, to[1], thing)
    await this.erase(from[0], user, from[1])
  }
  async forget(drawers: readonly Drawer[], who: (user: string) => boolean) {
    for (const key of this.things.keys()) {
      const [drawer, user] = JSON.parse(key) as [Drawer, string]
      if (drawers.includes(drawer) && who(user)) this.things.delete(key)
    }
  }
}

const kName = 'qingshan-field'
const kVersion = 1

const answerOf = <T>(request: IDBRequest<T>) =>
  new Promise<T>((done, fail) => {
    request.onsuccess = () => done(request.result)
    request.onerror = () => fail(request.error)
  })

const endOf = (work: IDBTransaction) =>
  new Promise<void>((done, fail) => {
    work.oncomplete = () => done()
    work.onabort = work.onerror = () => fail(work.error)
  })

// Keys are [user, id].
class DiskShelf implements Shelf {
  private constructor(private readonly base: IDBDatabase) {}

  static async open(): Promise<DiskShelf> {
    const request = indexedDB.open(kName, kVersion)
    request.onupgradeneeded = () => kDrawers.forEach((drawer) => request.result.createObjectStore(drawer))
    const base = await answerOf(request)
    base.onversionchange = () => base.close()
    return new DiskShelf(base)
  }

  get<T>(drawer: Drawer, user: string, id: string): Promise<T | undefined> {
    return answerOf(this.base.transaction(drawer).objectStore(drawer).get([user, id]) as IDBRequest<T | undefined>)
  }
  async put(drawer: Drawer, user: string, id: string, thing: unknown) {
    const work = this.base.transaction(drawer, 'readwrite')
    work.objectStore(drawer).put(thing, [user, id])
    await endOf(work)
  }
  async erase(drawer: Drawer, user: string, id: string) {
    const work = this.base.transaction(drawer, 'readwrite')
    work.objectStore(drawer).delete([user, id])
    await endOf(work)
  }
  list<T>(drawer: Drawer, user: string): Promise<T[]> {
    const theirs = IDBKeyRange.bound([user], [user, []])
    return answerOf(this.base.transaction(drawer).objectStore(drawer).getAll(theirs) as IDBRequest<T[]>)
  }
  async move(from: [Drawer, string], to: [Drawer, string], user: string, thing: unknown) {
    const work = this.base.transaction([...new Set([from[0], to[0]])], 'readwrite')
    work.objectStore(to[0]).put(thing, [user, to[1]])
    work.objectStore(from[0]).delete([user, from[1]])
    await endOf(work)
  }
  async forget(drawers: readonly Drawer[], who: (user: string) => boolean) {
    for (const drawer of drawers) {
      const keys = await answerOf(this.base.transaction(drawer).objectStore(drawer).getAllKeys())
      const work = this.base.transaction(drawer, 'readwrite')
      for (const key of keys) if (who((key as [string, string])[0])) work.objectStore(drawer).delete(key)
      await endOf(work)
    }
  }
}

let opened: Promise<Shelf> | null = null

// The phone's own; in memory where the browser keeps nothing (a private window).
export const shelf = (): Promise<Shelf> =>
  (opened ??= typeof indexedDB === 'undefined' ? Promise.resolve(new MemoryShelf()) : DiskShelf.open().catch(() => new MemoryShelf()))

export function useShelf(other: Shelf | null) {
  opened = other && Promise.resolve(other)
}
