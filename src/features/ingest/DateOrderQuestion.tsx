import { useId } from 'react'
import { cn } from '#src/ui/cn.ts'
import { WARNING_WORDS } from './import-words.ts'
import { type AskedDateOrder, readDate } from './read-date.ts'

interface DateOrderQuestionProps {
  /** A value of the time column that can be read in two ways. */
  readonly example: string | undefined
  readonly value: AskedDateOrder | null
  /** Why it is asked, where it is not that nothing in the file decides it. */
  readonly why?: string | undefined
  readonly onChange: (order: AskedDateOrder) => void
}

const CHOICES: readonly { readonly order: AskedDateOrder; readonly label: string; readonly pattern: string }[] = [
  { order: 'DMY', label: 'Day first', pattern: '31/12/2025' },
  { order: 'MDY', label: 'Month first', pattern: '12/31/2025' },
  { order: 'YMD', label: 'Year first', pattern: '25-12-31' },
]

/** Asks what nothing in the file decides, and shows what each answer would make of a date that is in it. */
export function DateOrderQuestion({ example, value, why, onChange }: DateOrderQuestionProps) {
  const name = useId()
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="text-sm font-medium text-ink">How are the dates written?</legend>
      <p className="text-sm text-pretty text-ink-muted">{why ?? WARNING_WORDS.ambiguous_date_order.meaning}</p>
      <div className="flex flex-wrap gap-2">
        {CHOICES.map(({ order, label, pattern }) => {
          const reading = example === undefined ? null : readDate(example, order)
          // With four digits a year is known wherever it stands.
          if (order === 'YMD' && reading === null && value !== order) return null
          return (
            <label
              key={order}
              className={cn(
                'flex min-w-60 flex-1 cursor-pointer items-start gap-2.5 rounded-lg border px-3 py-2.5 has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-focus',
                value === order ? 'border-accent bg-accent-soft' : 'border-line-strong hover:bg-ink/3',
              )}
            >
              <input
                type="radio"
                name={name}
                value={order}
                checked={value === order}
                onChange={() => onChange(order)}
                className="mt-0.5 size-4 shrink-0 accent-accent outline-none"
              />
              <span className="tabular min-w-0 text-sm text-ink">
                <span className="font-medium">{label}</span>
                <span className="text-ink-faint"> · {pattern}</span>
                {reading !== null && (
                  <span className="block text-ink-muted">
                    {example} is then {reading}
                  </span>
                )}
              </span>
            </label>
          )
        })}
      </div>
    </fieldset>
  )
}
