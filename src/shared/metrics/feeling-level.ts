import { EMOTION_SCALE } from '#shared/model/records/card.ts'
import type { AnswerScale } from '#shared/model/records/answer-scale.ts'
import type { MetricDefinition } from './named-metric.ts'
import { FEW_CASES, type FeelingReading, type Reading } from './reading.ts'

/** The values of a score that stand for the two ends of the scale of feelings; the one for the best may be the smaller of the two. */
export interface FeelingEnds {
  readonly worst: number
  readonly best: number
}

/** A score on the scale of feelings: −2 very bad … 2 very good. */
export type FeelingLevel = Pick<FeelingReading, 'level' | 'levelInterval'>

/** The ends that a survey's score has: NPS −100 and 100, CSAT a share of 0 and 1, CES its lowest and highest answer. */
export const endsOfScale = (scale: AnswerScale): FeelingEnds =>
  scale.kind === 'nps'
    ? { worst: -100, best: 100 }
    : scale.kind === 'csat'
      ? { worst: 0, best: 1 }
      : { worst: 1, best: scale.of }

/** The ends that a metric of the library has of itself; `null`: it has none, and somebody has to say them. Of one that is better when lower they are swapped. */
export function endsOfDefinition(definition: MetricDefinition, direction: 'up' | 'down' | 'none'): FeelingEnds | null {
  const ends = upwardEndsOf(definition)
  return ends && direction === 'down' ? { worst: ends.best, best: ends.worst } : ends
}

function upwardEndsOf(definition: MetricDefinition): FeelingEnds | null {
  if (definition.kind === 'index') return { worst: 0, best: 100 }
  if (definition.kind === 'ratio') return null
  const { question, show } = definition
  if (question.kind === 'sentiment') return show === 'mean' ? { worst: -1, best: 1 } : null
  return question.kind === 'score' ? endsOfScale(question.scale) : null
}

/** Where a number lies on the scale of feelings: linear between the ends, and not beyond them. Its interval goes the same way. */
export function feelingLevelOf(
  { value, interval }: Pick<Reading, 'value' | 'interval'>,
  ends: FeelingEnds | null,
): FeelingLevel {
  if (value === null || ends === null) return { level: null }
  const [a, b] = (interval ?? []).map((end) => onScale(end, ends))
  return {
    level: onScale(value, ends),
    ...(a !== undefined && b !== undefined && { levelInterval: [Math.min(a, b), Math.max(a, b)] as const }),
  }
}

const { min, max } = EMOTION_SCALE

function onScale(value: number, { worst, best }: FeelingEnds): number {
  const share = Math.min(1, Math.max(0, (value - worst) / (best - worst)))
  return min + share * (max - min)
}

/** Rests on too few answers to be held against anything. */
export const isWeakFeeling = ({ level, reading }: Pick<FeelingReading, 'level' | 'reading'>): boolean =>
  level === null || reading.n < FEW_CASES

/** One step of the named scale. */
const STEP = 1
/** What adding up in binary leaves over. */
const TINY = 1e-9

/**
 * Whether a feeling that somebody assumed and the measured one disagree: at least one step of the named scale lies between them, the
 * assumed one lies outside the 95 % interval of the measured one, and that rests on 30 answers or more. Without an interval it cannot be told.
 */
export function disagrees(
  assumed: number | undefined,
  measured: FeelingLevel & Pick<FeelingReading, 'reading'>,
): boolean {
  const { level, levelInterval } = measured
  if (assumed === undefined || level === null || levelInterval === undefined || isWeakFeeling(measured)) return false
  const [low, high] = levelInterval
  return Math.abs(assumed - level) >= STEP - TINY && (assumed < low - TINY || assumed > high + TINY)
}
