import { SCALE_BOUNDS, type ScoreScale } from '#shared/contract/score-scales.ts'
import type { ColumnFacts } from './column-facts.ts'
import { eventScore, words } from './column-scores.ts'

/** Answers of a survey: a score, perhaps a comment, perhaps what it was about. */
export interface SurveyShape {
  readonly score: ColumnFacts
  readonly scale: ScoreScale
  readonly touchpoint: ColumnFacts | null
  readonly comment: ColumnFacts | null
  readonly reasons: readonly string[]
}

const SCORE_NAME =
  /\b(nps|csat|ces|score|rating|ratings|stars|satisfaction|recommend|likelihood|effort|note|bewertung|zufriedenheit|weiterempfehlung)\b/
const COMMENT_NAME =
  /\b(comment|comments|verbatim|text|feedback|message|review|reason|why|answer|remark|remarks|kommentar|begründung|opmerking|commentaire|comentario)\b/
const TOUCHPOINT_NAME =
  /\b(touchpoint|stage|sub type|survey type|survey name|survey|journey|step|moment|interaction|topic|question|phase|process)\b/
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
  const isSaidByName = /\b(nps|csat|ces|survey|review|respon|satisfaction|recommend)/.test(all.map(words).join(' '))
  if (!comment && !isSaidByName) return null
  const touchpoint = best(all, (facts) => (facts === score || facts === comment ? 0 : touchpointPoints(facts)))
  const range = SCALE_BOUNDS[scale].join(' to ')
  return {
    score,
    scale,
    touchpoint,
    comment,
    reasons: [
      `“${score.column.name}” holds whole numbers from ${score.smallest} to ${score.largest}: answers on a scale of ${range}.`,
      ...(comment ? [`“${comment.column.name}” holds what people wrote.`] : []),
      touchpoint
        ? `“${touchpoint.column.name}” says what the answer is about, so it becomes the event.`
        : 'No column says what an answer is about, so all events have one name.',
    ],
  }
}

function isScore(facts: ColumnFacts): boolean {
  const { filled, numberShare, brokenNumberShare, smallest, largest, distinct } = facts
  if (filled === 0 || numberShare < 0.9 || brokenNumberShare > 0 || smallest === null || largest === null) return false
  const name = words(facts)
  if (NOT_A_SCORE.test(name) || !SCORE_NAME.test(name)) return false
  return distinct <= 15 && largest <= 12 && smallest >= -1 && largest > 1
}

function namedScore(facts: ColumnFacts): number {
  const name = words(facts)
  return (/\b(nps|csat|ces)\b/.test(name) ? 2 : 0) + (/score|rating/.test(name) ? 1 : 0)
}

function scaleOf(facts: ColumnFacts): ScoreScale {
  const name = words(facts)
  const largest = facts.largest ?? 0
  if (/\bnps\b|recommend|likelihood/.test(name) || largest > 7 || facts.smallest === 0) return '0-10'
  return largest > 5 || /\bces\b|effort/.test(name) ? '1-7' : '1-5'
}

function isComment(facts: ColumnFacts): boolean {
  if (facts.filled === 0 || facts.numberShare > 0.5 || facts.timeShare > 0.5) return false
  const isLong = facts.meanLength >= 25 && facts.distinct > facts.filled * 0.3
  return isLong
    ? !/\b(id|url|agent|address)\b/.test(words(facts))
    : COMMENT_NAME.test(words(facts)) && facts.meanLength >= 12
}

function touchpointPoints(facts: ColumnFacts): number {
  const name = words(facts)
  if (facts.distinct < 2 || facts.distinct > 60 || facts.numberShare > 0.5 || facts.timeShare > 0.5) return 0
  if (facts.meanLength > 60 || SCORE_NAME.test(name) || /\bid\b/.test(name)) return 0
  return (TOUCHPOINT_NAME.test(name) ? 2 : 0) + ((eventScore(facts)?.points ?? 0) > 0.8 ? 0.5 : 0)
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
