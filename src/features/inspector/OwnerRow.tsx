import { useId, useState } from 'react'
import type { Card } from '#shared/model/records/card.ts'
import { NAME_MAX_LENGTH } from '#shared/model/records/limits.ts'
import { cardNames } from '#shared/model/selectors/card-names.ts'
import { useEditor, useSnapshotPart } from '#src/editor/hooks.ts'
import { TextField } from '#src/ui/TextField.tsx'
import { commonValue } from './common-value.ts'
import { ReadOnlyField } from './ReadOnlyField.tsx'

interface OwnerRowProps {
  readonly cards: readonly Card[]
  /** `undefined` takes the owner away. */
  readonly onChange: (owner: string | undefined) => void
}

/** Who looks after the cards. Names that the journey uses already are suggested. */
export function OwnerRow({ cards, onChange }: OwnerRowProps) {
  const { canEdit } = useEditor()
  const owners = useSnapshotPart(cardNames).owners
  const common = commonValue(cards, (card) => card.owner ?? '')
  const shown = common.isMixed ? '' : (common.value ?? '')
  if (!canEdit) return shown !== '' && <ReadOnlyField label="Owner">{shown}</ReadOnlyField>
  return (
    <OwnerField
      // What others or undo have put there replaces what stands in the field.
      key={shown}
      owner={shown}
      isMixed={common.isMixed}
      names={owners}
      onChange={onChange}
    />
  )
}

interface OwnerFieldProps {
  readonly owner: string
  readonly isMixed: boolean
  readonly names: readonly string[]
  readonly onChange: OwnerRowProps['onChange']
}

function OwnerField({ owner, isMixed, names, onChange }: OwnerFieldProps) {
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
      <datalist id={listId}>
        {names.map((name) => (
          <option key={name}>{name}</option>
        ))}
      </datalist>
    </div>
  )
}
