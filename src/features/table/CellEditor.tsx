import { type KeyboardEvent, useId, useState } from 'react'
import { OwnerOptions } from '#src/editor/OwnerOptions.tsx'
import { NAME_MAX_LENGTH } from '#shared/model/records/limits.ts'
import { cn } from '#src/ui/cn.ts'
import { Checkbox } from '#src/ui/Checkbox.tsx'
import { Popover } from '#src/ui/Popover.tsx'
import type { CellEdit } from './table-columns.ts'

/** Where the keyboard goes after a cell was edited. */
export type CellDone = 'stay' | 'down' | 'right' | 'left'

interface CellEditorProps {
  readonly edit: CellEdit
  readonly label: string
  /** The text to start with: that of the cell, or the letter that was typed on it. */
  readonly start: string
  readonly onChange: (value: string | readonly string[]) => void
  readonly onDone: (next: CellDone) => void
}

const FIELD_CLASS =
  'absolute inset-0 z-10 w-full bg-surface-raised px-2 text-sm text-ink shadow-raised ring-2 ring-accent outline-none'

/** With the caret after what is there, as a spreadsheet does. */
function focusAtEnd(field: HTMLTextAreaElement | HTMLInputElement | null): void {
  field?.focus()
  field?.setSelectionRange(field.value.length, field.value.length)
}

const focusSelect = (field: HTMLSelectElement | null): void => field?.focus()

/** A cell while it is edited: Enter and Tab take over what is there, Escape lets it be. */
export function CellEditor({ edit, label, start, onChange, onDone }: CellEditorProps) {
  switch (edit.kind) {
    case 'text':
      return (
        <TextCell label={label} start={start} isPerson={edit.isPerson === true} onChange={onChange} onDone={onDone} />
      )
    case 'several':
      return (
        <Popover
          open
          label={label}
          className="max-h-80 w-60 p-2"
          onOpenChange={(open) => !open && onDone('stay')}
          trigger={
            <button type="button" aria-label={label} className="absolute inset-0 ring-2 ring-accent ring-inset" />
          }
        >
          {edit.choices.map((choice) => (
            <Checkbox
              key={choice.value}
              className="min-h-8 items-center"
              label={choice.label}
              checked={edit.values.includes(choice.value)}
              onChange={(isOn) =>
                onChange(isOn ? [...edit.values, choice.value] : edit.values.filter((value) => value !== choice.value))
              }
            />
          ))}
        </Popover>
      )
    default:
      return (
        <select
          ref={focusSelect}
          aria-label={label}
          value={edit.value}
          className={FIELD_CLASS}
          onChange={(event) => onChange(event.target.value)}
          onBlur={() => onDone('stay')}
          onKeyDown={(event) => {
            event.stopPropagation()
            if (event.key !== 'Escape' && event.key !== 'Enter') return
            event.preventDefault()
            onDone(event.key === 'Enter' ? 'down' : 'stay')
          }}
        >
          {edit.choices.map(({ value, label: words }) => (
            <option key={value} value={value}>
              {words}
            </option>
          ))}
        </select>
      )
  }
}

interface TextCellProps extends Omit<CellEditorProps, 'edit'> {
  readonly isPerson: boolean
}

function TextCell({ label, start, isPerson, onChange, onDone }: TextCellProps) {
  const [text, setText] = useState(start)
  const [isLeft, setLeft] = useState(false)
  const listId = useId()
  const finish = (next: CellDone, takes: boolean): void => {
    if (isLeft) return
    setLeft(true)
    if (takes) onChange(text)
    onDone(next)
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    event.stopPropagation()
    if (event.nativeEvent.isComposing) return
    // Shift+Enter is another line of the same text.
    if (event.key === 'Enter' && event.shiftKey) return
    const next = event.key === 'Enter' ? 'down' : event.key === 'Tab' ? (event.shiftKey ? 'left' : 'right') : 'stay'
    if (next === 'stay' && event.key !== 'Escape') return
    event.preventDefault()
    finish(next, event.key !== 'Escape')
  }
  const shared = { ref: focusAtEnd, 'aria-label': label, value: text, dir: 'auto', onKeyDown } as const
  if (isPerson)
    return (
      <>
        <input
          {...shared}
          type="text"
          list={listId}
          maxLength={NAME_MAX_LENGTH}
          className={FIELD_CLASS}
          onChange={(event) => setText(event.target.value)}
          onBlur={() => finish('stay', true)}
        />
        <OwnerOptions id={listId} />
      </>
    )
  return (
    <textarea
      {...shared}
      rows={1}
      className={cn(FIELD_CLASS, 'bottom-auto field-sizing-content max-h-60 min-h-full resize-none py-1.5')}
      onChange={(event) => setText(event.target.value)}
      onBlur={() => finish('stay', true)}
    />
  )
}
