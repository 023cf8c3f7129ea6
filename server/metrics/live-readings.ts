import type { JourneyReadings } from '#shared/metrics/reading.ts'
import { SECOND_MS } from '#shared/lib/time.ts'
import { measuredFeelingsOf } from '#shared/model/measured-feelings.ts'
import { shownMetricsOf } from '#shared/model/shown-metrics.ts'
import type { Answers } from './answers.ts'
import { boundPartOf } from './bound-part.ts'
import { computeReadings } from './journey-readings.ts'
import { type JourneyPlan, journeyPlanOf } from './journey-plan.ts'
import { createCalmAnswers } from './library/calm-answers.ts'
import { datasetsOfFeelings, segmentsOfPersonas } from './library/measured-feelings.ts'
import { datasetsOfShown, knownFor } from './library/shown-metrics.ts'
import type { DatasetsFor, MetricsDatasets, MetricsLogger, MetricsRooms, NamedMetricsFor, SegmentFor } from './ports.ts'

/** After an edit it is looked once whether bindings changed, whatever the number of edits until then. */
const EDIT_PAUSE_MS = 150
/** When a dataset could not answer. */
const RETRY_MS = 2 * SECOND_MS
/**
 * Between two computations that only data asked for: so many times as long as the first of them took, so that a stream of events leaves
 * the engine most of its time, but never so long that numbers seem to stand still.
 */
const REST_PER_WORK = 4
const REST_MIN_MS = 700
const REST_MAX_MS = 5 * SECOND_MS
/** Journeys remembered beyond those that are open. */
const REMEMBERED_MAX = 200

interface Deps {
  readonly answers: Answers
  readonly datasets: MetricsDatasets
  readonly rooms: MetricsRooms
  readonly mayHaveBindings: (journeyId: string) => Promise<boolean>
  readonly datasetsFor: DatasetsFor
  readonly namedFor: NamedMetricsFor
  readonly segmentFor: SegmentFor
  readonly logger: MetricsLogger
}

export interface LiveReadings {
  /** The readings of a journey, computed only when its bindings or its data changed since. Rejects when it cannot be read. */
  readingsOf(journeyId: string): Promise<JourneyReadings>
  /** What is known of it may not be shown any more. */
  forget(journeyId: string): void
  /** Looks at every open journey, after a time in which nobody kept its readings true. */
  catchUp(): void
  /** A metric of some library changed, or a segment: every journey that shows any metric or measures a feeling is computed anew. */
  namedChanged(): void
  /** Resolves when nothing is being computed any more. */
  close(): Promise<void>
}

/** What is asked for a journey. */
interface Planned {
  readonly plan: JourneyPlan
  readonly shown: ReturnType<typeof shownMetricsOf>
  readonly feelings: ReturnType<typeof measuredFeelingsOf>
  readonly planKey: string
  /** Of the document that says so. */
  readonly head: number | null
}

/** What is known of one journey. */
interface Followed {
  /** It shows metrics of the library, or measures feelings. */
  showsNamed: boolean
  datasetIds: ReadonlySet<string>
  /** The plan as text: whether anything that readings rest on has changed. */
  planKey: string
  planned: Planned | null
  latest: {
    readonly key: string
    readonly readings: JourneyReadings
    /** Some metric of the library is older than the rows. */
    readonly isBehind: boolean
  } | null
  pushed: JourneyReadings | null
  running: Promise<void> | null
  /** What came while one was under way or a rest was kept: data may wait for the end of the rest, a person does not. */
  wanted: 'no' | 'rested' | 'now'
  restUntil: number
  restTimer: NodeJS.Timeout | null
  editTimer: NodeJS.Timeout | null
  retryTimer: NodeJS.Timeout | null
}

/**
 * Keeps the numbers on every open canvas true. Per journey there is one computation at a time; whatever changes meanwhile leads to
 * exactly one more, so that the newest always wins. Between those that only data asks for there are rests, so that a flood of live events
 * costs no more than a part of what the engine can give.
 */
