import { Plus, X } from 'lucide-react'
import { useState } from 'react'
import type { DatasetBody } from '#shared/contract/rest/datasets.ts'
import type { EventRule } from '#shared/model/records/binding.ts'
import { Button } from '#src/ui/Button.tsx'
import { IconButton } from '#src/ui/IconButton.tsx'
import { Menu } from '#src/ui/Menu.tsx'
import { withFilter } from './event-rule.ts'
import { ValuePicker } from './ValuePicker.tsx'

interface AttributeFiltersProps {
  readonly fields: DatasetBody['fields']
  readonly rule: EventRule
  readonly onChange: (rule: EventRule) => void
}

/** Narrows the events to those whose attributes have certain values. */
export function AttributeFilters({ fields, rule, onChange }: AttributeFiltersProps) {
  // An attribute that was just added has no values yet, and a rule keeps none without values.
  const [opened, setOpened] = useState<readonly string[]>([])
  const shown = [...new Set([...rule.where.map(({ field }) => field), ...opened])]
  const left = fields.filter(({ name }) => !shown.includes(name))

  return (
    <div className="flex flex-col gap-3">
      {shown.map((field) => (
        <div key={field} className="relative">
          <ValuePicker
            label={field}
            emptyWords="Any value"
            values={fields.find(({ name }) => name === field)?.values ?? []}
            selected={rule.where.find((filter) => filter.field === field)?.values ?? []}
            onChange={(values) => {
              setOpened((before) => [...new Set([...before, field])])
              onChange(withFilter(rule, field, values))
            }}
          />
          <IconButton
            icon={X}
            size="sm"
            label={`Remove the filter by ${field}`}
            className="absolute -top-1 -right-1"
            onClick={() => {
              setOpened((before) => before.filter((name) => name !== field))
              onChange(withFilter(rule, field, []))
            }}
          />
        </div>
      ))}
      {left.length > 0 && (
        <Menu
          trigger={
            <Button size="sm" variant="ghost" icon={Plus} className="self-start">
              Filter by an attribute
            </Button>
          }
          entries={left.map(({ name }) => ({ label: name, onSelect: () => setOpened((before) => [...before, name]) }))}
        />
      )}
    </div>
  )
}
