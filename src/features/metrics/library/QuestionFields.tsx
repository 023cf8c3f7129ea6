import { Plus, X } from 'lucide-react'
import { useState } from 'react'
import type { DatasetBody } from '#shared/contract/rest/datasets.ts'
import { assertNever } from '#shared/lib/assert.ts'
import type { NamedQuestion } from '#shared/metrics/named-metric.ts'
import type { EventRule } from '#shared/model/records/binding.ts'
import { Button } from '#src/ui/Button.tsx'
import { IconButton } from '#src/ui/IconButton.tsx'
import { Select } from '#src/ui/Select.tsx'
import { EMPTY_RULE } from '../event-rule.ts'
import { RuleChooser } from '../segments/RuleChooser.tsx'
import { WindowField } from '../segments/WindowField.tsx'
import { AmountFields } from './AmountFields.tsx'
import { NumberField } from './NumberField.tsx'
import { NumberSource } from './NumberSource.tsx'

interface QuestionFieldsProps {
  readonly dataset: DatasetBody
  readonly question: NamedQuestion
  readonly onChange: (question: NamedQuestion) => void
}

const HOUR_SECONDS = 3_600
const STEPS_MAX = 20

/** What a question asks for: which events, in which window, on which scale. */
export function QuestionFields({ dataset, question, onChange }: QuestionFieldsProps) {
  const rule = (label: string, value: EventRule, tell: (rule: EventRule) => void) => (
    <RuleChooser label={label} dataset={dataset} rule={value} onChange={tell} />
  )
  switch (question.kind) {
    case 'count':
      return rule('Events', question.rule, (next) => onChange({ ...question, rule: next }))
    case 'timeBetween':
      return (
        <>
          {rule('From the first', question.from, (from) => onChange({ ...question, from }))}
          {rule('To the first later', question.to, (to) => onChange({ ...question, to }))}
        </>
      )
    case 'leakage':
      return (
        <>
          {rule('Served by', question.from, (from) => onChange({ ...question, from }))}
          {rule('Leaks when this follows', question.to, (to) => onChange({ ...question, to }))}
          <WindowField hours={question.hours} onChange={(hours = 24) => onChange({ ...question, hours })} />
        </>
      )
    case 'rateOf':
      return (
        <>
          {rule('Of the cases with', question.among, (among) => onChange({ ...question, among }))}
          {rule('Those that also have', question.having, (having) => onChange({ ...question, having }))}
        </>
      )
    case 'repeat':
      return (
        <>
          {rule('Comes twice', question.rule, (next) => onChange({ ...question, rule: next }))}
          <WindowField
            hours={question.withinHours}
            onChange={(withinHours) => {
              const { withinHours: _before, ...rest } = question
              onChange(withinHours === undefined ? rest : { ...rest, withinHours })
            }}
          />
        </>
      )
    case 'sessions':
      return (
        <>
          {rule('Events', question.rule, (next) => onChange({ ...question, rule: next }))}
          <NumberField
            label="A pause of more minutes begins a new session"
            value={question.gapMinutes}
            min={1}
            max={60 * 24 * 31}
            onChange={(gapMinutes) => onChange({ ...question, gapMinutes: gapMinutes ?? 30 })}
          />
        </>
      )
    case 'retention':
      return (
        <>
          {rule('Begins with the first', question.start, (start) => onChange({ ...question, start }))}
          {rule('Comes back with', question.back, (back) => onChange({ ...question, back }))}
          <div className="grid grid-cols-2 gap-3">
            <NumberField
              label="Days in a period"
              value={question.periodDays}
              min={1}
              max={366}
              isWhole
              onChange={(periodDays) => onChange({ ...question, periodDays: periodDays ?? 7 })}
            />
            <NumberField
              label="In which period after the first"
              value={question.periods}
              min={1}
              max={26}
              isWhole
              onChange={(periods) => onChange({ ...question, periods: periods ?? 1 })}
            />
          </div>
        </>
      )
    case 'score':
      return (
        <>
          {rule('Answers are', question.rule, (next) => onChange({ ...question, rule: next }))}
          <NumberSource
            label="The answer is in"
            dataset={dataset}
            field={question.field}
            onChange={(field) => {
              const { field: _before, ...rest } = question
              onChange(field === undefined ? rest : { ...rest, field })
            }}
          />
          <ScaleFields question={question} onChange={onChange} />
        </>
      )
    case 'sentiment':
      return (
        <>
          {rule('Texts are written at', question.rule, (next) => onChange({ ...question, rule: next }))}
          <TextFields dataset={dataset} question={question} onChange={onChange} />
        </>
      )
    case 'amount':
      return <AmountFields dataset={dataset} question={question} onChange={onChange} />
    case 'funnel':
      return <FunnelFields dataset={dataset} question={question} onChange={onChange} />
    default:
      return assertNever(question)
  }
}

