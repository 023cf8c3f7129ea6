import { ChevronDown } from 'lucide-react'
import { useId, useState } from 'react'
import type { DatasetBody } from '#shared/contract/rest/datasets.ts'
import { eventWords } from '#shared/metrics/segment-words.ts'
import type { EventRule } from '#shared/model/records/binding.ts'
import { cn } from '#src/ui/cn.ts'
import { CONTROL_CLASS } from '#src/ui/Field.tsx'
import { AttributeFilters } from '../AttributeFilters.tsx'
import { isEmptyRule } from '../event-rule.ts'
import { ValuePicker } from '../ValuePicker.tsx'

interface RuleChooserProps {
  /** What the events are for: “Then”. */
  readonly label: string
  readonly dataset: DatasetBody
  readonly rule: EventRule
  readonly onChange: (rule: EventRule) => void
}

/** Which events are meant, as one line that opens: a condition with three of them would fill the screen otherwise. */
export function RuleChooser({ label, dataset, rule, onChange }: RuleChooserProps) {
  const [isOpen, setOpen] = useState(false)
  const id = useId()
  const events = dataset.eventNames.map(({ event, events }) => ({ value: event, events }))
  return (
    <div className="flex min-w-0 flex-col gap-1.5">
      <span id={`${id}-label`} className="text-xs font-medium text-ink-muted">
        {label}
      </span>
      <button
        type="button"
        id={`${id}-button`}
        aria-labelledby={`${id}-label ${id}-button`}
        aria-expanded={isOpen}
        aria-controls={`${id}-choices`}
        onClick={() => setOpen(!isOpen)}
        className={cn(
          CONTROL_CLASS,
          'flex min-h-8 items-center gap-2 px-2.5 py-1 text-left pointer-coarse:min-h-10',
          isEmptyRule(rule) && 'text-ink-faint',
        )}
      >
        <span className="min-w-0 flex-1 break-words">{isEmptyRule(rule) ? 'Any event' : eventWords(rule)}</span>
        <ChevronDown
          aria-hidden
          className={cn('size-4 shrink-0 text-ink-faint transition-transform duration-100', isOpen && 'rotate-180')}
        />
      </button>
      {isOpen && (
        <div id={`${id}-choices`} className="flex flex-col gap-3 rounded-md border border-line p-3">
          <ValuePicker
            label="Events"
            emptyWords="Any event"
            values={events}
            selected={rule.events}
            onChange={(names) => onChange({ ...rule, events: [...names] })}
          />
          {(dataset.channels.length > 0 || rule.channels.length > 0) && (
            <ValuePicker
              label="Channels"
              emptyWords="Any channel"
              values={dataset.channels}
              selected={rule.channels}
              onChange={(channels) => onChange({ ...rule, channels: [...channels] })}
            />
          )}
          <AttributeFilters fields={dataset.fields} rule={rule} onChange={onChange} />
        </div>
      )}
    </div>
  )
}
