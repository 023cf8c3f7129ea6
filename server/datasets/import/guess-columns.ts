import type { DatasetProfile } from '#shared/contract/rest/datasets.ts'
import type { ColumnFacts } from './column-facts.ts'
import { caseScore, channelScore, eventScore, timestampScore, valueScore, type Score } from './column-scores.ts'
import { knownExport } from './known-exports.ts'
import { saysWhoAnswered, surveyShape } from './survey-shape.ts'
import { wideShape } from './wide-shape.ts'

export interface ColumnGuess {
  readonly guess: DatasetProfile['guess']
  readonly guessReasons: Record<string, string>
  readonly recognized: DatasetProfile['recognized']
}

/** What answers are called when no column says what they are about. */
const SURVEY_EVENT = 'Survey answer'

/**
 * Proposes a column for each part. A table that is known by its shape is read as its maker means it; else a test of the values plus
 * a test of the name, best first, each column once. A part for which no column is good enough stays open for the person.
 * `isWhole`: the facts cover the whole file.
 */
export function guessColumns(all: readonly ColumnFacts[], isWhole: boolean): ColumnGuess {
  const reasons: Record<string, string> = {}
  const taken = new Set<number>()
  const ignore = all.filter((facts) => isUseless(facts, isWhole))
  for (const { index } of ignore) taken.add(index)
  if (ignore.length > 0) reasons['ignore'] = 'They only count the rows, or are empty throughout.'

  function pick(part: string, score: (facts: ColumnFacts) => Score | null): ColumnFacts | null {
    let best: { facts: ColumnFacts; score: Score } | undefined
    for (const facts of all) {
      if (taken.has(facts.index)) continue
      const scored = score(facts)
      if (scored && scored.points > 0 && (!best || scored.points > best.score.points)) best = { facts, score: scored }
    }
    if (!best) return null
    taken.add(best.facts.index)
    reasons[part] = sentence(best.score.reasons)
    return best.facts
  }

  function take(part: string, name: string | null, reason: string): string | null {
    const facts = all.find(({ column }) => column.name === name)
    if (!facts) return null
    taken.add(facts.index)
    reasons[part] = reason
    return facts.column.name
  }

  const nothing = { eventFallback: null, eventName: null, steps: [], scale: null, timezone: null }
  const ignored = ignore.map(({ column }) => column.name)
  const known = knownExport(all)
  if (known) {
    const [, zone = '', identity = ''] = known.reasons
    const guess = {
      ...nothing,
      timestamp: take('timestamp', known.timestamp, zone),
      case: take('case', known.case, identity),
      event: take('event', known.event, 'Such exports say here what happened.'),
      eventFallback: known.eventFallback,
      channel: take('channel', known.channel, 'Such exports say here where it happened.'),
      value: pick('value', valueScore)?.column.name ?? null,
      ignore: ignored,
      timezone: known.timezone,
    }
    return { guess, guessReasons: reasons, recognized: { shape: known.shape, reasons: [...known.reasons] } }
  }
  const survey = surveyShape(all)
  if (survey) {
    const [scoreReason = ''] = survey.reasons
    const about = survey.touchpoint?.column.name ?? null
    const guess = {
      ...nothing,
      value: survey.isInWords ? null : take('value', survey.score.column.name, scoreReason),
      event: take('event', about, 'It says what the answer is about.'),
      eventName: about === null ? SURVEY_EVENT : null,
      scale: survey.scale,
      timestamp: pick('timestamp', timestampScore)?.column.name ?? null,
      case: pick('case', (facts) => (saysWhoAnswered(facts) ? caseScore(facts) : null))?.column.name ?? null,
      channel: pick('channel', channelScore)?.column.name ?? null,
      ignore: ignored,
    }
    return { guess, guessReasons: reasons, recognized: { shape: 'survey', reasons: [...survey.reasons] } }
  }

  const timestamp = pick('timestamp', timestampScore)
  const caseColumn = pick('case', caseScore)
  const event = pick('event', eventScore)
  const others = {
    channel: pick('channel', channelScore)?.column.name ?? null,
    value: pick('value', valueScore)?.column.name ?? null,
    ignore: ignored,
  }
  const isNamed = event !== null && (eventScore(event)?.points ?? 0) >= NAMED_EVENT_POINTS
  const wide = wideShape(all, isNamed)
  if (wide) {
    delete reasons['timestamp']
    delete reasons['event']
    reasons['case'] = 'It never comes back, and the steps speak of it.'
    const guess = { ...nothing, ...others, case: wide.id.column.name, timestamp: null, event: null }
    return {
      guess: { ...guess, steps: [...wide.steps] },
      guessReasons: reasons,
      recognized: { shape: 'wide', reasons: [...wide.reasons] },
    }
  }
  const guess = {
    ...nothing,
    ...others,
    timestamp: timestamp?.column.name ?? null,
    case: caseColumn?.column.name ?? null,
    event: event?.column.name ?? null,
  }
  return { guess, guessReasons: reasons, recognized: null }
}

/** From here on a column says by its name that it tells what happened; below, it merely has few values. */
const NAMED_EVENT_POINTS = 1

function isUseless(facts: ColumnFacts, isWhole: boolean): boolean {
  if (facts.column.header.trim() === '' && facts.isRowIndex) return true
  return isWhole && facts.rows > 0 && facts.filled === 0
}

function sentence(reasons: readonly string[]): string {
  const text = reasons.join(', ')
  return text === '' ? '' : `${text.charAt(0).toUpperCase()}${text.slice(1)}.`
}
