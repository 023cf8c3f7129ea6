import type { Change, ChangedKind } from './changes.ts'

const PLURALS: Readonly<Record<ChangedKind, string>> = {
  card: 'cards',
  stage: 'stages',
  step: 'steps',
  lane: 'lanes',
  link: 'links',
  persona: 'personas',
}
/** Nobody listens to more at a time. */
const SENTENCES_MAX = 3

/** What people did, one sentence for each person, verb and kind: `Ana moved 3 cards to Pays`. */
export function sentencesFor(changes: readonly Change[], whoDid: (change: Change) => string): string {
  const groups = new Map<string, { readonly who: string; readonly changes: Change[] }>()
  for (const change of changes) {
    const who = whoDid(change)
    const key = `${who} ${change.verb} ${change.kind}`
    const group = groups.get(key) ?? { who, changes: [] }
    group.changes.push(change)
    groups.set(key, group)
  }
  const sentences = [...groups.values()].map(({ who, changes: done }) => `${who} ${deed(done)}`)
  const more = sentences.length - SENTENCES_MAX
  return [
    ...sentences.slice(0, SENTENCES_MAX),
    ...(more > 0 ? [`and ${more} more ${more === 1 ? 'change' : 'changes'}`] : []),
  ].join('. ')
}

function deed(changes: readonly Change[]): string {
  const [first] = changes
  if (!first) return ''
  const { verb, kind, title, step } = first
  const what = changes.length > 1 ? `${changes.length} ${PLURALS[kind]}` : title === '' ? `a ${kind}` : `“${title}”`
  const isOneStep = step !== undefined && changes.every((change) => change.step === step)
  const where = isOneStep && verb !== 'edited' && verb !== 'deleted' ? ` to ${step || 'a step without a name'}` : ''
  return `${verb} ${changes.length === 1 && title !== '' ? `${kind} ` : ''}${what}${where}`
}
