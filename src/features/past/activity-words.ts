import { DATE_LOCALE } from '#shared/lib/time.ts'
import { ACTS, isAct } from '#shared/contract/acts.ts'
import type { ActivityItem, EditChange } from '#shared/contract/rest/past.ts'

const NOUNS: Readonly<Record<EditChange['kind'], readonly [one: string, many: string]>> = {
  card: ['a card', 'cards'],
  stage: ['a stage', 'stages'],
  step: ['a step', 'steps'],
  lane: ['a lane', 'lanes'],
  link: ['a link', 'links'],
  persona: ['a persona', 'personas'],
  view: ['a saved view', 'saved views'],
  binding: ['a number', 'numbers'],
  journey: ['the journey', 'the journey'],
}
const ORDER = ['added', 'moved', 'renamed', 'edited', 'deleted'] as const
/** Nobody reads more in one line. */
const PARTS_MAX = 4

/** What somebody did: `moved 3 cards and renamed a stage`, or the words of an act with what it was done to. */
export function deedOf({ act, target, changes }: Pick<ActivityItem, 'act' | 'target' | 'changes'>): string {
  if (act !== null)
    return [isAct(act) ? ACTS[act] : act, target === null ? '' : `“${target}”`].filter(Boolean).join(' ')
  const groups = ORDER.flatMap((verb) => {
    const kinds = new Map<EditChange['kind'], number>()
    for (const change of changes) if (change.verb === verb) kinds.set(change.kind, (kinds.get(change.kind) ?? 0) + 1)
    return [...kinds].map(([kind, count]) => `${verb} ${count === 1 ? NOUNS[kind][0] : `${count} ${NOUNS[kind][1]}`}`)
  })
  const more = groups.length - PARTS_MAX
  const shown = more > 0 ? [...groups.slice(0, PARTS_MAX), `${more} more`] : groups
  return shown.length < 2 ? (shown[0] ?? '') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1) ?? ''}`
}

const times = new Intl.DateTimeFormat(DATE_LOCALE, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
const days = new Intl.DateTimeFormat(DATE_LOCALE, { dateStyle: 'full' })

/** `10:02–10:14`, or one time when it took less than a minute. */
export function timeOf({ since, at }: Pick<ActivityItem, 'since' | 'at'>): string {
  const [from, to] = [times.format(since ?? at), times.format(at)]
  return from === to ? to : `${from}–${to}`
}

export const dayWords = (at: number): string => days.format(at)
