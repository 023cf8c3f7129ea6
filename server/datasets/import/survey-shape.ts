import { SCALE_BOUNDS, type ScoreScale } from '#shared/contract/score-scales.ts'
import type { ColumnFacts } from './column-facts.ts'
import { eventScore, words as wordsOfName } from './column-scores.ts'
import { readRecommendGroup } from './answers.ts'

/** Answers of a survey: a score, perhaps a comment, perhaps what it was about. */
export interface SurveyShape {
  readonly score: ColumnFacts
  /** `null`: no answers on a scale, but halves between them, or words that are no numbers. */
  readonly scale: ScoreScale | null
  /** The answers are words that nobody can say a number for, so they are kept as they are. */
  readonly isInWords: boolean
  readonly touchpoint: ColumnFacts | null
  readonly comment: ColumnFacts | null
  readonly reasons: readonly string[]
}

/** A question is a heading too; its words are looked for in the languages of Europe. */
const SCORE_NAME =
  /\b(nps|csat|ces|score|rating|ratings|stars|satisfaction|likelihood|likely|effort|ease|easy|note|nota|voto|ocena|puntos)\b|recommend|\brate (your?|our|the|this|us|it)\b|recommand|recomm?end|satisf|zufried|bewertung|empfehl|wahrscheinlich|puntuaci|calificaci|valoraci|avalia|tevreden|beoordeling|aanbevel|soddisf|raccomand|consigl|polec|zadowol/
const COMMENT_NAME =
  /\b(comment|comments|verbatim|text|feedback|message|review|reason|why|answer|remark|remarks|opmerking|toelichting|motivo|uwagi)\b|kommentar|begründung|commentaire|comentario|comentário|commento|raison|grund\b|komentarz/
const TOUCHPOINT_NAME =
  /\b(touchpoint|stage|sub type|survey type|survey name|survey|journey|step|moment|interaction|topic|question|phase|process|kontaktpunkt|anlass|parcours|etapa|fase|proceso|processo)\b|étape/
/** Of the scale from 0 to 10 that asks whether one would recommend. */
const RECOMMEND_NAME = /\bnps\b|recomm?end|recommand|raccomand|empfehl|aanbevel|polec|consigl|likel|wahrscheinlich/
const EFFORT_NAME = /\bces\b|\beffort|\beas[ey]\b|aufwand|esfuerzo|sforzo|inspanning/
const NOT_A_SCORE = /\b(id|count|number|amount|age|size|quantity|qty|lead|credit|risk)\b/

/** Of its name and of the question that stands below it. */
const words = (facts: ColumnFacts): string =>
  facts.question ? `${wordsOfName(facts)} ${facts.question.toLowerCase()}` : wordsOfName(facts)

/** Whether a table holds answers of a survey; decided before events are looked for, since a score is no event. */
export function surveyShape(all: readonly ColumnFacts[]): SurveyShape | null {
  // A log of events may carry a score beside them.
  if (all.some((facts) => /^(concept name|activity|event name|event type|event)$/.test(words(facts)))) return null
  const scores = all.filter(isScore).sort((a, b) => namedScore(b) - namedScore(a))
  const score = scores[0] ?? all.find(isOtherWords)
  if (!score) return null
  const isInWords = scores.length === 0
  const scale = isInWords || !isOnScale(score) ? null : scaleOf(score)
  const comment = best(all, (facts) =>
    isComment(facts) ? facts.meanLength + (COMMENT_NAME.test(words(facts)) ? 1_000 : 0) : 0,
  )
  const names = all.map(words).join(' ')
  const isSaidByName = /\b(nps|csat|ces|survey|review|respon|umfrage|encuesta|enquête|sondage)|satisf|zufried/.test(
    names,
  )
  if (!comment && !isSaidByName && !RECOMMEND_NAME.test(words(score)) && !holdsGroups(score) && !holdsWords(score))
    return null
  const touchpoint = best(all, (facts) => (facts === score || facts === comment ? 0 : touchpointPoints(facts)))
  return {
    score,
    scale,
    isInWords,
    touchpoint,
    comment,
    reasons: [
      scale === null ? reasonWithoutScale(score, isInWords) : reasonFor(score, scale),
      ...(comment ? [`“${comment.column.name}” holds what people wrote.`] : []),
      touchpoint
        ? `“${touchpoint.column.name}” says what the answer is about, so it becomes the event.`
        : 'No column says what an answer is about, so all events have one name.',
    ],
  }
}

