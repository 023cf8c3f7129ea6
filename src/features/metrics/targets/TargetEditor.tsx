import { X } from 'lucide-react'
import { useState } from 'react'
import { setTarget } from '#shared/model/commands/set-target.ts'
import { BETTER, type Target, type TargetMeasure } from '#shared/model/records/target.ts'
import { MEASURE_TITLES } from '#shared/metrics/measures.ts'
import { parseTarget } from '#shared/metrics/parse-target.ts'
import { formatTarget } from '#shared/metrics/target-status.ts'
import { useEditor } from '#src/editor/hooks.ts'
import { IconButton } from '#src/ui/IconButton.tsx'
import { SegmentedControl } from '#src/ui/SegmentedControl.tsx'
import { TextField } from '#src/ui/TextField.tsx'

interface TargetEditorProps {
  readonly elementId: string
  readonly measure: TargetMeasure
  /** `undefined`: not written yet. */
  readonly target: Target | undefined
  /** It was taken away. */
  readonly onDrop: () => void
}

type Part = 'value' | 'warning' | 'baseline'
type Drafts = Readonly<Partial<Record<Part, string>>>

/** One target: each field takes effect when it is left. */
export function TargetEditor({ elementId, measure, target, onDrop }: TargetEditorProps) {
  const editor = useEditor()
  const title = MEASURE_TITLES[measure]
  // Only what was typed and is not written yet: what others write meanwhile shows in the rest.
  const [drafts, setDrafts] = useState<Drafts>({})
  const [wrong, setWrong] = useState<Drafts>({})
  const [chosen, setChosen] = useState(BETTER[measure])
  const better = target?.better ?? chosen

  const write = (typed: Drafts, way: Target['better']): void => {
    const read = readDrafts(measure, typed, target)
    if (read.kind === 'wrong') {
      setWrong(read.why)
      return
    }
    setWrong({})
    if (read.value === undefined) return
    const { value, warning, baseline } = read
    const next = {
      value,
      better: way,
      ...(warning !== undefined && { warning }),
      ...(baseline !== undefined && { baseline }),
    }
    const result = editor.run(setTarget, { elementId, measure, target: next })
    if (result.ok) setDrafts({})
    else setWrong(result.reason === 'not-valid' ? whyNot(next) : { value: 'Someone has taken the binding away.' })
  }
  const field = (part: Part, label: string, hint?: string) => {
    const stored = target?.[part]
    const text = drafts[part] ?? (stored === undefined ? '' : formatTarget(measure, stored))
    return (
      <TextField
        label={label}
        hint={hint}
        error={wrong[part]}
        value={text}
        placeholder={measure === 'timeToNext' ? 'e.g. 2 h' : 'e.g. 40 %'}
        onChange={(event) => setDrafts({ ...drafts, [part]: event.target.value })}
        onBlur={() => drafts[part] !== undefined && write(drafts, better)}
        onKeyDown={(event) => event.key === 'Enter' && drafts[part] !== undefined && write(drafts, better)}
      />
    )
  }
  return (
    <section aria-label={`Target: ${title}`} className="relative flex flex-col gap-2 rounded-lg border border-line p-3">
      <h5 className="pr-8 text-xs font-medium text-ink">{title}</h5>
      <IconButton
        icon={X}
        size="sm"
        label={`Remove the target of ${title.toLowerCase()}`}
        className="absolute top-2 right-2"
        onClick={() => {
          if (target !== undefined) editor.run(setTarget, { elementId, measure, target: null })
          onDrop()
        }}
      />
      <SegmentedControl
        label="Which is better"
        value={better}
        onChange={(way) => {
          setChosen(way)
          if (target === undefined) return
          // What was near is on the better side now.
          const { warning: _, baseline, value } = target
          editor.run(setTarget, {
            elementId,
            measure,
            target: { value, better: way, ...(baseline !== undefined && { baseline }) },
          })
        }}
        options={[
          { value: 'higher', label: 'Higher is better' },
          { value: 'lower', label: 'Lower is better' },
        ]}
      />
      <div className="grid grid-cols-2 gap-2">
        {field('value', better === 'higher' ? 'At least' : 'At most')}
        {field('warning', better === 'higher' ? 'Near from' : 'Near up to')}
      </div>
      {field('baseline', 'Was before', 'To see how far it has come.')}
    </section>
  )
}

type Read =
  | { readonly kind: 'wrong'; readonly why: Drafts }
  | {
      readonly kind: 'read'
      readonly value: number | undefined
      readonly warning: number | undefined
      readonly baseline: number | undefined
    }

/** What was typed, else what is stored; an emptied field asks for nothing. */
function readDrafts(measure: TargetMeasure, drafts: Drafts, target: Target | undefined): Read {
  const why: Partial<Record<Part, string>> = {}
  const read = (part: Part): number | undefined => {
    const text = drafts[part]
    if (text === undefined) return target?.[part]
    if (text.trim() === '') return undefined
    const value = parseTarget(measure, text)
    if (value === null)
      why[part] = measure === 'timeToNext' ? 'Write a time with its unit, like 2 h.' : 'Write a percentage, 0 to 100.'
    return value ?? undefined
  }
  const [value, warning, baseline] = [read('value'), read('warning'), read('baseline')]
  if (value === undefined && target !== undefined && why.value === undefined)
    why.value = 'A target needs a number. Remove it if there is none.'
  return Object.keys(why).length > 0 ? { kind: 'wrong', why } : { kind: 'read', value, warning, baseline }
}

const whyNot = ({ value, warning, better }: Omit<Target, 'measure'>): Drafts =>
  warning !== undefined && (better === 'higher' ? warning >= value : warning <= value)
    ? { warning: better === 'higher' ? 'Lower than the target.' : 'Higher than the target.' }
    : { value: 'This is too much.' }