export function createLiveReadings({
  answers,
  datasets,
  rooms,
  mayHaveBindings,
  datasetsFor,
  namedFor,
  segmentFor,
  logger,
}: Deps): LiveReadings {
  const journeys = new Map<string, Followed>()
  const life = { isClosed: false }
  const calm = createCalmAnswers({ answers, datasets, onNewer: namedAnswered, logger })

  function follow(journeyId: string): Followed {
    const known = journeys.get(journeyId)
    if (known) return known
    forgetClosed()
    const followed: Followed = {
      showsNamed: false,
      datasetIds: new Set(),
      planKey: '',
      planned: null,
      latest: null,
      pushed: null,
      running: null,
      wanted: 'no',
      restUntil: 0,
      restTimer: null,
      editTimer: null,
      retryTimer: null,
    }
    journeys.set(journeyId, followed)
    return followed
  }

  function forgetClosed(): void {
    if (journeys.size < REMEMBERED_MAX) return
    const open = new Set(rooms.openJourneyIds())
    for (const [id, followed] of journeys) {
      if (open.has(id) || followed.running) continue
      stopTimers(followed)
      journeys.delete(id)
    }
  }

  function stopTimers({ editTimer, retryTimer, restTimer }: Followed): void {
    for (const timer of [editTimer, retryTimer, restTimer]) if (timer) clearTimeout(timer)
  }

  /** A journey that nobody has open is read once and not for everybody who asks. */
  async function planOf(journeyId: string, followed: Followed): Promise<Planned> {
    const head = await rooms.headOf(journeyId)
    if (head !== null && followed.planned?.head === head) return followed.planned
    const asked = await rooms.read(journeyId, (doc) => ({
      plan: journeyPlanOf(boundPartOf(doc)),
      shown: shownMetricsOf(doc),
      feelings: measuredFeelingsOf(doc),
    }))
    followed.planned = { ...asked, planKey: JSON.stringify([asked.plan, asked.shown, asked.feelings]), head }
    return followed.planned
  }

  /** `library`: to take its metrics as they were a moment ago. */
  async function compute(
    journeyId: string,
    followed: Followed,
    library?: ReturnType<typeof calm.begin>,
  ): Promise<JourneyReadings> {
    const { plan, shown, feelings, planKey } = await planOf(journeyId, followed)
    followed.planKey = planKey
    followed.showsNamed = shown.length > 0 || feelings.length > 0
    const [known, segments] = await Promise.all([
      knownFor(namedFor, journeyId, [...shown, ...feelings]),
      segmentsOfPersonas(segmentFor, journeyId, feelings, shown),
    ])
    const planned = [...plan.map(({ datasetId }) => datasetId), ...datasetsOfFeelings(feelings, known)]
    followed.datasetIds = new Set([...planned, ...datasetsOfShown(shown, known)])
    const versions = [...followed.datasetIds].map((datasetId) => answers.version(datasetId)).join(' ')
    const own: ReadonlySet<string> = planned.length === 0 ? new Set() : await datasetsFor(journeyId, planned)
    // A journey may have been moved to another workspace, on another node; so may a metric have been changed there.
    const rests = JSON.stringify([...known.values(), ...segments.values()])
    const key = `${versions} ${[...own].toSorted().join(' ')} ${rests} ${planKey}`
    if (followed.latest?.key === key && !followed.latest.isBehind) return followed.latest.readings
    const { readings, isIncomplete } = await computeReadings({
      answers,
      ...(library && { library }),
      datasets,
      plan,
      shown,
      known,
      feelings,
      segments,
      own,
      logger,
    })
    if (isIncomplete) retryLater(journeyId, followed)
    else followed.latest = { key, readings, isBehind: library?.isBehind() ?? false }
    return readings
  }

  function retryLater(journeyId: string, followed: Followed): void {
    if (followed.retryTimer || life.isClosed) return
    followed.retryTimer = setTimeout(() => {
      followed.retryTimer = null
      if (rooms.isOpen(journeyId)) refresh(journeyId)
    }, RETRY_MS)
  }

  /** Computes and pushes, right after what is under way; `rested`: also after a rest. */
  function refresh(journeyId: string, wanted: 'now' | 'rested' = 'now'): void {
    const followed = follow(journeyId)
    if (followed.wanted !== 'now') followed.wanted = wanted
    proceed(journeyId, followed)
  }

  function proceed(journeyId: string, followed: Followed): void {
    if (followed.wanted === 'no' || followed.running || life.isClosed) return
    const restMs = followed.restUntil - Date.now()
    if (followed.wanted === 'rested' && restMs > 0) {
      followed.restTimer ??= setTimeout(() => {
        followed.restTimer = null
        if (rooms.isOpen(journeyId)) proceed(journeyId, followed)
      }, restMs)
      return
    }
    const isRested = followed.wanted === 'rested'
    followed.wanted = 'no'
    const began = Date.now()
    followed.running = run(journeyId, followed).finally(() => {
      followed.running = null
      // What a person asked for, as the first numbers of all, says nothing of what the next change costs.
      const workMs = isRested ? Date.now() - began : 0
      followed.restUntil = Date.now() + Math.min(Math.max(REST_PER_WORK * workMs, REST_MIN_MS), REST_MAX_MS)
      proceed(journeyId, followed)
    })
  }

  async function run(journeyId: string, followed: Followed): Promise<void> {
    try {
      push(journeyId, followed, await compute(journeyId, followed, calm.begin()))
    } catch (error) {
      logger.error({ journeyId, err: error }, 'the readings of a journey could not be computed')
    }
  }

  function push(journeyId: string, followed: Followed, readings: JourneyReadings): void {
    if (readings === followed.pushed) return
    followed.pushed = readings
    rooms.push(journeyId, { kind: 'readings', readings })
  }

  /** Somebody came: what is known at once, what has changed since after it. */
  function opened(journeyId: string): void {
    const followed = follow(journeyId)
    followed.pushed = null
    if (followed.latest) push(journeyId, followed, followed.latest.readings)
    if (followed.datasetIds.size > 0) refresh(journeyId)
    else {
      openedUnbound(journeyId, followed).catch((error: unknown) =>
        logger.error({ journeyId, err: error }, 'it is not known whether a journey shows numbers'),
      )
    }
  }

  /** A large journey without numbers is not read, let alone built in memory, because somebody looks at it. */
  async function openedUnbound(journeyId: string, followed: Followed): Promise<void> {
    if (await mayHaveBindings(journeyId)) {
      refresh(journeyId)
      return
    }
    const { readings } = await computeReadings({ answers, datasets, plan: [], own: new Set(), logger })
    if (followed.pushed === null && followed.running === null) push(journeyId, followed, readings)
  }

  function edited(journeyId: string): void {
    const followed = follow(journeyId)
    followed.editTimer ??= setTimeout(() => {
      followed.editTimer = null
      refreshWhenBindingsChanged(journeyId, followed).catch((error: unknown) =>
        logger.error({ journeyId, err: error }, 'the bindings of a journey could not be read'),
      )
    }, EDIT_PAUSE_MS)
  }

  async function refreshWhenBindingsChanged(journeyId: string, followed: Followed): Promise<void> {
    // Nobody looks: the next who opens it gets new numbers anyway.
    if (life.isClosed || !rooms.isOpen(journeyId)) return
    const { planKey } = await planOf(journeyId, followed)
    if (planKey !== followed.planKey) refresh(journeyId)
  }

  function datasetChanged(datasetId: string): void {
    for (const journeyId of rooms.openJourneyIds()) {
      const followed = journeys.get(journeyId)
      // What is under way may rest on the rows before this change, or has not read the bindings yet.
      if (followed?.running || followed?.datasetIds.has(datasetId)) refresh(journeyId, 'rested')
    }
  }

  function namedAnswered(datasetId: string): void {
    for (const journeyId of rooms.openJourneyIds()) {
      const followed = journeys.get(journeyId)
      if (followed?.showsNamed && followed.datasetIds.has(datasetId)) refresh(journeyId, 'rested')
    }
  }

  const stops = [rooms.on('opened', opened), rooms.on('changed', edited), datasets.onChanged(datasetChanged)]

  return {
    readingsOf: (journeyId) => compute(journeyId, follow(journeyId)),
    forget(journeyId) {
      const followed = follow(journeyId)
      followed.latest = null
      if (rooms.isOpen(journeyId)) refresh(journeyId)
    },
    catchUp() {
      for (const journeyId of rooms.openJourneyIds()) opened(journeyId)
    },
    namedChanged() {
      for (const journeyId of rooms.openJourneyIds()) if (follow(journeyId).showsNamed) refresh(journeyId)
    },
    async close() {
      life.isClosed = true
      calm.close()
      for (const stop of stops) stop()
      for (const followed of journeys.values()) stopTimers(followed)
      await Promise.all([...journeys.values()].map(({ running }) => running ?? Promise.resolve()))
    },
  }
}