function isScore(facts: ColumnFacts): boolean {
  const { filled, answers, distinct, timeShare } = facts
  if (filled === 0 || answers === null || answers.share < 0.9 || timeShare > 0.5) return false
  const name = words(facts)
  if (holdsGroups(facts) || holdsWords(facts)) return true
  if (NOT_A_SCORE.test(name) || !SCORE_NAME.test(name)) return false
  if (isOfHundred(facts)) return true
  return (
    answers.isHalves &&
    distinct <= (answers.isWhole ? 15 : 2 * 12) &&
    answers.largest <= MOST_ANSWER &&
    answers.smallest >= -1 &&
    answers.largest > 1
  )
}

/** Somebody may have answered 11 of 10; more is another scale. */
const MOST_ANSWER = 12

/** From 0 to 100, or percent: no answers to what the Net Promoter Score asks, nor CSAT or CES. */
function isOfHundred({ answers }: ColumnFacts): boolean {
  if (answers === null || answers.smallest < 0 || answers.largest > 100) return false
  return answers.isPercent || answers.of === 100 || answers.largest > MOST_ANSWER
}

/** With halves between them they are no answers that a Net Promoter Score, CSAT or CES is made of. */
const isOnScale = (facts: ColumnFacts): boolean => facts.answers === null || facts.answers.isWhole || isOfHundred(facts)

/** “Good”, “bad”, 👍: few different words in a column that is called a score. */
function isOtherWords(facts: ColumnFacts): boolean {
  const { filled, distinct, numberShare, timeShare, meanLength } = facts
  const name = words(facts)
  if (filled < 2 || distinct < 2 || distinct > MOST_WORDS || distinct >= filled) return false
  return numberShare < 0.1 && timeShare < 0.1 && meanLength <= 30 && SCORE_NAME.test(name) && !NOT_A_SCORE.test(name)
}

const MOST_WORDS = 12

function reasonWithoutScale({ column, answers, examples }: ColumnFacts, isInWords: boolean): string {
  if (isInWords)
    return `“${column.name}” holds answers in words, such as “${examples[0]}”. Which number each of them is nobody can tell, so they are kept as they are.`
  return `“${column.name}” holds numbers from ${answers?.smallest} to ${answers?.largest}, with halves between them. No NPS, CSAT or CES can be made of them, but their mean can be shown.`
}

/** “Very satisfied” and the like. */
function holdsWords({ answers }: ColumnFacts): boolean {
  return answers !== null && answers.stepsOfWords !== null
}

function reasonFor(score: ColumnFacts, scale: ScoreScale): string {
  const { column, answers, examples } = score
  const range = SCALE_BOUNDS[scale].join(' to ')
  if (holdsGroups(score)) {
    return `“${column.name}” says promoter, passive or detractor: read as 9, 7 and 6, which gives the right Net Promoter Score, but no mean.`
  }
  if (holdsWords(score)) return `“${column.name}” holds answers in words, such as “${examples[0]}”: read as ${range}.`
  const numbers = `${answers?.isWhole ? 'whole numbers' : 'numbers'} from ${answers?.smallest} to ${answers?.largest}`
  if (scale === '0-100') {
    return `“${column.name}” holds ${numbers}${answers?.isPercent ? ' per cent' : ''}: answers on a scale of ${range}. No NPS, CSAT or CES can be made of it, but its mean can be shown.`
  }
  return `“${column.name}” holds ${numbers}: answers on a scale of ${range}.`
}

/** Promoters, passives and detractors, where nobody kept what they answered. */
function holdsGroups({ examples, answers }: ColumnFacts): boolean {
  return answers !== null && answers.share >= 0.9 && examples.some((example) => readRecommendGroup(example) !== null)
}

