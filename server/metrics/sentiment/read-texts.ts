// oxlint-disable-next-line typescript/triple-slash-reference -- a program that only follows imports, as the tests are, would not find these types
/// <reference path="./vader-sentiment.d.ts" />
import vader from 'vader-sentiment'
import type { Sound } from '#shared/metrics/verbatims.ts'
import { isEnglish } from './is-english.ts'

/** Longer texts are read up to here: what somebody wants to say is said by then. */
export const READ_CHARACTERS = 5_000
/** Different texts that are read for one question. */
export const TEXTS_MAX = 100_000

/** A score is four places behind the point; as whole numbers they add up to the same in every order. */
const PLACES = 10_000

/** At these scores the authors of the lexicon draw the lines between negative, neutral and positive. */
const LINE = 0.05 * PLACES

/** Reading goes on in turns of so many milliseconds, so that edits of others never wait for it. */
const TURN_MS = 4

/** Scores are kept for texts of so many characters in all: the same texts are asked for in many ways. */
const KEPT_CHARACTERS = 16_000_000

/** Each text once, with how often it was given. */
export interface TextCount {
  readonly text: string
  readonly times: number
}

/** How the texts sound. */
export interface TextsRead {
  readonly notEnglish: number
  readonly negative: number
  readonly neutral: number
  readonly positive: number
  readonly mean: number | null
  /** Sample deviation; `null` for fewer than two. */
  readonly deviation: number | null
}

/** In ten-thousandths; `null`: not English. */
type Score = number | null

const kept = new Map<string, Score>()
let keptCharacters = 0

/** Reads texts by the lexicon of VADER (Hutto and Gilbert 2014). Each different text is read once, as long as it is remembered. */
export async function readTexts(texts: readonly TextCount[]): Promise<TextsRead> {
  const counts = { notEnglish: 0, negative: 0, neutral: 0, positive: 0 }
  let [n, sum, squares] = [0, 0, 0]
  let began = performance.now()
  for (const { text, times } of texts) {
    if (performance.now() - began > TURN_MS) {
      await new Promise((resume) => setImmediate(resume))
      began = performance.now()
    }
    const score = scoreOf(text)
    if (score === null) {
      counts.notEnglish += times
      continue
    }
    counts[lineOf(score)] += times
    n += times
    sum += times * score
    squares += times * score * score
  }
  const variance = n < 2 ? null : Math.max(0, (squares - (sum * sum) / n) / (n - 1))
  return {
    ...counts,
    mean: n === 0 ? null : sum / n / PLACES,
    deviation: variance === null ? null : Math.sqrt(variance) / PLACES,
  }
}

/** How each text sounds; `null`: it does not seem to be English. */
export async function soundsOf(texts: readonly string[]): Promise<readonly (Sound | null)[]> {
  let began = performance.now()
  const sounds: (Sound | null)[] = []
  for (const text of texts) {
    if (performance.now() - began > TURN_MS) {
      await new Promise((resume) => setImmediate(resume))
      began = performance.now()
    }
    const score = scoreOf(text)
    sounds.push(score === null ? null : lineOf(score))
  }
  return sounds
}

const lineOf = (score: number): Sound => (score >= LINE ? 'positive' : score <= -LINE ? 'negative' : 'neutral')

function scoreOf(text: string): Score {
  const known = kept.get(text)
  if (known !== undefined) return known
  const score = isEnglish(text) ? compoundOf(text) : null
  kept.set(text, score)
  keptCharacters += text.length
  for (const oldest of kept.keys()) {
    if (keptCharacters <= KEPT_CHARACTERS) break
    kept.delete(oldest)
    keptCharacters -= oldest.length
  }
  return score
}

const compoundOf = (text: string): number =>
  Math.round(vader.SentimentIntensityAnalyzer.polarity_scores(prepared(text)).compound * PLACES)

/**
 * As the lexicon's authors read it: their rule that “Not” and “NOT” deny as “not” does is missing in this port, which knows negations in
 * small letters and with a straight apostrophe only. Words that stand out by capitals among small letters still count for more.
 */
function prepared(text: string): string {
  const straight = text.replaceAll('’', "'")
  if (!/\p{Ll}/u.test(straight)) return straight.replaceAll(/\p{Lu}{2,}/gu, (word) => word.toLowerCase())
  return straight
    .replaceAll(CAPITALISED, (word) => word.toLowerCase())
    .replaceAll(DENYING, (word) => word.toLowerCase())
}

const CAPITALISED = /\p{Lu}\p{Ll}+(?:'\p{Ll}+)?/gu
const DENYING =
  /\b(?:not|no|nor|never|none|nothing|nowhere|neither|without|cannot|rarely|seldom|despite|\w+n't|(?:ca|do|does|did|is|was|are|were|wo|would|could|should|has|have|had)nt)\b/giu
