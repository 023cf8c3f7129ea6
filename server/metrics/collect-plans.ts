import type { EventRule } from '#shared/model/records/binding.ts'
import type { Bound, BoundTo, DatasetPlan, ElementPlan, JourneyPlan, LinkPlan } from './journey-plan.ts'
import type { SetPair } from './sql/journey-numbers.ts'

/** Gathers what is asked of each dataset; the same set of events, pair or window is asked only once. */
export interface PlanCollector {
  addElement(bound: Bound, next: Bound | undefined): void
  /** Both ends lie in one dataset. */
  addLink(linkId: string, from: Bound, to: Bound, windowHours: number | undefined): void
  all(): JourneyPlan
}

export function collectPlans(): PlanCollector {
  const collectors = new Map<string, ReturnType<typeof collectPlan>>()
  const of = (datasetId: string): ReturnType<typeof collectPlan> => {
    const collector = collectors.get(datasetId) ?? collectPlan(datasetId)
    collectors.set(datasetId, collector)
    return collector
  }
  return {
    addElement: (bound, next) => of(bound.datasetId).addElement(bound, next),
    addLink: (linkId, from, to, windowHours) => of(from.datasetId).addLink(linkId, from, to, windowHours),
    all: () => [...collectors.values()].map((collector) => collector.plan),
  }
}

function collectPlan(datasetId: string) {
  const elements: ElementPlan[] = []
  const links: LinkPlan[] = []
  const sets = distinct((rules: readonly EventRule[]) =>
    rules
      .map((rule) => JSON.stringify(rule))
      .sort()
      .join('\n'),
  )
  const pairs = distinct(({ from, to }: SetPair) => `${from} ${to}`)
  const flows = distinct(({ from, to }: SetPair) => `${from} ${to}`)
  const windows = distinct(
    ({ from, to, hours }: SetPair & { readonly hours: number }) => `${from} ${to} ${String(hours)}`,
  )
  const plan: DatasetPlan = {
    datasetId,
    question: { sets: sets.items, pairs: pairs.items, flows: flows.items, windows: windows.items },
    elements,
    links,
  }
  return {
    plan,
    addElement(bound: Bound, next: Bound | undefined): void {
      const set = sets.numberOf(bound.rules)
      if (!next) elements.push({ ...boundTo(bound), set })
      else {
        const pair = pairs.numberOf({ from: set, to: sets.numberOf(next.rules) })
        elements.push({ ...boundTo(bound), set, next: { ...boundTo(next), pair } })
      }
    },
    addLink(linkId: string, from: Bound, to: Bound, hours: number | undefined): void {
      const pair = { from: sets.numberOf(from.rules), to: sets.numberOf(to.rules) }
      const measure =
        hours === undefined
          ? { kind: 'flow' as const, number: flows.numberOf(pair) }
          : { kind: 'window' as const, number: windows.numberOf({ ...pair, hours }), hours }
      links.push({ linkId, from: { ...boundTo(from), set: pair.from }, to: boundTo(to), measure })
    },
  }
}

const boundTo = ({ elementId, title, rules }: Bound): BoundTo => ({ elementId, title, rules })

/** Numbers things in the order in which they first come; things with the same key get the same number. */
function distinct<Item>(keyOf: (item: Item) => string) {
  const items: Item[] = []
  const numbers = new Map<string, number>()
  return {
    items,
    numberOf(item: Item): number {
      const key = keyOf(item)
      const known = numbers.get(key)
      if (known !== undefined) return known
      numbers.set(key, items.length)
      return items.push(item) - 1
    },
  }
}
