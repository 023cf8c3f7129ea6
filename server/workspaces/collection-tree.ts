/** A collection as far as the tree goes. */
export interface Branch {
  readonly id: string
  readonly parentId: string | null
}

/** A collection and everything inside it, in no order. */
export function idsUnder(all: readonly Branch[], id: string): ReadonlySet<string> {
  const found = new Set([id])
  let before: number
  do {
    before = found.size
    for (const branch of all) if (branch.parentId !== null && found.has(branch.parentId)) found.add(branch.id)
  } while (found.size > before)
  return found
}

/** A collection, the one around it, and so on to the top. Ends also where the rows go round in a circle. */
export function pathOf<Kind extends Branch>(all: ReadonlyMap<string, Kind>, id: string | null): readonly Kind[] {
  const path: Kind[] = []
  const seen = new Set<string>()
  for (let at = id; at !== null && !seen.has(at);) {
    seen.add(at)
    const branch = all.get(at)
    if (branch === undefined) break
    path.push(branch)
    at = branch.parentId
  }
  return path
}

/** How many levels a collection takes with what is inside it: 1 without. */
export function levelsOf(all: readonly Branch[], id: string): number {
  const byId = new Map(all.map((branch) => [branch.id, branch]))
  const own = pathOf(byId, id).length
  return Math.max(...[...idsUnder(all, id)].map((inside) => pathOf(byId, inside).length - own + 1))
}
