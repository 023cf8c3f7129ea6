import type { JourneySnapshot } from '../snapshot.ts'

/**
 * A question about a snapshot whose answer is kept as long as the parts that it reads stay the same (`===`), so that asking on
 * every frame costs nothing and the answer's identity tells what to draw again. `compute` gets the answer given last (perhaps
 * about another journey), to reuse what is equal in it.
 */
export function remembered<Part extends object, Answer>(
  parts: (snapshot: JourneySnapshot) => readonly [Part, ...Part[]],
  compute: (snapshot: JourneySnapshot, before: Answer | undefined) => Answer,
): (snapshot: JourneySnapshot) => Answer {
  const kept = new WeakMap<Part, { readonly parts: readonly Part[]; readonly answer: Answer }>()
  let latest: Answer | undefined
  return (snapshot) => {
    const now = parts(snapshot)
    const known = kept.get(now[0])
    if (known?.parts.every((part, index) => part === now[index])) return known.answer
    const answer = compute(snapshot, known?.answer ?? latest)
    kept.set(now[0], { parts: now, answer })
    latest = answer
    return answer
  }
}
