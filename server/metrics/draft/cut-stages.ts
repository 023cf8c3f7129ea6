interface Transition {
  /** Positions in the order of names. */
  readonly from: number
  readonly to: number
  readonly count: number
}

const STAGES_MIN = 4
const STAGES_MAX = 7
/** About this many steps a stage read well. */
const STEPS_A_STAGE = 3
/** How much an uneven cut weighs against transitions that cross back: a stage that holds half of all steps says little. */
const UNEVENNESS_WEIGHT = 0.6

/**
 * Cuts an order of `count` names into stages, so that few transitions lead back over a cut: a loop (work, check, work again)
 * stays inside one stage. Gives the length of each stage. Short orders give fewer stages, so that none is a single step where it
 * can be helped.
 */
export function cutStages(count: number, transitions: readonly Transition[]): number[] {
  const stages = Math.min(
    Math.ceil(count / STEPS_A_STAGE),
    Math.max(STAGES_MIN, Math.min(STAGES_MAX, Math.round(count / STEPS_A_STAGE))),
  )
  const total = transitions.reduce((sum, { count }) => sum + count, 0) || 1
  const backOver = Array.from({ length: count }, (_, cut) =>
    transitions.reduce((sum, { from, to, count }) => (to < cut && from >= cut ? sum + count : sum), 0),
  )
  const evenLength = count / stages
  const unevenness = (length: number): number => UNEVENNESS_WEIGHT * ((length - evenLength) / count) ** 2

  // Best cost of cutting the first `end` names into `stage` stages, and where the last of them begins.
  let costs: readonly number[] = Array.from({ length: count + 1 }, (_, end) => (end === 0 ? 0 : Infinity))
  const begins: number[][] = []
  for (let stage = 1; stage <= stages; stage++) {
    const next: number[] = []
    const beginOf: number[] = []
    for (let end = 0; end <= count; end++) {
      let best = Infinity
      let bestBegin = 0
      for (let begin = 0; begin < end; begin++) {
        const cutCost = begin === 0 ? 0 : (backOver[begin] ?? 0) / total
        const cost = (costs[begin] ?? Infinity) + cutCost + unevenness(end - begin)
        if (cost < best) {
          best = cost
          bestBegin = begin
        }
      }
      next.push(best)
      beginOf.push(bestBegin)
    }
    costs = next
    begins.push(beginOf)
  }
  const lengths: number[] = []
  for (let stage = stages, end = count; stage > 0; stage--) {
    const begin = begins[stage - 1]?.[end] ?? 0
    lengths.unshift(end - begin)
    end = begin
  }
  return lengths
}
