import { useId, useState } from 'react'
import type { Card } from '#shared/model/records/card.ts'
import { NAME_MAX_LENGTH } from '#shared/model/records/limits.ts'
import { useEditor } from '#src/editor/hooks.ts'
import { OwnerOptions } from '#src/editor/OwnerOptions.tsx'
import { TextField } from '#src/ui/TextField.tsx'
import { commonValue } from './common-value.ts'
import { ReadOnlyField } from './ReadOnlyField.tsx'

interface OwnerRowProps {
  readonly cards: readonly Card[]
  /** `undefined` takes the owner away. */
  readonly onChange: (owner: string | undefined) => void
}

/** Who looks after the cards. Who is here and who looks after something already is suggested. */
export function OwnerRow({ cards, onChange }: OwnerRowProps) {
  const { canEdit } = useEditor()
  const common = commonValue(cards, (card) => card.owner ?? '')
  const shown = common.isMixed ? '' : (common.value ?? '')
  if (!canEdit) return shown !== '' && <ReadOnlyField label="Owner">{shown}</ReadOnlyField>
  return (
    <OwnerField
      // What others or undo have put there replaces what stands in the field.
      key={shown}
      owner={shown}
      isMixed={common.isMixed}
      onChange={onChange}
    />
  )
}

interface OwnerFieldProps {
  readonly owner: string
  readonly isMixed: boolean
  readonly onChange: OwnerRowProps['onChange']
}

function OwnerField({ owner, isMixed, onChange }: OwnerFieldProps) {
  const listId = useId()
  const [text, setText] = useState(owner)
  const finish = (): void => {
    const name = text.trim()
    if (name !== owner) onChange(name === '' ? undefined : name)
  }
  return (
    <div>
      <TextField
        label="Owner"
        value={text}
        list={listId}
        maxLength={NAME_MAX_LENGTH}
        placeholder={isMixed ? 'Mixed' : 'Nobody yet'}
        onChange={(event) => setText(event.target.value)}
        onBlur={finish}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && !event.nativeEvent.isComposing) finish()
          else if (event.key === 'Escape') setText(owner)
        }}
      />
      <OwnerOptions id={listId} />
    </div>
  )
}
