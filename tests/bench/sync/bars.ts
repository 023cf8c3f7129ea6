import { assertNever } from '#shared/lib/assert.ts'
import type { Verdict } from '../verdicts.ts'
import type { Figures } from './figures.ts'
import type { OwnStepName, StepName } from './plan.ts'
import { runBesideEachOther } from './two-nodes.ts'

/** One comparison of the table. */
export interface Bar {
  readonly step: StepName | OwnStepName
  /** The step of its lines, where that has another name. */
  readonly measuredAs?: string
  readonly scenario: string
  readonly figure: string
  /** What it is measured against; see `theirs`. */
  readonly against: Against
  readonly limit: Limit
  /** Another way to pass, which the issue names. */
  readonly orElse?: (figures: Figures) => string | null
}

type Against =
  | { readonly kind: 'peer'; readonly server: string; readonly step?: StepName }
  /** The peer that does best (lowest) at it. */
  | { readonly kind: 'best-peer' }
  /** Another figure of our own. */
  | { readonly kind: 'own'; readonly figure: string; readonly name: string }
  | { readonly kind: 'another-server'; readonly server: string; readonly ours: string; readonly name: string }
  /** A number, not a comparison. */
  | { readonly kind: 'fixed'; readonly unit: string }

interface Limit {
  readonly is: 'at most' | 'at least'
  readonly value: number
}

const HOCUSPOCUS = 'hocuspocus-sqlite'
const Y_WEBSOCKET = 'y-websocket-memory'
const PEERS = [HOCUSPOCUS, Y_WEBSOCKET]
const PEER_NAMES: Readonly<Record<string, string>> = { [HOCUSPOCUS]: 'Hocuspocus', [Y_WEBSOCKET]: 'y-websocket' }

const hocuspocus: Against = { kind: 'peer', server: HOCUSPOCUS }
const yWebsocket: Against = { kind: 'peer', server: Y_WEBSOCKET }
const atMost = (value: number): Limit => ({ is: 'at most', value })
const atLeast = (value: number): Limit => ({ is: 'at least', value })

const CPU = 'server_cpu_s_per_1k'

/** Where the load generator gave up before our server did, what counts is how little the server did for that rate. */
function cheapEnoughAtThatRate(figures: Figures): string | null {
  const isClientTheLimit = figures.some('saturate', 'waymark', (line) => line['stopped_by'] === 'client')
  const ours = cpuPerDelivery(figures, 'waymark')
  const theirs = cpuPerDelivery(figures, HOCUSPOCUS)
  if (!isClientTheLimit || ours === null || theirs === null) return null
  const ratio = ours / theirs
  return ratio <= 0.8 ? `the load generator is the limit; server CPU per delivery ${ratio.toFixed(2)}×` : null
}

function cpuPerDelivery(figures: Figures, server: string): number | null {
  const share = figures.median('saturate', server, 'server_cpu_pct')
  const rate = figures.median('saturate', server, 'max_delivered_per_s')
  return share === null || rate === null ? null : share / rate
}

const fanout = (step: StepName, clients: number, p99: number, cpu: number, cpuAgainst: Against): readonly Bar[] => [
  { step, scenario: `fan-out ${clients}, p99 ms`, figure: 'p99_ms', against: hocuspocus, limit: atMost(p99) },
  { step, scenario: `fan-out ${clients}, CPU s/1k`, figure: CPU, against: cpuAgainst, limit: atMost(cpu) },
]

const storm = (step: StepName, name: string): readonly Bar[] => [
  {
    step,
    scenario: `${name}, CPU %`,
    figure: 'server_cpu_pct',
    against: { ...hocuspocus, step: 'awareness' },
    limit: atMost(0.2),
  },
  { step, scenario: `${name}, p99 ms`, figure: 'p99_ms', against: { kind: 'fixed', unit: 'ms' }, limit: atMost(50) },
]

function twoNodes(ours: string, name: string): Bar {
  const against: Against = { kind: 'another-server', ours, server: 'one-node', name: 'one node' }
  const scenario = `two nodes, ${name}`
  return runBesideEachOther()
    ? {
        step: 'two-nodes',
        measuredAs: 'two-nodes-most',
        scenario: `${scenario}, deliveries/s`,
        figure: 'max_delivered_per_s',
        against,
        limit: atLeast(1.7),
      }
    : { step: 'two-nodes', scenario: `${scenario}, CPU s/1k`, figure: CPU, against, limit: atMost(1.15) }
}

