import { useId, useRef, useState } from 'react'
import { EMOTION_SCALE } from '#shared/model/records/card.ts'
import { useEditor } from '#src/editor/hooks.ts'
import type { CommonValue } from './common-value.ts'
import { ReadOnlyField } from './ReadOnlyField.tsx'

const STEP = 0.5

/** The name on the emotion scale that is nearest to a score. */
export const scoreName = (score: number): string => EMOTION_SCALE.names[Math.round(score - EMOTION_SCALE.min)] ?? ''

interface ScoreRowProps {
  readonly label: string
  readonly value: CommonValue<number | undefined>
  /** `continues`: the same pull on the slider as before. */
  readonly onChange: (score: number, continues: boolean) => void
}

/** How it feels, on the named scale. A score may lie between two names. */
export function ScoreRow({ label, value, onChange }: ScoreRowProps) {
  const id = useId()
  const isPulling = useRef(false)
  // The journey answers a moment later; until then the next step goes on from here, not from the score of before.
  const [pulledTo, setPulledTo] = useState<number>()
  const score = value.isMixed ? undefined : value.value
  if (pulledTo !== undefined && pulledTo === score) setPulledTo(undefined)
  const words = value.isMixed ? 'Mixed' : score === undefined ? 'Not scored' : `${scoreName(score)} (${score})`
  if (!useEditor().canEdit) return <ReadOnlyField label={label}>{words}</ReadOnlyField>
  const endPull = (): void => {
    isPulling.current = false
  }
  return (
    <div>
      <div className="mb-1 flex items-baseline justify-between gap-2 text-xs">
        <label htmlFor={id} className="font-medium text-ink-muted">
          {label}
        </label>
        <output htmlFor={id} className="text-ink">
          {words}
        </output>
      </div>
      <input
        id={id}
        type="range"
        min={EMOTION_SCALE.min}
        max={EMOTION_SCALE.max}
        step={STEP}
        value={pulledTo ?? score ?? 0}
        aria-valuetext={words}
        className="h-6 w-full accent-(--lane-emotion)"
        onChange={(event) => {
          const next = Number(event.target.value)
          setPulledTo(next)
          onChange(next, isPulling.current)
          isPulling.current = true
        }}
        onPointerDown={endPull}
        onPointerUp={endPull}
        onKeyDown={endPull}
        onBlur={() => {
          endPull()
          setPulledTo(undefined)
        }}
      />
      <div aria-hidden className="flex justify-between text-2xs text-ink-faint">
        {EMOTION_SCALE.names.map((name) => (
          <span key={name}>{name}</span>
        ))}
      </div>
    </div>
  )
}
