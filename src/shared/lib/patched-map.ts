/** From this size on a copy costs more than to look twice. */
const COPIED_BELOW = 256
/** So many changes are kept beside a map before it is copied after all. */
const CHANGES_MAX = 64

/**
 * A map that is `before` but for some keys; a key with `undefined` is not in it. Neither is changed later. What replaces one of ten thousand
 * records with each letter that somebody types does not copy all of them: the changes of the last few times lie beside one large map.
 * Order: as in `before`, new keys at the end.
 */
export function patchedMap<Key, Value>(
  before: ReadonlyMap<Key, Value>,
  changes: ReadonlyMap<Key, Value | undefined>,
): ReadonlyMap<Key, Value> {
  if (before.size < COPIED_BELOW) return copyWith(before, changes)
  const base = before instanceof PatchedMap ? (before as PatchedMap<Key, Value>).base : before
  const all = before instanceof PatchedMap ? new Map((before as PatchedMap<Key, Value>).changes) : new Map()
  for (const [key, value] of changes) all.set(key, value)
  return all.size > CHANGES_MAX ? copyWith(before, changes) : new PatchedMap(base, all)
}

function copyWith<Key, Value>(
  before: ReadonlyMap<Key, Value>,
  changes: ReadonlyMap<Key, Value | undefined>,
): ReadonlyMap<Key, Value> {
  const after = new Map(before)
  for (const [key, value] of changes) {
    if (value === undefined) after.delete(key)
    else after.set(key, value)
  }
  return after
}

class PatchedMap<Key, Value> implements ReadonlyMap<Key, Value> {
  readonly base: ReadonlyMap<Key, Value>
  readonly changes: ReadonlyMap<Key, Value | undefined>
  readonly size: number

  constructor(base: ReadonlyMap<Key, Value>, changes: ReadonlyMap<Key, Value | undefined>) {
    this.base = base
    this.changes = changes
    let size = base.size
    for (const [key, value] of changes) size += Number(value !== undefined) - Number(base.has(key))
    this.size = size
  }

  get(key: Key): Value | undefined {
    return this.changes.has(key) ? this.changes.get(key) : this.base.get(key)
  }

  has(key: Key): boolean {
    return this.changes.has(key) ? this.changes.get(key) !== undefined : this.base.has(key)
  }

  forEach(callback: (value: Value, key: Key, map: ReadonlyMap<Key, Value>) => void): void {
    for (const [key, value] of this) callback(value, key, this)
  }

  *entries(): MapIterator<[Key, Value]> {
    for (const entry of this.base) {
      if (!this.changes.has(entry[0])) {
        yield entry
        continue
      }
      const value = this.changes.get(entry[0])
      if (value !== undefined) yield [entry[0], value]
    }
    for (const [key, value] of this.changes) if (value !== undefined && !this.base.has(key)) yield [key, value]
  }

  *keys(): MapIterator<Key> {
    for (const [key] of this.entries()) yield key
  }

  *values(): MapIterator<Value> {
    for (const [, value] of this.entries()) yield value
  }

  [Symbol.iterator](): MapIterator<[Key, Value]> {
    return this.entries()
  }
}