type OfKind<Kind extends NamedQuestion['kind']> = Extract<NamedQuestion, { readonly kind: Kind }>

const SCALES = [
  { value: 'nps', label: 'NPS, 0 to 10' },
  { value: 'csat', label: 'CSAT, the two best answers' },
  { value: 'ces', label: 'CES, mean' },
] as const

function ScaleFields({
  question,
  onChange,
}: {
  readonly question: OfKind<'score'>
  readonly onChange: (question: NamedQuestion) => void
}) {
  const { scale, answers } = question
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      <Select
        label="Scale"
        options={SCALES}
        value={scale.kind}
        onChange={(kind) =>
          onChange({ ...question, scale: kind === 'nps' ? { kind } : { kind, of: kind === 'csat' ? 5 : 7 } })
        }
      />
      <Select
        label="Counts"
        options={[
          { value: 'all', label: 'Every answer' },
          { value: 'latest', label: 'The last answer of each case' },
        ]}
        value={answers}
        onChange={(next) => onChange({ ...question, answers: next })}
      />
      {scale.kind !== 'nps' && (
        <NumberField
          key={scale.kind}
          label="Answers go from 1 to"
          value={scale.of}
          min={3}
          max={11}
          isWhole
          onChange={(of) => onChange({ ...question, scale: { ...scale, of: of ?? scale.of } })}
        />
      )}
    </div>
  )
}

function TextFields({
  dataset,
  question,
  onChange,
}: {
  readonly dataset: DatasetBody
  readonly question: OfKind<'sentiment'>
  readonly onChange: (question: NamedQuestion) => void
}) {
  const names = dataset.fields.map(({ name }) => name)
  const isGone = question.field !== '' && !names.includes(question.field)
  return (
    <>
      <Select
        label="The text is in"
        placeholder="Choose the field with the comments"
        options={names.map((name) => ({ value: name, label: name }))}
        value={question.field === '' || isGone ? null : question.field}
        error={isGone ? `The dataset has no field ${question.field} any more.` : null}
        onChange={(field) => onChange({ ...question, field })}
      />
      <Select
        label="Counts"
        options={[
          { value: 'all', label: 'Every text' },
          { value: 'latest', label: 'The last text of each case' },
        ]}
        value={question.answers}
        onChange={(answers) => onChange({ ...question, answers })}
      />
      <p className="text-xs text-pretty text-ink-muted">
        Read by a lexicon of English words. It does not understand irony or what a word means in your trade, and texts
        that do not seem to be English are left out.
      </p>
    </>
  )
}

function FunnelFields({
  dataset,
  question,
  onChange,
}: {
  readonly dataset: DatasetBody
  readonly question: OfKind<'funnel'>
  readonly onChange: (question: NamedQuestion) => void
}) {
  const { steps, windowSeconds } = question
  const [removals, setRemovals] = useState(0)
  return (
    <>
      {steps.map((step, at) => (
        // Steps have no identity but their place; when one goes, what is open must not pass to its neighbour.
        // oxlint-disable-next-line react/no-array-index-key
        <div key={`${removals} ${at}`} className="flex items-end gap-1">
          <div className="min-w-0 flex-1">
            <RuleChooser
              label={at === 0 ? 'Starts with' : 'Then'}
              dataset={dataset}
              rule={step}
              onChange={(next) => onChange({ ...question, steps: steps.with(at, next) })}
            />
          </div>
          {steps.length > 2 && (
            <IconButton
              icon={X}
              label={`Remove step ${at + 1}`}
              onClick={() => {
                setRemovals(removals + 1)
                onChange({ ...question, steps: steps.filter((_, other) => other !== at) })
              }}
            />
          )}
        </div>
      ))}
      <div className="flex flex-wrap items-end gap-3">
        <WindowField
          hours={windowSeconds === undefined ? undefined : windowSeconds / HOUR_SECONDS}
          onChange={(hours) => {
            const { windowSeconds: _before, ...rest } = question
            onChange(hours === undefined ? rest : { ...rest, windowSeconds: hours * HOUR_SECONDS })
          }}
        />
        {steps.length < STEPS_MAX && (
          <Button
            size="sm"
            variant="ghost"
            icon={Plus}
            onClick={() => onChange({ ...question, steps: [...steps, EMPTY_RULE] })}
          >
            Add a step
          </Button>
        )}
      </div>
    </>
  )
}
