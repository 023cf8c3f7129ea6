import type { OtherCustomers } from './held-against.ts'
import type { TimeRange } from './time-range.ts'

/** The numbers on the canvas. A reading is computed by the server from rows, never typed and never stored in the journey. */

/** Where a number comes from and how good it is; every number carries all of it. */
export interface Reading {
  /** `null`: cannot be told, and `note` says why. */
  readonly value: number | null
  /** `share`: 0 … 1. `points`: on a scale that ends at 100. */
  readonly unit: 'cases' | 'share' | 'seconds' | 'points' | 'number' | 'money'
  /** How many cases it rests on (of a share: its denominator). */
  readonly n: number
  /** What `n` counts, when not cases. */
  readonly nOf?: 'answers' | 'events' | 'sessions'
  /** A full count and no estimate, however few it counts. Of `cases` always. */
  readonly isExact?: boolean
  /** Digits behind the point; absent: as is usual for the unit. */
  readonly decimals?: number
  /** ISO 4217, of money. */
  readonly currency?: string
  /** 95 % interval of a share (Wilson), a median (order statistics), a mean or a score (normal); absent for plain counts. */
  readonly interval?: readonly [number, number]
  /** Plain words: what was counted and how, with the filter, e.g. `Cases with “Confirm” that later have “Purchase”`. */
  readonly definition: string
  readonly filter: string
  readonly note?: string
  /** What `note` says puts the number itself in doubt, however many it rests on. */
  readonly isDoubtful?: boolean
  /** The same of other cases, where it is held against them. */
  readonly comparison?: Comparison
}

/**
 * A number held against the same one of other cases: of everybody who is not in the segment, of those in another segment who are not, or
 * of those that started in the period before. No case is in both, so the two are independent. A number of everybody can be held against a
 * segment, which is a `part` of them.
 */
export interface Comparison {
  readonly against: 'everybody-else' | 'period-before' | 'segment' | 'part'
  /** What the other segment is called, by its own name or that of its persona. */
  readonly name?: string
  /** The others'. `null`: cannot be told. */
  readonly value: number | null
  readonly n: number
  /** 95 % interval of that value. */
  readonly interval?: readonly [number, number]
  /** Of a `part`: the same of all who are not in it. */
  readonly rest?: Pick<Comparison, 'value' | 'n' | 'interval'>
  /**
   * This value (of a `part`: that of the rest, which has no case in common with it) − that value, and its 99.7 % interval; absent for counts,
   * and where an interval is missing.
   */
  readonly difference?: Difference
}

export interface Difference {
  readonly value: number
  /** 99.7 % (z = 3) and not 95 %, since many numbers are compared at once. */
  readonly interval: readonly [number, number]
  /** The interval leaves out zero, and both sides rest on enough cases. Only then it may be called a difference. */
  readonly isReal: boolean
}

/** Below this n a number is shown grey with the reason. */
export const FEW_CASES = 30

/** Readings of a stage, a step or a touchpoint. */
export interface ElementReadings {
  readonly kind: 'element'
  readonly elementId: string
  readonly datasetId: string
  readonly cases: Reading
  /** Share of its cases that later reach the next bound element of its level; absent for the last. */
  readonly conversion?: Reading
  /** 1 − conversion. */
  readonly dropOff?: Reading
  /** Median seconds from the first event here to the first later event there. */
  readonly timeToNext?: Reading
  /** The element that `conversion`, `dropOff` and `timeToNext` lead to. */
  readonly nextElementId?: string
}

/** Readings of a link between two bound touchpoints. */
export interface LinkReadings {
  readonly kind: 'link'
  readonly linkId: string
  readonly datasetId: string
  /**
   * Without a window: how often an event of `to` directly follows an event of `from`, among the events that the journey binds
   * (n = cases in which that happens at least once). With a window: cases in which `to` comes within it after `from`.
   */
  readonly flow: Reading
  /** With a window: those cases out of the cases that have `from`. */
  readonly rate?: Reading
}

export interface DatasetFreshness {
  readonly datasetId: string
  readonly name: string
  readonly events: number
  readonly cases: number
  /** Instants, ms since 1970; `null` when there are no events. */
  readonly firstEventAt: number | null
  readonly lastEventAt: number | null
  /** When rows last came in, by import or live. */
  readonly updatedAt: number
  /** In which its days, weeks and months are counted: a name of the IANA database. */
  readonly timeZone: string
}

/** Whose readings they are, when they are not everybody's. */
export interface ReadSegment {
  readonly personaId: string
  readonly segmentId: string
  readonly name: string
  /** The rule in words. */
  readonly words: string
  readonly datasetId: string
  /** Cases in the segment; `null`: cannot be told just now. */
  readonly cases: number | null
  /** All cases of the dataset. */
  readonly of: number
}

/** The other segment that readings are held against. `of`: in a time range all that start within. */
export interface HeldSegment extends Omit<ReadSegment, 'personaId'> {
  /** How it was chosen. */
  readonly chosen: OtherCustomers
  /**
   * Its cases that are also in the segment that the readings are of, and so are not held against them; of everybody's readings all of them.
   * `null`: cannot be told.
   */
  readonly both: number | null
}

/** When the cases started that readings are of, when they are not of all time. */
export interface ReadRange extends TimeRange {
  /** The period that each number is held against. */
  readonly before?: TimeRange
}

/** A metric of the library where a journey shows it. */
export interface MetricReading {
  readonly metricId: string
  /** What shows it: a stage, a step, a card, or `JOURNEY_ROOT` for the journey itself. */
  readonly elementId: string
  readonly name: string
  readonly direction: 'up' | 'down' | 'none'
  /** In the reading's unit. */
  readonly target: number | null
  /** `null`: it is made of others. */
  readonly datasetId: string | null
  readonly reading: Reading
}

/** What an emotion is measured at. */
export interface FeelingReading {
  /** The emotion's card. */
  readonly elementId: string
  /** What it is measured by: a metric's name, or `NPS`, `CSAT`, `CES`. */
  readonly name: string
  /** `null`: a metric that is made of others, or is gone. */
  readonly datasetId: string | null
  /** Of the cases of this persona's segment, since the card is about it alone. */
  readonly personaId?: string
  readonly reading: Reading
  /** The values that stand for very bad and very good; `null`: nobody has said. */
  readonly ends: { readonly worst: number; readonly best: number } | null
  /** On the scale of feelings, −2 … 2; `null`: cannot be told. */
  readonly level: number | null
  /** The reading's interval on that scale. */
  readonly levelInterval?: readonly [number, number]
}

/** All readings of one journey at one moment. */
export interface JourneyReadings {
  /** Absent: of cases of all time. */
  readonly range?: ReadRange
  /** Absent: of everybody. */
  readonly segment?: ReadSegment
  /** Absent: they are held against everybody else, against the period before, or against nothing. */
  readonly held?: HeldSegment
  readonly computedAt: number
  readonly elements: readonly ElementReadings[]
  readonly links: readonly LinkReadings[]
  /** Metrics of the library; absent: none are shown. */
  readonly metrics?: readonly MetricReading[]
  /** Absent: no emotion is measured. */
  readonly feelings?: readonly FeelingReading[]
  readonly datasets: readonly DatasetFreshness[]
}