/** The bar of the issue, row by row. */
export const BARS: readonly Bar[] = [
  ...fanout('fanout50', 50, 1.3, 1.1, hocuspocus),
  ...fanout('fanout200', 200, 1.3, 1.1, hocuspocus),
  ...fanout('fanout500', 500, 2.3, 0.65, { kind: 'best-peer' }),
  {
    step: 'saturate',
    scenario: 'saturation, deliveries/s',
    figure: 'max_delivered_per_s',
    against: hocuspocus,
    limit: atLeast(1),
    orElse: cheapEnoughAtThatRate,
  },
  {
    step: 'saturate',
    scenario: 'saturation, deliveries/s',
    figure: 'max_delivered_per_s',
    against: yWebsocket,
    limit: atLeast(8),
    orElse: cheapEnoughAtThatRate,
  },
  ...storm('awareness', 'awareness'),
  ...storm('awareness-echo', 'awareness with echo'),
  { step: 'rooms', scenario: '500 rooms, KB/room', figure: 'kb_per_room', against: yWebsocket, limit: atMost(0.9) },
  { step: 'rooms', scenario: '500 rooms, CPU %', figure: 'server_cpu_pct', against: hocuspocus, limit: atMost(0.6) },
  { step: 'cold-open', scenario: 'cold open, ms', figure: 'complete_ms', against: hocuspocus, limit: atMost(0.6) },
  {
    step: 'cold-open',
    scenario: 'cold open, ms',
    figure: 'complete_ms',
    against: { kind: 'own', figure: 'warm_complete_ms', name: 'own warm open' },
    limit: atMost(1.15),
  },
  {
    step: 'cold-open-deflate',
    scenario: 'cold open, deflate, MB',
    figure: 'wire_mb',
    against: hocuspocus,
    limit: atMost(0.25),
  },
  {
    step: 'cold-open',
    scenario: 'cold open, peak MB',
    figure: 'rss_peak_mb',
    against: hocuspocus,
    limit: atMost(0.8),
  },
  {
    step: 'reconnect',
    scenario: 'reconnect 300, ms',
    figure: 'all_synced_ms',
    against: hocuspocus,
    limit: atMost(0.6),
  },
  { step: 'reconnect', scenario: 'reconnect 300, MB', figure: 'mb_received', against: hocuspocus, limit: atMost(0.15) },
  {
    step: 'durability',
    scenario: 'kill -9, edits lost',
    figure: 'lost',
    against: { kind: 'fixed', unit: 'edits' },
    limit: atMost(0),
  },
  {
    step: 'kills',
    scenario: '200 kills, edits lost',
    figure: 'lost',
    against: { kind: 'fixed', unit: 'edits' },
    limit: atMost(0),
  },
  twoNodes('two-nodes-by-journey', 'journeys spread'),
  twoNodes('two-nodes-mixed', 'people spread'),
]

/** What has to hold beside the figures: a fast wrong answer is no answer. */
const SOUND: Readonly<Partial<Record<string, { readonly field: string; readonly words: string }>>> = {
  fanout50: { field: 'converged', words: 'the replicas were not equal' },
  fanout200: { field: 'converged', words: 'the replicas were not equal' },
  fanout500: { field: 'converged', words: 'the replicas were not equal' },
  'cold-open': { field: 'correct', words: 'the opened journey was not complete' },
  'cold-open-deflate': { field: 'correct', words: 'the opened journey was not complete' },
  reconnect: { field: 'complete', words: 'not everyone had the whole journey' },
}

/** Holds what was measured against one bar. */
export function judge(bar: Bar, figures: Figures): Verdict {
  const { figure, against, limit } = bar
  const step = bar.measuredAs ?? bar.step
  const server = against.kind === 'another-server' ? against.ours : 'waymark'
  const isCount = limit.value === 0
  const ours = isCount ? figures.worst(step, server, figure) : figures.median(step, server, figure)
  const theirs = theirsOf(bar, figures)
  const ratio = ours === null || theirs === null || theirs === 0 ? null : ours / theirs
  const compared = against.kind === 'fixed' ? ours : ratio
  const isWithin = compared !== null && (limit.is === 'at most' ? compared <= limit.value : compared >= limit.value)
  const sound = SOUND[step]
  const isUnsound = sound !== undefined && figures.some(step, server, (line) => line[sound.field] === false)
  const excuse = isWithin ? null : (bar.orElse?.(figures) ?? null)
  return {
    scenario: bar.scenario,
    bar: wordsOf(bar),
    ours,
    theirs,
    ratio,
    isMet: (isWithin || excuse !== null) && !isUnsound,
    remark: isUnsound ? sound.words : excuse,
  }
}

function theirsOf({ figure, against, ...bar }: Bar, figures: Figures): number | null {
  const step = bar.measuredAs ?? bar.step
  switch (against.kind) {
    case 'peer':
      return figures.median(against.step ?? step, against.server, figure)
    case 'best-peer': {
      const found = PEERS.map((server) => figures.median(step, server, figure)).filter((value) => value !== null)
      return found.length < PEERS.length ? null : Math.min(...found)
    }
    case 'own':
      return figures.median(step, 'waymark', against.figure)
    case 'another-server':
      return figures.median(step, against.server, figure)
    case 'fixed':
      return null
    default:
      return assertNever(against)
  }
}

function wordsOf({ against, limit }: Bar): string {
  const sign = limit.is === 'at most' ? '≤' : '≥'
  switch (against.kind) {
    case 'peer':
      return `${sign} ${limit.value}× ${PEER_NAMES[against.server]}`
    case 'best-peer':
      return `${sign} ${limit.value}× the best peer`
    case 'own':
    case 'another-server':
      return `${sign} ${limit.value}× ${against.name}`
    case 'fixed':
      return limit.value === 0 ? '0' : `${sign} ${limit.value} ${against.unit}`
    default:
      return assertNever(against)
  }
}
