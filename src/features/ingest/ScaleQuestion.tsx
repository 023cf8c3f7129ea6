import { useId } from 'react'
import { SCORE_SCALES, type ScoreScale } from '#shared/contract/score-scales.ts'

interface ScaleQuestionProps {
  readonly scale: ScoreScale | null
  readonly onChange: (scale: ScoreScale | null) => void
}

const SCALE_WORDS: Readonly<Record<ScoreScale, string>> = {
  '0-10': '0 to 10 (NPS)',
  '1-5': '1 to 5 (CSAT)',
  '1-7': '1 to 7 (CES)',
  '1-10': '1 to 10',
  '0-100': '0 to 100, or per cent',
}

/** Surveys that ask 0 to 10 may hold only 1 to 10: the answers alone do not say which scale it was. */
export function ScaleQuestion({ scale, onChange }: ScaleQuestionProps) {
  const id = useId()
  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={id} className="text-sm font-medium text-ink">
        On which scale was it asked?
      </label>
      <p className="text-sm text-ink-muted">
        Answers outside it are kept as events, but not as scores.
        {scale === '0-100' && ' No NPS, CSAT or CES can be made of this scale, but its mean can be shown.'}
      </p>
      <select
        id={id}
        value={scale ?? ''}
        onChange={({ target }) => onChange(SCORE_SCALES.find((one) => one === target.value) ?? null)}
        className="h-8 max-w-72 rounded-md border border-line-strong bg-surface-raised px-2 text-sm text-ink pointer-coarse:h-10"
      >
        {SCORE_SCALES.map((one) => (
          <option key={one} value={one}>
            {SCALE_WORDS[one]}
          </option>
        ))}
        <option value="">It is no score, but a number</option>
      </select>
    </div>
  )
}
