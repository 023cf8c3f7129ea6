import { SCALE_BOUNDS, type ScoreScale } from '#shared/contract/score-scales.ts'
import { readFeeling, type Feeling } from './feelings.ts'
import { readNumber, type DecimalMark } from './numbers.ts'

/** A whole number that somebody answered, and the highest that could be, where the text says so. */
interface WrittenAnswer {
  readonly number: number
  readonly of: number | null
}

/**
 * A whole number that a survey wrote with words or as a picture: `10 - Extremely likely`, `Very likely (9)`, `9/10`, `4 out of 5`, `★★★☆☆`.
 * `null`: none, or a plain number.
 */
export function readAnswer(text: string): WrittenAnswer | null {
  const group = readRecommendGroup(text)
  if (group !== null) return { number: group, of: 10 }
  if (!/^[\d★⭐✮]|\)$/u.test(text)) return null
  const stars = /^((?:[★⭐✮]\uFE0F?)+)([☆✩]*)$/u.exec(text)
  if (stars) {
    const full = (stars[1] ?? '').replace(/\uFE0F/g, '').length
    const hollow = stars[2]?.length ?? 0
    return { number: full, of: hollow > 0 ? full + hollow : null }
  }
  const [, part, whole] = OUT_OF.exec(text) ?? []
  if (part !== undefined) return { number: Number(part), of: Number(whole) }
  const [, first, last] =
    /^(\d{1,2})(?:(?:\s*[-–—:=.)]\s*|\s+)\p{L}.*|\s*\(\p{L}.*\))$/u.exec(text) ??
    /^\p{L}.*(?:\((\d{1,2})\))$/u.exec(text) ??
    []
  const digits = first ?? last
  return digits === undefined ? null : { number: Number(digits), of: null }
}

const OUT_OF = /^(\d{1,3})\s*(?:\/|out of|of|von|sur|de|di|su|van(?: de)?|av|z)\s*(5|7|10|100)(?:\s+\p{L}+)?$/iu

/** Groups of the Net Promoter Score by a word for each, in a few languages. */
const RECOMMEND_GROUPS: readonly (readonly [answer: number, words: RegExp])[] = [
  [9, /^promot(er|or|eur|ore)s?$/i],
  [7, /^(passive?s?|pasivos?|passifs?|passivos?|passivi|passief)$/i],
  [6, /^(detractor(s|es)?|détracteurs?|detrattor[ei]|kritiker|criticasters?)$/i],
]

/** Of a promoter, passive or detractor the answer from 0 to 10 that says the least: 9, 7 or 6. The Net Promoter Score is the same by any. */
export function readRecommendGroup(text: string): number | null {
  if (text.length > 12 || !/^[pdkc]/i.test(text)) return null
  return RECOMMEND_GROUPS.find(([, words]) => words.test(text))?.[0] ?? null
}

/** What a text answers on a scale. NaN: an answer on another one, as 4/5 is on 0 to 10. `null`: no answer. */
export function readOnScale(text: string, scale: ScoreScale, decimal: DecimalMark): number | null {
  const number = readNumber(text, decimal)
  if (number !== null) return text.endsWith('%') && scale !== '0-100' ? Number.NaN : number
  const answer = readAnswer(text)
  if (answer) return answer.of === null || answer.of === SCALE_BOUNDS[scale][1] ? answer.number : Number.NaN
  const feeling = readFeeling(text)
  return feeling && numberOf(feeling, scale)
}

/** Words have no place on scales of numbers that nobody gave words to. */
function numberOf({ side, strength }: Feeling, scale: ScoreScale): number {
  switch (scale) {
    case '1-5':
      return 3 + side * (strength === 3 ? 2 : 1)
    case '1-7':
      return 4 + side * strength
    default:
      return Number.NaN
  }
}

/** What the values of a column are as answers. */
export interface AnswerFacts {
  /** Of the filled values. */
  readonly share: number
  readonly smallest: number
  readonly largest: number
  readonly isWhole: boolean
  /** Whole and half numbers, such as 4.5 stars. */
  readonly isHalves: boolean
  /** The highest that could be answered, where all that say so say the same: 5 of `4/5`. */
  readonly of: number | null
  readonly isPercent: boolean
  /** Answers such as “very satisfied”, with the number of steps that they are of. */
  readonly stepsOfWords: 5 | 7 | null
}

/** Watches one column. */
export interface AnswerObserver {
  /** `number`: the text as a plain number. */
  add(text: string, number: number | null): void
  /** `null`: there was none. */
  facts(filled: number): AnswerFacts | null
}

const NEARLY_ALL = 0.9

export function createAnswerObserver(): AnswerObserver {
  const wholes = new Set<number>()
  const sides = new Set<Feeling['side']>()
  const strengths = new Set<Feeling['strength']>()
  let answers = 0
  let percents = 0
  let feelings = 0
  let smallest = Infinity
  let largest = -Infinity
  let isWhole = true
  let isHalves = true

  function addFeeling(text: string): void {
    const feeling = readFeeling(text)
    if (!feeling) return
    feelings++
    sides.add(feeling.side)
    if (feeling.side !== 0) strengths.add(feeling.strength)
  }

  return {
    add(text, number) {
      const written = number === null ? readAnswer(text) : null
      const answer = number ?? written?.number
      if (answer === undefined) {
        addFeeling(text)
        return
      }
      answers++
      if (text.endsWith('%')) percents++
      if (written !== null && written.of !== null) wholes.add(written.of)
      smallest = Math.min(smallest, answer)
      largest = Math.max(largest, answer)
      isWhole &&= Number.isInteger(answer)
      isHalves &&= Number.isInteger(answer * 2)
    },
    facts(filled) {
      const worded = feelings >= filled * NEARLY_ALL && sides.size > 1
      if (worded) {
        const stepsOfWords = strengths.size > 2 ? 7 : 5
        const share = feelings / filled
        return {
          share,
          smallest: 1,
          largest: stepsOfWords,
          isWhole: true,
          isHalves: true,
          of: null,
          isPercent: false,
          stepsOfWords,
        }
      }
      if (answers === 0) return null
      const [of = null] = wholes.size === 1 ? wholes : []
      const isPercent = percents >= answers * NEARLY_ALL
      return { share: answers / filled, smallest, largest, isWhole, isHalves, of, isPercent, stepsOfWords: null }
    },
  }
}
