/**
 * Which of some numbered things belong together, as pairs come in. Every thing is found by the smallest number of its group, whatever the
 * order of the pairs (Tarjan 1975; paths are halved as they are walked).
 */
export interface UnionFind {
  join(a: number, b: number): void
  /** The smallest number of its group. */
  rootOf(thing: number): number
}

/** Things are 0 … count − 1; four bytes each. */
export function createUnionFind(count: number): UnionFind {
  const parents = Int32Array.from({ length: count }, (_, thing) => thing)

  function rootOf(thing: number): number {
    let at = thing
    for (;;) {
      const parent = parents[at] ?? at
      if (parent === at) return at
      const grandparent = parents[parent] ?? parent
      parents[at] = grandparent
      at = grandparent
    }
  }

  return {
    rootOf,
    join(a, b) {
      const [left, right] = [rootOf(a), rootOf(b)]
      if (left < right) parents[right] = left
      else if (right < left) parents[left] = right
    },
  }
}
