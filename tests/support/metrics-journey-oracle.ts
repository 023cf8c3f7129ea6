import type { JourneyNumbers } from '#server/metrics/journey-numbers.ts'
import type { JourneyQuestion } from '#server/metrics/sql/journey-numbers.ts'
import type { EventRule } from '#shared/model/records/binding.ts'
import { type LogEvent, matches, medianInterval, percentile } from './metrics-oracle.ts'
import { LOG_TICK_SECONDS, randomRule } from './metrics-random-log.ts'

/** Whether an event is one of a set. */
export const isIn =
  (set: readonly EventRule[] = []) =>
  (event: LogEvent) =>
    set.some((rule) => matches(rule, event))

/** The numbers of a journey's question by walking over each case. */
export function expectedNumbers(
  cases: readonly (readonly LogEvent[])[],
  { sets, pairs, flows, windows }: JourneyQuestion,
): JourneyNumbers {
  const bound = cases.map((events) => events.filter((event) => sets.some((set) => isIn(set)(event))))
  const gaps = (events: readonly LogEvent[], from: number, to: number): number[] => {
    const start = events.findIndex(isIn(sets[from]))
    if (start < 0) return []
    const next = events.slice(start + 1).find(isIn(sets[to]))
    return next ? [(next.ts - (events[start]?.ts ?? 0)) / 1e6] : []
  }
  return {
    sets: sets.map((set) => ({ cases: cases.filter((events) => events.some(isIn(set))).length })),
    pairs: pairs.map(({ from, to }) => {
      const times = cases.flatMap((events) => gaps(events, from, to))
      return { cases: times.length, median: percentile(times, 0.5), interval: medianInterval(times) }
    }),
    flows: flows.map(({ from, to }) => {
      const transitions = bound.map(
        (events) =>
          events.filter((event, index) => {
            const next = events[index + 1]
            return next && isIn(sets[from])(event) && isIn(sets[to])(next)
          }).length,
      )
      return { count: transitions.reduce((a, b) => a + b, 0), cases: transitions.filter((one) => one > 0).length }
    }),
    windows: windows.map(({ from, to, hours }) => ({
      cases: cases.filter((events) =>
        events.some(
          (start, index) =>
            isIn(sets[from])(start) &&
            events.slice(index + 1).some((end) => isIn(sets[to])(end) && end.ts - start.ts <= hours * 3_600e6),
        ),
      ).length,
    })),
  }
}

/** Sets with what is asked of them; half of the questions ask for names only. */
export function randomQuestion(random: () => number): JourneyQuestion {
  const namesOnly = random() < 0.5
  const rule = (): EventRule => {
    const rule = randomRule(random)
    return namesOnly ? { events: rule.events.length > 0 ? rule.events : ['a'], channels: [], where: [] } : rule
  }
  const sets = Array.from({ length: 1 + Math.floor(random() * 7) }, () =>
    Array.from({ length: 1 + Math.floor(random() * 2) }, rule),
  )
  const some = () =>
    Array.from({ length: Math.floor(random() * 6) }, () => ({
      from: Math.floor(random() * sets.length),
      to: Math.floor(random() * sets.length),
    }))
  const hours = () => ((1 + Math.floor(random() * 5)) * LOG_TICK_SECONDS) / 3_600
  return { sets, pairs: some(), flows: some(), windows: some().map(({ from, to }) => ({ from, to, hours: hours() })) }
}
