import { Tabs as Primitive } from 'radix-ui'
import type { ReactNode } from 'react'
import { cn } from './cn.ts'

interface Tab<Value extends string> {
  readonly value: Value
  readonly label: string
  /** A small number behind the label. */
  readonly count?: number | undefined
  readonly content: ReactNode
}

interface TabsProps<Value extends string> {
  readonly tabs: readonly Tab<Value>[]
  readonly value: Value
  readonly onChange: (value: Value) => void
  /** What the tabs choose, for screen readers. */
  readonly label: string
  readonly className?: string | undefined
}

/** Several views of one thing, one at a time. */
export const Tabs = <Value extends string>({ tabs, value, onChange, label, className }: TabsProps<Value>) => (
  <Primitive.Root
    value={value}
    onValueChange={(next) => onChange(next as Value)}
    className={cn('flex min-h-0 flex-col', className)}
  >
    <Primitive.List aria-label={label} className="flex shrink-0 gap-4 overflow-x-auto border-b border-line">
      {tabs.map((tab) => (
        <Primitive.Trigger
          key={tab.value}
          value={tab.value}
          className="-mb-px flex h-9 shrink-0 items-center gap-1.5 border-b-2 border-transparent text-sm font-medium text-ink-muted hover:text-ink focus-visible:outline-offset-[-2px] data-[state=active]:border-accent data-[state=active]:text-ink"
        >
          {tab.label}
          {tab.count !== undefined && <span className="tabular text-xs text-ink-faint">{tab.count}</span>}
        </Primitive.Trigger>
      ))}
    </Primitive.List>
    {tabs.map((tab) => (
      <Primitive.Content key={tab.value} value={tab.value} className="min-h-0 flex-1 pt-4">
        {tab.content}
      </Primitive.Content>
    ))}
  </Primitive.Root>
)
