import { SCALE_BOUNDS, type ScoreScale } from '#shared/contract/score-scales.ts'
import type { ColumnFacts } from './column-facts.ts'
import { eventScore, words } from './column-scores.ts'
import { readRecommendGroup } from './numbers.ts'

/** Answers of a survey: a score, perhaps a comment, perhaps what it was about. */
export interface SurveyShape {
  readonly score: ColumnFacts
  readonly scale: ScoreScale
  readonly touchpoint: ColumnFacts | null
  readonly comment: ColumnFacts | null
  readonly reasons: readonly string[]
}

/** A question is a heading too; its words are looked for in the languages of Europe. */
const SCORE_NAME =
  /\b(nps|csat|ces|score|rating|ratings|stars|satisfaction|likelihood|likely|effort|ease|easy|note|nota|voto|ocena|puntos)\b|recommend|recommand|recomm?end|satisf|zufried|bewertung|empfehl|wahrscheinlich|puntuaci|calificaci|valoraci|avalia|tevreden|beoordeling|aanbevel|soddisf|raccomand|consigl|polec|zadowol/
const COMMENT_NAME =
  /\b(comment|comments|verbatim|text|feedback|message|review|reason|why|answer|remark|remarks|opmerking|toelichting|motivo|uwagi)\b|kommentar|begründung|commentaire|comentario|comentário|commento|raison|grund\b|komentarz/
const TOUCHPOINT_NAME =
  /\b(touchpoint|stage|sub type|survey type|survey name|survey|journey|step|moment|interaction|topic|question|phase|process|kontaktpunkt|anlass|parcours|etapa|fase|proceso|processo)\b|étape/
/** Of the scale from 0 to 10 that asks whether one would recommend. */
const RECOMMEND_NAME = /\bnps\b|recomm?end|recommand|raccomand|empfehl|aanbevel|polec|consigl|likel|wahrscheinlich/
const EFFORT_NAME = /\bces\b|\beffort|\beas[ey]\b|aufwand|esfuerzo|sforzo|inspanning/
const NOT_A_SCORE = /\b(id|count|number|amount|age|size|quantity|qty|lead|credit|risk)\b/

/** Whether a table holds answers of a survey; decided before events are looked for, since a score is no event. */
export function surveyShape(all: readonly ColumnFacts[]): SurveyShape | null {
  // A log of events may carry a score beside them.
  if (all.some((facts) => /^(concept name|activity|event name|event type|event)$/.test(words(facts)))) return null
  const scores = all.filter(isScore).sort((a, b) => namedScore(b) - namedScore(a))
  const [score] = scores
  if (!score) return null
  const scale = scaleOf(score)
  const comment = best(all, (facts) =>
    isComment(facts) ? facts.meanLength + (COMMENT_NAME.test(words(facts)) ? 1_000 : 0) : 0,
  )
  const names = all.map(words).join(' ')
  const isSaidByName = /\b(nps|csat|ces|survey|review|respon|umfrage|encuesta|enquête|sondage)|satisf|zufried/.test(
    names,
  )
  if (!comment && !isSaidByName && !RECOMMEND_NAME.test(words(score)) && !holdsGroups(score)) return null
  const touchpoint = best(all, (facts) => (facts === score || facts === comment ? 0 : touchpointPoints(facts)))
  const range = SCALE_BOUNDS[scale].join(' to ')
  return {
    score,
    scale,
    touchpoint,
    comment,
    reasons: [
      holdsGroups(score)
        ? `“${score.column.name}” says promoter, passive or detractor: read as 9, 7 and 6, which gives the right Net Promoter Score, but no mean.`
        : `“${score.column.name}” holds whole numbers from ${score.answers?.smallest} to ${score.answers?.largest}: answers on a scale of ${range}.`,
      ...(comment ? [`“${comment.column.name}” holds what people wrote.`] : []),
      touchpoint
        ? `“${touchpoint.column.name}” says what the answer is about, so it becomes the event.`
        : 'No column says what an answer is about, so all events have one name.',
    ],
  }
}

function isScore(facts: ColumnFacts): boolean {
  const { filled, answers, brokenNumberShare, distinct, timeShare } = facts
  if (filled === 0 || answers === null || answers.share < 0.9 || brokenNumberShare > 0 || timeShare > 0.5) return false
  const name = words(facts)
  if (holdsGroups(facts)) return true
  if (NOT_A_SCORE.test(name) || !SCORE_NAME.test(name)) return false
  return distinct <= 15 && answers.largest <= 12 && answers.smallest >= -1 && answers.largest > 1
}

/** Promoters, passives and detractors, where nobody kept what they answered. */
function holdsGroups({ examples, answers }: ColumnFacts): boolean {
  return answers !== null && answers.share >= 0.9 && examples.some((example) => readRecommendGroup(example) !== null)
}

function namedScore(facts: ColumnFacts): number {
  const name = words(facts)
  return (
    // The answers themselves say more.
    (holdsGroups(facts) ? -5 : 0) +
    (/\b(nps|csat|ces)\b/.test(name) ? 2 : 0) +
    (/score|rating/.test(name) ? 1 : 0) +
    (RECOMMEND_NAME.test(name) ? 1.5 : 0)
  )
}

function scaleOf(facts: ColumnFacts): ScoreScale {
  const name = words(facts)
  if (holdsGroups(facts)) return '0-10'
  const { smallest = 0, largest = 0 } = facts.answers ?? {}
  const said = SCALES_IN_WORDS.find(([, pattern]) => pattern.test(name))
  if (said && largest <= SCALE_BOUNDS[said[0]][1]) return said[0]
  if (RECOMMEND_NAME.test(name) || largest > 7 || smallest === 0) return '0-10'
  return largest > 5 || EFFORT_NAME.test(name) ? '1-7' : '1-5'
}

const SCALES_IN_WORDS: readonly (readonly [ScoreScale, RegExp])[] = [
  ['0-10', /\b[01] (to |bis |à |a |tot |do )?10\b/],
  ['1-7', /\b1 (to |bis |à |a |tot |do )?7\b/],
  ['1-5', /\b1 (to |bis |à |a |tot |do )?5\b/],
]

/** Who answered comes back seldom: what most answers share is their language, their survey or their channel. */
export function saysWhoAnswered(facts: ColumnFacts): boolean {
  return facts.filled <= 20 || facts.distinct >= facts.filled * 0.1
}

function isComment(facts: ColumnFacts): boolean {
  if (facts.filled === 0 || facts.numberShare > 0.5 || facts.timeShare > 0.5) return false
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
