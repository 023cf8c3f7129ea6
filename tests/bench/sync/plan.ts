import path from 'node:path'

/** The servers that are measured beside each other. */
export const SERVERS = ['waymark', 'hocuspocus-sqlite', 'y-websocket-memory'] as const
export type ServerName = (typeof SERVERS)[number]

/** What the harness is told for each of them: ours comes by a module. */
export const ADAPTERS: Readonly<Record<ServerName, string>> = {
  waymark: path.resolve(import.meta.dirname, '../collab-adapter.mjs'),
  'hocuspocus-sqlite': 'hocuspocus-sqlite',
  'y-websocket-memory': 'y-websocket-memory',
}

/** One measurement of the harness and who is asked for it. */
export interface Step {
  readonly name: StepName
  readonly scenario: string
  readonly flags: readonly string[]
  readonly servers: readonly ServerName[]
  /** Prepares a later step; measured once, not in every round. */
  readonly isOnce?: true
}

export type StepName =
  | 'fanout50'
  | 'fanout200'
  | 'fanout500'
  | 'saturate'
  | 'awareness'
  | 'awareness-echo'
  | 'rooms'
  | 'cold-prepare'
  | 'cold-open'
  | 'cold-open-deflate'
  | 'reconnect'
  | 'durability'

const LASTING: readonly ServerName[] = ['waymark', 'hocuspocus-sqlite']

const fanout = (n: number) => ({ scenario: 'fanout', flags: [`--n=${n}`, '--seconds=6'], servers: SERVERS })

/** The issue's table, in its order. Hocuspocus' client does not echo presence, so with echo ours stands beside theirs without. */
export const STEPS: readonly Step[] = [
  { name: 'fanout50', ...fanout(50) },
  { name: 'fanout200', ...fanout(200) },
  { name: 'fanout500', ...fanout(500) },
  { name: 'saturate', scenario: 'saturate', flags: ['--light'], servers: SERVERS },
  { name: 'awareness', scenario: 'awareness', flags: [], servers: SERVERS },
  { name: 'awareness-echo', scenario: 'awareness', flags: ['--echo'], servers: ['waymark'] },
  { name: 'rooms', scenario: 'rooms', flags: [], servers: SERVERS },
  { name: 'cold-prepare', scenario: 'coldPrepare', flags: [], servers: LASTING, isOnce: true },
  { name: 'cold-open', scenario: 'coldOpen', flags: [], servers: LASTING },
  { name: 'cold-open-deflate', scenario: 'coldOpen', flags: ['--deflate'], servers: LASTING },
  { name: 'reconnect', scenario: 'reconnect', flags: [], servers: SERVERS },
  { name: 'durability', scenario: 'durability', flags: [], servers: SERVERS },
]

/** Names that `--only` takes: steps, several at once, and what is no scenario of the harness. */
const GROUPS: Readonly<Record<string, readonly string[]>> = {
  fanout: ['fanout50', 'fanout200', 'fanout500'],
  presence: ['awareness', 'awareness-echo'],
  cold: ['cold-prepare', 'cold-open', 'cold-open-deflate'],
}
/** What is measured by programs of our own, after the harness. */
export const OWN_STEPS = ['kills', 'two-nodes'] as const
export type OwnStepName = (typeof OWN_STEPS)[number]

/** What `--only a,b` means; everything when it was not given. Throws when a name is unknown. */
export function wantedSteps(only: readonly string[] | undefined): ReadonlySet<string> {
  const known = [...STEPS.map(({ name }) => name), ...OWN_STEPS]
  if (only === undefined) return new Set(known)
  const names = only.flatMap((list) => list.split(',')).flatMap((name) => GROUPS[name] ?? [name])
  const unknown = names.filter((name) => !known.some((step) => step === name))
  if (unknown.length > 0) {
    throw new Error(
      `There is no scenario ${unknown.join(', ')}. There are: ${[...known, ...Object.keys(GROUPS)].join(', ')}`,
    )
  }
  const wanted = new Set(names)
  if (wanted.has('cold-open') || wanted.has('cold-open-deflate')) wanted.add('cold-prepare')
  // Theirs without echo is what ours with echo is held against.
  if (wanted.has('awareness-echo')) wanted.add('awareness')
  return wanted
}
