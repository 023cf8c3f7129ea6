import * as Y from 'yjs'

/** Up to where each author's changes are there. */
type Clocks = ReadonlyMap<number, number>

/**
 * Whether Yjs would have to keep the update, or a part of it, aside: it continues, refers to or deletes something that neither the
 * document nor the update itself has. What `update` says must be decodable.
 */
export function buildsOnMissing(known: Clocks, update: Uint8Array): boolean {
  const clocks = new Map(known)
  const { structs, ds } = Y.decodeUpdate(update)
  for (const struct of structs) {
    const { client, clock } = struct.id
    const end = clocks.get(client) ?? 0
    if (struct instanceof Y.Skip || clock > end) return true
    clocks.set(client, Math.max(end, clock + struct.length))
  }
  const has = (id: Y.ID): boolean => id.clock < (clocks.get(id.client) ?? 0)
  for (const struct of structs) {
    if (!(struct instanceof Y.Item)) continue
    const { origin, rightOrigin, parent } = struct
    if ([origin, rightOrigin, parent instanceof Y.ID ? parent : null].some((id) => id !== null && !has(id))) return true
  }
  for (const [client, ranges] of ds.clients) {
    if (ranges.some(({ clock, len }) => clock + len > (clocks.get(client) ?? 0))) return true
  }
  return false
}
