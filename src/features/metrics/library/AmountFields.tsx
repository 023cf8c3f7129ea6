import { Plus, X } from 'lucide-react'
import { useState } from 'react'
import type { DatasetBody } from '#shared/contract/rest/datasets.ts'
import type { NamedQuestion } from '#shared/metrics/named-metric.ts'
import { Button } from '#src/ui/Button.tsx'
import { IconButton } from '#src/ui/IconButton.tsx'
import { SegmentedControl } from '#src/ui/SegmentedControl.tsx'
import { EMPTY_RULE } from '../event-rule.ts'
import { RuleChooser } from '../segments/RuleChooser.tsx'
import { NumberField } from './NumberField.tsx'
import { NumberSource } from './NumberSource.tsx'

type AmountQuestion = Extract<NamedQuestion, { readonly kind: 'amount' }>

interface AmountFieldsProps {
  readonly dataset: DatasetBody
  readonly question: AmountQuestion
  readonly onChange: (question: AmountQuestion) => void
}

const PRICES_MAX = 50
const SOURCES = [
  { value: 'number', label: 'A number in the data' },
  { value: 'prices', label: 'A price for each event' },
] as const

/** What is added up, and whose cases it is divided by. */
export function AmountFields({ dataset, question, onChange }: AmountFieldsProps) {
  const { prices, field: _field, ...bare } = question
  return (
    <>
      <SegmentedControl
        label="Where the amount comes from"
        options={SOURCES}
        value={prices ? 'prices' : 'number'}
        onChange={(source) =>
          onChange(source === 'prices' ? { ...bare, prices: [{ rule: EMPTY_RULE, price: 0 }] } : bare)
        }
      />
      {prices ? (
        <PriceFields dataset={dataset} prices={prices} onChange={(next) => onChange({ ...bare, prices: next })} />
      ) : (
        <>
          <RuleChooser
            label="Events"
            dataset={dataset}
            rule={question.rule}
            onChange={(rule) => onChange({ ...question, rule })}
          />
          <NumberSource
            label="The number is in"
            dataset={dataset}
            field={question.field}
            onChange={(field) => onChange(field === undefined ? bare : { ...bare, field })}
          />
        </>
      )}
      <RuleChooser
        label="Per case: of the cases with"
        dataset={dataset}
        rule={question.among ?? EMPTY_RULE}
        onChange={(among) => onChange({ ...question, among })}
      />
    </>
  )
}

type Prices = NonNullable<AmountQuestion['prices']>

function PriceFields({
  dataset,
  prices,
  onChange,
}: {
  readonly dataset: DatasetBody
  readonly prices: Prices
  readonly onChange: (prices: Prices) => void
}) {
  const [removals, setRemovals] = useState(0)
  return (
    <div className="flex flex-col gap-2">
      {prices.map(({ rule, price }, at) => (
        // Prices have no identity but their place; when one goes, what is half typed must not pass to its neighbour.
        // oxlint-disable-next-line react/no-array-index-key
        <div key={`${removals} ${at}`} className="flex items-end gap-2">
          <div className="min-w-0 flex-1">
            <RuleChooser
              label="Event"
              dataset={dataset}
              rule={rule}
              onChange={(next) => onChange(prices.with(at, { rule: next, price }))}
            />
          </div>
          <NumberField
            label="Price"
            className="w-24 self-start"
            value={price}
            min={-1e9}
            max={1e9}
            onChange={(next) => onChange(prices.with(at, { rule, price: next ?? 0 }))}
          />
          {prices.length > 1 && (
            <IconButton
              icon={X}
              label={`Remove price ${at + 1}`}
              onClick={() => {
                setRemovals(removals + 1)
                onChange(prices.filter((_, other) => other !== at))
              }}
            />
          )}
        </div>
      ))}
      {prices.length < PRICES_MAX && (
        <Button
          size="sm"
          variant="ghost"
          icon={Plus}
          className="self-start"
          onClick={() => onChange([...prices, { rule: EMPTY_RULE, price: 0 }])}
        >
          Add a price
        </Button>
      )}
    </div>
  )
}