function namedScore(facts: ColumnFacts): number {
  const name = words(facts)
  return (
    // The answers themselves say more.
    (holdsGroups(facts) ? -5 : holdsWords(facts) ? -3 : isOfHundred(facts) ? -1.5 : 0) +
    (/\b(nps|csat|ces)\b/.test(name) ? 2 : 0) +
    (/score|rating/.test(name) ? 1 : 0) +
    (RECOMMEND_NAME.test(name) ? 1.5 : 0)
  )
}

function scaleOf(facts: ColumnFacts): ScoreScale {
  const name = words(facts)
  const { answers, filled } = facts
  if (holdsGroups(facts) || answers === null) return '0-10'
  if (answers.stepsOfWords !== null) return answers.stepsOfWords === 7 ? '1-7' : '1-5'
  if (isOfHundred(facts)) return '0-100'
  const { smallest, largest } = answers
  const asksToRecommend = RECOMMEND_NAME.test(name)
  const toTen = asksToRecommend || smallest === 0 || filled < SURE_ANSWERS ? '0-10' : '1-10'
  if (answers.of !== null) return answers.of === 5 ? '1-5' : answers.of === 7 ? '1-7' : toTen
  const said = SCALES_IN_WORDS.find(([, pattern]) => pattern.test(name))
  if (said && largest <= SCALE_BOUNDS[said[0]][1]) return said[0]
  if (smallest === 0 || largest > 7) return toTen
  // Whoever asks on 0 to 10 gets other answers than 1 to 5 as well.
  if (asksToRecommend && (largest > 5 || filled < SURE_ANSWERS)) return '0-10'
  return largest > 5 || EFFORT_NAME.test(name) ? '1-7' : '1-5'
}

/** So many answers, and none of them 0, or none above 5: then nobody could give those. */
const SURE_ANSWERS = 50

const SCALES_IN_WORDS: readonly (readonly [ScoreScale, RegExp])[] = [
  ['0-10', /\b0 (to |bis |à |a |tot |do )?10\b/],
  ['1-10', /\b1 (to |bis |à |a |tot |do )?10\b/],
  ['1-7', /\b1 (to |bis |à |a |tot |do )?7\b/],
  ['1-5', /\b1 (to |bis |à |a |tot |do )?5\b/],
]

/** Who answered comes back seldom: what most answers share is their language, their survey or their channel. */
export function saysWhoAnswered(facts: ColumnFacts): boolean {
  return facts.filled <= 20 || facts.distinct >= facts.filled * 0.1
}

function isComment(facts: ColumnFacts): boolean {
  if (facts.filled === 0 || facts.numberShare > 0.5 || facts.timeShare > 0.5 || holdsWords(facts)) return false
  const isLong = facts.meanLength >= 25 && facts.distinct > facts.filled * 0.3
  return isLong
    ? !/\b(id|url|agent|address)\b/.test(words(facts))
    : COMMENT_NAME.test(words(facts)) && facts.meanLength >= 12
}

/** Few values and a name that hints at it: a log of events with a score beside them, whose column of events is called `what`. */
const SAYS_WHAT = 0.7

function touchpointPoints(facts: ColumnFacts): number {
  const name = words(facts)
  if (facts.distinct < 2 || facts.distinct > 60 || facts.numberShare > 0.5 || facts.timeShare > 0.5) return 0
  if (holdsWords(facts)) return 0
  if (facts.meanLength > 60 || SCORE_NAME.test(name) || /\bid\b/.test(name)) return 0
  return (TOUCHPOINT_NAME.test(name) ? 2 : 0) + ((eventScore(facts)?.points ?? 0) > SAYS_WHAT ? 0.5 : 0)
}

function best(all: readonly ColumnFacts[], points: (facts: ColumnFacts) => number): ColumnFacts | null {
  let found: ColumnFacts | null = null
  let most = 0
  for (const facts of all) {
    const worth = points(facts)
    if (worth > most) [found, most] = [facts, worth]
  }
  return found
}
