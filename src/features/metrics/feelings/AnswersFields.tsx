import { Wand2 } from 'lucide-react'
import type { DatasetBody } from '#shared/contract/rest/datasets.ts'
import { comparableName } from '#shared/model/commands/bind-matching-names.ts'
import { measureMatchingFeelings } from '#shared/model/commands/measure-matching-feelings.ts'
import type { AnswersSource, FeelingSource } from '#shared/model/records/feeling-source.ts'
import { wordsOf } from '#src/api/api-error.ts'
import { useDataset } from '#src/api/queries.ts'
import { useEditor } from '#src/editor/hooks.ts'
import { Button } from '#src/ui/Button.tsx'
import { Select } from '#src/ui/Select.tsx'
import { Spinner } from '#src/ui/Spinner.tsx'
import { toast } from '#src/ui/toast.ts'
import { QuestionFields } from '../library/QuestionFields.tsx'
import { answersSource } from './answers-source.ts'

interface AnswersFieldsProps {
  readonly of: AnswersSource
  /** Waymark bound it, because an event is called like the step. */
  readonly isMatched: boolean
  readonly stepTitle: string
  readonly datasets: readonly { readonly id: string; readonly name: string }[]
  readonly onChange: (of: AnswersSource) => void
  /** Another survey has other questions: the source is a new one. */
  readonly onDataset: (source: FeelingSource) => void
}

/** Which answers of which survey a feeling is measured by. */
export function AnswersFields({ of, isMatched, stepTitle, datasets, onChange, onDataset }: AnswersFieldsProps) {
  const { data: dataset, error } = useDataset(of.datasetId)
  const isKnown = datasets.some(({ id }) => id === of.datasetId)
  return (
    <>
      {isMatched && (
        <p className="flex gap-2 rounded-md bg-accent-soft px-3 py-2 text-xs text-pretty text-accent">
          <Wand2 aria-hidden className="size-4 shrink-0" />
          Bound by Waymark, because an event bears the step’s name. Change anything and it is yours.
        </p>
      )}
      <Select
        label="Dataset"
        placeholder="Choose a dataset"
        options={datasets.map(({ id, name }) => ({ value: id, label: name }))}
        value={isKnown ? of.datasetId : null}
        onChange={(id) => onDataset(answersSource(id, [], stepTitle))}
        error={isKnown ? null : 'The dataset that this was measured by is gone. Choose another one.'}
      />
      {isKnown && error !== null && <p className="text-sm text-danger">{wordsOf(error)}</p>}
      {isKnown && error === null && !dataset && <Spinner label="Loading the events" />}
      {isKnown && dataset && (
        <Questions dataset={dataset} of={of} stepTitle={stepTitle} onChange={onChange} onMatch={onDataset} />
      )}
    </>
  )
}

interface QuestionsProps extends Pick<AnswersFieldsProps, 'of' | 'stepTitle' | 'onChange'> {
  readonly dataset: DatasetBody
  readonly onMatch: (source: FeelingSource) => void
}

function Questions({ dataset, of, stepTitle, onChange, onMatch }: QuestionsProps) {
  const editor = useEditor()
  const eventNames = dataset.eventNames.map(({ event }) => event)
  const matched = eventNames.find((name) => comparableName(name) === comparableName(stepTitle))
  const isUnchosen = of.rule.events.length === 0 && of.rule.where.length === 0 && of.rule.channels.length === 0
  const matchAll = (): void => {
    const { kind: _kind, rule: _rule, ...survey } = of
    const result = editor.run(measureMatchingFeelings, { survey, eventNames })
    if (!result.ok) {
      toast('Nothing was bound: no step with a feeling that is only assumed is called like an event.')
      return
    }
    const { length } = result.value.cardIds
    toast.success(
      `${length === 1 ? '1 feeling is' : `${length} feelings are`} measured by the answers that bear their step’s name`,
      {
        action: { label: 'Undo', onClick: () => editor.undo() },
      },
    )
  }
  return (
    <>
      {isUnchosen && matched !== undefined && (
        <Button
          size="sm"
          icon={Wand2}
          className="self-start"
          onClick={() => {
            const { of: found, source } = answersSource(of.datasetId, eventNames, stepTitle)
            if (found.kind === 'answers') onMatch({ of: { ...of, rule: found.rule }, source })
          }}
        >
          Only answers to “{matched}”
        </Button>
      )}
      <QuestionFields
        dataset={dataset}
        question={{
          kind: 'score',
          rule: of.rule,
          scale: of.scale,
          answers: of.answers,
          ...(of.field !== undefined && { field: of.field }),
        }}
        onChange={(next) => {
          if (next.kind !== 'score') return
          const { rule, scale, answers, field } = next
          onChange({
            kind: 'answers',
            datasetId: of.datasetId,
            rule,
            scale,
            answers,
            ...(field !== undefined && { field }),
          })
        }}
      />
      <Button size="sm" variant="ghost" icon={Wand2} className="self-start" onClick={matchAll}>
        Measure all steps called like an event
      </Button>
    </>
  )
}
